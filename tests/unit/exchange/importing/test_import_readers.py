"""What readers make of files of other people's: every row, and what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.errors import ConfigError, EventbookError, UsageError
from eventbook.exchange.importing import readers
from eventbook.exchange.importing.readers import READERS, guessed, reader
from eventbook.exchange.importing.source import Content, Options, Position, Row


def read(form: str, text: str | bytes, options: Options = Options()) -> Content:  # noqa: B008
    data = text.encode() if isinstance(text, str) else text
    return reader(form)(data, "a", options)


def fields(content: Content) -> list[dict[str, object]]:
    return [dict(row.fields) for row in content.rows]


def whys(content: Content) -> list[tuple[int | None, str]]:
    return [(row.position.line or row.position.row, row.why) for row in content.rows]


def refusal(form: str, text: str | bytes, options: Options = Options()) -> str:  # noqa: B008
    with pytest.raises(EventbookError) as caught:
        read(form, text, options)
    return str(caught.value)


# The registry


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.ics", "ics"), ("A.CSV", "csv"), ("x/b.tsv", "csv"), ("a.json", "json"),
        ("a.jsonl", "json-lines"), ("a.ndjson", "json-lines"), ("a.jsonld", "jsonld"),
        ("a.yml", "yaml"), ("a.b.yaml", "yaml"),
    ],
)  # fmt: skip
def test_the_ending_tells_the_format(name: str, form: str) -> None:
    assert guessed(name) == form


@pytest.mark.parametrize("name", ["-", "a", "a.txt", "json"])
def test_where_it_does_not_it_has_to_be_said(name: str) -> None:
    with pytest.raises(UsageError, match="--format"):
        guessed(name)


def test_every_reader_is_registered_and_reads_and_unknown_ones_are_refused() -> None:
    files = {path.stem for path in Path(readers.__file__).parent.glob("*.py")} - {"__init__"}
    assert files == {each.module for each in READERS.values()}
    assert all(callable(reader(name)) for name in READERS)
    with pytest.raises(UsageError, match="did you mean `yaml`"):
        reader("yml")


# JSON


def test_json_is_a_list_a_single_object_or_a_list_at_a_path() -> None:
    assert read("json", '[{"a": 1}, 2, {"b": [null]}]') == Content(
        (
            Row(Position("a", 1), {"a": 1}),
            Row(Position("a", 2), {}, "it is a whole number, not an object"),
            Row(Position("a", 3), {"b": [None]}),
        )
    )
    assert fields(read("json", '{"a": 1}')) == [{"a": 1}]
    assert fields(read("json", '{"x": {"y.z": [{"a": 1}]}}', Options("x.y.z"))) == [{"a": 1}]
    assert read("json", "[]") == Content(())


def test_json_that_is_none_is_refused_with_its_place() -> None:
    assert refusal("json", "[1,\n 2").startswith("a:2:3: not JSON")
    assert refusal("json", b'["\xe9"]') == "a:1:3: not UTF-8"
    assert refusal("json", "[" * 5000) == "a:1:101: nested deeper than 100"
    assert refusal("json", "3").startswith("a: it is a whole number, and rows are a list")
    assert refusal("json", "{}", Options("x")).startswith("a: `x` is not there")


def test_json_lines_says_which_line_is_wrong() -> None:
    content = read("json-lines", '\ufeff{"a": 1}\r\n\n{bad\n[1]\n{"a": 1, "a": 2}\n{"b": 2}')
    assert fields(content) == [{"a": 1}, {}, {}, {}, {"b": 2}]
    assert [row.position for row in content.rows] == [
        Position("a", number, line) for number, line in enumerate((1, 3, 4, 5, 6), 1)
    ]
    assert whys(content)[1:4] == [
        (3, "column 2: not JSON: expecting property name enclosed in double quotes"),
        (4, "it is a list, not an object"),
        (5, 'column 10: the key "a" stands twice'),
    ]


# CSV


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_cells_is_told_by_the_head(sign: str) -> None:
    text = "\ufeffa,b,c\r\n1,2,3\r\n\r\n,,\r\n4,,6\r\n".replace(",", sign)
    content = read("csv", text)
    assert fields(content) == [{"a": "1", "b": "2", "c": "3"}, {"a": "4", "b": "", "c": "6"}]
    assert [row.position.line for row in content.rows] == [2, 5]


def test_a_given_sign_is_taken() -> None:
    assert fields(read("csv", "a,b;c\n1,2;3\n", Options(separator=";"))) == [
        {"a,b": "1,2", "c": "3"}
    ]
    with pytest.raises(ConfigError, match="2 characters"):
        read("csv", "a\n", Options(separator="::"))


def test_ragged_rows_are_rows_and_cells_may_have_lines() -> None:
    content = read("csv", 'a,b\n"x\ny",2\n1\n1,2,3\n5,6\n')
    assert fields(content) == [{"a": "x\ny", "b": "2"}, {}, {}, {"a": "5", "b": "6"}]
    assert whys(content) == [
        (2, ""),
        (4, "it has 1 cells, and the head has 2"),
        (5, "it has 3 cells, and the head has 2"),
        (6, ""),
    ]


def test_what_a_spreadsheet_hides_is_read_as_it_is() -> None:
    rows = fields(read("csv", 'a\n"=HYPERLINK(""x"")"\n' + "y" * 3_000_000 + "\nz\x00z\n"))
    assert rows == [{"a": '=HYPERLINK("x")'}, {"a": "y" * 3_000_000}, {"a": "z\x00z"}]


def test_a_table_that_is_none_is_refused_with_its_place() -> None:
    assert refusal("csv", b"a\nok\nb\xe9d\n") == "a:3:2: not UTF-8; save it as UTF-8"
    assert "UTF-16" in refusal("csv", "a,b".encode("utf-16"))
    assert refusal("csv", 'a,b\n1,2\n"open,3\n').startswith("a:3: no CSV")
    assert refusal("csv", "a,b,a\n") == "a:1: 2 columns are called `a`"
    assert read("csv", "") == Content(())


# YAML


def test_yaml_is_read_by_our_own_loader() -> None:
    text = "confs:\n  - {date: 2023-02-24, no: NO}\n  - x\n"
    content = read("yaml", text, Options("confs"))
    assert fields(content) == [{"date": "2023-02-24", "no": "NO"}, {}]
    assert content.rows[1].why == "it is a text, not an object"


def test_what_the_loader_refuses_is_told_with_its_place() -> None:
    assert refusal("yaml", "- &a {b: 1}\n- *a\n").startswith(
        "a:1:3: the anchor `&a` is not allowed"
    )
    assert refusal("yaml", b"a: \xff").startswith("a:1:4: byte 0xff is not UTF-8")


# iCalendar


def calendar(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""))


def event(*lines: str) -> dict[str, object]:
    content = read("ics", calendar("BEGIN:VEVENT", *lines, "END:VEVENT"))
    assert [row.why for row in content.rows] == [""]
    return fields(content)[0]


def test_an_event_with_folded_lines_zones_and_escapes() -> None:
    content = read(
        "ics",
        calendar(
            "BEGIN:VTIMEZONE", "TZID:Europe/Rome", "END:VTIMEZONE",
            "BEGIN:VEVENT", "UID:1@example.org", "SUMMARY;LANGUAGE=it:Serata\\, lun",
            " ga\\nnotte \\\\n", "DTSTART;TZID=Europe/Rome:20230224T183000",
            "DTEND;TZID=Europe/Rome:20230224T200000", "CATEGORIES:Music,A\\,B", "CATEGORIES:C",
            "GEO:41.9;12.5", "RRULE:FREQ=DAILY;COUNT=3",
            "BEGIN:VALARM", "SUMMARY:not this", "END:VALARM", "END:VEVENT",
            "BEGIN:VTODO", "SUMMARY:nor this", "END:VTODO",
        ),
    )  # fmt: skip
    zone = "Europe/Rome"
    assert content == Content(
        (
            Row(
                Position("a", 1, 5),
                {
                    "start": {"date": "2023-02-24", "time": "18:30", "timezone": zone},
                    "end": {"date": "2023-02-24", "time": "20:00", "timezone": zone},
                    "UID": "1@example.org",
                    "SUMMARY": "Serata, lunga\nnotte \\n",
                    "SUMMARY;LANGUAGE": "it",
                    "CATEGORIES": ["Music", "A,B", "C"],
                    "GEO": {"latitude": "41.9", "longitude": "12.5"},
                    "RRULE": "FREQ=DAILY;COUNT=3",
                },
            ),
        ),
        {"VTODO": 1},
    )


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        (["DTSTART;VALUE=DATE:20230224"], {"date": "2023-02-24"}, None),
        (["DTSTART:20230224", "DTEND:20230225"], {"date": "2023-02-24"}, {"date": "2023-02-24"}),
        (["DTSTART:20230224", "DTEND:20230301"], {"date": "2023-02-24"}, {"date": "2023-02-28"}),
        (["DTSTART:20230224", "DURATION:P1W"], {"date": "2023-02-24"}, {"date": "2023-03-02"}),
        (
            ["DTSTART:20230224T230000", "DTEND:20230225T000000"],
            {"date": "2023-02-24", "time": "23:00"},
            {"date": "2023-02-24"},
        ),
        (
            ["DTSTART:20230224T100000Z", "DURATION:PT1H30M"],
            {"date": "2023-02-24", "time": "10:00", "timezone": "UTC"},
            {"date": "2023-02-24", "time": "11:30", "timezone": "UTC"},
        ),
        (
            ["DTSTART;TZID=W. Europe Standard Time:20230224T100000"],
            {"date": "2023-02-24", "time": "10:00", "timezone": "Europe/Berlin"},
            None,
        ),
        (["DTSTART:20230230"], {"date": "20230230"}, None),
        (["DTSTART:soon", "DTEND:20230101"], {"date": "soon"}, None),
        (["DTSTART:20230224", "DTEND:later"], {"date": "2023-02-24"}, {"date": "later"}),
        (["DTSTART:99991231", "DURATION:P9W"], {"date": "9999-12-31"}, {"date": "P9W"}),
    ],
)
def test_when_an_event_is(
    lines: list[str], start: dict[str, str], end: dict[str, str] | None
) -> None:
    assert event(*lines) == {"start": start} | ({"end": end} if end else {})


def test_events_that_cannot_be_read_are_rows_all_the_same() -> None:
    content = read(
        "ics",
        calendar(
            "BEGIN:VEVENT", "nonsense", "END:VEVENT",
            "BEGIN:VEVENT", "SUMMARY:" + "x" * 2_000_000, "END:VEVENT",
            "BEGIN:VEVENT", "SUMMARY:fine", "END:VEVENT",
            "BEGIN:VEVENT", "SUMMARY:open",
        ),
    )  # fmt: skip
    assert whys(content) == [
        (2, "line 3 is no content line (NAME:VALUE)"),
        (5, "line 6 is longer than 1,048,576 characters"),
        (8, ""),
        (11, "its end is missing"),
    ]


def test_lone_carriage_returns_end_lines_only_where_nothing_else_does() -> None:
    old = calendar("BEGIN:VEVENT", "SUMMARY:x", "END:VEVENT").replace("\r\n", "\r")
    assert fields(read("ics", old)) == [{"SUMMARY": "x"}]
    assert event("SUMMARY:x\ry") == {"SUMMARY": "x\ry"}


def test_what_is_no_calendar_is_refused() -> None:
    assert refusal("ics", "hello").startswith("a: no calendar")
    assert refusal("ics", "").startswith("a: no calendar")
    assert read("ics", "BEGIN:VCALENDAR") == Content(())


def test_components_within_components_without_end_are_read_in_time() -> None:
    assert len(read("ics", "BEGIN:VEVENT\n" * 20_000 + "END:VEVENT\n" * 20_000).rows) == 20_000


# JSON-LD


def test_events_of_a_graph_with_what_they_refer_to() -> None:
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": ["schema:MusicEvent"], "schema:name": "Concert", "location": {"@id": "hall"},
             "eventStatus": "https://schema.org/EventCancelled"},
            {"@id": "hall", "@type": "Place", "name": "Hall", "containedInPlace": {"@id": "city"}},
            {"@id": "city", "@type": "City", "name": "Rome", "contains": {"@id": "hall"}},
        ],
    }  # fmt: skip
    assert read("jsonld", json.dumps(graph)) == Content(
        (
            Row(
                Position("a", 1),
                {
                    "@type": ["MusicEvent"],
                    "name": "Concert",
                    "location": {
                        "@id": "hall",
                        "@type": "Place",
                        "name": "Hall",
                        "containedInPlace": {
                            "@id": "city",
                            "@type": "City",
                            "name": "Rome",
                            "contains": {"@id": "hall"},
                        },
                    },
                    "eventStatus": "EventCancelled",
                },
            ),
        ),
        {"Place": 1, "City": 1},
    )


@pytest.mark.parametrize(
    "text",
    ['{"@type": "Event", "name": "x"}', '[{"@type": "http://schema.org/Event", "name": "x"}]'],
)
def test_a_single_event_or_a_list(text: str) -> None:
    assert fields(read("jsonld", text)) == [{"@type": "Event", "name": "x"}]


def test_things_that_are_no_events_are_counted() -> None:
    assert read("jsonld", '[{"name": 1}, {"@type": "Person"}]') == Content(
        (), {"no @type": 1, "Person": 1}
    )
    assert refusal("jsonld", "[1]").startswith("a: there is no object in it")


# Anything


@given(
    st.sampled_from(list(READERS)), st.binary(max_size=200) | st.text(max_size=200).map(str.encode)
)
def test_any_bytes_are_read_or_refused(form: str, data: bytes) -> None:
    try:
        content = reader(form)(data, "a", Options())
    except EventbookError:
        return
    numbers = [row.position.row for row in content.rows]
    assert numbers == list(range(1, len(numbers) + 1))


_LINE = st.sampled_from(
    ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "SUMMARY:a", " b", "\tc",
     "DTSTART:20200101", "DTSTART;TZID=x:20200101T0101", "DTEND:20200102", 'X;A="b:c', "::", "é:"]
)  # fmt: skip


@given(st.lists(_LINE, max_size=30), st.sampled_from(["\r\n", "\n", "\r"]))
def test_any_lines_of_a_calendar_give_as_many_rows_as_events_begin(
    lines: list[str], end: str
) -> None:
    text = end.join(["BEGIN:VCALENDAR", "X:", *lines])
    unfolded = text.replace(f"{end} ", "").replace(f"{end}\t", "").split(end)
    content = read("ics", text)
    assert len(content.rows) == unfolded.count("BEGIN:VEVENT")

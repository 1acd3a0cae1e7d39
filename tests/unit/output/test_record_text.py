"""One record for reading: labels, layout, wrapping, statements, escaping."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.output import RecordContext, record
from eventbook.output.said import sentence, speaker
from eventbook.output.width import cells

LABELS = {("title",): "Title", ("date_basis",): "Basis of the date", ("place", "city"): "City"}
CONTEXT = RecordContext(label=LABELS.get, is_text=lambda place: place[-1] == "title", language="it")


def _text(value: dict[str, Any], context: RecordContext = CONTEXT) -> str:
    return record("text")(value, context)


def test_fields_in_order_under_labels() -> None:
    value = {
        "title": {"en": "Reading", "it": "Lettura"},
        "date_basis": "stated",
        "place": {"city": "Rome", "ids": {"wikidata": "Q220"}},
        "count": 3,
        "share": 0.5,
        "open": True,
        "ended": False,
        "nothing": None,
        "none": [],
        "empty": {},
        "keywords": ["a", "b", 1],
        "advice": ["short", "this one is far too long to stand among others on one line"],
        "rows": [["a, b", ["c", {}]], "d"],
        "people": [{"name": "Ann", "roles": ["speaker"]}, {"name": "Bob", "ids": {"x": {"y": 1}}}],
        "lines": "first\nsecond",
        "media": [{"title": {"fr": "Affiche"}}],
    }
    assert (
        _text(value)
        == """\
Title: Lettura
Basis of the date: stated
Place:
  City: Rome
  Ids:
    Wikidata: Q220
Count: 3
Share: 0.5
Open: yes
Ended: no
Nothing: (none)
None: (none)
Empty: (none)
Keywords: a, b, 1
Advice:
  - short
  - this one is far too long to stand among others on one line
Rows:
  - - a, b
    - c, (none)
  - d
People:
  - Name: Ann
    Roles: speaker
  - Name: Bob
    Ids:
      X:
        Y: 1
Lines: first
  second
Media:
  - Title: Affiche
"""
    )


def test_the_file_stands_first_and_labels_are_bold() -> None:
    context = CONTEXT._replace(path="records/a.yaml", colour=True)
    assert _text({"title": "A", "place": {"city": "R"}}, context) == (
        "\x1b[1mFile:\x1b[0m records/a.yaml\n"
        "\x1b[1mTitle:\x1b[0m A\n"
        "\x1b[1mPlace:\x1b[0m\n"
        "  \x1b[1mCity:\x1b[0m R\n"
    )


def test_texts_are_wrapped_to_the_width() -> None:
    address = "https://example.org/a/very/long/address/that/is/not/cut"
    value = {
        "title": "one two three four five six seven eight nine",
        "place": {"city": "one two three four five six seven eight"},
        "url": f"see {address} now",
        "notes": ["the first note is long enough to be wrapped, too", "short"],
        "a_rather_long_label": "indivisible word",
        "jp": "演奏会のお知らせです。" * 3,
    }
    assert (
        _text(value, CONTEXT._replace(width=30))
        == f"""\
Title: one two three four five
  six seven eight nine
Place:
  City: one two three four
    five six seven eight
Url: see
  {address}
  now
Notes:
  - the first note is long
    enough to be wrapped, too
  - short
A rather long label:
  indivisible word
Jp: 演奏会のお知らせです。演奏
  会のお知らせです。演奏会のお
  知らせです。
"""
    )


def test_what_a_terminal_would_act_on_is_made_visible() -> None:
    value = {"title": "a\x1b[31mb\u202ec\td", "k\x1bey": ["x\x07"], "crlf": "one\r\ntwo"}
    assert _text(value) == (
        "Title: a\\x1b[31mb\\u{202e}c\\td\nK\\x1bey: x\\x07\nCrlf: one\n  two\n"
    )


texts = st.text(st.characters(exclude_categories=("Cs",)))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(texts, values, max_size=4), st.sampled_from([None, 1, 40]))
def test_any_record_can_be_shown(value: dict[str, Any], width: int | None) -> None:
    context = RecordContext(
        is_text=lambda place: len(place) == 1, tells_speakers=True, width=width, language="en"
    )
    shown = _text(value, context)
    assert all(line.isprintable() or not line.isascii() for line in shown.split("\n"))


@given(
    st.lists(
        st.from_regex(r"[a-zé]{1,25}|[a-zé]{0,5}東{1,30}", fullmatch=True), min_size=1, max_size=40
    )
)
def test_wrapping_loses_no_word_and_keeps_to_the_width(words: list[str]) -> None:
    shown = _text({"title": " ".join(words)}, CONTEXT._replace(width=30))
    assert "".join(shown.split()) == "Title:" + "".join(words)
    assert max(map(cells, shown.splitlines())) <= 30


RECORD: dict[str, Any] = {
    "participants": [
        {"key": "ann", "name": "Ann Doe", "position": {"en": "Mayor", "it": "Sindaca"}},
        {"key": "child", "minor": True, "label": "A child"},
        {"name": "Bob Roe", "on_behalf_of": {"name": "The Guild"}},
    ],
    "mentions": [{"name": "Twin"}, {"name": "Twin"}],
    "default_source": "release",
    "sources": [{"key": "release", "publisher": "The Press"}, {"key": "other"}],
}


@pytest.mark.parametrize(
    ("given", "who"),
    [
        ({"speaker": "ann"}, "Ann Doe, Mayor"),
        ({"speaker": "child"}, "A child"),
        ({"speaker": "Bob Roe"}, "Bob Roe, on behalf of The Guild"),
        ({"speaker": "Twin"}, "Twin"),
        ({"speaker": "Somebody Else"}, "Somebody Else"),
        ({"speaker": {"name": "Eve", "position": "Poet"}}, "Eve, Poet"),
        ({"speaker": {"withheld": True}}, "A person (name withheld)"),
        ({"speaker": "publisher"}, "The Press, publisher of the source"),
        ({"speaker": "publisher", "source": "other"}, "The publisher of the source"),
        ({"speaker": "unnamed"}, "A speaker not named in the source"),
        ({}, "A speaker not recorded"),
        ({"speaker": 7}, "7"),
    ],
)
def test_who_speaks(given: dict[str, Any], who: str) -> None:
    assert speaker(RECORD, given, "en") == who


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (
            {"speaker": "ann", "kind": "quote", "text": "We will.", "locator": "para 2"},
            "Ann Doe, Mayor: “We will.” (release, para 2)",
        ),
        (
            {"speaker": "unnamed", "text": {"it": "Disse", "en": "Said {x}"}, "source": "other"},
            "A speaker not named in the source: Said {x} (other)",
        ),
    ],
)
def test_a_statement_in_one_line(given: dict[str, Any], line: str) -> None:
    assert sentence(RECORD, given, "en") == line


def test_a_statement_without_a_source_says_so() -> None:
    assert sentence({}, {"speaker": "Ann", "text": "Yes."}, "en") == "Ann: Yes. (no source given)"


def test_statements_of_events_are_told_and_their_other_fields_follow() -> None:
    value = {
        "statements": [
            {
                "id": "s1",
                "speaker": "ann",
                "text": "Said so.",
                "terms": ["so"],
                "source": "release",
            },
            "no map",
        ],
        "participants": RECORD["participants"][:1],
    }
    told = CONTEXT._replace(tells_speakers=True)
    assert (
        _text({"statements": value["statements"]}, told)
        == """\
Statements:
  - ann: Said so. (release)
    Id: s1
    Terms: so
  - no map
"""
    )
    assert (
        _text({"statements": value["statements"]})
        == """\
Statements:
  - Id: s1
    Speaker: ann
    Text: Said so.
    Terms: so
    Source: release
  - no map
"""
    )


def test_yaml_is_laid_out_as_records_are_and_hides_nothing() -> None:
    shown = record("yaml")
    assert shown({"id": "a", "people": [{"name": "Ann"}]}, CONTEXT) == (
        "id: a\npeople:\n  - name: Ann\n"
    )
    assert shown({"title": "a\u3164b", "x": "esc\x1b"}, CONTEXT) == (
        'title: "a\\u3164b"\nx: "esc\\e"\n'
    )


def test_json_is_the_value_with_hidden_characters_escaped() -> None:
    assert record("json")({"id": "é\u202e"}, CONTEXT) == '{\n "id": "é\\u202e"\n}\n'


def test_dates_have_their_words_behind_them() -> None:
    value = {"date": "2023-02?", "year": 2023, "days": ["2023-02-24", "soon"], "from": "1905~"}
    context = RecordContext(is_date=lambda place: True, language="it")

    assert _text(value, context) == (
        "Date: 2023-02? (febbraio 2023 (data incerta))\n"
        "Year: 2023\n"
        "Days: 2023-02-24 (24 febbraio 2023), soon\n"
        "From: 1905~ (circa 1905)\n"
    )


TITLES: dict[str, Any] = {
    "person/ann": {"en": "Ann Doe", "it": "Anna Doe"},
    "person/bo": "Bo\n Roe",
    "person/guild": "Guild",
    "work/song": None,
}


@pytest.mark.parametrize(
    ("given", "who"),
    [
        ({"speaker": {"ref": "person/ann", "position": "Mayor"}}, "Anna Doe, Mayor"),
        (
            {"speaker": {"ref": "person/ann", "on_behalf_of": {"ref": "person/guild"}}},
            "Anna Doe, per conto di Guild",
        ),
        ({"speaker": {"ref": "person/nobody"}}, "person/nobody"),
        ({"speaker": {"ref": 3}}, "3"),
    ],
)
def test_who_speaks_that_has_a_record(given: dict[str, Any], who: str) -> None:
    assert speaker({}, given, "it", TITLES.get) == who


def test_references_are_told_with_the_name_of_the_record() -> None:
    value: dict[str, Any] = {
        "people": [{"ref": "person/ann"}, {"ref": "person/bo"}, {"ref": "person/nobody"}],
        "works": [{"ref": "work/song", "note": "person/ann"}],
        "statements": [{"speaker": {"ref": "person/ann"}, "text": "Yes."}],
        "local": {"ref": 7},
    }
    told = CONTEXT._replace(tells_speakers=True, title_of=TITLES.get, language="en")
    assert record("text")(value, told) == (
        "People:\n"
        "  - Ref: person/ann (Ann Doe)\n"
        "  - Ref: person/bo (Bo Roe)\n"
        "  - Ref: person/nobody\n"
        "Works:\n"
        "  - Ref: work/song\n"
        "    Note: person/ann\n"
        "Statements:\n"
        "  - Ann Doe: Yes. (no source given)\n"
        "Local:\n"
        "  Ref: 7\n"
    )

"""Whole calendars: line by line, and as other programs read them."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from eventbook.render import Changed, Item, LeftOut, Options
from eventbook.render.brief import NO_TIME
from eventbook.render.ics import authority_of, render
from eventbook.render.reading import clean

CHANGED = Changed(datetime(2024, 3, 6, 7, 8, 9, tzinfo=UTC), datetime(2024, 3, 5, tzinfo=UTC))
OPTIONS = Options(site="https://archive.example/", since="2024", book="Example archive")
APPROXIMATE = OPTIONS._replace(approximate=True)


def payloads():
    """The texts that no form may take for markup, beside this folder."""
    path = Path(__file__).parents[1] / "test_payloads.py"
    spec = importlib.util.spec_from_file_location("payloads_of_render", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.PAYLOADS, module.filled, module.STEERING


PAYLOADS, filled, STEERING = payloads()
NAUGHTY = [
    *PAYLOADS,
    "a;b,c:d\\n\\N\\\\\"e\"",
    "BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT",
    "x\r\nATTENDEE:mailto:a@example.org",
    "w" * 2000,
    "🏳️‍🌈" * 60,
    "é" * 36 + "語" * 40,
    "\ufffe\uffff\x85\u2028",
]  # fmt: skip


def one(options=OPTIONS, changed=CHANGED, **value):
    """The single event of a record, and the whole calendar's text."""
    value = {"id": "e", "title": "T", "date": "2023-02-24", **value}
    made = render([Item(value, None, {"event/f": {}, "g": {}}.get, changed)], options)
    (event,) = Calendar.from_ical(made.text).events
    return event


def test_every_line_of_two_records(golden, full, minimal, lookup):
    made = render([Item(each, None, lookup, CHANGED) for each in (full, minimal)], APPROXIMATE)
    assert made.text.encode() == (golden / "both.ics").read_bytes()
    assert made.left_out == ()


def test_the_same_records_make_the_same_calendar_and_what_is_not_exact_is_left_out(
    full, minimal, lookup
):
    items = [Item(each, "it", lookup, CHANGED) for each in (full, minimal)]
    made = render(items, OPTIONS)
    assert made == render(items, OPTIONS)
    assert made.left_out == (
        LeftOut(
            full["id"],
            "session 2: its date is a month; `--approximate` shows it as a span of days",
        ),
        LeftOut(minimal["id"], "its date is a year; `--approximate` shows it as a span of days"),
    )
    assert len(Calendar.from_ical(made.text).events) == 1


def test_a_library_reads_every_field_as_the_record_has_it():
    event = one(
        title={"it": "Prova; d’orchestra, \\New", "en": ""},
        date="2023-02-24",
        start_time="18:00",
        end_time="01:30",
        timezone="Europe/Rome",
        status="postponed",
        type="concert",
        keywords=["a, b", "c; d"],
        place={
            "name": "Hall",
            "city": "Rome",
            "coordinates": {"lat": 41.9028, "lon": -12.4964, "precision": "building"},
        },
        part_of={"ref": "event/f"},
        relations=[{"kind": "precedes", "event": "g"}, {"kind": "precedes", "event": "unknown"}],
        broadcasts=[
            {"channel": 'R: "1"', "url": "https://r.example/;x"},
            {"url": "http://a.example/"},
        ],
        review={"status": "published"},
    )
    assert event.errors == []
    assert event["uid"] == "e@archive.example"
    stamps = [event[name].dt for name in ("dtstamp", "last-modified", "created")]
    assert stamps == [CHANGED.updated, CHANGED.updated, CHANGED.published]
    assert event["dtstart"].dt.isoformat() == "2023-02-24T18:00:00+01:00"
    assert event["dtend"].dt.isoformat() == "2023-02-25T01:30:00+01:00"
    assert event["summary"] == "Prova; d’orchestra, \\New"
    assert event["summary"].params == {"LANGUAGE": "it"}
    assert event["categories"].cats == ["Concert", "a, b", "c; d"]
    assert event["status"] == "TENTATIVE"
    assert event["transp"] == "TRANSPARENT"
    assert event["location"] == "Hall, Rome"
    assert event["geo"].to_ical() == "41.9028;-12.4964"
    assert event["url"] == "https://archive.example/events/e.html"
    assert [(str(tie), tie.params["RELTYPE"]) for tie in event["related-to"]] == [
        ("f@archive.example", "PARENT"),
        ("g@archive.example", "NEXT"),
    ]
    assert event["conference"] == "https://r.example/;x"
    assert [(part.name, str(part["uid"])) for part in event.subcomponents] == [
        ("VLOCATION", "e.place@archive.example")
    ]


@pytest.mark.parametrize(
    ("status", "written"),
    [
        ("scheduled", "CONFIRMED"),
        ("held", "CONFIRMED"),
        ("rescheduled", "CONFIRMED"),
        ("cancelled", "CANCELLED"),
        ("postponed", "TENTATIVE"),
        ("unconfirmed", "TENTATIVE"),
        ("else", None),
        (None, None),
    ],
)
def test_status(status, written):
    assert one(status=status).get("status") == written


@pytest.mark.parametrize(
    ("precision", "shown"),
    [("building", True), ("street", True), ("city", True), ("region", False), (None, False)],
)
def test_a_point_is_there_only_where_a_pin_tells_the_truth(precision, shown):
    point = {"lat": 1.5, "lon": 2, "precision": precision}
    assert ("geo" in one(place={"name": "X", "coordinates": point})) == shown


@pytest.mark.parametrize("lat", ["1", None, True, 1e9, float("nan")])
def test_a_point_that_is_none_is_left_out(lat):
    point = {"lat": lat, "lon": 2, "precision": "city"}
    assert "geo" not in one(place={"name": "X", "coordinates": point})


def test_nobody_is_made_somebody_to_write_to_and_nobody_withheld_is_there():
    people = [
        {"name": "Vera Beispiel", "roles": ["speaker"], "position": "Mayor"},
        {"minor": True, "label": "A child (name withheld)", "name": "Xaver Geheim"},
        {"withheld": True, "label": "A person", "name": "Xaver Geheim", "roles": ["speaker"]},
    ]
    organisers = [
        {"name": "Town", "role": "host"},
        {"name": "Bank", "role": "sponsor"},
        {"name": "Club"},
    ]
    event = one(participants=people, organisers=organisers, statements=[{"text": "SAID"}])
    assert [
        (str(part["summary"]), str(part["participant-type"]), str(part.get("description", "")))
        for part in event.walk("PARTICIPANT")
    ] == [
        ("Town", "PLANNER-CONTACT", "host"),
        ("Bank", "SPONSOR", "sponsor"),
        ("Club", "ACTIVE", ""),
        ("Vera Beispiel", "SPEAKER", "speaker; Mayor"),
    ]
    text = event.to_ical().decode()
    for never in ("ATTENDEE", "ORGANIZER", "mailto", "Geheim", "SAID", "withheld"):
        assert never not in text


def test_sessions_are_events_of_their_own_tied_to_the_first():
    sessions = [
        {"date": "2023-02-24", "start": "18:00", "note": "First."},
        {"date": "2023-02-26", "place": {"name": "Other hall"}},
        {"date": "2023-02-24", "start": "18:00"},
    ]
    value = {"id": "e", "title": "T", "date": "2023-02-24/2023-02-26", "sessions": sessions,
             "place": {"name": "Hall"}}  # fmt: skip
    made = render([Item(value, None, None, CHANGED)], OPTIONS)
    found = Calendar.from_ical(made.text).events
    assert [(str(one["uid"]), str(one["location"]), one.get("related-to")) for one in found] == [
        ("e.20230224T1800@archive.example", "Hall", None),
        ("e.20230226@archive.example", "Other hall", "e.20230224T1800@archive.example"),
        ("e.20230224T1800-2@archive.example", "Hall", "e.20230224T1800@archive.example"),
    ]
    assert "First." in found[0]["description"]
    assert "TZID" not in made.text


def test_a_time_in_utc_needs_no_zone():
    event = one(start_time="18:00", timezone="UTC")
    assert event["dtstart"].to_ical() == b"20230224T180000Z"


def test_what_cannot_be_in_a_calendar_is_said():
    good = {"id": "e", "title": "T", "date": "2023-02-24"}
    items = [
        Item(good, changed=CHANGED),
        Item(good, changed=CHANGED),
        Item({**good, "id": None}, changed=CHANGED),
        Item({**good, "id": "f"}),
        Item({**good, "id": "g", "review": {"status": "withdrawn"}}, changed=CHANGED),
    ]
    assert render(items, OPTIONS).left_out == (
        LeftOut("e", "another record has the same id"),
        LeftOut("", "it has no id"),
        LeftOut("f", NO_TIME),
        LeftOut("g", "it was withdrawn"),
    )


@pytest.mark.parametrize(
    ("site", "book", "authority"),
    [
        ("https://Archive.Example/", "X", "archive.example"),
        ("https://archive.example:8080/one/two/", None, "archive.example:8080/one/two"),
        (None, "Ünser Archiv!", "unser-archiv.invalid"),
        (None, "語", "eventbook.invalid"),
        (None, None, "eventbook.invalid"),
    ],
)
def test_what_a_uid_ends_with(site, book, authority):
    assert authority_of(Options(site=site, book=book)) == authority


def test_a_draft_says_so_and_has_no_address():
    event = one(review={"status": "reviewed"})
    assert event["description"].startswith("DRAFT: this record has been reviewed")
    assert "url" not in event


def _lines(text):
    data = text.encode()
    assert data.replace(b"\r\n", b"").find(b"\r") == data.replace(b"\r\n", b"").find(b"\n") == -1
    assert max(map(len, data.split(b"\r\n"))) <= 75
    return text.replace("\r\n ", "").split("\r\n")


def _properties(text):
    return [re.split("[:;]", line)[0] for line in _lines(text)]


TEXTS = st.text(st.characters() | st.sampled_from('\\nN;,:"^\r\n\t🏳️‍🌈'), min_size=1)


def check_inert(full, lookup, text):
    """A record of which every text is this one has the parts that it has otherwise."""
    plain = filled(full, "plain words", STEERING)
    naughty = filled(full, text, STEERING)
    kept = ("date", "sessions", "start_time", "end_time", "timezone", "place", "not_before",
            "not_after", "previous_dates", "broadcasts")  # fmt: skip
    for value in (plain, naughty):
        value |= {key: full[key] for key in kept}
    both = [
        render([Item(each, None, lookup, CHANGED)], APPROXIMATE).text for each in (plain, naughty)
    ]
    names = [_properties(each) for each in both]
    if clean(text):
        assert names[1] == names[0]
    found = Calendar.from_ical(both[1])
    assert not any(event.errors for event in found.events)
    title = next(each for each in _lines(both[1]) if each.startswith("SUMMARY"))
    value = re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], title)
    assert value.partition(":")[2] == (clean(text) or "Untitled event")


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_no_text_becomes_a_property_or_a_component(full, lookup, text):
    check_inert(full, lookup, text)


def test_no_text_at_all_becomes_a_property_or_a_component(full, lookup):
    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(TEXTS)
    def check(text):
        check_inert(full, lookup, text)

    check()


KHAL = """\
[calendars]
[[archive]]
path = {vdir}
type = calendar
[locale]
local_timezone = Europe/Rome
default_timezone = Europe/Rome
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
timeformat = %H:%M
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {vdir}/../khal.db
"""


def test_a_calendar_program_shows_the_events_on_their_days(tmp_path):
    records = [
        {"id": "a", "title": "Concert; two, signs", "date": "2023-02-24", "start_time": "18:00",
         "end_time": "20:00", "timezone": "Asia/Baku", "place": {"name": "Hall"},
         "participants": [{"name": "Vera Beispiel", "roles": ["speaker"]}]},
        {"id": "b", "title": "Fair", "date": "2023-02-25/2023-02-26"},
        {"id": "c", "title": "Some day", "date": "2023-04"},
        {"id": "d", "title": "Series", "date": "2023-03-01/2023-03-02", "sessions": [
            {"date": "2023-03-01", "start": "10:00"}, {"date": "2023-03-02"}]},
    ]  # fmt: skip
    made = render([Item(each, None, None, CHANGED) for each in records], APPROXIMATE)
    (tmp_path / "all.ics").write_text(made.text, newline="")
    vdir = tmp_path / "vdir"
    vdir.mkdir()
    (tmp_path / "khal.conf").write_text(KHAL.format(vdir=vdir))

    def khal(*words):
        command = [Path(sys.executable).with_name("khal"), "-c", tmp_path / "khal.conf", *words]
        return subprocess.run(
            command, env={**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path),
                          "XDG_CACHE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)},
            capture_output=True, text=True, check=True, timeout=60,
        ).stdout  # fmt: skip

    khal("import", "--batch", "-a", "archive", tmp_path / "all.ics")
    assert len(list(vdir.glob("*.ics"))) == 5
    listed = khal("list", "--format", "{start-end-time-style} {title}, {location}", "--day-format",
                  "== {date}", "2023-02-24", "2023-03-03")  # fmt: skip
    # 18:00 in Baku is 15:00 in Rome.
    assert [line.strip() for line in listed.splitlines() if line.strip()] == [
        "== 2023-02-24",
        "15:00-17:00 Concert; two, signs, Hall",
        "== 2023-02-25",
        "↦ Fair,",
        "== 2023-02-26",
        "⇥ Fair,",
        "== 2023-03-01",
        "10:00-11:00 Series,",
        "== 2023-03-02",
        "Series,",
    ]
    april = khal("list", "--format", "{title}", "--day-format", "", "2023-04-01", "2023-04-30")
    assert set(filter(None, april.splitlines())) == {"Some day (date approximate)"}

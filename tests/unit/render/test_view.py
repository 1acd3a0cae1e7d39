"""What a view resolves: languages, people, reserved words, dates, and what it never shows."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventbook.render import TARGETS, Changed, Item, Options
from eventbook.render.eventview import (
    Attendance,
    Cite,
    DateView,
    Figure,
    Headline,
    Note,
    Party,
    Review,
    Speaker,
    WithheldView,
    Words,
)
from eventbook.render.view import view

CHANGED = Changed(datetime(2024, 3, 6, tzinfo=UTC))
OPTIONS = Options(site="https://archive.example/", since="2024", approximate=True)
UNREVIEWED = "DRAFT: this record has not been reviewed."
TITLES = {"de": "Abend", "it": "Serata", "az-Arab": "آخشام"}


@pytest.mark.parametrize(
    ("asked", "languages", "expected"),
    [
        ("it", [], Words("Serata")),
        ("it-CH", [], Words("Serata")),
        ("az", [], Words("آخشام", "az-Arab")),
        (None, ["it"], Words("Serata", "it")),
        (None, [], Words("Abend", "de")),
        ("fr", ["xx"], Words("Abend", "de")),
    ],
)
def test_language_of_a_text(asked, languages, expected):
    assert view({"title": TITLES, "languages": languages}, asked).title == expected


def test_the_pages_own_language_comes_before_the_records():
    titles = {"it": "Serata", "en": "Evening"}
    event = view({"title": titles, "languages": ["it"]}, "fr")
    assert (event.lang, event.title, event.other_titles) == (
        "en",
        Words("Evening"),
        (Words("Serata", "it"),),
    )


@pytest.mark.parametrize("title", [None, "", " \n", [], {}, {"en": ""}, {"en": 3}, 7.5])
def test_a_title_of_a_wrong_shape(title):
    expected = Words("7.5") if title == 7.5 else Words("Untitled event")
    assert view({"title": title}).title == expected


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"date": "2023-02-24"}, DateView("24 February 2023", "2023-02-24")),
        ({"date": 2023}, DateView("2023", "2023", ("day and month not stated",))),
        ({"date": "2023-02-30"}, DateView("2023-02-30")),
        ({"date": ["2023"]}, DateView('["2023"]')),
        ({}, DateView("date unknown")),
        (
            {
                "date": "2023-02",
                "date_basis": "inferred",
                "status": "held",
                "not_after": "2023-02-24",
                "sources": [{"published": "2023-03-01"}, {"published": "2023-02-24"}],
            },
            DateView(
                "February 2023",
                "2023-02",
                (
                    "day not stated",
                    "inferred, not stated in the sources",
                    "reported 24 February 2023",
                ),
            ),
        ),
        (
            {"date": "2023-02", "sources": [{"published": "2023-02-24", "stance": "announces"}]},
            DateView("February 2023", "2023-02", ("day not stated",)),
        ),
    ],
)
def test_date(record, expected):
    assert view(record).date == expected


PEOPLE = {
    "participants": [
        {"key": "ann", "name": "Ann Poe", "roles": ["speaker"], "position": "Mayor"},
        {"name": "Bo Ray", "roles": ["other"], "as_written": "bell-ringer"},
    ],
    "sources": [{"key": "a", "publisher": "The Post"}, {"key": "b"}],
    "occasion": {"of": {"name": "The flood"}},
}


ANN = Words("Ann Poe", entity="person/=Ann Poe")
BO = Words("Bo Ray", entity="person/=Bo Ray")


@pytest.mark.parametrize(
    ("speaker", "source", "expected"),
    [
        ("ann", "a", Speaker("named", ANN, Words("Mayor"))),
        ("Ann Poe", "a", Speaker("named", ANN, Words("Mayor"))),
        ({"name": "Ann Poe"}, "a", Speaker("named", ANN, Words("Mayor"))),
        ("Bo Ray", "a", Speaker("named", BO)),
        ("nobody", "a", Speaker("named", Words("nobody"))),
        ({"name": "Cy"}, "a", Speaker("named", Words("Cy", entity="person/=Cy"))),
        ("publisher", "a", Speaker("publisher", Words("The Post"))),
        ("publisher", "b", Speaker("publisher")),
        ("publisher", "gone", Speaker("publisher")),
        ("unnamed", "a", Speaker("unnamed")),
        (None, "a", Speaker("missing")),
        ([], "a", Speaker("missing")),
    ],
)
def test_speaker(speaker, source, expected):
    statement = {"speaker": speaker, "source": source, "text": "Hello."}
    (group,) = view({**PEOPLE, "statements": [statement]}).statements
    assert group.speaker == expected


def test_statements_are_grouped_by_speaker_and_keep_their_sources():
    said = [
        {"speaker": "ann", "text": "One.", "source": "b", "locator": "p. 2", "about": "subject"},
        {"speaker": "unnamed", "text": "Two.", "source": "gone"},
        {"speaker": "ann", "text": "Three.", "about": "Bo Ray"},
        {"speaker": "ann", "text": None},
    ]
    groups = view({**PEOPLE, "statements": said, "default_source": "a"}).statements
    assert [
        [(one.id, one.text.text, one.about, one.cites) for one in group.statements]
        for group in groups
    ] == [
        [
            ("1", "One.", Words("The flood", entity="subject/=The flood"), (Cite(2, "b", "p. 2"),)),
            ("3", "Three.", BO, (Cite(1, "a"),)),
        ],
        [("2", "Two.", None, (Cite(None, "gone"),))],
    ]


def test_figures_and_their_qualifiers():
    figures = [
        {"what": "lives lost", "value": 12, "qualifier": "more-than", "period": "one night"},
        {"value": 3.5},
        {"what": "x", "value": 1, "qualifier": "{value.__class__}"},
        {"what": "y", "value": "{0}", "qualifier": "other", "as_written": "nigh on"},
    ]
    (group,) = view({"statements": [{"text": "Said.", "figures": figures}]}).statements
    assert group.statements[0].figures == (
        Figure("more than 12", Words("lives lost"), (Words("one night"),)),
        Figure("3.5"),
        Figure("{value.__class__} 1", Words("x")),
        Figure("{0}", Words("y"), (Words("“nigh on”"),)),
    )


def test_other_shows_the_wording_of_the_source():
    assert view(PEOPLE).participants == (
        Party(ANN, roles=("speaker",), position=Words("Mayor")),
        Party(BO, roles=("“bell-ringer”",)),
    )


@pytest.mark.parametrize("mark", ["minor", "withheld"])
@pytest.mark.parametrize("flag", [True, "yes", 1])
def test_nothing_of_a_withheld_person_is_shown_even_if_the_record_is_broken(mark, flag, lookup):
    secret = "XSECRETX"
    person = {
        mark: flag, "key": "p", "name": secret, "ref": f"person/{secret}", "position": secret,
        "as_written": secret, "note": secret, "roles": ["reader", "other"],
        "on_behalf_of": {"name": secret}, "label": "A child (name withheld)",
    }  # fmt: skip
    record = {
        "title": "Evening",
        "participants": [person, {**person, "label": None}],
        "organisers": [{**person, "role": "organiser"}],
        "mentions": [person],
        "programme": [{"kind": "reading", "people": ["p", secret]}],
        "statements": [
            {"speaker": secret, "text": "One.", "about": secret},
            {"speaker": {"name": secret}, "text": "Two."},
            {"speaker": person, "text": "Three."},
        ],
        "withheld": [{"at": "participants/p", "what": "name", "reason": "minor"}],
    }
    event = view(record, None, lookup)
    assert event.participants == (
        Party(Words("A child (name withheld)"), roles=("reader", "other role"), withheld=True),
        Party(Words("A person (name withheld)"), roles=("reader", "other role"), withheld=True),
    )
    assert secret not in repr(event)
    for target in TARGETS.values():
        assert secret not in target.render([Item(record, None, lookup, CHANGED)], OPTIONS).text


def test_withheld_notices():
    record = {
        "participants": [{"minor": True, "label": "A child", "key": "c"}],
        "withheld": [
            {"at": "participants/0", "what": "name", "reason": "minor"},
            {"at": "summary", "reason": "Well-known reasons", "decided_by": "editor"},
        ],
    }
    assert view(record).withheld == (
        WithheldView(Words("name"), Words("A child"), ("reason: protection of a minor",)),
        WithheldView(None, None, ("reason: Well-known reasons", "decided by editor")),
    )


def test_only_notes_marked_public_are_shown():
    notes = [
        {"text": "Seen.", "visibility": "public", "by": "editor", "on": "2024-03-05"},
        {"text": "Hidden.", "visibility": "internal"},
        {"text": "Unmarked."},
    ]
    assert view({"notes": notes}).notes == (Note(Words("Seen."), "editor", "5 March 2024"),)


def test_the_headline_is_the_sources_and_never_a_heading(full, lookup):
    headline = "Port Selby remembers its darkest night"
    event = view(full, None, lookup)
    assert event.headline == Headline(
        Words(headline), Words("Printed in capitals."), (Cite(1, "release"),)
    )
    item = Item(full, None, lookup)
    markdown = TARGETS["markdown"].render([item], Options()).text
    headings = [line for line in markdown.splitlines() if line.startswith("#")]
    assert not [line for line in headings if headline in line]
    assert f"**Headline of the source:** “{headline}” [1]" in markdown
    assert headline not in TARGETS["text"].render([item], Options()).text


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        (None, Review("Draft", banner=UNREVIEWED)),
        ({"status": "published"}, Review("Published")),
        (
            {"status": "reviewed", "by": "ed", "on": "2024-03-05"},
            Review(
                "Reviewed",
                "ed",
                "5 March 2024",
                "DRAFT: this record has been reviewed but not published.",
            ),
        ),
        (
            {"status": "withdrawn"},
            Review("Withdrawn", banner="WITHDRAWN: the archive has withdrawn this record."),
        ),
        ({"status": "Published"}, Review("Published", banner=UNREVIEWED)),
        ({"status": ["published"]}, Review('["published"]', banner=UNREVIEWED)),
    ],
)  # fmt: skip
def test_review(review, expected):
    assert view({"review": review}).review == expected


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({"count": 40}, Attendance("40")),
        ({"count": 0}, Attendance("0")),
        ({"count": None}, Attendance("not stated")),
        ({"min": 5}, Attendance("at least 5")),
        ({"max": 9}, Attendance("at most 9")),
        ({"min": 5, "max": 9}, Attendance("5 to 9")),
        ({"groups": []}, None),
        ("many", None),
    ],
)
def test_attendance(given_, expected):
    assert view({"attendance": given_}).attendance == expected


@pytest.mark.parametrize(
    ("ordinal", "expected"),
    [
        (1, "1st anniversary"), (2, "2nd anniversary"), (3, "3rd anniversary"),
        (11, "11th anniversary"), (12, "12th anniversary"), (22, "22nd anniversary"),
        (100, "100th anniversary"), (113, "113th anniversary"), ("x", "x anniversary"),
        (True, "true anniversary"),
    ],
)  # fmt: skip
def test_ordinals(ordinal, expected):
    occasion = view({"occasion": {"kind": "anniversary", "ordinal": ordinal}}).occasion
    assert occasion is not None
    assert occasion.phrase == expected


def test_an_authority_record_adds_what_the_event_leaves_out():
    known = {"place/hall": {"name": {"it": "Sala"}, "city": "Rome", "country": "IT", "notes": "no"}}
    event = view({"place": {"ref": "place/hall", "city": "Ostia"}}, "it", known.get)
    assert event.place is not None
    assert event.place.parts == (
        Words("Sala", None, "place/hall"),
        Words("Ostia"),
        Words("Italia"),
    )


def test_control_and_direction_characters_become_visible():
    assert view({"title": "a\u202eb\x1bc\x00\ud800 \n\t d\u200e"}).title == Words(
        "a\\u202eb\\u001bc\\u0000\\ud800 d\u200e"
    )


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "ref", "en", "kind", "text", "source", "minor", "x", "value"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


def _places(value, place=()):
    yield place
    entries = value.items() if isinstance(value, dict) else []
    for key, item in enumerate(value) if isinstance(value, list) else entries:
        yield from _places(item, (*place, key))


def _replaced(value, place, new):
    if not place:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[place[0]] = _replaced(copy[place[0]], place[1:], new)
    return copy


def test_any_value_at_any_place_still_makes_a_page(full, lookup):
    places = [place for place in _places(full) if place]

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from(places), ANY)
    def check(place, new):
        item = Item(_replaced(full, place, new), "it", lookup, CHANGED)
        for target in TARGETS.values():
            assert target.render([item], OPTIONS).text.endswith("\n")

    check()

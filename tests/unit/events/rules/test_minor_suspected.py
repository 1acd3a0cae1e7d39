"""Texts that seem to name a child."""

from __future__ import annotations

import pytest

from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.minor_suspected import RULE
from eventbook.rules.record import Record
from eventbook.rules.rule import Remark


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"summary": {"en": "Then a 9-year-old pupil, N., read."}}, ("summary", "en")),
        ({"statements": [{"text": "Poi N., dodici anni, ha letto."}]}, ("statements", 0, "text")),
        ({"participants": [{"name": "N. (9)"}]}, ("participants", 0, "name")),
        ({"participants": [{"name": "N. N.", "age": 9}]}, ("participants", 0, "age")),
        ({"participants": [{"name": "N. N.", "age": " 17 "}]}, ("participants", 0, "age")),
        (
            {"mentions": [{"name": "n. n.", "position": "nine-year-old pianist"}]},
            ("mentions", 0, "position"),
        ),
        ({"local": {"row": ["Dann las der 9-jährige N. vor."]}}, ("local", "row", 0)),
    ],
)
def test_the_place_is_told_and_nothing_else(remarks, value, place) -> None:
    (found,) = remarks(RULE, value)
    assert (found.place, found.private, found.fix, found.related) == (place, True, None, ())
    assert "N" not in found.message + found.label + found.help
    assert "9" not in found.message + found.label + found.help


@pytest.mark.parametrize(
    "value",
    [
        {"summary": "Anna Verdi, aged 48, read."},
        {"summary": "a nine-year-old read from a book."},
        {"programme": [{"title": "Sonata in F (9)"}]},
        {"participants": [{"name": "Anna Verdi", "age": 18}]},
        {"participants": [{"name": "Anna Verdi", "age": True}]},
        {"participants": [{"label": "A child (name withheld)", "minor": True, "age": 9}]},
        {"participants": [{"name": " ", "note": "aged 9"}]},
        {"links": [{"url": "https://example.org/N-9-years-old"}]},
    ],
)
def test_adults_and_the_unnamed_are_left_alone(remarks, value) -> None:
    assert remarks(RULE, value) == []


def test_what_to_do_about_a_record_that_is_not_of_an_event() -> None:
    value = {"name": "N. N.", "notes": [{"text": "The soloist, N. N., was nine years old."}]}
    person = Record("a.yaml", "person", id="a", value=value)
    assert list(RULE.check(person, DEFAULTS)) == [
        Remark(
            "this may name a child",
            ("notes", 0, "text"),
            help="if this is a child, it has no record of its own; if not, waive it, with `by`",
            private=True,
        )
    ]

"""Events that are entered twice."""

from __future__ import annotations

from datetime import date

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.duplicate_event import RULE
from eventbook.findings import Related
from eventbook.jsonvalue import Json
from eventbook.rules.rule import Context, Remark

CONTEXT = Context(DEFAULTS, date(2026, 1, 15))
EVENT: dict[str, Json] = {
    "title": "Organ recital in the cathedral",
    "date": "2019-05-18",
    "place": {"name": "Cathedral", "city": "Turin"},
}


def found(*values: dict[str, Json]) -> list[tuple[str, Remark]]:
    facts = [
        Facts(f"{number}.yaml", "event", id=f"r{number}", value=value)
        for number, value in enumerate(values)
    ]
    return [(record.path, remark) for record, remark in RULE.check(facts, CONTEXT)]


def twice(**other: Json) -> bool:
    """Whether an event that differs in some fields is taken for the same, both ways round."""
    one = found(EVENT, {**EVENT, **other}) != []
    assert one is (found({**EVENT, **other}, EVENT) != [])
    return one


def test_each_later_record_is_found_once() -> None:
    remark = Remark(
        "much like `r0` in date, place and title",
        ("title",),
        help="if they are one event, merge the records; else tell them apart by title or "
        "`start_time`, or say in `relations` how they belong together",
        related=(Related("0.yaml", "the other record", ("title",)),),
    )
    assert found(EVENT, EVENT, EVENT) == [("1.yaml", remark), ("2.yaml", remark)]


@pytest.mark.parametrize(
    ("day", "same"),
    [
        ("2019-05-18?", True),
        ("2019-05", True),
        ("2019", True),
        ("2019-21", True),
        ("2019-05-10/2019-05-20", True),
        ("2018-12/2019-06", True),
        ("2019-05-19", False),
        ("2019-06", False),
        ("2019-05-20/2019-05-30", False),
        ("XXXX", False),
        (None, False),
    ],
)
def test_the_dates_must_meet(day: Json, same: bool) -> None:
    assert twice(date=day) is same


@pytest.mark.parametrize(
    ("place", "same"),
    [
        ({"city": "turin"}, True),
        ({"city": {"it": "Torino", "en": "Turin"}}, True),
        ({"name": "Cathedral", "city": "Como"}, False),
        ({"name": "Cathedral"}, False),
        ({"city": ""}, False),
        ("Turin", False),
        (None, False),
    ],
)
def test_the_place_must_be_the_same(place: Json, same: bool) -> None:
    assert twice(place=place) is same


def test_without_a_city_the_name_or_the_reference_counts() -> None:
    for place in ({"name": "Cathedral"}, {"ref": "place/cathedral"}):
        assert len(found({**EVENT, "place": place}, {**EVENT, "place": place})) == 1


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("Cathedral: an organ recital", True),
        ({"it": "Concerto", "en": "ORGAN RECITAL, CATHEDRAL"}, True),
        ("Organ recital", True),  # two of two words and of three: 0.8
        ("Organ", False),
        ("Piano recital in the cathedral", False),
        ("Organ recital in the cathedral 2", True),
        ("", False),
        (None, False),
    ],
)
def test_the_titles_must_be_similar(title: Json, same: bool) -> None:
    assert twice(title=title) is same


def test_numbers_tell_titles_apart() -> None:
    one, other = ({**EVENT, "title": f"Organ recital in the cathedral {n}"} for n in (3, 4))
    assert found(one, other) == []


def test_times_tell_events_apart() -> None:
    early: dict[str, Json] = {**EVENT, "start_time": "18:00"}
    assert found(early, {**EVENT, "start_time": "20:00"}) == []
    assert len(found(early, EVENT)) == 1
    assert len(found(early, {**EVENT, "start_time": "18:00:00"})) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"part_of": {"ref": "event/r0"}},
        {"relations": [{"kind": "duplicates", "event": "r0"}]},
        {"relations": [None, {"kind": "follows", "event": "r0"}]},
    ],
)
def test_events_that_are_related_are_known_to_be_two(more: dict[str, Json]) -> None:
    assert found(EVENT, {**EVENT, **more}) == []


def test_a_daily_event_hides_none() -> None:
    daily = [{**EVENT, "date": f"2019-05-{day:02}"} for day in range(1, 32)]
    assert [path for path, _ in found(*daily, {**EVENT, "date": "2019-05-31"})] == ["31.yaml"]

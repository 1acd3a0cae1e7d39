"""What every part of a record cannot do without, and what `other` asks for."""

from __future__ import annotations

from typing import Any

import pytest

MINIMAL: dict[str, Any] = {
    "id": "2023-rome-embassy-commemoration",
    "title": "Commemoration at an embassy, Rome",
    "date": "2023-02?",
    "sources": [{"title": "Programme of the evening"}],
}
ANN: dict[str, Any] = {"name": "Ann Example"}
SAID: dict[str, Any] = {"kind": "quote", "text": "Yes."}

# A place in a record, and what is wrong with an empty map there.
EMPTY: dict[str, str] = {
    "/formal_title": "required",
    "/sessions/0": "required",
    "/place": "entity-form",
    "/place/coordinates": "required",
    "/broadcasts/0": "property-missing",
    "/part_of": "entity-form",
    "/relations/0": "required",
    "/occasion/of": "entity-form",
    "/occasion/of/names_used/0": "required",
    "/organisers/0": "entity-form",
    "/participants/0": "entity-form",
    "/participants/0/on_behalf_of": "entity-form",
    "/attendance/groups/0": "required",
    "/mentions/0": "entity-form",
    "/campaigns/0": "required",
    "/programme/0": "required",
    "/programme/0/place": "entity-form",
    "/programme/0/works/0": "entity-form",
    "/programme/0/works/0/author": "entity-form",
    "/statements/0": "required",
    "/statements/0/speaker": "entity-form",
    "/statements/0/figures/0": "required",
    "/subjects/0": "entity-form",
    "/ids": "minProperties",
    "/links/0": "required",
    "/media/0": "required",
    "/contact": "minProperties",
    "/sources/0": "source-form",
    "/withheld/0": "required",
    "/notes/0": "required",
    "/waive/0": "required",
    "/review": "required",
}

# A map in which something is `other`, and where the record holds it.
OTHER: dict[str, dict[str, Any]] = {
    "": {"type": "other"},
    "/place/coordinates": {"lat": 1, "lon": 1, "precision": "other"},
    "/occasion": {"kind": "other"},
    "/organisers/0": {**ANN, "role": "other"},
    "/participants/0": {**ANN, "roles": ["reader", "other"]},
    "/campaigns/0": {**ANN, "relation": "other"},
    "/programme/0": {"kind": "other"},
    "/programme/0/works/0": {"title": "A", "work_type": "other"},
    "/statements/0/figures/0": {"what": "a", "value": 1, "qualifier": "other"},
    "/sources/0": {"title": "A", "kind": "other"},
}

NEGATIVE = ["/attendance/count", "/attendance/min", "/attendance/max", "/attendance/groups/0/count"]

# A sound map for every place on the way to those above.
AROUND: dict[str, dict[str, Any]] = {
    "place": ANN,
    "participants": ANN,
    "of": ANN,
    "programme": {"kind": "talk"},
    "works": {"title": "A"},
    "statements": SAID,
    "groups": {"label": "Guests"},
}


def holding(pointer: str, value: object) -> dict[str, Any]:
    """A record, sound but for the value that it holds at the pointer."""
    parts = pointer.split("/")[1:]
    while parts:
        name = parts.pop()
        if name == "0":
            value = [value]
        else:
            above = next((part for part in reversed(parts) if part != "0"), "")
            value = {**AROUND.get(above, {}), name: value} if parts else {name: value}
    assert isinstance(value, dict)
    return MINIMAL | value


@pytest.mark.parametrize("pointer", EMPTY)
def test_an_empty_map_lacks_one_thing_at_its_place(
    pointer: str, judge: Any, judge_fast: Any
) -> None:
    record = holding(pointer, {})
    missing = judge(record)
    assert set(missing) == {(pointer, EMPTY[pointer])}
    assert {place for place, _ in judge_fast(record)} == {pointer}


def test_a_ruling_has_a_term_and_a_body(judge: Any) -> None:
    at = "/occasion/of/adjudication"
    assert judge(holding(at, {"source": "icj"})) == [(at, "required"), (at, "required")]


@pytest.mark.parametrize("pointer", OTHER)
def test_other_needs_the_sources_words(pointer: str, judge: Any, judge_fast: Any) -> None:
    record = holding(pointer, OTHER[pointer])
    assert judge(record) == [(pointer, "property-missing")]
    assert judge_fast(record) == [(pointer, "required")]
    worded = holding(pointer, OTHER[pointer] | {"as_written": "in its own words"})
    assert (judge(worded), judge_fast(worded)) == ([], [])


@pytest.mark.parametrize("pointer", NEGATIVE)
def test_nobody_counts_below_zero(pointer: str, judge: Any, judge_fast: Any) -> None:
    assert judge(holding(pointer, -1)) == judge_fast(holding(pointer, -1)) == [(pointer, "minimum")]
    assert judge(holding(pointer, 0)) == judge_fast(holding(pointer, 0)) == []


@pytest.mark.parametrize(
    ("axis", "low", "high"), [("lat", -90, 90), ("lon", -180, 180)], ids=["latitude", "longitude"]
)
def test_the_ends_of_the_earth(axis: str, low: int, high: int, judge: Any) -> None:
    def verdict(value: float) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = judge(
            holding("/place/coordinates", {"lat": 0, "lon": 0, axis: value})
        )
        return found

    at = f"/place/coordinates/{axis}"
    assert (verdict(low), verdict(high)) == ([], [])
    assert verdict(low - 0.01) == [(at, "minimum")]
    assert verdict(high + 0.01) == [(at, "maximum")]

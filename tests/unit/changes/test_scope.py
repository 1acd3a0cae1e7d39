"""Looking at some fields alone."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given

from eventbook.changes.diff import Change, Identity, ListIdentity, diff
from eventbook.changes.scope import Pattern, Scope, alike, scoped
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from unit.changes.strategies import edited, identities, places, replaced

OLD: Json = {
    "title": "Evening",
    "place": {"name": "Hall", "city": "Rome"},
    "people": [
        {"key": "ann", "position": "chair", "note": "a"},
        {"key": "bo", "position": "host"},
    ],
}


def keyed(place: Place) -> ListIdentity:
    return ((("key",),),) if place == ("people",) else None


def seen(old: Json, new: Json, scope: Scope, identity: Identity) -> tuple[Change, ...]:
    if alike(old, new, scope, identity):
        return ()
    return tuple(scoped(diff(old, new, identity), old, new, scope))


def said(new: Json, scope: Scope, old: Json = OLD) -> list[tuple[str, str]]:
    found = seen(old, new, scope, keyed)
    return [(change.op, change.path) for change in found]


def only(*pattern: str | int | tuple[str, str]) -> Scope:
    return Scope(only=(pattern,))


def without(*pattern: str | int | tuple[str, str]) -> Scope:
    return Scope(ignored=(pattern,))


def edited_copy() -> dict[str, Json]:
    new = copy.deepcopy(OLD)
    assert isinstance(new, dict)
    new["title"] = "Night"
    new["place"]["city"] = "Turin"  # type: ignore[index,call-overload]
    new["people"][0]["position"] = "guest"  # type: ignore[index,call-overload]
    new["people"][1]["note"] = "b"  # type: ignore[index,call-overload]
    return new


TITLE = ("replace", "title")
CITY = ("replace", "place.city")
ANN = ("replace", "people[key=ann].position")
BO = ("add", "people[key=bo].note")


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        (Scope(), [TITLE, CITY, ANN, BO]),
        (only("title"), [TITLE]),
        (only("place"), [CITY]),
        (only("place", "city"), [CITY]),
        (only("place", "name"), []),
        (only("people", "position"), [ANN]),
        (only("people", 1), [BO]),
        (only("people", ("key", "ann")), [ANN]),
        (only("people", ("key", "ann"), "note"), []),
        (only("nowhere"), []),
        (without("title"), [CITY, ANN, BO]),
        (without("people"), [TITLE, CITY]),
        (without("people", "note"), [TITLE, CITY, ANN]),
        (without("people", ("key", "ann")), [TITLE, CITY, BO]),
        (Scope((("people",),), (("people", "note"),)), [ANN]),
        (Scope((("people",), ("title",)), (("people",),)), [TITLE]),
    ],
)
def test_only_what_is_looked_at_is_told(scope: Scope, found: list[tuple[str, str]]) -> None:
    assert said(edited_copy(), scope) == found


def test_of_what_was_added_or_removed_that_part_is_told() -> None:
    new: Json = {"title": "Evening", "people": [*OLD["people"], {"key": "cy", "note": "c"}]}  # type: ignore[index,call-overload,misc]
    found = seen(OLD, new, only("place", "city"), keyed)
    assert found == (Change("remove", ("place", "city"), old="Rome", old_trail=("place", "city")),)
    found = seen(OLD, new, without("people", "note"), keyed)
    assert [(c.op, c.path, c.new) for c in found][1:] == [("add", "people[key=cy]", {"key": "cy"})]
    assert said(new, only("people", "note")) == [("add", "people[key=cy].note")]


def test_the_order_of_items_is_not_the_order_of_what_is_in_them() -> None:
    new = copy.deepcopy(OLD)
    new["people"].reverse()  # type: ignore[index,call-overload,union-attr]
    assert said(new, only("people", "position")) == []
    assert said(new, only("people")) == [("move", "people[key=ann]")]


def test_what_comes_from_elsewhere_is_added() -> None:
    new = copy.deepcopy(OLD)
    assert isinstance(new, dict)
    new["venue"] = new.pop("place")
    assert said(new, Scope()) == [("rename", "venue")]
    assert said(new, without("place")) == [("add", "venue")]
    assert said(new, only("place")) == [("remove", "place")]
    new["venue"]["city"] = "Turin"  # type: ignore[index,call-overload]
    assert said(new, without("place")) == [("add", "venue")]
    assert said(new, only("place")) == [("remove", "place")]


def test_a_map_that_became_a_text() -> None:
    new = {**OLD, "place": "Rome"}  # type: ignore[dict-item]
    assert said(new, only("place", "city")) == [("remove", "place.city")]
    assert said(new, without("place", "city")) == [("replace", "place")]


def without_item(value: Json, place: Place) -> Json:
    def edit(parent: Json) -> Json:
        assert isinstance(parent, dict)
        return {key: item for key, item in parent.items() if key != place[-1]}

    return replaced(value, place[:-1], edit)


@given(edited(), identities())
def test_what_differs_in_an_ignored_field_alone_is_equal(
    pair: tuple[Json, Json], identity: Identity
) -> None:
    old, new = pair
    fields = [place for place in places(old) if place and isinstance(place[-1], str)]
    for place in fields[:4]:
        pattern: Pattern = place
        less = without_item(old, place)
        assert seen(old, less, Scope(ignored=(pattern,)), identity) == ()
    whole = Scope(ignored=(("no such field",),))
    assert seen(old, new, whole, identity) == diff(old, new, identity)


@given(edited(), identities())
def test_a_field_that_is_ignored_is_in_no_change(
    pair: tuple[Json, Json], identity: Identity
) -> None:
    old, new = pair
    for name in ("k", "x"):
        for change in seen(old, new, without(name), identity):
            assert change.place[:1] != (name,)
            for part in (change.old, change.new):
                if not change.place and isinstance(part, dict):
                    assert name not in part

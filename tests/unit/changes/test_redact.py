"""Private values never come out, in no form."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eventbook.changes.book_diff import RecordSide, diff_books
from eventbook.changes.diff import Change, Identity, ListIdentity, diff
from eventbook.changes.redact import WITHHELD, redact
from eventbook.jsonvalue import Json
from eventbook.output import changes_json, changes_text
from eventbook.pointer import Place, resolve
from unit.changes.strategies import identities, pairs, places, replaced

SECRET = "sekret"


def named(place: Place) -> ListIdentity:
    return ((("name",),),) if place == ("people",) else None


def shown(old: Json, new: Json, private_old: set[Place], private_new: set[Place]) -> list[Change]:
    return list(redact(diff(old, new, named), private_old, private_new))


def test_a_private_value_is_withheld_on_its_side_only() -> None:
    (change,) = shown({"name": "A"}, {"name": "B"}, {("name",)}, set())
    assert (change.old, change.new) == (WITHHELD, "B")


def test_a_private_part_is_withheld_from_the_whole() -> None:
    person: Json = {"name": "A", "role": ["x", "y"]}
    private: set[Place] = {("people", 0, "name"), ("people", 0, "role", 1)}
    (change,) = shown({"people": []}, {"people": [person]}, set(), private)
    assert change.new == {"name": WITHHELD, "role": ["x", WITHHELD]}
    assert change.path == "people[0]"
    assert person == {"name": "A", "role": ["x", "y"]}


def test_inside_something_private_all_is_withheld() -> None:
    old: Json = {"people": [{"name": "A", "n": 1}]}
    for place in (("people", 0), ("people",), ()):
        (change,) = shown(old, {"people": [{"name": "A", "n": 2}]}, {place}, {place})
        assert (change.path, change.old, change.new) == ("people[0].n", WITHHELD, WITHHELD)


def test_a_private_item_goes_by_its_index_on_both_ends() -> None:
    old: list[Json] = [{"name": "A"}, {"name": "B"}, {"name": "C"}]
    new: list[Json] = [old[2], *old[:2]]
    (change,) = shown({"people": old}, {"people": new}, {("people", 2, "name")}, set())
    assert (change.path, change.from_path) == ("people[name=C]", "people[2]")
    (change,) = shown({"people": old}, {"people": new}, set(), {("people", 0, "name")})
    assert (change.path, change.from_path) == ("people[0]", "people[name=C]")


def test_other_items_keep_their_names() -> None:
    old: Json = {"people": [{"name": "A", "n": 1}, {"name": "B"}]}
    new: Json = {"people": [{"name": "A", "n": 2}, {"name": "B"}]}
    (change,) = shown(old, new, {("people", 1)}, {("people", 1)})
    assert change.path == "people[name=A].n"


def test_nothing_private_changes_nothing() -> None:
    changes = diff({"a": 1}, {"a": 2}, named)
    assert redact(changes, set(), set()) == changes


@st.composite
def with_secrets(draw: st.DrawFn) -> tuple[Json, Json]:
    """A pair of values with secret texts in some places of both."""
    sides: list[Json] = []
    for side in draw(pairs):
        value = side
        for _ in range(draw(st.integers(0, 3))):
            place = draw(st.sampled_from(sorted(places(value), key=repr)))
            if not isinstance(resolve(value, place), dict | list):
                ending = draw(st.sampled_from(["", " Ann", " and some other words of a long text"]))
                value = replaced(value, place, lambda _, text=SECRET + ending: text)  # type: ignore[misc]
        sides.append(value)
    return sides[0], sides[1]


@given(with_secrets(), identities())
def test_no_output_shows_a_private_value(pair: tuple[Json, Json], identity: Identity) -> None:
    sides = [
        RecordSide(
            "r",
            "event",
            "r.yaml",
            value,
            raw_hash,
            private=frozenset(
                place for place in places(value) if SECRET in str(resolve_text(value, place))
            ),
        )
        for value, raw_hash in zip(pair, ("1", "2"), strict=True)
    ]
    changes = diff_books(sides[:1], sides[1:], lambda _: identity)
    for text in (
        changes_json.changes(changes),
        changes_text.changes(changes, colour=False, width=60),
        changes_text.changes(changes, colour=True, width=None, stat=True),
        repr(changes),
    ):
        assert SECRET not in text
    bare = diff_books(
        [sides[0]._replace(private=frozenset())],
        [sides[1]._replace(private=frozenset())],
        lambda _: identity,
    )
    assert [(r.status, len(r.changes)) for r in bare] == [
        (r.status, len(r.changes)) for r in changes
    ]


def resolve_text(value: Json, place: Place) -> str:
    """The text at a place; nothing where there is a map, a list or another scalar."""
    found = resolve(value, place)
    return found if isinstance(found, str) else ""

"""Which findings a change brought: those that a book has now and did not have before.

Lines move and list items are pushed down, so a finding is known again by what stays: its slug, its
record's kind and id, the place in the record with list items by their names, and its message. A
record whose id changed is known by its file, one whose file changed by its id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from eventbook.book.facts import Facts
from eventbook.changes.match import item_name
from eventbook.changes.trees import Identity, ListIdentity
from eventbook.findings import Finding
from eventbook.jsonvalue import Json, canonical
from eventbook.pointer import Place

Key: TypeAlias = Hashable
_ANY = "*"
"""Stands for an item of a list that declares nothing to tell its items apart."""


class Judged(NamedTuple):
    """A state of a book and what is wrong with it.

    Attributes:
        facts: of its records.
    """

    findings: Sequence[Finding]
    facts: Sequence[Facts]


def new_findings(
    now: Judged, before: Judged, identity: Callable[[str], Identity]
) -> tuple[list[Finding], int]:
    """The findings that were not there before, in their order, and how many were.

    Of findings that are alike, as many are old as there were before; the first ones count as old.

    Args:
        identity: what tells list items apart, by the name of a record's kind.
    """
    left = list(now.findings)
    gone = list(before.findings)
    ours, theirs = _Known(now.facts, identity), _Known(before.facts, identity)
    for by_id in (True, False):
        old = Counter(theirs.key(each, by_id=by_id) for each in gone)
        left, seen = _without(left, old, partial(ours.key, by_id=by_id))
        gone, _ = _without(gone, seen, partial(theirs.key, by_id=by_id))
    return left, len(now.findings) - len(left)


def _without(
    findings: Iterable[Finding], known: Mapping[Key, int], key: Callable[[Finding], Key]
) -> tuple[list[Finding], Counter[Key]]:
    """The findings without so many of each key, and which were taken."""
    taken: Counter[Key] = Counter()
    kept = []
    for each in findings:
        name = key(each)
        if taken[name] < known.get(name, 0):
            taken[name] += 1
        else:
            kept.append(each)
    return kept, taken


class _Known:
    """The records of a state, to find those that findings are about."""

    def __init__(self, facts: Iterable[Facts], identity: Callable[[str], Identity]) -> None:
        self._identity = identity
        self._records: dict[tuple[str, Place], Facts] = {
            (record.path, record.place): record for record in facts
        }

    def key(self, found: Finding, *, by_id: bool) -> Key:
        """What a finding is known by: with the id of its record, or with its file."""
        record = self._owner(found)
        kind = record.kind if record else ""
        place: Place = found.place
        if record is not None:
            identity = self._identity(kind)
            place = named_place(found.place[len(record.place) :], record.value, identity)
        who = found.record if by_id and found.record is not None else (found.path,)
        return (found.slug, kind, who, place, found.at, found.message, found.waived)

    def _owner(self, found: Finding) -> Facts | None:
        """The record that a place is in: the one furthest in."""
        for end in range(len(found.place), -1, -1):
            if record := self._records.get((found.path, found.place[:end])):
                return record
        return None


def named_place(place: Place, value: Json, identity: Identity) -> Place:
    """A place in a record with the items of lists by what tells them apart, as far as that goes.

    An item of a set is known by its content, one of a list without a declared identity stands for
    every item of it.
    """
    named: list[str | int] = []
    for index, part in enumerate(place):
        if isinstance(part, int):
            found = value[part] if isinstance(value, list) and part < len(value) else None
            named.append(_name(found, identity(place[:index])))
            value = found
        else:
            named.append(part)
            value = value.get(part) if isinstance(value, dict) else None
    return tuple(named)


def _name(item: Json, declared: ListIdentity) -> str:
    if declared == "set":
        return f"={canonical(item)}"
    names = (item_name(item, candidate) for candidate in declared or ())
    return next((f"={name}" for name in names if name is not None), _ANY)

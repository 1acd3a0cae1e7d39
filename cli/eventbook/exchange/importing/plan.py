"""What is to become of every row: created, there already, changed, a duplicate, or skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from eventbook.book.facts import Facts
from eventbook.exchange.importing.entries import IMPORTED, Entries, Entry
from eventbook.exchange.importing.source import Position
from eventbook.jsonvalue import Json, equal

Outcome: TypeAlias = Literal["created", "merged", "there", "changed", "duplicate", "skipped"]

OUTCOMES: tuple[Outcome, ...] = ("created", "merged", "there", "changed", "duplicate", "skipped")


class Known(NamedTuple):
    """A record of the book that was made of a row.

    Attributes:
        digest: of what the row said then.
    """

    facts: Facts
    digest: str


class Fate(NamedTuple):
    """What becomes of an entry.

    Attributes:
        record: the id of the record that it becomes, is, or is much like; empty where none may be
            told.
        path: that record's file; empty where there is none.
        why: for what is skipped, the reason.
        fields: for what changed, the fields that differ, as the row has them.
    """

    outcome: Outcome
    record: str = ""
    path: str = ""
    why: str = ""
    fields: Mapping[str, Json] = {}


class Told(NamedTuple):
    """What becomes of one row."""

    position: Position
    fate: Fate


@dataclass(slots=True)
class Plan:
    """The fates of all entries.

    Attributes:
        files: the names of the sources, in order.
        fates: by the entry's key.
    """

    files: tuple[str, ...]
    given: Entries
    fates: dict[str, Fate] = field(default_factory=dict)

    @property
    def undecided(self) -> list[Entry]:
        """The entries of which nothing is decided yet, in order."""
        return [entry for entry in self.given.entries if entry.key not in self.fates]

    def rows(self) -> list[Told]:
        """What becomes of every row, in order.

        Raises:
            AssertionError: an entry has no fate; every row must be accounted for.
        """
        told = [Told(each.position, Fate("skipped", why=each.why)) for each in self.given.skipped]
        for entry in self.given.entries:
            assert entry.key in self.fates, "an entry without a fate"
            fate = self.fates[entry.key]
            first, *others = entry.positions
            told.append(Told(first, fate))
            joined = Fate("merged", fate.record, fate.path, f"one with {first}")
            told += [Told(position, joined) for position in others]
        order = {name: number for number, name in enumerate(self.files)}
        return sorted(told, key=lambda each: (order[each.position.file], each.position.row))

    def counts(self, rows: int) -> dict[str, int]:
        """How many rows have each outcome.

        Args:
            rows: how many were read.

        Raises:
            AssertionError: a row is not accounted for.
        """
        told = self.rows()
        counted = Counter(each.fate.outcome for each in told)
        assert counted.total() == rows, f"{counted.total()} of {rows} rows accounted for"
        assert len({each.position for each in told}) == rows, "a row is counted twice"
        return {outcome: counted[outcome] for outcome in OUTCOMES}


def known_rows(records: Iterable[Facts], name: str) -> dict[str, Known]:
    """The records that were made of rows of one source, by key.

    Args:
        name: of the mapping.
    """
    found: dict[str, Known] = {}
    for facts in records:
        local = facts.fields.get("local")
        imported = local.get(IMPORTED) if isinstance(local, dict) else None
        for each in imported if isinstance(imported, list) else ():
            if isinstance(each, dict) and each.get("from") == name:
                found.setdefault(str(each.get("key")), Known(facts, str(each.get("row", ""))))
    return found


def match_known(plan: Plan, known: Mapping[str, Known]) -> None:
    """Decide on the entries that the book has: unchanged, or with the fields that differ now."""
    for entry in plan.undecided:
        if entry.key in known:
            facts, digest = known[entry.key]
            same = not digest or digest == entry.digest
            fields = {} if same else differing(entry.fields, facts.fields)
            outcome: Outcome = "there" if same else "changed"
            plan.fates[entry.key] = Fate(outcome, facts.id or "", facts.path, fields=fields)


def match_by_id(plan: Plan, known: Mapping[str, Facts], field_: str) -> None:
    """The same for records that do not say which row they are of: their ids tell."""
    for entry in plan.undecided:
        facts = known.get(str(entry.fields.get(field_, "")))
        if facts is not None:
            fields = differing(entry.fields, facts.fields)
            outcome: Outcome = "changed" if fields else "there"
            plan.fates[entry.key] = Fate(outcome, facts.id or "", facts.path, fields=fields)


def differing(wanted: Mapping[str, Json], there: Mapping[str, Json]) -> dict[str, Json]:
    """The fields that a record has otherwise than a row says, or lacks."""
    return {name: value for name, value in wanted.items() if not equal(there.get(name), value)}


def changes(plan: Plan, known: Mapping[str, Known]) -> Iterator[dict[str, Json]]:
    """For each record whose row has changed: its id and what to change, for `edit --from`.

    With it goes the digest of what the row says now, so that it counts as unchanged afterwards.
    """
    for entry in plan.given.entries:
        fate = plan.fates[entry.key]
        if fate.outcome != "changed":
            continue
        changed: dict[str, Json] = {"id": fate.record, **fate.fields}
        if entry.key in known:
            local = known[entry.key].facts.fields["local"]
            assert isinstance(local, dict)
            told = local[IMPORTED]
            assert isinstance(told, list)
            again: list[Json] = [
                {**each, "row": entry.digest}
                if isinstance(each, dict) and each.get("key") == entry.key
                else each
                for each in told
            ]
            changed["local"] = {**local, IMPORTED: again}
        yield changed

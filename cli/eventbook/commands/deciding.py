"""Decides what becomes of imported rows: matched with the book, judged with it, written."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from eventbook.book.facts import Facts
from eventbook.book.layout import path_for
from eventbook.book.writing.transaction import create_files
from eventbook.commands.drafting import Desk
from eventbook.commands.leaking import Leaking
from eventbook.commands.opened import open_book
from eventbook.editing.create import (
    Plan as RecordPlan,
)
from eventbook.editing.create import (
    check_id,
    date_text,
    missing_fields,
    modeline,
    own_id,
    proposed_id,
    record_text,
)
from eventbook.errors import EventbookError, UsageError
from eventbook.events.rules.duplicate_event import check as much_alike
from eventbook.exchange.importing.entries import Entry, with_origin
from eventbook.exchange.importing.mapping import FieldMapping
from eventbook.exchange.importing.plan import (
    Fate,
    Known,
    Plan,
    changes,
    known_rows,
    match_by_id,
    match_known,
)
from eventbook.findings import Finding
from eventbook.jsonvalue import Json, digest
from eventbook.pointer import to_path
from eventbook.reduction import reduce

_PRIVATE = "it may name somebody who is not to be named; enter it by hand"
_MOST_ROUNDS = 5
_MANY_ALIKE = 99
_ROOM = 60  # characters of an id before the digest of a key


class _Record(NamedTuple):
    """A record that is to be made.

    Attributes:
        facts: what the book's check makes of it.
    """

    entry: Entry
    id: str
    path: str
    data: bytes
    facts: tuple[Facts, ...]


@dataclass
class Deciding:
    """A plan that is being decided.

    Attributes:
        origins: what a record gets as its source, by the names of the files.
        warnings: how often each rule warns of what is made.
        refused: errors that records of the book would get.
    """

    desk: Desk
    mapping: FieldMapping
    plan: Plan
    leaking: Leaking
    origins: Mapping[str, Mapping[str, Json]]
    warnings: Counter[str] = field(default_factory=Counter)
    refused: list[Finding] = field(default_factory=list)
    _alike: Counter[str] = field(default_factory=Counter)
    _made: dict[str, _Record] = field(default_factory=dict)
    _known: dict[str, Known] = field(default_factory=dict)

    def decide(self, *, accept_duplicates: bool) -> None:
        """Give every entry its fate."""
        self._match()
        matched = {key: fate.path for key, fate in self.plan.fates.items()}
        taken = self.desk.taken()
        for entry in self.plan.undecided:
            self._prepare(entry, taken)
        if not accept_duplicates and self.desk.kind.model == "event":
            self._propose_duplicates(matched)
        self._judge()
        for record in self._made.values():
            self.plan.fates[record.entry.key] = Fate("created", record.id, record.path)

    def write(self) -> None:
        """Write the records, all or none.

        Raises:
            UsageError: somebody has made such a record meanwhile.
        """
        files = {record.path: record.data for record in self._made.values()}
        create_files(self.desk.opened.book.root, files, check=self._look_again)

    def changes(self) -> str:
        """What to change where rows have changed, in JSON Lines, for `edit --from`."""
        lines = changes(self.plan, self._known)
        return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines)

    def _match(self) -> None:
        facts = [each for each in self.desk.opened.facts if each.kind == self.desk.kind.name]
        if self.desk.kind.model is not None:
            self._known = known_rows(facts, self.mapping.name)
            match_known(self.plan, self._known)
        elif self.desk.kind.id_field is not None:
            known = {each.id: each for each in facts if each.id is not None}
            match_by_id(self.plan, known, self.desk.kind.id_field)

    def _skip(self, entry: Entry, why: str) -> None:
        self._made.pop(entry.key, None)
        self.plan.fates[entry.key] = Fate("skipped", why=why)

    def _prepare(self, entry: Entry, taken: dict[str, str]) -> None:
        """Make the text of a record; skip the entry where it cannot be one."""
        kind, shape = self.desk.kind, self.desk.shape
        value = with_origin(entry, self.mapping, kind, self.origins)
        if missing := missing_fields(value, kind, shape):
            reason = entry.missing.get(missing[0], "nothing in the row")
            self._skip(entry, f"no {missing[0]}: {reason}")
            return
        chosen = own_id(value, kind)
        if chosen is not None and (wrong := check_id(chosen, kind)):
            self._skip(entry, f"id: {wrong}")
            return
        if chosen is not None and (owner := taken.get(chosen.casefold())):
            self._skip(entry, f"its id is taken: {owner}")
            return
        record_id = chosen or self._proposed(value, entry.key, taken)
        if kind.id_field is not None:
            value[kind.id_field] = record_id
        try:
            path = path_for(kind, record_id, date_text(value, kind))
        except EventbookError as error:
            self._skip(entry, error.message)
            return
        if os.path.lexists(self.desk.opened.book.root / path):
            self._skip(entry, f"{path} exists already")
            return
        data = record_text(RecordPlan(value), shape, modeline(kind, path)).encode()
        record = _Record(entry, record_id, path, data, self.desk.opened.map_text(data, path, kind))
        own = [finding for facts in record.facts for finding in facts.findings]
        if why := _against([*own, *self.leaking.in_bytes(path, data)]):
            self._skip(entry, why)
            return
        taken[record_id.casefold()] = path
        self._made[entry.key] = record

    def _proposed(self, value: Mapping[str, Json], key: str, taken: Mapping[str, str]) -> str:
        """An id that is free; after many that are alike, one that needs no search."""
        usual = proposed_id(value, self.desk.kind, ())
        self._alike[usual] += 1
        if self._alike[usual] <= _MANY_ALIKE:
            return proposed_id(value, self.desk.kind, taken)
        return f"{usual[:_ROOM].rstrip('-')}-{digest(key)[:12]}"

    def _propose_duplicates(self, matched: Mapping[str, str]) -> None:
        """Set aside what is much like a record of the book, or like an earlier row.

        Records of earlier rows stand where the rows stand, made already or not: so the same rows
        are set aside whenever the import is run again.
        """
        events = [each for each in self.desk.opened.facts if each.kind == self.desk.kind.name]
        by_path = {each.path: each for each in events}
        in_rows = set(matched.values())
        order = [each for each in events if each.path not in in_rows]
        entries = {}
        for entry in self.plan.given.entries:
            if entry.key in self._made:
                record = self._made[entry.key]
                order += record.facts
                entries[record.path] = record
            elif facts := by_path.get(matched.get(entry.key, "")):
                order.append(facts)
        for facts, remark in much_alike(order, self.desk.opened.context):
            if facts.path in entries:
                other = remark.related[0].path
                fate = Fate("duplicate", *self._named(other, by_path, entries))
                record = entries[facts.path]
                self._made.pop(record.entry.key, None)
                self.plan.fates[record.entry.key] = fate

    def _named(
        self, path: str, book: Mapping[str, Facts], entries: Mapping[str, _Record]
    ) -> tuple[str, str, str]:
        """The id and file of a record, or, where it is not made either, the row."""
        if path in book:
            return book[path].id or "", path, ""
        other = entries[path]
        if other.entry.key in self._made:
            return other.id, path, ""
        return "", "", str(other.entry.positions[0])

    def _judge(self) -> None:
        """Skip what the whole book speaks against, until nothing does."""
        for _ in range(_MOST_ROUNDS):
            found = self._findings()
            records = {record.path: record for record in self._made.values()}
            against: dict[str, list[Finding]] = {}
            for each in found:
                if each.path in records:
                    against.setdefault(each.path, []).append(each)
            wrong = {path: why for path, each in against.items() if (why := _against(each))}
            if not wrong:
                break
            for path, why in wrong.items():
                self._skip(records[path].entry, why)
        new = [each for each in found if not each.waived and _concerns(each, records)]
        self.warnings = Counter(each.slug for each in new if each.severity == "warning")
        self.refused = self._brought(found, records)

    def _findings(self) -> Sequence[Finding]:
        """What the whole book would say, with the records that are to be made."""
        if not self._made:
            return ()
        new = [facts for record in self._made.values() for facts in record.facts]
        whole = sorted([*self.desk.opened.facts, *new], key=lambda each: (each.path, each.place))
        return reduce(whole, self.desk.opened.context)

    def _brought(self, found: Sequence[Finding], new: Mapping[str, _Record]) -> list[Finding]:
        """The errors that records of the book would get."""
        errors = [each for each in found if each.severity == "error" and not each.waived]
        old = [each for each in errors if each.path not in new]
        if not old:
            return []
        now = self.desk.opened.findings(self.desk.opened.context)
        known = {(each.path, each.place, each.slug) for each in now}
        return [each for each in old if (each.path, each.place, each.slug) not in known]

    def _look_again(self) -> None:
        """Look once more, where nobody else can write any more.

        Raises:
            UsageError: a row was imported meanwhile, or an id was given away.
        """
        now = open_book(self.desk.opened.book.root, caching=self.desk.opened.caching)
        again = [facts for facts in now.records if facts.kind == self.desk.kind.name]
        taken = {(facts.id or "").casefold(): facts.path for facts in again}
        rows = known_rows(again, self.mapping.name)
        for record in self._made.values():
            owner = taken.get(record.id.casefold())
            if record.entry.key in rows:
                owner = rows[record.entry.key].facts.path
            if owner:
                message = f"{record.entry.positions[0]} was imported meanwhile, or its id taken"
                raise UsageError(f"{message}: {owner}; nothing was written", help="run it again")


def _concerns(finding: Finding, paths: Container[str]) -> bool:
    """Whether a finding is of one of these files, or speaks of one."""
    return finding.path in paths or any(each.path in paths for each in finding.related)


def _against(findings: Sequence[Finding]) -> str:
    """What keeps a record from being made; empty where nothing does."""
    if any(each.private for each in findings):
        return _PRIVATE
    errors = [each for each in findings if each.severity == "error" and not each.waived]
    if not errors:
        return ""
    first = errors[0]
    at = f"{to_path(first.place)}: " if first.place else ""
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return f"{at}{first.message} [{first.slug}]{more}"

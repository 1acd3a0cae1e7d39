"""The report of an import: what became of every row, and what got into no record."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TypeAlias

from eventbook.errors import UsageError
from eventbook.escape import json_text
from eventbook.escape import terminal as escaped
from eventbook.exchange.importing.plan import Outcome, Plan, Told
from eventbook.exchange.importing.source import Position, Source
from eventbook.exchange.importing.tally import Tally, Unmapped
from eventbook.jsonvalue import Json

_MOST = 20  # lines of one list in the text
_LONGEST_VALUE = 40
_WORDS: Mapping[Outcome, str] = {
    "created": "made into records",
    "merged": "one with an earlier row",
    "there": "there already, unchanged",
    "changed": "there already, and changed in the source",
    "duplicate": "much like a record: not made",
    "skipped": "skipped",
}

Blank: TypeAlias = Callable[[str], str]
"""Takes the names out of a text that nobody may read."""


@dataclass(frozen=True)
class Report:
    """What is told of an import.

    Attributes:
        read_as: the format of the sources.
        mapping: its name.
        warnings: how often each rule warns of the new records.
        written: it was no dry run.
    """

    sources: Sequence[Source]
    read_as: str
    mapping: str
    plan: Plan
    tally: Tally
    warnings: Mapping[str, int]
    written: bool

    @staticmethod
    def form(name: str) -> Callable[[Report, Blank], None]:
        """The function that prints a report.

        Raises:
            UsageError: there is no such form.
        """
        forms = {"text": _print_text, "json": _print_json}
        if name not in forms:
            raise UsageError(f"--report {name}", help="use text or json")
        return forms[name]

    @cached_property
    def rows(self) -> list[Told]:
        """What became of every row."""
        return self.plan.rows()

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows had each outcome; together they are all rows."""
        return self.plan.counts(self.total)

    @property
    def total(self) -> int:
        """How many rows were read."""
        return sum(len(source.content.rows) for source in self.sources)

    @property
    def others(self) -> dict[str, int]:
        """What the files have that is no row."""
        found: dict[str, int] = {}
        for source in self.sources:
            for name, number in source.content.others.items():
                found[name] = found.get(name, 0) + number
        return found

    def value(self) -> dict[str, Json]:
        """The report for programs."""
        return {
            "format": self.read_as,
            "mapping": self.mapping,
            "written": self.written,
            "files": [
                {"name": each.name, "sha256": each.sha256, "rows": len(each.content.rows)}
                for each in self.sources
            ],
            "counts": {"rows": self.total, **self.counts},
            "rows": [_row(each) for each in self.rows],
            "unread": [
                {"path": each.path, "values": each.number, "first": _at(each.first)}
                for each in self.tally.unread()
            ],
            "unmapped": [_unmapped(each) for each in self.tally.unmapped()],
            "differing": [
                {"path": each.path, "rows": each.number, "first": _at(each.first)}
                for each in self.plan.given.conflicts
            ],
            "others": {**self.others},
            "warnings": {**self.warnings},
        }

    def lines(self) -> Iterator[str]:
        """The report for people."""
        files = f"{len(self.sources)} files" if len(self.sources) > 1 else self.sources[0].name
        yield f"{files}, read as {self.read_as}, mapping {self.mapping}"
        yield f"{self.total:>8} {'row' if self.total == 1 else 'rows'}"
        for outcome, words in _WORDS.items():
            if self.counts[outcome] or outcome == "created":
                yield f"{self.counts[outcome]:>8} {words}"
        for name, number in self.others.items():
            yield f"{number:>8} {name}, no event, left out"
        yield from _listed("skipped", self._fates("skipped", _skipped))
        yield from _listed("much like a record, not made", self._fates("duplicate", _duplicate))
        yield from _listed("changed in the source", self._fates("changed", _changed))
        yield from _listed("values that did not fit", map(_unfit_line, self.tally.unmapped()))
        unread = (
            f"{_cut(e.path)}: {_counted(e.number, 'value')}, first in {e.first}"
            for e in self.tally.unread()
        )
        yield from _listed("fields of which nothing was made", unread)
        differing = (
            f"{_cut(e.path)}: {_counted(e.number, 'row')}, first in {e.first}"
            for e in self.plan.given.conflicts
        )
        yield from _listed("rows of one record that differ; the first counts", differing)
        warned = sorted(self.warnings.items(), key=lambda each: (-each[1], each[0]))
        yield from _listed("warnings", (f"{slug}: {number}" for slug, number in warned))

    def _fates(self, outcome: Outcome, line: Callable[[Told], str]) -> Iterator[str]:
        return (line(each) for each in self.rows if each.fate.outcome == outcome)


def _listed(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"{title}:"
        yield from (f"  {line}" for line in islice(found, _MOST))
    if len(found) > _MOST:
        yield f"  and {len(found) - _MOST} more; `--report json` has all"


def _skipped(told: Told) -> str:
    return f"{told.position}: {told.fate.why}"


def _duplicate(told: Told) -> str:
    return f"{told.position}: {told.fate.record or told.fate.why}"


def _changed(told: Told) -> str:
    fields = ", ".join(told.fate.fields) or "as the record has it now"
    return f"{told.position}: {told.fate.record}: {fields}"


def _unfit_line(each: Unmapped) -> str:
    shown = ", ".join(f"`{_cut(value)}`" for value in each.values)
    what = f"{each.target} of {_cut(each.path)}: {each.why}"
    where = f"{_counted(each.number, 'value')}, first in {each.first}"
    return f"{what}: {where}: {shown}" if shown else f"{what}: {where}"


def _cut(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…"


def _counted(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"


def _at(position: Position) -> Json:
    return {"file": position.file, "row": position.row, "line": position.line}


def _row(told: Told) -> Json:
    fate = told.fate
    return {
        "file": told.position.file,
        "row": told.position.row,
        "line": told.position.line,
        "outcome": fate.outcome,
        "record": fate.record or None,
        "path": fate.path or None,
        "why": fate.why or None,
        "fields": {**fate.fields},
    }


def _unmapped(each: Unmapped) -> Json:
    return {
        "field": each.target,
        "path": each.path,
        "why": each.why,
        "values": each.number,
        "examples": [*each.values],
        "first": _at(each.first),
    }


def _print_text(report: Report, blank: Blank) -> None:
    sys.stdout.write("".join(f"{escaped(blank(line))}\n" for line in report.lines()))


def _print_json(report: Report, blank: Blank) -> None:
    text = json.dumps(_blanked(report.value(), blank), ensure_ascii=False, indent=2)
    sys.stdout.write(json_text(text) + "\n")


def _blanked(value: Json, blank: Blank) -> Json:
    if isinstance(value, str):
        return blank(value)
    if isinstance(value, list):
        return [_blanked(item, blank) for item in value]
    if isinstance(value, dict):
        return {blank(name): _blanked(inner, blank) for name, inner in value.items()}
    return value

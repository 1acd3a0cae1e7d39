"""Checking a book: map every file to facts, reduce all facts to findings, locate what is shown.

`Checker.map_file` is a pure function of a path and its bytes (and of the settings and schemas that
the checker was made with). `reduction.reduce` adds what only the whole book shows. Findings carry
places in values; `document.located` turns them into lines and columns, for those that are seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from eventbook.book.facts import Facts
from eventbook.book.patterns import RecordPattern
from eventbook.book.records import id_of, items
from eventbook.book.schemas import Schemas
from eventbook.book.settings import Kind, Settings
from eventbook.document.value import load_value
from eventbook.events.declared import DECLARED
from eventbook.events.leaks.manual import LEAKS
from eventbook.events.privacy import conceal, withholds
from eventbook.events.references import modelled
from eventbook.events.rules import EVENT_RULES
from eventbook.events.waivers import WAIVERS, WAIVES
from eventbook.findings import Finding
from eventbook.jsonvalue import Json, type_name
from eventbook.pointer import Place, resolve
from eventbook.rules.engine import ENGINE_RULES
from eventbook.rules.extract import Extract
from eventbook.rules.loader_manuals import LOADER
from eventbook.rules.reads import Fields, fields, only
from eventbook.rules.record import Record
from eventbook.rules.rule import (
    BookRule,
    Described,
    RecordRule,
    Rule,
    applies,
    finding,
)
from eventbook.rules.schema_manuals import SCHEMA
from eventbook.rules.text_hygiene import is_clean
from eventbook.schema.catalog import Catalog
from eventbook.schema.explain import explain
from eventbook.schema.verdict import Stack, compile_schema
from eventbook.schema.words import type_words

RULES: tuple[Rule, ...] = tuple(sorted((*ENGINE_RULES, *EVENT_RULES), key=lambda rule: rule.slug))
DESCRIBED: Mapping[str, Described] = {**LOADER, **SCHEMA, **DECLARED, **WAIVERS, **LEAKS}
SLUGS: frozenset[str] = frozenset({rule.slug for rule in RULES} | DESCRIBED.keys())
"""Every slug that a finding may have, beside those that a foreign schema declares."""

MANUALS: Mapping[str, Described] = {
    **DESCRIBED,
    **{rule.slug: Described(rule.severity, rule.manual, rule.needs) for rule in RULES},
}
"""What is to be said of every slug."""
UNWAIVABLE: frozenset[str] = frozenset({"minor-named", "withheld-named", "withheld-leak"})
"""Findings that no setting and no waiver makes less of: a name in the history stays there."""

WAIVABLE: frozenset[str] = SLUGS - DESCRIBED.keys() - UNWAIVABLE
"""Findings that a waiver in the record can answer: those of rules, not of a file or a schema."""

BOOK_RULES: tuple[BookRule, ...] = tuple(rule for rule in RULES if isinstance(rule, BookRule))
EXTRACTS: tuple[Extract, ...] = tuple(
    dict.fromkeys(each for rule in BOOK_RULES for each in rule.takes)
)
_NOTHING: dict[str, Json] = {}  # one for all records of a process
_RECORD_RULES = tuple(rule for rule in RULES if isinstance(rule, RecordRule))


@dataclass(frozen=True, slots=True)
class _RulesOf:
    """The rules on a record of one kind, and what rules over the book take from it."""

    record_rules: tuple[RecordRule, ...]
    extracts: tuple[Extract, ...]


class Checker:
    """Everything needed to judge one file: settings, compiled schemas, rules.

    Args:
        settings: the book's.
        schema_of: a kind's schema: the catalog it refers to, and its path in there.
        reference: read and judge by the reference stack alone.
    """

    def __init__(
        self,
        settings: Settings,
        schema_of: Callable[[Kind], tuple[Catalog, str]],
        *,
        reference: bool = False,
    ) -> None:
        self.settings = settings
        self.schemas = Schemas(schema_of)
        self.reference = reference
        self._stacks: dict[str, Stack] = {}
        self._rules: dict[str, _RulesOf] = {}
        self._reads = _reads(settings)

    def map_file(
        self,
        path: str,
        kind: Kind,
        pattern: RecordPattern,
        data: bytes,
        *,
        sharing: bool = True,
    ) -> tuple[Facts, ...]:
        """The records in a file, each with what its text, its schema and the rules say of it.

        What belongs to the file rather than to one of its records stands in facts of their own.

        Args:
            path: the file, relative to the book's root.
            kind: the kind of its records.
            pattern: where in the file they are.
            data: its bytes.
            sharing: the values are kept, and shall take little memory.
        """
        loaded = load_value(data, path, reference=self.reference, sharing=sharing)
        if not loaded.readable:
            return (Facts(path, kind.name, findings=loaded.findings, alone=not pattern.steps),)
        value = loaded.value
        if not pattern.steps:
            found = (*loaded.findings, *self._judge(kind, path, value, ()))
            clean = is_clean(data)
            return (self._record(kind, path, (), value, found, alone=True, clean=clean),)
        return self._listed(path, kind, pattern, value, loaded.findings)

    def _listed(
        self,
        path: str,
        kind: Kind,
        pattern: RecordPattern,
        value: Json,
        loaded: tuple[Finding, ...],
    ) -> tuple[Facts, ...]:
        places = [place for place, is_record in items(value, pattern.steps) if is_record]
        strays = [place for place, is_record in items(value, pattern.steps) if not is_record]
        whole = self.schemas.judges_file(kind, pattern)
        of_file = list(loaded)
        of_record: dict[Place, list[Finding]] = {place: [] for place in places}
        if whole:
            for found in self._judge(kind, path, value, ()):
                starts = (found.place[:end] for end in range(len(found.place) + 1))
                owner = next((start for start in starts if start in of_record), None)
                (of_file if owner is None else of_record[owner]).append(found)
        else:
            of_file += [_no_list(path, place, value) for place in strays]
            for place in places:
                of_record[place] += self._judge(kind, path, resolve(value, place), place)
        facts = [
            self._record(kind, path, place, resolve(value, place), tuple(found), alone=False)
            for place, found in of_record.items()
        ]
        if of_file:
            facts.insert(0, Facts(path, kind.name, findings=tuple(of_file), alone=False))
        return tuple(facts)

    def _record(
        self,
        kind: Kind,
        path: str,
        place: Place,
        value: Json,
        found: tuple[Finding, ...],
        *,
        alone: bool,
        clean: bool = False,
    ) -> Facts:
        record_id = id_of(kind, path, value)
        owned = tuple(replace(each, record=record_id) for each in found)
        extracts: dict[str, Json] = {}
        record = Record(
            path, kind.name, place, record_id, value, owned, alone, extracts, clean=clean
        )
        rules = self._rules_of(kind)
        taken = ((each.name, each.take(record, self.settings)) for each in rules.extracts)
        extracts.update((name, value) for name, value in taken if value is not None)
        remarks = [
            finding(rule, record, remark)
            for rule in rules.record_rules
            for remark in rule.check(record, self.settings)
        ]
        findings: Iterable[Finding] = (*owned, *remarks)
        gist: Json = None if value is None else only(value, self._reads) or _NOTHING
        if kind.model is not None and any(withholds(entity) for _, entity in record.maps):
            findings = conceal(findings, value, place)
            gist = value  # what it withholds is kept from being quoted
        return Facts(
            *(path, kind.name, place, record_id, value, tuple(findings), alone),
            extracts=extracts or _NOTHING,
            gist=gist,
        )

    def _rules_of(self, kind: Kind) -> _RulesOf:
        """What looks at records of a kind, worked out once."""
        if kind.name not in self._rules:
            refers = kind.name in modelled(self.settings)
            self._rules[kind.name] = _RulesOf(
                tuple(rule for rule in _RECORD_RULES if applies(rule, kind.model)),
                EXTRACTS if refers else (),
            )
        return self._rules[kind.name]

    def _judge(self, kind: Kind, path: str, value: Json, place: Place) -> list[Finding]:
        if kind.name not in self._stacks:
            self._stacks[kind.name] = compile_schema(
                *self.schemas.of(kind), reference=self.reference
            )
        stack = self._stacks[kind.name]
        if stack.is_valid(value):
            return []
        return explain(stack.violations(value), value, self.schemas.shape(kind), path, place=place)


def _reads(settings: Settings) -> Fields:
    """What rules over a book, and waivers, read of its records: without a model, nothing."""
    if not any(kind.model for kind in settings.kinds):
        return {}
    return fields((*WAIVES, *(path for rule in BOOK_RULES for path in rule.reads or ())))


def _no_list(path: str, place: Place, value: Json) -> Finding:
    try:
        found = type_words([type_name(resolve(value, place))])
    except LookupError:
        found = "nothing"
    message = f"expected a list of records, found {found}"
    return Finding("type-mismatch", "error", message, path, place=place)

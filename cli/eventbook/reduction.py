"""Reducing: all findings of a book, of what every record says and of what only the whole shows.

After a change, a rule over the book is asked again only if something that it reads has changed
(`rules.reads`); else what it said before still holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from eventbook.book.facts import Facts, Reduced
from eventbook.book.settings import Settings
from eventbook.check import BOOK_RULES, SLUGS, WAIVABLE
from eventbook.events.privacy import conceal
from eventbook.events.waivers import UNUSED, WAIVES, apply, unused
from eventbook.findings import Finding
from eventbook.rules.reads import fields, only
from eventbook.rules.rule import BookRule, Context, applies, finding, with_severity

_OVER_ALL = frozenset({UNUSED, *(rule.slug for rule in BOOK_RULES)})
_ELSEWHERE = frozenset(rule.slug for rule in BOOK_RULES if rule.needs == "sources")
_WAIVES = fields(WAIVES)


@dataclass(frozen=True, slots=True)
class Change:
    """What some files held, and what they hold now.

    Attributes:
        paths: all that changed, came or went.
        before: the facts of those that were there, lean.
        after: of those that are there now.
    """

    paths: frozenset[str]
    before: Sequence[Facts]
    after: Sequence[Facts]


def reduce(facts: Sequence[Facts], context: Context) -> list[Finding]:
    """All findings of a book; see `reduction`."""
    return list(reduction(facts, context).findings)


def reduction(facts: Sequence[Facts], context: Context) -> Reduced:
    """What a book comes to. Lean facts do, unless there are local copies of sources to look at.

    Args:
        facts: of every file, in path order: where several files share a fault, the later has it.
        context: what rules look at beyond the records.
    """
    own = [each for record in facts for each in record.findings]
    over = [_over(rule, facts, context) for rule in _running(context)]
    return _finished(own, over, _waiving(facts, context.settings), context.settings)


def reduced_again(
    old: Reduced, change: Change, facts: Callable[[], Sequence[Facts]], context: Context
) -> Reduced:
    """What a book comes to after a change.

    Args:
        old: before it, on the same day and under the same settings; `distinct`.
        change: what became of which files.
        facts: of every file, now, in path order; asked for only if need be.
        context: what rules look at beyond the records.
    """
    own = [each for record in change.after for each in record.findings]
    over: dict[str, list[Finding]] = {}
    for each in old.findings:
        if each.slug in _OVER_ALL:
            over.setdefault(each.slug, []).append(_unplaced(each, change.paths))
        elif each.path not in change.paths:
            own.append(_unplaced(each, change.paths))
    told = [
        over.get(rule.slug, []) if _reads_the_same(rule, change) else _over(rule, facts(), context)
        for rule in _running(context)
    ]
    stayed = [each for each in old.waiving if each.path not in change.paths]
    waiving = sorted(
        (*stayed, *_waiving(change.after, context.settings)), key=lambda one: (one.path, one.place)
    )
    own.sort(key=lambda each: each.path)
    return _finished(own, told, tuple(waiving), context.settings)


def _running(context: Context) -> list[BookRule]:
    return [rule for rule in BOOK_RULES if context.supplies(rule.needs)]


def _over(rule: BookRule, facts: Sequence[Facts], context: Context) -> list[Finding]:
    """What a rule over the book finds."""
    settings = context.settings
    return [
        each
        for record, remark in rule.check(_of_model(rule, facts, settings), context)
        for each in _concealed([finding(rule, record, remark)], record, settings)
    ]


def _of_model(rule: BookRule, facts: Sequence[Facts], settings: Settings) -> Sequence[Facts]:
    if rule.model is None:
        return facts
    kinds = {kind.name for kind in settings.kinds if applies(rule, kind.model)}
    return [record for record in facts if record.kind in kinds]


def _concealed(findings: Iterable[Finding], record: Facts, settings: Settings) -> Iterable[Finding]:
    """Findings of a record that follows a model, private where they stand in a withheld entry."""
    kind = settings.kind(record.kind)
    if kind is None or kind.model is None:
        return findings
    return conceal(findings, record.value, record.place)


def _waiving(facts: Iterable[Facts], settings: Settings) -> tuple[Facts, ...]:
    """The records with waivers that count, and of these no more."""
    modelled = {kind.name for kind in settings.kinds if kind.model is not None}
    return tuple(
        replace(record, value=only(record.value, _WAIVES), findings=(), extracts=None, gist=None)
        for record in facts
        if "waive" in record.fields and record.kind in modelled
    )


def _finished(
    own: Sequence[Finding],
    over: Iterable[Sequence[Finding]],
    waiving: tuple[Facts, ...],
    settings: Settings,
) -> Reduced:
    """Findings at their severities, as waivers answer them, and the waivers that answer none."""
    distinct = all(each.slug not in _OVER_ALL for each in own)
    found = list(_at_levels(chain(own, *over), settings))
    answered = apply(found, waiving, waivable=WAIVABLE)
    # A rule that is off finds nothing, nor may one that looks at files which only some have; and
    # a record on its own says nothing of a whole book.
    idle = {slug for slug, level in settings.rules.items() if level == "off"} | _ELSEWHERE
    whole = [record for record in waiving if record.path != "-"]
    left = unused(answered, whole, waivable=WAIVABLE, slugs=SLUGS, idle=idle)
    return Reduced([*answered, *_at_levels(left, settings)], waiving, distinct)


def _at_levels(findings: Iterable[Finding], settings: Settings) -> Iterator[Finding]:
    for each in findings:
        level = settings.rules.get(each.slug)
        if level is None:
            yield each
        elif level != "off":
            yield with_severity(each, level)


def _unplaced(found: Finding, paths: frozenset[str]) -> Finding:
    """A finding as it was before anybody answered it, without lines of files that changed."""
    if not found.waived and found.path not in paths and not found.related:
        return found  # as most
    related = tuple(
        other._replace(span=None) if other.path in paths else other for other in found.related
    )
    span = None if found.path in paths or related != found.related else found.span
    return replace(found, related=related, span=span, waived=False)


def _same(change: Change, seen: Callable[[Facts], list[object]]) -> bool:
    """Whether what is seen of all that changed is as it was."""
    return [seen(each) for each in change.before] == [seen(each) for each in change.after]


def _reads_the_same(rule: BookRule, change: Change) -> bool:
    """Whether a change is nothing to a rule."""
    if rule.reads is None:
        return False
    read = fields(rule.reads)

    def seen(record: Facts) -> list[object]:
        there = record.value is not None
        extracts = record.extracts or {}
        return [
            *(record.path, record.kind, record.place, record.id, record.alone, there),
            only(record.value, read),
            *(extracts.get(each.name) for each in rule.takes),
        ]

    return _same(change, seen)

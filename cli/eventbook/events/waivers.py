"""Waivers: findings that an editor accepts for one record, each with a reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from eventbook.book.facts import Facts
from eventbook.events.reading import maps, texts
from eventbook.findings import Finding
from eventbook.pointer import Place
from eventbook.rules.rule import Described, Manual
from eventbook.schema.words import close_to

UNUSED = "waiver-unused"
_WRONG = """\
waive:
  - rule: performer-missing
    reason: The printed programme names nobody.
    by: editor
    on: 2019-06-03
"""
_RIGHT = """\
programme:
  - kind: performance
    works: [{title: Evening Song}]
waive:
  - rule: performer-missing
    reason: The printed programme names nobody.
    by: editor
    on: 2019-06-03
"""
WAIVERS: Mapping[str, Described] = {
    UNUSED: Described(
        "warning",
        Manual(
            "A waiver waives nothing.",
            "What is no longer found needs no exception, and an exception that nobody looks at "
            "would hide the next finding.",
            "Remove it, or give the reason that it lacks. What the text of a file or its schema "
            "says cannot be waived, nor can a name that must not be there; `minor-suspected` is "
            "waived only by somebody, in `by`.",
            wrong=_WRONG,
            right=_RIGHT,
        ),
        needs="book",
    )
}
WAIVES = ("waive",)
"""The field that waivers stand in."""

_SIGNED = frozenset({"minor-suspected"})  # somebody has to answer for it

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_Spot = tuple[str, Place]
"""A record: its file, and its place in there."""


@dataclass(frozen=True, slots=True)
class _Waiver:
    record: Facts
    place: Place
    rule: str
    signed: bool
    reasoned: bool
    again: bool

    def waives(self, finding: Finding, waivable: Collection[str]) -> bool:
        right = self.rule == finding.slug and self.rule in waivable
        return right and self.reasoned and (self.signed or self.rule not in _SIGNED)


def apply(
    findings: Sequence[Finding], facts: Sequence[Facts], *, waivable: Collection[str]
) -> list[Finding]:
    """The findings, marked where a waiver of their own record answers them.

    Args:
        findings: of a whole book.
        facts: the records whose waivers count.
        waivable: the slugs of which findings can be waived.
    """
    kept = _by_record(facts)
    if not kept:
        return list(findings)
    return [
        replace(each, waived=True)
        if any(one.waives(each, waivable) for one in _of(each, kept))
        else each
        for each in findings
    ]


def unused(
    findings: Sequence[Finding],
    facts: Sequence[Facts],
    *,
    waivable: Collection[str],
    slugs: Collection[str],
    idle: Collection[str] = (),
) -> Iterator[Finding]:
    """A finding for each waiver that answers none of the findings.

    Args:
        findings: as `apply` gave them, of a run in which all rules but the idle ones ran.
        facts: the records whose waivers count.
        waivable: the slugs of which findings can be waived.
        slugs: all there are.
        idle: rules that did not run; nothing is said of their waivers.
    """
    kept = _by_record(facts)
    used = {
        (one.record.path, one.place)
        for each in findings
        if each.waived
        for one in _of(each, kept)
        if one.waives(each, waivable) and not one.again
    }
    for waivers in kept.values():
        for one in waivers:
            if (one.record.path, one.place) not in used and one.rule not in idle:
                yield _unused(one, waivable, slugs)


def _by_record(facts: Sequence[Facts]) -> dict[_Spot, list[_Waiver]]:
    kept: dict[_Spot, list[_Waiver]] = {}
    for record in facts:
        earlier: set[str] = set()
        for place, waiver in maps(record.fields, "waive"):
            rule, reason, by = (waiver.get(name) for name in ("rule", "reason", "by"))
            if isinstance(rule, str) and _SLUG.fullmatch(rule) and reason:
                signed = isinstance(by, str) and bool(by.strip())
                reasoned = any(text.strip() for _, text in texts(reason))
                at = (*record.place, *place)
                one = _Waiver(record, at, rule, signed, reasoned, again=rule in earlier)
                kept.setdefault((record.path, record.place), []).append(one)
                if reasoned:
                    earlier.add(rule)
    return kept


def _of(finding: Finding, kept: Mapping[_Spot, list[_Waiver]]) -> Iterator[_Waiver]:
    """The waivers of the record that a finding is in."""
    for length in range(len(finding.place) + 1):
        yield from kept.get((finding.path, finding.place[:length]), ())


def _unused(one: _Waiver, waivable: Collection[str], slugs: Collection[str]) -> Finding:
    if one.rule in waivable:
        advice = _advice(one)
    elif one.rule in slugs:
        advice = "what it names cannot be waived; mend it, and remove the waiver"
    else:
        meant = close_to(one.rule, waivable)
        advice = f"no rule is called that; {f'did you mean `{meant}`?' if meant else 'remove it'}"
    return Finding(
        UNUSED,
        "warning",
        f"the waiver of `{one.rule}` waives nothing",
        one.record.path,
        (*one.place, "rule"),
        record=one.record.id,
        help=advice,
    )


def _advice(one: _Waiver) -> str:
    if not one.reasoned:
        return "say why in `reason`"
    if one.rule in _SIGNED and not one.signed:
        return "say in `by` who answers for it"
    return "an earlier one is for the same rule; remove it" if one.again else "remove it"

"""Keeping the text that private findings stand on out of every output.

A private finding's own message and help are written to be shown; its label, its fix and the line
are not. Two more things could show the line: another finding in the same place, whose message may
quote the value, and an excerpt around any finding in the same file. A span tells only where a
value begins, not how many lines it covers, so no line of such a file is shown at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from eventbook.findings import Finding, Related
from eventbook.pointer import Place

WITHHELD = "not shown: a private finding stands here"


class _PrivatePlaces(NamedTuple):
    places: frozenset[Place]
    lines: frozenset[int]

    def cover(self, of: Finding | Related) -> bool:
        if of.span and of.span.line in self.lines:
            return True
        return any(of.place[: len(place)] == place for place in self.places)


def private_paths(findings: Iterable[Finding]) -> frozenset[str]:
    """The files of which no line may be shown."""
    return frozenset(finding.path for finding in findings if finding.private)


def redacted(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, with nothing in them that a private finding forbids to show.

    Args:
        findings: all of a run, hidden and waived ones too: they say what is private.
    """
    private = _private_places(findings)
    if not private:
        return list(findings)
    return [_redacted(finding, private) for finding in findings]


def _private_places(findings: Sequence[Finding]) -> Mapping[str, _PrivatePlaces]:
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.private:
            by_path[finding.path].append(finding)
    return {
        path: _PrivatePlaces(
            frozenset(finding.place for finding in group if finding.place),
            frozenset(finding.span.line for finding in group if finding.span),
        )
        for path, group in by_path.items()
    }


def _redacted(finding: Finding, private: Mapping[str, _PrivatePlaces]) -> Finding:
    related = tuple(
        other._replace(message=WITHHELD) if _covered(other, private) else other
        for other in finding.related
    )
    if finding.private:
        return replace(finding, label="", fix=None)
    if not _covered(finding, private):
        return replace(finding, related=related)
    return replace(
        finding,
        message=WITHHELD,
        label="",
        help="",
        note="",
        fix=None,
        private=True,
        related=related,
    )


def _covered(of: Finding | Related, private: Mapping[str, _PrivatePlaces]) -> bool:
    places = private.get(of.path)
    return places is not None and places.cover(of)

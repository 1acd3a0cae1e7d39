"""Fingerprints: names of findings that stay when lines, list items and files move.

A finding is known again by its rule, its record, its place with list items by what tells them
apart, and by what its message quotes. The words around the quotations may change from one version
of the tool to the next, so they do not count. Of findings that are alike in all that, the second
and later ones are numbered, in the order in which they are told.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

from eventbook.findings import Finding
from eventbook.jsonvalue import canonical
from eventbook.pointer import Place

_QUOTED = re.compile("`([^`]*)`")


class Spot(NamedTuple):
    """Where a finding stands, in a form that stays.

    Attributes:
        kind: of its record; empty where that is not known.
        place: inside the record, list items by name where they have one.
    """

    kind: str
    place: Place


SpotOf: TypeAlias = Callable[[Finding], Spot]


def as_written(finding: Finding) -> Spot:
    """The spot of a finding of whose record nothing more is known: list items by number."""
    return Spot("", finding.place)


def fingerprints(findings: Iterable[Finding], spot_of: SpotOf = as_written) -> list[str]:
    """A fingerprint for each finding, 32 hex digits (of a SHA-256); no two are the same.

    Args:
        findings: of one run, in the order in which they are told.
    """
    alike: Counter[str] = Counter()
    names = []
    for finding in findings:
        identity = _identity(finding, spot_of(finding))
        alike[identity] += 1
        text = f"{identity}\n{alike[identity]}"
        names.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return names


def _identity(finding: Finding, spot: Spot) -> str:
    # The file says who it is only where the record cannot.
    who = ["file", finding.path] if finding.record is None else ["record", finding.record]
    quoted = _QUOTED.findall(finding.message)
    return canonical([finding.slug, spot.kind, who, spot.place, quoted])

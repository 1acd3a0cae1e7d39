"""A book at a glance: how many records of which kind and review status, and what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from eventbook.book.facts import Facts
from eventbook.events.reading import changed_since_review, review_status

NO_REVIEW = "no-review"
"""Stands for the status of a record without a review."""


class Overview(NamedTuple):
    """What there is in a book.

    Attributes:
        records: of each kind that has records, how many have which review status.
        drafts: the ids of drafts.
        stale: the ids of records that were changed since they were reviewed.
        unreadable: how many files hold no record that can be read.
    """

    records: Mapping[str, Mapping[str, int]]
    drafts: tuple[str, ...]
    stale: tuple[str, ...]
    unreadable: int


def overview(facts: Iterable[Facts]) -> Overview:
    """Count the records of a book."""
    everything = list(facts)
    readable = [one for one in everything if one.readable]
    counts: dict[str, Counter[str]] = {}
    for one in readable:
        counts.setdefault(one.kind, Counter())[review_status(one.fields) or NO_REVIEW] += 1
    return Overview(
        records={kind: dict(sorted(counts[kind].items())) for kind in sorted(counts)},
        drafts=_ids(one for one in readable if review_status(one.fields) == "draft"),
        stale=_ids(one for one in readable if changed_since_review(one.fields)),
        unreadable=len({one.path for one in everything} - {one.path for one in readable}),
    )


def _ids(facts: Iterable[Facts]) -> tuple[str, ...]:
    return tuple(one.id or one.path for one in facts)

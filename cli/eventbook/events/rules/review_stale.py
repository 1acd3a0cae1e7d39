"""review-stale: a record was changed since it was reviewed."""

from __future__ import annotations

from collections.abc import Iterator

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.reading import changed_since_review
from eventbook.rules.rule import ANY_MODEL, Manual, RecordRule, Remark


def check(record: Facts, _settings: Settings) -> Iterator[Remark]:
    """A review whose `of` is not the hash of what the record says now."""
    review = record.fields.get("review")
    if isinstance(review, dict) and changed_since_review(record.fields):
        on = review.get("on")
        since = f"the review of {on}" if isinstance(on, str) and on else "its review"
        yield Remark(
            f"the record was changed since {since}",
            ("review", "of"),
            help="review it again",
        )


_WRONG = """\
id: 2019-turin-organ-recital
title: Organ recital in the Conservatory, Turin
date: 2019-05-18
sources: [{title: Printed programme}]
review:
  status: reviewed
  by: Ada Moretti
  on: 2019-06-03
  of: b121392c62c3f9aeff5151ce073b0f62c244947ad4513a5e703199e8bcaf71a7
"""
_RIGHT = """\
id: 2019-turin-organ-recital
title: Organ recital in the Conservatory, Turin
date: 2019-05-18
sources: [{title: Printed programme}]
review:
  status: reviewed
  by: Ada Moretti
  on: 2019-06-03
  of: ce4b6e01434900da46a56764b734e0ebba1c126173d3afedc033fe4690e2229f
"""

RULE = RecordRule(
    slug="review-stale",
    severity="warning",
    manual=Manual(
        summary="A record was changed since it was reviewed.",
        why="A review vouches for what was there when it was made. `review.of` is the hash of the "
        "record's value without `review`: it tells without a look into the history.",
        remedy="Have it reviewed again, or take the change back.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model=ANY_MODEL,
)

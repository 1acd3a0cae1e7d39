"""held-but-only-announced: that an event took place is more than any announcement can tell."""

from __future__ import annotations

from collections.abc import Iterator

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.reading import maps
from eventbook.rules.rule import Manual, RecordRule, Remark


def check(record: Facts, _settings: Settings) -> Iterator[Remark]:
    """The status `held` where every source only announces."""
    stances = [source.get("stance") for _, source in maps(record.fields, "sources")]
    if (
        record.fields.get("status") == "held"
        and stances
        and set(map(str, stances)) == {"announces"}
    ):
        yield Remark(
            "the status is `held`, but every source only announces the event",
            ("status",),
            help="add a source that reports it, or set `status: unconfirmed`",
        )


_WRONG = """\
status: held
sources:
  - {kind: poster, title: Organ recital, stance: announces}
"""
_RIGHT = """\
status: unconfirmed
sources:
  - {kind: poster, title: Organ recital, stance: announces}
"""

RULE = RecordRule(
    slug="held-but-only-announced",
    severity="warning",
    manual=Manual(
        summary="An event is recorded as held, but all of its sources only announce it.",
        why="An announcement proves a plan, not that anything happened.",
        remedy="Add a source with `stance: reports`, or set `status: unconfirmed`.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model="event",
)

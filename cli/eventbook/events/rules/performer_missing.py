"""performer-missing: works were performed, and nobody is named who did."""

from __future__ import annotations

from collections.abc import Iterator

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.reading import maps
from eventbook.rules.rule import Manual, RecordRule, Remark


def check(record: Facts, _settings: Settings) -> Iterator[Remark]:
    """Every performance with works but without people."""
    for place, item in maps(record.fields, "programme"):
        if item.get("kind") == "performance" and item.get("works") and not item.get("people"):
            yield Remark(
                "a work was performed, and no performer is named",
                place,
                "start",
                help="do not infer one; look for a source that says",
            )


_WRONG = """\
participants:
  - {key: moretti, name: Ada Moretti, roles: [soloist]}
programme:
  - kind: performance
    works: [{title: Evening Song}]
"""
_RIGHT = """\
participants:
  - {key: moretti, name: Ada Moretti, roles: [soloist]}
programme:
  - kind: performance
    people: [moretti] # the printed programme says so
    works: [{title: Evening Song}]
"""

RULE = RecordRule(
    slug="performer-missing",
    severity="info",
    manual=Manual(
        summary="A performance has works but no people.",
        why="Sources often name the work and not who played it. That is worth another look, but "
        "a performer is never concluded from who else was there.",
        remedy="Add `people` where a source says it; else leave the list empty.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model="event",
)

"""todo-left: a `TODO` still stands in a record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eventbook.book.settings import Settings
from eventbook.events.reading import review_status
from eventbook.rules.record import Record
from eventbook.rules.rule import ANY_MODEL, Manual, RecordRule, Remark

_TODO = re.compile(r"\bTODO\b")


def check(record: Record, _settings: Settings) -> Iterator[Remark]:
    """Every text that says TODO; in a draft that is only a reminder."""
    if "TODO" not in record.said:
        return
    draft = review_status(record.fields) == "draft"
    for place, text in zip(record.places, record.texts, strict=True):
        if _TODO.search(text):
            yield Remark(
                "a TODO is left",
                place=place,
                help="write what belongs here"
                + ("" if draft else ", or set `review.status: draft`"),
                severity="warning" if draft else "error",
            )


_WRONG = """\
title: "TODO: a neutral title"
"""
_RIGHT = """\
title: Organ recital in the Conservatory, Turin
"""

RULE = RecordRule(
    slug="todo-left",
    severity="error",
    manual=Manual(
        summary="A text of the record still says TODO.",
        why="A draft made from a release leaves to the editor what a program must not decide: "
        "the neutral title, the date, who said what. Unfinished, it must not pass for a record.",
        remedy="Write what belongs there. While the record is a draft, this is only a warning.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model=ANY_MODEL,
)

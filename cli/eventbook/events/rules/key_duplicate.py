"""key-duplicate: a key or a statement's id means one thing."""

from __future__ import annotations

from collections.abc import Iterator

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.reading import maps
from eventbook.findings import Related
from eventbook.pointer import Place
from eventbook.rules.rule import ANY_MODEL, Manual, RecordRule, Remark

# `about` may mean a participant or a campaign; sources have keys of their own.
_SPACES = (
    (("participants", "campaigns"), "key"),
    (("mentions",), "key"),
    (("sources",), "key"),
    (("statements",), "id"),
)


def check(record: Facts, _settings: Settings) -> Iterator[Remark]:
    """Every key but the first that is taken already, in the order of the record."""
    for lists, field in _SPACES:
        first: dict[str, Place] = {}
        for name in lists:
            for start, item in maps(record.fields, name):
                key = item.get(field)
                if not isinstance(key, str):
                    continue
                place = (*start, field)
                other = first.setdefault(key, place)
                if other != place:
                    yield _remark(record, key, field, place, other)


def _remark(record: Facts, key: str, field: str, place: Place, other: Place) -> Remark:
    return Remark(
        f"the {field} `{key}` is taken already",
        place,
        help=f"give one of the two another {field}",
        related=(Related(record.path, "also here", (*record.place, *other)),),
    )


_WRONG = """\
participants:
  - {key: moretti, name: Ada Moretti, roles: [soloist]}
  - {key: moretti, name: Luca Moretti, roles: [speaker]}
"""
_RIGHT = """\
participants:
  - {key: a-moretti, name: Ada Moretti, roles: [soloist]}
  - {key: l-moretti, name: Luca Moretti, roles: [speaker]}
"""

RULE = RecordRule(
    slug="key-duplicate",
    severity="error",
    manual=Manual(
        summary="Two people, campaigns or sources have the same key, or two statements the "
        "same id.",
        why="Keys tie what was said to who said it and to the source that reports it. One that "
        "means two things ties it to nobody.",
        remedy="Give one of the two another key, and use it where that one is meant.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model=ANY_MODEL,
)

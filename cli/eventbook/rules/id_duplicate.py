"""id-duplicate: no two records of a kind have the same id."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from eventbook.book.facts import Facts
from eventbook.findings import Related
from eventbook.pointer import Place
from eventbook.rules.rule import BookRule, Context, Manual, Remark


def check(records: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Remark]]:
    """Every record but the first that has an id already taken, upper case notwithstanding."""
    first: dict[tuple[str, str], Facts] = {}
    for record in records:
        if record.id is None:
            continue
        key = (record.kind, unicodedata.normalize("NFC", record.id).casefold())
        other = first.setdefault(key, record)
        if other is not record:
            yield record, _remark(record, other, context)


def _remark(record: Facts, other: Facts, context: Context) -> Remark:
    same = record.id == other.id
    where = other.path if other.path != record.path else "this file"
    return Remark(
        f"the id `{record.id}` is also in {where}"
        + ("" if same else f", as `{other.id}`: only the case differs"),
        place=_id_place(record, context),
        help="give one of the two another id",
        related=(Related(other.path, "also here", (*other.place, *_id_place(other, context))),),
    )


def _id_place(record: Facts, context: Context) -> Place:
    kind = context.settings.kind(record.kind)
    return (kind.id_field,) if kind and kind.id_field else ()


_WRONG = """\
# records/events/2018/organ-recital.yaml
id: organ-recital
date: 2018-05-19
# records/events/2019/organ-recital.yaml
id: organ-recital
date: 2019-05-18
"""
_RIGHT = """\
# records/events/2018/2018-turin-organ-recital.yaml
id: 2018-turin-organ-recital
date: 2018-05-19
# records/events/2019/2019-turin-organ-recital.yaml
id: 2019-turin-organ-recital
date: 2019-05-18
"""

RULE = BookRule(
    slug="id-duplicate",
    severity="error",
    manual=Manual(
        summary="Two records of one kind have the same id, or ids that differ only in case.",
        why="An id must mean one record: on the command line, in references, in addresses of "
        "pages. Some file systems take names that differ only in case for the same file.",
        remedy="Give one of the two records another id.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    reads=(),
)

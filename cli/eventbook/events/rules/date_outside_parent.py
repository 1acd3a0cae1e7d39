"""date-outside-parent: what is part of an event happens while that event lasts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventbook.book.facts import Facts
from eventbook.events.dates import EVENT_DATE, event_date, first_end, last_start
from eventbook.events.reading import maps
from eventbook.findings import Related
from eventbook.rules.rule import BookRule, Context, Manual, Remark
from eventbook.values.edtf import Edtf


def check(records: Sequence[Facts], _context: Context) -> Iterator[tuple[Facts, Remark]]:
    """Every event that is certainly not, or not wholly, within the dates of what it is part of."""
    parts = [(record, wholes) for record in records if (wholes := dict.fromkeys(parents(record)))]
    wanted = {key for _, wholes in parts for key in wholes}
    known = {key: record for record in records if (key := (record.kind, record.id)) in wanted}
    for record, wholes in parts:
        own = event_date(record.fields)
        if own is None or not own.is_exact:
            continue
        for key in wholes:
            parent = known.get(key)
            whole = event_date(parent.fields) if parent else None
            if parent and parent is not record and whole and _outside(own, whole):
                yield record, _remark(own, parent, whole)


def parents(record: Facts) -> Iterator[tuple[str, str]]:
    """The kinds and ids of the events that a record says it is part of."""
    part_of = record.fields.get("part_of")
    ref = part_of.get("ref") if isinstance(part_of, dict) else None
    if isinstance(ref, str) and "/" in ref:
        kind, _, name = ref.partition("/")
        yield kind, name
    for _, relation in maps(record.fields, "relations"):
        event = relation.get("event")
        if relation.get("kind") == "part-of" and isinstance(event, str):
            yield record.kind, event


def _outside(own: Edtf, whole: Edtf) -> bool:
    if not whole.is_exact:
        return False
    start, end = last_start(own), first_end(own)
    early = start is not None and whole.earliest is not None and start < whole.earliest
    late = end is not None and whole.latest is not None and end > whole.latest
    return early or late


def _remark(own: Edtf, parent: Facts, whole: Edtf) -> Remark:
    return Remark(
        f"the date, {own}, is not within {whole}, the date of `{parent.id}` that it is part of",
        ("date",),
        help="correct one of the two dates; what only belongs with it is `related`",
        related=(Related(parent.path, "part of this", (*parent.place, "date")),),
    )


_WRONG = """\
# records/events/2019-turin-music-days.yaml
title: Turin Music Days
date: 2019-05-20/2019-05-26
# records/events/2019-turin-organ-recital.yaml
date: 2019-05-18
part_of: {ref: event/2019-turin-music-days}
"""
_RIGHT = """\
# records/events/2019-turin-music-days.yaml
title: Turin Music Days
date: 2019-05-20/2019-05-26
# records/events/2019-turin-organ-recital.yaml
date: 2019-05-21
part_of: {ref: event/2019-turin-music-days}
"""

RULE = BookRule(
    slug="date-outside-parent",
    severity="warning",
    manual=Manual(
        summary="An event lies outside the dates of the event that it is part of.",
        why="One of the two dates is most likely wrong, or the two only belong together.",
        remedy="Correct the date. A preparation or a sequel is no part: say so in `relations`.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    reads=(*EVENT_DATE, "part_of.ref", "relations[].kind", "relations[].event"),
    model="event",
)

"""ref-withdrawn: a record refers to one that was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.reading import maps, review_status
from eventbook.events.references import FORMER, REFERENCES, former_ids, of_model, references
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.rules.extract import Extract
from eventbook.rules.record import Record
from eventbook.rules.rule import BookRule, Context, Manual, Remark


def _take(record: Record, _settings: Settings) -> Json:
    return True if review_status(record.fields) == "withdrawn" else None


WITHDRAWN = Extract("withdrawn", _take)
"""True of a record that was withdrawn, else None."""


def check(records: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Remark]]:
    """Every reference to a withdrawn record, but those of withdrawn ones and to what is one event.

    A relation `duplicates` says why the other was withdrawn.
    """
    settings = context.settings
    records = of_model(records, settings)
    withdrawn = [one for one in records if WITHDRAWN.of(one, settings)]
    meant = {(one.kind, name) for one in withdrawn for name in (one.id, *former_ids(one))}
    if not meant:
        return
    meant -= {(one.kind, one.id) for one in records if not WITHDRAWN.of(one, settings)}
    for record in records:
        if WITHDRAWN.of(record, settings):
            continue
        duplicates = _duplicates(record)
        for one in references(record, settings):
            if (one.kind, one.id) in meant and one.place not in duplicates:
                yield record, _remark(one.written, one.place)


def _duplicates(record: Facts) -> frozenset[Place]:
    relations = maps(record.fields, "relations")
    found = ((*place, "event") for place, one in relations if one.get("kind") == "duplicates")
    return frozenset(found)


def _remark(written: str, place: Place) -> Remark:
    return Remark(
        f"`{written}` was withdrawn",
        place,
        help="see why, and refer to what stands in its place, or write the name itself",
    )


_WRONG = """\
# records/events/2019-turin-organ-recital.yaml
part_of: {ref: event/2019-turin-festival}
# records/events/2019-turin-festival.yaml
review: {status: withdrawn, by: Ada Example, "on": "2020-01-15"}
"""
_RIGHT = """\
# records/events/2019-turin-organ-recital.yaml
part_of: {ref: event/2019-turin-organ-festival}
relations:
  - {kind: duplicates, event: 2019-turin-recital}
# records/events/2019-turin-organ-festival.yaml
review: {status: draft}
# records/events/2019-turin-recital.yaml
review: {status: withdrawn, by: Ada Example, "on": "2020-01-15"}
"""

RULE = BookRule(
    slug="ref-withdrawn",
    severity="warning",
    manual=Manual(
        summary="A reference means a record that was withdrawn.",
        why="The archive no longer vouches for that record, and this one still rests on it. Its "
        "page says that it was withdrawn, and nothing else.",
        remedy="See why it was withdrawn. Refer to the record that stands in its place, write the "
        "name itself, or waive this with the reason. A relation of the kind `duplicates` is left "
        "alone: it says why the other one was withdrawn.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    reads=(FORMER, "relations"),
    takes=(REFERENCES, WITHDRAWN),
)

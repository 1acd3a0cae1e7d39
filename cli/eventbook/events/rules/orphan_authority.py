"""orphan-authority: somebody or something is described, and no record refers to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventbook.book.facts import Facts
from eventbook.events.references import (
    AUTHORITIES,
    FORMER,
    REFERENCES,
    former_ids,
    of_model,
    references,
)
from eventbook.rules.rule import BookRule, Context, Manual, Remark


def check(records: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Remark]]:
    """Every record of a person, place and the like that no other record means."""
    records = of_model(records, context.settings)
    meant = {
        (one.kind, one.id)
        for record in records
        for one in references(record, context.settings)
        if (one.kind, one.id) != (record.kind, record.id)
    }
    for record in records:
        if record.kind in AUTHORITIES and record.id is not None and record.path != "-":
            names = [record.id, *former_ids(record)]
            if not any((record.kind, name) in meant for name in names):
                yield (
                    record,
                    Remark(
                        f"no record refers to `{record.kind}/{record.id}`",
                        at="start",
                        help="refer to it where its name stands, or delete it",
                    ),
                )


_WRONG = """\
# records/events/2019-turin-organ-recital.yaml
participants:
  - {name: Ada Moretti, roles: [soloist]}
# records/people/ada-moretti.yaml
name: Ada Moretti
"""
_RIGHT = """\
# records/events/2019-turin-organ-recital.yaml
participants:
  - {ref: person/ada-moretti, roles: [soloist]}
# records/people/ada-moretti.yaml
name: Ada Moretti
"""

RULE = BookRule(
    slug="orphan-authority",
    severity="info",
    manual=Manual(
        summary="No record refers to this person, organisation, place, work or subject.",
        why="It may be left over, or its name may stand in records that should refer to it.",
        remedy="Refer to it, or delete it.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    reads=(FORMER,),
    takes=(REFERENCES,),
)

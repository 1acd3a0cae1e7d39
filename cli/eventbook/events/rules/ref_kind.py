"""ref-kind: a reference means a record of a kind that belongs there."""

from __future__ import annotations

from collections.abc import Iterator

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.references import AUTHORITIES, Reference, modelled, references
from eventbook.rules.rule import Manual, RecordRule, Remark
from eventbook.schema.words import alternatives, close_to


def check(record: Facts, settings: Settings) -> Iterator[Remark]:
    """Every reference to a kind that does not belong there, or that nobody knows."""
    if record.kind not in modelled(settings):
        return
    doubtful = [one for one in references(record, settings) if one.kind not in one.allowed]
    if not doubtful:
        return
    known = {*AUTHORITIES, *(kind.name for kind in settings.kinds)}
    for one in doubtful:
        if one.kind not in known:
            yield _unknown(one, sorted(known))
        elif one.allowed:
            yield Remark(
                f"`{one.written}` means {_a(one.kind)}, but {_a(alternatives(one.allowed))} "
                "belongs here",
                one.place,
                help="refer to another record, or give what it is in its own field",
            )


def _unknown(one: Reference, known: list[str]) -> Remark:
    meant = close_to(one.kind, one.allowed or known)
    listed = alternatives(f"`{kind}`" for kind in one.allowed or known)
    return Remark(
        f"`{one.kind}` in `{one.written}` is no kind of record",
        one.place,
        help=f"did you mean `{meant}/{one.id}`?" if meant else f"the kind is {listed}",
    )


def _a(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


_WRONG = """\
# records/events/2019-turin-organ-recital.yaml
place: {ref: organisation/conservatory}
# records/organisations/conservatory.yaml
name: Conservatory
"""
_RIGHT = """\
# records/events/2019-turin-organ-recital.yaml
place: {ref: place/conservatory}
# records/places/conservatory.yaml
name: Conservatory
"""

RULE = RecordRule(
    slug="ref-kind",
    severity="error",
    manual=Manual(
        summary="A reference means a record of a kind that does not belong there.",
        why="A place does not speak, and a person is no venue. Pages and searches follow "
        "references by the field that they stand in.",
        remedy="Refer to a record of the right kind: participants, organisers, mentions and "
        "speakers are persons or organisations; `place` is a place; `works` are works; "
        "`occasion.of` is a subject; `part_of` is an event.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
)

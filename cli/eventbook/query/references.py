"""Which records refer to a record, and where.

A reference is a text `kind/id` under the key `ref`, or any text whose schema says with `x-ref`
which kinds it means: that may be `kind/id` or the id alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from eventbook.book.facts import Facts
from eventbook.events.reading import texts
from eventbook.events.references import former_ids
from eventbook.jsonvalue import Json
from eventbook.pointer import Place, to_path
from eventbook.query.known import Known
from eventbook.query.places import alike
from eventbook.query.records import Record

REFS = "_refs"
"""The field of a row that tells where in the record the references stand."""


def referring(
    records: Iterable[Record], target: Facts, known: Known, former: Iterable[str] = ()
) -> list[Record]:
    """The records that refer to one, each with a field `REFS` in its row.

    Args:
        former: other ids by which it is meant, as `still_meant` gives them.
    """
    names = (str(target.id), *former)
    found = (
        (record, [to_path(each) for each in _places(record, target.kind, names, known)])
        for record in records
    )
    return [record._replace(row={**record.row, REFS: [*paths]}) for record, paths in found if paths]


def places(record: Record, target: Facts, known: Known) -> Iterator[Place]:
    """Where a record refers to another one, or to itself, by the id that it has."""
    return _places(record, target.kind, (str(target.id),), known)


def _places(record: Record, kind: str, names: Sequence[str], known: Known) -> Iterator[Place]:
    wholes = [f"{kind}/{name}" for name in names]
    for place, text in texts(record.facts.value):
        if text in wholes and place[-1:] == ("ref",):
            yield place
        elif (text in wholes or text in names) and kind in _meant(record.facts, place, known):
            yield place


def still_meant(target: Facts, records: Iterable[Facts]) -> list[str]:
    """The former ids of a record by which it is meant still, as no other has them now.

    Args:
        records: those of the book.
    """
    former = former_ids(target)
    taken = {each.id for each in records if each.kind == target.kind} if former else set()
    return [name for name in former if name not in taken]


def refer_to_any(
    records: Iterable[Facts], targets: Iterable[tuple[str, str]], known: Known
) -> Iterator[Facts]:
    """The records that refer to one of many, in one pass.

    Args:
        targets: kind and id of each; they need not be there.
    """
    wholes = {f"{kind}/{record_id}" for kind, record_id in targets}
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for whole in wholes:
        kind, _, record_id = whole.partition("/")
        kinds[whole].add(kind)
        kinds[record_id].add(kind)
    for facts in records:
        for place, text in texts(facts.value):
            if text not in kinds:
                continue
            by_ref = text in wholes and place[-1:] == ("ref",)
            if by_ref or kinds[text] & _meant(facts, place, known):
                yield facts
                break


def _meant(facts: Facts, place: Place, known: Known) -> set[str]:
    """The kinds that the schema says a text refers to."""
    kinds: set[str] = set()
    for start in known.starts[facts.kind]:
        for spot in start.follow(alike(place)):
            said: Json = spot.shape.annotation(spot.schemas, "x-ref")
            kinds.update(map(str, said if isinstance(said, list) else [said]))
    return kinds

"""part-of-cycle: nothing is a part of itself, by whatever way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from eventbook.book.facts import Facts
from eventbook.events.references import REFERENCES, of_model, references
from eventbook.findings import Related
from eventbook.pointer import Place
from eventbook.rules.rule import BookRule, Context, Manual, Remark

_MOST = 8  # records that a message names

_Name: TypeAlias = tuple[str, str]
_Wholes: TypeAlias = Mapping[_Name, Mapping[_Name, Place]]


def check(records: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Remark]]:
    """Every ring of records that are parts of each other, once."""
    order: dict[_Name, Facts] = {}
    for record in of_model(records, context.settings):
        if record.id is not None:
            order.setdefault((record.kind, record.id), record)
    wholes: dict[_Name, dict[_Name, Place]] = {}
    for name, record in order.items():
        for one in references(record, context.settings):
            if one.whole and (one.kind, one.id) in order:
                wholes.setdefault(name, {})[one.kind, one.id] = one.place
    position = {name: number for number, name in enumerate(order)}
    for ring in _rings(wholes):
        last = max(range(len(ring)), key=lambda index: position[ring[index]])
        ring = [*ring[last:], *ring[:last]]
        yield order[ring[0]], _remark(ring, wholes, order)


def _rings(wholes: _Wholes) -> Iterator[list[_Name]]:
    """One ring of each knot, in time that grows with the number of references."""
    done: set[_Name] = set()
    told: set[_Name] = set()
    for start in wholes:
        if start in done:
            continue
        path, depth = [start], {start: 0}
        ways = [iter(wholes[start])]
        while ways:
            target = next(ways[-1], None)
            if target is None:
                ways.pop()
                left = path.pop()
                del depth[left]
                done.add(left)
            elif target in depth:
                ring = path[depth[target] :]
                if target not in told and ring[-1] not in told:
                    told.update(ring)
                    yield ring
            elif target not in done:
                depth[target] = len(path)
                path.append(target)
                ways.append(iter(wholes.get(target, ())))


def _remark(ring: list[_Name], wholes: _Wholes, order: Mapping[_Name, Facts]) -> Remark:
    shown = [name for _, name in (*ring, ring[0])]
    if len(shown) > _MOST:
        shown = [*shown[: _MOST - 2], "…", shown[-1]]
    steps = list(zip(ring, (*ring[1:], ring[0]), strict=True))
    return Remark(
        "is part of itself: " + " → ".join(f"`{name}`" if name != "…" else name for name in shown),
        wholes[steps[0][0]][steps[0][1]],
        help="the smaller is part of the larger; remove one of them",
        related=tuple(
            Related(
                order[part].path, "is part of the next", (*order[part].place, *wholes[part][whole])
            )
            for part, whole in steps[1 : _MOST - 1]
        ),
    )


_WRONG = """\
# records/events/2019-turin-music-days.yaml
title: Turin Music Days
part_of: {ref: event/2019-turin-organ-recital}
# records/events/2019-turin-organ-recital.yaml
title: Organ recital
part_of: {ref: event/2019-turin-music-days}
"""
_RIGHT = """\
# records/events/2019-turin-music-days.yaml
title: Turin Music Days
# records/events/2019-turin-organ-recital.yaml
title: Organ recital
part_of: {ref: event/2019-turin-music-days}
"""

RULE = BookRule(
    slug="part-of-cycle",
    severity="error",
    manual=Manual(
        summary="A record is a part of itself, by way of others or at once.",
        why="Whoever follows the parts upwards never arrives.",
        remedy="Keep `part_of` and `relations` of the kind `part-of` at the smaller one of the "
        "two, and remove them at the larger.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    reads=(),
    takes=(REFERENCES,),
)

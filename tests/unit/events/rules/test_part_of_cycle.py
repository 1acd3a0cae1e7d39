"""Rings of parts."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.part_of_cycle import RULE
from eventbook.findings import Related
from eventbook.rules.rule import Context, Remark

CONTEXT = Context(DEFAULTS, date(2026, 1, 15))


def book(parts):
    """Events that are part of others, by name."""
    return [
        Facts(f"{n}.yaml", "event", id=n, value={"relations": [_part(one) for one in wholes]})
        for n, wholes in parts.items()
    ]


def _part(of):
    return {"kind": "part-of", "event": of}


def found(parts):
    return [(record.id, remark.message) for record, remark in RULE.check(book(parts), CONTEXT)]


def test_a_ring_is_told_once_at_its_last_record() -> None:
    records = book({"b": "c", "a": "b", "c": "ab", "d": "a"})
    ((record, remark), *others) = RULE.check(records, CONTEXT)
    assert (record.id, others) == ("c", [])
    assert remark == Remark(
        "is part of itself: `c` → `a` → `b` → `c`",
        ("relations", 0, "event"),
        help="the smaller is part of the larger; remove one of them",
        related=(
            Related("a.yaml", "is part of the next", ("relations", 0, "event")),
            Related("b.yaml", "is part of the next", ("relations", 0, "event")),
        ),
    )


def test_a_record_may_be_its_own_part() -> None:
    assert found({"a": "a"}) == [("a", "is part of itself: `a` → `a`")]


def test_two_ways_to_one_whole_are_no_ring() -> None:
    assert found({"a": "bc", "b": "d", "c": "d", "d": "", "e": "z"}) == []


def test_a_long_ring_is_cut_short() -> None:
    names = [f"n{number:05}" for number in range(5_000)]
    ring = dict(zip(names, ([name] for name in (*names[1:], names[0])), strict=True))
    ((record, message),) = found(ring)
    assert (record, message.count("→"), len(message) < 120) == ("n04999", 7, True)


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.sets(st.sampled_from("abcdefgh"), max_size=3))
)
def test_there_is_a_finding_exactly_where_there_is_a_ring(parts) -> None:
    def reached(start):
        seen, ahead = set(), [start]
        while ahead:
            for one in parts.get(ahead.pop(), ()):
                if one in parts and one not in seen:
                    seen.add(one)
                    ahead.append(one)
        return seen

    on_rings = {name for name in parts if name in reached(name)}
    told = [name for name, _ in found(parts)]
    assert bool(told) == bool(on_rings)
    assert set(told) <= on_rings

"""References that lead nowhere."""

from __future__ import annotations

from datetime import date

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.ref_missing import RULE
from eventbook.findings import Fix
from eventbook.rules.rule import Context, Remark

CONTEXT = Context(DEFAULTS, date(2026, 1, 15))


def event(name, path=None, **fields):
    return Facts(path or f"{name}.yaml", "event", id=name, value={"id": name, **fields})


def found(*records):
    return [remark for _, remark in RULE.check(records, CONTEXT)]


def test_a_renamed_record_is_named_by_its_new_id() -> None:
    records = [event("new", former_ids=["old"]), event("b", part_of={"ref": "event/old"})]
    assert found(*records) == [
        Remark(
            "`event/old` is not in the book",
            ("part_of", "ref"),
            help="it is called `event/new` now",
            fix=Fix("safe", "event/new"),
        )
    ]


def test_a_bare_id_is_replaced_by_a_bare_id() -> None:
    near = event("b", relations=[{"kind": "follows", "event": "turin-recitl"}])
    assert found(event("turin-recital"), near) == [
        Remark(
            "`turin-recitl` is not in the book",
            ("relations", 0, "event"),
            help="did you mean `turin-recital`?",
            fix=Fix("unsafe", "turin-recital"),
        )
    ]


def test_what_cannot_be_read_is_there() -> None:
    broken = Facts("records/events/a.yaml", "event")
    assert found(broken, event("b", part_of={"ref": "event/a"})) == []


def test_a_record_without_its_book_is_not_asked() -> None:
    assert found(event("b", path="-", part_of={"ref": "event/a"})) == []


def test_what_is_of_the_wrong_kind_is_left_to_the_other_rule() -> None:
    assert found(event("b", part_of={"ref": "person/a"}, place={"ref": "plaec/a"})) == []


def test_many_missing_records_are_all_told() -> None:
    fields = {"relations": [{"kind": "follows", "event": f"turin-{n}x"} for n in range(1_000)]}
    records = [event(f"turin-{number}", **fields) for number in range(5)]
    assert len(found(*records)) == 5_000

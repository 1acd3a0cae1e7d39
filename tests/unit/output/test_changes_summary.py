"""What changed, in a few sentences."""

from __future__ import annotations

from eventbook.changes.book_diff import RecordChange
from eventbook.changes.diff import Change
from eventbook.changes.sentences import PLAIN
from eventbook.output.changes_summary import listed, sentences, totals


def record(name: str, *found: Change, status: str = "changed", **more: str) -> RecordChange:
    return RecordChange(name, "event", status, f"{name}.yaml", changes=found, **more)  # type: ignore[arg-type]


def added(field: str, value: str = "x") -> Change:
    return Change("add", new_place=(field,), new=value, new_trail=(field,))


def said(*records: RecordChange) -> list[str]:
    return list(sentences(records, lambda _: PLAIN))


def test_nothing() -> None:
    assert said() == []
    assert totals([]) == "No record changed"


def test_each_status_has_its_words() -> None:
    renamed = Change("replace", ("id",), ("id",), "old", "new", ("id",), ("id",))
    assert said(
        record("a", status="added", title="Reading\x1b[31m"),
        record("b", status="removed"),
        record("c", added("note"), title="Talk"),
        record("d", status="moved", old_path="x/d.yaml"),
        record("new", renamed, added("note"), status="renamed", old_record="old"),
        record("e", problem="the new version cannot be read: a tab"),
        record("f", status="formatting"),
    ) == [
        (
            "1 record added, 1 removed, 2 changed, 1 moved to another file, 1 renamed,"
            " 1 in formatting or comments only."
        ),
        "",
        r"- Added: Reading\x1b[31m (a).",
        "- Removed: b.",
        "- In formatting or comments only: f.",
        "- Changed: Talk (c): note added: x.",
        "- Changed: d: moved from x/d.yaml to d.yaml.",
        "- Renamed: new: it was old; note added: x.",
        "- Changed: e: the new version cannot be read: a tab.",
    ]


def test_long_accounts_are_cut_and_say_so() -> None:
    five, six = ([added(f"field{n}") for n in range(number)] for number in (5, 6))
    told = "field0 added: x; field1 added: x; field2 added: x; field3 added: x"
    assert said(record("a", *five))[2] == f"- Changed: a: {told}; field4 added: x."
    assert said(record("a", *six))[2] == f"- Changed: a: {told}; 2 more changes."
    assert listed([str(n) for n in range(31)]).endswith(", 28, 29, and 1 more")
    assert listed(["a", "b"]) == "a, b"
    assert totals([record(str(n)) for n in range(12)]) == "12 records changed"

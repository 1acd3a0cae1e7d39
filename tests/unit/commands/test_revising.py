"""Naming the record to write into, and looking again at its file before that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eventbook.book.facts import Facts
from eventbook.commands.opened import open_book
from eventbook.commands.revising import to_revise
from eventbook.commands.selecting import exactly
from eventbook.errors import UsageError

PATH = "records/events/2021/fair.yaml"
TEXT = 'id: fair\ntitle: Fair\ndate: "2021"\nsources: [{title: Poster}]\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    file = tmp_path / PATH
    file.parent.mkdir(parents=True)
    file.write_text(TEXT)
    (tmp_path / "schemas").mkdir()
    return tmp_path


def test_a_file_is_looked_at_again(root: Path) -> None:
    opened = open_book(root)
    (facts,) = opened.records
    data, document, against = to_revise(opened, PATH, [facts])
    assert (data, against.findings) == (TEXT.encode(), ())
    assert document is not None
    assert document.value == facts.value
    for other in (replace(facts, value={"id": "x"}), replace(facts, place=("gone", 1))):
        with pytest.raises(UsageError) as caught:
            to_revise(opened, PATH, [other])
        assert str(caught.value) == (
            f"{PATH} has changed since it was read; nothing was written; run the command again"
        )
    (root / PATH).write_text(TEXT + "id: again\n")
    data, document, against = to_revise(opened, PATH, [facts])
    assert (document, [each.slug for each in against.findings]) == (None, ["yaml-duplicate-key"])
    (root / PATH).unlink()
    with pytest.raises(UsageError) as caught:
        to_revise(opened, PATH, [facts])
    assert str(caught.value).startswith(f"{PATH} ")


def test_the_whole_id() -> None:
    fair = Facts("a.yaml", "event", (), "fair", {})
    ann = Facts("b.yaml", "person", (), "ann", {})
    other = Facts("c.yaml", "event", (), "ann", {})
    records = [fair, ann, other, Facts("d.yaml", "event")]
    assert exactly(records, "fair") is fair
    assert exactly(records, "person/ann") is ann
    for word, said in {
        "ann": "`ann` is the id of 2 records; write event/ann or person/ann",
        "fai": "`fai` is a part of an id; to write, the whole id is needed; did you mean `fair`?",
        "fiar": "there is no record `fiar`; did you mean `fair`?",
        "a": "there is no record `a`",
    }.items():
        with pytest.raises(UsageError) as caught:
            exactly(records, word)
        assert str(caught.value) == said

"""What a book comes to with a cache is what it comes to without one, whatever is edited."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

import eventbook.reduction as reduction
from eventbook.commands.opened import open_book
from eventbook.document.located import locate
from eventbook.findings import Finding
from eventbook.rules.rule import Context

STEPS = int(os.environ.get("EVENTBOOK_STEPS", "60"))
EVENTS = [f"records/events/2019/e{number}.yaml" for number in range(8)]
PEOPLE = ["records/people/ada.yaml", "records/people/bea.yaml"]


def event(chance: random.Random) -> str:
    """An event that has something to do with the others, below some empty lines."""
    pick = chance.choice
    lines = [
        "#\n" * pick((0, 0, 1, 3)),
        f"id: e{chance.randrange(10)}\n",
        f"title: {pick(('Organ concert', 'A concert of organ music', 'TODO', 'Lecture'))}\n",
        f"date: {pick(('2019-05-18', '2019-05', '2019-5', '2031-01-01'))}\n",
        f"status: {pick(('held', 'scheduled'))}\n",
        pick(("", "place: {name: Hall, city: Turin}\n", "titel: X\n")),
        pick(("", "part_of: {ref: event/e3}\n", "former_ids: [e4]\n")),
        pick(("", "notes: [{text: A note.}]\n", "capacity: 3\n")),
        f"participants: [{pick(('name: Ada Moretti', 'name: Ada Moreti', 'ref: person/ada'))}]\n",
        pick(("", "waive: [{rule: duplicate-event, reason: They are two.}]\n")),
        "sources: [{title: Programme}]\n",
    ]
    return pick(("", "[", *["".join(lines)] * 20))


def person(chance: random.Random) -> str:
    name = chance.choice(("Ada Moretti", "Bea Moretti", "Bea Castellani"))
    return f"id: {chance.choice(('ada', 'bea'))}\nname: {name}\n"


def change(root: Path, chance: random.Random) -> None:
    for _ in range(chance.choice((0, 1, 1, 1, 2, 4))):
        path = chance.choice((*EVENTS, *EVENTS, *PEOPLE))
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if chance.random() < 0.1:
            file.unlink(missing_ok=True)
        elif chance.random() < 0.3 and file.exists():  # the same, some lines further down
            file.write_text(f"# One more.\n{file.read_text()}")
        else:
            file.write_text(event(chance) if path in EVENTS else person(chance))


def is_error(found: Finding) -> bool:
    return found.severity == "error"


def no_info(found: Finding) -> bool:
    return found.severity != "info"


def found(root: Path, seen: Callable[[Finding], bool], *, caching: bool) -> list[Finding]:
    """All findings, all with lines: those that were not looked for before are now."""
    opened = open_book(root, caching=caching)
    opened.lean = caching
    listed = opened.findings(opened.context, seen)
    return sorted(locate(listed, opened.document), key=repr)


def test_no_wrong_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """EVENTBOOK_STEPS=6000 takes more steps."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    again, anew = [], []
    really, whole = reduction.reduced_again, reduction.reduction

    def counted(*args: object) -> object:
        again.append(1)
        return really(*args)  # type: ignore[arg-type]

    def counted_whole(*args: object) -> object:
        anew.append(1)
        return whole(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(reduction, "reduced_again", counted)
    monkeypatch.setattr(reduction, "reduction", counted_whole)
    root = tmp_path / "book"
    chance = random.Random(5)
    for path in (*EVENTS, *PEOPLE):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(event(chance) if path in EVENTS else person(chance))
    (root / "eventbook.toml").write_text('[rules]\nstatus-date = "info"\ntodo-left = "off"\n')
    for _ in range(STEPS):
        change(root, chance)
        seen = chance.choice((is_error, no_info, lambda _: True))
        expected = found(root, seen, caching=False)
        assert found(root, seen, caching=True) == expected
    # Without a cache each step is reduced whole; with one, nearly none.
    assert len(again) > STEPS // 3 > len(anew) - STEPS


def test_a_kept_reduction_is_taken_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    root = tmp_path / "book"
    file = root / EVENTS[0]
    file.parent.mkdir(parents=True)
    file.write_text("id: e0\n")
    (root / "eventbook.toml").write_text('[book]\ntitle = "A"\n')
    opened = open_book(root)
    first = opened.findings(opened.context, lambda _: True)
    assert all(each.span for each in first)
    monkeypatch.delattr(reduction, "reduction")
    opened = open_book(root)
    assert opened.findings(opened.context) == first
    other_day = Context(opened.book.settings, opened.context.today.replace(year=2040))
    with pytest.raises(ImportError):
        opened.findings(other_day)

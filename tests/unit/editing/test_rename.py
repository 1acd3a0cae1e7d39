"""Renaming: where the file goes, which ids are refused, what becomes of former ones."""

from __future__ import annotations

import pytest

from eventbook.book.facts import Facts
from eventbook.book.patterns import RecordPattern
from eventbook.book.settings import DEFAULTS, Kind
from eventbook.document.document import Document
from eventbook.document.loader import load
from eventbook.editing.rename import Renaming, planned
from eventbook.errors import UsageError
from eventbook.jsonvalue import Json

EVENT = DEFAULTS.kinds[0]
FOREIGN = Kind("talk", (RecordPattern.parse("talks/*.yml"),), "s.json")


def event(record_id: str, path: str = "records/events/2021/a.yaml", **fields: Json) -> Facts:
    return Facts(path, "event", (), record_id, {"id": record_id, "date": "2021-05", **fields})


def document(text: str) -> Document:
    found = load(text.encode(), "").document
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("records/events/2021/a.yaml", "records/events/2021/b.yaml"),
        ("records/events/undated/a.yaml", "records/events/2021/b.yaml"),
        ("records/events/2019/a.yaml", "records/events/2021/b.yaml"),
        ("records/events/a.yaml", "records/events/b.yaml"),
        ("records/events/spring/a.yml", "records/events/spring/b.yml"),
        ("records/events/spring/other.yaml", "records/events/spring/b.yaml"),
    ],
)
def test_a_file_on_a_shelf_goes_where_a_new_one_would(old: str, new: str) -> None:
    renaming = Renaming(event("a", old), EVENT, "b", remembers=False)
    assert renaming.path(lambda _: True) == new
    if "spring" in old:
        assert renaming.path(lambda _: False) == "records/events/2021/b.yaml"


def test_a_foreign_file_keeps_a_name_of_its_own() -> None:
    for path, place, new in (
        ("talks/a.yml", (), "talks/b.yml"),
        ("talks/other.yml", (), "talks/other.yml"),
        ("talks/a.yml", (1,), "talks/a.yml"),
    ):
        facts = Facts(path, "talk", place, "a", {"id": "a"}, alone=not place)
        assert Renaming(facts, FOREIGN, "b", remembers=False).path(lambda _: True) == new


@pytest.mark.parametrize(
    ("text", "remembers", "new"),
    [
        ("id: a # c\n", False, "id: b # c\n"),
        ("id: a # c\n", True, "id: b # c\nformer_ids:\n  - a\n"),
        ("id: a\nformer_ids: [x]\n", True, "id: b\nformer_ids: [x, a]\n"),
        ("id: a\nformer_ids: [b, x]\n", True, "id: b\nformer_ids: [x, a]\n"),
        ("id: a\nformer_ids: [b]\n", False, "id: b\n"),
        ("id: a\nformer_ids: [a]\n", True, "id: b\nformer_ids: [a]\n"),
    ],
)
def test_former_ids(text: str, remembers: bool, new: str) -> None:
    before = document(text)
    facts = Facts("a.yaml", "event", (), "a", before.value)
    renaming = Renaming(facts, EVENT, "b", remembers)
    assert renaming.revised(before, facts, []).text == new


def test_references_are_written_as_they_were() -> None:
    before = document("part_of: {ref: event/a} # c\nrelations: [{event: a}]\n")
    facts = Facts("x.yaml", "event", (), "x", before.value)
    where = [("part_of", "ref"), ("relations", 0, "event")]
    renaming = Renaming(event("a"), EVENT, "b", remembers=True)
    assert renaming.revised(before, facts, where).text == (
        "part_of: {ref: event/b} # c\nrelations: [{event: b}]\n"
    )


def test_plans() -> None:
    target = event("a", title="Book fair in Turin")
    other = event("Gala", "records/events/c.yaml", former_ids=["old"])
    records = [target, other, Facts("p.yaml", "person", (), "b", {"id": "b"})]

    def plan(new: str | None, facts: Facts = target, kind: Kind = EVENT) -> Renaming:
        return planned(facts, kind, records, new, has_former=True)

    assert (plan("b").new, plan("b").remembers) == ("b", True)
    assert plan(None).new == "2021-book-fair-turin"
    assert not plan("b", event("a", review={"status": "draft"})).remembers
    assert not planned(target, EVENT, records, "b", has_former=False).remembers
    for new, facts, kind, said in (
        ("gala", target, EVENT, "the id `gala` is taken: records/events/c.yaml"),
        ("a", target, EVENT, "`a` is the id that it has"),
        ("old", target, EVENT, "`old` was the id of Gala before; old references mean that"),
        ("B C", target, EVENT, "`B C`: an id is made of lower-case letters a to z"),
        ("B C", target, FOREIGN, "`B C`: a name is made of the letters A to Z, digits"),
        ("A", target, FOREIGN, "`A` and `a` differ only by case"),
        (None, event("a", title="TODO"), EVENT, "without a `title` no id can be proposed"),
        (None, event("2021-f", title="F"), EVENT, "`2021-f` is the id that would be proposed"),
    ):
        with pytest.raises(UsageError) as caught:
            plan(new, facts, kind)
        assert str(caught.value).startswith(said)

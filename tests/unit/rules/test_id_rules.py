"""Ids: one record has each, and its file is named after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS, Kind, RecordPattern, Settings
from eventbook.findings import Related
from eventbook.rules import id_duplicate, id_filename
from eventbook.rules.rule import Context, Remark, applies

FOREIGN = Kind("talk", (RecordPattern.parse("t/*.yaml[]"),), "s.json", id="field:nr")
BY_FILE = Kind("page", (RecordPattern.parse("p/*.yaml"),), "s.json", id="stem")
SETTINGS = replace(DEFAULTS, kinds=(*DEFAULTS.kinds, FOREIGN, BY_FILE))
CONTEXT = Context(SETTINGS, date(2026, 1, 15))
ANOTHER = "give one of the two another id"


def facts(path: str, id: str | None, kind: str = "event", **more: Any) -> Facts:  # noqa: A002
    return Facts(path, kind, id=id, value={"id": id}, **more)


def duplicates(*records: Facts) -> list[tuple[str, Remark]]:
    return [(record.path, remark) for record, remark in id_duplicate.check(records, CONTEXT)]


def test_the_later_record_has_the_finding() -> None:
    found = duplicates(facts("a.yaml", "x"), facts("b.yaml", "y"), facts("c.yaml", "x"))
    remark = Remark(
        "the id `x` is also in a.yaml",
        ("id",),
        help=ANOTHER,
        related=(Related("a.yaml", "also here", ("id",)),),
    )
    assert found == [("c.yaml", remark)]


def test_of_three_the_first_is_named_twice() -> None:
    found = duplicates(*(facts(f"{name}.yaml", "x") for name in "abc"))
    assert [(path, remark.related[0].path) for path, remark in found] == [
        ("b.yaml", "a.yaml"),
        ("c.yaml", "a.yaml"),
    ]


@pytest.mark.parametrize(("first", "second"), [("x", "X"), ("stra\u00dfe", "STRASSE")])
def test_ids_that_differ_in_case_only(first: str, second: str) -> None:
    ((_, remark),) = duplicates(facts("a.yaml", first), facts("b.yaml", second))
    assert remark.message == (
        f"the id `{second}` is also in a.yaml, as `{first}`: only the case differs"
    )


def test_ids_in_other_compositions_are_the_same() -> None:
    assert len(duplicates(facts("a.yaml", "\u00e9"), facts("b.yaml", "e\u0301"))) == 1


def test_within_one_file() -> None:
    records = [facts("t/a.yaml", "7", "talk", place=(at,), alone=False) for at in (0, 3)]
    remark = Remark(
        "the id `7` is also in this file",
        ("nr",),
        help=ANOTHER,
        related=(Related("t/a.yaml", "also here", (0, "nr")),),
    )
    assert duplicates(*records) == [("t/a.yaml", remark)]


def test_ids_that_come_of_paths_have_no_place() -> None:
    ((_, remark),) = duplicates(facts("p/a.yaml", "a", "page"), facts("p/b/a.yaml", "a", "page"))
    assert (remark.place, remark.related) == ((), (Related("p/a.yaml", "also here"),))


def test_a_kind_that_the_settings_do_not_know_has_no_place() -> None:
    ((_, remark),) = duplicates(facts("a", "a", "gone"), facts("b", "a", "gone"))
    assert remark.place == ()


def test_other_kinds_and_records_without_id_are_no_duplicates() -> None:
    records = [
        facts("a.yaml", "x"),
        facts("t/a.yaml", "x", "talk"),
        facts("b.yaml", None),
        facts("c.yaml", None),
    ]
    assert duplicates(*records) == []


@given(st.lists(st.sampled_from(["a", "A", "b", None]), max_size=8))
def test_all_but_the_first_of_each_are_found(ids: list[str | None]) -> None:
    found = duplicates(*(facts(f"{at}.yaml", each) for at, each in enumerate(ids)))
    known = [each.casefold() for each in ids if each is not None]
    assert len(found) == len(known) - len(set(known))


def named(record: Facts, settings: Settings = SETTINGS) -> list[Remark]:
    return list(id_filename.check(record, settings))


def test_a_file_of_another_name() -> None:
    assert named(facts("records/events/2023/b.yaml", "a")) == [
        Remark(
            "the id is `a`, but the file is named `b`",
            ("id",),
            help="make the two equal; a published record keeps its id",
        )
    ]


@pytest.mark.parametrize(
    "record",
    [
        facts("records/events/2023/a.yaml", "a"),
        facts("records/events/2023/a.yml", "a"),
        facts("a.b.yaml", "a.b"),
        facts("b.yaml", None),
        facts("-", "a"),
        facts("b.yaml", "a", alone=False),
        facts("p/b.yaml", "a", "page"),
        facts("b.yaml", "a", "gone"),
    ],
)
def test_files_that_need_no_other_name(record: Facts) -> None:
    assert named(record) == []


@pytest.mark.parametrize(("model", "asked"), [(None, False), ("event", True), ("authority", True)])
def test_kinds_without_a_model_name_files_as_they_like(model: str | None, asked: bool) -> None:
    assert applies(id_filename.RULE, model) is asked


def test_a_modelled_kind_whose_ids_come_of_its_paths() -> None:
    kind = replace(DEFAULTS.kinds[0], id="folder")
    assert named(facts("x/b.yaml", "x"), replace(DEFAULTS, kinds=(kind,))) == []

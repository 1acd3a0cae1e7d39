"""Identifiers of others on two records."""

from __future__ import annotations

from datetime import date

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.extid_duplicate import RULE
from eventbook.findings import Related
from eventbook.jsonvalue import Json
from eventbook.rules.rule import Context, Remark

CONTEXT = Context(DEFAULTS, date(2026, 1, 15))


def found(*values: Json, kinds: tuple[str, ...] = ("place",) * 3) -> list[tuple[str, Remark]]:
    facts = [
        Facts(f"{number}.yaml", kind, id=f"r{number}", value=value)
        for number, (value, kind) in enumerate(zip(values, kinds, strict=False))
    ]
    return [(record.path, remark) for record, remark in RULE.check(facts, CONTEXT)]


def test_all_but_the_first_are_found() -> None:
    one: Json = {"ids": {"geonames": "3165524", "wikidata": "Q495"}}
    two: Json = {"ids": {"geonames": "3165524"}}
    remark = Remark(
        "the geonames identifier `3165524` is also that of `r0`",
        ("ids", "geonames"),
        help="if the two are one, merge their records; else correct the identifier",
        related=(Related("0.yaml", "also here", ("ids", "geonames")),),
    )
    assert found(one, two, two) == [("1.yaml", remark), ("2.yaml", remark)]


def test_kinds_that_are_none_of_the_model_may_mean_anything_by_ids() -> None:
    same: Json = {"ids": {"doi": "10.5555/1"}}
    assert found(same, same, kinds=("talk", "talk")) == []


def test_kinds_do_not_share_identifiers() -> None:
    same: Json = {"ids": {"wikidata": "Q495"}}
    assert found(same, same, kinds=("place", "organisation")) == []


@pytest.mark.parametrize("ids", [{"isbn": "978-0-306-40615-7"}, {"own": "1"}, {"viaf": 1}, ["Q1"]])
def test_other_identifiers_may_repeat(ids: Json) -> None:
    assert found({"ids": ids}, {"ids": ids}) == []


def test_a_record_that_withholds_its_name_is_never_compared() -> None:
    hidden: Json = {"withheld": True, "ids": {"wikidata": "Q42"}}
    assert found(hidden, {"ids": {"wikidata": "Q42"}}, hidden) == []

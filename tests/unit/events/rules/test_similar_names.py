"""Names spelt in two ways."""

from __future__ import annotations

from datetime import date

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.similar_names import RULE
from eventbook.findings import Related
from eventbook.jsonvalue import Json
from eventbook.rules.rule import Context, Remark

CONTEXT = Context(DEFAULTS, date(2026, 1, 15))


def found(*values: Json, kind: str = "event") -> list[tuple[str, Remark]]:
    facts = [Facts(f"{number}.yaml", kind, value=value) for number, value in enumerate(values)]
    return [(record.path, remark) for record, remark in RULE.check(facts, CONTEXT)]


def named(*entities: Json) -> Json:
    return {"participants": [{"name": each} for each in entities]}


def pairs(*values: Json, kind: str = "event") -> list[str]:
    return [remark.message for _, remark in found(*values, kind=kind)]


def test_it_stands_at_the_later_record_and_only_once() -> None:
    later: Json = {"organisers": [3, {"name": {"en": "Lale Manafzada"}}]}
    assert found(named("Lale Manafzade"), later, later) == [
        (
            "1.yaml",
            Remark(
                "`Lale Manafzada` is nearly `Lale Manafzade`, in 0.yaml",
                ("organisers", 1, "name", "en"),
                help="if they are one, spell them alike; a source's own spelling goes into "
                "`as_written`",
                related=(Related("0.yaml", "the other name", ("participants", 0, "name")),),
            ),
        )
    ]


def test_everybody_who_is_named_is_looked_at() -> None:
    first: Json = {"composer": {"name": "Petra Anvelsson"}}
    value: Json = {
        "programme": [{"works": [first]}],
        "participants": [{"label": "A", "on_behalf_of": {"name": "Petra Anvelssen"}}],
        "statements": [{"speaker": {"name": "Petra Envelsson"}}, {"speaker": "anvelsso"}],
    }
    # The composer's is near to both of the others; it stands beside the one that was met first.
    assert pairs(value) == ["`Petra Anvelsson` is nearly `Petra Anvelssen`, also here"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë Brandt", "Zoe Brandt"),
        ("Zoe BRANDT", "Zoe Brandt"),
        ("Anvelsson-Berg", "Anvelsson Berg"),
        ("Lale Manafzadeh", "Lale Manafzada"),
        ("Society of Friends", "Society of Freinds"),
    ],
)
def test_what_differs_by_little(one: str, other: str) -> None:
    assert pairs(named(one), named(other)) == [f"`{other}` is nearly `{one}`, in 0.yaml"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Berg", "Anne Berg"),
        ("Petra Anvelsson", "Piera Anvelsson"),
        ("Petra Anvelsson", "Anvelsson Petra"),
        ("Petra Anvelsson", "Petra Anvelsson"),
        ("Petra  Anvelsson", "Petra Anvelsson"),
        ("Conan O’Reilly", "Conan O'Reilly"),
        ("Choir 100001", "Choir 100002"),
        ("", "…"),
    ],
)
def test_what_is_another_name_or_the_same(one: str, other: str) -> None:
    assert pairs(named(one), named(other)) == []


def test_names_of_one_entity_are_known_to_be_one() -> None:
    person: Json = {"name": "Petra Anvelsson", "aliases": ["Petra Anvelson"]}
    assert pairs(named("Petra Anvelson"), named("Petra Anvelsson")) != []
    facts = [
        Facts("a.yaml", "event", value=named("Petra Anvelson")),
        Facts("b.yaml", "person", value=person),
    ]
    assert list(RULE.check(facts, CONTEXT)) == []
    assert pairs(named({"en": "Emil Anvelsson", "az": "Emil Anvelson"})) == []


@pytest.mark.parametrize("how", [{"withheld": True}, {"minor": True}, {"withheld": "yes"}])
def test_a_withheld_name_is_neither_compared_nor_shown(how: dict[str, Json]) -> None:
    hidden: Json = {"participants": [{"name": "Petra Anvelsson", **how}]}
    assert found(hidden, named("Petra Anvelson")) == []
    assert found(named("Petra Anvelson"), hidden) == []
    # Where another entry gives it all the same, it is not compared either.
    assert found(named("Petra Anvelsson", "Petra Anvelson"), hidden) == []


def test_authority_records_are_compared_and_foreign_ones_are_not() -> None:
    one: Json = {"name": "Petra Anvelsson"}
    assert len(found(one, {"name": "Petra Anvelson"}, kind="person")) == 1
    assert found(one, {"name": "Petra Anvelson"}, kind="album") == []


def test_many_near_names_give_one_finding_each() -> None:
    names = [f"Petra Anvels{a}{b}n" for a in "aeiou" for b in "aeiou"]
    assert len(found(named(*names))) <= len(names) - 1

"""Keys that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from eventbook.events.rules.key_unknown import RULE
from eventbook.findings import Fix
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.rules.rule import Remark

Ask = Callable[..., list[Remark]]
PLAIN = "; plain words begin with a capital or are more than one"
RECORD: dict[str, Any] = {
    "participants": [
        {"key": "speaker-1", "name": "Speaker One"},
        {"name": {"en": "Speaker Two", "it": "Voce Due"}},
        {"name": "Same Name"},
        {"name": "Same Name"},
        {"key": "child", "name": "Nobody Says", "minor": True},
    ],
    "organisers": [{"key": "house", "name": "The House"}],
    "mentions": [{"key": "city", "name": "The City"}],
    "campaigns": [{"key": "drive"}],
    "sources": [{"key": "report", "source": "not looked at"}],
    "local": {"source": "not looked at"},
}


def near(key: str, what: str, place: Place, meant: str, more: str = "") -> Remark:
    message = f"`{key}` is the key of no {what} of this record"
    return Remark(message, place, help=f"did you mean `{meant}`?{more}", fix=Fix("unsafe", meant))


def far(key: str, what: str, place: Place, known: str, more: str = "") -> Remark:
    message = f"`{key}` is the key of no {what} of this record"
    return Remark(message, place, help=known + more)


@pytest.mark.parametrize(
    "fields",
    [
        {"default_source": "report"},
        {"statements": [{"speaker": "speaker-1", "source": "report", "about": "drive"}]},
        {"statements": [{"speaker": "Voce Due"}, {"speaker": "publisher"}, {"speaker": "unnamed"}]},
        {"statements": [{"speaker": {"name": "Anybody"}, "about": "What was said"}]},
        {"statements": [{"about": "subject"}, {"about": "publisher"}, {"about": "house"}]},
        {"programme": [{"people": ["speaker-1", "Speaker Two", "city", {"name": "x"}, 5]}]},
        {"occasion": {"of": {"names_used": [{"used_by": "report"}, {"used_by": "City News"}]}}},
        {"occasion": {"of": {"adjudication": [{"source": "anything"}]}}},
        {"occasion": "a text", "programme": {"people": ["x"]}, "statements": [5, {"speaker": 5}]},
    ],
)
def test_keys_that_lead_somewhere(remarks: Ask, fields: dict[str, Json]) -> None:
    assert remarks(RULE, {**RECORD, **fields}) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"default_source": "reprot"}, near("reprot", "source", ("default_source",), "report")),
        (
            {"date": {"source": "zzz"}},
            far("zzz", "source", ("date", "source"), "known are `report`"),
        ),
        (
            {"attendance": {"groups": [{"source": "Report"}]}},
            near("Report", "source", ("attendance", "groups", 0, "source"), "report"),
        ),
        (
            {"programme": [{}, {"people": ["speaker-1", "speaker-2"]}]},
            near("speaker-2", "participant", ("programme", 1, "people", 1), "speaker-1"),
        ),
        (
            {"statements": [{"speaker": "publishr"}]},
            near("publishr", "participant", ("statements", 0, "speaker"), "publisher"),
        ),
        (
            {"statements": [{"about": "drives"}]},
            near(
                "drives",
                "participant, campaign or source",
                ("statements", 0, "about"),
                "drive",
                PLAIN,
            ),
        ),
        (
            {"occasion": {"of": {"names_used": [{"used_by": "zzz"}]}}},
            far(
                "zzz",
                "participant, campaign or source",
                ("occasion", "of", "names_used", 0, "used_by"),
                "known are `speaker-1`, `child`, `city`, `house`, `drive`, `report`, "
                "`publisher`, `unnamed`",
                PLAIN,
            ),
        ),
        (
            {"subjects": [{}, {"names_used": [{"used_by": "hous"}]}]},
            near(
                "hous",
                "participant, campaign or source",
                ("subjects", 1, "names_used", 0, "used_by"),
                "house",
                PLAIN,
            ),
        ),
    ],
)
def test_keys_that_lead_nowhere(remarks: Ask, fields: dict[str, Json], expected: Remark) -> None:
    assert remarks(RULE, {**RECORD, **fields}) == [expected]


def test_a_name_that_two_have_means_neither(remarks: Ask) -> None:
    (found,) = remarks(RULE, {**RECORD, "statements": [{"speaker": "Same Name"}]})
    assert found.message == "`Same Name` is the key of no participant of this record"


def test_a_withheld_name_is_never_suggested(remarks: Ask) -> None:
    (found,) = remarks(RULE, {**RECORD, "statements": [{"speaker": "Nobody Sayz"}]})
    assert (found.fix, "Nobody Says" in found.help) == (None, False)


def test_a_record_without_keys(remarks: Ask) -> None:
    expected = far("x", "source", ("default_source",), "none has a key")
    assert remarks(RULE, {"default_source": "x"}) == [expected]


@pytest.mark.parametrize("value", [None, 5, "text", [], {}])
def test_records_of_another_shape(remarks: Ask, value: Json) -> None:
    assert remarks(RULE, value) == []

"""Statements without a speaker or a source."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventbook.events.rules.statement_unattributed import RULE
from eventbook.jsonvalue import Json
from eventbook.rules.rule import Remark

Ask = Callable[..., list[Remark]]
SPEAKER = (
    "name the speaker: a participant's key, `publisher` for the document's own voice, or `unnamed`"
)
SOURCE = "name the source by its key, or give the record a `default_source`"


@pytest.mark.parametrize(
    "value",
    [
        {"statements": [{"speaker": "publisher", "source": "s"}]},
        {"statements": [{"speaker": {"name": "A"}}], "default_source": "s"},
        {"statements": []},
        {"statements": "text"},
        {"statements": ["text", 5, None]},
        {},
        [],
    ],
)
def test_what_is_attributed(remarks: Ask, value: Json) -> None:
    assert remarks(RULE, value) == []


def test_each_lack_is_said_of_each_statement(remarks: Ask) -> None:
    value: Json = {
        "statements": [
            {"id": "s1", "speaker": "publisher"},
            {"speaker": "", "source": "s"},
            {"id": 5, "speaker": {}, "source": None},
        ]
    }
    assert remarks(RULE, value) == [
        Remark("statement s1 lacks a source", ("statements", 0), "start", help=SOURCE),
        Remark("statement 2 lacks a speaker", ("statements", 1), "start", help=SPEAKER),
        Remark("statement 3 lacks a speaker", ("statements", 2), "start", help=SPEAKER),
        Remark("statement 3 lacks a source", ("statements", 2), "start", help=SOURCE),
    ]


@pytest.mark.parametrize(("default", "lacks"), [("s", 0), ("", 1), (None, 1)])
def test_a_default_source_is_a_source(remarks: Ask, default: Json, lacks: int) -> None:
    value: Json = {"statements": [{"speaker": "unnamed"}], "default_source": default}
    assert len(remarks(RULE, value)) == lacks

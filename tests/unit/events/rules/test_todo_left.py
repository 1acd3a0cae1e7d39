"""TODOs that are left."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventbook.events.rules.todo_left import RULE
from eventbook.jsonvalue import Json
from eventbook.rules.rule import Remark

Ask = Callable[..., list[Remark]]


def test_every_one_is_found_where_it_stands(remarks: Ask) -> None:
    value: Json = {"title": {"en": "TODO: a title"}, "notes": ["fine", {"text": "see TODO"}]}
    advice = "write what belongs here, or set `review.status: draft`"
    assert remarks(RULE, value) == [
        Remark("a TODO is left", ("title", "en"), help=advice, severity="error"),
        Remark("a TODO is left", ("notes", 1, "text"), help=advice, severity="error"),
    ]


def test_in_a_draft_it_is_a_reminder(remarks: Ask) -> None:
    value: Json = {"title": "TODO", "review": {"status": "draft"}}
    assert remarks(RULE, value) == [
        Remark("a TODO is left", ("title",), help="write what belongs here", severity="warning")
    ]


@pytest.mark.parametrize("review", [None, "draft", {"status": "published"}, {"status": ["draft"]}])
def test_no_other_review_makes_less_of_it(remarks: Ask, review: Json) -> None:
    (found,) = remarks(RULE, {"title": "TODO", "review": review})
    assert found.severity == "error"


@pytest.mark.parametrize("text", ["todo", "TODOS", "MASTODON", "to do", ""])
def test_other_words_are_none(remarks: Ask, text: str) -> None:
    assert remarks(RULE, {"title": text, "TODO": 5}) == []


@pytest.mark.parametrize("value", [None, 5, [], {}])
def test_records_of_another_shape(remarks: Ask, value: Json) -> None:
    assert remarks(RULE, value) == []

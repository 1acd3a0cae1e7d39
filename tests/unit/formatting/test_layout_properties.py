"""Whatever a record looks like: laying it out loses nothing, and does it once and for all."""

from __future__ import annotations

import re

from hypothesis import assume, given

from eventbook.document.document import Document
from eventbook.document.loader import load
from eventbook.document.page import Page
from eventbook.formatting.comments import comments
from eventbook.formatting.layout import laid_out, tidied
from eventbook.jsonvalue import Json, equal
from unit.formatting.formatting_keys import KEYS, ORDER
from unit.formatting.untidy import texts


def loaded(data: bytes) -> Document | None:
    found = load(data, "")
    errors = [each for each in found.findings if each.severity == "error"]
    return None if errors else found.document


def remarks(document: Document) -> list[str]:
    return sorted(found.comment.text for found in comments(Page(document)))


def in_order(value: Json) -> bool:
    """Whether known keys come first and in order, all the way down."""
    if isinstance(value, list):
        return all(map(in_order, value))
    if not isinstance(value, dict):
        return True
    ranks = [ORDER.index(key) if key in ORDER else len(ORDER) for key in value]
    return ranks == sorted(ranks) and all(map(in_order, value.values()))


@given(texts())
def test_value_and_comments_stay_and_a_second_time_changes_nothing(text):
    before = loaded(tidied(text.encode()))
    assume(before is not None and isinstance(before.value, dict | list))
    laid = laid_out(before, KEYS)
    after = loaded(laid.text.encode())

    assert equal(after.value, before.value)
    assert remarks(after) == remarks(before)
    assert in_order(after.value)
    assert laid_out(after, KEYS).text == laid.text


@given(texts())
def test_lines_end_as_they_should(text):
    before = loaded(tidied(text.encode()))
    assume(before is not None and isinstance(before.value, dict | list))
    assume(not re.search(r"[|>]|\\", text))  # lines of blocks and escaped spaces are values
    laid = laid_out(before, KEYS).text

    assert not re.search(r"[ \t]$|\t", laid, re.MULTILINE)
    assert "\n\n\n" not in laid
    assert not laid.startswith("\n")
    assert laid.endswith("\n")
    assert not laid.endswith("\n\n")

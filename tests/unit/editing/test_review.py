"""Reviews: which statuses there are, what is written, and what stays vouched for."""

from __future__ import annotations

from datetime import date

import pytest

from eventbook.document.document import Document
from eventbook.document.loader import load
from eventbook.editing.review import check_status, reviewed, still_vouched
from eventbook.errors import UsageError
from eventbook.events.reading import changed_since_review, content_digest
from eventbook.pointer import resolve
from eventbook.schema.catalog import Catalog
from eventbook.schema.shape import Shape

DAY = date(2026, 1, 15)
SCHEMA = b"""
{"properties": {"review": {"properties": {"status": {
  "enum": ["draft", "reviewed"], "x-value-synonyms": {"approved": "reviewed"}}}}}}
"""


def shape(schema: bytes = SCHEMA) -> Shape:
    return Shape(Catalog({"s.json": schema}), "s.json")


def document(text: str) -> Document:
    found = load(text.encode(), "").document
    assert found is not None
    return found


def refusal(status: str, schema: bytes = SCHEMA) -> str:
    with pytest.raises(UsageError) as caught:
        check_status(status, shape(schema))
    return str(caught.value)


def test_statuses() -> None:
    check_status("draft", shape())
    check_status("reviewed", shape())
    assert refusal("approved") == "`approved` is no review status; did you mean `reviewed`?"
    assert refusal("drafd") == "`drafd` is no review status; did you mean `draft`?"
    assert refusal("xyz") == "`xyz` is no review status; there are draft and reviewed"
    assert refusal("draft", b"{}") == "records of this kind have no review status"


def test_a_review_vouches_for_the_content() -> None:
    before = document("id: a # c\nreview:\n  status: draft # d\n")
    after = reviewed(before, (), "reviewed", "Ada", DAY)
    of = content_digest({"id": "a"})
    assert after.text == (
        f'id: a # c\nreview:\n  status: reviewed # d\n  by: Ada\n  "on": "2026-01-15"\n  of: {of}\n'
    )
    assert not changed_since_review({"id": "a", "review": {"of": of}})
    assert changed_since_review({"id": "b", "review": {"of": of}})


def test_a_draft_is_vouched_for_by_nobody() -> None:
    before = document("id: a\nreview: {status: reviewed, by: Ada, on: 2026-01-01, of: x}\n")
    assert reviewed(before, (), "draft", None, DAY).text == "id: a\nreview: {status: draft}\n"
    assert reviewed(before, (), "in-review", "Bo", DAY).text == (
        "id: a\nreview: {status: in-review, by: Bo}\n"
    )


def test_a_record_in_a_list() -> None:
    after = reviewed(document("- id: a\n- id: b\n"), (1,), "draft", None, DAY)
    assert after.text == "- id: a\n- id: b\n  review:\n    status: draft\n"


@pytest.mark.parametrize(
    "review", ["", "review: x\n", "review: {of: 1}\n", "review: {of: stale}\n"]
)
def test_what_did_not_hold_is_left_alone(review: str) -> None:
    before = document(f"id: a\n{review}")
    assert still_vouched(resolve(before.value, ()), before, ()) is before


def test_what_held_holds_on() -> None:
    of = content_digest({"id": "a"})
    before = document(f"id: a\nreview: {{of: {of}}}\n")
    renamed = document(f"id: b\nreview: {{of: {of}}}\n")
    after = still_vouched(resolve(before.value, ()), renamed, ())
    assert after.value == {"id": "b", "review": {"of": content_digest({"id": "b"})}}

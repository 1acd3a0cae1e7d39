"""Findings get their lines, in their own files, and stand in order."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from eventbook.document.document import Document
from eventbook.document.loader import load
from eventbook.document.located import locate
from eventbook.findings import Finding, Related, Span


def remark(slug: str, message: str = "m", path: str = "a.yaml", **more: Any) -> Finding:
    return Finding(slug, "warning", message, path, **more)


def documents(path: str) -> Document | None:
    texts = {"a.yaml": b"id: a\ntitle: A\n", "b.yaml": b"- id: b\n"}
    return load(texts[path], path).document if path in texts else None


def test_findings_get_their_lines() -> None:
    known = Span(7, 7, 7, 8)
    found = [
        remark("at-value", place=("title",)),
        remark("at-key", place=("title",), at="key"),
        remark("known", place=("title",), span=known),
        remark("no-text", path="c.yaml", place=("title",)),
        remark("of-file"),
    ]
    spans = {each.slug: each.span for each in locate(found, documents)}
    assert spans == {
        "at-value": Span(2, 8, 2, 9),
        "at-key": Span(2, 1, 2, 6),
        "known": known,
        "no-text": Span(1, 1, 1, 1),
        "of-file": Span(1, 1, 1, 6),
    }


def test_related_places_get_their_lines_in_their_own_files() -> None:
    others = (
        Related("b.yaml", "also here", (0, "id")),
        Related("b.yaml", "here", (0, "id"), "key"),
        Related("c.yaml", "and here", ("id",)),
        Related("b.yaml", "known", span=Span(5, 1, 5, 2)),
    )
    (found,) = locate([remark("x", place=("id",), related=others)], documents)
    assert found == remark(
        "x",
        place=("id",),
        span=Span(1, 5, 1, 6),
        related=(
            others[0]._replace(span=Span(1, 7, 1, 8)),
            others[1]._replace(span=Span(1, 3, 1, 5)),
            others[2]._replace(span=Span(1, 1, 1, 1)),
            others[3],
        ),
    )


@given(st.permutations(range(6)))
def test_the_order_is_by_file_line_column_slug_and_words(order: list[int]) -> None:
    spans = [Span(1, 1, 1, 2), Span(1, 2, 1, 3), Span(2, 1, 2, 2)]
    sorted_ = [
        remark("x", path="a.yaml", span=spans[0]),
        remark("x", path="a.yaml", span=spans[1]),
        remark("x", path="a.yaml", span=spans[2]),
        remark("y", "a", path="a.yaml", span=spans[2]),
        remark("y", "b", path="a.yaml", span=spans[2]),
        remark("a", path="b.yaml", span=spans[0]),
    ]
    assert locate([sorted_[index] for index in order], documents) == sorted_


def test_what_nobody_sees_is_not_looked_up() -> None:
    def nowhere(path: str) -> Document | None:
        raise AssertionError(path)

    hidden = [remark("y", path="b.yaml"), remark("x", path="a.yaml", place=("id",))]
    assert locate(hidden, nowhere, lambda _: False) == hidden[::-1]
    seen = remark("z", path="a.yaml", span=Span(1, 1, 1, 2))
    assert locate([seen, *hidden], nowhere, lambda each: each is seen) == [
        hidden[1],
        seen,
        hidden[0],
    ]

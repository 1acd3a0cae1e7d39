"""Lines of a page, by their numbers and by what stands in them."""

from __future__ import annotations

import pytest

from eventbook.document.loader import load
from eventbook.document.page import Page


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines(end: str) -> None:
    text = end.join(["a: 1", "", "bé: [2]", ""])
    document = load(text.encode(), "a.yaml").document
    assert document is not None
    page = Page(document)
    assert page.line_end == end
    starts = [0, 4 + len(end), 4 + 2 * len(end), 11 + 3 * len(end)]
    assert [page.start(number) for number in range(4)] == starts
    second = text.index("[")
    assert (page.line(second), page.line_start(second), page.column(second)) == (2, starts[2], 4)

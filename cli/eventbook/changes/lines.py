"""Three-way merge of texts by their lines.

Source: S. Khanna, K. Kunal, B. C. Pierce, "A formal investigation of diff3", 2007.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventbook.changes.chunks import chunks


def merge_lines(base: str, ours: str, theirs: str) -> str | None:
    """The text with both sides' changes; None where both changed the same or touching lines."""
    sides = [text.splitlines(keepends=True) for text in (base, ours, theirs)]
    merged = list(_merged(*sides))
    return None if None in merged else "".join(line for line in merged if line is not None)


def _merged(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[str | None]:
    for chunk in chunks(base, ours, theirs):
        old, left, right = base[chunk.base], ours[chunk.ours], theirs[chunk.theirs]
        if left == right or right == old:
            yield from left
        elif left == old:
            yield from right
        else:
            yield None

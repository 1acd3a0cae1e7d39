"""Long lists on several pages, as a catalogue has several leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

PER_PAGE: Final = 400
"""How many items of a list one page has."""

_Item = TypeVar("_Item")


class Part(NamedTuple):
    """One of the pages of a list.

    Attributes:
        path: of this page, in the site's first language.
        number: from 1.
        paths: of all pages of the list.
        start: the place of its first item in the list, from 0.
        stop: behind its last.
    """

    path: str
    number: int
    paths: tuple[str, ...]
    start: int
    stop: int

    def of(self, items: Sequence[_Item]) -> Sequence[_Item]:
        """The items that stand on this page."""
        return items[self.start : self.stop]


def parts(path: str, count: int) -> Iterator[Part]:
    """The pages of a list of so many items; at least one. The first one has the path itself."""
    stem = path.removesuffix(".html")
    pages = max(1, -(-count // PER_PAGE))
    paths = (path, *(f"{stem}/{number}.html" for number in range(2, pages + 1)))
    for number, own in enumerate(paths, start=1):
        start = (number - 1) * PER_PAGE
        yield Part(own, number, paths, start, min(start + PER_PAGE, count))

"""What a server shows for an address where nothing is."""

from __future__ import annotations

from collections.abc import Iterator

from eventbook.render.site.file import File
from eventbook.render.site.given import Site
from eventbook.render.site.index import Index
from eventbook.render.site.leaf import Leaf, leaves
from eventbook.render.site.shell import NOT_FOUND
from eventbook.render.site.style import sheet


def files(site: Site, index: Index) -> Iterator[File]:
    """The page in each language."""
    for leaf in leaves(site, index, NOT_FOUND):
        yield leaf.file(_page, sheet().decode())


def _page(leaf: Leaf) -> bytes:
    return leaf.page("not_found.html.jinja", leaf.word("not-found"))

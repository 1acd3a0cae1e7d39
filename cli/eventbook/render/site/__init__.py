"""The site of a whole book: pages, feeds and data as files that any web server can give out.

`given.Site` goes in, a `file.File` for each file comes out; nothing here reads or writes. What
makes a page is one module with a function `files(site, index) -> Iterator[File]`, and one line
in `MODULES`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

if TYPE_CHECKING:
    from eventbook.render.site.file import File
    from eventbook.render.site.given import Site
    from eventbook.render.site.index import Index

MODULES: Final = (
    "home",
    "record_pages",
    "withdrawn",
    "years",
    "days",
    "topics",
    "map",
    "about",
    "search",
    "corrections",
    "not_found",
    "style",
    "data",
    "feeds",
)
"""What makes files, in the order in which they are listed; each a module of this package."""


class PageModule(Protocol):
    """A module that makes files of the site."""

    def files(self, site: Site, index: Index) -> Iterator[File]:
        """The files, not yet made."""


def files(site: Site) -> tuple[File, ...]:
    """All files of a site, none of them made yet; no two have one path."""
    from eventbook.render.site import sitemap
    from eventbook.render.site.index import Index

    index = Index(site)
    found = [file for name in MODULES for file in _module(name).files(site, index)]
    return (*found, *sitemap.files(site, index, [file.path for file in found]))


def _module(name: str) -> PageModule:
    return cast(PageModule, import_module(f"{__name__}.{name}"))

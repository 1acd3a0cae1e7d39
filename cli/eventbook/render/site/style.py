"""The style sheet of the site, the article's own rules first, and its icon."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from eventbook.render.site.file import File, digest
from eventbook.render.site.given import Site
from eventbook.render.site.index import Index
from eventbook.render.site.shell import ICON, STYLE

_PARTS = (
    ("eventbook.render", "templates/article.css"),
    ("eventbook.render.site", "assets/site.css"),
    ("eventbook.render.site", "assets/pages.css"),
)


def files(_site: Site, _index: Index) -> Iterator[File]:
    """The one style sheet, and the icon."""
    yield File(STYLE, digest(sheet().decode()), sheet)
    yield File(ICON, digest(icon().decode()), icon)


@cache
def icon() -> bytes:
    """The icon as the package holds it: three spans of a time line."""
    from pkgutil import get_data

    return get_data("eventbook.render.site", ICON) or b""


@cache
def sheet() -> bytes:
    """The style sheet as the package holds it."""
    from pkgutil import get_data

    parts = [get_data(package, path) for package, path in _PARTS]
    return b"\n".join(part for part in parts if part is not None)

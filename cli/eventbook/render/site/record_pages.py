"""The page of each record in each language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from eventbook.render.compose import compose
from eventbook.render.site.file import File, digest
from eventbook.render.site.given import Site
from eventbook.render.site.index import Entry, Index
from eventbook.render.site.paths import localised
from eventbook.render.site.shell import page
from eventbook.render.view import view


def files(site: Site, index: Index) -> Iterator[File]:
    """A page for each record and language."""
    for lang in site.languages:
        for entry in index.entries:
            path = localised(entry.path, lang, site.languages[0])
            inputs = digest(index.frame, lang, entry.event.digest)
            yield File(path, inputs, partial(_page, site, index, entry, lang))


def _page(site: Site, index: Index, entry: Entry, lang: str) -> bytes:
    shown = compose(view(entry.event.value, lang, index.lookup), site.title, site.url)
    main = Markup("<h1>{}</h1>").format(shown.title.text)
    return page(site, lang, entry.path, shown.title.text, main)

"""Events as one self-contained HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from eventbook.events.labels import label, page_language
from eventbook.render import Rendering
from eventbook.render.article import article, foreign
from eventbook.render.compose import compose
from eventbook.render.document import document
from eventbook.render.jsonld import block

if TYPE_CHECKING:
    from eventbook.render import Item, Options
    from eventbook.render.page import Page


def render(items: Sequence[Item], options: Options) -> Rendering:
    """Records as one HTML document; several follow a list of contents.

    A single one brings its linked data with it.
    """
    pages = [compose(item.view(), options.book or "", options.site or "") for item in items]
    book = options.book or ""
    if len(pages) == 1:
        (page,) = pages
        head = block(items[0], options)
        return Rendering(document(page.title.text, article(page), page.lang, book=book, head=head))
    lang = pages[0].lang if pages else page_language(options.lang)
    title = label("heading.records", lang)
    articles = [
        article(page, scope=f"r{number}-", level=2) for number, page in enumerate(pages, start=1)
    ]
    main = Markup("").join([_contents(title, pages, lang), *articles])
    return Rendering(document(title, main, lang, book=book))


def _contents(title: str, pages: Sequence[Page], lang: str) -> Markup:
    """The head of a document of several records."""
    line = Markup('<li><a href="#r{}-record"{}>{}</a> <small>{}</small></li>\n')
    lines = [
        line.format(number, Markup(foreign(page.title.lang)), page.title.text, page.date)
        for number, page in enumerate(pages, start=1)
    ]
    return Markup(
        '<h1>{}</h1>\n<nav aria-labelledby="contents">\n<h2 id="contents">{}</h2>\n'
        "<ol>\n{}</ol>\n</nav>\n"
    ).format(title, label("heading.contents", lang), Markup("").join(lines))

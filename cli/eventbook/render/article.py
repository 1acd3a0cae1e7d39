"""A page's article as HTML, for a file of its own and for a site.

Every text and attribute is escaped by `_text`, where it is written, and nowhere else. Only http and
https addresses become links, and names where `href` knows a page of what they name. Texts in other
languages than the page's carry their `lang`, and do not turn the text around them (`dir="auto"`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from eventbook.render.citing import web_address
from eventbook.render.page import (
    Block,
    Citation,
    Entry,
    Facts,
    Group,
    Inline,
    Line,
    Listing,
    Page,
    Section,
    Text,
    Time,
)

_TAGS = {"strong": "strong", "quote": "q", "dim": "small"}


def article(
    page: Page,
    *,
    scope: str = "",
    level: int = 1,
    href: Callable[[str], str | None] | None = None,
) -> Markup:
    """The article of a page.

    Args:
        page: what it shows.
        scope: stands before every `id`, so that several articles fit in one document.
        level: of its title among headings; its parts are one and two below.
        href: the address of what a name names (`Words.entity`), or None where it has no page.

    Returns:
        The element `<article>`, lines ended by line ends.
    """
    return Markup("".join(_Writer(scope, level, href).article(page)))


def blocks(found: Iterable[Block], href: Callable[[str], str | None] | None = None) -> Markup:
    """Blocks that belong to no article, such as a list of events; `href` as for `article`."""
    out: list[str] = []
    for block in found:
        _Writer("", 1, href).block(block, out)
    return Markup("".join(out))


def foreign(lang: str | None) -> str:
    """The attributes of an element whose text is in another language; `und` is unknown."""
    if not lang:
        return ""
    return f' lang="{"" if lang == "und" else _text(lang)}" dir="auto"'


@lru_cache(maxsize=4096)
def _text(text: str) -> str:
    """A text as markup. A page's own words come again and again, hence the cache."""
    return str(escape(text))


class _Writer(NamedTuple):
    scope: str
    level: int
    href: Callable[[str], str | None] | None

    # -- blocks ---------------------------------------------------------------------------

    def article(self, page: Page) -> list[str]:
        scope, level = self.scope, self.level
        out = [f'<article id="{scope}record" aria-labelledby="{scope}title">\n<header>\n']
        if page.advisory:
            out.append(f'<p class="advisory" role="note">{self.line(page.advisory)}</p>\n')
        lang = foreign(page.title.lang)
        title = _text(page.title.text)
        out.append(f'<h{level} id="{scope}title"{lang}>{title}</h{level}>\n')
        if page.banner:
            out.append(f'<p class="banner">{_text(page.banner)}</p>\n')
        if page.summary:
            out.append(f'<p class="summary">{self.line(page.summary)}</p>\n')
        out.append("</header>\n")
        for section in page.sections:
            self.section(section, out)
        out.append("</article>\n")
        return out

    def section(self, section: Section, out: list[str]) -> None:
        key, tag = section.key, "div"
        if section.heading:
            # Not labelled: a dozen landmarks on a page would be none. Headings lead through it.
            tag, h = "section", f"h{self.level + 1}"
            out.append(f'<section class="{key}">\n')
            out.append(f'<{h} id="{self.scope}{key}">{_text(section.heading)}</{h}>\n')
        else:
            out.append(f'<div class="{key}">\n')
        for block in section.blocks:
            self.block(block, out)
        out.append(f"</{tag}>\n")

    def block(self, block: Block, out: list[str]) -> None:
        match block:
            case Facts(rows):
                self.facts(rows, out)
            case Listing():
                self.listing(block, out)
            case Group(heading, listing):
                h = f"h{self.level + 2}"
                out.append(f"<{h}>{self.line(heading)}</{h}>\n")
                self.listing(listing, out)
            case _:
                out.append(f"<p>{self.line(block.line)}</p>\n")

    def facts(self, rows: tuple[tuple[str, tuple[Line, ...]], ...], out: list[str]) -> None:
        out.append("<dl>\n")
        for name, lines in rows:
            out.append(f"<div>\n<dt>{_text(name)}</dt>\n")
            out += [f"<dd>{self.line(line)}</dd>\n" for line in lines]
            out.append("</div>\n")
        out.append("</dl>\n")

    def listing(self, listing: Listing, out: list[str]) -> None:
        tag = "ol" if listing.ordered else "ul"
        out.append(f"<{tag}>\n")
        out += map(self.entry, listing.entries)
        out.append(f"</{tag}>\n")

    def entry(self, entry: Entry) -> str:
        anchor = f' id="{self.scope}{entry.anchor}"' if entry.anchor else ""
        details = "".join([f'<p class="detail">{self.line(line)}</p>\n' for line in entry.details])
        return f"<li{anchor}>\n<p>{self.line(entry.line)}</p>\n{details}</li>\n"

    # -- pieces of a line -----------------------------------------------------------------

    def line(self, line: Line) -> str:
        return "".join([self.inline(piece) for piece in line])

    def inline(self, piece: Inline) -> str:
        # Most pieces are texts, and asking for the class is the fastest question.
        if isinstance(piece, Text):
            return self.words(piece)
        if isinstance(piece, Citation):
            return self.citation(piece)
        if isinstance(piece, Time):
            return f'<time datetime="{_text(piece.machine)}">{_text(piece.text)}</time>'
        return self.address(piece.url)

    def words(self, piece: Text) -> str:
        text, lang, style, entity = piece
        written = _text(text)
        if entity and self.href and (address := self.href(entity)):
            written = f'<a class="name" href="{_text(address)}">{written}</a>'
        if style == "plain" and not lang:
            return written
        tag = _TAGS.get(style, "span")
        return f"<{tag}{foreign(lang)}>{written}</{tag}>"

    def citation(self, cite: Citation) -> str:
        mark = _text(cite.key)
        if cite.number:
            mark = f'<a href="#{self.scope}source-{cite.number}">{cite.number}</a>'
        where = f", {_text(cite.locator)}" if cite.locator else ""
        return f'<span class="cite">[{mark}{where}]</span>'

    def address(self, url: str) -> str:
        shown = _text(url)
        if not web_address(url):
            return f'<span class="url">{shown}</span>'
        return f'<a class="url" href="{shown}" rel="noopener noreferrer">{shown}</a>'

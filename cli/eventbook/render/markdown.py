"""A page as CommonMark: no HTML, sources as numbered notes, the same bytes for the same record.

Specification: CommonMark 0.31.2. Characters are escaped where they would act, also those that
GitHub's dialect adds (`~`, `$`, `|`, bare addresses).

Sources are notes at the foot: `[2, p. 4]` in the text, and the second of the numbered list under
"Sources". Footnotes as some dialects write them (`[^2]`) are not in CommonMark. Where they are
unknown, their marks and definitions stand in the text as they are; where they are known, one
cannot say which page of the source is meant. A bracketed number needs no escape: every bracket of
a record is escaped, so no link definition can exist that would make it a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from eventbook.events.labels import label
from eventbook.render import Rendering
from eventbook.render.citing import web_address
from eventbook.render.compose import compose
from eventbook.render.page import (
    Address,
    Block,
    Citation,
    Entry,
    Facts,
    Group,
    Inline,
    Line,
    Listing,
    Page,
    Text,
)

if TYPE_CHECKING:
    from eventbook.render import Item, Options

_ALWAYS = re.compile(r"[\\`*\[\]<>~$|]")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w*(?:;|$))")
"""At the end of a text, too: what comes after it may begin with a semicolon."""
_BARE_ADDRESS = re.compile(r":(?=//)")
_BARE_HOST = re.compile(r"\b(www)\.", re.IGNORECASE)
_AT_START = re.compile(r"^(?:([-+=#:])|(\d+)([.)]))")
_CLOSING_HASHES = re.compile(r"(?<=\s)#+$")


def render(items: Sequence[Item], options: Options) -> Rendering:
    """Records as one CommonMark document; several follow a list of contents."""
    pages = [compose(item.view(), options.book or "", options.site or "") for item in items]
    if len(pages) == 1:
        return Rendering("\n".join(_page(pages[0], 1)))
    lang = pages[0].lang if pages else options.lang
    lines = [f"# {_line((Text(label('heading.records', lang)),))}", ""]
    for number, page in enumerate(pages, start=1):
        lines.append(f"{number}. {_line((Text(page.title.text), Text(f' ({page.date})')))}")
    for page in pages:
        lines += ["", "---", "", *_page(page, 2)][:-1]
    return Rendering("\n".join([*lines, ""]))


def escape(text: str) -> str:
    """Text in which nothing acts inside a line; `_line` sees to what acts at its start."""
    text = _ALWAYS.sub(r"\\\g<0>", text)
    text = _UNDERSCORE.sub(r"\_", text)
    text = _ENTITY.sub(r"\&", text)
    text = _BARE_ADDRESS.sub(r"\:", text)
    return _BARE_HOST.sub(r"\1\.", text)


def _page(page: Page, level: int) -> Iterator[str]:
    if page.advisory:
        yield from (f"> {_line(page.advisory)}", "")
    yield from (f"{'#' * level} {_heading((Text(page.title.text),))}", "")
    if page.banner:
        yield from (_line((Text(page.banner, style="strong"),)), "")
    if page.summary:
        yield from (_line(page.summary), "")
    for section in page.sections:
        if section.heading:
            yield from (f"{'#' * (level + 1)} {_heading((Text(section.heading),))}", "")
        for part in section.blocks:
            yield from block(part, level + 2)
            yield ""


def block(part: Block, level: int) -> Iterator[str]:
    """The lines of a part of a page; headings in it are of that level."""
    match part:
        case Facts(rows):
            for name, lines in rows:
                yield from _fact(name, lines)
        case Listing(entries, ordered):
            for number, entry in enumerate(entries, start=1):
                yield from _entry(entry, f"{number}. " if ordered else "- ")
        case Group(heading, listing):
            yield from (f"{'#' * level} {_heading(heading)}", "")
            yield from block(listing, level)
        case _:
            yield _line(part.line)


def _fact(name: str, lines: tuple[Line, ...]) -> Iterator[str]:
    first, *rest = lines
    yield f"- {_line((Text(f'{name}:', style='strong'), Text(' '), *first))}"
    yield from (f"  - {_line(line)}" for line in rest)


def _entry(entry: Entry, marker: str) -> Iterator[str]:
    yield marker + _line(entry.line)
    yield from (f"{' ' * len(marker)}- {_line(line)}" for line in entry.details)


def _heading(line: Line) -> str:
    """A heading's text: a closing run of `#` would be taken for markup."""
    return _CLOSING_HASHES.sub(r"\\\g<0>", _line(line))


def _line(line: Line) -> str:
    """The pieces as one line that begins no block of its own."""
    written = "".join(map(_inline, line)).strip()
    return _AT_START.sub(lambda m: rf"\{m[1]}" if m[1] else rf"{m[2]}\{m[3]}", written)


def _inline(piece: Inline) -> str:
    match piece:
        case Address(url):
            return f"<{url}>" if web_address(url) else escape(url)
        case Citation(number, key, locator):
            # Inside the brackets, so that no bracketed locator can follow and make a link.
            marks = [str(number) if number else escape(key)]
            marks += [escape(locator)] if locator else []
            return f"[{', '.join(marks)}]"
        case Text(text, _lang, "strong"):
            return f"**{escape(text)}**" if text else ""
        case _:
            return escape(piece.text)

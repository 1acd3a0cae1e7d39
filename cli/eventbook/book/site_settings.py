"""What a book says of its site: `[site]` in its settings.

What stands here changes pages and feeds, never what a record is or whether it is right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from eventbook.book.tomlfile import Table

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """All settings of a book's site.

    Attributes:
        url: its web address with a slash at its end; empty where it is not known.
        since: since when that address is the archive's: a year, month or day as in the `tag:` URIs
            of RFC 4151; empty where it is not known.
        languages: of its pages (BCP 47); the first one's pages stand at the root.
        about: what the archive says of itself: a text, or texts by language. An empty line parts
            paragraphs.
    """

    url: str = ""
    since: str = ""
    languages: tuple[str, ...] = ("en",)
    about: str | Mapping[str, str] = ""


def read_site(site: Table, language: str) -> SiteSettings:
    """Read the table `[site]`.

    Args:
        language: the book's, which is that of the pages where nothing is said.

    Raises:
        ConfigError: with file, line, column and key, and what to write.
    """
    site.allow("url", "since", "languages", "about")
    return SiteSettings(
        url=_address(site.checked("url", "", _why_not_address)),
        since=site.checked("since", "", _why_not_day),
        languages=_languages(site) or (language,),
        about=_about(site),
    )


def _address(url: str) -> str:
    scheme, _, rest = url.partition(":")
    return f"{scheme.lower()}:{rest.rstrip('/')}/" if url else ""


def _why_not_address(url: str) -> str:
    from eventbook.values import web

    if why := web.check(url):
        return why
    for mark, part in (("#", "a fragment"), ("?", "a query")):
        if mark in url:
            plain = url[: url.index(mark)]
            return f"`{url}` has {part}, which the addresses of pages cannot; write `{plain}`"
    if not url.isascii():
        return f"`{url}` holds letters beyond ASCII; write the host in its xn-- form, a path as %.."
    return ""


def _why_not_day(text: str) -> str:
    good = _DAY.fullmatch(text) and text.isascii()
    try:
        date.fromisoformat(f"{text}-01-01"[:10] if good else "")
    except ValueError:
        return f"`{text}` is no date; write a year, a month or a day such as `2026-01-15`"
    return ""


def _languages(site: Table) -> tuple[str, ...] | None:
    from eventbook.values import language

    tags = site.texts("languages")
    if tags == ():
        message = f"`languages` in {site.title} is empty"
        raise site.error("languages", message, suggestion='leave it out, or write `["en"]`')
    for place, tag in enumerate(tags or ()):
        if why := language.problem(tag):
            message = f"`languages` in {site.title}: {why.message}"
            raise site.error("languages", message, suggestion=why.help)
        if tag in (tags or ())[:place]:
            message = f"`languages` in {site.title} names `{tag}` twice"
            raise site.error("languages", message, suggestion="leave one of them out")
    return tags


def _about(site: Table) -> str | Mapping[str, str]:
    from eventbook.values import language

    if not isinstance(site.values.get("about"), dict):
        return site.text("about") or ""
    texts = site.table("about")
    for tag in texts.values:
        if why := language.problem(tag):
            message = f"a key of {texts.title}: {why.message}"
            raise texts.error(tag, message, suggestion=why.help)
    return {tag: texts.text(tag) or "" for tag in texts.values}

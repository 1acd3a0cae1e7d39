"""The pages of the site for those who crawl it: sitemaps with all languages, and robots.txt.

Sources: the Sitemaps protocol 0.9 (sitemaps.org); alternates as Google's guide to localised
pages has them; Robots Exclusion Protocol (RFC 9309). All need the site's address: without one
there are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from markupsafe import escape

from eventbook.render.site.file import File, digest
from eventbook.render.site.given import Site
from eventbook.render.site.index import Index
from eventbook.render.site.paths import absolute, event_path, localised

MOST: Final = 50_000
"""How many addresses one sitemap may have."""
_SITEMAPS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_UNLISTED: Final = frozenset({"404.html", "search.html"})


def files(site: Site, index: Index, paths: Iterable[str]) -> Iterator[File]:
    """`sitemap.xml`, further ones where one cannot hold all pages, and `robots.txt`.

    A preview, which shows drafts, asks not to be crawled.

    Args:
        site: what they are of.
        index: of the same site.
        paths: of all files of the site, of which the pages are listed.
    """
    if not site.url:
        return
    if urlsplit(site.url).path == "/":  # nobody asks for one in a folder
        yield File(
            "robots.txt",
            digest("robots", site.url, index.previews),
            partial(_robots, site, index.previews),
        )
    if index.previews:
        return
    pages = _pages(site, index, paths)
    changed = _changed(index)
    most = MOST // len(site.languages)
    parts = [pages[start : start + most] for start in range(0, len(pages), most)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    if len(parts) < 2:
        names = ["sitemap.xml"]
    else:
        yield File("sitemap.xml", digest("sitemaps", site.url, names), partial(_maps, site, names))
    for name, part in zip(names, parts, strict=False):
        shown = [(page, changed.get(page)) for page in part]
        inputs = digest("sitemap", site.url, site.languages, shown)
        yield File(name, inputs, partial(_map, site, shown))


def _pages(site: Site, index: Index, paths: Iterable[str]) -> list[str]:
    """The pages to be found, by their paths in the site's first language, in their order."""
    others = tuple(f"{lang}/" for lang in site.languages[1:])
    never = _UNLISTED | {event_path(event.id) for event in index.withdrawn}
    return sorted(
        path
        for path in paths
        if path.endswith(".html") and not path.startswith(others) and path not in never
    )


def _changed(index: Index) -> dict[str, str]:
    """When the records changed, by their pages."""
    return {
        entry.path: entry.event.changed.updated.strftime("%Y-%m-%dT%H:%M:%SZ")
        for entry in index.entries
        if entry.event.changed
    }


def _map(site: Site, pages: Sequence[tuple[str, str | None]]) -> bytes:
    first = site.languages[0]
    lines = []
    for page, changed in pages:
        addresses = {lang: _address(localised(page, lang, first), site) for lang in site.languages}
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href="{address}"/>'
            for lang, address in {**addresses, "x-default": addresses[first]}.items()
        )
        since = f"<lastmod>{changed}</lastmod>" if changed else ""
        alternates = links if len(addresses) > 1 else ""
        lines += [f"<url><loc>{one}</loc>{since}{alternates}</url>" for one in addresses.values()]
    spaces = f'xmlns="{_SITEMAPS}" xmlns:xhtml="{_XHTML}"'
    return _xml("urlset", spaces, lines)


def _maps(site: Site, names: Sequence[str]) -> bytes:
    lines = [f"<sitemap><loc>{_address(name, site)}</loc></sitemap>" for name in names]
    return _xml("sitemapindex", f'xmlns="{_SITEMAPS}"', lines)


def _xml(element: str, spaces: str, lines: Sequence[str]) -> bytes:
    body = "".join(f"{line}\n" for line in lines)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}\n<{element} {spaces}>\n{body}</{element}>\n".encode()


def _robots(site: Site, previews: bool) -> bytes:
    if previews:
        return b"User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nDisallow:\n\nSitemap: {site.url}sitemap.xml\n".encode()


def _address(path: str, site: Site) -> str:
    return str(escape(absolute(path, site.url)))

"""The sources of a record as a page shows them, and references to them by number."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from eventbook.render.eventview import Cite, Cites, EventView, SourceView, Words
from eventbook.render.reading import Reader, Record, as_text, is_map, items, maps
from eventbook.render.site.paths import absolute, event_path
from eventbook.values.web import problem


def web_address(url: str) -> str | None:
    """The address if it may become a link: what a record may give as one (`values.web`)."""
    return url if problem(url) is None else None


def ascii_host(url: str) -> str:
    """The host of a web address as the net knows it (RFC 3492), where that is another.

    Letters of two scripts can look the same: who reads `xn--` sees that a name is not what it
    seems. Empty for a host of plain letters, and for what is no web address.
    """
    if url.isascii() or not web_address(url):
        return ""
    host = unicodedata.normalize("NFKC", urlsplit(url).hostname or "").lower()
    return "" if host.isascii() else ".".join(map(_ascii_label, host.split(".")))


def _ascii_label(label: str) -> str:
    return label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"


def event_page(site: str, event: EventView) -> str:
    """The address of an event's page on the archive's site; empty where it can have none."""
    published = web_address(site) and not event.review.banner and event.id
    return absolute(event_path(event.id), site) if published else ""


class Sources(NamedTuple):
    """The numbered sources of one record, and the key meant where none is named."""

    reader: Reader
    views: tuple[SourceView, ...]
    numbers: Mapping[str, int]
    default: str

    @classmethod
    def of(cls, value: Record, reader: Reader) -> Sources:
        """The sources of a record, in its order."""
        given = list(maps(value.get("sources")))
        numbers: dict[str, int] = {}
        for number, source in enumerate(given, start=1):
            numbers.setdefault(as_text(source.get("key")), number)
        views = tuple(_source(source, number, reader) for number, source in enumerate(given, 1))
        return cls(reader, views, numbers, as_text(value.get("default_source")))

    def cites(self, item: Record) -> Cites:
        """What an item of the record cites: its `source`, or else the default one."""
        keys = [as_text(key) for key in items(item.get("source"))] or [self.default]
        locator = self.reader.words(item.get("locator"))
        where = locator.text if locator else ""
        return tuple(Cite(self.numbers.get(key), key, where) for key in keys if key)

    def publisher(self, cites: Cites) -> Words | None:
        """The publisher of the first source that is cited."""
        numbers = [cite.number for cite in cites if cite.number]
        return self.views[numbers[0] - 1].publisher if numbers else None


def _source(source: Record, number: int, reader: Reader) -> SourceView:
    url = as_text(source.get("url"))
    stored = source.get("stored")
    published = reader.date_view(source.get("published"))
    omitted = source.get("link") == "omit"
    return SourceView(
        number=number,
        kind=reader.vocabulary("source-kind", source.get("kind"), source.get("as_written")),
        title=reader.words(source.get("title"), source.get("lang")),
        publisher=_publisher(source.get("publisher"), reader),
        publisher_inferred=source.get("publisher_basis") == "inferred",
        published=published.words,
        published_day=published.machine,
        accessed=reader.date(source.get("accessed")),
        url="" if omitted else url,
        url_omitted=omitted and bool(url),
        archive_url="" if omitted else as_text(source.get("archive_url")),
        host=(urlsplit(url).hostname or "") if web_address(url) and not omitted else "",
        sha256=as_text(source.get("sha256")),
        sha256_of=reader.words(source.get("sha256_of")),
        stored=stored if isinstance(stored, bool) else (bool(as_text(stored)) or None),
        notes=tuple(_notes(source, reader)),
    )


def _publisher(value: object, reader: Reader) -> Words | None:
    if is_map(value) and ("name" in value or "ref" in value):
        return reader.name(value)
    return reader.words(value)


def _notes(source: Record, reader: Reader) -> Iterator[Words]:
    for group, key in (("source-relation", "relation"), ("stance", "stance")):
        if text := reader.vocabulary(group, source.get(key)):
            yield Words(text)
    if identifier := reader.words(source.get("identifier")):
        yield identifier
    if version := reader.words(source.get("version")):
        yield Words(reader.phrase("version", version=version.text), version.lang)
    if isinstance(source.get("lang"), str):
        language = reader.language(source.get("lang"))
        yield Words(reader.phrase("in-language", language=language))
    if note := reader.words(source.get("note")):
        yield note

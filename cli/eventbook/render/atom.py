"""Records as an Atom feed (RFC 4287), so that readers hear of what is new or was mended.

An entry's id is a `tag:` URI (RFC 4151), made of the archive's host, the day or year since which
that is the archive's, and the record's id: it stays when pages move. `updated` is the last change
of the record, and never the day of the event. A withdrawn record is an entry that was deleted
(RFC 6721).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from eventbook.errors import UsageError
from eventbook.events.labels import label, page_language
from eventbook.render import Changed, Item, LeftOut, Options, Rendering
from eventbook.render.brief import NO_TIME, brief_view
from eventbook.render.eventview import EventView, Words
from eventbook.render.reading import as_text, clean, sub
from eventbook.render.site.paths import FOLDERS, absolute, event_path

NEWEST: Final = 50
"""Entries of a feed that readers fetch again and again."""

_ATOM: Final = "http://www.w3.org/2005/Atom"
_TOMBSTONES: Final = "http://purl.org/atompub/tombstones/1.0"
_NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Feed(NamedTuple):
    """What a feed says of itself.

    Attributes:
        title: of the archive, which is the author of its records.
        lang: of the feed's own words.
        site: the archive's address, with a slash at its end.
        since: since when that is the archive's.
        name: what tells it from other feeds of the archive.
        address: its own full address; empty where it is not known.
        home: the page that it goes with.
        folder: the folder of the pages' language, with a slash at its end; empty at the root.
        subtitle: a line about it.
    """

    title: str
    lang: str
    site: str
    since: str
    name: str
    address: str = ""
    home: str = ""
    folder: str = ""
    subtitle: str = ""

    def tag(self, specific: str) -> str:
        """A `tag:` URI of the archive."""
        parts = urlsplit(self.site)
        path = quote(f"{parts.path.lstrip('/')}{specific}", safe="/%~:@!$&'()*+,;=")
        return f"tag:{parts.hostname or ''},{self.since}:{path}"

    def entry_tag(self, event: str) -> str:
        """The id of an event's entry."""
        return self.tag(f"{FOLDERS['event']}/{event}")


def render(items: Sequence[Item], options: Options) -> Rendering:
    """One feed of all records, newest change first.

    Raises:
        UsageError: the archive's address is not known, or not since when it has it.
    """
    for given, field, example in (
        (options.site, "url", "https://archive.example/"),
        (options.since, "since", "2026"),
    ):
        if not given:
            raise UsageError(
                f"a feed needs `{field}` in [site] of the settings, for the ids of its entries",
                help=f'write it there, such as {field} = "{example}"',
            )
    site, since = options.site or "", options.since or ""
    title, lang = clean(options.book or urlsplit(site).netloc), page_language(options.lang)
    return feed(items, Feed(title, lang, site, since, f"selection/{lang}", home=site))


def feed(items: Sequence[Item], about: Feed) -> Rendering:
    """A feed of records, newest change first."""
    left_out: list[LeftOut] = []
    found: dict[str, tuple[Item, Changed]] = {}
    for item in items:
        id_ = as_text(item.value.get("id"))
        if not id_:
            left_out.append(LeftOut(id_, "it has no id"))
        elif id_ in found:
            left_out.append(LeftOut(id_, "another record has the same id"))
        elif item.changed is None:
            left_out.append(LeftOut(id_, NO_TIME))
        else:
            found[id_] = (item, item.changed)
    newest = sorted(found.items(), key=lambda pair: pair[0])
    newest.sort(key=lambda pair: pair[1][1].updated, reverse=True)
    updated = newest[0][1][1].updated if newest else _first_moment(about.since)
    lines = [*_head(about, updated)]
    for id_, (item, changed) in newest:
        if is_withdrawn(item):
            lines += _deleted(id_, changed, about)
        else:
            lines += _entry(id_, item, changed, about)
    lines.append(Markup("</feed>"))
    return Rendering("".join(f"{line}\n" for line in lines), tuple(left_out))


def is_withdrawn(item: Item) -> bool:
    """Whether a record no longer stands."""
    return as_text(sub(item.value.get("review")).get("status")) == "withdrawn"


def _head(about: Feed, updated: datetime) -> Iterator[Markup]:
    yield Markup('<?xml version="1.0" encoding="utf-8"?>')
    yield Markup('<feed xmlns="{}" xmlns:at="{}" xml:lang="{}">').format(
        _ATOM, _TOMBSTONES, about.lang
    )
    yield _element("id", about.tag(f"feeds/{about.name}"))
    yield _element("title", about.title)
    if about.subtitle:
        yield _element("subtitle", about.subtitle)
    yield _element("updated", _moment(updated))
    yield Markup("<author><name>{}</name></author>").format(_plain(about.title))
    yield Markup("<generator>eventbook</generator>")
    if about.address:
        yield _link("self", about.address, "application/atom+xml")
    yield _link("alternate", about.home, "text/html")


def _entry(id_: str, item: Item, changed: Changed, about: Feed) -> Iterator[Markup]:
    view = brief_view(item)
    yield Markup("<entry>")
    yield _element("id", about.entry_tag(id_))
    yield _element("title", view.title.text, view.title.lang)
    page = f"{about.folder}{event_path(id_)}"
    yield _link("alternate", absolute(page, about.site), "text/html")
    if changed.published:
        yield _element("published", _moment(changed.published))
    yield _element("updated", _moment(changed.updated))
    for term, name in _categories(item, view):
        yield Markup('<category term="{}" label="{}"/>').format(_plain(term), _plain(name))
    summary = Markup("").join(_paragraphs(view))
    # Markup in a text: escaped once for HTML, and once more for XML.
    yield Markup('<summary type="html">{}</summary>').format(_plain(str(summary)))
    yield Markup("</entry>")


def _deleted(id_: str, changed: Changed, about: Feed) -> Iterator[Markup]:
    ref, when = about.entry_tag(id_), _moment(changed.updated)
    yield Markup('<at:deleted-entry ref="{}" when="{}">').format(ref, when)
    comment = label("phrase.withdrawn", about.lang)
    yield Markup("<at:comment>{}</at:comment>").format(_plain(comment))
    yield Markup("</at:deleted-entry>")


def _categories(item: Item, view: EventView) -> Iterator[tuple[str, str]]:
    """Terms and their labels: what kind of event it is, and its keywords; each term once."""
    found = {as_text(item.value.get("type")): view.type} if view.type else {}
    for keyword in view.keywords:
        found.setdefault(keyword.text, keyword.text)
    yield from found.items()


def _paragraphs(view: EventView) -> Iterator[Markup]:
    """What an entry says of an event: its state, its date in words, its place, its summary."""

    def word(key: str) -> str:
        return label(key, view.lang)

    def named(key: str, value: str) -> Markup:
        return _paragraph(word("phrase.colon").format(name=word(key), value=value))

    clauses = word("phrase.clauses")
    if view.review.banner:
        yield _paragraph(view.review.banner)
    if view.advisory:
        yield named("field.advisory", clauses.join(each.text for each in view.advisory))
    yield named("field.date", clauses.join((view.date.words, *view.date.notes)))
    if view.status:
        yield named("field.status", view.status)
    if view.place and view.place.parts:
        yield named("field.place", word("phrase.list").join(part.text for part in view.place.parts))
    if view.summary:
        yield _paragraph(view.summary)


def _paragraph(text: str | Words) -> Markup:
    words = text if isinstance(text, Words) else Words(text)
    start = Markup('<p lang="{}">').format(words.lang) if words.lang else Markup("<p>")
    return start + escape(words.text) + Markup("</p>")


def _element(name: str, text: str, lang: str | None = None) -> Markup:
    tag = Markup(name)
    given = Markup(' xml:lang="{}"').format(lang) if lang else Markup("")
    return Markup("<{0}{1}>{2}</{0}>").format(tag, given, _plain(text))


def _link(relation: str, address: str, kind: str) -> Markup:
    return Markup('<link rel="{}" type="{}" href="{}"/>').format(relation, kind, address)


def _plain(text: str) -> str:
    """A text without what no XML document can hold (XML 1.0, section 2.2), which is shown."""
    return _NO_CHARACTERS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _moment(when: datetime) -> str:
    """A time as RFC 3339 has it."""
    return when.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _first_moment(since: str) -> datetime:
    """The first moment of a year, month or day: what a feed without entries has changed at."""
    return datetime.fromisoformat(f"{since}-01-01"[:10]).replace(tzinfo=UTC)

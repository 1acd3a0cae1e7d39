"""One page being written: its language, its words, its addresses, and the lists on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from markupsafe import Markup, escape

from eventbook.events.labels import capital, counted, label
from eventbook.render.eventview import Words
from eventbook.render.reading import Reader, sub
from eventbook.render.site.feeds import Alternate, alternates, calendar_path, has_calendar
from eventbook.render.site.file import File, digest
from eventbook.render.site.given import Site, SiteEvent
from eventbook.render.site.index import Entry, Index, Topic
from eventbook.render.site.naming import Role
from eventbook.render.site.paths import localised
from eventbook.render.site.shell import NOTHING, environment, page, quoted
from eventbook.render.site.spans import year_words


class Shown(NamedTuple):
    """An event as lists show it, in one language, written down but for its address."""

    when: Markup
    title: Markup
    lang: str
    where: Markup


class Group(NamedTuple):
    """A list under a heading; the heading may be empty."""

    heading: str
    rows: Markup
    note: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page being written.

    Attributes:
        site: what it belongs to.
        index: of that site.
        lang: of the page.
        path: of the page in the site's first language.
    """

    site: Site
    index: Index
    lang: str
    path: str

    def to(self, path: str) -> str:
        """The address of a page of the same language, as written on this one."""
        return "../" * self.path.count("/") + quoted(path)

    def href(self, entity: str) -> str | None:
        """The address of what a name names, if that has a page and it is not this one."""
        target = self.index.path(entity) if entity else None
        return self.to(target) if target and target != self.path else None

    def word(self, key: str, **parts: str) -> str:
        """A label of the site, its parts filled in."""
        text = label(f"site.{key}", self.lang)
        return text.format(**parts) if parts else text

    def said(self, key: str) -> Words:
        """A label of the site as words of the page's own language."""
        return Words(self.word(key))

    def year(self, year: int) -> Words:
        """A year in words."""
        return Words(year_words(year, self.lang))

    def counted(self, key: str, number: int) -> str:
        """A number of things."""
        return counted(f"site.{key}", number, self.lang)

    def reader(self, value: Mapping[str, object]) -> Reader:
        """Reads a record in the page's language."""
        return Reader.of(value, self.lang, self.index.lookup)

    def words(self, value: object) -> Words:
        """A text in the page's language; the empty text where there is none."""
        return self.reader({}).words(value) or Words("")

    def role(self, role: Role) -> str:
        """A part somebody has, in words."""
        return self.reader({}).vocabulary(*role)

    def page(
        self,
        template: str,
        title: str,
        *,
        current: str = "",
        head: Markup | None = None,
        description: str = "",
        instead: str = "",
        **parts: object,
    ) -> bytes:
        """The page, its main part made by a template of the folder `templates/site`."""
        made = (
            environment()
            .get_template(f"site/{template}")
            .render(leaf=self, title=title, foreign=_foreign, **parts)
        )
        main = Markup(made.rstrip("\n"))
        return page(
            self.site,
            self.lang,
            self.path,
            "" if self.path == "index.html" else title,
            main,
            head=alternate(self) if head is None else head,
            current=current,
            description=description,
            instead=instead,
        )

    def file(self, make: Callable[[Leaf], bytes], *inputs: object) -> File:
        """The file of this page.

        Args:
            make: writes it.
            inputs: what it depends on, beside the frame, its language and its path.
        """
        path = localised(self.path, self.lang, self.site.languages[0])
        known = digest(self.index.frame, self.lang, self.path, *inputs)
        return File(path, known, partial(make, self))

    # -- lists ----------------------------------------------------------------------------

    def link(self, path: str, words: Words) -> Markup:
        """A link to a page of the same language."""
        return Markup(f'<a href="{escape(self.to(path))}"{foreign(words)}>{escape(words.text)}</a>')

    def event(self, entry: Entry) -> Markup:
        """An event's title as a link to its page."""
        shown = self.shown(entry)
        return Markup(f'<a href="{escape(self.to(entry.path))}"{shown.lang}>{shown.title}</a>')

    def shown(self, entry: Entry) -> Shown:
        """An event as lists show it."""
        memo = self.index.memo
        key = (entry.number, self.lang)
        if key not in memo:
            memo[key] = self._show(entry)
        return memo[key]

    def rows(
        self,
        entries: Iterable[Entry],
        *,
        asides: Mapping[int, Markup] | None = None,
        strips: Mapping[int, Markup] | None = None,
    ) -> Markup:
        """Events as a list with hanging dates.

        Args:
            entries: in the order of the list.
            asides: by an event's number, what is said of it here beside its place.
            strips: by an event's number, its bar on a time line.
        """
        out = [f'<ol class="entries{" timed" if strips else ""}">\n']
        for entry in entries:
            shown = self.shown(entry)
            out.append(f'<li><p class="when">{shown.when}</p><div class="what"><p>')
            out.append(f'{self.event(entry)}</p><p class="where">{shown.where}</p>')
            if asides and (aside := asides.get(entry.number)):
                out.append(f'<p class="part">{aside}</p>')
            out.append("</div>")
            if strips:
                out.append(strips.get(entry.number, NOTHING))
            out.append("</li>\n")
        out.append("</ol>")
        return Markup("".join(out))

    def topics(
        self, topics: Iterable[Topic], aside: Callable[[Topic], str] | None = None
    ) -> Markup:
        """Topics as a list, with the number of their events; an aside stands behind a name."""
        out = ['<ul class="names">\n']
        for topic in topics:
            count = len(topic.entries)
            name = self.link(topic.path, self.words(topic.name))
            said = escape(self.counted("events", count))
            beside = escape(aside(topic)) if aside else ""
            out.append(f"<li><span>{name}")
            out.append(f' <span class="where">{beside}</span></span>' if beside else "</span>")
            out.append(f' <span class="number" title="{said}">{count}</span></li>\n')
        out.append("</ul>")
        return Markup("".join(out))

    def _show(self, entry: Entry) -> Shown:
        value = entry.event.value
        reader = self.reader(value)
        title = reader.words(value.get("title")) or Words(reader.phrase("untitled"))
        date = reader.date_view(value.get("date"))
        when = escape(date.words or reader.phrase("date-unknown"))
        if date.machine:
            when = Markup(f'<time datetime="{date.machine}">{when}</time>')
        kind = reader.vocabulary("type", value.get("type"), value.get("as_written"))
        parts = [escape(capital(kind, self.lang))] if kind else []
        if place := escape(", ").join(self._place(reader, value)):
            parts.append(place)
        if entry.event.state == "draft":
            parts.append(Markup(f'<span class="draft">{escape(self.word("draft"))}</span>'))
        return Shown(when, escape(title.text), foreign(title), Markup(" · ").join(parts))

    def _place(self, reader: Reader, value: Mapping[str, object]) -> list[Markup]:
        place = reader.entity(sub(value.get("place")))
        found = (reader.name(place), reader.words(place.get("city")))
        parts = [part for part in (*found, reader.country(place.get("country"))) if part]
        names = dict.fromkeys(part._replace(entity="") for part in parts)
        return [span(part) for part in names]


def alternate(leaf: Leaf, event: SiteEvent | None = None) -> Markup:
    """The elements of a page's head that name its feed and its calendar."""
    here = localised(leaf.path, leaf.lang, leaf.site.languages[0])
    memo = leaf.index.alternates
    if leaf.lang not in memo:
        memo[leaf.lang] = alternates(leaf.site, leaf.lang)
    own: tuple[Alternate, ...] = ()
    if event is not None and has_calendar(event):
        path = localised(calendar_path(event.id), leaf.lang, leaf.site.languages[0])
        own = (Alternate(path, "text/calendar"),)
    up = "../" * here.count("/")
    links = ((one.media_type, escape(up + quoted(one.path))) for one in (*own, *memo[leaf.lang]))
    out = [f'<link rel="alternate" type="{kind}" href="{address}">\n' for kind, address in links]
    return Markup("".join(out))


def leaves(site: Site, index: Index, path: str) -> Iterator[Leaf]:
    """A page in each of the site's languages."""
    return (Leaf(site, index, lang, path) for lang in site.languages)


def foreign(words: Words) -> str:
    """The attributes of an element whose text is in another language than the page."""
    if not words.lang:
        return ""
    return f' lang="{"" if words.lang == "und" else escape(words.lang)}" dir="auto"'


def _foreign(words: Words) -> Markup:
    return Markup(foreign(words))


def span(words: Words) -> Markup:
    """A text, marked where its language is another."""
    if not words.lang:
        return escape(words.text)
    return Markup(f"<span{foreign(words)}>{escape(words.text)}</span>")

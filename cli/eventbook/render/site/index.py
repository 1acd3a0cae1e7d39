"""Everything about all events of a site, gathered once: what is when, and what names what.

It is cheap: no view is made, no text is chosen by language, and nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from eventbook.render.reading import Record, as_text, sub
from eventbook.render.site.file import digest
from eventbook.render.site.given import Site, SiteEvent
from eventbook.render.site.naming import Named, first_text, named, parents, related
from eventbook.render.site.paths import FOLDERS, event_path, file_stem, marked
from eventbook.values.edtf import Edtf, EdtfError, from_value
from eventbook.values.slug import slugify

if TYPE_CHECKING:
    from eventbook.render.site.feeds import Alternate
    from eventbook.render.site.leaf import Shown
    from eventbook.render.site.spans import Years
    from eventbook.render.site.tracing import Tracer

_LISTED: Final = ("id", "title", "type", "as_written", "date", "not_before", "not_after", "status")


class Entry(NamedTuple):
    """One event that may be read.

    Attributes:
        number: its place among the events that may be read, from 0.
        date: with the bounds that other fields give; None where it is no date.
        brief: a digest of what lists show of it.
        names: what it names.
        parents: the ids of the events on this site that it is part of.
        related: the ids of the events on this site that it is tied to.
    """

    number: int
    event: SiteEvent
    date: Edtf | None
    brief: str
    names: tuple[Named, ...]
    parents: tuple[str, ...]
    related: tuple[str, ...]

    @property
    def path(self) -> str:
        """Of its page, in the site's first language."""
        return event_path(self.event.id)


class Use(NamedTuple):
    """Where a topic is named."""

    entry: Entry
    named: Named


class Topic(NamedTuple):
    """A person, place or whatever else has a page of its own.

    Attributes:
        entity: as in `Words.entity`.
        kind: a key of `paths.FOLDERS`.
        path: of its page, in the site's first language.
        name: a text or a map of languages.
        record: the authority record, where there is one.
        digest: of that record; else empty.
        uses: the events that name it, in their order, an event once for each part.
    """

    entity: str
    kind: str
    path: str
    name: object
    record: Record | None
    digest: str
    uses: tuple[Use, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The events that name it, each once."""
        return tuple({use.entry.number: use.entry for use in self.uses}.values())


class Index:
    """What the pages of a site are made from.

    Attributes:
        site: what it was made from.
        entries: the events that may be read, in the site's order.
        withdrawn: those that no longer stand.
        topics: by entity.
        kinds: the topics of each kind of `paths.FOLDERS`, in the order of their names.
        children: by an event's id the events that are part of it, in their order.
        memo: how events stand in lists, by number and language, as `leaf` writes it.
        alternates: the feed and the calendar of each language, once `leaf` has asked for them.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self.withdrawn = tuple(one for one in site.events if one.state == "withdrawn")
        self._standing = {one.id for one in site.events if one.state != "withdrawn"}
        self.entries = tuple(self._entries())
        self.by_id: Mapping[str, Entry] = {entry.event.id: entry for entry in self.entries}
        self.topics, self._aliases = _topics(self)
        self.memo: dict[tuple[int, str], Shown] = {}
        self.alternates: dict[str, tuple[Alternate, ...]] = {}
        self.kinds = _by_kind(self.topics.values())
        children: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for parent in entry.parents:
                children.setdefault(parent, []).append(entry)
        self.children: Mapping[str, tuple[Entry, ...]] = {
            parent: tuple(found) for parent, found in children.items()
        }

    @cached_property
    def frame(self) -> str:
        """A digest of what every page shows: the frame around it."""
        site = self.site
        return digest(site.title, site.url, site.languages, self.previews)

    @cached_property
    def years(self) -> Years:
        """The events by years."""
        from eventbook.render.site.spans import Years

        return Years.of(self.entries)

    @cached_property
    def trace(self) -> Tracer:
        """Looks up what a record's page shows of other records."""
        from eventbook.render.site.tracing import Tracer

        return Tracer(self)

    @cached_property
    def whole(self) -> str:
        """A digest of what lists show of all events, and of every page there is."""
        paths = [(topic.path, len(topic.uses)) for topic in self.topics.values()]
        return digest(self.frame, [entry.brief for entry in self.entries], paths)

    @cached_property
    def previews(self) -> bool:
        """Whether the site shows drafts."""
        return any(entry.event.state == "draft" for entry in self.entries)

    def lookup(self, ref: str) -> Record | None:
        """The record that a reference means; of events only those that stand on the site."""
        kind, _, name = ref.rpartition("/")
        if kind in ("", "event"):
            return self.site.lookup(ref) if name in self._standing else None
        return self.site.lookup(ref)

    def path(self, entity: str) -> str | None:
        """The page of an entity, in the site's first language; None if it has none."""
        kind, _, name = entity.partition("/")
        if kind == "event":
            return event_path(name) if name in self.by_id else None
        topic = self.topics.get(entity) or self.topics.get(self._aliases.get(entity, ""))
        return topic.path if topic else None

    def _entries(self) -> Iterable[Entry]:
        standing = (event for event in self.site.events if event.state != "withdrawn")
        for number, event in enumerate(standing):
            ups = tuple(one for one in parents(event.value) if self._stands(one, event.id))
            ties = tuple(one for one in related(event.value) if self._stands(one, event.id))
            names = tuple(named(event.value, self.site.lookup))
            yield Entry(number, event, _date(event.value), self._brief(event), names, ups, ties)

    def _stands(self, one: str, other: str) -> bool:
        return one in self._standing and one != other

    def _brief(self, event: SiteEvent) -> str:
        place = sub(event.value.get("place"))
        known = self.site.digests.get(as_text(place.get("ref")), "")
        shown = [event.value.get(key) for key in _LISTED]
        where = [place.get(key) for key in ("name", "ref", "city", "region", "country")]
        brief = (event.id, event.state, shown, where, known, event.value.get("languages"))
        return sha256(repr(brief).encode()).hexdigest()


def _date(value: Record) -> Edtf | None:
    date = _edtf(value.get("date"))
    if date is None:
        return None
    return date.narrowed(_edtf(value.get("not_before")), _edtf(value.get("not_after")))


def _edtf(value: object) -> Edtf | None:
    if value is None:
        return None
    try:
        return from_value(value)
    except EdtfError:
        return None


def _topics(index: Index) -> tuple[dict[str, Topic], dict[str, str]]:
    """The topics by entity; and by the other names of one its entity."""
    uses: dict[str, list[Use]] = {}
    names: dict[str, object] = {}
    for entry in index.entries:
        for one in entry.names:
            uses.setdefault(one.entity, []).append(Use(entry, one))
            names.setdefault(one.entity, one.name)
    aliases: dict[str, str] = {}
    for entity, name in names.items():
        if isinstance(name, Mapping):
            kind = entity.partition("/")[0]
            for text in name.values():
                if (other := first_text(text)) and f"{kind}/={other}" not in uses:
                    aliases.setdefault(f"{kind}/={other}", entity)
    paths = _paths(names)
    topics = {}
    for entity, found in uses.items():
        kind = entity.partition("/")[0]
        record = None if "/=" in entity else index.site.lookup(entity)
        given = (names[entity], sub(record).get("name"), sub(record).get("title"))
        name = next(filter(first_text, given), entity.partition("/")[2])
        known_digest = index.site.digests.get(entity, "")
        topics[entity] = Topic(
            entity, kind, paths[entity], name, record, known_digest, tuple(found)
        )
    return topics, aliases


def _paths(entities: Iterable[str]) -> dict[str, str]:
    """A page for each entity: that of a record is called by its id.

    What is only named is called by its name with a mark of it, for another name that is added
    may be written in the same letters: no page may come to be of somebody else.
    """
    paths: dict[str, str] = {}
    taken: set[str] = set()
    for entity in sorted(entities, key=lambda entity: ("/=" in entity, entity)):
        kind, _, name = entity.partition("/")
        text = name.removeprefix("=") if latin(name) else kind
        stem = file_stem(name) if "/=" not in entity else marked(text, entity)
        if f"{kind}/{stem}" in taken:  # once in billions
            stem = marked(text, entity, 64)
        taken.add(f"{kind}/{stem}")
        paths[entity] = f"{FOLDERS[kind]}/{stem}.html"
    return paths


def latin(name: object) -> str:
    """The first text of a name that can be written in Latin letters, as a slug."""
    texts = name.values() if isinstance(name, Mapping) else (name,)
    return next((slug for text in texts if isinstance(text, str) and (slug := slugify(text))), "")


def _by_kind(topics: Iterable[Topic]) -> Mapping[str, tuple[Topic, ...]]:
    found: dict[str, list[Topic]] = {}
    for topic in topics:
        found.setdefault(topic.kind, []).append(topic)
    by_name: Callable[[Topic], tuple[str, str]] = lambda topic: (  # noqa: E731
        latin(topic.name) or "~",
        topic.entity,
    )
    return {kind: tuple(sorted(group, key=by_name)) for kind, group in found.items()}

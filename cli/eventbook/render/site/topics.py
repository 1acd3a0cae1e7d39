"""The pages of people, organisations, places, subjects, campaigns, works, series and publishers.

Each has a page with the events that name it, and each kind a list of its pages. What has an
authority record shows what that says; what is only named is grouped by the exact name, and the
page says that nothing but the name ties its events together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Final

from markupsafe import Markup, escape

from eventbook.render.site.authority import facts, names_used
from eventbook.render.site.file import File, digest
from eventbook.render.site.given import Site
from eventbook.render.site.index import Entry, Index, Topic, latin
from eventbook.render.site.leaf import Group, Leaf, leaves, span
from eventbook.render.site.map import place_locator, spot
from eventbook.render.site.naming import first_text
from eventbook.render.site.paging import Part, parts
from eventbook.render.site.paths import FOLDERS
from eventbook.values.folding import fold

KINDS: Final = (
    "place",
    "person",
    "organisation",
    "subject",
    "campaign",
    "work",
    "series",
    "source",
)


def index_path(kind: str) -> str:
    """The list of the pages of a kind, in the site's first language."""
    return f"{FOLDERS[kind]}/index.html"


def files(site: Site, index: Index) -> Iterator[File]:
    """The pages of all kinds."""
    for kind in KINDS:
        topics = _ordered(index, kind)
        for part in parts(index_path(kind), len(topics)):
            listed = [
                (topic.path, topic.name, topic.digest, len(topic.entries))
                for topic in part.of(topics)
            ]
            for leaf in leaves(site, index, part.path):
                make = partial(_index, kind=kind, topics=topics, part=part)
                yield leaf.file(make, part, listed)
        for topic in topics:
            yield from _topic_files(site, index, topic)


def _topic_files(site: Site, index: Index, topic: Topic) -> Iterator[File]:
    entries = topic.entries
    used = [(use.entry.event.id, use.named.roles, use.named.position) for use in topic.uses]
    known = (topic.path, topic.name, topic.digest, index.trace.shown(topic.record), used)
    subject = [one.event.digest for one in entries] if topic.kind == "subject" else ()
    where = spot(topic) if topic.kind == "place" else None
    whole = digest(known, subject, where[1:] if where else ())
    for part in parts(topic.path, len(entries)):
        shown = [entry.brief for entry in part.of(entries)]
        for leaf in leaves(site, index, part.path):
            yield leaf.file(partial(_topic, topic=topic, part=part), whole, part, shown)


def _ordered(index: Index, kind: str) -> Sequence[Topic]:
    topics = index.kinds.get(kind, ())
    if kind == "place":
        return sorted(topics, key=lambda topic: _where(topic)[:2])
    return topics


# -- lists ------------------------------------------------------------------------------------


def _index(leaf: Leaf, *, kind: str, topics: Sequence[Topic], part: Part) -> bytes:
    folder = FOLDERS[kind]
    shown = part.of(topics)
    groups = list(_groups(leaf, kind, shown, len(topics)))
    extra = ""
    if kind == "series" and (recorded := _recorded_series(leaf.index)):
        extra = leaf.rows(recorded)
    return leaf.page(
        "names.html.jinja",
        leaf.word(folder),
        current=folder,
        lead=leaf.word(f"{folder}-lead"),
        extra=extra,
        groups=groups,
        part=part,
        empty=leaf.word("nothing") if not topics and not extra else "",
    )


_LETTERS: Final = 60
"""From how many names on they stand under their first letters."""


def _groups(leaf: Leaf, kind: str, topics: Sequence[Topic], every: int) -> Iterator[Group]:
    """The names of one page: places by country, long lists by their first letters."""
    if kind == "place":
        found = sorted(topics, key=lambda topic: _country_order(leaf, topic))
        for country, some in groupby(found, lambda topic: _country(leaf, topic)):
            yield Group(country, leaf.topics(some, lambda topic: _town(leaf, topic)))
    elif every > _LETTERS:
        for letter, some in groupby(topics, lambda topic: latin(topic.name)[:1].upper()):
            yield Group(letter or leaf.word("somewhere"), leaf.topics(some))
    elif topics:
        yield Group("", leaf.topics(topics))


_ALPHABETS: Final = {"az": "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"}
"""Where letters with marks are letters of their own; elsewhere they stand with those without."""


def _country_order(leaf: Leaf, topic: Topic) -> tuple[bool, list[int], str]:
    """Countries in the order of the language's letters; what has none comes last."""
    name = _country(leaf, topic)
    letters = _ALPHABETS.get(leaf.lang)
    if letters is None:
        order = [ord(char) for char in fold(name)]
    else:  # a blank, or a letter of another language, before all of its own
        lower = name.replace("I", "ı").replace("İ", "i").lower()
        order = [letters.find(char) for char in lower]
    return name == leaf.word("somewhere"), order, name


def _country(leaf: Leaf, topic: Topic) -> str:
    code = _where(topic)[0]
    known = leaf.reader({}).country(code) if code != "~" else None
    return known.text if known and known.text else leaf.word("somewhere")


def _town(leaf: Leaf, topic: Topic) -> str:
    """The city, where it is not the place's own name."""
    town = leaf.words(_where(topic)[2]).text
    return town if town != leaf.words(topic.name).text else ""


def _where(topic: Topic) -> tuple[str, str, object]:
    """A place's country and city, for the order; and its city as given."""
    values = (topic.record, *(use.entry.event.value.get("place") for use in topic.uses[:1]))
    for value in values:
        if isinstance(value, Mapping) and (value.get("country") or value.get("city")):
            country = value.get("country")
            city = value.get("city")
            return country if isinstance(country, str) else "", first_text(city), city
    return "~", "~", None


def _recorded_series(index: Index) -> list[Entry]:
    """The series that have a record of their own."""
    return [
        entry
        for entry in index.entries
        if entry.event.value.get("type") == "series" or entry.event.id in index.children
    ]


# -- one of them ------------------------------------------------------------------------------


def _topic(leaf: Leaf, *, topic: Topic, part: Part) -> bytes:
    entries = part.of(topic.entries)
    name = leaf.words(topic.name)
    folder = FOLDERS[topic.kind]
    only_named = "/=" in topic.entity and len(topic.entries) > 1
    return leaf.page(
        "name.html.jinja",
        name.text,
        current=folder,
        crumbs=[leaf.link(index_path(topic.kind), leaf.said(folder))],
        name=name,
        kind=leaf.word(_kind(topic)),
        facts=list(facts(leaf, topic)) if part.number == 1 else [],
        locator=place_locator(topic, leaf.lang) if topic.kind == "place" else "",
        only_named=leaf.word("only-named") if only_named else "",
        names_used=list(names_used(leaf, topic)) if part.number == 1 else [],
        count=leaf.counted("events", len(topic.entries)),
        rows=leaf.rows(entries, asides=_asides(leaf, topic)),
        part=part,
    )


def _kind(topic: Topic) -> str:
    """Its kind; who is only named, without a position, may be a group as well as a person."""
    held = any(use.named.position for use in topic.uses)
    unsure = topic.kind == "person" and topic.record is None and not held
    return "kind-party" if unsure else f"kind-{topic.kind}"


def _asides(leaf: Leaf, topic: Topic) -> Mapping[int, Markup]:
    """In what part each event names the topic: its roles there, and the position then held."""
    found: dict[int, list[Markup]] = {}
    for use in topic.uses:
        roles = ", ".join(filter(None, (leaf.role(role) for role in use.named.roles)))
        position = leaf.words(use.named.position)
        said = found.setdefault(use.entry.number, [])
        parts_of = [escape(roles)] if roles else []
        if position.text:
            parts_of.append(span(position))
        if parts_of and (line := Markup("; ").join(parts_of)) not in said:
            said.append(line)
    return {number: Markup(" · ").join(said) for number, said in found.items() if said}

"""What is known of a person, place or whatever else has a page, beside the events that name it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from markupsafe import Markup, escape

from eventbook.events.labels import capital
from eventbook.render.citing import web_address
from eventbook.render.eventview import NameUsed, Words
from eventbook.render.extras import identifiers
from eventbook.render.jsonld.identifiers import identified
from eventbook.render.reading import Reader, Record, as_text, items, maps, sub
from eventbook.render.site.index import Entry, Topic
from eventbook.render.site.leaf import Leaf, span
from eventbook.render.site.naming import CONTRIBUTORS

_TYPES: Final = MappingProxyType(
    {"person": "Person", "organisation": "Organization", "place": "Place", "work": "CreativeWork"}
)
"""What the kinds are called by schema.org, by which identifiers are told apart."""


class Fact(NamedTuple):
    """A named fact with its lines."""

    name: str
    lines: list[Markup]


class Used(NamedTuple):
    """A name that somebody uses for a subject, and in which events."""

    text: Markup
    by: Markup
    events: list[Markup]


def facts(leaf: Leaf, topic: Topic) -> Iterator[Fact]:
    """What the authority record says that strangers may have; nothing where there is none."""
    record = topic.record
    if record is None:
        return
    reader = leaf.reader(record)
    for key, lines in (
        ("other-names", _other_names(leaf, topic, record)),
        ("dates", _one(span(Words(reader.date(record.get("date")))))),
        ("kind", _one(escape(_kind(reader, record)))),
        ("positions", list(_positions(leaf, reader, record))),
        ("place", _one(_address(reader, record))),
        ("part-of", _named(leaf, reader, record.get("part_of"))),
        *((f"by-{role}", _named(leaf, reader, record.get(role))) for role in CONTRIBUTORS),
        ("catalogue", _texts(reader, record.get("catalogue"))),
        ("coordinates", _one(escape(_coordinates(record)))),
        ("adjudications", list(_adjudications(reader, record))),
        ("ids", list(_ids(reader, record, topic.kind))),
        ("notes", list(_notes(reader, record))),
    ):
        if found := [line for line in lines if line]:
            yield Fact(leaf.word(f"fact-{key}"), found)


def names_used(leaf: Leaf, topic: Topic) -> Iterator[Used]:
    """The names used for a subject in its events, each with its user; none is the archive's."""
    if topic.kind != "subject":
        return
    found: dict[tuple[str, str | None, str], tuple[NameUsed, dict[int, Entry]]] = {}
    for entry in topic.entries:
        for used in _used(leaf, entry, topic):
            by = used.used_by.name.text if used.used_by.name else used.used_by.kind
            key = (used.text.text, used.text.lang, by)
            found.setdefault(key, (used, {}))[1][entry.number] = entry
    for used, entries in found.values():
        links = [leaf.event(entry) for entry in entries.values()]
        yield Used(span(used.text), _speaker(leaf, used), links)


def _used(leaf: Leaf, entry: Entry, topic: Topic) -> Sequence[NameUsed]:
    from eventbook.render.view import view

    of = sub(sub(entry.event.value.get("occasion")).get("of"))
    if not of.get("names_used") and not (topic.record or {}).get("names_used"):
        return ()
    shown = view(entry.event.value, leaf.lang, leaf.index.lookup)
    subject = shown.occasion.subject if shown.occasion else None
    meant = subject is not None and leaf.index.path(subject.entity) == topic.path
    return shown.names_used if meant else ()


def _speaker(leaf: Leaf, used: NameUsed) -> Markup:
    name = used.used_by.name
    if name is None:
        key = "phrase.unnamed" if used.used_by.kind == "unnamed" else "phrase.publisher-unknown"
        return escape(leaf.reader({}).label(key))
    target = leaf.href(name.entity)
    said = Markup('<a href="{}">{}</a>').format(target, span(name)) if target else span(name)
    if used.used_by.kind == "publisher":
        return Markup(escape(leaf.reader({}).label("phrase.publisher"))).format(name=said)
    return said


def _other_names(leaf: Leaf, topic: Topic, record: Record) -> list[Markup]:
    """The name in other languages, then the aliases."""
    shown = leaf.words(topic.name)
    found = []
    for key in ("name", "title", "aliases"):
        given = record.get(key)
        for text in [given] if isinstance(given, Mapping) else items(given):
            pairs = text.items() if isinstance(text, Mapping) else [("", text)]
            for tag, one in pairs:
                words = Reader(tag or None, leaf.lang).words({tag: one} if tag else one)
                if words and words.text != shown.text:
                    found.append(words)
    return [span(words) for words in dict.fromkeys(found)]


def _kind(reader: Reader, record: Record) -> str:
    written = record.get("as_written")
    for group, key in (("organisation-kind", "kind"), ("work-type", "work_type")):
        if text := reader.vocabulary(group, record.get(key), written):
            return capital(text, reader.page)
    return ""


def _positions(leaf: Leaf, reader: Reader, record: Record) -> Iterator[Markup]:
    for item in maps(record.get("positions")):
        parts = [
            *_texts(reader, item.get("title")),
            *_named(leaf, reader, item.get("organisation")),
        ]
        dates = [reader.date(item.get(key)) for key in ("from", "to")]
        if any(dates):
            low, high = (date or "…" for date in dates)
            parts.append(escape(f"{low} – {high}"))
        yield Markup(", ").join(parts)


def _address(reader: Reader, record: Record) -> Markup:
    texts = [reader.words(record.get(key)) for key in ("address", "city", "region")]
    parts = [words for words in (*texts, reader.country(record.get("country"))) if words]
    return Markup(", ").join(span(words) for words in dict.fromkeys(parts))


def _coordinates(record: Record) -> str:
    point = sub(record.get("coordinates"))
    if "lat" not in point or "lon" not in point:
        return ""
    return f"{as_text(point['lat'])}, {as_text(point['lon'])}"


def _adjudications(reader: Reader, record: Record) -> Iterator[Markup]:
    for item in maps(record.get("adjudication")):
        term, body = reader.words(item.get("term")), reader.words(item.get("body"))
        if not term or not body:
            continue
        said = Markup(escape(reader.label("phrase.adjudicated"))).format(
            term=span(term), body=span(body)
        )
        date = reader.date(item.get("date"))
        yield Markup(", ").join([said, escape(date)] if date else [said])
        if note := reader.words(item.get("note")):
            yield span(note)
        if web_address(url := as_text(item.get("url"))):
            yield _outward(url, url)


def _ids(reader: Reader, record: Record, kind: str) -> Iterator[Markup]:
    for scheme, many in sub(record.get("ids")).items():
        for given in items(many):
            text = identifiers({scheme: given}, reader)
            same = identified({scheme: given}, _TYPES.get(kind, "")).get("sameAs")
            url = same[0] if isinstance(same, list) and same else same
            if isinstance(url, str) and web_address(url) and text:
                yield _outward(url, text[0])
            elif text:
                yield escape(text[0])


def _notes(reader: Reader, record: Record) -> Iterator[Markup]:
    for item in maps(record.get("notes")):
        text = reader.words(item.get("text"))
        if text and item.get("visibility") == "public":
            yield span(text)


def _named(leaf: Leaf, reader: Reader, value: object) -> list[Markup]:
    """The names of entities, linked to their pages."""
    found = []
    for item in [value] if isinstance(value, Mapping) else items(value):
        name = reader.name(item) if isinstance(item, Mapping) else reader.words(item)
        if name:
            target = leaf.href(name.entity)
            link = Markup('<a href="{}">{}</a>').format(target, span(name))
            found.append(link if target else span(name))
    return found


def _texts(reader: Reader, value: object) -> list[Markup]:
    return [span(words) for words in reader.all_words(value)]


def _one(line: Markup) -> list[Markup]:
    return [line] if line else []


def _outward(url: str, text: str) -> Markup:
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(url, text)

"""The search page: an index in files beside it, a script that reads it, and a plain list.

The index is made of scripts that hand over data, for a page that was opened from a disk may load
scripts, but not read files. What an event is called and what it names comes first, what people
said after it: no statement stands there without its speaker.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import Final, TypeAlias

from markupsafe import Markup

from eventbook.events.labels import label, words
from eventbook.jsonvalue import Json
from eventbook.render.citing import Sources
from eventbook.render.eventview import DateView, EventView, Review, Words
from eventbook.render.page import Text
from eventbook.render.people import People
from eventbook.render.reading import Reader, Record, clean, no_lookup, sub
from eventbook.render.site.file import File, digest
from eventbook.render.site.given import Site
from eventbook.render.site.index import Entry, Index
from eventbook.render.site.leaf import Leaf
from eventbook.render.site.paths import file_stem, localised, relative
from eventbook.render.site.shell import environment, page
from eventbook.render.statements import statement_groups
from eventbook.render.wording import Wording

PATH: Final = "search.html"
SCRIPT: Final = "assets/search.js"
PER_PART: Final = 500
"""How many events one file of the index holds."""
LISTED: Final = 400
"""Up to how many events the search page lists them all."""

_NAMED: Final = frozenset(
    {"person", "organisation", "subject", "campaign", "work", "series", "place"}
)

_Row: TypeAlias = list[Json]


def files(site: Site, index: Index) -> Iterator[File]:
    """The page and its index in each language, and the script."""
    yield File(SCRIPT, digest(script().decode()), script)
    chunks = [
        index.entries[start : start + PER_PART] for start in range(0, len(index.entries), PER_PART)
    ]
    for lang in site.languages:
        few = len(index.entries) <= LISTED
        shown = [entry.brief for entry in index.entries] if few else len(index.entries)
        inputs = digest(index.frame, lang, shown, len(chunks))
        path = localised(PATH, lang, site.languages[0])
        yield File(path, inputs, partial(_page, site, index, lang, len(chunks)))
        for number, chunk in enumerate(chunks, start=1):
            known = digest(index.frame, lang, number, [_inputs(index, entry) for entry in chunk])
            for prefix, make in (("", _events), ("said-", _said)):
                path = localised(f"search/{prefix}{number}.js", lang, site.languages[0])
                yield File(path, known, partial(make, index, lang, chunk))


@cache
def script() -> bytes:
    """The script as the package holds it."""
    from pkgutil import get_data

    return get_data("eventbook.render.site", "assets/search.js") or b""


def _inputs(index: Index, entry: Entry) -> list[str]:
    """Digests of an event and of all that it refers to."""
    known = index.site.digests
    names = (one.entity for one in entry.names)
    return [
        entry.event.digest,
        entry.event.state,
        *(known[name] for name in dict.fromkeys(names) if name in known),
    ]


def _page(site: Site, index: Index, lang: str, parts: int) -> bytes:
    leaf = Leaf(site, index, lang, PATH)
    few = len(index.entries) <= LISTED
    forms = {
        key.rpartition(".")[2]: text
        for key, text in words(leaf.reader({}).page).items()
        if key.startswith("search.found.")
    }
    main = (
        environment()
        .get_template("site/search.html.jinja")
        .render(
            leaf=leaf,
            word=lambda key: label(f"search.{key}", lang),
            parts=parts,
            counts=json.dumps(forms, ensure_ascii=False),
            said=label("phrase.said-briefly", lang),
            entries=leaf.rows(index.entries) if few and index.entries else None,
            number=len(index.entries),
        )
    )
    here = localised(PATH, lang, site.languages[0])
    head = Markup('<script src="{}" defer></script>').format(relative(SCRIPT, here))
    title = label("search.heading", lang)
    return page(site, lang, PATH, title, Markup(main), head=head, current="search", script=True)


# -- the index ------------------------------------------------------------------------------------


def _events(index: Index, lang: str, entries: Sequence[Entry]) -> bytes:
    """What events are called, when and where they were, what they name; drafts say so."""
    rows: list[_Row] = []
    for entry in entries:
        value = entry.event.value
        reader = Reader.of(value, lang, index.lookup)
        title = reader.words(value.get("title")) or Words(reader.phrase("untitled"))
        where = _where(value, reader)
        names = [name for name in _names(index, entry, reader) if name not in where]
        names = [name for name in names if name != title.text]
        if entry.event.state == "draft":
            where = " · ".join(filter(None, (where, label("site.draft", lang))))
        when = reader.date(value.get("date"))
        rows.append([file_stem(entry.event.id), _text(title), when, where, list(names)])
    return _call(entries[0].number, "events", rows)


def _said(index: Index, lang: str, entries: Sequence[Entry]) -> bytes:
    """What people said, each with its speaker."""
    rows: list[_Row] = []
    wording = _wording(lang)
    for entry in entries:
        value = entry.event.value
        if not value.get("statements"):
            continue
        reader = Reader.of(value, lang, index.lookup)
        people = People.of(value, Sources.of(value, reader), None)
        for group in statement_groups(value, people):
            line = wording.speaker(group.speaker)
            who = "".join(part.text for part in line if isinstance(part, Text))
            for one in group.statements:
                text = one.text
                if one.quoted:
                    quoted = reader.label("phrase.quoted").replace("{text}", text.text)
                    text = text._replace(text=quoted)
                rows.append([entry.number, who, _text(text)])
    return _call(entries[0].number, "said", rows)


@cache
def _wording(lang: str) -> Wording:
    """The turns of phrase of a language; of no event, for a speaker's name needs none."""
    language = Reader.of({}, lang, no_lookup).page
    return Wording(EventView("", language, Words(""), DateView(""), Review("")))


def _call(start: int, kind: str, rows: list[_Row]) -> bytes:
    data = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f'eventbook.index({start},"{kind}",[\n{data}\n]);\n'.encode("utf-8", "backslashreplace")


def _where(value: Record, reader: Reader) -> str:
    """The place, its city and country; no address."""
    place = reader.entity(sub(value.get("place")))
    found = (
        reader.name(place),
        reader.words(place.get("city")),
        reader.country(place.get("country")),
    )
    return ", ".join(dict.fromkeys(part.text for part in found if part))


def _text(text: Words) -> Json:
    """A text; with its language where that is not the page's."""
    return [text.text, text.lang] if text.lang else text.text


def _names(index: Index, entry: Entry, reader: Reader) -> Iterator[str]:
    """What an event names, its titles and keywords, in every language given; each once."""
    found: dict[str, None] = {}
    for one in entry.names:
        if one.entity.partition("/")[0] in _NAMED:
            topic = index.topics.get(one.entity)
            for name in (one.name, topic.name if topic else None):
                found |= dict.fromkeys(_texts(name))
    value = entry.event.value
    found |= dict.fromkeys(_texts(value.get("title")))
    found |= dict.fromkeys(text.text for text in reader.all_words(value.get("keywords")))
    yield from found


def _texts(name: object) -> list[str]:
    texts = name.values() if isinstance(name, dict) else (name,)
    return [clean(text) for text in texts if isinstance(text, str) and clean(text)]

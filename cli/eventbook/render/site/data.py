"""The whole book as data: one JSON document with what strangers may have of each record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final, cast

from eventbook.escape import json_text
from eventbook.events.privacy import withholds
from eventbook.jsonvalue import Json
from eventbook.render.public import public
from eventbook.render.public_fields import KINDS
from eventbook.render.site.file import File, digest
from eventbook.render.site.given import Site
from eventbook.render.site.index import Entry, Index, Topic
from eventbook.render.site.paths import absolute

PATH: Final = "events.json"
_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"


def files(site: Site, index: Index) -> Iterator[File]:
    """`events.json`: the events that stand on the site, and the records to which they refer."""
    events = [
        (entry.path, entry.event.digest, entry.event.state, entry.event.changed)
        for entry in index.entries
    ]
    referred = [(topic.entity, topic.path, topic.digest) for topic in _referred(index)]
    # Whoever refers to them does so without a name, whether or not they have a page.
    hidden = [one for one in site.digests if _is_hidden(site, one)]
    inputs = digest("data", site.title, site.url, site.languages, events, referred, hidden)
    yield File(PATH, inputs, partial(_make, site, index))


def _is_hidden(site: Site, reference: str) -> bool:
    return withholds(cast("Mapping[str, Json]", site.lookup(reference) or {}))


def _make(site: Site, index: Index) -> bytes:
    """A document with one record a line, so that versions of it can be compared."""
    head = _head(site)[:-1]
    events = ",\n".join(_line(_event(entry, site)) for entry in index.entries)
    records = ",\n".join(_line(_record(topic, site)) for topic in _referred(index))
    text = f'{head},\n"events":[\n{events}\n],\n"records":[\n{records}\n]}}\n'
    return text.encode("utf-8", "backslashreplace")


def _head(site: Site) -> str:
    # A licence is for the archive to give; that none is named is said rather than left open.
    about: Json = {
        "generator": "eventbook",
        "title": site.title,
        "url": site.url or None,
        "license": None,
        "languages": list(site.languages),
    }
    return _line(about)


def _event(entry: Entry, site: Site) -> Json:
    event = entry.event
    changed = event.changed
    published = changed.published if changed else None
    return {
        "page": _address(entry.path, site),
        "state": event.state,
        "published": published.strftime(_TIME) if published else None,
        "updated": changed.updated.strftime(_TIME) if changed else None,
        "record": public(event.value, lookup=site.lookup),
    }


def _record(topic: Topic, site: Site) -> Json:
    return {
        "ref": topic.entity,
        "page": _address(topic.path, site),
        "record": public(topic.record or {}, topic.kind, site.lookup),
    }


def _referred(index: Index) -> list[Topic]:
    """What has a record of its own and is named by an event, in the order of references."""
    found = (topic for topic in index.topics.values() if topic.record and topic.kind in KINDS)
    kinds = (topic for topic in found if topic.kind != "event" and "/=" not in topic.entity)
    return sorted(kinds, key=lambda topic: topic.entity)


def _address(path: str, site: Site) -> str:
    """Of a page: a full one where the site's is known, else from the site's folder."""
    return absolute(path, site.url)


def _line(value: Json) -> str:
    return json_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

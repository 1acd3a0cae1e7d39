"""Identifiers of public registers, as addresses that they themselves give out, and as values."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from eventbook.jsonvalue import Json
from eventbook.render.jsonld.graph import Node
from eventbook.render.reading import as_text, items, sub

ADDRESSES: Final = MappingProxyType(
    {
        "wikidata": "http://www.wikidata.org/entity/{}",
        "viaf": "https://viaf.org/viaf/{}",
        "isni": "https://isni.org/isni/{}",
        "orcid": "https://orcid.org/{}",
        "gnd": "https://d-nb.info/gnd/{}",
        "lccn": "https://lccn.loc.gov/{}",
        "ulan": "http://vocab.getty.edu/ulan/{}",
        "ror": "https://ror.org/{}",
        "geonames": "https://sws.geonames.org/{}/",
        "tgn": "http://vocab.getty.edu/tgn/{}",
        "osm": "https://www.openstreetmap.org/{}",
        "issn": "https://portal.issn.org/resource/ISSN/{}",
        "doi": "https://doi.org/{}",
        "oclc": "https://www.worldcat.org/oclc/{}",
        "handle": "https://hdl.handle.net/{}",
        "ark": "https://n2t.net/{}",
    }
)
"""What a scheme makes of an identifier. MusicBrainz asks what it is of: see `MUSICBRAINZ`."""

MUSICBRAINZ: Final = MappingProxyType(
    {
        "Person": "artist",
        "Organization": "artist",
        "Place": "place",
        "Event": "event",
        "MusicEvent": "event",
        "Festival": "event",
        "MusicComposition": "work",
    }
)
"""The path of a MusicBrainz identifier by the type of what it names."""


def identified(value: object, kind: str) -> Node:
    """`sameAs` and `identifier` of whatever has identifiers.

    Args:
        value: a map of schemes to identifiers.
        kind: the schema.org type of what they identify.
    """
    same: list[Json] = []
    given: list[Json] = []
    for scheme, many in sub(value).items():
        for one in items(many):
            text = as_text(one)
            if not text or isinstance(one, dict | list):
                continue
            given.append({"@type": "PropertyValue", "propertyID": scheme, "value": text})
            if address := _address(scheme, text, kind):
                same.append(address)
    return {"sameAs": same, "identifier": given}


def _address(scheme: str, text: str, kind: str) -> str | None:
    if scheme == "musicbrainz":
        path = MUSICBRAINZ.get(kind)
        return f"https://musicbrainz.org/{path}/{quote(text, safe='')}" if path else None
    pattern = ADDRESSES.get(scheme)
    compact = text.replace(" ", "") if scheme == "isni" else text
    return pattern.format(quote(compact, safe="/:()-._")) if pattern else None

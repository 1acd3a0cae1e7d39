"""Places as schema.org has them; coordinates stand where they are of, not nearer."""

from __future__ import annotations

from eventbook.jsonvalue import Json
from eventbook.render.jsonld.graph import Node, filled, texts
from eventbook.render.jsonld.scope import Scope
from eventbook.render.jsonld.vocabulary import WIDER_PLACES
from eventbook.render.reading import Record, as_text, sub


def place(value: object, scope: Scope) -> Json:
    """The reference to a place's node; None where there is no place.

    Coordinates that are those of a city, a region or a country are given to that city, region
    or country, and the place lies in it.
    """
    entity = scope.reader.entity(value)
    folder, _, slug = as_text(entity.get("ref")).partition("/")
    point = sub(entity.get("coordinates"))
    wider = as_text(point.get("precision"))
    geo = _geo(point, scope)
    node = filled(
        {
            "@type": "Place",
            "name": texts(entity.get("name")) or as_text(slug),
            "alternateName": texts(entity.get("as_written")),
            "address": _address(entity),
            "geo": None if wider in WIDER_PLACES else geo,
            "containedInPlace": _wider(wider, entity, geo, scope),
            **scope.identified(entity, "Place"),
        }
    )
    if len(node) == 1:
        return None
    if folder == "place" and slug:
        return scope.graph.put(scope.names.record("place", slug), node)
    return scope.described("place", node)


def _address(entity: Record) -> Node | None:
    address = filled(
        {
            "streetAddress": texts(entity.get("address")),
            "addressLocality": texts(entity.get("city")),
            "addressRegion": texts(entity.get("region")),
            "addressCountry": as_text(entity.get("country")),
        }
    )
    return {"@type": "PostalAddress", **address} if address else None


def _geo(point: object, scope: Scope) -> Node | None:
    given = sub(point)
    lat, lon = _degrees(given.get("lat"), 90), _degrees(given.get("lon"), 180)
    if lat is None or lon is None:
        return None
    reader = scope.reader
    precision = reader.vocabulary("precision", given.get("precision"), given.get("as_written"))
    return filled(
        {
            "@type": "GeoCoordinates",
            "latitude": lat,
            "longitude": lon,
            "description": scope.words(precision),
        }
    )


def _wider(precision: str, entity: Record, geo: Node | None, scope: Scope) -> Node | None:
    """The city, region or country that the coordinates are of."""
    if precision not in WIDER_PLACES or geo is None:
        return None
    name = texts(entity.get(precision))
    if precision == "country" and (country := scope.reader.country(entity.get("country"))):
        name = scope.words(country.text)
    return filled({"@type": WIDER_PLACES[precision], "name": name, "geo": geo})


def _degrees(value: object, most: int) -> int | float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return value if abs(value) <= most else None

"""The map: where the places of a site lie, drawn, as a table, and as GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Final, NamedTuple

from markupsafe import Markup

from eventbook.events.labels import counted, label
from eventbook.jsonvalue import Json
from eventbook.render.reading import as_text, maps, sub
from eventbook.render.site.cartography import (
    RADII,
    Point,
    crowded,
    drawing,
    locator,
    position,
    world,
)
from eventbook.render.site.file import File, digest
from eventbook.render.site.given import Site
from eventbook.render.site.index import Index, Topic
from eventbook.render.site.leaf import Leaf
from eventbook.render.site.naming import entity_of
from eventbook.render.site.paths import absolute, localised, relative

PATH: Final = "map.html"
DATA: Final = "places.geojson"


class Spot(NamedTuple):
    """A place that has coordinates.

    Attributes:
        topic: the place.
        lon, lat: in degrees.
        precision: what of the place the point stands for, a value of the vocabulary; or empty.
    """

    topic: Topic
    lon: float
    lat: float
    precision: str


def files(site: Site, index: Index) -> Iterator[File]:
    """The page in each language and the data; nothing where no place has coordinates."""
    found = spots(index)
    if not found:
        return
    shown = [(one.topic.path, one.topic.name, len(one.topic.entries), *one[1:]) for one in found]
    for lang in site.languages:
        inputs = digest(index.frame, lang, shown)
        path = localised(PATH, lang, site.languages[0])
        yield File(path, inputs, partial(_page, Leaf(site, index, lang, PATH), found))
    yield File(DATA, digest(site.url, shown), partial(geojson, site, found))


def spots(index: Index) -> tuple[Spot, ...]:
    """The places with coordinates, by name."""
    found = map(spot, index.kinds.get("place", ()))
    return tuple(one for one in found if one)


def spot(topic: Topic) -> Spot | None:
    """Where a place lies: as its record says, or else the first event that does."""
    for coordinates in _given(topic):
        if at := position(coordinates):
            return Spot(topic, *at, as_text(sub(coordinates).get("precision")))
    return None


def place_locator(topic: Topic, lang: str) -> Markup:
    """A small map for the page of a place; nothing where it has no coordinates."""
    found = spot(topic)
    if found is None:
        return Markup("")
    title = label("map.locator", lang).format(where=degrees(found.lon, found.lat))
    return locator(Point(found.lon, found.lat, found.precision), title)


def geojson(site: Site, found: Iterable[Spot]) -> bytes:
    """The places as a feature collection."""
    features: list[Json] = []
    for one in found:
        path = one.topic.path
        properties: dict[str, Json] = {
            "name": _name(one.topic.name),
            "precision": one.precision or None,
            "events": len(one.topic.entries),
            "page": absolute(path, site.url) if site.url else path,
        }
        point: dict[str, Json] = {"type": "Point", "coordinates": [one.lon, one.lat]}
        feature: dict[str, Json] = {"type": "Feature", "id": path.removesuffix(".html")}
        features.append({**feature, "geometry": point, "properties": properties})
    whole = {"type": "FeatureCollection", "features": features}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def degrees(lon: float, lat: float) -> str:
    """A point as people read it: `52.5186° N, 13.4083° E`."""
    north = f"{abs(lat):.6g}° {'N' if lat >= 0 else 'S'}"
    return f"{north}, {abs(lon):.7g}° {'E' if lon >= 0 else 'W'}"


def _given(topic: Topic) -> Iterator[object]:
    yield sub(topic.record).get("coordinates")
    for entry in topic.entries:
        value = entry.event.value
        inner = (*maps(value.get("sessions")), *maps(value.get("programme")))
        for place in (sub(one.get("place")) for one in (value, *inner)):
            named = entity_of(place, "place") if "coordinates" in place else None
            if named and named.entity == topic.entity:
                yield place.get("coordinates")


def _name(name: object) -> Json:
    if isinstance(name, Mapping):
        return {str(tag): as_text(text) for tag, text in name.items()}
    return as_text(name)


def _page(leaf: Leaf, found: tuple[Spot, ...]) -> bytes:
    points = [_point(leaf, spot) for spot in found]
    region = crowded(points)
    count = counted("map.places", len(found), leaf.lang)
    return leaf.page(
        "map.html.jinja",
        label("map.heading", leaf.lang),
        word=lambda key: label(f"map.{key}", leaf.lang),
        count=count,
        world=drawing(world(points), points, named=region is None),
        excerpt=drawing(region, points) if region else None,
        rows=[_row(leaf, one) for one in found],
        data=relative(DATA, localised(PATH, leaf.lang, leaf.site.languages[0])),
    )


def _row(leaf: Leaf, spot: Spot) -> tuple[Markup, str, str, int]:
    """A line of the table: the place, where it lies, how exactly, and how many events."""
    known = spot.precision in RADII
    exact = label(f"precision.{spot.precision}" if known else "map.unstated", leaf.lang)
    place = leaf.link(spot.topic.path, leaf.words(spot.topic.name))
    return place, degrees(spot.lon, spot.lat), exact, len(spot.topic.entries)


def _point(leaf: Leaf, spot: Spot) -> Point:
    name = leaf.words(spot.topic.name).text
    number = len(spot.topic.entries)
    title = leaf.reader({}).phrase(
        "bracketed", text=name, note=counted("days.events", number, leaf.lang)
    )
    href = leaf.to(spot.topic.path)
    return Point(spot.lon, spot.lat, spot.precision, name, href, title, number)

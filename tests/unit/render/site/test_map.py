"""The map: what is drawn where, over the antimeridian and at the poles too, and its data."""

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.render.site import map as maps
from eventbook.render.site.cartography import (
    RADII,
    Point,
    around,
    crowded,
    drawing,
    locator,
    position,
    world,
)
from eventbook.render.site.file import digest
from eventbook.render.site.given import Site, SiteEvent
from eventbook.render.site.index import Index
from eventbook.render.site.land import Window, outline

HALL = {
    "id": "hall",
    "name": {"en": "Great Hall", "it": "Sala grande"},
    "coordinates": {"lat": 41.9, "lon": 12.5, "precision": "building"},
}
KNOWN = {"place/hall": HALL, "place/bare": {"id": "bare", "name": "Bare"}}
LON, LAT = st.floats(-180, 180), st.floats(-90, 90)
POINTS = st.builds(
    Point, LON, LAT, st.sampled_from(["", "x", *RADII]), st.sampled_from(["", "A place", "B" * 40])
)


def event(one, place, **more):
    return {"id": one, "title": one, "date": "2023", "place": place, **more}


def site(*values, url="", languages=("en",)):
    events = tuple(SiteEvent(one["id"], one, digest(one), "published") for one in values)
    digests = {ref: digest(value) for ref, value in KNOWN.items()}
    return Site("Archive", url, "", languages, "", events, KNOWN.get, digests)


def made(given):
    return {file.path: file.make().decode() for file in maps.files(given, Index(given))}


# -- what has coordinates -------------------------------------------------------------------------


def test_without_coordinates_there_is_no_map():
    assert made(site(event("a", {"ref": "place/bare"}), event("b", {"name": "Rome"}))) == {}


def test_coordinates_come_from_the_record_or_from_an_event():
    inline = {"name": "Odd <b>place</b>", "coordinates": {"lat": -1.5, "lon": -60}}
    broken = {"name": "Nowhere", "coordinates": {"lat": 91, "lon": 0}}
    inner = [{"kind": "talk", "place": {"name": "Cave", "coordinates": {"lat": 0, "lon": 9}}}]
    found = Index(
        site(
            event("a", {"ref": "place/hall", "coordinates": {"lat": 1, "lon": 1}}),
            event("b", inline, programme=inner),
            event("c", broken),
            event("d", {"ref": "place/hall"}),
        )
    )
    assert [(one.topic.path, *one[1:]) for one in maps.spots(found)] == [
        ("places/cave-762fe653.html", 9.0, 0.0, ""),
        ("places/hall.html", 12.5, 41.9, "building"),
        ("places/odd-b-place-b-189c1510.html", -60.0, -1.5, ""),
    ]


@pytest.mark.parametrize(
    "coordinates",
    [
        None,
        [],
        {},
        {"lat": 1},
        {"lat": "1", "lon": 2},
        {"lat": True, "lon": 2},
        {"lat": float("nan"), "lon": 2},
        {"lat": 90.1, "lon": 2},
        {"lat": 0, "lon": -180.5},
    ],
)
def test_what_is_no_point(coordinates):
    assert position(coordinates) is None


def test_the_data_is_geojson():
    given_site = site(event("a", {"ref": "place/hall"}), url="https://example.org/")
    assert json.loads(made(given_site)["places.geojson"]) == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": "places/hall",
                "geometry": {"type": "Point", "coordinates": [12.5, 41.9]},
                "properties": {
                    "name": {"en": "Great Hall", "it": "Sala grande"},
                    "precision": "building",
                    "events": 1,
                    "page": "https://example.org/places/hall.html",
                },
            }
        ],
    }


def test_the_page_has_the_places_as_a_table_too():
    page = made(site(event("a", {"ref": "place/hall"}), event("b", {"ref": "place/hall"})))
    [row] = re.findall(r"<tr><th scope=\"row\">.*", page["map.html"])
    assert row == (
        '<tr><th scope="row"><a href="places/hall.html">Great Hall</a></th>'
        "<td>41.9° N, 12.5° E</td><td>precise to the building</td><td>2</td></tr>"
    )
    assert '<a href="places.geojson" type="application/geo+json">' in page["map.html"]
    assert "style=" not in page["map.html"]


def test_the_map_stands_in_each_language():
    given_site = site(event("a", {"ref": "place/hall"}), languages=("en", "it"))
    found = made(given_site)
    assert list(found) == ["map.html", "it/map.html", "places.geojson"]
    assert '<a href="../places.geojson"' in found["it/map.html"]
    assert "Sala grande" in found["it/map.html"]


def test_the_page_of_a_place_shows_where_it_lies():
    found = Index(site(event("a", {"ref": "place/hall"}), event("b", {"ref": "place/bare"})))
    picture = maps.place_locator(found.topics["place/hall"], "en")
    assert picture.startswith('<figure class="locator" role="img" aria-label="Where the place')
    assert picture.count("<circle") == 1
    assert maps.place_locator(found.topics["place/bare"], "en") == ""


# -- drawing --------------------------------------------------------------------------------------


def shapes(picture):
    """The circles of a picture: x, y, radius."""
    found = re.findall(r'<circle class="[^"]*" cx="(-?\d+)" cy="(-?\d+)" r="(\d+)"', picture)
    return [tuple(map(int, one)) for one in found]


def test_circles_tell_how_exact_a_place_is():
    kinds = ["country", "region", "city", "building"]
    points = [Point(10, 50, kind) for kind in reversed(kinds)]
    picture = drawing(around(10, 50), points)
    assert [(x, radius) for x, _, radius in shapes(picture)] == [(500, RADII[k]) for k in kinds]


def test_what_a_record_says_is_escaped():
    point = Point(10, 50, '"><script>', "<i>x</i>", "a\"b'", "<t>")
    picture = drawing(around(10, 50), [point])
    assert "<script" not in picture
    assert '<circle class="point other"' in picture
    assert '<a href="a&#34;b&#39;" tabindex="-1">' in picture
    assert "<title>&lt;t&gt;</title>" in picture
    assert ">&lt;i&gt;x&lt;/i&gt;</text>" in picture


def test_a_window_reaches_over_the_antimeridian():
    points = [Point(178, -17, name="Suva"), Point(-176, -20, name="Tonga")]
    window = crowded(points)
    assert window is not None
    assert window.west < 178 < 184 < window.east
    assert [x for x, _, _ in shapes(drawing(window, points))] == sorted(
        x for x, _, _ in shapes(drawing(window, points))
    )
    assert len(shapes(drawing(around(179, 0), points))) == 0
    assert len(shapes(drawing(around(179, -15), points))) == 2


def test_the_poles_are_on_the_map():
    for lat in (90.0, -90.0):
        [(x, y, _)] = shapes(locator(Point(0, lat), "A pole"))
        assert x == 500
        assert y >= 0
        assert len(shapes(drawing(world([Point(0, lat)]), [Point(0, lat)]))) == 1


def test_few_scattered_places_have_no_region():
    assert crowded([Point(0, 0)]) is None
    assert crowded([Point(-120, 40), Point(0, 50), Point(140, -30), Point(30, -20)]) is None


@given(st.lists(POINTS, max_size=30))
def test_every_point_is_on_the_world_and_no_label_over_another(points):
    picture = drawing(world(points), points)
    width, height = map(int, re.search(r'viewBox="0 0 (\d+) (\d+)"', picture).groups())
    found = shapes(picture)
    assert len(found) == len(points)
    assert all(0 <= x <= width and 0 <= y <= height for x, y, _ in found)
    labels = re.findall(r'<text class="label (\w+)" x="(-?\d+)" y="(\d+)">([^<]*)<', picture)
    boxes = []
    for anchor, x, y, text in labels:
        size = 9.2 * len(text)
        left = int(x) - size * {"start": 0, "middle": 0.5, "end": 1}[anchor]
        boxes.append((left, int(y) - 18, left + size, int(y) + 6))
    for index, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[:index]:
            apart = other[2] <= left or right <= other[0] or other[3] <= top or bottom <= other[1]
            assert apart or left == right or other[0] == other[2]


@given(LON, LAT)
def test_land_stays_in_its_window(lon, lat):
    window = around(lon, lat)

    def at(east, north):
        return round((east - window.west) * 10), round((window.north - north) * 10)

    path = outline(window, at)
    for ring in filter(None, path.split("M")):
        start, _, steps = ring.rstrip("z").partition("l")
        x, y = map(int, start.split(" "))
        numbers = list(map(int, steps.split(" ")))
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            assert -1 <= x <= 561
            assert -1 <= y <= 321


def test_the_land_is_where_it_should_be():
    def land(lon, lat):
        """Whether a point lies in the outlines of a small window about it."""
        window = Window(lon - 3, lat - 3, lon + 3, lat + 3)
        path = outline(window, lambda e, n: (round((e - lon) * 100), round((n - lat) * 100)))
        inside = False
        for ring in filter(None, path.split("M")):
            start, _, steps = ring.rstrip("z").partition("l")
            points = [tuple(map(int, start.split(" ")))]
            numbers = list(map(int, steps.split(" ")))
            for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
                points.append((points[-1][0] + dx, points[-1][1] + dy))
            for (x1, y1), (x2, y2) in pairwise([*points, points[0]]):
                if (y1 > 0) != (y2 > 0) and x1 + (0 - y1) * (x2 - x1) / (y2 - y1) > 0:
                    inside = not inside
        return inside

    on_land = [(13.4, 52.5), (-77.5, 39), (133, -25), (25, 0), (178, 67), (-172, 66), (0, -85)]
    at_sea = [(-30, 40), (-150, 0), (180, 0), (-180, 45), (75, -20), (0, 88)]
    assert [land(*point) for point in on_land] == [True] * len(on_land)
    assert [land(*point) for point in at_sea] == [False] * len(at_sea)

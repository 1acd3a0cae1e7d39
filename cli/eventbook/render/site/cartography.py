"""Maps as SVG: land, and circles where places are.

The projection is equirectangular with a standard parallel in the middle of the map, so that
shapes there are as they should be (Snyder, Map Projections, USGS Professional Paper 1395, 1987,
section 12). A window may reach over the antimeridian, and it never reaches over a pole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import cos, isfinite, radians
from typing import Final, NamedTuple, TypeAlias

from markupsafe import Markup, escape

from eventbook.render.reading import sub
from eventbook.render.site.land import Position, Window, outline

RADII: Final = {"country": 44, "region": 24, "city": 9, "street": 7, "building": 6, "other": 9}
"""How large the circle of a point is that stands for a place of a kind; `""` is `other`."""

_WIDTH: Final = 1000
"""Of every map, in units of its picture."""
_LETTER: Final = 9.2
"""The width of a letter of a label."""
_HALF: Final = 12.0
"""Half of its height."""
_STEEPEST: Final = 0.2


class Point(NamedTuple):
    """A place on the map.

    Attributes:
        lon, lat: in degrees east and north (WGS 84).
        precision: a key of `RADII`, or empty.
        name: what stands beside it, if there is room.
        href: where it leads.
        title: what is said when it is pointed at.
        weight: the heaviest are named first.
    """

    lon: float
    lat: float
    precision: str = ""
    name: str = ""
    href: str = ""
    title: str = ""
    weight: int = 0


class _Scale(NamedTuple):
    """How degrees become units of a picture."""

    window: Window
    x: float
    y: float

    @classmethod
    def of(cls, window: Window) -> _Scale:
        parallel = cos(radians((window.south + window.north) / 2))
        x = _WIDTH / (window.east - window.west)
        return cls(window, x, x / max(parallel, _STEEPEST))

    @property
    def height(self) -> int:
        return round((self.window.north - self.window.south) * self.y)

    def at(self, lon: float, lat: float) -> tuple[int, int]:
        return round((lon - self.window.west) * self.x), round((self.window.north - lat) * self.y)


def position(coordinates: object) -> Position | None:
    """The point that a record's coordinates give; None if they give none."""
    found = (sub(coordinates).get("lon"), sub(coordinates).get("lat"))
    lon, lat = (
        float(one)
        if isinstance(one, int | float) and not isinstance(one, bool) and isfinite(one)
        else None
        for one in found
    )
    if lon is None or lat is None or not (-180 <= lon <= 180 and -90 <= lat <= 90):
        return None
    return lon, lat


def around(lon: float, lat: float, width: float = 56, height: float = 32) -> Window:
    """A window of a size in degrees about a point, moved away from the poles."""
    south = min(max(lat - height / 2, -90), 90 - height)
    return Window(lon - width / 2, south, lon + width / 2, south + height)


def world(points: Iterable[Point]) -> Window:
    """The whole earth; the ice at the poles only where there are points."""
    lats = [point.lat for point in points]
    return (
        Window(-180, min(-58.0, *lats), 180, max(84.0, *lats))
        if lats
        else Window(-180, -58, 180, 84)
    )


def crowded(points: Sequence[Point]) -> Window | None:
    """The part of the earth where most of the points lie, if that is a small part."""
    best: list[Point] = []
    for centre in points[:: max(1, len(points) // 200)]:
        window = around(centre.lon, centre.lat, 50, 30)
        found = [point for point in points if window.holds(point.lon, point.lat)]
        best = max(best, found, key=len)
    if len(best) < 2 or len(best) < 0.6 * len(points):
        return None
    start = best[0].lon
    lons = sorted((point.lon - start + 180) % 360 - 180 for point in best)
    lats = sorted(point.lat for point in best)
    width = max(1.3 * (lons[-1] - lons[0]), 14.0)
    middle = (lats[-1] + lats[0]) / 2
    height = max(1.3 * (lats[-1] - lats[0]), 0.55 * width * max(cos(radians(middle)), _STEEPEST))
    return around(start + (lons[-1] + lons[0]) / 2, middle, width, min(height, 180))


def drawing(window: Window, points: Iterable[Point], *, named: bool = True) -> Markup:
    """A map of a window as SVG, which a reader of the page needs not be told of.

    Args:
        window: what it shows.
        points: those outside of the window are left out.
        named: whether names stand beside the points.
    """
    scale = _Scale.of(window)
    found = sorted(
        (point for point in points if window.holds(point.lon, point.lat)),
        key=lambda point: (-_radius(point), -point.weight, point.name),
    )
    out = [
        f'<svg class="map" viewBox="0 0 {_WIDTH} {scale.height}" aria-hidden="true">\n',
        f'<rect class="sea" width="{_WIDTH}" height="{scale.height}"/>\n',
        f'<path class="land" fill-rule="evenodd" d="{outline(window, scale.at)}"/>\n',
    ]
    out += [_circle(point, scale) for point in found]
    out += _labels(found, scale) if named else []
    out.append("</svg>\n")
    return Markup("".join(out))


def locator(point: Point, title: str) -> Markup:
    """A small map that tells where a place lies.

    Args:
        point: the place.
        title: what the map is called for those who do not see it.
    """
    width = 54 / max(cos(radians(point.lat)), 2 * _STEEPEST)
    picture = drawing(around(point.lon, point.lat, width), [point], named=False)
    figure = '<figure class="locator" role="img" aria-label="{}">\n{}</figure>\n'
    return Markup(figure).format(title, picture)


# -- circles and their names ----------------------------------------------------------------------


def _radius(point: Point) -> int:
    return RADII.get(point.precision, RADII["other"])


def _circle(point: Point, scale: _Scale) -> str:
    x, y = scale.at(scale.window.near(point.lon), point.lat)
    kind = point.precision if point.precision in RADII else "other"
    title = f"<title>{escape(point.title)}</title>" if point.title else ""
    circle = f'<circle class="point {kind}" cx="{x}" cy="{y}" r="{_radius(point)}">{title}</circle>'
    if not point.href:
        return f"{circle}\n"
    return f'<a href="{escape(point.href)}" tabindex="-1">{circle}</a>\n'


_Box: TypeAlias = tuple[float, float, float, float]


def _labels(points: Sequence[Point], scale: _Scale) -> list[str]:
    """Names beside the points, the heaviest first; none over another, or over a point."""
    taken: list[_Box] = []
    spots = []
    for point in points:
        x, y = scale.at(scale.window.near(point.lon), point.lat)
        spots.append((point, x, y))
        if _radius(point) <= RADII["city"]:
            r = _radius(point)
            taken.append((x - r, y - r, x + r, y + r))
    out = []
    for point, x, y in sorted(spots, key=lambda spot: -spot[0].weight)[:80]:
        for box, left, low, anchor in _places(point, x, y):
            if _free(box, taken, scale):
                taken.append(box)
                name, at = escape(point.name), f'x="{left}" y="{low}"'
                out.append(f'<text class="label {anchor}" {at}>{name}</text>\n')
                break
    return out


def _places(point: Point, x: int, y: int) -> Iterator[tuple[_Box, int, int, str]]:
    """Where a name may stand: to the right, the left, below, above."""
    width, gap = len(point.name) * _LETTER, min(_radius(point), RADII["city"]) + 5
    off = round(gap + _HALF)
    for at, middle, anchor in (
        (x + gap, y, "start"),
        (x - gap, y, "end"),
        (x, y + off, "middle"),
        (x, y - off, "middle"),
    ):
        left = at - width * {"start": 0, "end": 1, "middle": 0.5}[anchor]
        yield (left, middle - _HALF, left + width, middle + _HALF), at, middle + 6, anchor


def _free(box: _Box, taken: Iterable[_Box], scale: _Scale) -> bool:
    left, top, right, bottom = box
    if left < 2 or top < 2 or right > _WIDTH - 2 or bottom > scale.height - 2:
        return False
    return not any(x < right and left < r and t < bottom and top < b for x, t, r, b in taken)

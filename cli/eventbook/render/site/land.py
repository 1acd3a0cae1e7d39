"""The land of the earth, cut out for a map.

It is Natural Earth's at 1:110 million (public domain, naturalearthdata.com), in `assets/land.txt`:
a ring a line, its first point and the steps from point to point as `x,y` in tenths of a degree.
Rings run on over the antimeridian, so that no line crosses the whole earth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

Position: TypeAlias = tuple[float, float]
"""Degrees east and north."""


class Window(NamedTuple):
    """What a map shows, in degrees; `east` may be more than 180."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point lies in it."""
        return self.south <= lat <= self.north and self.near(lon) <= self.east

    def near(self, lon: float) -> float:
        """The same meridian, counted from the window's western edge on."""
        return self.west + (lon - self.west) % 360


@cache
def _rings() -> tuple[tuple[tuple[Position, ...], Window], ...]:
    """The outlines of land, in degrees, each with what it covers."""
    from pkgutil import get_data

    rings = []
    for line in (get_data("eventbook.render.site", "assets/land.txt") or b"").decode().splitlines():
        x = y = 0
        ring = []
        for pair in line.split(" "):
            dx, dy = pair.split(",")
            x, y = x + int(dx), y + int(dy)
            ring.append((x / 10, y / 10))
        lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
        rings.append((tuple(ring), Window(min(lons), min(lats), max(lons), max(lats))))
    return tuple(rings)


def outline(window: Window, at: Callable[[float, float], tuple[int, int]]) -> str:
    """The land in a window, as the data of an SVG path.

    Args:
        window: what is drawn.
        at: from degrees to units of the picture.
    """
    out = []
    for shift in (-360, 0, 360):
        moved = Window(window.west - shift, window.south, window.east - shift, window.north)
        for ring, extent in _rings():
            if not _meet(extent, moved):
                continue
            points = [at(lon + shift, lat) for lon, lat in _clipped(ring, moved)]
            thin = [one for i, one in enumerate(points) if one != points[i - 1]]
            if len(thin) > 2:
                out.append(_path(thin))
    return "".join(out)


def _meet(one: Window, other: Window) -> bool:
    across = one.west < other.east and other.west < one.east
    return across and one.south < other.north and other.south < one.north


def _path(points: Sequence[tuple[int, int]]) -> str:
    x, y = points[0]
    steps = []
    for one, other in points[1:]:
        steps.append(f"{one - x} {other - y}")
        x, y = one, other
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z"


def _clipped(ring: Sequence[Position], window: Window) -> Sequence[Position]:
    """The part of a ring in a window (Sutherland and Hodgman, CACM 17(1), 1974)."""
    for axis, edge, sign in (
        (0, window.west, 1),
        (0, window.east, -1),
        (1, window.south, 1),
        (1, window.north, -1),
    ):
        out: list[Position] = []
        for index, point in enumerate(ring):
            before = ring[index - 1]
            inside, was = (sign * (one[axis] - edge) >= 0 for one in (point, before))
            if inside != was:
                share = (edge - before[axis]) / (point[axis] - before[axis])
                cut = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
                out.append((edge, cut) if axis == 0 else (cut, edge))
            if inside:
                out.append(point)
        ring = out
        if not ring:
            break
    return ring

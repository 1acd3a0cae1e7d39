"""coords-suspect: coordinates lie in the country that the place is said to be in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eventbook.book.settings import Settings
from eventbook.events.country_boxes import box
from eventbook.jsonvalue import Json
from eventbook.rules.record import Record
from eventbook.rules.rule import ANY_MODEL, Manual, RecordRule, Remark


def check(record: Record, _settings: Settings) -> Iterator[Remark]:
    """Coordinates of nowhere, with their two numbers swapped, or of another country."""
    for place, entity in (((), record.fields), *record.inner):
        if "coordinates" not in entity or place[:1] == ("local",):
            continue  # the archive's own fields mean what the archive says
        point = _point(entity["coordinates"])
        said = _said(point, entity.get("country")) if point else None
        if said:
            yield Remark(said[0], (*place, "coordinates"), help=said[1])


def _point(coordinates: Json) -> tuple[float, float] | None:
    if not isinstance(coordinates, dict):
        return None
    lat, lon = _degrees(coordinates, "lat"), _degrees(coordinates, "lon")
    return None if lat is None or lon is None else (lat, lon)


def _degrees(coordinates: Mapping[str, Json], name: str) -> float | None:
    found = coordinates.get(name)
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    return float(found) if is_number and abs(found) <= 180 else None  # type: ignore[arg-type]


def _said(point: tuple[float, float], country: Json) -> tuple[str, str] | None:
    """What is wrong with a point, and what to do."""
    lat, lon = point
    if lat == 0 and lon == 0:
        return "0/0 lies in the sea off Africa", "leave the coordinates out if they are unknown"
    bounds = box(country) if isinstance(country, str) else None
    if bounds is None or bounds.holds(lat, lon):
        return None
    if bounds.holds(lon, lat):
        return (
            f"{lat:g}/{lon:g} lies outside of {country}, but {lon:g}/{lat:g} in it",
            "swap `lat` and `lon`",
        )
    return f"{lat:g}/{lon:g} lies outside of {country}", "correct the coordinates, or the country"


_WRONG = """\
place:
  name: Conservatory
  city: Turin
  country: IT
  coordinates: {lat: 7.68, lon: 45.07}
"""
_RIGHT = """\
place:
  name: Conservatory
  city: Turin
  country: IT
  coordinates: {lat: 45.07, lon: 7.68}
"""

RULE = RecordRule(
    slug="coords-suspect",
    severity="warning",
    manual=Manual(
        summary="Coordinates are 0/0, swapped, or outside of the country.",
        why="On a map it would be in the wrong place. A missing minus sign, or the two "
        "numbers the wrong way round, is seen nowhere else.",
        remedy="Correct the coordinates or the country. Countries are compared by rough boxes, "
        "one degree wider than needed.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model=ANY_MODEL,
)

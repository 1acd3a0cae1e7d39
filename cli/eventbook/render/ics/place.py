"""Where a calendar says an event takes place: LOCATION, GEO and VLOCATION."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from eventbook.render.eventview import PlaceView
from eventbook.render.ics.lines import line, text
from eventbook.render.reading import Reader, sub

_A_PLACE: Final = ("building", "street", "city")
"""What a point may stand for. Calendars draw it as a pin: that of a region would be a lie."""


def location(place: PlaceView | None, reader: Reader) -> str:
    """A place as one text, from the smallest part to the country."""
    return reader.phrase("list").join(part.text for part in place.parts) if place else ""


def geo(value: object, reader: Reader) -> str | None:
    """Latitude and longitude, if the point stands for a place that a pin can show.

    Args:
        value: the place as the record gives it.
    """
    point = sub(reader.entity(value).get("coordinates"))
    lat, lon = point.get("lat"), point.get("lon")
    if point.get("precision") not in _A_PLACE or not (_is_number(lat) and _is_number(lon)):
        return None
    return f"{_decimal(lat)};{_decimal(lon)}"


def component(place: PlaceView | None, point: str | None, uid: str) -> Iterator[str]:
    """A VLOCATION (RFC 9073, section 7.2) for a place that has a name."""
    if place and place.parts:
        yield "BEGIN:VLOCATION"
        yield line("UID", text(uid))
        yield line("NAME", text(place.parts[0].text), LANGUAGE=place.parts[0].lang)
        if point:
            yield line("GEO", point)
        yield "END:VLOCATION"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= 180


def _decimal(value: object) -> str:
    """Six decimals, a tenth of a metre, as RFC 5545 (section 3.8.1.6) advises."""
    return f"{value:.6f}".rstrip("0").rstrip(".")

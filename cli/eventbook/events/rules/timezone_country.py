"""timezone-country: the time zone is one that is used in the country of the place.

Source: `zone.tab`, `zone1970.tab` and the links of `tzdata.zi` in the IANA time zone database, as
the tzdata package has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.findings import Fix
from eventbook.rules.rule import Manual, RecordRule, Remark
from eventbook.values.timezone import tables

_SHOWN = 5


def check(record: Facts, _settings: Settings) -> Iterator[Remark]:
    """A zone of other countries only. UTC and names without a country are nobody's to refuse."""
    zone, place = record.fields.get("timezone"), record.fields.get("place")
    country = place.get("country") if isinstance(place, dict) else None
    if not isinstance(zone, str) or not isinstance(country, str):
        return
    used_in = _countries().get(_present_name(zone), frozenset())
    if not used_in or country in used_in:
        return
    usual = [name for name, countries in _countries().items() if country in countries]
    if usual:
        yield Remark(
            f"`{zone}` is not a time zone of the country, {country}",
            ("timezone",),
            help=f"used there: {_listed(usual)}",
            fix=Fix("unsafe", usual[0]) if len(usual) == 1 else None,
        )


def _listed(zones: list[str]) -> str:
    more = ", …" if len(zones) > _SHOWN else ""
    return ", ".join(f"`{zone}`" for zone in zones[:_SHOWN]) + more


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, frozenset[str]]:
    """The countries of each zone that the tables name, in the order of the tables."""
    found: dict[str, set[str]] = {}
    for table in ("zone.tab", "zone1970.tab"):
        for line in _lines(table):
            if not line.startswith("#"):
                codes, _, zone = line.split("\t")[:3]
                found.setdefault(zone, set()).update(codes.split(","))
    return MappingProxyType({zone: frozenset(codes) for zone, codes in found.items()})


def _present_name(zone: str) -> str:
    """The zone that an old name stands for: `Asia/Calcutta` is `Asia/Kolkata`."""
    return zone if zone in _countries() else _links().get(zone, zone)


@lru_cache(maxsize=1)
def _links() -> Mapping[str, str]:
    words = [line.split() for line in _lines("tzdata.zi") if line.startswith("L ")]
    return MappingProxyType({name: target for _, target, name in words})


def _lines(name: str) -> list[str]:
    return tables(f"zoneinfo/{name}").splitlines()


_WRONG = """\
timezone: Europe/Berlin
place: {name: Conservatory, city: Turin, country: IT}
"""
_RIGHT = """\
timezone: Europe/Rome
place: {name: Conservatory, city: Turin, country: IT}
"""

RULE = RecordRule(
    slug="timezone-country",
    severity="warning",
    manual=Manual(
        summary="The time zone is not used in the country of the place.",
        why="Times would be shown hours off in calendars. Most often the zone of the editor, or "
        "of a neighbouring record, was left in.",
        remedy="Write the zone of the place. UTC is accepted everywhere.",
        wrong=_WRONG,
        right=_RIGHT,
        unsafe="writes the zone of the country where it has but one",
    ),
    check=check,
    model="event",
)

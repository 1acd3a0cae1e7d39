"""Time zones: names of the IANA time zone database that stand for a place, and UTC.

The names are those of the tzdata package, read once; no path is ever made from what is checked.
"""

from __future__ import annotations

import re
from functools import lru_cache

from eventbook.values.problem import Problem, described, shown

# Names in the database that are abbreviations: they fix an offset and its changes, not a place.
_ABBREVIATED = "CET EET MET WET EST MST HST UCT Factory EST5EDT CST6CDT MST7MDT PST8PDT"
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_OFFSET = re.compile(r"(?:UTC|GMT|Z)?\s*[+−-]\s*\d{1,2}(?::?\d\d)?", re.IGNORECASE)
_EXAMPLE = "write the zone of the place, such as `Europe/Rome` or `Asia/Baku`"


def check(name: str) -> str | None:
    """None for a zone's name, else what is wrong and what to write."""
    return described(problem(name))


def problem(name: str) -> Problem | None:
    """What is wrong with a zone's name; None where it is good."""
    if name in zones() and name not in _ABBREVIATIONS:
        return None
    if name in _ABBREVIATIONS or re.fullmatch(r"\s*[A-Z]{2,5}\s*", name):
        if name.strip() in zones() - _ABBREVIATIONS:
            return _instead(name, name.strip())
        return _refused(f"{shown(name)} is an abbreviation and names no place", _EXAMPLE)
    if _OFFSET.fullmatch(name.strip()):
        return _refused(f"{shown(name)} is an offset, not a time zone", _EXAMPLE)
    meant = _meant(name)
    return _instead(name, meant) if meant else _refused(_unknown(name), _EXAMPLE)


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """Every zone's name in the tzdata package, links included."""
    return frozenset(tables("zones").split())


def tables(name: str) -> str:
    """A file of the tzdata package, such as `zones`."""
    from pkgutil import get_data  # importlib.resources takes ten times as long to import

    data = get_data("tzdata", name)
    assert data is not None  # its loader can read files
    return data.decode()


def _meant(name: str) -> str | None:
    """The zone most likely meant: other case, spaces, a city alone, a slip of the hand."""
    written = name.strip().replace(" ", "_").casefold()
    by_name = {zone.casefold(): zone for zone in sorted(zones() - _ABBREVIATIONS)}
    # Etc/GMT+2 lies west of Greenwich: nobody who writes GMT+2 means it
    by_city = {
        folded.rpartition("/")[2]: zone
        for folded, zone in by_name.items()
        if "/" in folded and not folded.startswith("etc/")
    }
    exact = by_name.get(written) or by_city.get(written)
    if exact or "/" not in written:
        return exact or ("UTC" if written == "z" else None)
    from difflib import get_close_matches

    close = get_close_matches(written[:60], by_name, n=1, cutoff=0.8)
    return by_name[close[0]] if close else None


def _unknown(name: str) -> str:
    return f"{shown(name)} is not a time zone"


def _instead(name: str, meant: str) -> Problem:
    return _refused(_unknown(name), f"write `{meant}`", meant)


def _refused(message: str, advice: str, replacement: str | None = None) -> Problem:
    return Problem("timezone-invalid", message, advice, replacement)

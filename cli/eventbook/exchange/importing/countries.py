"""Countries by their names in many languages: exactly, never by likeness, for nobody looks on."""

from __future__ import annotations

import re
from functools import lru_cache

from eventbook.exchange.importing.unfit import Unfit
from eventbook.values.country import ISO_3166_1
from eventbook.values.folding import fold

_LANGUAGES = (
    *("en", "de", "fr", "it", "es", "pt", "nl", "pl", "ru", "tr", "az", "sv", "da", "nb", "fi"),
    *("cs", "hu", "ro", "el", "uk", "ja", "zh"),
)
_SHORTEST_NAME = 4  # letters; shorter ones are codes
_NOT_WORDS = re.compile(r"[^\w&]+|_")

# Names in use that the Unicode database has in another form.
_OTHERS = {
    "usa": "US", "united states of america": "US", "america": "US",
    "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "holland": "NL", "the netherlands": "NL", "uae": "AE",
    "czech republic": "CZ", "turkey": "TR", "turkiye": "TR", "macedonia": "MK", "burma": "MM",
    "myanmar": "MM", "swaziland": "SZ", "vatican": "VA", "palestine": "PS", "hong kong": "HK",
    "macau": "MO", "macao": "MO", "ivory coast": "CI", "cape verde": "CV",
    "republic of korea": "KR", "russian federation": "RU", "viet nam": "VN", "brasil": "BR",
    "republic of ireland": "IE", "the gambia": "GM", "the bahamas": "BS", "east timor": "TL",
    "democratic republic of the congo": "CD", "drc": "CD", "republic of the congo": "CG",
    "people s republic of china": "CN", "prc": "CN", "the philippines": "PH",
    "republic of moldova": "MD", "lao pdr": "LA",
}  # fmt: skip


def country_of(text: str) -> str:
    """The ISO 3166-1 alpha-2 code of a code of two or three letters, or of a name.

    Raises:
        Unfit: it is none, or the name is that of several.
    """
    words = _words(text)
    code = words.replace(" ", "").upper()
    if code in ISO_3166_1:
        return code
    found = _names().get(words) or _names().get(code.lower())
    if found is None:
        found = _of_three_letters(code)
    if found is None:
        raise Unfit("no country of ISO 3166-1 has this name")
    if len(found) > 1:
        raise Unfit(f"countries of this name are {', '.join(sorted(found))}")
    return min(found)


def _words(text: str) -> str:
    return " ".join(_NOT_WORDS.sub(" ", fold(text).replace("&", " and ")).split())


def _of_three_letters(code: str) -> frozenset[str] | None:
    from babel.core import get_global

    found = get_global("territory_aliases").get(code, ()) if len(code) == 3 else ()
    return frozenset(each for each in found if each in ISO_3166_1) or None


@lru_cache(maxsize=1)
def _names() -> dict[str, frozenset[str]]:
    """The codes that a name has, by the name's words; our own list goes before the others."""
    from babel import Locale

    found: dict[str, set[str]] = {}
    for tag in _LANGUAGES:
        for code, name in Locale(tag).territories.items():
            words = _words(str(name))
            if code in ISO_3166_1 and len(words) >= _SHORTEST_NAME:
                found.setdefault(words, set()).add(code)
    for name, code in _OTHERS.items():
        found[name] = {code}
    return {name: frozenset(codes) for name, codes in found.items()}

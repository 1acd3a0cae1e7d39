"""Country codes: ISO 3166-1 alpha-2, in capitals."""

from __future__ import annotations

from functools import lru_cache

from eventbook.values.problem import Problem, described, shown

_CODES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM
    ZW
"""

ISO_3166_1 = frozenset(_CODES.split())
"""The 249 officially assigned codes."""


def check(code: str) -> str | None:
    """None for an assigned alpha-2 code in capitals, else what is wrong and what to write."""
    return described(problem(code))


def problem(code: str) -> Problem | None:
    """What is wrong with a country code; None where it is good."""
    if code in ISO_3166_1:
        return None
    meant = _meant(code.strip())
    if len(meant) == 1:
        return _refused(code, f"write `{meant[0]}`", meant[0])
    if meant:
        return _refused(code, "the codes of today are " + ", ".join(f"`{one}`" for one in meant))
    return _refused(code, "use the two capital letters of ISO 3166-1, such as `IT`")


def _refused(code: str, advice: str, replacement: str | None = None) -> Problem:
    return Problem("code-invalid", f"{shown(code)} is not a country code", advice, replacement)


def _meant(text: str) -> list[str]:
    """The codes that a text most likely means: old codes, three letters, English names."""
    from difflib import get_close_matches

    from babel.core import get_global

    if text.upper() in ISO_3166_1:
        return [text.upper()]
    aliases = get_global("territory_aliases").get(text.upper(), ())
    if found := [code for code in aliases if code in ISO_3166_1]:
        return found
    names = _names()
    close = get_close_matches(text.casefold(), names, n=1, cutoff=0.85)
    return [names[close[0]]] if close else []


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    from babel import Locale

    territories = Locale("en").territories
    names = {str(territories[code]).casefold(): code for code in sorted(ISO_3166_1)}
    return names | _OTHER_NAMES


_OTHER_NAMES = {
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "great britain": "GB",
    "holland": "NL",
    "usa": "US",
    "czech republic": "CZ",
    "turkey": "TR",
    "bosnia and herzegovina": "BA",
    "macedonia": "MK",
    "burma": "MM",
    "swaziland": "SZ",
    "vatican": "VA",
    "palestine": "PS",
    "hong kong": "HK",
    "ivory coast": "CI",
    "cape verde": "CV",
}

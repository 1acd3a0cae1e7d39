"""Language tags: BCP 47 (RFC 5646), well-formed and in the usual case.

Two-letter languages must be registered in ISO 639-1, two-letter regions in ISO 3166-1 or the
language subtag registry; other subtags are taken as they are, if well-formed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from eventbook.values.country import ISO_3166_1
from eventbook.values.problem import Problem, described, shown

_PAIRS = """
    aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul bibis
    bmbam bnben bobod brbre bsbos cacat ceche chcha cocos crcre csces cuchu cvchv cycym dadan dedeu
    dvdiv dzdzo eeewe elell eneng eoepo esspa etest eueus fafas ffful fifin fjfij fofao frfra fyfry
    gagle gdgla glglg gngrn guguj gvglv hahau heheb hihin hohmo hrhrv hthat huhun hyhye hzher iaina
    idind ieile igibo iiiii ikipk ioido isisl itita iuiku jajpn jvjav kakat kgkon kikik kjkua kkkaz
    klkal kmkhm knkan kokor krkau kskas kukur kvkom kwcor kykir lalat lbltz lglug lilim lnlin lolao
    ltlit lulub lvlav mgmlg mhmah mimri mkmkd mlmal mnmon mrmar msmsa mtmlt mymya nanau nbnob ndnde
    nenep ngndo nlnld nnnno nonor nrnbl nvnav nynya ococi ojoji omorm orori ososs papan pipli plpol
    pspus ptpor quque rmroh rnrun roron rurus rwkin sasan scsrd sdsnd sesme sgsag sisin skslk slslv
    smsmo snsna sosom sqsqi srsrp ssssw stsot susun svswe swswa tatam tetel tgtgk ththa titir tktuk
    tltgl tntsn toton trtur tstso tttat twtwi tytah uguig ukukr ururd uzuzb veven vivie vovol wawln
    wowol xhxho yiyid yoyor zazha zhzho zuzul
"""  # each ISO 639-1 code with its ISO 639-2/T code behind it

ISO_639_1 = frozenset(pair[:2] for pair in _PAIRS.split())
"""The 183 two-letter language codes in force."""

_SHORTER = {pair[2:]: pair[:2] for pair in _PAIRS.split()}
_BIBLIOGRAPHIC = {
    "alb": "sq", "arm": "hy", "baq": "eu", "bur": "my", "chi": "zh", "cze": "cs", "dut": "nl",
    "fre": "fr", "geo": "ka", "ger": "de", "gre": "el", "ice": "is", "mac": "mk", "mao": "mi",
    "may": "ms", "per": "fa", "rum": "ro", "slo": "sk", "tib": "bo", "wel": "cy",
}  # fmt: skip

_OTHER_REGIONS = frozenset(  # exceptional reservations in the registry, and private use
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "TA", "UN", "AA", "ZZ")
)
_PRIVATE_REGION = re.compile(r"Q[M-Z]|X[A-Z]")

_LANGTAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?P<extlang>(?:-[a-z]{3}){0,3})"
    r"(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
    r"(?P<extensions>(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*)"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?"
)
_PRIVATE = re.compile(r"x(?:-[a-z0-9]{1,8})+")
_LONGEST = 100


def check(tag: str) -> str | None:
    """None for a good tag, else what is wrong and what to write."""
    return described(problem(tag))


def problem(tag: str) -> Problem | None:
    """What is wrong with a language tag; None where it is good."""
    if tag in ISO_639_1 and tag != "no":
        return None
    lower = tag.lower()
    match = _LANGTAG.fullmatch(lower) if len(tag) <= _LONGEST and tag.isascii() else None
    if match is None:
        return None if _PRIVATE.fullmatch(tag) else _malformed(tag)
    if twice := _repeated(match):  # first: no other correction would make it good
        return _refused(tag, f"`{twice}` stands in it twice")
    found = _language_problem(tag, match["language"]) or _region_problem(tag, match["region"])
    if found is None and tag != (usual := in_usual_case(lower)):
        found = _refused(tag, f"write `{usual}`", usual)
    return found


def in_usual_case(tag: str) -> str:
    """A tag as RFC 5646 section 2.1.1 recommends to write it: `az-Arab`, `en-GB`."""
    parts = tag.lower().split("-")
    for place, part in enumerate(parts[1:], start=1):
        if len(parts[place - 1]) == 1:
            break
        if len(part) == 2:
            parts[place] = part.upper()
        elif len(part) == 4 and part.isalpha():
            parts[place] = part.title()
    return "-".join(parts)


def _language_problem(tag: str, language: str) -> Problem | None:
    if language == "no":
        return _refused(tag, "write `nb` for Bokmål or `nn` for Nynorsk")
    if len(language) == 2:
        return None if language in ISO_639_1 else _unregistered(tag, language)
    shorter = _SHORTER.get(language) or _BIBLIOGRAPHIC.get(language)
    return _instead(tag, language, shorter) if shorter else None


def _region_problem(tag: str, region: str | None) -> Problem | None:
    code = (region or "").upper()
    if not code.isalpha() or code in ISO_3166_1 | _OTHER_REGIONS or _PRIVATE_REGION.match(code):
        return None
    from eventbook.values.country import problem as country_problem

    found = country_problem(code)
    if found is None or found.replacement is None:
        return _refused(tag, f"`{code}` is no region")
    meant = in_usual_case(re.sub(f"(?i)-{code}(?=-|$)", f"-{found.replacement}", tag, count=1))
    return _refused(tag, f"write `{meant}`", meant)


def _repeated(match: re.Match[str]) -> str | None:
    """A variant or an extension's letter that stands in the tag twice (RFC 5646, 2.2.9)."""
    variants = match["variants"].split("-")[1:]
    letters = re.findall(r"-([a-z0-9])(?=-)", match["extensions"])
    return next((one for one in variants + letters if (variants + letters).count(one) > 1), None)


def _unregistered(tag: str, language: str) -> Problem:
    """A withdrawn code (`iw`), or a country's (`jp`): what was most likely meant."""
    from babel.core import get_global

    meant = get_global("language_aliases").get(language)
    if meant is None:
        meant = get_global("likely_subtags").get(f"und_{language.upper()}", "").split("_")[0]
    found = _instead(tag, language, meant.replace("_", "-")) if meant else None
    return found or _refused(tag, f"`{language}` is no language in ISO 639-1")


def _instead(tag: str, language: str, meant: str) -> Problem:
    better = in_usual_case(meant + tag[len(language) :])
    usable = better if problem(better) is None else None
    return _refused(tag, f"write `{better}`", usable)


def _malformed(tag: str) -> Problem:
    """An underscore, a language's English name, or nothing that can be read as a tag."""
    hyphened = tag.strip().replace("_", "-")
    if hyphened != tag and problem(hyphened) is None:
        return _refused(tag, f"write `{hyphened}`", hyphened)
    usual = in_usual_case(hyphened)
    if hyphened != tag and problem(usual) is None:
        return _refused(tag, f"write `{usual}`", usual)
    from difflib import get_close_matches

    names = _names()
    close = get_close_matches(tag.strip().casefold()[:_LONGEST], names, n=1, cutoff=0.8)
    if close:
        return _refused(tag, f"write `{names[close[0]]}`", names[close[0]])
    return _refused(tag, "write a BCP 47 tag such as `it`, `az-Arab` or `en-GB`")


def _refused(tag: str, advice: str, replacement: str | None = None) -> Problem:
    return Problem("code-invalid", f"{shown(tag)} is not a language tag", advice, replacement)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    from babel import Locale

    languages = Locale("en").languages
    names = {str(languages[code]).casefold(): code for code in sorted(ISO_639_1 - {"no"})}
    return names | {"norwegian": "nb", "farsi": "fa", "azeri": "az"}

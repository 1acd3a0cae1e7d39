"""Words for dates as people type them, read as EDTF: `24 February 2023`, `c. 1905`, `1990s`.

Month, season and weekday names are understood in the languages of `date_lexicon`, as is what
`date_words` writes of dates and of intervals without an unknown end; all else is English or
numbers. What can mean two different dates is not read at all: `04/02/2023`, `1900s`, `1905/06`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from eventbook.values.date_lexicon import (
    PHRASES,
    language_of,
    month_numbers,
    season_numbers,
    weekday_names,
)
from eventbook.values.edtf import OPEN, UNKNOWN, Edtf, try_parse
from eventbook.values.folding import fold

_LONGEST = 100

_UNKNOWN_WORDS = frozenset(
    (
        *("unknown", "unknown date", "undated", "no date", "n.d.", "n. d.", "nd", "?"),
        *("sconosciuta", "ignota", "senza data", "s.d.", "s. d.", "sans date", "inconnue"),
        *("unbekannt", "ohne datum", "o.d.", "o. d.", "неизвестна", "без даты", "б.д.", "б. д."),
        *(fold(word) for word in ("naməlum", "məlum deyil", "tarixsiz", "tarihsiz", "bilinmiyor")),
        *(fold(phrases.unknown) for phrases in PHRASES.values()),
    )
)
_ABOUT_WORDS = "|".join(re.escape(fold(phrases.about[:-2])) for phrases in PHRASES.values())
_ABOUT = re.compile(
    r"(?:c(?:a|irca)?\.? ?(?=[0-9])|c\. |ca\.? |around |approx(?:\.|imately)? |roughly |etwa |um "
    rf"|env(?:\.|iron) |verso |около |~ ?|{_ABOUT_WORDS})(?:le )?(.+)"
)
_UNSURE_WORDS = "|".join(re.escape(fold(phrases.uncertain[3:])) for phrases in PHRASES.values())
_UNSURE_BEFORE = re.compile(r"(?:probably|perhaps|possibly|maybe|uncertain:?) (.+)")
_UNSURE_AFTER = re.compile(rf"(.+?) ?(?:\((?:probably|\?)\)|\?|{_UNSURE_WORDS})")
_MARKS = {(False, False): "", (True, False): "?", (False, True): "~", (True, True): "%"}

_FILLERS = frozenset(
    ("of", "the", "th", "st", "nd", "rd", "er", "de", "del", "di", "il", "ci", "cu", "г", "года")
)
_TOKENS = re.compile(r"[0-9]+|[^\W\d_]+")
_BETWEEN_TOKENS = frozenset(" ,.'’-")

_SPAN_LEADS = re.compile(r"(?:(?:from|between|dal|da|vom|von|du|de) |dall'|d')(.+)")
_SPAN_JOINTS = re.compile(r" (?:to|until|till|through|and|al|ad?|bis|au) | all'|–|—| - ")
_OPEN_WORDS = ("...", "..")
_ONWARDS = re.compile(
    r"(?:since |a partir (?:de |du |d'))(.+)"
    r"|(?:(?:from|dal?|vom|von) |dall')?(.+?)(?: on| onwards| in poi| an)"
)
_UP_TO = re.compile(r"(?:up to |until |till |bis |fino (?:ad? |al |all')|jusqu'(?:a |au |en ))(.+)")
_DAYS_THEN_MONTH = re.compile(r"([0-9]{1,2}) ?[-–] ?([0-9]{1,2}[^\W\d_.]* .*[^\W\d_].*)")
_MONTH_THEN_DAYS = re.compile(r"([^\W\d_]+)\.? ([0-9]{1,2}) ?[-–] ?([0-9]{1,2}),? ([0-9]{4})")


def from_words(text: str, lang: str = "") -> Edtf | None:
    """The date that words, numbers or EDTF itself mean; None where that is not clear.

    Args:
        lang: a BCP 47 tag. It decides what a word means that two languages use differently.
    """
    if len(text) > _LONGEST:
        return None
    bare = text.strip()
    return try_parse(bare) or try_parse(_in_todays_edtf(bare)) or _read(_folded(bare, lang))


def as_numbers(text: str) -> str | None:
    """What words say of a single date, in the form of EDTF: `30 February 2023` is `2023-02-30`.

    None where they are not of that form; a day or month that the calendar lacks does not matter.
    """
    return _written(_folded(text.strip(), "")) if len(text) <= _LONGEST else None


def _folded(text: str, lang: str) -> str:
    words = " ".join(fold(text).replace("‐", "-").replace("−", "-").split())
    known = season_numbers()
    for own, english in zip(_seasons(language_of(lang)), _seasons("en"), strict=True):
        if own not in known:  # another language has the word for another season
            words = re.sub(rf"\b{re.escape(own)}\b", english, words)
    return words


def _seasons(language: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in PHRASES[language].seasons)


def _in_todays_edtf(text: str) -> str:
    """`199u`, `199x` and `1984?~` are `199X` and `1984%` since 2019."""
    return text.upper().replace("U", "X").replace("?~", "%").replace("~?", "%")


def _read(words: str) -> Edtf | None:
    if words in _UNKNOWN_WORDS:
        return try_parse(UNKNOWN)
    return _single(words) or _span(words) or _open(words)


def _single(words: str) -> Edtf | None:
    written = _written(words)
    return None if written is None else try_parse(written)


def _written(words: str) -> str | None:
    bare, mark = _qualifier(words)
    found = next((written for read in _READERS if (written := read(bare)) is not None), None)
    return None if found is None else found + mark


def _qualifier(words: str) -> tuple[str, str]:
    """The words without those that say "about" or "uncertain", and the EDTF qualifier for these."""
    about = unsure = False
    if match := _UNSURE_AFTER.fullmatch(words) or _UNSURE_BEFORE.fullmatch(words):
        words, unsure = match[1], True
    if match := _ABOUT.fullmatch(words):
        words, about = match[1], True
    return words, _MARKS[unsure, about]


def _year_first(words: str) -> str | None:
    """`20230224`, `2023-2-4`, `2023/02/24`, `2023.2`."""
    if match := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", words):
        return "-".join(match.groups())
    if match := re.fullmatch(r"([0-9]{4})([-./])([0-9]{1,2})(?:\2([0-9]{1,2}))?", words):
        if match[2] == "/" and not match[4] and is_span(match[1], match[3]):
            return None
        parts = [part.zfill(2) for part in (match[3], match[4]) if part]
        return "-".join((match[1], *parts))
    return None


def is_span(year: str, digits: str) -> bool:
    """Whether `1905/06` can be short for the years 1905 to 1906, as `2023/02` cannot."""
    return year[: -len(digits)] + digits > year


def _year_last(words: str) -> str | None:
    """`24.02.2023`, `24/02/2023`, `02/24/2023`, `2/2023`; points are day first everywhere."""
    if match := re.fullmatch(r"([0-9]{1,2})[./-]([0-9]{4})", words):
        return f"{match[2]}-{match[1].zfill(2)}"
    match = re.fullmatch(r"([0-9]{1,2})([./-]) ?([0-9]{1,2})\2 ?([0-9]{4})", words)
    if match is None:
        return None
    day, month = int(match[1]), int(match[3])
    if match[2] != "." and day <= 12 and month <= 12 and day != month:
        return None
    if match[2] != "." and month > 12:
        day, month = month, day
    return f"{match[4]}-{month:02d}-{day:02d}"


def _decade(words: str) -> str | None:
    """`1990s`, `anni 1990`, `1990er Jahre`, `1990-е годы`; not `1900s`, which is a century too."""
    match = re.fullmatch(
        r"(?:the |anni |annees )?([0-9]{2}[1-9])0(?:'?s|er(?: jahre)?|-?е(?: годы)?)?", words
    )
    return f"{match[1]}X" if match and not words.isdigit() else None


def _century(words: str) -> str | None:
    match = re.fullmatch(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th) (?:century|c\.)", words)
    return f"{int(match[1]) - 1:02d}XX" if match and match[1].strip("0") else None


def _named(words: str) -> str | None:
    """`24th of February, 2023`, `February 24, 2023`, `feb 2023`, `spring 2023`, in any order."""
    if not _BETWEEN_TOKENS.issuperset(_TOKENS.sub("", words)) or ".." in words:
        return None
    tokens: list[str] = _TOKENS.findall(words)
    years = [token.zfill(4) for token in tokens if token.isdigit() and len(token) in (3, 4)]
    days = [token.zfill(2) for token in tokens if token.isdigit() and len(token) < 3]
    names = [token for token in tokens if not token.isdigit() and token not in _FILLERS]
    if len(names) > 1:
        names = [name for name in names if name not in weekday_names()]
    if len(years) != 1 or len(names) > 1 or len(days) > len(names):
        return None
    if not names:
        return years[0]
    season = season_numbers().get(names[0])
    month = month_numbers().get(names[0], season)
    return None if month is None else "-".join((years[0], f"{month:02d}", *days))


_READERS: tuple[Callable[[str], str | None], ...] = (
    _year_first,
    _year_last,
    _decade,
    _century,
    _named,
)


def _span(words: str) -> Edtf | None:
    """`from 28 May to 15 September 2019`: the start may leave out what it shares with the end."""
    ends = _ends(words)
    if len(ends) != 2 or not all(ends):
        return None
    first, second = ends
    start, end = _single(first), _single(second)
    shared = second.split(" ")
    for borrowed in range(1, min(4, len(shared) + 1)):
        start = start or _single(" ".join((first, *shared[-borrowed:])))
    if first in _OPEN_WORDS:
        return try_parse(f"{OPEN}/{end}")
    if second in _OPEN_WORDS:
        return try_parse(f"{start}/{OPEN}")
    return try_parse(f"{start}/{end}")


def _open(words: str) -> Edtf | None:
    """`since 1985`, `dal 1985 in poi`, `up to 8 August 1985`."""
    if match := _UP_TO.fullmatch(words):
        end = _single(match[1])
        return end and try_parse(f"{OPEN}/{end}")
    match = _ONWARDS.fullmatch(words)
    start = _single(match[1] or match[2]) if match else None
    return start and try_parse(f"{start}/{OPEN}")


def _ends(words: str) -> list[str]:
    if match := _MONTH_THEN_DAYS.fullmatch(words):
        month, first, last, year = match.groups()
        return [first, f"{last} {month} {year}"]
    if match := _DAYS_THEN_MONTH.fullmatch(words):
        return list(match.groups())
    if re.fullmatch(r"[0-9]{4}-[0-9]{4}", words):
        return words.split("-")
    lead = _SPAN_LEADS.fullmatch(words)
    return [part.strip() for part in _SPAN_JOINTS.split(lead[1] if lead else words)]

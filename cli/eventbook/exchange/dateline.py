"""Dates as release texts write them: in words of several languages, in figures, as datelines."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from eventbook.exchange.wording import LANGUAGES, OPENERS, fold
from eventbook.values.running_text import month_numbers as month_numbers
from eventbook.values.running_text import months_in

DateDoubt = Literal["", "order", "dotted", "century", "calendar", "no-year", "range", "month-only"]
"""Why a date is not sure; `dotted` alone is still a date (read day first)."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a line.

    Attributes:
        start, end: where it stands, in code points; the end is exclusive.
        year, month, day: as far as they are sure.
        doubt: why it is no full date, or which convention was applied.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    doubt: DateDoubt = ""

    @property
    def iso(self) -> str | None:
        """The day as `YYYY-MM-DD`, where it is sure."""
        if self.doubt not in ("", "dotted") or not (self.year and self.month and self.day):
            return None
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Dateline:
    """The words before a release's first sentence: place, day, agency.

    Attributes:
        place: as written, such as `BAKU, Azerbaijan`.
        date: the day, possibly without a year.
        end: where the sentence begins.
    """

    place: str
    date: WrittenDate
    end: int


_WORD = r"[^\W\d_]{3,12}\b\.?"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th|er|[º°ª]))?"
_OF = r"(?:of\s+|de\s+|di\s+|d['’])?"
_YEAR = r"(?P<year>\d{4})(?!\d)(?P<suffix>(?:-?\s?c[iıuü]\s+il|\s*г\.|\s*р\.)(?!\w))?"
_YEARLESS = r"(?P<year>\Z.)?"  # the group has to exist; it never matches
_TO = r"(?:\s*[-–—/]\s*|\s(?:to|bis|al|au|a|à)\s(?:zum\s)?)"
_DAYS = rf"(?P<day>\d{{1,2}}){_ORDINAL}\.?(?P<range>{_TO}\d{{1,2}}{_ORDINAL}\.?)?"
_DAYS_LAST = _DAYS.replace(r"\.?", "")  # behind a month, a full stop ends the dateline
_BEFORE = r"(?<![\w.,/:-])"
_DAY_MONTH = rf"(?<!\w){_DAYS}\s*{_OF}(?P<month>{_WORD})"
_MONTH_DAY = rf"(?<!\w)(?P<month>{_WORD})\s+{_DAYS_LAST}"
_PATTERNS = (  # with whether the month comes first; the fullest forms before the rest
    (re.compile(rf"{_DAY_MONTH},?\s+(?:del?\s+)?{_YEAR}"), False),
    (re.compile(rf"{_MONTH_DAY},?\s+{_YEAR}"), True),
    (re.compile(rf"{_BEFORE}(?P<year>\d{{4}})-c[iıuü]\s+il\s+{_DAY_MONTH}"), False),
    (re.compile(rf"{_BEFORE}(?P<year>\d{{4}})-c[iıuü]\s+il\s+{_MONTH_DAY}(?!\d)"), False),
    (re.compile(rf"{_DAY_MONTH}{_YEARLESS}"), False),
    (re.compile(rf"{_MONTH_DAY}(?!\d){_YEARLESS}"), True),
)
_FIGURES = re.compile(
    r"(?<![\w.,/:-])(?:"
    r"(?P<y>\d{4})(?P<ysep>[-/.])(?P<ym>\d{1,2})(?P=ysep)(?P<yd>\d{1,2})(?!\d)"
    r"|(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{4}|\d{2})(?!\d)"
    r")"
)
_MONTH_ONLY = re.compile(rf"(?P<month>{_WORD})\s+(?:del?\s+)?(?P<year>\d{{4}})\.?")
_AGENCY = re.compile(r"\s*[.,]?\s*(?:\([^()]{2,40}\)|/[^/]{2,40}/)")
_AGENCY_NAME = re.compile(r"\s*,\s*(?P<name>[^\W\d_]{3,15})(?=\s*(?:[.:]|[-–—]|\Z))")
_ARTICLE = re.compile(r"[\s,]+(?:le|lì|li|il|den|am|a|el|em|on)\Z", re.I)
_SHORT_DAY = re.compile(r"\s*(?:\(|[-–—])")  # what follows `12 MAR` in a dateline
_STOP = re.compile(r"\s*(?:[.:]|[—–]+|-+)(?:\s*(?:[—–]|-+))?\s*")
_PARTICLES = frozenset(
    (
        "de",
        "di",
        "da",
        "do",
        "del",
        "della",
        "la",
        "le",
        "el",
        "am",
        "an",
        "der",
        "den",
        "of",
        "upon",
        "sur",
        "sul",
        "and",
    )
)
_ELIDED = re.compile(r"[a-z]{1,5}['’](?=[^\W\d_])")  # nell'Emilia
_MAX_LINE = 2_000
"""Dates behind this column are not looked for: one line of a text is a paragraph at most."""


@lru_cache(maxsize=1)
def short_month_numbers() -> dict[str, int]:
    """The usual short forms, folded, without full stops. Some are common words: `out`, `set`."""
    return months_in((("format", "abbreviated"),)) | {"sept": 9}


def _month(word: str, *, short: bool = True) -> int | None:
    """The month a word names; an Azerbaijani genitive (`fevralın`) counts too."""
    raw = word.casefold().rstrip(".")
    if raw.endswith(("ın", "lin", "nun", "lun", "tun")) and fold(raw) not in month_numbers():
        raw = raw[:-2]
    name = fold(raw)
    return month_numbers().get(name) or (short_month_numbers().get(name) if short else None)


@lru_cache(maxsize=32)
def weekday_names(lang: str | None = None, *, short: bool = False) -> frozenset[str]:
    """The names of the days of the week (Unicode CLDR), folded.

    Args:
        lang: of this language alone, if it is one of those that are read.
        short: the abbreviated ones, too.
    """
    from babel import Locale

    widths = ("wide", "abbreviated") if short else ("wide",)
    return frozenset(
        fold(name).strip(".")
        for tag in (LANGUAGES if lang not in LANGUAGES else (lang,))
        for width in widths
        for name in Locale.parse(tag).days["format"][width].values()
    )


def find_dates(text: str) -> list[WrittenDate]:
    """Every date in one line of text, in order; a year-less day and a range among them."""
    text = text[:_MAX_LINE]
    taken: list[WrittenDate] = []
    for date in (*_in_figures(text), *_in_words(text)):
        if all(date.end <= other.start or date.start >= other.end for other in taken):
            taken.append(date)
    return sorted(taken, key=lambda date: date.start)


def month_only(line: str) -> WrittenDate | None:
    """The month and year that a line consists of."""
    match = _MONTH_ONLY.fullmatch(line)
    month = _month(match["month"]) if match else None
    if not match or not month:
        return None
    return WrittenDate(0, len(line), int(match["year"]), month, None, "month-only")


def read_dateline(text: str) -> Dateline | None:
    """The dateline that a text opens with: `ROME, 24 February 2023 (ANSA) -`."""
    for date in find_dates(text[:160])[:1]:
        end = _dateline_end(text, date.end)
        before = re.sub(r"^\([^()]{2,40}\)\s*[-–—]\s*", "", text[: date.start])
        if before.endswith("("):  # OSLO, Norway (10 January 2024) -
            end = _dateline_end(text, date.end + 1) if text[date.end :][:1] == ")" else None
        place = _AGENCY.sub("", before.rstrip(" (")).strip(" ,.-–—:")
        place = _ARTICLE.sub("", place)  # Lyon, le 5 février 2024
        labelled = before.rstrip().endswith(":")  # `Concert: 12 May 2024` is of the concert
        if end is not None and not labelled and is_place(place):
            return Dateline(place, date, end)
    return None


def _dateline_end(text: str, at: int) -> int | None:
    """Where the first sentence begins, if what follows the date at `at` ends a dateline."""
    agency = _AGENCY.match(text, at) or _AGENCY_NAME.match(text, at)
    if agency and agency.re is _AGENCY_NAME and not agency["name"].isupper():
        agency = None
    at = agency.end() if agency else at
    stop = _STOP.match(text, at)
    end = stop.end() if stop else at
    return end if stop or agency or at == len(text) else None


def is_place(text: str) -> bool:
    """True of one to three names separated by commas: `BAKU`, `Reggio nell'Emilia, Italy`."""
    parts = [part.strip() for part in text.split(",")]
    if len(text) > 60 or len(parts) > 3:
        return False
    return all(_is_name(part.split()) for part in parts)


def _is_name(words: list[str]) -> bool:
    if not 1 <= len(words) <= 4 or words[0].casefold() in OPENERS:
        return False
    if any(_month(word, short=False) or fold(word) in weekday_names() for word in words):
        return False
    return words[0][0].isupper() and all(
        word[0].isupper() or word.casefold() in _PARTICLES or _ELIDED.match(word) for word in words
    )


def _in_words(text: str) -> Iterator[WrittenDate]:
    for pattern, month_first in _PATTERNS:
        for match in pattern.finditer(text):
            month = _month(match["month"], short=bool(match["year"]) or _is_short_day(match))
            if month is None or (month_first and not _may_come_first(match["month"])):
                continue
            year = int(match["year"]) if match["year"] else None
            day = int(match["day"])
            doubt: DateDoubt = "" if year else "no-year"
            if match["range"]:
                doubt = "range"
            elif not _exists(year or 2000, month, day):
                doubt = "calendar"
            yield WrittenDate(match.start(), _end(match), year, month, day, doubt)


def _is_short_day(match: re.Match[str]) -> bool:
    """True of a day as in `ROMA, 12 MAR - `: three capitals that are a word elsewhere."""
    month = match["month"]
    return len(month) == 3 and month.isupper() and bool(_SHORT_DAY.match(match.string, match.end()))


def _may_come_first(month: str) -> bool:
    """Only English (in capitals) and an Azerbaijani genitive put it there; not "may 10 guests"."""
    return month[0].isupper() or fold(month) not in month_numbers()


def _end(match: re.Match[str]) -> int:
    """Without the full stop of a month that was written out: it may end the dateline."""
    end = match.end()
    return end - 1 if match.end("month") == end and match["month"].endswith(".") else end


def _in_figures(text: str) -> Iterator[WrittenDate]:
    for match in _FIGURES.finditer(text):
        if match["y"]:
            year, month, day = int(match["y"]), int(match["ym"]), int(match["yd"])
            doubt: DateDoubt = "" if _exists(year, month, day) else "calendar"
            yield WrittenDate(match.start(), match.end(), year, month, day, doubt)
        else:
            yield _day_or_month_first(match)


def _day_or_month_first(match: re.Match[str]) -> WrittenDate:
    """Full stops mean day first: no locale of Unicode CLDR writes `MM.DD.YYYY`."""
    first, second, dotted = int(match["a"]), int(match["b"]), match["sep"] == "."
    span = match.start(), match.end()
    if len(match["c"]) == 2:
        return WrittenDate(*span, doubt="century")
    year = int(match["c"])
    either = first != second and max(first, second) <= 12
    if either and not dotted:
        return WrittenDate(*span, year=year, doubt="order")
    month, day = (first, second) if second > 12 and not dotted else (second, first)
    if not _exists(year, month, day):
        return WrittenDate(*span, year=year, doubt="calendar")
    return WrittenDate(*span, year, month, day, "dotted" if either else "")


def _exists(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True

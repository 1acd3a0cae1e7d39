"""EDTF dates in words, for readers: `2023-02?` is `February 2023 (uncertain)`.

The way back, for prompts and filters, is `date_reading.from_words`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from eventbook.values.date_lexicon import PHRASES, Phrases, era_name, language_of, month_name
from eventbook.values.days import Day
from eventbook.values.edtf import OPEN, Edtf, EdtfError, from_value, parse

LANGUAGES: tuple[str, ...] = tuple(PHRASES)
"""The languages `in_words` writes; any other gets English."""

_CONTRACTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "it": ((r"\b(d?a)l (?=(?:8|11)\b)", r"\1ll'"), (r"\ba (?=a)", "ad ")),
    "fr": ((r"\bde (?=[ao])", "d'"), (r"\bvers (?=(?:1er|[0-9]{1,2}) (?!av\.))", "vers le ")),
}


def in_words(date: Edtf, lang: str = "en") -> str:
    """A date as people write it, day before month: `from 28 May to 15 September 2019`.

    Args:
        date: any date or interval; narrowed bounds do not show.
        lang: a BCP 47 tag; a language or script without words of its own gets English.
    """
    language = language_of(lang)
    written = parse(date.text)
    text = _interval(written, language) if written.is_interval else _date(written, language)
    for pattern, contracted in _CONTRACTIONS.get(language, ()):
        text = re.sub(pattern, contracted, text)
    return text


def value_in_words(value: object, lang: str = "en") -> str | None:
    """What a date field holds in words, as `in_words`; None where that is no date."""
    try:
        return in_words(from_value(value), lang)
    except EdtfError:
        return None


def _date(date: Edtf, language: str) -> str:
    phrases = PHRASES[language]
    if date.earliest is None or date.latest is None:
        return phrases.unknown
    text = _plain(date, date.earliest, date.latest, language)
    if date.approximate:
        text = phrases.about.format(text)
    return phrases.uncertain.format(text) if date.uncertain else text


def _plain(date: Edtf, first: Day, last: Day, language: str) -> str:
    phrases = PHRASES[language]
    year = _year(first.year, language)
    match date.precision:
        case "day":
            month = month_name(language, first.month, with_day=True)
            return f"{_day_number(first, phrases)} {month} {year}"
        case "month":
            return f"{month_name(language, first.month, with_day=False)} {year}"
        case "season":
            return f"{phrases.seasons[first.month // 3 - 1]} {year}"
        case "year":
            return year
        case "decade" if phrases.decade and first.year >= 1000 and first.year % 100:
            return phrases.decade.format(first.year)
        case _ if first.year > 0:
            return f"{first.year}–{last.year}"
        case _:
            return f"{year} – {_year(last.year, language)}"


def _day_number(day: Day, phrases: Phrases) -> str:
    if day.day == 1 and phrases.first_day:
        return phrases.first_day
    return phrases.day_number.format(day.day)


def _year(year: int, language: str) -> str:
    if year <= 0:
        before = PHRASES[language].before_era
        return before.format(year=1 - year, era=era_name(language))
    return PHRASES[language].year.format(year)


def _interval(date: Edtf, language: str) -> str:
    if date.start is not None and date.end is not None:
        return _from_to(date.start, date.end, language)
    known = date.start or date.end or date
    phrases = PHRASES[language]
    if date.start is not None:
        open_end, joined, template = date.text.endswith(OPEN), phrases.since, phrases.onwards
        dash, unknown = "{} – …", phrases.end_unknown
    else:
        open_end, joined, template = date.text.startswith(OPEN), phrases.until, phrases.up_to
        dash, unknown = "… – {}", phrases.start_unknown
    text = _date(known, language)
    if not open_end:
        return unknown.format(text)
    if template and _is_plain(known) and known.precision in joined:
        return template.format(joined[known.precision].format(text))
    return dash.format(text)


def _from_to(start: Edtf, end: Edtf, language: str) -> str:
    phrases = PHRASES[language]
    plain = _is_plain(start) and _is_plain(end)
    first, second = _date(start, language), _date(end, language)
    if plain and start.precision == end.precision:
        first = _without_shared(start, end, first)
    if plain and start.precision in phrases.since and end.precision in phrases.until:
        since, until = phrases.since[start.precision], phrases.until[end.precision]
        return f"{since.format(first)} {until.format(second)}"
    return f"{first} – {second}"


def _without_shared(start: Edtf, end: Edtf, text: str) -> str:
    """The start's words without the month and year that it shares with the end."""
    one, other = start.earliest, end.earliest
    if one is None or other is None or one.year != other.year:
        return text
    words = text.split(" ")
    if start.precision == "day":
        return " ".join(words[: 1 if one.month == other.month else 2])
    return words[0] if start.precision in ("month", "season") else text


def _is_plain(date: Edtf) -> bool:
    return not date.uncertain and not date.approximate

"""Why a text is no date of the EDTF profile, and what to write instead.

Only reached when a date was refused, so it may take its time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from eventbook.values.days import days_in_month
from eventbook.values.edtf import OPEN, UNKNOWN, try_parse
from eventbook.values.problem import Problem, shown

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_FORMS = (
    "write a day `2023-02-24`, a month `2023-02`, a year `2023`, an interval "
    "`2023-05-28/2023-09-15`, or `XXXX` if nothing is known"
)


class _Advice(NamedTuple):
    """Help, and where they are known a likely text and a sentence better than the usual one."""

    help: str
    replacement: str | None = None
    message: str = ""


def explain(text: str) -> Problem:
    """Say what is wrong with a text that `edtf.try_parse` refused."""
    advice = _Advice(_FORMS)
    if len(text) <= 200:
        advice = next((found for advise in _ADVISERS if (found := advise(text))), advice)
    message = advice.message or f"{shown(text)} is not a date"
    return Problem("date-invalid", message, advice.help, advice.replacement)


def _empty(text: str) -> _Advice | None:
    if text.strip():
        return None
    return _Advice("write `XXXX` if the date is unknown", message="the date is empty")


def _not_in_calendar(text: str) -> _Advice | None:
    """`2023-02-30`, `2023-13`, `2023-24-02`: the form is right, the numbers are not."""
    usual = text.replace("–", "-")
    match = re.fullmatch(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d|XX))?)?([?~%]?)", usual, re.ASCII)
    if match is None or try_parse(usual):
        return None
    year, month, day, mark = match.groups()
    if year == "-0000":
        return _write("the year before 1 is", text[1:])
    number = int(month)
    if 1 <= number <= 12:
        length = f"{_MONTHS[number - 1]} {year} has {days_in_month(int(year), number)} days"
        return _Advice(f"{length}; write `{year}-{month}` if the day is unknown")
    if 21 <= number <= 24:
        return _write("a season has no days: write", f"{year}-{month}{mark}")
    if day and try_parse(f"{year}-{day}-{month}"):
        return _write("the month comes before the day: write", f"{year}-{day}-{month}{mark}")
    if number == 0:
        return _write("if the month is unknown write", f"{year}{mark}")
    span = f"{year}/{year[:-2]}{month}"
    hint = f"; two years are written `{span}`" if not day and try_parse(span) else ""
    return _Advice(f"months are 01 to 12, seasons 21 (spring) to 24 (winter){hint}")


def _time_of_day(text: str) -> _Advice | None:
    match = re.match(r"(\d{4}-\d\d-\d\d)(?:[Tt]|\s+)(\d\d?)(?:[:.]?(\d\d))?", text, re.ASCII)
    if match is None:
        return None
    day, hour, minute = match.groups()
    return _Advice(
        f'write `{day}` and put the time in `start_time: "{int(hour):02d}:{minute or "00"}"`',
        message=f"{shown(text)} holds a time of day",
    )


def _level_two(text: str) -> _Advice | None:
    """Sets, years of five digits and more, significant digits, qualifiers inside a date."""
    if re.fullmatch(r"[\[{].*[\]}]", text):
        return _Advice(
            f"write an interval such as `2023-02-01/2023-02-24`, or one with an open end "
            f"`{OPEN}/2023-02-24`; `not_before` and `not_after` say what else is known",
            message=f"{shown(text)} is a set of dates, which is EDTF Level 2",
        )
    if re.fullmatch(r"Y?-?\d{5,}(E\d+)?(S\d+)?|Y-?\d+(E\d+)?(S\d+)?|-?\d{4}S\d+", text, re.ASCII):
        found = _by_words(text)
        return found or _Advice(
            "years have four digits, from `-9999` to `9999`; for a span of years write an "
            "interval, a decade `202X` or a century `20XX`"
        )
    bare = re.sub(r"[?~%]", "", text)
    marks = set(text) & set("?~%")
    if bare == UNKNOWN and marks:
        return _write("the unknown takes no qualifier: write", UNKNOWN)
    if marks and try_parse(bare) and "/" not in text:
        mark = marks.pop() if len(marks) == 1 else "%"
        return _write("a qualifier stands once, at the end: write", f"{bare}{mark}")
    return None


def _unspecified(text: str) -> _Advice | None:
    """`20XX-02`, `1XXX`, `XXXX-12-25`, `2023-XX-24`: digits may be missing from the right only."""
    upper = text.upper()
    if not re.fullmatch(r"-?[0-9X]{4}(-[0-9X]{2}){0,2}[?~%]?", upper) or "X" not in upper:
        return None
    if try_parse(upper):
        return _write("unspecified digits are written with a capital X: write", upper)
    for shorter in (upper[:7], upper[:4]):
        if "X" not in upper[:3] and try_parse(shorter):
            return _Advice(f"digits may be left open from the right only: write `{shorter}`")
    if upper.startswith("XXXX"):
        return _Advice(f"write `{UNKNOWN}` if the year is unknown; `notes` can hold the rest")
    return _Advice("write a decade `199X`, a century `19XX`, an interval, or `XXXX` for unknown")


def _ambiguous(text: str) -> _Advice | None:
    """`04/02/2023` is two days; `1900s` a decade or a century; `24.02.23` and `44` lack digits."""
    bare = text.strip()
    if match := re.fullmatch(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})", bare, re.ASCII):
        one, other, year = match[1].zfill(2), match[3].zfill(2), match[4]
        readings = [f"{year}-{other}-{one}", f"{year}-{one}-{other}"]
        if one != other and all(map(try_parse, readings)):
            return _Advice(f"write `{readings[0]}` or `{readings[1]}`, whichever is meant")
    if match := re.fullmatch(r"(?:the )?(\d\d)00'?s", bare, re.ASCII):
        return _Advice(f"write `{match[1]}0X` for the decade or `{match[1]}XX` for the century")
    if re.fullmatch(r"(?:\d{1,2}([./-])\d{1,2}\1|.*[^\W\d]\.?[ -]'?|['-]?)\d\d?\d?", bare):
        return _Advice("years have four digits: write `1944`, or `0044` for the year 44")
    return None


def _slashed_month(text: str) -> _Advice | None:
    """`2023/02` is a month; `1905/06` is one or, more likely, two years."""
    from eventbook.values.date_reading import is_span

    match = re.fullmatch(r"(\d{4})/(\d\d?)", text.strip(), re.ASCII)
    if match is None or not 1 <= int(match[2]) <= 12:
        return None
    year, month = match[1], f"{match[1]}-{match[2].zfill(2)}"
    if is_span(year, match[2]):
        years = f"{year}/{year[: -len(match[2])]}{match[2]}"
        return _Advice(f"write `{month}` for the month or `{years}` for the years")
    years = f"{year}/{int(year) + 1:04d}"
    return _Advice(f"write the month as `{month}`; an interval of years as `{years}`", month)


def _by_words(text: str) -> _Advice | None:
    """Anything that people write and that means one date only, or one in each language."""
    from eventbook.values.date_lexicon import PHRASES
    from eventbook.values.date_reading import as_numbers, from_words

    if meant := from_words(text):
        return _write("write", str(meant))
    readings = sorted({str(found) for lang in PHRASES if (found := from_words(text, lang))})
    if readings:
        listed = " or ".join(f"`{one}`" for one in readings)
        return _Advice(f"write {listed}, whichever is meant")
    numbers = as_numbers(text)
    return _not_in_calendar(numbers) if numbers else None


def _before_or_after(text: str) -> _Advice | None:
    """`before 1905` says between which days something took place, not how long it lasted."""
    from eventbook.values.date_reading import from_words

    match = re.fullmatch(r"(before|by|prior to|after|later than) (.+)", text.strip(), re.IGNORECASE)
    if match is None or from_words(match[2]) is None:
        return None
    after = match[1].casefold() in ("after", "later than")
    field, option = ("not_before", "--since") if after else ("not_after", "--until")
    return _Advice(
        f"a record says that in `{field}`, with `{UNKNOWN}` as its date; a filter in `{option}`"
    )


def _interval(text: str) -> _Advice | None:
    """One `/`: the ends are looked at one by one, then together."""
    ends = text.split("/")
    if len(ends) != 2:
        return None
    known = [_END_WORDS.get(end.strip().casefold(), end) for end in ends]
    if all(end in ("", OPEN) for end in known):
        return _Advice("an interval needs a date at one end; write `XXXX` if nothing is known")
    if known != ends and try_parse("/".join(known)):
        return _write("an unknown end is left empty, an open one is `..`: write", "/".join(known))
    refused = [explain(end) for end in known if end not in ("", OPEN) and not try_parse(end)]
    if not refused:
        ends_early = f"{shown(text)} ends before it starts"
        return _write("the earlier date comes first: write", f"{known[1]}/{known[0]}", ends_early)
    mending = iter(refused)
    mended = [
        end if end in ("", OPEN) or try_parse(end) else next(mending).replacement for end in known
    ]
    if None not in mended and try_parse("/".join(map(str, mended))):
        return _write("write", "/".join(map(str, mended)))
    return _Advice(refused[0].help, message=refused[0].message)


def _write(lead: str, replacement: str, message: str = "") -> _Advice:
    usable = replacement if try_parse(replacement) else None
    return _Advice(f"{lead} `{replacement}`", usable, message)


_END_WORDS = {
    UNKNOWN.casefold(): "",
    "unknown": "",
    "?": "",
    "open": OPEN,
    "now": OPEN,
    "present": OPEN,
}

_ADVISERS: tuple[Callable[[str], _Advice | None], ...] = (
    _empty,
    _not_in_calendar,
    _time_of_day,
    _level_two,
    _unspecified,
    _ambiguous,
    _slashed_month,
    _by_words,
    _before_or_after,
    _interval,
)

"""Conversions of source values into values of a record: one function each, and one registry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from eventbook.exchange.importing import dates
from eventbook.exchange.importing.countries import country_of
from eventbook.exchange.importing.unfit import Unfit
from eventbook.jsonvalue import Json, type_name
from eventbook.schema.words import type_words
from eventbook.values import language, timezone, web
from eventbook.values.slug import slugify

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NUMBER = re.compile(r"[-+]?\d{1,15}(?:[.]\d{1,15})?")
_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_TRUE = frozenset(("true", "yes", "y", "1", "x"))
_FALSE = frozenset(("false", "no", "n", "0"))
_LONGEST_WORD = 2000
_CODE = 3  # letters of a language's code; more is a name


class Settings(NamedTuple):
    """What a rule says of a conversion.

    Attributes:
        formats: of dates, names of `dates.FORMATS`, tried in order.
        timezone: the zone whose clock is meant where a time has an offset from UTC.
    """

    formats: tuple[str, ...] = ("iso",)
    timezone: str = ""


Convert: TypeAlias = Callable[[Json, Settings], Json]
"""Gives None where the value says nothing of what is asked.

Raises:
    Unfit: the value cannot be converted.
"""


def plain(value: Json) -> str:
    """A text or number as one line of text, without what nobody sees.

    Raises:
        Unfit: it is neither.
    """
    return " ".join(lines(value).split())


def lines(value: Json) -> str:
    """A text or number with its line ends, blank lines at the ends left out, and NFC."""
    if isinstance(value, dict) and isinstance(value.get("@value"), str | int | float):
        value = value["@value"]
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unfit(f"it is {type_words([type_name(value)])}, and a text is needed")
    text = value if isinstance(value, str) else _digits(value)
    text = unicodedata.normalize("NFC", _BIDI.sub("", _LINE_ENDS.sub("\n", text)))
    return "\n".join(line.rstrip() for line in _CONTROLS.sub(" ", text).split("\n")).strip()


def _short(value: Json) -> str:
    """A text that may be a word of some vocabulary, a date, an address; nobody writes longer ones.

    Raises:
        Unfit: it is longer, or no text.
    """
    if len(written := plain(value)) > _LONGEST_WORD:
        raise Unfit(f"it has more than {_LONGEST_WORD} characters")
    return written


def _digits(value: int | float) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _text(value: Json, _settings: Settings) -> Json:
    """A text; of values with languages (JSON-LD), a map from tag to text."""
    items = value if isinstance(value, list) else [value]
    told = [item for item in items if isinstance(item, dict) and item.get("@language")]
    if told and len(told) == len(items):
        return {_tag(item["@language"]): plain(item) for item in told}
    return plain(value) or None


def _lines(value: Json, _settings: Settings) -> Json:
    return lines(value) or None


def _country(value: Json, _settings: Settings) -> Json:
    return country_of(_short(value))


def _language(value: Json, _settings: Settings) -> Json:
    return _tag(value)


def _tag(value: Json) -> str:
    written = _short(value)
    usual = language.in_usual_case(written.replace("_", "-"))
    if language.problem(usual) is None:
        return usual
    named = language.problem(written)
    if len(written) > _CODE and named is not None and named.replacement:
        return named.replacement
    raise Unfit("it is no language tag")


def _zone(value: Json, settings: Settings) -> Json:
    """The name of a zone; of a time in UTC, that; of another offset nothing can be told."""
    written = _short(value)
    if (moment := dates.moment(written, "")) is not None:
        has_offset = moment.offset is not None
        return settings.timezone or ("UTC" if moment.offset == 0 else None) if has_offset else None
    if dates.is_date_alone(written):
        return None
    if timezone.problem(written) is not None:
        raise Unfit("it is no time zone")
    return written


def _url(value: Json, _settings: Settings) -> Json:
    written = _short(value)
    if web.problem(written) is not None:
        raise Unfit("it is no web address")
    return written


def _number(value: Json, _settings: Settings) -> Json:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    written = _short(value)
    if not _NUMBER.fullmatch(written) or not written.isascii():
        raise Unfit("it is no number")
    number = float(written)
    return int(number) if number.is_integer() and "." not in written else number


def _integer(value: Json, settings: Settings) -> Json:
    number = _number(value, settings)
    if isinstance(number, float) and not number.is_integer():
        raise Unfit("it is no whole number")
    return int(number) if isinstance(number, int | float) else None


def _boolean(value: Json, _settings: Settings) -> Json:
    if isinstance(value, bool):
        return value
    word = _short(value).casefold()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise Unfit("it is neither true nor false")


def _slug(value: Json, _settings: Settings) -> Json:
    if not (found := slugify(_short(value))):
        raise Unfit("no letter or digit of it can stand in an id")
    return found


def _date(value: Json, settings: Settings) -> Json:
    return dates.date_of(_short(value), settings.formats, settings.timezone)


def _time(value: Json, settings: Settings) -> Json:
    return dates.time_of(_short(value), settings.timezone)


CONVERSIONS: Mapping[str, Convert] = MappingProxyType(
    {
        "text": _text,
        "lines": _lines,
        "date": _date,
        "time": _time,
        "timezone": _zone,
        "country": _country,
        "language": _language,
        "url": _url,
        "number": _number,
        "integer": _integer,
        "boolean": _boolean,
        "slug": _slug,
    }
)
"""What `as` may say in a mapping."""

"""Comparing a value of a record with the text that somebody typed."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from operator import ge, gt, le, lt
from typing import Any, Final, NamedTuple

from eventbook.jsonvalue import Json
from eventbook.values.edtf import Edtf, try_parse
from eventbook.values.folding import fold

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
ORDERINGS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


class Operand(NamedTuple):
    """What somebody typed, with all that it can mean.

    Attributes:
        text: as it was typed, in Unicode's form NFC.
        number: the number it is in JSON; None for any other text.
        date: the date it is; None for any other text.
        dated: the field holds dates, so that nothing else in it can be compared.
    """

    text: str
    number: float | None = None
    date: Edtf | None = None
    dated: bool = False

    @classmethod
    def of(cls, text: str, date: Edtf | None = None, *, dated: bool = False) -> Operand:
        """All that a text can mean; `date` where it is known to mean one."""
        number = float(text) if _NUMBER.fullmatch(text) else None
        return cls(unicodedata.normalize("NFC", text), number, date or try_parse(text), dated)


def is_empty(value: Json) -> bool:
    """Whether a value says nothing: null, or an empty text, list or map."""
    return value is None or value in ("", [], {})


def scalars(value: Json) -> Iterator[bool | int | float | str]:
    """What can be compared in a value: itself, or every text of a language map."""
    if isinstance(value, dict):
        if all(isinstance(text, str) for text in value.values()):
            yield from (text for text in value.values() if isinstance(text, str))
    elif isinstance(value, list):
        for member in value:
            yield from scalars(member)
    elif value is not None:
        yield value


def as_text(value: bool | float | str) -> str:
    """A scalar as it is compared: a text in form NFC, all else as in JSON."""
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else json.dumps(value)


def ordered(value: bool | float | str, operator: str, operand: Operand) -> bool:
    """Whether a value stands before or behind what was typed.

    Numbers are compared as numbers, dates by their bounds, all else as folded texts. Of dates,
    `<` and `>` are true where all of one lies before all of the other; `<=` looks at the last
    days that they can mean, `>=` at the first ones. A missing bound makes nothing true.
    """
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and operand.number is not None
    ):
        return ORDERINGS[operator](value, operand.number)
    if operand.date is not None:
        date = date_of(value)
        if date is not None:
            return _dates(date, operator, operand.date)
    if operand.dated:
        return False
    return ORDERINGS[operator](fold(as_text(value)), fold(operand.text))


def date_of(value: Json) -> Edtf | None:
    """The date that a value is, a text or a year; None where it is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return try_parse(value) if isinstance(value, str) else None


def _dates(date: Edtf, operator: str, other: Edtf) -> bool:
    one, two = {
        "<": (date.latest, other.earliest),
        "<=": (date.latest, other.latest),
        ">": (date.earliest, other.latest),
        ">=": (date.earliest, other.earliest),
    }[operator]
    return one is not None and two is not None and ORDERINGS[operator](one, two)

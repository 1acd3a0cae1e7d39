"""Dates that people type, as EDTF or in words, and the dates of rows with their limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from eventbook.errors import UsageError
from eventbook.jsonvalue import Json
from eventbook.query.operands import date_of
from eventbook.values.edtf import Edtf, EdtfError, parse


def read_date(text: str, name: str) -> Edtf:
    """The date that EDTF or words mean.

    Args:
        name: what the message calls it.

    Raises:
        UsageError: they mean none; the help says what to write instead.
    """
    from eventbook.values.date_reading import from_words

    date = from_words(text)
    if date is None:
        try:
            date = parse(text)
        except EdtfError as error:
            raise UsageError(f"{name}: {error.message}", help=error.help) from error
    return date


class Limited(NamedTuple):
    """The date of a row, and what `not_before` and `not_after` leave of it.

    Attributes:
        sure: cut to those limits that are exact.
        rough: cut to all of them.
    """

    sure: Edtf
    rough: Edtf


def limited(row: Mapping[str, Json]) -> Limited | None:
    """The date of a row with its limits; None where it has none that can be read."""
    date, low, high = (date_of(row.get(name)) for name in ("date", "not_before", "not_after"))
    if date is None:
        return None
    sure = date.narrowed(
        low if low and low.is_exact else None, high if high and high.is_exact else None
    )
    return Limited(sure, date.narrowed(low, high))

"""Dates that people type, as EDTF or in words."""

from __future__ import annotations

from eventbook.errors import UsageError
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

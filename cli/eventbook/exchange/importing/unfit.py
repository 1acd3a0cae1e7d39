"""Why a value cannot be converted."""

from __future__ import annotations


class Unfit(Exception):
    """A value that a conversion cannot take.

    Args:
        why: the rest of a sentence that begins with the value; it does not repeat the value.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

"""Ids and file names: what is safe on every system, and ids proposed from a record's title."""

from __future__ import annotations

import re
from collections.abc import Collection

from eventbook.values.slug import slugify

__all__ = ["check_record_id", "check_safe_name", "propose_id", "slugify"]

LONGEST_ID = 80
LONGEST_NAME = 100

_RECORD_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)

_MOST_WORDS = 4
_STOP_WORDS_TEXT = """
    a an and as at by for from in into its of on or our over the their to with
    ad agli ai al all alla alle allo con da dal dall dalla de degli dei del dell della delle dello
    di e ed gli i il la le lo nel nell nella nelle per su sul sull sulla tra un una uno
    bir bu da de ile ucun ve ya
    am an auf aus bei beim das dem den der des die ein eine einem einen einer eines fur im ins mit
    nach oder uber um und unter vom von vor zu zum zur
    a au aux avec ce ces d dans de des du en et l la le les leur ou par pour qu sur un une
"""  # of English, Italian, Azerbaijani, German and French, as slugs
_STOP_WORDS = frozenset(_STOP_WORDS_TEXT.split())


def check_record_id(text: str) -> str | None:
    """None for a record id (lower-case words of `a-z0-9` joined by hyphens, at most 80)."""
    if len(text) > LONGEST_ID:
        return f"the id has {len(text)} characters, {LONGEST_ID} are allowed"
    if not _RECORD_ID.fullmatch(text):
        return "an id is made of lower-case letters a to z, digits, and single hyphens between them"
    return _device_problem(text)


def check_safe_name(text: str) -> str | None:
    """None for a name that is a file name on every system: the rule for adopted records.

    Letters, digits, `.`, `_` and `-`, not beginning with a mark nor ending with a point, at most
    100 characters, and no device name of Windows (with or without an extension).
    """
    if len(text) > LONGEST_NAME:
        return f"the name has {len(text)} characters, {LONGEST_NAME} are allowed"
    if not _SAFE_NAME.fullmatch(text):
        return (
            "a name is made of the letters A to Z, digits, `.`, `_` and `-`, and begins with a "
            "letter or digit"
        )
    if text.endswith("."):
        return "a name cannot end with a point"
    return _device_problem(text)


def _device_problem(text: str) -> str | None:
    stem = text.partition(".")[0]
    return f"`{stem}` is the name of a device on Windows" if stem.lower() in _DEVICES else None


def propose_id(year: int | None, city: str, title: str, taken: Collection[str]) -> str:
    """An id that is not taken: `<year or undated>-<city>-<up to four words of the title>`.

    Small words of English, Italian, Azerbaijani, German and French, the city's own words, the
    year and repetitions are left out of the title's words.

    Args:
        year: as in EDTF (0 is 1 BCE); None for an undated record.
        city: may be empty.
        title: in any script that `slugify` knows; where nothing is left of it, `event` stands.
        taken: the ids in use.
    """
    start = "undated" if year is None else f"{year:04d}" if year > 0 else f"{1 - year}-bce"
    words = [start, *slugify(city).split("-")[:_MOST_WORDS]]
    words += _telling_words(title, without=words) or ["event"]
    return _free(_joined(list(filter(None, words)), LONGEST_ID), taken)


def propose_name_id(name: str, fallback: str, taken: Collection[str]) -> str:
    """An id that is not taken, of the words of a name: `ann-example`.

    Args:
        name: in any script that `slugify` knows.
        fallback: what stands where nothing is left of it.
        taken: the ids in use.
    """
    words = slugify(name).split("-")
    return _free(_joined([words[0][:LONGEST_ID], *words[1:]], LONGEST_ID) or fallback, taken)


def _free(base: str, taken: Collection[str]) -> str:
    proposed, number = base, 1
    while proposed in taken:
        number += 1
        proposed = f"{_joined(base.split('-'), LONGEST_ID - len(str(number)) - 1)}-{number}"
    return proposed


def _telling_words(title: str, *, without: Collection[str]) -> list[str]:
    words = slugify(title).split("-")
    left_out = _STOP_WORDS | {"", *without}
    telling = [word for word in words if word not in left_out]
    return list(dict.fromkeys(telling))[:_MOST_WORDS]


def _joined(words: list[str], longest: int) -> str:
    """The words joined by hyphens, without those that would make it too long."""
    text, *rest = words
    for word in rest:
        if len(text) + 1 + len(word) <= longest:
            text = f"{text}-{word}"
    return text

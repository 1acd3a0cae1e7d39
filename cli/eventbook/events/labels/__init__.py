"""What the event model's words are called on a page: one package a language.

Keys are `vocabulary.value` (`programme-kind.wreath-laying`), `heading.*` for the headings of a
page, `field.*` for the names of facts, and `phrase.*` for patterns whose `{parts}` a page fills
in. A new language is a package with the same tables and its tag in `LANGUAGES`; what it lacks is
shown in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import Final

LANGUAGES: Final = ("en", "it", "az")
"""The languages of a page's own words: BCP 47 tags, each a package here."""
DEFAULT_LANGUAGE: Final = "en"
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@cache
def words(lang: str) -> Mapping[str, str]:
    """All words of one of the `LANGUAGES` by key."""
    tables = import_module(f"eventbook.events.labels.{lang}").TABLES
    return MappingProxyType(
        {
            f"{group}.{value}": text
            for table in tables
            for group, named in table.items()
            for value, text in named.items()
        }
    )


def page_language(asked: str | None) -> str:
    """The language in which a page's own words can be had: the asked one, its base, or English."""
    for tag in (asked or "", (asked or "").split("-")[0]):
        if tag.lower() in LANGUAGES:
            return tag.lower()
    return DEFAULT_LANGUAGE


@lru_cache(maxsize=8192)
def label(key: str, lang: str | None = None) -> str:
    """The words for a key such as `status.held`.

    A word that no table knows is shown as it is, a slug's hyphens as spaces (`wine-tasting` is
    "wine tasting"): records may hold what the vocabulary does not.
    """
    for language in (page_language(lang), DEFAULT_LANGUAGE):
        table = words(language)
        if key in table:
            return table[key]
    word = key.partition(".")[2]
    return word.replace("-", " ") if _SLUG.fullmatch(word) else word


def counted(key: str, number: int, lang: str | None = None) -> str:
    """A number of things: `counted("form.events", 2)` is "2 events".

    The table has `KEY.one`, `KEY.other` and what other forms the language's cardinal numbers
    take (plural rules of Unicode's CLDR), each with a place for `{number}`.
    """
    from babel import Locale

    language = page_language(lang)
    form = Locale.parse(language).plural_form(number)
    table = words(language if f"{key}.other" in words(language) else DEFAULT_LANGUAGE)
    pattern = table.get(f"{key}.{form}") or table[f"{key}.other"]
    return pattern.format(number=number)


def capital(text: str, lang: str | None = None) -> str:
    """A text with a capital at its start: the Azerbaijani one of `iyun` is that of `İyun`."""
    first = "İ" if text[:1] == "i" and page_language(lang) == "az" else text[:1].upper()
    return first + text[1:]


def ordinal(number: int, lang: str | None = None, of: str = "") -> str:
    """An ordinal number, from 0: `ordinal(31)` is "31st" (plural rules of Unicode's CLDR).

    Args:
        number: the number.
        lang: the language asked for.
        of: the kind of occasion that is numbered (`opening`): a table may have a form of its own
            for it, where the language's ordinals agree with the noun (`ordinal-of.opening`).
    """
    from babel import Locale

    language = page_language(lang)
    table = words(language)
    form = Locale.parse(language).ordinal_form(number)
    if language == "az" and number and number % 1000 == 0 and number % 1_000_000:
        form = "one"  # "min", a thousand, makes "mininci": CLDR 47 has no rule for it
    pattern = table.get(f"ordinal-of.{of}") or table[f"ordinal.{form}"]
    return pattern.format(number=number)

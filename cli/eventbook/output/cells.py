"""Values of records as the text of a table's cell, unescaped."""

from __future__ import annotations

import json
import re

from eventbook.jsonvalue import Json

_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def cell_text(value: Json, language: str | None) -> str:
    """A value as one text.

    Lists are joined with `, `; a language map gives its text in `language`, or else its first;
    any other map is compact JSON; null is empty.
    """
    match value:
        case None:
            return ""
        case str():
            return value
        case list():
            return ", ".join(cell_text(item, language) for item in value)
        case dict() if texts := _language_map(value, language):
            return _in_language(texts, language)
        case _:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _language_map(value: dict[str, Json], language: str | None) -> dict[str, str]:
    """The texts of a language map by tag; empty for any other map.

    Three letters alone do not tell a language from a name (`url`, `key`), so one tag at least
    must have a primary subtag of two, or be the language asked for.
    """
    texts = {tag: text for tag, text in value.items() if isinstance(text, str)}
    if len(texts) < len(value) or not all(map(_LANGUAGE_TAG.fullmatch, texts)):
        return {}
    is_sure = any(tag == language or len(_primary(tag)) == 2 for tag in texts)
    return texts if is_sure else {}


def _in_language(texts: dict[str, str], language: str | None) -> str:
    if language is not None:
        if language in texts:
            return texts[language]
        for tag, text in texts.items():
            if _primary(tag) == _primary(language):
                return text
    return next(iter(texts.values()))


def _primary(tag: str) -> str:
    return tag.partition("-")[0]

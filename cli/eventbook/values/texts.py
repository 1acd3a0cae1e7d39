"""Texts in several languages: which one to show."""

from __future__ import annotations

from collections.abc import Mapping


def in_language(texts: Mapping[str, str], language: str | None) -> str:
    """The text in a language, else in a form of it (`en-GB` for `en`), else the first.

    Args:
        texts: at least one text, by language tag (BCP 47).
    """
    if language is not None:
        base = language.partition("-")[0]
        same = [tag for tag in texts if tag == language]
        same += [tag for tag in texts if tag.partition("-")[0] == base]
        if same:
            return texts[same[0]]
    return next(iter(texts.values()))

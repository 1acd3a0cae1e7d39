"""Which of several languages is shown."""

from __future__ import annotations

import pytest

from eventbook.values.texts import in_language

TEXTS = {"it": "Roma", "en-GB": "Rome (GB)", "en": "Rome", "az-Arab": "روما"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rome"),
        ("en-GB", "Rome (GB)"),
        ("en-US", "Rome (GB)"),
        ("az", "روما"),
        ("az-Latn", "روما"),
        ("de", "Roma"),
        (None, "Roma"),
    ],
)
def test_the_language_then_a_form_of_it_then_the_first(language: str | None, text: str) -> None:
    assert in_language(TEXTS, language) == text

from __future__ import annotations

from pathlib import Path

import pytest

from eventbook.book.discover import open_book
from eventbook.commands.page_languages import check_page_languages
from eventbook.errors import ConfigError


def check(folder: Path, text: str, name: str = "eventbook.toml") -> None:
    (folder / name).write_text(text, encoding="utf-8")
    book = open_book(folder)
    assert book is not None
    check_page_languages(book)


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[site]\nlanguages = ["en"]\n',
        '[site]\nlanguages = ["en-GB"]\n',  # has the words of its base
        '[book]\nlanguage = "sq"\n',
        '[book]\nlanguage = "sq"\n[site]\nlanguages = ["en", "sq"]\n',
    ],
)
def test_the_books_own_language_and_those_with_words_are_taken(tmp_path: Path, text: str) -> None:
    check(tmp_path, text)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "eventbook.toml",
            '[site]\nlanguages = ["en", "tlh"]\n',
            "eventbook.toml:2:1: `languages` in [site]: pages have no words in `tlh`",
        ),
        (
            "pyproject.toml",
            '[tool.eventbook.book]\ntitle = "x"\n\n[tool.eventbook.site]\nlanguages = ["sq-AL"]\n',
            (
                "pyproject.toml:5:1: `languages` in [tool.eventbook.site]: "
                "pages have no words in `sq-AL`"
            ),
        ),
    ],
)
def test_no_others_are(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check(tmp_path, text, name)
    assert caught.value.message == message
    assert caught.value.help.startswith("there are en")
    assert caught.value.help.endswith(", and the book's own language")

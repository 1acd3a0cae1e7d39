"""Whether pages have words of their own in the languages that a book's settings ask for."""

from __future__ import annotations

from eventbook.book.discover import PYPROJECT, Book
from eventbook.book.tomlfile import TomlFile
from eventbook.book.trees import read_from


def check_page_languages(book: Book) -> None:
    """Refuse languages that no pages can be in; the book's own is taken as it is.

    Raises:
        ConfigError: with file, line and column, and the languages that there are.
    """
    if book.settings.site.languages == (book.settings.language,):
        return
    from eventbook.events.labels import LANGUAGES

    for tag in book.settings.site.languages:
        if tag != book.settings.language and not {tag, tag.split("-")[0]} & set(LANGUAGES):
            name = book.settings_source
            file = TomlFile.parse(read_from(book.tree, name), name)
            keys = ("tool", "eventbook") if name == PYPROJECT else ()
            message = (
                f"`languages` in [{'.'.join((*keys, 'site'))}]: pages have no words in `{tag}`"
            )
            known = f"there are {', '.join(LANGUAGES)}, and the book's own language"
            raise file.error((*keys, "site", "languages"), message, suggestion=known)

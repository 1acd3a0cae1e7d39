"""Whether pages have words of their own in the languages that a book's settings ask for."""

from __future__ import annotations

from eventbook.book.discover import Book
from eventbook.commands.settings_faults import fault


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
            message = f"`languages` in {{}}: pages have no words in `{tag}`"
            known = f"there are {', '.join(LANGUAGES)}, and the book's own language"
            raise fault(book, "site", "languages", message, known)

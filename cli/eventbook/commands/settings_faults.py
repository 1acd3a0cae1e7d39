"""What is wrong with settings that can be judged only with all rules and labels at hand."""

from __future__ import annotations

from eventbook.book.discover import PYPROJECT, Book
from eventbook.book.tomlfile import TomlFile
from eventbook.book.trees import read_from
from eventbook.errors import ConfigError


def fault(book: Book, section: str, key: str, message: str, suggestion: str = "") -> ConfigError:
    """An error that names the file of the settings, the line and the column.

    Args:
        section: of the settings, such as `rules`.
        key: in there.
        message: `{}` stands for the section as it is written.
        suggestion: what to do.
    """
    name = book.settings_source
    file = TomlFile.parse(read_from(book.tree, name), name)
    keys = ("tool", "eventbook", section) if name == PYPROJECT else (section,)
    written = message.replace("{}", f"[{'.'.join(keys)}]", 1)
    return file.error((*keys, key), written, suggestion=suggestion)


def check_rules(book: Book) -> None:
    """Refuse settings for rules that there are not, or that hold for everybody.

    Raises:
        ConfigError: with file, line and column, and what was meant.
    """
    if not book.settings.rules:
        return
    from eventbook.check import SLUGS, UNWAIVABLE
    from eventbook.schema.words import close_to

    for slug in book.settings.rules:
        if slug in UNWAIVABLE:
            advice = "it keeps names out of the history; mend what it finds"
            raise fault(book, "rules", slug, f"{{}} cannot change `{slug}`", advice)
        if slug not in SLUGS:
            meant = close_to(slug, SLUGS)
            advice = f"did you mean `{meant}`?" if meant else ""
            raise fault(book, "rules", slug, f"{{}} names `{slug}`, which is no rule", advice)

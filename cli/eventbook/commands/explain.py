"""explain: what a rule is for, or what belongs in a field."""

from __future__ import annotations

from eventbook.check import MANUALS
from eventbook.commands.common import Common
from eventbook.commands.filtering import known_of
from eventbook.commands.opened import open_book
from eventbook.commands.terminal import Terminal
from eventbook.commands.writing import deliver
from eventbook.errors import ConfigError, UsageError
from eventbook.output import manual
from eventbook.output.manual_page import ManualPage
from eventbook.query.fields import Field, describe, top_level
from eventbook.query.known import Known
from eventbook.query.paths import parse
from eventbook.schema.words import close_to


def run(common: Common, word: str | None, *, form: str) -> int:
    """Print a rule's manual, a field's description, or the list of both."""
    write = manual(form)
    width = Terminal.detect(common.colour, quiet=common.quiet).width
    deliver(write(_page(common, word), width), None, common.directory)
    return 0


def _page(common: Common, word: str | None) -> ManualPage:
    if word is None:
        return ManualPage(rules=MANUALS, names=_names(common), overview=True)
    if word in MANUALS:
        return ManualPage(rules={word: MANUALS[word]})
    try:
        return ManualPage(fields=_fields(known_of(open_book(common.directory)), word))
    except (UsageError, ConfigError) as error:
        meant = close_to(word, MANUALS)
        if meant is None:
            raise
        raise UsageError(
            f"`{word}` is no rule and no field", help=f"did you mean `{meant}`?"
        ) from error


def _fields(known: Known, word: str) -> list[Field]:
    """The fields of a path; one that no schema knows may begin with the kind that is meant.

    Raises:
        UsageError: no schema knows it.
    """
    try:
        return describe(known, parse(word))
    except UsageError:
        kind, _, path = word.partition(".")
        if kind not in known.starts or not path:
            raise
        found = [field for field in describe(known, parse(path)) if field.kind == kind]
        if not found:
            raise
        return found


def _names(common: Common) -> list[tuple[str, str, str]]:
    try:
        return list(top_level(known_of(open_book(common.directory))))
    except ConfigError:  # outside a book there are rules, and no fields
        return []

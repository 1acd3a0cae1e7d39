"""explain: what a rule is for, or what belongs in a field."""

from __future__ import annotations

from eventbook.check import MANUALS
from eventbook.commands.common import Common
from eventbook.commands.filtering import known_of
from eventbook.commands.opened import open_book
from eventbook.commands.terminal import Terminal
from eventbook.commands.writing import deliver
from eventbook.errors import ConfigError, UsageError
from eventbook.output import explained
from eventbook.query.fields import Field, describe, top_level
from eventbook.query.paths import parse
from eventbook.schema.words import close_to

FORMS = ("text", "json")


def run(common: Common, word: str | None, *, form: str) -> int:
    """Print a rule's manual, a field's description, or the list of both."""
    if form not in FORMS:
        raise UsageError(f"there is no format `{form}` here", help="use text or json")
    width = Terminal.detect(common.colour, quiet=common.quiet).width
    deliver(_text(common, word, form, width), None, common.directory)
    return 0


def _text(common: Common, word: str | None, form: str, width: int | None) -> str:
    if word is None:
        if form == "json":
            return explained.rules_json(MANUALS)
        return explained.overview_text(MANUALS, _fields(common), width)
    if word in MANUALS:
        chosen = {word: MANUALS[word]}
        return (
            explained.rules_json(chosen)
            if form == "json"
            else explained.rule_text(word, MANUALS[word], width)
        )
    fields = _described(common, word)
    return explained.fields_json(fields) if form == "json" else explained.fields_text(fields, width)


def _described(common: Common, word: str) -> list[Field]:
    try:
        return describe(known_of(open_book(common.directory)), parse(word))
    except (UsageError, ConfigError) as error:
        meant = close_to(word, MANUALS)
        if meant is None:
            raise
        raise UsageError(
            f"`{word}` is no rule and no field", help=f"did you mean `{meant}`?"
        ) from error


def _fields(common: Common) -> list[tuple[str, str, str]]:
    try:
        return list(top_level(known_of(open_book(common.directory))))
    except ConfigError:  # outside a book there are rules, and no fields
        return []

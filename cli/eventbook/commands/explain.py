"""explain: what a rule is for, or what belongs in a field."""

from __future__ import annotations

from contextlib import suppress
from fnmatch import fnmatchcase

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
    if matching := [slug for slug in MANUALS if slug == word or _fits(slug, word)]:
        return ManualPage(rules={slug: MANUALS[slug] for slug in matching})
    if "*" in word:
        raise UsageError(f"no rule fits `{word}`", help="`eventbook explain` lists them all")
    try:
        return _described(known_of(open_book(common.directory)), word)
    except (UsageError, ConfigError) as error:
        meant = close_to(word, MANUALS)
        if meant is None:
            raise
        raise UsageError(
            f"`{word}` is no rule and no field", help=f"did you mean `{meant}`?"
        ) from error


def _fits(slug: str, word: str) -> bool:
    """Whether a word such as `date-*` means a rule, as it does for `validate --select`."""
    return "*" in word and fnmatchcase(slug, word)


def _described(known: Known, word: str) -> ManualPage:
    """What a path leads to; for the name of a kind its fields, beside a field of that name.

    Raises:
        UsageError: no schema knows it, or none says anything of it.
    """
    names = [each for each in top_level(known) if each[0] == word]
    try:
        fields = _fields(known, word)
    except UsageError:
        if not names:
            raise
        fields = []
    if not fields and not names:
        raise UsageError(
            f"no schema says what `{word}` is",
            help="there is room for it, and the archive says what belongs there",
        )
    return ManualPage(fields=fields, names=names)


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
        with suppress(UsageError):
            found = [field for field in describe(known, parse(path)) if field.kind == kind]
            if found:
                return found
        raise


def _names(common: Common) -> list[tuple[str, str, str]]:
    try:
        return list(top_level(known_of(open_book(common.directory))))
    except ConfigError:  # outside a book there are rules, and no fields
        return []

"""The names that must occur nowhere: where their list is, and what validate asks of it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eventbook.book.discover import Book
from eventbook.book.paths import shown
from eventbook.commands.common import Common
from eventbook.commands.terminal import Terminal
from eventbook.editing.new_book import WITHHELD
from eventbook.errors import ConfigError, UsageError
from eventbook.escape import terminal as escaped
from eventbook.findings import Finding

if TYPE_CHECKING:
    from eventbook.book.snapshot import Snapshot
    from eventbook.commands.leak_search import Search
    from eventbook.events.leaks.matcher import Matcher

VARIABLE = "EVENTBOOK_WITHHELD"
"""Names the list where `--withheld` does not."""

_LARGEST_LIST = 1 << 20
_MOST_SAID = 5


class Leaking(NamedTuple):
    """The withheld check of a run; without a list, which most books lack, it costs nothing.

    Attributes:
        search: looks for the names of the list; None without one.
    """

    search: Search | None

    def in_book(self, *, history: bool = False) -> Iterable[Finding]:
        """Findings of everything that git has or would take; without git, of the book's files."""
        return self.search.in_book(history=history) if self.search else ()

    def in_changed(self, paths: Iterable[str], snapshot: Snapshot | None) -> Iterable[Finding]:
        """Findings of files of the book, records or not, as they lie there or in a snapshot."""
        return self.search.in_changed(paths, snapshot) if self.search else ()

    def in_bytes(self, path: str, data: bytes) -> Iterable[Finding]:
        """Findings of bytes that are what a path, as findings give it, holds."""
        return self.search.in_bytes(path, data) if self.search else ()

    def blank(self, path: str) -> str:
        """A path with no name in it."""
        return self.search.names.blanked(path) if self.search else path

    def blanked(self, findings: list[Finding]) -> list[Finding]:
        """Findings of all rules, with no name in them."""
        if not self.search or not self.search.names:
            return findings
        from eventbook.events.leaks.told import blanked

        return blanked(findings, self.search.names)

    def others(self, shown: Iterable[Finding], files: Iterable[str]) -> frozenset[str]:
        """The paths of findings that are in none of the records' files."""
        return frozenset(each.path for each in shown) - {*map(self.blank, files)}


NOBODY = Leaking(None)
"""The check without a list: there is nobody to look for."""


def names_listed(book: Book, directory: Path) -> Matcher | None:
    """The names of the list, for what is shown; None without a list, of which nothing is said.

    Args:
        directory: what the path in the environment starts from.

    Raises:
        EventbookError: as of `open_list`.
    """
    leaking = _opened_list(book, directory, None)
    return leaking.search.names if leaking.search else None


def open_list(common: Common, book: Book, given: Path | None, terminal: Terminal) -> Leaking:
    """Read the list of withheld names; where there is none, say so.

    Args:
        given: the file that an option names.

    Raises:
        UsageError: the file that was named does not exist.
        ConfigError: a list cannot be read, or a line of it is no name to look for.
    """
    leaking = _opened_list(book, common.directory, given)
    if leaking is NOBODY:
        terminal.say("withheld check skipped: no list")
    return leaking


def _opened_list(book: Book, directory: Path, given: Path | None) -> Leaking:
    own = book.root / WITHHELD
    named = given or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    lists = (own,) if os.path.lexists(own) else ()
    if named is not None:
        source = f"{'--withheld' if given else VARIABLE} {shown(str(named))}"
        data = _bytes(directory / named, source)
        lists = (*lists, directory / named)
    elif lists:
        if not own.is_file():  # a pipe would be waited for
            raise ConfigError(f"{WITHHELD} is not a regular file, or is out of reach")
        source, data = WITHHELD, _bytes(own, WITHHELD)
    else:
        return NOBODY
    from eventbook.commands.leak_search import Search
    from eventbook.events.leaks.matcher import Matcher
    from eventbook.events.leaks.names import read_names

    return Leaking(Search(book, Matcher(read_names(data, source)), lists, []))


def say_skipped(leaking: Leaking, terminal: Terminal) -> None:
    """Say what was not looked through."""
    skipped = leaking.search.skipped if leaking.search else []
    for what in skipped[:_MOST_SAID]:
        terminal.say(escaped(f"withheld check: not searched: {what}"))
    if len(skipped) > _MOST_SAID:
        terminal.say(f"withheld check: not searched: {len(skipped) - _MOST_SAID} more")


def _bytes(path: Path, source: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_LIST + 1)
    except FileNotFoundError as error:
        raise UsageError(f"{source}: no such file") from error
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise ConfigError(f"{source}: {reason}") from error
    if len(data) > _LARGEST_LIST:
        raise ConfigError(f"{source}: larger than {_LARGEST_LIST >> 20} MiB")
    return data

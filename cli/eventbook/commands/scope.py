"""Which state of a book is judged, and whether only what a change touches is told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from eventbook.commands.common import Common
from eventbook.commands.opened import Opened, open_book, ready
from eventbook.commands.progress import watch
from eventbook.commands.terminal import Terminal
from eventbook.errors import UsageError
from eventbook.mapping.share import Jobs

if TYPE_CHECKING:
    from eventbook.commands.changed import Changed

STDIN = "-"
"""The word that means standard input."""


class Scope(NamedTuple):
    """What is asked of git; without any of it, the work tree is judged as a whole.

    Attributes:
        changed_since: a revision: what changed since the work tree parted from it.
        staged: what the next commit would hold, and changes.
        rev: the book as it was in a commit.
        new_only: only findings that were not there before the change.
        trust: a revision whose settings and schemas hold, whatever the state brings.
        whole: tell of all that is named, whether or not it changed.
        whole_if_none: tell of everything where nothing is staged.
    """

    changed_since: str | None = None
    staged: bool = False
    rev: str | None = None
    new_only: bool = False
    trust: str | None = None
    whole: bool = False
    whole_if_none: bool = False

    def check(self, targets: Sequence[str], *, history: bool) -> None:
        """Refuse what does not fit together.

        Raises:
            UsageError: it does not.
        """
        given = {
            "--changed-since": self.changed_since is not None,
            "--staged": self.staged,
            "--rev": self.rev is not None,
        }
        chosen = [name for name, is_given in given.items() if is_given]
        if len(chosen) > 1 and self.staged:
            raise UsageError(f"{chosen[0]} and {chosen[1]} do not go together", help="choose one")
        if self.new_only and not self.staged and self.changed_since is None:
            raise UsageError(
                "--new-only needs a change to look at", help="add --changed-since REV or --staged"
            )
        if chosen and STDIN in targets:
            raise UsageError("`-` stands alone", help=f"leave out {chosen[0]}")
        if history and (targets or chosen):
            superfluous = chosen[0] if chosen else "the targets"
            raise UsageError(
                "--history looks at the whole repository", help=f"leave out {superfluous}"
            )

    def check_writing(self, targets: Sequence[str]) -> None:
        """Refuse to mend what is no file of the work tree.

        Raises:
            UsageError: it is none.
        """
        if STDIN in targets:
            raise UsageError("`-` is no file that could be mended", help="leave out the fixes")
        if self.staged or self.rev is not None:
            raise UsageError(
                "fixes are written into the work tree",
                help=f"leave out {'--staged' if self.staged else '--rev'}",
            )

    def open(self, common: Common, terminal: Terminal, jobs: Jobs) -> Opened:
        """The book in the state that is meant.

        Raises:
            UsageError: there is no such state, or no repository that has it.
            ConfigError: there is no book in it, or its settings are wrong.
        """
        if not self.staged and self.trust is None:
            return open_book(
                common.directory,
                jobs=jobs,
                caching=common.caching,
                watch=watch(terminal),
                rev=self.rev,
            )
        notes: Sequence[str] = ()
        if self.trust is None:
            from eventbook.commands.states import staged_book

            book, schemas = staged_book(common.directory, terminal.say)
        else:
            from eventbook.commands.trusted import trusted_book

            book, schemas, notes = trusted_book(
                common.directory, self.trust, staged=self.staged, judged=self.rev
            )
        opened = ready(book, schemas, jobs=jobs, caching=common.caching, watch=watch(terminal))
        opened.notes = tuple(notes)
        return opened

    def changed(self, opened: Opened, terminal: Terminal) -> Changed | None:
        """What the change touches; None where no change is asked about.

        Raises:
            UsageError: there is nothing to compare with.
        """
        if self.whole or (self.changed_since is None and not self.staged):
            return None
        from eventbook.commands.changed import changed_since, is_anything_staged, staged

        if self.changed_since is not None:
            changed = changed_since(opened, self.changed_since, self.rev)
        else:
            changed = staged(opened)
            asks = self.whole_if_none and any(opened.book.paths())
            if asks and not is_anything_staged(opened):
                terminal.say("nothing is staged: the whole book is checked")
                return None
        return replace(changed, trusting=self.trust is not None)

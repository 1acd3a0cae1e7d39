"""An edit on its way: planned, tried, judged with the whole book, shown, and written or not."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

from eventbook.book.facts import Facts
from eventbook.book.gitdir import find_git_dir
from eventbook.commands.asking import agreed
from eventbook.commands.common import Common
from eventbook.commands.filtering import matching
from eventbook.commands.leaking import Leaking, open_list
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.planning import Planned, by_file
from eventbook.commands.progress import watch
from eventbook.commands.revising import Against, Revising, Revision, tell
from eventbook.commands.rewriting import Rewritten, rewrite
from eventbook.commands.selecting import select_to_write
from eventbook.commands.showing import Shown, told
from eventbook.commands.terminal import Terminal
from eventbook.editing.steps import Step
from eventbook.errors import UsageError
from eventbook.escape import terminal as escaped
from eventbook.output.interface import EditStatus


@dataclass(frozen=True, slots=True)
class Way:
    """What is to become of an edit that nothing stands against.

    Attributes:
        write: write it without asking.
        dry_run: neither write nor ask.
        exit_code: 1 where anything changes and is not written.
    """

    write: bool = False
    dry_run: bool = False
    exit_code: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """Where records are edited: the book, and who watches.

    Attributes:
        form: of what is shown.
        strict: errors that were there before stand against an edit, too.
    """

    common: Common
    opened: Opened
    terminal: Terminal
    leaking: Leaking
    form: str
    strict: bool

    @classmethod
    def at(cls, common: Common, *, form: str, strict: bool) -> Desk:
        """The desk of the book that the command was started in.

        Raises:
            EventbookError: there is no book, or it cannot be used.
        """
        terminal = Terminal.detect(common.colour, quiet=common.quiet)
        opened = open_book(common.directory, caching=common.caching, watch=watch(terminal))
        leaking = open_list(common, opened.book, None, terminal._replace(quiet=True))
        return cls(common, opened, terminal, leaking, form, strict)

    def chosen(self, words: Sequence[str], where: Sequence[str]) -> Sequence[Facts]:
        """The records that words mean, as far as conditions hold for them.

        Raises:
            UsageError: a word means no record, or a text is no condition.
        """
        records: Sequence[Facts] = self.opened.facts
        if words:
            records = select_to_write(self.opened, records, words, self.common.directory)
        return matching(self.opened, records, where) if where else records

    def edit(self, planned: Sequence[Planned], way: Way) -> int:
        """Carry out what is planned, or show it. 1: refused, declined, or nothing is meant."""
        refused = any(each.refused for each in planned)
        files: list[Rewritten] = (
            [] if refused else rewrite(self.opened, by_file(self.opened, planned))
        )
        unfit = {each.path: each.refused for each in files if each.refused}
        shown = Shown(planned, self._revising([e for e in files if e.old != e.new]), unfit)
        if shown.refused:
            self._show_json(shown, "pending")
            return self._refused(shown.refused)
        if not shown.revising.revisions:
            self._show_json(shown, "pending")
            return self._nothing(planned)
        against = shown.revising.errors() if self.strict else shown.revising.new_errors()
        if against.findings:
            self._show_json(shown, "pending", against)
            return self._stands_against(against, shown)
        return self._settle(shown, way)

    def by_hand(self, chosen: Sequence[Facts], way: Way) -> int:
        """Let the user edit a record in an editor, then write it."""
        from eventbook.commands.by_hand import edit_by_hand

        if len({each.path for each in chosen}) != 1:
            raise UsageError("an editor takes one record", help="name it by its id")
        facts = chosen[0]
        # Of a record that could not be read, every error is in the way.
        all_errors = self.strict or not facts.readable

        def against(revising: Revising) -> Against:
            return revising.errors() if all_errors else revising.new_errors()

        def finish(revision: Revision) -> int:
            planned = [Planned(facts, (Step("put", ()),))]  # nobody knows which steps were taken
            if revision.old == revision.new:
                return self._nothing(planned)
            shown = Shown(planned, self._revised([revision]), {})
            return self._settle(shown, replace(way, write=not way.dry_run))

        return edit_by_hand(self.opened, facts, against, lambda one: self._revised([one]), finish)

    def _revising(self, files: Sequence[Rewritten]) -> Revising:
        revisions = []
        for each in files:
            kind = self.opened.book.kind_of(each.path)
            assert kind is not None  # records were read from it
            revisions.append(Revision(each.path, kind, each.old, each.new, each.path, each.facts))
        return self._revised(revisions)

    def _revised(self, revisions: Sequence[Revision]) -> Revising:
        return Revising(self.opened, revisions, self.leaking)

    # What becomes of it

    def _settle(self, shown: Shown, way: Way) -> int:
        """Write, or show and ask, or only show."""
        count = _counted(shown)
        if not way.write:
            if self.form != "json":
                sys.stdout.write(shown.text(self.form, self.terminal, "pending"))
            asks = self.terminal.interactive and not way.dry_run and self.form != "json"
            if not asks:
                self._show_json(shown, "pending")
                what = "dry run: nothing was written" if way.dry_run else "add --write"
                self.terminal.say(f"{count} would change; {what}")
                return int(way.exit_code)
            sys.stdout.flush()
            if not agreed(f"write {count}?"):
                self.terminal.say("nothing was written")
                return 1
        shown.revising.write()
        self._show_json(shown, "written")
        if self.form != "json":
            self._name_paths(shown)
        self.terminal.say(f"{count} changed")
        if find_git_dir(self.opened.book.root):
            self.terminal.say("next: eventbook diff")
        return 0

    def _name_paths(self, shown: Shown) -> None:
        root = self.opened.book.root
        paths = [os.path.relpath(root / each.path) for each in shown.revising.revisions]
        sys.stdout.write("".join(f"{escaped(path)}\n" for path in paths))

    def _show_json(
        self,
        shown: Shown,
        status: EditStatus,
        against: Against = Against(()),  # noqa: B008 - frozen
    ) -> None:
        """What programs read, whatever becomes of the edit."""
        if self.form == "json":
            sys.stdout.write(shown.text("json", self.terminal, status, against))

    def _nothing(self, planned: Sequence[Planned]) -> int:
        if not planned:
            sys.stderr.write("error: no record is meant; nothing was written\n")
            return 1
        self.terminal.say(f"{_count(len(planned))} already so; nothing was written")
        return 0

    def _refused(self, refused: Sequence[tuple[Facts, str]]) -> int:
        for line in told((facts.id or facts.path, why) for facts, why in refused):
            sys.stderr.write(f"error: {escaped(self.leaking.blank(line))}\n")
        self.terminal.say("nothing was written")
        return 1

    def _stands_against(self, against: Against, shown: Shown) -> int:
        tell(self.opened, against, self.common, len(shown.revising.revisions))
        self.terminal.say(
            "these errors keep the edit from being written"
            if self.strict
            else "the edit would bring these errors; nothing was written"
        )
        return 1


def _counted(shown: Shown) -> str:
    changed = sum(bool(each.steps) for each in shown.planned)
    return (
        _count(changed)
        if changed == len(shown.planned)
        else f"{changed} of {_count(len(shown.planned))}"
    )


def _count(number: int) -> str:
    return "1 record" if number == 1 else f"{number} records"

"""render: records as pages, texts, calendars and feeds."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eventbook.book.facts import Facts
from eventbook.commands.common import Common
from eventbook.commands.opened import Opened, open_book, ready
from eventbook.commands.output_place import check_output
from eventbook.commands.progress import watch
from eventbook.commands.rendered import rendered
from eventbook.commands.selecting import select_many, words_meant
from eventbook.commands.site_given import event_kinds, state
from eventbook.commands.terminal import Terminal
from eventbook.commands.writing import deliver
from eventbook.errors import UsageError
from eventbook.escape import terminal as escaped
from eventbook.mapping.collector import paused
from eventbook.render import TARGETS, Changed, Options, Rendering, Target
from eventbook.schema.words import close_to
from eventbook.values import language

if TYPE_CHECKING:
    from eventbook.commands.own_template import OwnTemplate

_MOST_TOLD = 20
_FEW = 20
"""As many records are judged one by one; for more, the whole book is, by all processors."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options ask for.

    Attributes:
        words: ids and paths; `-` for those on standard input.
        form: the name of a target, or the path of a template.
        output: a file instead of standard output.
        lang: of the pages; None is the book's.
        rev: the commit whose records are meant.
        trust: the commit whose settings and schemas hold.
        drafts: what programs keep holds what is not published, too.
        approximate: a calendar holds what has no day, too.
    """

    words: Sequence[str] = ()
    where: Sequence[str] = ()
    form: str = "text"
    output: Path | None = None
    lang: str | None = None
    rev: str | None = None
    trust: str | None = None
    drafts: bool = False
    approximate: bool = False

    def target(self, directory: Path) -> Target | OwnTemplate:
        """What renders, if the options fit together.

        Args:
            directory: what the path of a template starts from.

        Raises:
            UsageError: they do not, or there is no such target.
        """
        target = TARGETS.get(self.form) or self._own(directory)
        if self.drafts and not target.kept:
            advice = "other forms show every record that is meant, drafts marked as such"
            raise UsageError(f"--drafts goes with {_named('kept')}", help=advice)
        if self.approximate and not target.approximates:
            advice = "other forms say in words what is known of a date"
            raise UsageError(f"--approximate goes with {_named('approximates')}", help=advice)
        if self.lang is not None and (why := language.problem(self.lang)):
            raise UsageError(f"--lang: {why.message}", help=why.help)
        return target

    def _own(self, directory: Path) -> OwnTemplate:
        from eventbook.render.own_template import ENDINGS

        if "/" not in self.form and not self.form.endswith(ENDINGS):
            forms = (*TARGETS, "site")
            meant = close_to(self.form, forms)
            advice = f"did you mean `{meant}`?" if meant else f"there are {', '.join(forms)}"
            raise UsageError(f"there is no target `{escaped(self.form)}`", help=advice)
        from eventbook.commands.own_template import OwnTemplate

        return OwnTemplate.at(self.form, directory, self.trust)


def _named(attribute: str) -> str:
    """The targets that have something, as an option names them."""
    names = [name for name, target in TARGETS.items() if getattr(target, attribute)]
    return " or ".join(f"-f {name}" for name in names)


@paused()
def run(common: Common, asked: Asked) -> int:
    """Render the records that are meant. 0: done; 1: none of them can be in this form."""
    target = asked.target(common.directory)
    words = words_meant(asked.words)
    if asked.words and not words:
        raise UsageError("no record is named on standard input", help="give an id a line")
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    opened = _opened(common, asked, terminal)
    check_output(asked.output, common.directory, opened.book, target.sources)
    chosen = _chosen(opened, common, words, asked.where)
    if target.kept and not _are_named(words, common.directory):
        chosen = _public(chosen, terminal, drafts=asked.drafts)
        if not chosen:
            return 1
    _say_errors(opened, chosen, terminal)
    settings = opened.book.settings
    options = Options(
        lang=asked.lang or settings.language,
        site=settings.site.url or None,
        since=settings.site.since or None,
        book=settings.title,
        approximate=asked.approximate,
    )
    times = _times(opened, chosen, target, terminal)
    items = rendered(opened, chosen, options.lang, times, drafts=asked.drafts)
    rendering = target.render(items, options)
    if not _say_left_out(rendering, len(items), asked.form, terminal):
        return 1
    deliver(opened.listed.text(rendering.text), asked.output, common.directory)
    return 0


def _opened(common: Common, asked: Asked, terminal: Terminal) -> Opened:
    """The book that is meant, in the state that is meant."""
    watching = watch(terminal)
    if asked.trust is None:
        return open_book(common.directory, caching=common.caching, watch=watching, rev=asked.rev)
    from eventbook.commands.trusted import trusted_book

    book, schemas, notes = trusted_book(
        common.directory, asked.trust, staged=False, judged=asked.rev
    )
    for note in notes:
        terminal.say(escaped(note))
    return ready(book, schemas, caching=common.caching, watch=watching)


# Which records


def _chosen(
    opened: Opened, common: Common, words: Sequence[str], where: Sequence[str]
) -> list[Facts]:
    """The records that are meant, all of which are events that can be read.

    Raises:
        UsageError: there are none, or one has no page.
    """
    records: Sequence[Facts] = opened.records
    if words:
        records = select_many(opened, records, words, common.directory)
    if where:
        from eventbook.commands.filtering import matching

        records = matching(opened, records, where)
    chosen = _events(opened, records, named=bool(words))
    if not chosen:
        raise UsageError("no record is selected", help="`eventbook list` shows what there is")
    return chosen


def _events(opened: Opened, records: Sequence[Facts], *, named: bool) -> list[Facts]:
    """The records that are events and can be read.

    Args:
        named: the user named them; else what has no page is left out beside what has one.

    Raises:
        UsageError: one that was chosen has no page.
    """
    events = event_kinds(opened.book.settings)
    if not named:
        records = [facts for facts in records if facts.kind in events] or records
    for facts in records:
        if facts.kind not in events:
            raise UsageError(
                f"{escaped(facts.path)}: records of kind `{facts.kind}` have no page",
                help='a kind has pages by `model = "event"` in the settings',
            )
        if not facts.readable:
            advice = "`eventbook validate` says why"
            raise UsageError(f"{escaped(facts.path)} cannot be read", help=advice)
    return list(records)


def _are_named(words: Sequence[str], directory: Path) -> bool:
    """Whether the user named each record; a folder holds what it holds."""
    return bool(words) and not any((directory / word).is_dir() for word in words)


def _public(records: list[Facts], terminal: Terminal, *, drafts: bool) -> list[Facts]:
    """Those that programs may keep: what is published, and drafts if they are wanted."""
    if drafts:
        found = [facts for facts in records if state(facts.fields) != "withdrawn"]
        why, advice = "withdrawn", "those that are named by their ids are shown"
    else:
        found = [facts for facts in records if state(facts.fields) == "published"]
        why, advice = "not published", "`--drafts` brings those that are not yet"
    left_out = len(records) - len(found)
    if not found:
        what = f"the record is {why}" if left_out == 1 else f"all {left_out} records are {why}"
        sys.stderr.write(f"error: {what}; {advice}\n")
    elif left_out:
        what = "1 record that is" if left_out == 1 else f"{left_out} records that are"
        terminal.say(f"left out: {what} {why}; {advice}")
    return found


# What is made of them


def _times(
    opened: Opened, chosen: Sequence[Facts], target: Target | OwnTemplate, terminal: Terminal
) -> Mapping[str, Changed]:
    if not target.needs_times:
        return {}
    from eventbook.commands.record_changes import RecordChanges

    found = RecordChanges(opened, chosen)
    if found.note:
        terminal.say(found.note)
    return found.changes


# What the user is told


def _say_errors(opened: Opened, chosen: Sequence[Facts], terminal: Terminal) -> None:
    """Name the records with errors, whose pages may lack what cannot be read."""
    wrong = [
        escaped(facts.path)
        for facts in _judged(opened, chosen)
        if any(each.severity == "error" for each in facts.findings)
    ]
    for path in wrong[:_MOST_TOLD]:
        terminal.say(f"warning: {path} has errors; `eventbook validate` names them")
    if len(wrong) > _MOST_TOLD:
        terminal.say(f"warning: and {len(wrong) - _MOST_TOLD} more records have errors")


def _judged(opened: Opened, chosen: Sequence[Facts]) -> list[Facts]:
    if len(chosen) <= _FEW:
        return [opened.judged(facts) for facts in chosen]
    wanted = {(facts.path, facts.place) for facts in chosen}
    return [facts for facts in opened.facts if (facts.path, facts.place) in wanted]


def _say_left_out(rendering: Rendering, count: int, form: str, terminal: Terminal) -> bool:
    """Name the records that the form cannot hold; False where it holds none."""
    lines = [escaped(f"{each.id}: {each.reason}") for each in rendering.left_out]
    if len(lines) >= count:
        none = "it cannot" if count == 1 else f"none of {count} records can"
        sys.stderr.write(f"error: {none} be rendered as `{form}`: {lines[0]}\n")
        return False
    for line in lines[:_MOST_TOLD]:
        terminal.say(f"left out: {line}")
    if len(lines) > _MOST_TOLD:
        terminal.say(f"left out: and {len(lines) - _MOST_TOLD} more")
    return True

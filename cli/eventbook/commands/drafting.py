"""The desk at which a new record is made: what the book says of it, and what the user is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from eventbook.book.layout import path_for
from eventbook.book.settings import Kind, Settings
from eventbook.commands.common import Common
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.terminal import Terminal
from eventbook.document.document import Document
from eventbook.document.emit import scalar
from eventbook.document.loader import load
from eventbook.document.located import locate
from eventbook.editing.create import (
    Plan,
    date_text,
    modeline,
    own_id,
    proposed_id,
    record_text,
)
from eventbook.errors import UsageError
from eventbook.escape import terminal as escaped
from eventbook.events.leaks.told import blanked, in_path, in_text
from eventbook.exchange.duplicates import same_source
from eventbook.findings import Finding
from eventbook.jsonvalue import Json
from eventbook.output import ReportContext, report
from eventbook.reduction import reduce
from eventbook.schema.shape import Shape
from eventbook.schema.words import close_to

if TYPE_CHECKING:
    from eventbook.commands.intake import Intake
    from eventbook.events.leaks.matcher import Matcher
    from eventbook.exchange.release import Release


@dataclass(frozen=True, slots=True)
class Draft:
    """A record's text and the place it is to have.

    Attributes:
        path: from the book's root.
        above: how many lines of the text were put above what the user wrote.
    """

    path: str
    record_id: str
    text: str
    above: int = 0


@dataclass(frozen=True, slots=True)
class Desk:
    """Where records are made: the book, what it says of them, and who watches."""

    opened: Opened
    kind: Kind
    shape: Shape
    terminal: Terminal
    colour: bool

    @classmethod
    def at(cls, common: Common, kind_name: str | None = None) -> Desk:
        """The desk of the book that the command was started in.

        Args:
            kind_name: which kind of record to make; without one, an event where the book holds
                any, else a record of the first kind.

        Raises:
            UsageError: the book has no such kind.
            EventbookError: there is no book, or it cannot be used.
        """
        terminal = Terminal.detect(common.colour, quiet=common.quiet)
        opened = open_book(common.directory, caching=common.caching)
        kind = _kind(opened.book.settings, kind_name)
        colour = terminal.colour and (common.colour == "always" or sys.stderr.isatty())
        return cls(opened, kind, opened.recipe.kinds.shape(kind), terminal, colour)

    def taken(self) -> dict[str, str]:
        """The ids in use, in lower case, each with its file."""
        ids: dict[str, str] = {}
        for facts in self.opened.records:
            if facts.kind == self.kind.name:
                name = facts.id or (Path(facts.path).stem if facts.alone else "")
                ids.setdefault(name.casefold(), facts.path)
        return ids

    def still_free(self, drafts: Sequence[Draft]) -> None:
        """Look again, where nobody else can write any more, whether an id has been given away.

        Raises:
            UsageError: it has, under whatever path.
        """
        now = open_book(self.opened.book.root, caching=self.opened.caching)
        taken = replace(self, opened=now).taken()
        for draft in drafts:
            if owner := taken.get(draft.record_id.casefold()):
                message = f"the id `{draft.record_id}` was taken meanwhile: {owner}"
                raise UsageError(
                    f"{message}; nothing was written", help="choose another with `--id`"
                )

    def drafted(self, plan: Plan, record_id: str | None, beside: Sequence[Draft] = ()) -> Draft:
        """A planned record with its id, its path and its text.

        Args:
            record_id: the id to give it; None to take its own, or to propose one.
            beside: what is to be made with it, so that no id is given twice.

        Raises:
            UsageError: the id is taken, or no new file can be named after it.
        """
        taken = self.taken() | {each.record_id.casefold(): each.path for each in beside}
        chosen = record_id or own_id(plan.value, self.kind)
        if chosen is not None and (owner := taken.get(chosen.casefold())):
            message = f"the id `{chosen}` is taken: {owner}"
            raise UsageError(message, help="choose another with `--id`")
        if chosen is None:
            chosen = proposed_id(plan.value, self.kind, taken)
        field = self.kind.id_field
        if field is not None and field not in plan.value:
            plan = plan.having(field, chosen)
        path = path_for(self.kind, chosen, date_text(plan.value, self.kind))
        if os.path.lexists(self.opened.book.root / path):
            raise UsageError(f"{path} exists already; nothing was written", help="choose an `--id`")
        return Draft(path, chosen, record_text(plan, self.shape, modeline(self.kind, path)))

    def settled(self, text: str, record_id: str | None) -> Draft:
        """An edited text with its id, where it does not say one, its path and its modeline.

        Line ends become LF; else what was written stays.

        Args:
            record_id: the id to give a record that says none; None to propose one.

        Raises:
            UsageError: no file can be named after the id.
        """
        text = text.replace("\r\n", "\n")
        text = text if text.endswith("\n") else f"{text}\n"
        lines = text.count("\n")
        document = load(text.encode(), "-").document
        value = document.value if document and isinstance(document.value, dict) else {}
        chosen = own_id(value, self.kind) or record_id
        chosen = chosen or proposed_id(value, self.kind, self.taken())
        path = path_for(self.kind, chosen, date_text(value, self.kind))
        field = self.kind.id_field
        if document is not None and field is not None and field not in value:
            text = _with_line(text, document, f"{field}: {scalar(chosen)}")
        header = "".join(f"# {line}\n" for line in modeline(self.kind, path))
        above = header.count("\n") + text.count("\n") - lines
        return Draft(path, chosen, header + text, above)

    def findings(self, drafts: Sequence[Draft]) -> list[Finding]:
        """What the whole book has to say against new records, located in their texts."""
        paths = {draft.path for draft in drafts}
        known = [facts for facts in self.opened.facts if facts.path not in paths]
        for draft in drafts:
            data = draft.text.encode()
            self.opened.remember(draft.path, load(data, draft.path).document)
            known += self.opened.map_text(data, draft.path, self.kind)
        found = reduce(known, self.opened.context)
        located = locate((each for each in found if each.path in paths), self.opened.document)
        names = self.opened.listed.names
        return [*blanked(located, names), *_leaks(drafts, names)] if names else located

    # What is said, on standard error

    def report_intake(self, intake: Intake) -> bool:
        """Report what is wrong with the text that was given; whether that is an error."""
        return self._report(
            intake.findings, ReportContext(lambda _: intake.text, self.colour, checked=1)
        )

    def report_records(self, findings: Sequence[Finding], count: int) -> bool:
        """Report what is wrong with so many new records; whether that is an error."""
        root = os.path.relpath(self.opened.book.root)
        context = ReportContext(self.opened.source, self.colour, checked=count)
        return self._report(findings, context._replace(root="" if root == "." else root))

    def _report(self, findings: Sequence[Finding], context: ReportContext) -> bool:
        told = {each.severity for each in findings if not each.waived}
        if told & {"error", "warning"}:
            form = "full" if "error" in told else "concise"
            sys.stderr.write(report(form)(findings, context))
        return "error" in told

    def tell_of_release(self, release: Release, name: str, *, named: bool) -> None:
        """Say which lines of a release to look at; even to the quiet which may name a minor.

        Args:
            named: the user gave an id, so that there is one record of the whole release.
        """
        for minor in release.minors:
            warn(f"{name}:{minor.line}: {minor.words}; leave the name out")
        if release.headline_may_name_minor:
            warn(f"{name}:{release.headline_line}: the headline was left out for that")
        for part in release.parts:
            if part.headline_may_name_minor:
                warn(f"{name}:{part.headline_line}: the headline was left out for that")
        if release.parts:
            self.terminal.say(escaped(f"{name}: {_told_apart(release, named=named)}"))
        for hint in release.hints:
            self.terminal.say(escaped(f"{name}:{hint.line}: {hint.text}"))

    def refuse_known(self, release: Release, url: str | None, *, named: bool) -> None:
        """Refuse a release that a record has for a source already.

        Args:
            named: the user gave the new record an id, so it is another event of the release; then
                that is only said.

        Raises:
            UsageError: it is recorded; the message says where.
        """
        for facts in self.opened.records:
            shared = same_source(release.sha256, url, facts.fields.get("sources"))
            if shared is None:
                continue
            what = "release" if shared == "sha256" else "address"
            message = f"this {what} is already recorded in {facts.id or facts.path}"
            if not named:
                advice = "edit that record; for another event of the release, name it with `--id`"
                raise UsageError(message, help=advice)
            warn(message)


def _leaks(drafts: Sequence[Draft], names: Matcher) -> Iterator[Finding]:
    """Where new records give a name of the list."""
    for draft in drafts:
        yield from in_path(names, draft.path)
        yield from in_text(names, names.blanked(draft.path), draft.text)


def _told_apart(release: Release, *, named: bool) -> str:
    lines = ", ".join(
        f"{part.first}-{part.last}" if part.first < part.last else f"{part.first}"
        for part in release.parts
    )
    count = len(release.parts)
    if named:
        return f"lines {lines} may be {count} events; with `--id` they become one record"
    return f"a draft for each of {count} events (lines {lines}); each begins with {release.sign}"


def _kind(settings: Settings, name: str | None) -> Kind:
    if name is None:
        return next((kind for kind in settings.kinds if kind.model == "event"), settings.kinds[0])
    if (found := settings.kind(name)) is not None:
        return found
    known = [kind.name for kind in settings.kinds]
    meant = close_to(name, known)
    help_ = f"did you mean `{meant}`?" if meant else f"known: {', '.join(known)}"
    raise UsageError(f"this book has no kind `{escaped(name)}`", help=help_)


def warn(message: str) -> None:
    """A line that is said even to those who want quiet."""
    sys.stderr.write(f"warning: {escaped(message)}\n")


def _with_line(text: str, document: Document, line: str) -> str:
    """The text with one more field before the first; as it is where that is no block map."""
    if document.root.style != ":":
        return text
    start = max(text.rfind("\n", 0, document.root.start), text.rfind("\r", 0, document.root.start))
    return f"{text[: start + 1]}{line}\n{text[start + 1 :]}"


def placeholder(name: str, kind: Kind) -> Json:
    """What stands in an editor for a required field without a value: always an error."""
    return [{"title": "TODO"}] if kind.model == "event" and name == "sources" else "TODO"

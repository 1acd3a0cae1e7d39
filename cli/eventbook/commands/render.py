"""render: records as pages and texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from eventbook.book.facts import Facts
from eventbook.commands.common import Common
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.progress import watch
from eventbook.commands.selecting import select
from eventbook.commands.terminal import Terminal
from eventbook.commands.writing import deliver
from eventbook.errors import UsageError
from eventbook.jsonvalue import Json
from eventbook.query.records import shown
from eventbook.render import TARGETS, Item, Options
from eventbook.schema.words import close_to


def run(
    common: Common,
    *,
    targets: Sequence[str],
    where: Sequence[str],
    form: str,
    output: Path | None,
    lang: str | None,
    rev: str | None = None,
) -> int:
    """Render the records that are meant."""
    if form not in TARGETS:
        meant = close_to(form, TARGETS)
        known = ", ".join(TARGETS)
        raise UsageError(
            f"there is no target `{form}`", help=f"did you mean `{meant}`?" if meant else known
        )
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    opened = open_book(common.directory, caching=common.caching, watch=watch(terminal), rev=rev)
    found = _where(opened, select(opened, opened.records, targets, common.directory), where)
    chosen = _events(opened, found, named=bool(targets))
    if not chosen:
        raise UsageError("no record is selected", help="`eventbook list` shows what there is")
    for facts in chosen:
        if any(each.severity == "error" for each in opened.judged(facts).findings):
            terminal.say(f"warning: {facts.path} has errors; `eventbook validate` names them")
    settings = opened.book.settings
    lookup = _lookup(opened)
    pages = shown(chosen, settings)
    items = [Item(facts.fields, lang or settings.language, lookup) for facts in pages]
    options = Options(lang=lang or settings.language, book=settings.title)
    rendering = TARGETS[form].render(items, options)
    for left_out in rendering.left_out:
        terminal.say(f"left out: {left_out.id}: {left_out.reason}")
    deliver(rendering.text, output, common.directory)
    return 0


def _lookup(opened: Opened) -> Callable[[str], Mapping[str, Json] | None]:
    """From a reference, `person/slug` or an event's id, to the record it means."""
    by_reference: dict[str, Mapping[str, Json]] = {}
    for facts in shown(opened.records, opened.book.settings):
        if facts.id is not None:
            by_reference[f"{facts.kind}/{facts.id}"] = facts.fields
            if facts.kind == "event":
                by_reference.setdefault(facts.id, facts.fields)
    return by_reference.get


def _where(opened: Opened, records: Sequence[Facts], where: Sequence[str]) -> Sequence[Facts]:
    if not where:
        return records
    from eventbook.commands.filtering import matching

    return matching(opened, records, where)


def _events(opened: Opened, records: Sequence[Facts], *, named: bool) -> list[Facts]:
    """The records that are events and can be read.

    Args:
        named: the user named them; else what has no page is left out beside what has one.

    Raises:
        UsageError: one that was chosen has no page.
    """
    events = {kind.name for kind in opened.book.settings.kinds if kind.model == "event"}
    if not named:
        records = [facts for facts in records if facts.kind in events] or records
    for facts in records:
        if facts.kind not in events:
            raise UsageError(
                f"{facts.path}: records of kind `{facts.kind}` have no page",
                help='a kind has pages by `model = "event"` in the settings',
            )
        if not facts.readable:
            raise UsageError(f"{facts.path} cannot be read", help="`eventbook validate` says why")
    return list(records)

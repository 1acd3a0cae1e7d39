"""import: other people's records into the book, each row accounted for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from eventbook.book.gitdir import find_git_dir
from eventbook.commands.common import Common
from eventbook.commands.deciding import Deciding
from eventbook.commands.drafting import Desk
from eventbook.commands.filtering import known_of
from eventbook.commands.import_report import Report
from eventbook.commands.intake import STDIN, read_named
from eventbook.commands.leaking import Leaking, open_list
from eventbook.commands.writing import deliver
from eventbook.errors import EventbookError, UsageError
from eventbook.escape import terminal as escaped
from eventbook.exchange.importing.entries import IMPORTED, entries_of, source_fields
from eventbook.exchange.importing.mapping import FieldMapping, Rule
from eventbook.exchange.importing.mapping_file import read_mapping, ready_mapping
from eventbook.exchange.importing.plan import Plan
from eventbook.exchange.importing.readers import Read, guessed, reader
from eventbook.exchange.importing.source import Options, Source, SourceError
from eventbook.exchange.importing.tally import Tally
from eventbook.mapping.collector import paused
from eventbook.output.privacy import redacted
from eventbook.query.known import Known

_LARGEST_MAPPING = 1 << 20


@paused()
def run(
    common: Common,
    *,
    files: Sequence[str],
    form: str | None,
    mapping_file: str | None,
    kind: str | None,
    report: str,
    changes: Path | None,
    accept_duplicates: bool,
    dry_run: bool,
) -> int:
    """Import files. 0: every row is in the book, or proposed as a duplicate; 1: some cannot be."""
    show = Report.form(report)
    form, mapping = _form_and_mapping(common, files, form, mapping_file)
    desk = Desk.at(common, kind or mapping.kind or None)
    _check_targets(mapping, known_of(desk.opened))
    leaking = open_list(common, desk.opened.book, None, desk.terminal._replace(quiet=True))
    names = tuple(dict.fromkeys(files))
    options = Options(mapping.items, mapping.separator)
    sources = [_source(common, name, reader(form), options, leaking) for name in names]
    tally = Tally(mapping.read_paths(), mapping.ignored)
    plan = Plan(names, entries_of(sources, mapping, desk.kind, tally))
    origins = {each.name: source_fields(each, mapping) for each in sources}
    deciding = Deciding(desk, mapping, plan, leaking, origins)
    deciding.decide(accept_duplicates=accept_duplicates)
    told = Report(sources, form, mapping.name, plan, tally, deciding.warnings, not dry_run)
    counts = told.counts
    if deciding.refused:
        desk.report_records(leaking.blanked(redacted(deciding.refused)), counts["created"])
        desk.terminal.say("records of the book would get these errors; nothing was written")
        return 1
    if not dry_run:
        deciding.write()
    if changes is not None:
        deliver(deciding.changes(), changes, common.directory)
    show(told, leaking.blank)
    _say_next(desk, counts, dry_run=dry_run)
    return int(counts["skipped"] > 0)


def _form_and_mapping(
    common: Common, files: Sequence[str], form: str | None, mapping_file: str | None
) -> tuple[str, FieldMapping]:
    """The format of the files, as the option, the mapping or their endings tell it; the mapping."""
    own = None
    if mapping_file is not None:
        data = read_named(mapping_file, common.directory, _LARGEST_MAPPING)
        own = read_mapping(data, mapping_file)
    form = form or (own.format if own else "") or _guessed(files)
    reader(form)  # refuses a format that there is not
    return form, own or ready_mapping(form)


def _source(common: Common, name: str, read: Read, options: Options, leaking: Leaking) -> Source:
    """Read a file.

    Raises:
        SourceError: it is not of its format; the message gives no withheld name.
        UsageError: there is no such file.
    """
    data = read_named(name, common.directory)
    path = "" if name == STDIN else str((common.directory / name).absolute())
    try:
        content = read(data, name, options)
    except EventbookError as error:
        raise SourceError(leaking.blank(error.message), help=leaking.blank(error.help)) from error
    return Source(name, path, sha256(data).hexdigest(), len(data), content)


def _guessed(files: Sequence[str]) -> str:
    found = {guessed(name) for name in files}
    if len(found) > 1:
        forms = " and ".join(sorted(found))
        raise UsageError(f"the files are {forms}", help="import one format at a time")
    return found.pop()


def _check_targets(mapping: FieldMapping, known: Known) -> None:
    """Refuse fields that no schema knows.

    Raises:
        ConfigError: there is one.
    """

    def check(rules: Sequence[Rule], within: tuple[str | int, ...]) -> None:
        for rule in rules:
            place = (*within, *rule.target)
            if place[:2] == ("local", IMPORTED):
                message = f"`{rule.name}` is where an import keeps its keys"
                raise mapping.file.error(rule.keys, message)
            try:
                known.check(place)
            except UsageError as error:
                found = mapping.file.error(rule.keys, error.message, suggestion=error.help)
                raise found from error
            check(rule.items, place)

    check(mapping.rules, ())


def _say_next(desk: Desk, counts: Mapping[str, int], *, dry_run: bool) -> None:
    made = counts["created"]
    records = "1 record" if made == 1 else f"{made} records"
    if dry_run:
        desk.terminal.say(f"dry run: {records} would be made; nothing was written")
        return
    desk.terminal.say(f"{records} made" if made else "nothing was written")
    if made and desk.kind.model == "event":
        desk.terminal.say("next: eventbook list -w review.status=draft")
    elif made and find_git_dir(desk.opened.book.root):
        desk.terminal.say(escaped("next: eventbook diff"))

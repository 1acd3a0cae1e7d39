"""create: make a record, or one for each event of a release, checked before it is written."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence

from eventbook.book.gitdir import find_git_dir
from eventbook.book.writing.transaction import create_files
from eventbook.commands.common import Common
from eventbook.commands.drafting import Desk, Draft, placeholder
from eventbook.commands.intake import STDIN, Intake, take_in
from eventbook.editing.create import (
    Plan,
    check_id,
    missing_fields,
    own_id,
    proposed_id,
    record_text,
    with_assignments,
)
from eventbook.errors import EventbookError, UsageError
from eventbook.escape import terminal as escaped
from eventbook.findings import Finding, Span


def run(
    common: Common,
    *,
    values: Sequence[str],
    source: str | None,
    url: str | None,
    kind: str | None = None,
    event_type: str | None,
    record_id: str | None,
    edit: bool,
    dry_run: bool,
    no_input: bool,
) -> int:
    """Make a record. 0: written, or printed on a dry run; 1: errors, or the editor given up.

    A release that tells of several events becomes a draft for each, all of them or none.
    """
    desk = Desk.at(common, kind)
    if event_type is not None and desk.kind.model == "authority":
        raise UsageError(f"`--type` is for events, and this is to be of kind `{desk.kind.name}`")
    if record_id is not None and (wrong := check_id(record_id, desk.kind)):
        raise UsageError(f"--id {record_id}: {wrong}")
    listed = desk.opened.listed.names
    intake = take_in(source, common.directory, url=url, record_id=record_id, listed=listed)
    if desk.report_intake(intake):
        return 1
    _mind_release(desk, intake, url, named=record_id is not None)
    if len(intake.plans) > 1:
        drafts = _several(desk, intake.plans, values, event_type, edit=edit)
        return _finish(desk, drafts, dry_run=dry_run)
    plan = _with_options(desk, intake.plans[0], values, event_type, record_id)
    missing = missing_fields(plan.value, desk.kind, desk.shape)
    if edit:
        plan = _laid_out(desk, plan, missing, bare=source is None)
        return _edited(desk, plan, record_id, dry_run=dry_run)
    if missing and desk.terminal.interactive and not no_input and source != STDIN:
        plan, record_id = _asked(desk, plan, missing, record_id)
    elif missing and source is None:
        raise UsageError(f"{_listed(missing)} missing", help=f"give {_flags(desk, missing)}")
    draft = desk.drafted(_with_skeleton(desk, plan, event_type), record_id)
    return _finish(desk, [draft], dry_run=dry_run)


def _mind_release(desk: Desk, intake: Intake, url: str | None, *, named: bool) -> None:
    """Refuse a release that is recorded already, else say which of its lines to look at."""
    if intake.release is None:
        return
    if desk.kind.model != "event":
        message = f"a release becomes an event, and this book holds {desk.kind.name} records"
        raise UsageError(message, help="give the record in YAML or JSON")
    desk.refuse_known(intake.release, url, named=named)
    desk.tell_of_release(intake.release, intake.name, named=named)


def _several(
    desk: Desk,
    plans: Sequence[Plan],
    values: Sequence[str],
    event_type: str | None,
    *,
    edit: bool,
) -> list[Draft]:
    """Drafts of the events of one release; what the options say holds for each."""
    if edit:
        message = f"this release tells of {len(plans)} events; an editor takes one"
        raise UsageError(message, help="leave out `--edit`, or make one record with `--id`")
    drafts: list[Draft] = []
    for given in plans:
        plan = _with_options(desk, given, values, event_type, None)
        if own_id(plan.value, desk.kind) != own_id(given.value, desk.kind):
            message = f"this release tells of {len(plans)} events; `--set` gives them all one id"
            raise UsageError(message, help="make one record of it with `--id`")
        plan = _with_skeleton(desk, plan, event_type)
        drafts.append(desk.drafted(plan, None, beside=drafts))
    return drafts


def _with_options(
    desk: Desk,
    plan: Plan,
    values: Sequence[str],
    event_type: str | None,
    record_id: str | None,
) -> Plan:
    """The plan with `--type`, then `--set`, then `--id`."""
    if event_type is not None:
        from eventbook.editing.skeletons import check_type

        check_type(event_type, desk.shape)
        plan = plan.having("type", event_type)
    before = own_id(plan.value, desk.kind)
    plan = with_assignments(plan, values, desk.shape)
    if event_type is not None and (chosen_type := plan.value.get("type")) != event_type:
        raise UsageError(f"--type {event_type} and --set type={chosen_type} differ")
    field = desk.kind.id_field
    if record_id is None or field is None:
        return plan
    if (chosen := own_id(plan.value, desk.kind)) not in (before, record_id):
        raise UsageError(f"--id {record_id} and --set {field}={chosen} differ")
    return plan.having(field, record_id)


def _with_skeleton(desk: Desk, plan: Plan, event_type: str | None) -> Plan:
    """The plan with the fields that such an event wants, as comments, if a type was given."""
    if event_type is None or desk.kind.model != "event":
        return plan
    from eventbook.editing.skeletons import skeleton

    order = desk.shape.properties(desk.shape.at(()))
    return plan.noting(skeleton(event_type, plan.value, order))


def _asked(
    desk: Desk, plan: Plan, missing: Sequence[str], record_id: str | None
) -> tuple[Plan, str | None]:
    """The plan with the answers to what it lacks, and the id that was agreed on."""
    from eventbook.commands.asking import ask_all, confirm
    from eventbook.editing.questions import questions

    lang = desk.opened.book.settings.language
    for name, value in ask_all(questions(missing, desk.kind, desk.shape, lang)).items():
        plan = plan.having(name, value)
    if record_id is not None or own_id(plan.value, desk.kind) is not None:
        return plan, record_id
    taken = desk.taken()

    def check(text: str) -> str | None:
        owner = taken.get(text.casefold())
        return f"that id is taken: {owner}" if owner else check_id(text, desk.kind)

    return plan, confirm("id", proposed_id(plan.value, desk.kind, taken), check)


def _laid_out(desk: Desk, plan: Plan, missing: Sequence[str], *, bare: bool) -> Plan:
    """The plan as a form to fill in with an editor.

    Args:
        bare: there is no text that it is made from.
    """
    for name in missing:
        plan = plan.having(name, placeholder(name, desk.kind))
    kind = plan.value.get("type", "other" if bare and missing else None)
    return _with_skeleton(desk, plan, kind if isinstance(kind, str) else None)


def _edited(desk: Desk, plan: Plan, record_id: str | None, *, dry_run: bool) -> int:
    """Let the user finish the draft in an editor, then write it."""
    from eventbook.commands.editor import discard, edit_until_good, find_editor, raised
    from eventbook.editing.comments import MODELINE
    from eventbook.editing.notes import note
    from eventbook.output.privacy import redacted

    command = find_editor(os.environ)

    def check(text: str) -> list[Finding]:
        try:
            draft = desk.settled(text, record_id)
        except UsageError as error:
            return [Finding("format-invalid", "error", str(error), "-", span=Span(1, 1, 1, 1))]
        return [raised(each, draft.above) for each in redacted(desk.findings([draft]))]

    header: tuple[str, ...] = ()
    if desk.kind.built_in_schema is None:
        header = (f"{MODELINE} $schema={desk.opened.book.root / desk.kind.schema}",)
    text, file, left = edit_until_good(command, record_text(plan, desk.shape), header, check)
    if text is None:
        sys.stderr.write("".join(f"{note(each)}\n" for each in left))
        kept = escaped(f"the text is kept in {file}")
        sys.stderr.write(f"given up: nothing was written; {kept}\n")
        return 1
    draft = desk.settled(text, record_id)
    try:
        code = _finish(desk, [draft], dry_run=dry_run)
    except EventbookError as error:
        raise type(error)(error.message, help=f"the text is kept in {file}") from error
    discard(file)
    return code


def _finish(desk: Desk, drafts: Sequence[Draft], *, dry_run: bool) -> int:
    """Check records, then write or print them all, unless one has errors.

    A dry run prints those with errors, too, but none with something private in it: logs are public.
    """
    findings = desk.findings(drafts)
    if dry_run and not any(each.private for each in findings):
        sys.stdout.write("---\n".join(draft.text for draft in drafts))
        sys.stdout.flush()
    if desk.report_records(findings, len(drafts)):
        return 1
    root = desk.opened.book.root
    shown = [os.path.relpath(root / draft.path) for draft in drafts]
    if dry_run:
        verb = "was" if len(shown) == 1 else "were"
        desk.terminal.say(escaped(f"dry run: {', '.join(shown)} {verb} not written"))
        return 0
    files = {draft.path: draft.text.encode() for draft in drafts}
    create_files(root, files, check=lambda: desk.still_free(drafts))
    sys.stdout.write("".join(f"{each}\n" for each in shown))
    ids = " ".join(draft.record_id for draft in drafts)
    if any(each.slug == "todo-left" for each in findings):
        step = f"fill in what says TODO, then eventbook validate {ids}"
    elif find_git_dir(root):
        step = f"git add {shlex.join(shown)}"
    else:
        step = f"eventbook show {drafts[0].record_id}"
    desk.terminal.say(escaped(f"next: {step}"))
    return 0


def _flags(desk: Desk, names: Sequence[str]) -> str:
    """The options that give these fields a value."""
    event = desk.kind.model == "event"
    return " ".join(
        "--set 'sources=[{title: …}]'" if event and name == "sources" else f"--set {name}=…"
        for name in names
    )


def _listed(names: Sequence[str]) -> str:
    *head, last = (f"`{name}`" for name in names)
    return f"{', '.join(head)} and {last} are" if head else f"{last} is"

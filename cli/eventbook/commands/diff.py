"""diff: compare records by what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eventbook.book.git import within
from eventbook.book.settings import Kind
from eventbook.changes.book_diff import RecordChange, RecordSide, diff_books
from eventbook.changes.scope import Pattern, Scope
from eventbook.changes.trees import Identity, ordered, undeclared
from eventbook.commands.common import Common
from eventbook.commands.listed import Listed
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.operands import pair, paths_of, states
from eventbook.commands.sides import between, git_of, shielded
from eventbook.commands.terminal import Terminal
from eventbook.commands.writing import deliver
from eventbook.errors import ConfigError, UsageError
from eventbook.output import changes as changes_format
from eventbook.pointer import Place

if TYPE_CHECKING:
    from eventbook.events.leaks.matcher import Matcher


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to compare, and what of it.

    Attributes:
        operands: revisions, files, ids.
        staged: compare the index, not the work tree.
        reverse: the new state is the old one.
        order: the order of sets counts.
        only: paths of the fields to look at.
        ignore: paths of the fields not to look at.
        patches: make patches.
    """

    operands: Sequence[str] = ()
    staged: bool = False
    reverse: bool = False
    order: bool = False
    only: Sequence[str] = ()
    ignore: Sequence[str] = ()
    patches: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """How to show it.

    Attributes:
        form: the format's name.
        short: `stat`, `name-only`, `summary`, or nothing for all.
        null: names end with NUL.
        output: the file to write.
    """

    form: str = "text"
    short: str = ""
    null: bool = False
    output: Path | None = None


def run(common: Common, wanted: Wanted, shown: Shown, *, exit_code: bool, formatting: bool) -> int:
    """Show what changed.

    Returns:
        0; or under `exit_code` 1 where records differ in more than their formatting, or where
        they differ at all under `formatting`.
    """
    write = changes_format(shown.form)
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    _fitting(wanted, shown, exit_code=exit_code, formatting=formatting)
    opened = _opened(wanted, common.directory)
    listed = opened.listed if opened else Listed()
    found, is_pair = _compare(wanted, opened, common.directory)
    text = listed.text(_text(write, found, shown, terminal, single=is_pair))
    deliver(text, shown.output, common.directory)
    counted = [each for each in found if formatting or each.status != "formatting"]
    return int(exit_code and bool(counted))


def _fitting(wanted: Wanted, shown: Shown, *, exit_code: bool, formatting: bool) -> None:
    """Refuse options that do not fit each other."""
    if formatting and not exit_code:
        raise UsageError("--formatting says what --exit-code counts", help="give both")
    if shown.null and shown.short != "name-only":
        raise UsageError("--null ends names", help="add --name-only")
    if shown.short and shown.form == "markdown" and shown.short != "summary":
        raise UsageError(
            f"--{shown.short} is for text", help="use --summary, or leave out --format"
        )
    if shown.short and shown.form not in ("text", "markdown"):
        more = " and Markdown" if shown.short == "summary" else ""
        raise UsageError(f"--{shown.short} is for text{more}", help="leave out --format")
    if shown.form == "json-patch" and (wanted.only or wanted.ignore):
        raise UsageError(
            "a patch makes the whole of one version of the other: --only and --ignore do not fit",
            help="use `-f json` to see some fields alone",
        )


def _text(
    write: Callable[..., str],
    found: Sequence[RecordChange],
    shown: Shown,
    terminal: Terminal,
    *,
    single: bool,
) -> str:
    if shown.null:
        return "".join(f"{path}\0" for path in dict.fromkeys(each.path for each in found))
    if shown.form == "text":
        to_terminal = shown.output is None
        return write(
            found,
            colour=terminal.colour and to_terminal,
            width=terminal.width if to_terminal else None,
            stat=shown.short == "stat",
            name_only=shown.short == "name-only",
            summary=shown.short == "summary",
        )
    if shown.form == "markdown":
        return write(found, summary=shown.short == "summary")
    return write(found, single=single) if shown.form == "json-patch" else write(found)


def _compare(
    wanted: Wanted, opened: Opened | None, directory: Path
) -> tuple[Sequence[RecordChange], bool]:
    """What changed, and whether two records were named to be compared."""
    scope = _scope(wanted, opened)
    identity = identity_of(opened)
    if wanted.order:
        declared = identity
        identity = lambda kind: ordered(declared(kind))  # noqa: E731

    def compared(old: Sequence[RecordSide], new: Sequence[RecordSide]) -> Sequence[RecordChange]:
        if wanted.reverse:
            old, new = new, old
        return diff_books(old, new, identity, scope=scope, patches=wanted.patches)

    two = None if wanted.staged else pair(wanted.operands, opened, directory)
    if two is not None:
        names = opened.listed.names if opened else None
        return _two(*two, compared, names, reverse=wanted.reverse), True
    opened = opened or open_book(directory)
    git = git_of(opened)
    span = states(wanted.operands, opened, git, staged=wanted.staged)
    paths = paths_of(span, opened, git, directory)
    found = compared(*between(opened, git, span.old, span.new, paths, staged=span.staged))
    return [each for each in found if _is_within(each, paths)], False


def _opened(wanted: Wanted, directory: Path) -> Opened | None:
    """The book; none where there is none and two files can be compared without."""
    try:
        return open_book(directory)
    except ConfigError:
        if len(wanted.operands) == 2 and not wanted.staged:
            return None
        raise


def _is_within(change: RecordChange, paths: Sequence[str]) -> bool:
    return within(change.path, paths) or within(change.old_path or change.path, paths)


def _two(
    before: RecordSide,
    after: RecordSide,
    compared: Callable[[Sequence[RecordSide], Sequence[RecordSide]], Sequence[RecordChange]],
    listed: Matcher | None,
    *,
    reverse: bool,
) -> Sequence[RecordChange]:
    """Two records as two versions of one, whatever their ids and paths are.

    Raises:
        UsageError: one of them cannot be read.
    """
    for side in (before, after):
        if side.problem is not None:
            raise UsageError(
                f"{side.path} cannot be compared: {side.problem}",
                help="mend it, or compare the lines with `git diff --no-index`",
            )
    last, first = (before, after) if reverse else (after, before)
    named = [side._replace(id=last.id, kind=last.kind, path=last.path) for side in (before, after)]
    found = compared(*shielded(named[:1], named[1:], listed))
    return [
        change._replace(old_path=first.path if first.path != last.path else None)
        for change in found
    ]


def _scope(wanted: Wanted, opened: Opened | None) -> Scope:
    """The fields to look at.

    Raises:
        UsageError: a path is none, or no schema knows it.
    """
    if not wanted.only and not wanted.ignore:
        return Scope()
    from eventbook.commands.filtering import known_of
    from eventbook.editing.places import Where, parse

    known = known_of(opened) if opened else None

    def pattern(text: str) -> Pattern:
        steps = parse(text)
        if known is not None:
            known.check(tuple(step for step in steps if not isinstance(step, Where)))
        return tuple((s.field, s.value) if isinstance(s, Where) else s for s in steps)

    return Scope(tuple(map(pattern, wanted.only)), tuple(map(pattern, wanted.ignore)))


def identity_of(opened: Opened | None) -> Callable[[str], Identity]:
    """List identities by kind, as each kind's schema declares them."""

    def identity(name: str) -> Identity:
        kind = opened.book.settings.kind(name) if opened else None
        return undeclared if opened is None or kind is None else _declared(opened, kind)

    return identity


def _declared(opened: Opened, kind: Kind) -> Identity:
    shape = opened.recipe.kinds.shape(kind)
    pattern = kind.records[0]
    start: Place = ()
    if opened.recipe.kinds.judges_file(kind, pattern):
        for keys in pattern.steps:
            start = (*start, *keys, 0)
    return lambda place: shape.list_identity((*start, *place))

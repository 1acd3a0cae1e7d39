"""fmt: write records in their canonical layout."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

from eventbook.book.files import Unreadable
from eventbook.book.patterns import RecordPattern
from eventbook.book.records import unreadable
from eventbook.book.settings import Kind
from eventbook.commands.common import Common
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.progress import watch
from eventbook.commands.scope import STDIN
from eventbook.commands.terminal import Terminal
from eventbook.editing.format import Formatted, Formatter
from eventbook.errors import UsageError
from eventbook.escape import terminal as escaped
from eventbook.findings import Finding

_HIDDEN = "its lines are not shown: the record names somebody whom it must not name\n"


@dataclass(slots=True)
class _Result:
    """What came of the files.

    Attributes:
        changed: the bytes as they are and as they should be, by path.
        left: paths of files that have to stay as they are.
        findings: the errors in these.
        problems: other reasons, by path.
        same: how many are as they should be.
    """

    changed: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    same: int = 0

    def add(self, path: str, data: bytes, formatted: Formatted) -> None:
        if formatted.data is None:
            self.left.append(path)
            self.findings += formatted.findings
            if formatted.problem:
                self.problems[path] = formatted.problem
        elif formatted.data == data:
            self.same += 1
        else:
            self.changed[path] = (data, formatted.data)


def run(
    common: Common,
    targets: Sequence[str],
    *,
    check: bool,
    diff: bool,
    stdin_path: str | None,
) -> int:
    """Lay out records. 0: done; 1: a file was left as it is, or would change under check."""
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    opened = open_book(common.directory, caching=common.caching, watch=watch(terminal))
    if STDIN in targets:
        if len(targets) > 1:
            raise UsageError("`-` stands alone", help="lay out standard input by itself")
        return _filter(opened, common, terminal, stdin_path, check=check, diff=diff)
    if stdin_path is not None:
        raise UsageError("--stdin-path needs `-`", help="give `-` to read standard input")
    result = _laid_out(opened, _paths(opened, targets, common.directory))
    if diff:
        for path, (old, new) in result.changed.items():
            text = _difference(opened, path, old, new, terminal)
            sys.stdout.write(opened.listed.text(text))
    elif result.changed:
        if not check:
            _write(opened, result)
        names = (os.path.relpath(opened.book.root / path) for path in result.changed)
        sys.stdout.write("".join(f"{name}\n" for name in names))
    _tell_left(opened, common, result)
    terminal.say(_summary(result, written=not (check or diff)))
    if result.changed and not (check or diff):
        terminal.say("next: eventbook diff")
    return int(bool(result.left or (check and result.changed)))


def _paths(opened: Opened, targets: Sequence[str], directory: Path) -> Sequence[str]:
    """The files that are meant, in their order; all where nothing is said.

    Raises:
        UsageError: a word means nothing.
    """
    known = [path for path, _ in opened.book.listing().files]
    known = sorted({*known, *(error.path for error in opened.book.listing().unreadable)})
    if not targets:
        return known
    from eventbook.commands.selecting import files_meant

    wanted = files_meant(opened, known, targets, directory)
    return [path for path in known if path in wanted]


def _laid_out(opened: Opened, paths: Sequence[str]) -> _Result:
    if not paths:
        raise UsageError("there is no record to lay out", help="`eventbook create` makes one")
    formatter = Formatter(opened.recipe.kinds)
    result = _Result()
    # Known by a name that is escaped, and some are folders: they are not asked for again.
    closed = {error.path: error for error in opened.book.listing().unreadable}
    with opened.watch(len(paths)) as done, opened.book.tree.open(paths) as reader:
        for path in paths:
            try:
                if path in closed:
                    raise closed[path]
                data = reader.read(path)
            except Unreadable as error:
                found = unreadable(path, "", error).findings
                result.add(path, b"", Formatted(None, found))
            else:
                result.add(path, data, formatter.formatted(path, *_of(opened, path), data))
            done()
    return result


def _of(opened: Opened, path: str) -> tuple[Kind, RecordPattern]:
    kind, pattern = opened.book.kind_of(path), opened.book.pattern_of(path)
    assert kind is not None and pattern is not None  # noqa: PT018 - the listing goes by patterns
    return kind, pattern


def _filter(
    opened: Opened,
    common: Common,
    terminal: Terminal,
    stdin_path: str | None,
    *,
    check: bool,
    diff: bool,
) -> int:
    """Standard input, laid out, on standard output."""
    kind = opened.book.settings.kinds[0]
    pattern = kind.records[0]
    if stdin_path is not None:
        path = opened.book.relative(common.directory / stdin_path)
        if opened.book.kind_of(path) is None:
            raise UsageError(
                f"--stdin-path {stdin_path}: no record of this book would be there",
                help="the settings' `records` say which files hold records",
            )
        kind, pattern = _of(opened, path)
    data = sys.stdin.buffer.read()
    result = _Result()
    result.add(STDIN, data, Formatter(opened.recipe.kinds).formatted(STDIN, kind, pattern, data))
    from eventbook.document.loader import load

    opened.remember(STDIN, load(data, STDIN).document)
    _tell_left(opened, common, result)
    if result.left:
        return 1
    if diff:
        for old, new in result.changed.values():
            text = _difference(opened, stdin_path or STDIN, old, new, terminal)
            sys.stdout.write(opened.listed.text(text))
    elif not check:
        sys.stdout.buffer.write(result.changed[STDIN][1] if result.changed else data)
    return int(check and bool(result.changed))


def _write(opened: Opened, result: _Result) -> None:
    from eventbook.book.writing.transaction import Write, commit

    writes = [Write(path, new, old) for path, (old, new) in result.changed.items()]
    commit(opened.book.root, writes)


def _difference(opened: Opened, path: str, old: bytes, new: bytes, terminal: Terminal) -> str:
    """A file's change in unified form; nothing of one that names somebody it must not name."""
    kind = opened.book.kind_of(path) or opened.book.settings.kinds[0]
    facts = [*opened.map_text(old, path, kind), *opened.map_text(new, path, kind)]
    name = os.path.relpath(opened.book.root / path) if path != STDIN else path
    if any(each.private for record in facts for each in record.findings):
        return escaped(f"{name}: ") + _HIDDEN
    before, after = (_lines(data) for data in (old, new))
    lines = unified_diff(before, after, name, name, lineterm="")
    return "".join(_coloured(escaped(line), terminal) + "\n" for line in lines)


def _lines(data: bytes) -> list[str]:
    """The lines of a file; how they end is part of them where that is not LF."""
    *lines, last = data.decode("utf-8", "replace").split("\n")
    return [*lines, f"{last} (no line end)"] if last else lines


def _coloured(line: str, terminal: Terminal) -> str:
    colour = {"+": "32", "-": "31", "@": "36"}.get(line[:1])
    if not terminal.colour or colour is None or line.startswith(("+++", "---")):
        return line
    return f"\x1b[{colour}m{line}\x1b[0m"


def _tell_left(opened: Opened, common: Common, result: _Result) -> None:
    """Say why files were left as they are."""
    if result.findings:
        from eventbook.commands.revising import Against, tell

        tell(opened, Against(tuple(result.findings)), common, len(result.left))
    for path, problem in result.problems.items():
        name = os.path.relpath(opened.book.root / path) if path != STDIN else path
        sys.stderr.write(escaped(f"error: {name}: {problem}") + "\n")


def _summary(result: _Result, *, written: bool) -> str:
    """How many files are what."""
    did = "laid out" if written else "would change"
    parts = [f"{_files(len(result.changed))} {did}"] if result.changed else []
    if result.same:
        parts.append(f"{_files(result.same)} as {'they' if result.same > 1 else 'it'} should be")
    if result.left:
        parts.append(f"{_files(len(result.left))} with errors left alone")
    return ", ".join(parts)


def _files(count: int) -> str:
    return f"{count} file{'' if count == 1 else 's'}"

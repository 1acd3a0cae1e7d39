"""Starting the user's editor on a draft, again and again until the draft is good."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import which

from eventbook.book.files import Unreadable, read_regular
from eventbook.editing.notes import says_nothing, with_notes, without_notes
from eventbook.errors import EnvironmentFault
from eventbook.findings import Finding

VARIABLES = ("EVENTBOOK_EDITOR", "GIT_EDITOR", "VISUAL", "EDITOR")
"""Where the editor is named, first come first served."""

_GIVE_UP = 2
"""How often in a row a text with errors may come back as it was."""


def find_editor(environment: Mapping[str, str]) -> list[str]:
    """The words of the command that starts the user's editor.

    Raises:
        EnvironmentFault: no variable names one, or what it says is no command.
    """
    for name in VARIABLES:
        command = environment.get(name, "").strip()
        if not command:
            continue
        try:
            words = shlex.split(command)
        except ValueError as error:
            raise EnvironmentFault(f"{name} is no command: {str(error).lower()}") from error
        if words and which(words[0]) is None:
            raise EnvironmentFault(f"{name}: there is no program `{words[0]}`")
        if words:
            return words
    raise EnvironmentFault("no editor is set", help="for example: export EDITOR=nano")


def edit_until_good(
    command: Sequence[str],
    text: str,
    header: Sequence[str],
    check: Callable[[str], Sequence[Finding]],
) -> tuple[str | None, Path, Sequence[Finding]]:
    """Let the user edit a text until it has no errors, or they give up.

    Args:
        command: the editor.
        text: the draft.
        header: the editor's modeline, to stand above it there and never in the result.
        check: the findings of a text: located in it, and fit to be shown.

    Returns:
        The text, or None if the user gave up; the file that holds it; and the errors that it was
        given up with. Remove the file with `discard` once the text is in a safe place.

    Raises:
        EnvironmentFault: the editor cannot be started, or fails; the message names the file.
    """
    path = _new_file()
    unchanged = 0
    findings: Sequence[Finding] = ()
    while True:
        _write(path, with_notes(text, findings, header))
        _start(command, path)
        edited = _read(path)
        if says_nothing(edited):
            findings = ()
            break
        unchanged = unchanged + 1 if edited == text else 0
        text = edited
        findings = [each for each in check(text) if each.severity == "error" and not each.waived]
        if not findings:
            return text, path, ()
        if unchanged == _GIVE_UP:
            break
    _write(path, text)
    return None, path, findings


def discard(path: Path) -> None:
    """Remove the file of an edit that is done with."""
    path.unlink(missing_ok=True)


def _new_file() -> Path:
    """An empty file that nobody else can read, in the system's folder for temporary files."""
    descriptor, name = tempfile.mkstemp(prefix="eventbook-", suffix=".yaml")
    os.close(descriptor)
    return Path(name)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _read(path: Path) -> str:
    """The text as edited, without what is not part of it."""
    try:
        return without_notes(read_regular(path.parent.resolve(), path.name).decode())
    except Unreadable as error:
        raise EnvironmentFault(f"{path}, which was edited, {error.message}") from error
    except UnicodeDecodeError as error:
        raise EnvironmentFault(
            f"{path} is not UTF-8; nothing was written", help="save it as UTF-8, then `--from` it"
        ) from error


def _start(command: Sequence[str], path: Path) -> None:
    """Run the editor on a file, at the terminal even where our own streams are pipes."""
    output = None if sys.stdout.isatty() else sys.stderr.fileno()
    with _terminal_input() as stdin, _interrupts_passed_over():
        try:
            status = subprocess.call([*command, str(path)], stdin=stdin, stdout=output)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise EnvironmentFault(
                f"cannot start the editor `{command[0]}`: {reason}",
                help=f"the text is kept in {path}",
            ) from error
    if status:
        how = f"with status {status}" if status > 0 else f"by signal {-status}"
        raise EnvironmentFault(
            f"the editor `{command[0]}` ended {how}; nothing was written",
            help=f"the text is kept in {path}",
        )


@contextmanager
def _interrupts_passed_over() -> Iterator[None]:
    """^C in the editor is the editor's; it must not end the command that waits for it.

    A handler, unlike SIG_IGN, is not inherited by the program that is started.
    """
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _terminal_input() -> Iterator[int | None]:
    """The terminal as the editor's input where ours is a pipe: `--from - --edit`."""
    descriptor = None
    if not sys.stdin.isatty():
        try:
            descriptor = os.open("/dev/tty", os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            descriptor = None
    try:
        yield descriptor
    finally:
        if descriptor is not None:
            os.close(descriptor)


def raised(finding: Finding, lines: int) -> Finding:
    """A finding as located in a text without so many lines that were put on top of it."""
    span = finding.span
    if span is None:
        return finding
    line = max(span.line - lines, 1)
    return replace(finding, span=span._replace(line=line, end_line=line))

"""Editing one record in the user's own editor, until it brings no new error or they give up."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from eventbook.book.facts import Facts
from eventbook.book.files import Unreadable, read_regular
from eventbook.book.settings import Kind
from eventbook.commands.editor import discard, edit_until_good, find_editor, raised
from eventbook.commands.opened import Opened
from eventbook.commands.revising import Against, Revising, Revision
from eventbook.editing.comments import MODELINE
from eventbook.editing.notes import note, without_notes
from eventbook.errors import EventbookError, UsageError
from eventbook.escape import terminal as escaped
from eventbook.findings import Finding

Finish = Callable[[Revision], int]
"""What is done with a record that is right; gives the exit status."""


def edit_by_hand(
    opened: Opened,
    facts: Facts,
    against: Callable[[Revising], Against],
    revising: Callable[[Revision], Revising],
    finish: Finish,
) -> int:
    """Open the editor on a record's file. 1: given up; else as `finish` says.

    What was typed is in a file until the record is written, and is kept where that fails.

    Args:
        against: what stands against a revision.
        revising: of one file.

    Raises:
        EnvironmentFault: no editor, or it fails.
        UsageError: the file cannot be opened in one.
    """
    command = find_editor(os.environ)
    kind = opened.book.settings.kind(facts.kind)
    assert kind is not None  # the facts came of the settings' kinds
    old, text = _text(opened, facts.path)
    body = without_notes(text)
    own = text[: len(text) - len(body)]  # a modeline of its own, whose path leads nowhere else

    def revision(edited: str) -> Revision:
        return Revision(facts.path, kind, old, (own + edited).encode(), facts.path)

    def check(edited: str) -> list[Finding]:
        found = against(revising(revision(edited)))
        return [raised(each, own.count("\n")) for each in found.findings]

    edited, file, left = edit_until_good(command, body, _header(opened, kind), check)
    if edited is None:
        sys.stderr.write("".join(f"{note(each)}\n" for each in left))
        sys.stderr.write(
            f"given up: nothing was written; {escaped(f'the text is kept in {file}')}\n"
        )
        return 1
    try:
        code = finish(revision(edited))
    except EventbookError as error:
        raise type(error)(error.message, help=f"the text is kept in {file}") from error
    discard(file)
    return code


def _text(opened: Opened, path: str) -> tuple[bytes, str]:
    try:
        data = read_regular(opened.book.root, path)
        return data, data.decode()
    except Unreadable as error:
        raise UsageError(f"{path} {error.message}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8", help="an editor alone can mend that") from error


def _header(opened: Opened, kind: Kind) -> tuple[str, ...]:
    """The editor's modeline for a file in another folder."""
    if kind.built_in_schema is not None:
        return ()
    return (f"{MODELINE} $schema={opened.book.root / kind.schema}",)

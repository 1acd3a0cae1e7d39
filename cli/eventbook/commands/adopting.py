"""init --adopt: settings for a repository that has records already, and a report of what it has."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from eventbook.book.candidates import Candidates, candidates
from eventbook.book.discover import PYPROJECT, SETTINGS_FILE, Book
from eventbook.book.files import Reader
from eventbook.book.settings import Settings, from_pyproject, load_settings
from eventbook.book.trees import WorkTree, read_from
from eventbook.book.writing.transaction import create_files
from eventbook.commands.adoption_report import told_of_kinds, told_of_the_rest
from eventbook.commands.opened import Opened, ready
from eventbook.commands.terminal import Terminal
from eventbook.editing.adopting.adopted import Survey
from eventbook.editing.adopting.settings_text import settings_text
from eventbook.editing.adopting.survey import YAML_ENDINGS, survey
from eventbook.errors import ConfigError, UsageError
from eventbook.escape import terminal as escaped
from eventbook.mapping.collector import paused

_GLANCE = 400
"""So many files tell whether a folder has records already."""


def adopt(root: Path, terminal: Terminal, *, title: str, language: str, dry_run: bool) -> int:
    """Write settings for what a folder has; nothing else is touched.

    Args:
        root: the folder, absolute, without links; it lies in no book.
        dry_run: print the settings instead.

    Returns:
        0: they are written, or printed.

    Raises:
        UsageError: nothing there looks like records.
        EnvironmentFault: the folder or git cannot be read.
    """
    there = candidates(root)
    found = _surveyed(root, there)
    rest = [escaped(line) for line in told_of_the_rest(found, there)]
    if not found.kinds:
        for line in rest:
            terminal.say(line)
        advice = "`eventbook init` makes an empty book"
        raise UsageError(
            f"nothing in {root} looks like records: YAML files that share their keys",
            help=f"{advice}, `eventbook import` reads the JSON into it" if found.json else advice,
        )
    settings = settings_text(title, language, found.kinds)
    for line in (*told_of_kinds(found, _opened(root, settings, found)), *rest):
        terminal.say(escaped(line))
    if dry_run:
        sys.stdout.write(settings.decode())
        also = [SETTINGS_FILE, *found.starters]
        terminal.say(f"nothing was written; without --dry-run: {', '.join(also)}")
        return 0
    files = {SETTINGS_FILE: settings, **found.starters}
    create_files(root, files)
    for path in sorted(files):
        sys.stdout.write(f"{escaped(os.path.relpath(root / path))}\n")
    terminal.say(escaped(f"next: {_next(root, found)}"))
    return 0


def refuse_settings(root: Path) -> None:
    """No book of a folder that has settings already.

    Raises:
        UsageError: it has.
        ConfigError: a file that may hold them cannot be read.
    """
    if os.path.lexists(root / SETTINGS_FILE):
        raise UsageError(f"this is already a book: {root} has {SETTINGS_FILE}")
    if not os.path.lexists(root / PYPROJECT):
        return
    if from_pyproject(read_from(WorkTree(root), PYPROJECT), PYPROJECT) is not None:
        raise UsageError(f"this is already a book: {root} has [tool.eventbook] in {PYPROJECT}")


def records_already(root: Path) -> str:
    """Where a folder has files that look like records, for a sentence; empty where it has none.

    Only some of the files are looked at.
    """
    there = candidates(root, most=_GLANCE * 10)
    yaml = [path for path in there.paths if path.endswith(YAML_ENDINGS)][:_GLANCE]
    found = _surveyed(root, there._replace(paths=tuple(yaml))) if yaml else Survey()
    return f"{found.kinds[0].globs[0]}" if found.kinds else ""


@paused()
def _surveyed(root: Path, there: Candidates) -> Survey:
    with Reader(root) as reader:
        return survey(there.paths, reader.read)


def _opened(root: Path, settings: bytes, found: Survey) -> Opened:
    """The book as it would be, judged by the very settings that are to be written."""
    try:
        loaded = load_settings(settings, SETTINGS_FILE)
        book = Book(root, loaded, SETTINGS_FILE)
        schemas = Book(root, _without(loaded, found.starters)).schema_files()
        return ready(book, {**schemas, **found.starters}, caching=False)
    except ConfigError as error:
        raise UsageError(error.message, help=error.help) from error


def _without(settings: Settings, starters: Collection[str]) -> Settings:
    """The settings without the kinds whose schema is yet to be written."""
    return replace(settings, kinds=tuple(k for k in settings.kinds if k.schema not in starters))


def _next(root: Path, found: Survey) -> str:
    steps = [] if root == Path.cwd().resolve() else [f"cd {shlex.quote(os.path.relpath(root))}"]
    look = "eventbook.toml" + "".join(f" and {path}" for path in found.starters)
    return f"look through {look}, then: " + " && ".join([*steps, "eventbook validate"])

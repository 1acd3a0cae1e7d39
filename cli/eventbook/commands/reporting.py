"""Where a check's findings go: the log, reports beside it, and what GitHub Actions shows."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from eventbook.book.discover import Book
from eventbook.book.git import Git
from eventbook.commands.output_place import owner
from eventbook.commands.terminal import Terminal
from eventbook.commands.writing import deliver
from eventbook.errors import UsageError
from eventbook.escape import terminal as escaped
from eventbook.findings import Finding
from eventbook.output import FORMATS, ReportContext, hides, report, summary

LOG = "full"
"""The form of the log where none is asked for."""


class Place(NamedTuple):
    """A file to be written.

    Attributes:
        option: what asks for it.
        path: as it was given.
        target: where it is.
    """

    option: str
    path: Path
    target: Path

    @classmethod
    def of(cls, option: str, path: Path, directory: Path) -> Place:
        """Where a path leads to, links followed.

        Raises:
            UsageError: there is no folder for it, or it is one.
        """
        target = Path(os.path.realpath(directory / path))
        if os.path.isdir(target):  # noqa: PTH112 - too long is none, too
            raise UsageError(f"{option} {path}: it is a folder", help="name a file in it")
        if not os.path.isdir(target.parent):  # noqa: PTH112
            raise UsageError(f"{option} {path}: there is no such folder", help="make it first")
        return cls(option, path, target)


class Reports(NamedTuple):
    """What is written of a check.

    Attributes:
        form: of the log.
        log: the file it goes to; None is standard output.
        beside: forms and files of the reports beside it.
        directory: what relative paths start from.
        annotates: GitHub Actions gets its annotations, though nobody asked for that form.
        summary: the file of a step's summary; empty where there is none.
    """

    form: str
    log: Place | None
    beside: tuple[tuple[str, Place], ...]
    directory: Path
    annotates: bool
    summary: str

    @classmethod
    def asked(
        cls,
        form: str | None,
        output: Path | None,
        given: Iterable[str],
        directory: Path,
        environment: Mapping[str, str],
    ) -> Reports:
        """What the command line and the environment ask for.

        Raises:
            UsageError: there is no such form, or a file cannot be there.
        """
        report(form or LOG)
        log = None if output is None else Place.of("--output", output, directory)
        beside = tuple(_beside(each, directory) for each in given)
        annotates = form is None and environment.get("GITHUB_ACTIONS") == "true"
        file = environment.get("GITHUB_STEP_SUMMARY", "")
        summarised = file if annotates or form == "github" else ""
        return cls(form or LOG, log, beside, directory, annotates, summarised)

    def check(self, book: Book, others: Iterable[Place] = ()) -> None:
        """Refuse files that would be written twice, or that the book is made of.

        Raises:
            UsageError: there is one.
        """
        places = [*others, *(place for _, place in self.beside), *([self.log] if self.log else [])]
        seen: dict[Path, Place] = {}
        for each in places:
            if each.target in seen:
                first = seen[each.target].option
                raise UsageError(f"{first} and {each.option} name the same file: {each.path}")
            seen[each.target] = each
            if what := owner(each.target, book):
                raise UsageError(f"{each.option} {each.path}: {what}", help="name another file")

    def seen(self, finding: Finding, *, verbose: bool) -> bool:
        """Whether any of them shows a finding."""
        forms = {self.form, *(form for form, _ in self.beside)}
        return not all(hides(form, finding, verbose=verbose) for form in forms)

    def write(
        self, findings: Sequence[Finding], context: ReportContext, book: Book, terminal: Terminal
    ) -> None:
        """Write them all; those in files first, for nobody may be reading the log.

        Args:
            context: as the log has it.

        Raises:
            EnvironmentFault: a file cannot be written.
        """
        git = Git.open(book.root)
        served = context._replace(root=git.prefix if git else "", colour=False, width=None)
        aside = context._replace(colour=False, width=None)
        for form, place in self.beside:
            text = report(form)(findings, served if FORMATS[form].served else aside)
            deliver(text, place.path, self.directory)
        if self.annotates:
            self._annotate(findings, context, served)
        else:
            text = report(self.form)(findings, served if FORMATS[self.form].served else context)
            deliver(text, self.log.path if self.log else None, self.directory)
        if self.summary:
            _summarise(Path(self.summary), findings, served, terminal)

    def _annotate(
        self, findings: Sequence[Finding], context: ReportContext, served: ReportContext
    ) -> None:
        """The log, in which the runner of GitHub Actions finds its annotations and no more."""
        from eventbook.output.github import as_log, commands, in_full

        write = report(self.form)
        if self.log:
            deliver(write(findings, context), self.log.path, self.directory)
            sys.stdout.write(commands(findings, served))
        else:
            log = as_log(write(findings, in_full(context)))
            sys.stdout.write(commands(findings, served) + log)


def _beside(given: str, directory: Path) -> tuple[str, Place]:
    form, sign, name = given.partition("=")
    report(form)
    if not sign or not name:
        raise UsageError(f"--report {form} names no file", help=f"write --report {form}=FILE")
    if name == "-":
        raise UsageError(
            f"--report {given}: standard output is the log's", help=f"use --format {form}"
        )
    return form, Place.of(f"--report {form}", Path(name), directory)


def _summarise(
    file: Path, findings: Sequence[Finding], context: ReportContext, terminal: Terminal
) -> None:
    """Append to a step's summary, as far as there is room; a check does not fail for it."""
    from eventbook.output.summary import MOST_BYTES

    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        with open(os.open(file, flags, 0o644), "ab") as stream:  # noqa: PTH123
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                terminal.say("step summary not written: GITHUB_STEP_SUMMARY names no regular file")
                return
            stream.write(summary(findings, context, MOST_BYTES - status.st_size).encode())
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        terminal.say(escaped(f"step summary not written: {file}: {reason}"))

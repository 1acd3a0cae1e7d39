"""Commands run on what somebody else wrote, and what none of them may do.

A hostile pull request is a branch `theirs` of a real repository, checked out. Every command is
watched by an audit hook (PEP 578), and its time, output and exit status are looked at.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from acceptance.conftest import Book
from eventbook.output import FORMATS

SECONDS = 1.0
"""Processor time that a command may take beyond Python's start, git's time included."""
# On a machine that is busy with other things; EVENTBOOK_STEPS=1 holds it to SECONDS.
GENEROUS = 10.0
STRICT = "EVENTBOOK_STEPS" in os.environ

PACKAGE = Path(__file__).parents[2]
REPORTS = [form for form, each in FORMATS.items() if each.report]
ROWS = [form for form, each in FORMATS.items() if each.rows]

# What a workflow or a reviewer runs on a branch of somebody else's.
COMMANDS = [
    ["validate", "-f", "concise"],
    ["validate", "-f", "json", "--jobs", "2"],
    ["validate", "--staged", "-f", "github"],
    ["validate", "--changed-since", "main"],
    ["validate", "--rev", "theirs", "-f", "concise"],
    ["validate", "--changed-since", "main", "--trust", "main"],
    ["diff", "main..."],
    ["list"],
    ["list", "--rev", "theirs", "-f", "json"],
    ["search", "organ", "-f", "text"],
    ["show", "organ"],
    ["status"],
    ["fmt", "--check"],
    ["edit", "-w", "type=concert", "--set", "title=Other", "--dry-run"],
    ["render", "-f", "text", "organ"],
]
FORMS = [
    *(["validate", "-f", form] for form in REPORTS),
    *(["list", "-f", form] for form in ROWS),
    *(["search", "organ", "-f", form] for form in (ROWS if STRICT else ROWS[:1])),
    *(["diff", "main...", "-f", form] for form, each in FORMATS.items() if each.changes),
    *(["show", "organ", "-f", form] for form, each in FORMATS.items() if each.record),
    *(["status", "-f", form] for form in ("text", "json", "yaml")),
    *(
        ["edit", "-w", "id=organ", "--set", "title=Other", "-n", "-f", form]
        for form, each in FORMATS.items()
        if each.edits
    ),
    ["fmt", "--diff"],
    ["validate", "-v"],
]
"""Every command in every format that it has; the formats of data and pages are judged apart."""


@dataclass(frozen=True)
class Done:
    """A command that has ended.

    Attributes:
        seen: what it opened outside the repository, connected to, started or imported from there.
        seconds: of processor time; `waited` by the clock; `memory` in bytes.
    """

    arguments: list[str]
    status: int
    output: str
    messages: str
    seen: list[list[str]]
    seconds: float
    waited: float
    memory: int

    @property
    def name(self) -> str:
        return " ".join(self.arguments)

    def renamed(self, name: str) -> Done:
        """The same, called otherwise in messages."""
        return replace(self, arguments=[name])


def watched(
    book: Book,
    commands: Iterable[Sequence[str]] = COMMANDS,
    *,
    folder: Path | None = None,
    env: dict[str, str] | None = None,
    inputs: Sequence[bytes] = (),
    seconds: int = 60,
) -> list[Done]:
    """The commands, one after another, in a book.

    Args:
        inputs: what each reads from standard input, in files; else nothing.
        seconds: by the clock, after which one is killed.
    """
    for number, data in enumerate(inputs):
        (book.run.home / f"input{number}").write_bytes(data)
    environment = book.run.environment({"TMPDIR": str(book.run.home), **(env or {})})
    shared = {
        "environment": environment,
        "folder": str(folder or book.root),
        "root": str(book.root),
        "allowed": [f"{book.root}/", *_known_folders(environment)],
        "seconds": seconds,
    }
    calls: list[dict[str, Any]] = [{**shared, "arguments": list(command)} for command in commands]
    for number in range(len(inputs)):
        calls[number]["input"] = str(book.run.home / f"input{number}")
    script = Path(__file__).with_name("watched_runs.py")
    done = subprocess.run(
        [sys.executable, "-I", script],
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        env=book.run.environment(),
        cwd="/",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return [Done(**each) for each in found]


def _known_folders(environment: dict[str, str]) -> list[str]:
    """Where Python, the package and its libraries are, and where its own files may be."""
    places = {
        *(sys.prefix, sys.base_prefix, sysconfig.get_path("stdlib")),
        *(str(PACKAGE / "cli/eventbook"), str(PACKAGE / "schemas"), "/usr/share/zoneinfo"),
        environment["HOME"],
    }
    return [f"{place}/" for place in places]


def harmless(
    done: Iterable[Done],
    *,
    marker: Path | None = None,
    statuses: Sequence[int] = (0, 1, 2),
    seconds: float = SECONDS,
) -> None:
    """Assert that no command did what none may."""
    done = list(done)
    if STRICT and done:
        slowest = max(done, key=lambda each: each.seconds)
        print(f"\n{len(done)} commands, slowest {slowest.seconds:.2f} s: {slowest.name[:80]!a}")
    faults = dict.fromkeys(
        f"{each.name[:80]}: {fault[:500]}"
        for each in done
        for fault in _faults(each, statuses, seconds)
    )
    if marker is not None and marker.exists():
        faults[f"planted code ran: {marker.read_text()[:500]}"] = None
    assert not faults, "\n".join([*faults][:20])


def _faults(done: Done, statuses: Sequence[int], seconds: float) -> Iterable[str]:
    if done.status not in statuses:
        yield f"exit status {done.status}: {done.messages[-600:]}"
    if "Traceback" in done.messages or "bug in eventbook" in done.messages:
        yield f"a traceback: {done.messages[-600:]}"
    for event in done.seen:
        if not (_is_git(event) or _is_sent_within(event)):
            yield f"it did {event}"
    for stream in (done.output, done.messages):
        if raw := sorted(set(filter(acts, stream))):
            at = max(stream.index(raw[0]) - 60, 0)
            yield f"raw {[f'{ord(char):04x}' for char in raw]}: {stream[at : at + 80]!r}"
    if done.seconds > (seconds if STRICT else GENEROUS):
        yield f"{done.seconds:.2f} s"


def _is_git(event: list[str]) -> bool:
    path = Path(event[1])
    return event[0] == "program" and path.is_absolute() and path.name == "git"


def _is_sent_within(event: list[str]) -> bool:
    """Whether a class is asked for that our own processes send, or a library's own data hold."""
    ours = ("eventbook.", "concurrent.futures.", "multiprocessing.", "babel.", "pathlib")
    return event[0] == "pickle.find_class" and event[1].removeprefix("('").startswith(ours)


def acts(char: str) -> bool:
    """Whether a terminal may act on a character, or nobody sees it."""
    if char in "\n\t" or "\x20" <= char < "\x7f":
        return False
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and char not in _MEANT


# Joiners shape writing (escape.py); the signs of numbers and verses are printed.
_MEANT = "\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd"


def theirs(book: Book) -> Book:
    """A branch of a book with one sound record, as somebody else's fork begins."""
    book.record("organ", ORGAN)
    book.record("choir", ORGAN.replace("organ", "choir").replace("Organ", "Choir"))
    book.commit("Two concerts")
    book.git("checkout", "--quiet", "-b", "theirs")
    return book


ORGAN = """\
id: organ
title: Organ recital
type: concert
date: 2019-05-18
participants:
  - {key: anna, name: Anna Verdi, roles: [performer]}
sources: [{key: programme, title: Printed programme}]
"""

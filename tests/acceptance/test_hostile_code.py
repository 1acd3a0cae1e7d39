"""Programs and modules that a pull request brings: none of them is run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from acceptance.conftest import EVENTBOOK, Book
from acceptance.watching import COMMANDS, harmless, theirs, watched

# What the command imports, its libraries, and what Python looks for at its start.
MODULES = [
    *(
        "yaml",
        "json",
        "tomllib",
        "subprocess",
        "tempfile",
        "gc",
        "signal",
        "difflib",
        "unicodedata",
    ),
    *("typer", "click", "rich", "jsonschema", "jsonschema_rs", "referencing", "babel", "jinja2"),
    *("yaml_rs", "re2", "multiprocessing", "concurrent", "sqlite3", "hashlib", "pickle", "ctypes"),
    *("dataclasses", "pathlib", "traceback", "zoneinfo", "wcwidth", "tabulate", "html", "idna"),
]
AT_START = ["sitecustomize", "usercustomize", "encodings", "re", "os", "site", "eventbook", "cli"]
PROGRAMS = ["git", "python", "python3", "sh", "less", "env", "uname"]
OTHERS = {
    "conftest.py": "{python}",
    "setup.py": "{python}",
    "x.pth": "import os; {python}",
    ".env": "PYTHONSTARTUP=trap.py\nGIT_DIR=records\n",
    "pyvenv.cfg": "home = .\n",
    "noxfile.py": "{python}",
}


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """A file that appears when planted code runs."""
    return tmp_path / "ran"


def plant(book: Book, marker: Path, modules: list[str]) -> None:
    """Modules, packages and programs that leave the marker, in every folder of interest."""
    python = f"open({str(marker)!r}, 'a').write(__file__ + chr(10))\n"
    for folder in ("", "records/", "records/events/", "lib/"):
        for name in modules:
            book.write(f"{folder}{name}.py", python)
            book.write(f"{folder}{name}/__init__.py", python)
        for name in PROGRAMS:
            for inner in ("", "bin/", ".venv/bin/"):
                program = book.write(
                    f"{folder}{inner}{name}", f"#!/bin/sh\necho $0 >> '{marker}'\n"
                )
                program.chmod(0o755)
        for name, text in OTHERS.items():
            book.write(folder + name, text.format(python=python))
    book.write(".venv/lib/python3.11/site-packages/x.pth", f"import os; {python}")
    book.git("add", "--force", "--all")
    book.git("commit", "--quiet", "--message", "Planted")


STARTS = [
    {},
    {"PYTHONPATH": ""},
    {"PYTHONSTARTUP": "trap.py"},
    {"PATH": f".::bin:records:{os.environ['PATH']}"},
    {"VIRTUAL_ENV": ".venv", "PATH": f".venv/bin:{os.environ['PATH']}"},
    {"PWD": "/", "PAGER": "./less", "GIT_PAGER": "./less", "EDITOR": "./less", "SHELL": "./sh"},
]
CALLS = [["validate", "--changed-since", "main"], ["diff", "main..."], ["--version"]]


@pytest.mark.parametrize("folder", ["", "records/events"])
def test_no_planted_module_or_program_is_run(book: Book, marker: Path, folder: str) -> None:
    theirs(book)
    plant(book, marker, MODULES + AT_START)
    for env in STARTS[:2] if folder else STARTS:
        for call in CALLS if env in STARTS[:1] + STARTS[3:4] else CALLS[:1]:
            done = book.run(*call, cwd=book.root / folder, env=env)
            assert (done.returncode, done.stderr) == (0, ""), (env, call)
    assert not marker.exists(), marker.read_text()
    if not folder:
        harmless(watched(book, COMMANDS[:8]), marker=marker)


@pytest.mark.parametrize("paths", [":", ".", "./lib:lib", "::/nowhere"])
def test_relative_entries_of_pythonpath_are_dropped(book: Book, marker: Path, paths: str) -> None:
    """As far as that can be: what Python loads for itself it takes from there before us."""
    theirs(book)
    plant(book, marker, sorted(set(MODULES) - sys.stdlib_module_names | {"tomllib", "difflib"}))
    for call in (["validate", "--jobs", "2"], ["diff", "main..."]):
        done = book.run(*call, cwd=book.root, env={"PYTHONPATH": paths})
        assert (done.returncode, done.stderr) == (0, "")
    done = book.run.program(sys.executable, "-m", "eventbook", "list", cwd=book.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert not marker.exists(), marker.read_text()


def test_what_only_python_itself_can_keep_out(book: Book, marker: Path) -> None:
    """The traps work; and `-I` keeps all of them out."""
    theirs(book)
    plant(book, marker, ["sitecustomize", "eventbook"])
    for words, env, runs in (
        ((EVENTBOOK, "--version"), {"PYTHONPATH": ":"}, True),  # `sitecustomize`, before us
        ((sys.executable, "-m", "eventbook", "--version"), {}, True),  # `eventbook`, instead of us
        ((sys.executable, "-P", "-m", "eventbook", "--version"), {}, False),
        ((sys.executable, "-I", "-m", "eventbook", "--version"), {"PYTHONPATH": ":"}, False),
        ((EVENTBOOK, "--version"), {"PYTHONPATH": ":", "PYTHONSAFEPATH": "1"}, True),
        ((EVENTBOOK, "--version"), {}, False),
    ):
        marker.unlink(missing_ok=True)
        book.run.program(*words, cwd=book.root, env=env)
        assert marker.exists() == runs, words


def test_processes_that_python_starts_anew_look_elsewhere(book: Book, marker: Path) -> None:
    """As on macOS, where the processes of `--jobs` are not forked."""
    theirs(book)
    for number in range(120):
        book.record(f"r{number}")
    plant(book, marker, sorted({*MODULES, *AT_START} - {"eventbook", "cli"}))
    script = (
        "import os, sys\n"
        "from eventbook.mapping import pool\n"
        "system = os.uname()\n"
        "os.uname = lambda: os.uname_result(('Darwin', *system[1:]))\n"
        "from eventbook.__main__ import main\n"
        "if __name__ == '__main__':\n"
        "    sys.argv = ['eventbook', 'validate', '--jobs', '2']\n"
        "    main()\n"
    )
    program = marker.with_name("mac.py")
    program.write_text(script)
    done = book.run.program(sys.executable, program, cwd=book.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert not marker.exists(), marker.read_text()

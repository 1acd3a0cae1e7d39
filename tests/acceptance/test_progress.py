"""The bar on standard error: where somebody looks and waits, and never elsewhere."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

EVENTBOOK = Path(sys.executable).parent / "eventbook"
FILES = 2_000
SLOW = {"EVENTBOOK_REFERENCE": "1"}
RECORD = """\
id: recital-{0}
title: Recital {0}
date: 2019-05-18
sources: [{{title: Printed programme, kind: programme}}]
"""
SEEN = re.compile(rf"[━╸╺]+ ([0-9,]+) of {FILES:,} files [0-9:-]+")


@pytest.fixture
def slow(book):
    """A book that takes some seconds to check by the reference stack."""
    for number in range(FILES):
        book.record(f"recital-{number}", RECORD.format(number))
    return book


def on_a_terminal(
    book, *args, env=None, out=None, at: Callable[[str, subprocess.Popen], None] | None = None
) -> tuple[int, str]:
    """Run with a terminal as standard error, and as output too; its status, and what was written.

    `at` is called with all that was written whenever something was.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [EVENTBOOK, *args],
        cwd=book.root,
        env=book.run.environment({"TERM": "xterm-256color", "COLUMNS": "70", **(env or {})}),
        stdin=subprocess.DEVNULL,
        stdout=out or theirs,
        stderr=theirs,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    os.close(theirs)
    written = b""
    try:
        while chunk := os.read(ours, 65536):
            written += chunk
            if at:
                at(written.decode("utf-8", "replace"), process)
    except OSError:  # Linux says EIO when the other end is closed
        pass
    finally:
        os.close(ours)
        status = process.wait(timeout=60)
    return status, written.decode()


def screen(written: str) -> str:
    """What stands on a terminal in the end."""
    lines, row, column = [""], 0, 0
    for part in re.findall(r"\x1b\[[0-9;?]*[A-Za-z]|[^\x1b]", written):
        if part == "\r":
            column = 0
        elif part == "\n":
            row += 1
            lines += [""] * (row == len(lines))
        elif part == "\x1b[2K":
            lines[row] = ""
        elif moved := re.fullmatch(r"\x1b\[([0-9]*)A", part):
            row -= int(moved[1] or 1)
        elif part[0] != "\x1b":
            lines[row] = lines[row][:column].ljust(column) + part + lines[row][column + 1 :]
            column += 1
        else:
            assert part[-1] == "m", part  # colours, and nothing that hides the cursor
    return "\n".join(lines)


def counts(written: str) -> list[int]:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", written)
    return [int(count.replace(",", "")) for count in SEEN.findall(plain)]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_long_work_shows_how_far_it_is_and_leaves_nothing(slow, jobs):
    status, written = on_a_terminal(slow, "validate", "--jobs", jobs, env=SLOW)
    seen = counts(written)
    assert len(seen) > 2
    assert seen == sorted(seen)
    assert 0 < seen[0] < seen[-1] <= FILES
    piped = slow("validate")
    assert (status, screen(written)) == (piped.returncode, piped.stdout)


def test_only_standard_error_is_drawn_on(slow, tmp_path):
    with (tmp_path / "out").open("wb") as out:
        status, written = on_a_terminal(slow, "validate", "-f", "json", env=SLOW, out=out)
    piped = slow("validate", "-f", "json")
    assert (status, (tmp_path / "out").read_text()) == (piped.returncode, piped.stdout)
    assert counts(written)
    assert screen(written).strip() == piped.stderr == ""


def test_a_pipe_gets_none(slow):
    done = slow("validate", env={**SLOW, "TERM": "xterm-256color"})
    assert done.stderr == ""
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("args", "env"), [(["-q"], {}), ([], {"TERM": "dumb"}), ([], {"TERM": ""})]
)
def test_nobody_wants_it(slow, args, env):
    _, written = on_a_terminal(slow, *args, "--color=never", "validate", env={**SLOW, **env})
    assert "\x1b" not in written
    assert " files " not in written


def test_quick_work_shows_none_and_does_not_even_load_it(book):
    book.record("sound")
    timed = {"PYTHONPROFILEIMPORTTIME": "1"}
    _, written = on_a_terminal(book, "--color=never", "validate", env=timed)
    assert "\x1b" not in written
    assert "eventbook.commands.progress" in written
    assert not re.search(r"\| +rich\b", written)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_leaves_nothing_either(slow, jobs):
    sent = []

    def interrupt(written, process):
        if not sent and counts(written):
            sent.append(process.send_signal(signal.SIGINT))

    status, written = on_a_terminal(slow, "validate", "--jobs", jobs, env=SLOW, at=interrupt)
    assert (status, screen(written).strip()) == (130, "")
    assert "\x1b[?25l" not in written  # the cursor was never hidden

"""validate in several processes: the same words, and nothing left when it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

EVENTBOOK = Path(sys.executable).parent / "eventbook"
FILES = 1500
RECORD = """\
id: {id}
title: {title}
date: 2019
sources: [{{title: Printed programme}}]
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A book of many records, one in fifty without a title."""
    root = tmp_path_factory.mktemp("many")
    (root / "eventbook.toml").write_text('[book]\ntitle = "Test archive"\n')
    folder = root / "records" / "events" / "2019"
    folder.mkdir(parents=True)
    for number in range(FILES):
        text = RECORD.format(id=f"2019-recital-{number}", title=f"Recital {number}")
        if number % 50 == 7:
            text = text.replace("title: Recital", "titel: Recital")
        (folder / f"2019-recital-{number}.yaml").write_text(text)
    return root


@pytest.mark.parametrize("form", ["full", "concise", "json"])
def test_as_many_processes_the_same_words(run, many, form):
    alone = run("validate", "--jobs", "1", "-f", form, cwd=many)
    assert alone.returncode == 1
    assert alone.stdout.count("titel") >= FILES // 50
    for jobs in ("2", "auto"):
        shared = run("validate", "--jobs", jobs, "-f", form, cwd=many)
        assert (shared.returncode, shared.stdout, shared.stderr) == (1, alone.stdout, alone.stderr)


@pytest.mark.parametrize("text", ["0", "-1", "two", "1.5", "257", "99999", ""])
def test_what_is_no_number_of_processes(run, many, text):
    done = run("validate", f"--jobs={text}", cwd=many)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"error: --jobs {text}; write `auto` or a number from 1 to 256\n"


def test_an_interrupt_stops_all_processes(many):
    process = subprocess.Popen(
        [EVENTBOOK, "-q", "validate", "--jobs", "2"],
        cwd=many,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    try:
        until = time.monotonic() + 60
        while len(children.read_text().split()) < 2:
            assert time.monotonic() < until
            time.sleep(0.005)
        at_work = [int(word) for word in children.read_text().split()]
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, out, err) == (130, b"", b"")
    until = time.monotonic() + 30
    while any(Path(f"/proc/{child}").exists() for child in at_work):
        assert time.monotonic() < until
        time.sleep(0.01)


def test_no_process_outlives_one_that_is_killed(many):
    process = subprocess.Popen(
        [EVENTBOOK, "--no-cache", "-q", "validate", "--jobs", "2"],
        cwd=many,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + 60
    while len(at_work := children.read_text().split()) < 2:
        assert time.monotonic() < until
        time.sleep(0.005)
    process.kill()
    process.wait()
    until = time.monotonic() + 30
    while any(_lives(child) for child in at_work):
        assert time.monotonic() < until
        time.sleep(0.05)


def _lives(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

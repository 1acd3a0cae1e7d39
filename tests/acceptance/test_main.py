"""The command itself: help, streams, signals, and what must never be run or imported."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eventbook import __version__

EVENTBOOK = Path(sys.executable).parent / "eventbook"
COMMANDS = ["init", "create", "validate", "list", "show", "diff", "render"]
RECORD = "id: {}\ntitle: Concert\ndate: 18.5.2019\nsources: [{{title: Programme}}]\n"


@pytest.fixture
def wrong(book):
    """A book with one record that has one mistake."""
    book.record("autumn", RECORD.format("autumn"))
    return book


@pytest.fixture
def long_report(book):
    """A book about which there is more to say than a pipe holds."""
    for number in range(200):
        book.record(f"r{number}", RECORD.format(f"r{number}") + "xxxxx: 1\n" * 30)
    return book


def start(book, *args, **streams):
    """The command as a running process."""
    return subprocess.Popen(
        [EVENTBOOK, *args], cwd=book.root, env=book.run.environment(), **streams
    )


# Help and names


def test_version(run, tmp_path):
    for command in (["--version"], ["-q", "--version"]):
        done = run(*command, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, f"eventbook {__version__}\n")


def test_the_command_alone_lists_the_commands(run, tmp_path):
    helped = run("--help", cwd=tmp_path)
    assert helped.returncode == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in helped.stdout] == []
    assert run("-h", cwd=tmp_path).stdout == helped.stdout
    alone = run(cwd=tmp_path)
    assert (alone.returncode, alone.stdout + alone.stderr) == (2, helped.stdout)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_examples_at_its_end(run, tmp_path, command):
    done = run(command, "-h", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    options, found, examples = done.stdout.partition("\n  Examples:\n")
    assert found
    assert "Options:" in options
    assert "Options:" not in examples
    assert f"    eventbook {command} " in examples
    assert run(command, "--help", cwd=tmp_path).stdout == done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("new", "create"),
        ("add", "create"),
        ("check", "validate"),
        ("lint", "validate"),
        ("ls", "list"),
        ("cat", "show"),
        ("view", "show"),
    ],
)
def test_names_that_other_tools_use(run, tmp_path, word, meant):
    done = run(word, "--all", cwd=tmp_path)
    message = f"error: there is no command `{word}`; use `{meant}`\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["validat"], "No such command 'validat'. Did you mean 'validate'?"),
        (["validate", "--nope"], "No such option: --nope"),
        (["validate", "-o"], "Option '-o' requires an argument."),
        (["--color"], "Option '--color' requires an argument."),
    ],
)
def test_wrong_words_are_refused_shortly(run, tmp_path, args, said):
    done = run(*args, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 4


@pytest.mark.parametrize("word", ["\x1b]0;owned\x07", "a\nerror: b", "\u202e", "--\x1b[31m"])
@pytest.mark.parametrize("place", [[], ["validate"], ["show"], ["validate", "-f"], ["-C"]])
def test_nothing_on_the_command_line_reaches_the_terminal_raw(wrong, place, word):
    done = wrong(*place, word)
    assert done.returncode == 2
    assert set(re.findall(r"[^\x20-\x7e\n]", done.stdout + done.stderr)) <= set("…’“”")


# Streams


@pytest.mark.parametrize("form", ["full", "concise", "json"])
def test_a_reader_that_leaves_early(long_report, form):
    with start(
        long_report, "validate", "-f", form, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, 4096)
        assert process.stdout.read(1)
        process.stdout.close()
        assert process.wait(timeout=60) == 141
        assert process.stderr.read() == b""


def test_a_full_disk(wrong):
    with Path("/dev/full").open("wb") as full:
        process = start(wrong, "validate", stdout=full, stderr=subprocess.PIPE)
        _, said = process.communicate(timeout=60)
    message = b"error: cannot write the output: no space left on device\n"
    assert (process.returncode, said) == (2, message)


def test_closed_standard_streams(wrong):
    def closed(command):
        shell = ["sh", "-c", f'"$0" {command}; echo $? >&3', EVENTBOOK]
        done = wrong.run.program("sh", "-c", '"$@" 3>status', "sh", *shell, cwd=wrong.root)
        return int((wrong.root / "status").read_text()), done.stdout, done.stderr

    found = wrong("validate").stdout
    assert closed("validate >&-") == (2, "", "error: standard output is closed\n")
    assert closed("validate <&-") == (1, found, "")
    assert closed("validate 2>&-") == (1, found, "")
    assert closed("validate nothing 2>&-") == (2, "", "")
    assert closed("validate >&- 2>&- <&-") == (2, "", "")
    status, out, err = closed("validate -f concise - <&-")
    assert (status, out[:28], err) == (1, "-:1:1: error[record-empty] t", "")


@pytest.mark.parametrize("command", [["validate"], ["list"], ["init"], ["-C", ".", "validate"]])
def test_a_working_directory_that_is_gone(run, tmp_path, command):
    shell = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'
    done = run.program("sh", "-c", shell, "sh", EVENTBOOK, *command, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1


def test_interrupted(wrong):
    process = start(
        wrong,
        "validate",
        "-",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    wait_until_it_reads(process)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)
    assert (process.returncode, *said) == (130, b"", b"")


def wait_until_it_reads(process):
    """Wait for the process to sleep in a read of its standard input."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        call = Path(f"/proc/{process.pid}/syscall").read_text().split()
        if call[:2] == ["0", "0x0"]:  # read(0, …) on x86-64; elsewhere the time below does
            return
        time.sleep(0.05)


def on_a_terminal(book, *args, env=None):
    """What the command writes where standard output is a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [EVENTBOOK, *args],
        cwd=book.root,
        env=book.run.environment({"TERM": "xterm-256color", **(env or {})}),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    written = b""
    try:
        while chunk := os.read(ours, 65536):
            written += chunk
    except OSError:  # Linux says EIO when the other end is closed
        pass
    finally:
        os.close(ours)
        process.wait(timeout=60)
    return written.decode()


def test_colour_where_somebody_looks(wrong):
    assert "\x1b[" in on_a_terminal(wrong, "validate")
    assert "\x1b[" not in on_a_terminal(wrong, "validate", env={"NO_COLOR": "1"})
    assert "\x1b[" not in on_a_terminal(wrong, "validate", env={"TERM": "dumb"})
    assert "\x1b[" not in on_a_terminal(wrong, "--color", "never", "validate")
    assert "\x1b[" in on_a_terminal(wrong, "--color", "always", "validate", env={"NO_COLOR": "1"})


@pytest.mark.parametrize(
    ("options", "env", "coloured"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"CLICOLOR_FORCE": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_in_a_pipe(wrong, options, env, coloured):
    done = wrong(*options, "validate", env=env)
    assert (done.returncode, "\x1b[" in done.stdout) == (1, coloured)
    assert "18.5.2019" in done.stdout


def test_an_unknown_colour(wrong):
    done = wrong("--color", "sometimes", "validate")
    message = "error: --color sometimes; use auto, always or never\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "xx_XX.ISO-8859-9"},
    ],
)
def test_texts_are_utf_8_in_every_locale(book, env):
    book.record("aksam", 'id: aksam\ntitle: "Azərbaycan axşamı"\ndate: yarın akşam\nsources: []\n')
    done = book("validate", "-f", "concise", env=env)
    assert done.returncode == 1
    assert "error[date-invalid] `yarın akşam` is not a date; " in done.stdout
    assert done.stderr == ""
    done = book("validate", "axşam", env=env)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: there is no record and no file `ax")


# What is run


PLANTED = [
    *("yaml", "json", "typer", "jsonschema", "jsonschema_rs", "tomllib", "difflib", "unicodedata"),
    *("sitecustomize", "usercustomize", "encodings", "site", "os", "re", "pathlib", "argparse"),
]


@pytest.mark.parametrize("command", [["validate"], ["list"], ["show", "autumn"], ["-h"]])
@pytest.mark.parametrize("start_up", [[EVENTBOOK], [sys.executable, "-m", "eventbook"]], ids=len)
def test_code_that_lies_in_the_working_directory_is_never_run(wrong, start_up, command):
    for name in PLANTED:
        wrong.write(f"{name}.py", "raise SystemExit('planted')\n")
    done = wrong.run.program(*start_up, *command, cwd=wrong.root)
    assert "planted" not in done.stdout + done.stderr
    assert done.returncode == (1 if command == ["validate"] else 0)
    assert not (wrong.root / "__pycache__").exists()


SLOW = {"tabulate", "jinja2", "babel", "jsonschema", "referencing", "rich"}


@pytest.mark.parametrize("command", ["--version", "-h", "validate"])
def test_what_is_imported_at_start(book, command):
    book.record("sound")
    timed = [sys.executable, "-X", "importtime", "-P", "-m", "eventbook", command]
    done = book.run.program(*timed, cwd=book.root)
    assert done.returncode == 0
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert imported & SLOW == set()
    if command == "--version":
        assert imported & {"typer", "yaml", "eventbook.main"} == set()

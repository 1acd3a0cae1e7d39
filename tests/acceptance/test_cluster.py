"""validate on a Dask cluster: the same words as on one machine, and plain ones when it fails."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import eventbook

EVENTBOOK = Path(sys.executable).parent / "eventbook"
CLUSTER = Path(__file__).with_name("cluster.py")
FILES = 700
DEADLY = "recital-333.yaml"
RECORD = """\
id: {0}
title: Recital {0}
date: 2019-05-18
sources: [{{title: Printed programme}}]
"""
HOOK = """\
import os, signal, sys

def hook(event, args):
    if event == "open" and isinstance(args[0], str) and {when}:
        {then}

sys.addaudithook(hook)
"""
DIE = HOOK.format(when=f"args[0] == {DEADLY!r}", then="os.kill(os.getpid(), signal.SIGKILL)")


slow = pytest.mark.skipif("CI" not in os.environ, reason="takes seconds; runs where CI is set")


class Cluster:
    """A cluster that was started."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        self.place = process.stdout.readline().strip()
        self.executor = ("--executor", f"dask://{self.place}")

    def tasks(self) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("?\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@contextmanager
def started(
    *args: str | Path, python: tuple[str, ...] = (), **environment: str
) -> Iterator[Cluster]:
    words = [sys.executable, *python, str(CLUSTER), *map(str, args)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        words,
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
        text=True,
    ) as process:
        try:
            yield Cluster(process)
        finally:
            process.stdin.close()
            try:
                process.wait(timeout=60)
            finally:
                process.kill()


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """The root of a book of many records, some of them wrong, one too large to be read."""
    root = tmp_path_factory.mktemp("many")
    (root / "eventbook.toml").write_text('[book]\ntitle = "Test archive"\n')
    folder = root / "records" / "events"
    folder.mkdir(parents=True)
    for number in range(FILES):
        text = RECORD.format(f"recital-{number}")
        if number % 50 == 7:
            text = text.replace("title: Recital", "titel: Recital")
        if number % 50 == 8:
            text += "part_of: {id: nothing}\n"
        (folder / f"recital-{number}.yaml").write_text(text)
    (folder / "recital-70.yaml").write_text("#" * (1 << 20) + "\n")
    (folder / "recital-71.yaml").unlink()
    (folder / "recital-71.yaml").symlink_to("recital-70.yaml")
    return root


@pytest.fixture(scope="module")
def cluster():
    with started(2) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def blind(many, tmp_path_factory):
    """A cluster whose workers find nothing where the book is."""
    hook = tmp_path_factory.mktemp("blind") / "blind.py"
    when = f"args[0].startswith({str(many)!r})"
    hook.write_text(HOOK.format(when=when, then="raise FileNotFoundError(2, 'not here')"))
    with started(2, hook) as cluster:
        yield cluster


@pytest.mark.parametrize("form", ["full", "concise", "json"])
def test_the_same_words_as_on_one_machine(run, many, cluster, blind, form):
    words = ["--no-cache", "validate", "-v", "-f", form]
    alone = run(*words, "--jobs", "1", cwd=many)
    assert alone.returncode == 1
    assert alone.stdout.count("titel") >= FILES // 50
    assert alone.stdout.count("1 MiB") == 1
    for there in (cluster, blind):
        shared = run(*words, *there.executor, cwd=many)
        assert (shared.returncode, shared.stdout, shared.stderr) == (1, alone.stdout, alone.stderr)


def test_what_it_found_is_known_afterwards(run, many, cluster, tmp_path):
    env = {"XDG_CACHE_HOME": str(tmp_path)}
    first = run("validate", *cluster.executor, cwd=many, env=env)
    assert all(name in first.stdout for name in ("recital-70.yaml", "recital-71.yaml"))
    (many / "records/events/recital-70.yaml").write_text(RECORD.format("recital-70"))
    try:
        known = run("validate", "-j", "1", cwd=many, env=env)
        assert known.stdout == run("--no-cache", "validate", "-j", "1", cwd=many).stdout
        assert "recital-70.yaml" not in known.stdout
    finally:
        (many / "records/events/recital-70.yaml").write_text("#" * (1 << 20) + "\n")


@slow
def test_a_commit_is_judged_there_too(book, cluster):
    for number in range(300):
        book.record(f"r{number}", f"id: r{number}\ntitle: Recital\ndate: yesterday {number}\n")
    book.commit()
    shutil.rmtree(book.root / "records")
    alone = book("--no-cache", "validate", "--rev", "HEAD", "-f", "concise", "-j", "1")
    shared = book("--no-cache", "validate", "--rev", "HEAD", "-f", "concise", *cluster.executor)
    assert alone.stdout.endswith("Found 600 errors in 300 of 300 records.\n")
    assert (shared.returncode, shared.stdout, shared.stderr) == (1, alone.stdout, alone.stderr)


@slow
def test_an_interrupt_cancels_what_was_sent(many, cluster, run):
    process = subprocess.Popen(
        [EVENTBOOK, "-q", "--no-cache", "validate", *cluster.executor],
        cwd=many,
        env=run.environment({"EVENTBOOK_REFERENCE": "1"}),  # slow
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        wait_until(lambda: cluster.tasks() > 0)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, *said) == (130, b"", b"")
    wait_until(lambda: cluster.tasks() == 0)


def wait_until(condition):
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize(
    "text",
    ["", "dask", "dask://", "dask://host", "dask://host:port", "dask://host:99999", "dask://:8786",
     "dask://host:8786/x", "dask://host:8786?x", "tcp://host:8786", "host:8786", "dask://a b:1"],
)  # fmt: skip
def test_what_names_no_cluster(run, many, text):
    done = run("validate", f"--executor={text}", cwd=many)
    said = f"error: --executor {text}; write dask://HOST:PORT, as the scheduler says when it starts"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{said}\n")


def refused(done) -> str:
    """The one line in which a command says why it cannot run."""
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    return line


def test_processes_and_a_cluster(run, many):
    done = run("validate", "--executor", "dask://host:1", "-j", "2", cwd=many)
    assert refused(done) == "error: --executor has no use for --jobs; leave out one of them"


def test_without_dask(run, many, tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['distributed'] = None\n")
    env = {"PYTHONPATH": str(tmp_path)}
    done = run("validate", "--executor", "dask://host:1", cwd=many, env=env)
    assert refused(done) == (
        "error: --executor needs Dask, which is not installed; "
        "python -m pip install 'eventbook[dask]'"
    )


@pytest.mark.parametrize(
    "place", ["127.0.0.1:1", pytest.param("no.such.host.invalid:8786", marks=slow)]
)
def test_nobody_answers(run, many, place):
    done = run("--no-cache", "validate", "--executor", f"dask://{place}", cwd=many)
    assert refused(done) == (
        f"error: no Dask scheduler answers at {place}; "
        "start one there with `dask scheduler`, or leave out --executor"
    )


@slow
def test_something_else_answers(run, many, tmp_path):
    words = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with subprocess.Popen(
        words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        place = "127.0.0.1:" + re.search(r"port (\d+)", server.stdout.readline())[1]
        try:
            done = run("--no-cache", "validate", "--executor", f"dask://{place}", cwd=many)
        finally:
            server.kill()
    assert refused(done).startswith(f"error: no Dask scheduler answers at {place}; ")


@slow
def test_a_scheduler_without_workers(run, many):
    with started(0) as cluster:
        done = run("--no-cache", "validate", *cluster.executor, cwd=many)
    assert refused(done) == (
        f"error: the scheduler at {cluster.place} has no workers; "
        f"start some with `dask worker {cluster.place}`"
    )


@slow
def test_a_worker_that_would_judge_otherwise_is_refused(run, many, tmp_path):
    package = Path(eventbook.__file__).parent
    copy = shutil.copytree(package, tmp_path / "eventbook")
    with (copy / "rules" / "id_filename.py").open("a") as file:
        file.write("# another\n")
    if not (copy / "schemas").exists():
        shutil.copytree(package.parents[1] / "schemas", tmp_path.parent / "schemas")
    with started(1, PYTHONPATH=str(tmp_path)) as cluster:
        done = run("--no-cache", "validate", *cluster.executor, cwd=many)
    version = rf"{re.escape(eventbook.__version__)} \([0-9a-f]{{12}}\)"
    assert re.fullmatch(
        rf"error: the worker tcp://127\.0\.0\.1:\d+ has other versions: "
        rf"eventbook {version}, here {version}; install the same ones there",
        refused(done),
    )


@slow
def test_a_worker_that_does_not_know_us(run, many):
    (site,) = {path for path in sys.path if path.endswith("site-packages")}
    with started(1, python=("-S",), PYTHONPATH=site) as cluster:
        done = run("--no-cache", "validate", *cluster.executor, cwd=many)
    assert re.fullmatch(
        r"error: the worker tcp://127\.0\.0\.1:\d+ \(ModuleNotFoundError.*'eventbook.*\) "
        r"does not know this eventbook; install the same version there",
        refused(done),
    )


@slow
@pytest.mark.parametrize("here", [True, False], ids=["here too", "only there"])
def test_a_file_that_kills_workers(run, many, tmp_path, here):
    (tmp_path / "sitecustomize.py").write_text(DIE)
    env = {"PYTHONPATH": str(tmp_path)} if here else {}
    allowed = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    with started(2, tmp_path / "sitecustomize.py", **allowed) as cluster:
        done = run("--no-cache", "validate", *cluster.executor, cwd=many, env=env)
    if here:
        said = f"workers died at records/events/{DEADLY}; look at that file; `--jobs 1` shows more"
        assert refused(done) == f"error: {said}"
    else:
        assert re.fullmatch(
            r"error: workers died again and again at one of 250 files, from records/events/\S+ to "
            r"records/events/\S+, and a process here does not; have they enough memory\?",
            refused(done),
        )


@slow
def test_a_scheduler_that_goes_away(run, many):
    with started(1) as cluster:
        process = subprocess.Popen(
            [EVENTBOOK, "--no-cache", "validate", *cluster.executor],
            cwd=many,
            env=run.environment({"EVENTBOOK_REFERENCE": "1"}),  # slow
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        wait_until(lambda: cluster.tasks() > 0)
        cluster.process.kill()
        out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (2, "")
    assert err == (
        f"error: the scheduler at {cluster.place} went away; "
        "look at what it says, and start again\n"
    )

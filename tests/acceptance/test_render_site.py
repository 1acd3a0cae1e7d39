"""`render -f site` as a process: the folder, what is told of it, and what is refused."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from acceptance.conftest import EVENTBOOK, Run
from acceptance.forked import forked
from acceptance.site_served import DRAFT, ROME, WITHDRAWN, published_book

MANIFEST = ".eventbook-site.json"
FEW = ("2023-beijing-embassy-commemoration", "2018-berlin-24-april-commemoration")
STEPS = bool(os.environ.get("EVENTBOOK_STEPS"))
"""Every way of ending a run, as `make fault` has it."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The command; a site is made in a third of a second, and Python's start is half of another."""
    with forked(tmp_path_factory.mktemp("home")) as runner:
        yield runner


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """A book with its site in `site`, under git."""
    book = published_book(tmp_path_factory.mktemp("book"))
    for path in (book / "records" / "events").rglob("*.yaml"):
        if path.stem not in (ROME, DRAFT, WITHDRAWN, *FEW):
            path.unlink()  # a few are enough, and many processes are run here
    replace(book / "eventbook.toml", '["en", "it", "az"]', '["en", "it"]')
    for words in (("init", "-q", "."), ("add", "."), ("commit", "-qm", "Records")):
        run.program("git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words, cwd=book)
    assert run("render", "-f", "site", "-o", "site", cwd=book).returncode == 0
    return book


@pytest.fixture
def moved(built: Path, tmp_path: Path) -> Path:
    """A book of one's own, moved here with its site: nothing is remembered of how that was made."""
    return Path(shutil.copytree(built, tmp_path / "book", symlinks=True))


@pytest.fixture
def book(run: Run, moved: Path) -> Path:
    """A book of one's own, with a memory of how its site was made."""
    assert run("render", "-f", "site", "-o", "site", cwd=moved).returncode == 0
    return moved


def lying(site: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file, by path."""
    found = (path for path in site.rglob("*") if path.is_file())
    return {
        path.relative_to(site).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in found
    }


def events(site: Path) -> set[str]:
    return {path.stem for path in (site / "events").glob("*.html")} - {"index"}


def record(book: Path, name: str) -> Path:
    (path,) = (book / "records" / "events").rglob(f"{name}.yaml")
    return path


def retitle(run: Run, book: Path, title: str) -> None:
    done = run("edit", ROME, "--set", f"title={title}", "--write", cwd=book)
    assert done.returncode == 0, done.stderr


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_site_holds_what_is_published(run: Run, moved: Path) -> None:
    done = run("render", "-f", "site", "-o", "new/site", cwd=moved)
    count = len(lying(moved / "new" / "site")) - 1
    assert done.stderr == (
        f"new/site: {count:,} files written, 0 removed, 0 unchanged\n"
        "next: python3 -m http.server -d new/site\n"
    )
    assert (done.returncode, done.stdout) == (0, "")
    stems = {path.stem for path in (moved / "records" / "events").rglob("*.yaml")}
    assert stems - {DRAFT, WITHDRAWN} <= events(moved / "new" / "site") <= stems - {DRAFT}
    assert [path.name for path in (moved / "new").iterdir()] == ["site"]


def test_nothing_changed_and_nothing_is_touched(run: Run, book: Path) -> None:
    before = lying(book / "site")
    done = run("render", "-f", "site", "-o", "site", cwd=book)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "site is up to date\n")
    done = run("render", "-f", "site", "-o", "site", "--check", cwd=book)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "site is up to date\n")
    done = run("--no-cache", "render", "-f", "site", "-o", "site", cwd=book)
    assert done.stderr == f"site: 0 files written, 0 removed, {len(before) - 1:,} unchanged\n"
    assert lying(book / "site") == before


def test_another_title_changes_the_pages_that_show_it_and_no_other(run: Run, book: Path) -> None:
    before = {path: (book / "site" / path).read_bytes() for path in lying(book / "site")}
    inodes = lying(book / "site")
    retitle(run, book, "Another title of it")
    check = run("render", "-f", "site", "-o", "site", "--check", cwd=book)
    assert check.returncode == 1
    assert f"stale: events/{ROME}.html" in check.stdout.splitlines()
    assert lying(book / "site") == inodes
    done = run("render", "-f", "site", "-o", "site", cwd=book)
    assert done.returncode == 0
    after = lying(book / "site")
    differing = {path for path in after if (book / "site" / path).read_bytes() != before[path]}
    assert {path for path in after if after[path] != inodes[path]} == differing
    assert differing - {MANIFEST} == {line.split(": ")[1] for line in check.stdout.splitlines()}
    assert f"events/{ROME}.html" in differing
    assert 1 < len(differing) < len(after)
    assert run("render", "-f", "site", "-o", "site", "--check", cwd=book).returncode == 0


def test_an_old_page_goes_with_its_record(run: Run, book: Path) -> None:
    page = book / "site" / "events" / f"{ROME}.html"
    assert page.is_file()
    record(book, ROME).unlink()
    done = run("render", "-f", "site", "-o", "site", "--check", cwd=book)
    assert f"left over: events/{ROME}.html" in done.stdout.splitlines()
    assert run("render", "-f", "site", "-o", "site", cwd=book).returncode == 0
    assert not page.exists()


def test_a_renamed_record_moves_its_page(run: Run, book: Path) -> None:
    assert run("rename", ROME, "2023-rome-another-name", cwd=book).returncode == 0
    assert run("render", "-f", "site", "-o", "site", cwd=book).returncode == 0
    assert "2023-rome-another-name" in events(book / "site")
    old = book / "site" / "events" / f"{ROME}.html"
    assert not old.exists() or "2023-rome-another-name.html" in old.read_text("utf-8")


def test_what_is_no_longer_published_goes(run: Run, book: Path) -> None:
    replace(record(book, ROME), "status: published", "status: draft")
    assert run("render", "-f", "site", "-o", "site", cwd=book).returncode == 0
    assert ROME not in events(book / "site")
    assert run("render", "-f", "site", "-o", "site", "--drafts", cwd=book).returncode == 0
    assert {ROME, DRAFT} <= events(book / "site")


def test_a_part_of_the_book(run: Run, moved: Path) -> None:
    done = run("render", "-f", "site", "-o", "part", "-w", f"id={ROME}", cwd=moved)
    assert done.returncode == 0
    assert events(moved / "part") == {ROME}


def test_changes_by_hand_are_told_and_taken_back(run: Run, book: Path) -> None:
    page = book / "site" / "events" / f"{ROME}.html"
    was = page.read_bytes()
    page.write_bytes(was + b"<!-- mine -->")
    check = run("render", "-f", "site", "-o", "site", "--check", cwd=book)
    assert (check.returncode, check.stdout) == (1, f"changed by hand: events/{ROME}.html\n")
    assert check.stderr == "site: 1 changed by hand\n"
    done = run("render", "-f", "site", "-o", "site", cwd=book)
    count = len(lying(book / "site")) - 2
    assert done.stderr == (
        f"changed by hand, written again: events/{ROME}.html\n"
        f"site: 1 file written, 0 removed, {count:,} unchanged\n"
        "next: python3 -m http.server -d site\n"
    )
    assert page.read_bytes() == was


def test_files_of_others_stay(run: Run, book: Path) -> None:
    for name in ("CNAME", ".nojekyll", ".git"):
        (book / "site" / name).write_text("theirs")
    (book / "site" / "own").mkdir()
    (book / "site" / "own" / "index.html").write_text("theirs")
    record(book, ROME).unlink()
    assert run("render", "-f", "site", "-o", "site", cwd=book).returncode == 0
    assert ROME not in events(book / "site")
    for name in ("CNAME", ".nojekyll", ".git", "own/index.html"):
        assert (book / "site" / name).read_text() == "theirs"


def test_a_site_is_the_same_wherever_and_by_however_many_it_is_made(run: Run, moved: Path) -> None:
    run("--no-cache", "render", "-f", "site", "-o", "one", "--jobs", "1", cwd=moved)
    run("--no-cache", "render", "-f", "site", "-o", "two", "--jobs", "2", cwd=moved)
    one, two = moved / "one", moved / "two"
    assert lying(one).keys() == lying(two).keys()
    assert all((one / path).read_bytes() == (two / path).read_bytes() for path in lying(one))


def test_the_manifest_says_no_more_than_the_files(run: Run, moved: Path) -> None:
    found = json.loads((moved / "site" / MANIFEST).read_bytes())
    assert found.keys() == {"eventbook-site", "made with", "files"}
    assert found["files"].keys() == lying(moved / "site").keys() - {MANIFEST}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-o", "."], "error: . holds the book itself"),
        (["-o", "records/site"], "error: records/site lies in records/"),
        (["-o", "schemas"], "error: schemas lies in schemas/"),
        (["-o", ".."], "error: .. holds the book itself"),
        (["-o", "/"], "error: / holds the book itself"),
        (["-o", ".git/site"], "error: .git/site lies in a git directory"),
        (["-o", "eventbook.toml"], "error: eventbook.toml is there already, and no folder"),
        (["-o", "full"], "error: full holds files, and no .eventbook-site.json"),
        (["-o", "ring"], "error: -o ring can be no folder"),
        (["-o", "eventbook.toml/x"], "error: eventbook.toml/x cannot be looked at"),
        ([], "error: a site is a folder of files"),
        (["-o", "x", ROME], "error: a site is of the whole book"),
        (["-o", "x", "--trust", "nowhere"], "error: --trust: unknown revision `nowhere`"),
        (["-o", "x", "--approximate"], "error: --approximate does not go with -f site"),
        (["-o", "x", "--jobs", "0"], "error: --jobs 0"),
        (["-o", "x", "--lang", "1"], "error: --lang"),
    ],
)
def test_refusals(run: Run, built: Path, words: list[str], said: str) -> None:
    (built / "full").mkdir(exist_ok=True)
    (built / "full" / "thesis.odt").write_text("theirs")
    if not (built / "ring").is_symlink():
        (built / "ring").symlink_to("ring")
    done = run("render", "-f", "site", *words, cwd=built)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
    assert [path.name for path in (built / "full").iterdir()] == ["thesis.odt"]


@pytest.mark.parametrize("words", [["--check"], ["--jobs", "2"]])
def test_options_of_sites_alone(run: Run, built: Path, words: list[str]) -> None:
    done = run("render", ROME, *words, cwd=built)
    assert (done.returncode, done.stderr) == (2, f"error: {words[0]} goes with -f site\n")


def test_a_check_of_what_is_not_there(run: Run, moved: Path) -> None:
    done = run("render", "-f", "site", "-o", "none", "--check", cwd=moved)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "none is not there\n")
    assert not (moved / "none").exists()


def test_what_cannot_be_read_is_not_left_out_silently(run: Run, book: Path) -> None:
    before = lying(book / "site")
    path = record(book, ROME)
    path.write_text("id: [")
    done = run("render", "-f", "site", "-o", "site", cwd=book)
    assert done.returncode == 1
    assert done.stderr == (
        f"{path.relative_to(book).as_posix()} cannot be read\n"
        "error: the site would lack what stands there, so nothing was written;"
        " `eventbook validate` says what is wrong\n"
    )
    assert lying(book / "site") == before


def test_two_events_of_one_id(run: Run, moved: Path) -> None:
    path = record(moved, ROME)
    path.with_name("again.yaml").write_bytes(path.read_bytes())
    done = run("render", "-f", "site", "-o", "site", cwd=moved)
    assert done.returncode == 2
    assert "have one id, so their pages would have one address" in done.stderr


def test_records_with_errors_are_counted(run: Run, moved: Path) -> None:
    replace(record(moved, ROME), "id:", "nothing_known: 1\nid:")
    done = run("render", "-f", "site", "-o", "site", cwd=moved)
    assert done.returncode == 0
    assert done.stderr.startswith(
        "warning: 1 record on the site has errors; `eventbook validate` names them\n"
    )


def test_no_withheld_name_is_published(run: Run, book: Path) -> None:
    """The name is found in what was made, whatever field it came from, and never told."""
    retitle(run, book, "With Ottoline Grubworthy")
    (book / ".withheld").write_text("Ottoline Grubworthy\n")
    before = lying(book / "site")
    for words in ((), ("--check",)):
        env = {"EVENTBOOK_WITHHELD": ""}
        done = run("render", "-f", "site", "-o", "site", *words, cwd=book, env=env)
        assert done.returncode == 1
        assert f"events/{ROME}.html would hold" in done.stderr
        assert "Ottoline" not in done.stderr + done.stdout
        assert "Grubworthy" not in done.stderr + done.stdout
    assert lying(book / "site") == before
    assert sorted(path.name for path in book.iterdir() if path.name.startswith(".site")) == []


def test_a_full_disk_leaves_the_site_as_it_was(run: Run, moved: Path) -> None:
    disk = moved / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "x", disk], check=False
    ).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        (disk / "s").mkdir()
        done = run("render", "-f", "site", "-o", "disk/s", cwd=moved)
        reason = os.strerror(errno.ENOSPC).lower()
        assert done.stderr.startswith(f"error: cannot write disk/s: {reason}")
        assert done.returncode == 2
        assert list((disk / "s").iterdir()) == []
        assert [path.name for path in disk.iterdir()] == ["s"]
    finally:
        subprocess.run(["umount", disk], check=True)


def test_where_a_disk_is_mounted(run: Run, moved: Path) -> None:
    disk = moved / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "x", disk], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        done = run("render", "-f", "site", "-o", "disk", cwd=moved)
        assert done.returncode == 2
        assert done.stderr.startswith("error: disk is where a disk is mounted")
        assert run("render", "-f", "site", "-o", "disk/s", cwd=moved).returncode == 0
        assert run("render", "-f", "site", "-o", "disk/s", "--check", cwd=moved).returncode == 0
    finally:
        subprocess.run(["umount", disk], check=True)


def test_two_runs_at_once(run: Run, moved: Path) -> None:
    record(moved, ROME).unlink()
    command = [str(EVENTBOOK), "--no-cache", "render", "-f", "site", "-o", "site"]
    both = [
        subprocess.Popen(command, cwd=moved, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    said = [one.communicate()[1] for one in both]
    codes = [one.returncode for one in both]
    first, second = sorted(said, key=lambda text: text.startswith(("error", "site: 0 files")))
    assert first.startswith("site: ")
    assert not first.startswith("site: 0 files written")
    if codes == [0, 0]:
        assert second.startswith("site: 0 files written")
    else:  # on a busy machine the first may take longer than the second waits
        assert sorted(codes) == [0, 2]
        assert second.startswith("error: another eventbook is writing site; waited 10 seconds")
    assert run("render", "-f", "site", "-o", "site", "--check", cwd=moved).returncode == 0


@pytest.mark.parametrize(
    "what", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT][: 3 if STEPS else 1]
)
def test_a_run_that_is_ended(run: Run, book: Path, what: signal.Signals) -> None:
    """Whenever that happens, the site is the old or the new one, and the next run tidies up."""
    old = {path: (book / "site" / path).read_bytes() for path in lying(book / "site")}
    retitle(run, book, "Another title of it")
    run("render", "-f", "site", "-o", "other", cwd=book)
    new = {path: (book / "other" / path).read_bytes() for path in lying(book / "other")}
    for pause in (0.2, 0.4, 0.7):
        child = subprocess.Popen(
            [EVENTBOOK, "--no-cache", "render", "-f", "site", "-o", "site", "--jobs", "2"],
            cwd=book,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(pause)
        child.send_signal(what)
        child.wait()
        found = {path: (book / "site" / path).read_bytes() for path in lying(book / "site")}
        assert found in (old, new)
    assert run("render", "-f", "site", "-o", "site", cwd=book).returncode == 0
    found = {path: (book / "site" / path).read_bytes() for path in lying(book / "site")}
    assert found == new
    assert not (book / ".site.eventbook").exists()


def test_a_reader_of_the_check_that_goes_away(run: Run, moved: Path) -> None:
    shutil.rmtree(moved / "site")
    (moved / "site").mkdir()
    shell = f"{EVENTBOOK} render -f site -o site --check | head -c 1; echo ${{PIPESTATUS[0]}}"
    done = run.program("bash", "-c", shell, cwd=moved)
    assert done.stdout.strip() in ("m1", "m141")
    assert "Traceback" not in done.stderr


def test_quiet(run: Run, moved: Path) -> None:
    record(moved, ROME).unlink()
    done = run("--quiet", "render", "-f", "site", "-o", "site", cwd=moved)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_site_of_a_commit(run: Run, moved: Path) -> None:
    record(moved, ROME).unlink()
    assert run("render", "-f", "site", "-o", "then", "--rev", "HEAD", cwd=moved).returncode == 0
    assert ROME in events(moved / "then")


def test_a_change_brings_its_records_and_not_what_the_archive_says_of_itself(
    run: Run, moved: Path
) -> None:
    """As a service shows a preview of somebody else's branch: settings are those of HEAD."""
    settings = moved / "eventbook.toml"
    replace(settings, '"Example archive of public events"', '"Somebody else\'s archive"')
    replace(settings, "https://archive.example/", "https://elsewhere.example/")
    retitle(run, moved, "Another title of it")
    shutil.rmtree(moved / "site")
    done = run("render", "-f", "site", "-o", "site", "--trust", "HEAD", cwd=moved)
    count = len(lying(moved / "site")) - 1
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        "other settings or schemas than in HEAD, whose hold: eventbook.toml\n"
        f"site: {count:,} files written, 0 removed, 0 unchanged\n"
        "next: python3 -m http.server -d site\n"
    )
    texts = [(moved / "site" / path).read_text("utf-8") for path in lying(moved / "site")]
    assert not [text for text in texts if "Somebody else" in text or "elsewhere.ex" in text]
    assert "Another title of it" in (moved / "site" / "events" / f"{ROME}.html").read_text("utf-8")
    done = run("render", "-f", "site", "-o", "site", "--check", "--trust", "HEAD", cwd=moved)
    assert (done.returncode, done.stdout) == (0, "")
    done = run("render", "-f", "site", "-o", "site", "--check", cwd=moved)
    assert done.returncode == 1


_KIND = """
[book]
title = "Recitals"

[kinds.recital]
records = ["records/*.yaml"]
schema = "eventbook:event"
model = "event"
"""
_RECITAL = """\
id: {id}
title: {title}
type: concert
date: 2019-05-01
{more}
sources: [{{title: Printed programme}}]
review: {{status: {status}}}
"""


def recital(book: Path, id_: str, title: str, status: str, more: str) -> None:
    text = _RECITAL.format(id=id_, title=title, status=status, more=more)
    (book / "records" / f"{id_}.yaml").write_text(text, "utf-8")


def test_events_under_another_name_are_events(run: Run, tmp_path: Path) -> None:
    """By whatever name a book refers to its events: links lead to those that stand there alone."""
    (tmp_path / "records").mkdir()
    (tmp_path / "eventbook.toml").write_text(_KIND, "utf-8")
    recital(tmp_path, "2019-whole", "The whole", "published", "part_of: {ref: recital/2019-draft}")
    recital(tmp_path, "2019-part", "A part", "published", "part_of: {ref: recital/2019-whole}")
    recital(tmp_path, "2019-lone", "Lone", "published", "part_of: {ref: recital/2019-gone}")
    recital(tmp_path, "2019-draft", "Nobody knows yet", "draft", "keywords: []")
    recital(tmp_path, "2019-gone", "Nobody knows now", "withdrawn", "keywords: []")
    assert run("render", "-f", "site", "-o", "site", cwd=tmp_path).returncode == 0
    pages = tmp_path / "site" / "events"
    link = '<dd><a class="name" href="../events/2019-whole.html">The whole</a></dd>'
    assert link in (pages / "2019-part.html").read_text("utf-8")
    assert 'href="../events/2019-part.html"' in (pages / "2019-whole.html").read_text("utf-8")
    whole = b"".join(path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file())
    assert b"Nobody knows" not in whole
    assert {path.stem for path in pages.glob("*.html")} == {
        "2019-whole",
        "2019-part",
        "2019-lone",
        "2019-gone",
    }

"""Files that are none, links, names that act or collide, and crowds: what every command makes of
them."""

from __future__ import annotations

import os
import socket
import stat
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from acceptance.conftest import RECORD, Book
from acceptance.watching import COMMANDS, FORMS, ORGAN, STRICT, Done, harmless, theirs, watched

SECRET = "id: secret\ntitle: What lies outside\ndate: 2019-05-18\nsources: [{title: X}]\n"


def by_name(done: list[Done]) -> dict[str, Done]:
    return {each.name: each for each in done}


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A record outside the repository, which no link may lead to."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.yaml").write_text(SECRET)
    return folder


def link(book: Book, path: str, target: str | Path) -> None:
    place = book.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)


def test_links(book: Book, outside: Path) -> None:
    theirs(book)
    below = "records/events"
    for name, target in {
        "passwd.yaml": "/etc/passwd",
        "secret.yaml": outside / "secret.yaml",
        "relative.yaml": "../../../outside/secret.yaml",
        "folder": outside,
        "folder.yaml": outside,
        "up": "..",
        "self.yaml": "self.yaml",
        "one.yaml": "two.yaml",
        "two.yaml": "one.yaml",
        "loop": "loop",
        "dangling.yaml": "nowhere/\x1b[2J",
        "organ2.yaml": "organ.yaml",
        "random.yaml": "/dev/urandom",
        "tty.yaml": "/dev/tty",
        "fd.yaml": "/proc/self/fd/0",
        "mem.yaml": "/proc/self/mem",
        "deep/x.yaml": "/proc/self/cwd/records/events/organ.yaml",
    }.items():
        link(book, f"{below}/{name}", target)
    for name in ("schemas", ".withheld", "records/people"):
        link(book, name, outside)
    book.commit("Links")
    done = watched(book, COMMANDS[:4])
    harmless(done)
    assert not any("What lies outside" in each.output + each.messages for each in done)
    # The schemas folder is a link, which is an error of the settings, before any record is read.
    assert {each.status for each in done} == {2}
    (book.root / "schemas").unlink()
    book.git("commit", "-qam", "No link for schemas")
    done = watched(book)
    harmless(done)
    assert not any("What lies outside" in each.output + each.messages for each in done)
    told = by_name(done)["validate -f concise"]
    assert told.status == 1
    assert told.output.count("symbolic link") == 16, told.output


@pytest.mark.parametrize("name", ["eventbook.toml", "records", "records/events", ".git/config"])
def test_links_in_place_of_what_makes_a_book(book: Book, outside: Path, name: str) -> None:
    theirs(book)
    place = book.root / name
    moved = outside / place.name
    place.rename(moved)
    place.symlink_to(moved)
    harmless(
        [each for each in watched(book, COMMANDS[:8]) if name != ".git/config" or not each.seen]
    )


def test_what_is_no_file(book: Book) -> None:
    theirs(book)
    folder = book.root / "records/events"
    os.mkfifo(folder / "pipe.yaml")
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as end:
        here = Path.cwd()
        os.chdir(folder)  # the path of a socket is short
        end.bind("socket.yaml")
        os.chdir(here)
    special = 2
    with suppress(PermissionError):  # only root makes devices
        os.mknod(folder / "null.yaml", stat.S_IFCHR | 0o666, os.makedev(1, 3))
        os.mknod(folder / "zero.yaml", stat.S_IFCHR | 0o666, os.makedev(1, 5))
        special += 2
    (folder / "folder.yaml").mkdir()
    (folder / "folder.yaml/x.txt").write_text("x")
    book.record("closed").chmod(0)
    (folder / "closed").mkdir(0)
    done = watched(book)
    harmless(done)
    told = by_name(done)["validate -f concise"]
    assert told.output.count("is not a regular file") == special
    for place in (folder / "closed.yaml", folder / "closed"):
        place.chmod(0o700)


@pytest.mark.parametrize(
    "name", ["eventbook.toml", "schemas/x.json", ".withheld", "pyproject.toml"]
)
def test_pipes_in_place_of_what_is_read_besides(book: Book, name: str) -> None:
    theirs(book)
    place = book.root / name
    place.parent.mkdir(exist_ok=True)
    if name == "pyproject.toml":
        (book.root / "eventbook.toml").unlink()
    place.unlink(missing_ok=True)
    os.mkfifo(place)
    harmless(watched(book, [*COMMANDS[:6], ["list"], ["status"]], env={"EVENTBOOK_WITHHELD": ""}))


def many_names() -> dict[str, str]:
    """Names that collide, that some systems cannot hold, and that act."""
    return {
        **{f"{name}.yaml": name for name in ("Case", "case", "CASE", "stra\u00dfe", "STRASSE")},
        **{
            f"{name}.yaml": name
            for name in ("caf\u00e9", "cafe\u0301", "\u212b", "\u00c5", "\u0130")
        },
        **{f"{name}.yaml": name for name in ("con", "NUL", "aux.x", "com1", "LPT\u00b9", "conin$")},
        **{
            name: name for name in ("dot.yaml.", "space.yaml ", "a:b.yaml", "a?b.yaml", "a\\b.yaml")
        },
        **{
            name: name
            for name in ("a*b.yaml", 'a"b.yaml', "a<b>.yaml", "a|b.yaml", "a::$DATA.yaml")
        },
        "x" * 250 + ".yaml": "long",
        "line\nend.yaml": "line",
        "\x1b]0;owned\x07\x1b[2J.yaml": "escape",
        "\x9b31m.yaml": "c1",
        "\u202eabc\u2066.yaml": "bidi",
        "zero\u200bwidth\ufeff.yaml": "zero",
        "\u2028sep\u2029.yaml": "separator",
        "tag\U000e0041.yaml": "tag",
        "\udcff\udcfe.yaml": "bytes",
        "-rf.yaml": "dash",
        "--output=x.yaml": "option",
        ":(glob)**.yaml": "magic",
        ":!organ.yaml": "exclude",
        "::error file=x::y.yaml": "command",
        "##[error]x.yaml": "old",
        "%0A::error::y.yaml": "percent",
        "$(touch ran).yaml": "shell",
        "`touch ran`;&|.yaml": "shell2",
        "<script>alert(1)</script>".replace("/", "") + ".yaml": "html",
        "=cmd|' C'!A0.yaml": "formula",
        "{{7*7}}{% x %}.yaml": "template",
        "'\"\\.yaml": "quotes",
        "~.yaml": "tilde",
        "\u0085.yaml": "next line",
        " .yaml": "blank",
        ".yaml": "nothing",
        "..yaml": "two dots",
        "...yaml": "three dots",
        "GIT~1.yaml": "short name",
        "a.yaml\t": "tab",
    }


GIT_NAMES = [".GIT", ".g\u200cit", "git~1", "GIT~1", ".Git ", ".git.", "\u202e.git"]


def test_names(book: Book) -> None:
    theirs(book)
    for name, text in many_names().items():
        content = RECORD.format(id=f"r{text.encode().hex()}", title="A record", date="2019-05-18")
        with suppress(OSError):
            book.write(f"records/events/{name}", content)
    book.write("records/events/\x1b[2J/a.yaml", "id: a\n")
    book.write("schemas/\x1b[2J.json", "{")
    book.write("schemas/\u202e.json", "{}")
    book.git("-c", "core.protectNTFS=false", "-c", "core.protectHFS=false", "add", "--all")
    book.git("commit", "-qm", "Names")
    for name in GIT_NAMES:  # which git does not take
        book.write(f"records/events/{name}/x.yaml", RECORD.format(id="x", title="X", date="2019"))
    done = watched(book, COMMANDS + FORMS)
    harmless(done)
    assert not (book.root / "ran").exists()
    names = [name for name in many_names() if name.endswith(".yaml")]
    for name in names:  # as an argument: what a shell's `*` makes of such names
        assert name
    each = [["validate", "-f", "concise", "--", f"records/events/{name}"] for name in names[::4]]
    harmless(watched(book, each))


def test_a_file_that_is_larger_than_it_says_or_than_any_disk(book: Book) -> None:
    theirs(book)
    for name, size in (("huge", 10 << 30), ("large", (1 << 20) + 1)):
        with (book.root / f"records/events/{name}.yaml").open("wb") as file:
            file.truncate(size)
    book.git("add", "records/events/large.yaml")
    book.git("commit", "-qm", "Large")
    done = watched(book)
    harmless(done)
    assert by_name(done)["validate -f concise"].output.count("larger than") == 2
    for name in ("eventbook.toml", "schemas/x.json", ".withheld"):
        place = book.write(name, "")
        with place.open("wb") as file:
            file.truncate(10 << 30)
        harmless(watched(book, [["validate"], ["list"], ["diff"]], env={"EVENTBOOK_WITHHELD": ""}))
        book.git("checkout", "-q", name) if name == "eventbook.toml" else place.unlink()


def swapping(*acts: Callable[[], object]) -> threading.Event:
    """Do these again and again in the background, until the event is set."""
    ended = threading.Event()

    def swap() -> None:
        while not ended.is_set():
            for act in acts:
                with suppress(OSError):
                    act()

    threading.Thread(target=swap, daemon=True).start()
    return ended


def test_what_changes_while_it_is_read(book: Book, outside: Path) -> None:
    theirs(book)
    for number in range(30):
        book.record(f"r{number}")
    folder = book.root / "records/events"
    inner = folder / "inner"
    inner.mkdir()
    (inner / "secret.yaml").write_text(SECRET.replace("outside", "inside"))
    (inner / "grows.yaml").write_text(ORGAN)
    aside = book.root / "aside"
    ended = swapping(
        lambda: inner.rename(aside),
        lambda: inner.symlink_to(outside),
        lambda: inner.unlink(),
        lambda: aside.rename(inner),
        lambda: os.truncate(inner / "grows.yaml", 5_000_000),
        lambda: os.truncate(inner / "grows.yaml", 10),
        lambda: (folder / "r3.yaml").unlink(),
        lambda: os.mkfifo(folder / "r3.yaml"),
        lambda: (folder / "r3.yaml").unlink(),
        lambda: (folder / "r3.yaml").symlink_to("/etc/passwd"),
        lambda: (folder / "r3.yaml").unlink(),
        lambda: (folder / "r3.yaml").write_text(ORGAN),
    )
    try:
        calls = [["--no-cache", "validate", "-f", "json"], ["list"], ["fmt", "--check"], ["diff"]]
        done = watched(book, calls * 4)
    finally:
        ended.set()
    harmless(done)
    assert not any("What lies outside" in each.output + each.messages for each in done)


def test_a_thousand_folders_deep(book: Book) -> None:
    theirs(book)
    descriptor = os.open(book.root / "records/events", os.O_RDONLY)
    for _ in range(1_000):
        os.mkdir("deep", dir_fd=descriptor)
        inner = os.open("deep", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    file = os.open("a.yaml", os.O_CREAT | os.O_WRONLY, dir_fd=descriptor)
    os.close(file)
    os.close(descriptor)
    try:
        harmless(watched(book))  # git itself refuses paths of more than 4,096 bytes
    finally:  # Python's own `rmtree` goes no deeper than its stack
        book.run.program("rm", "-rf", book.root / "records/events/deep", cwd=book.root)


MANY = 100_000 if STRICT else 2_000


def test_a_crowd_of_empty_files(book: Book) -> None:
    theirs(book)
    folder = book.root / "records/events/many"
    folder.mkdir()
    for number in range(MANY):
        os.close(os.open(folder / f"{number}.yaml", os.O_CREAT | os.O_WRONLY))
    calls = [["validate", "-f", "concise"], ["list"], ["status"], ["fmt", "--check"]]
    seconds = 10.0 + MANY / 1_000  # a millisecond a file
    harmless(watched(book, calls, seconds=600), seconds=seconds)

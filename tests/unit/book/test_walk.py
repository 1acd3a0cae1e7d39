from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventbook.book.files import Unreadable
from eventbook.book.patterns import Matcher, RecordPattern
from eventbook.book.walk import Listing, walk

if TYPE_CHECKING:
    from conftest import Plant


def look(root: Path, *patterns: str) -> Listing[str]:
    return walk(root, Matcher((RecordPattern.parse(text).segments, text) for text in patterns))


def test_lists_files_sorted_with_what_they_matched(root: Path, plant: Plant) -> None:
    plant(
        {
            "r/b.yaml": b"",
            "r/a/z.yaml": b"",
            "r/a.yaml": b"",
            "r/é.yml": b"",
            "r/x.txt": b"",
            "other/x.yaml": b"",
        }
    )
    (root / "r/folder.yaml").mkdir()
    assert look(root, "r/**/*.yaml", "r/*.yml") == Listing(
        (
            ("r/a.yaml", "r/**/*.yaml"),
            ("r/a/z.yaml", "r/**/*.yaml"),
            ("r/b.yaml", "r/**/*.yaml"),
            ("r/é.yml", "r/*.yml"),
        )
    )


def test_dot_folders_and_tools_folders_are_passed_over(root: Path, plant: Plant) -> None:
    hidden = (".git", ".venv", "node_modules", "__pycache__", ".x")
    plant({f"{name}/a.yaml": b"" for name in (*hidden, "seen")} | {".a.yaml": b""})
    assert look(root, "**/*.yaml").files == (("seen/a.yaml", "**/*.yaml"),)
    assert look(root, ".x/*.yaml").files == ((".x/a.yaml", ".x/*.yaml"),)


def test_links_are_listed_apart_where_they_matter(root: Path, plant: Plant) -> None:
    plant({"r/a.yaml": b"", "else/b.yaml": b"", "note.txt": b""})
    (root / "r/link.yaml").symlink_to("a.yaml")
    (root / "r/dangling.yaml").symlink_to("absent")
    (root / "r/folder").symlink_to("../else")
    (root / "r/up").symlink_to("..")
    (root / "r/note").symlink_to("../note.txt")
    (root / "r/.#a.yaml").symlink_to("lock of an editor")
    (root / "elsewhere").symlink_to("else")
    assert look(root, "r/**/*.yaml") == Listing(
        (("r/a.yaml", "r/**/*.yaml"),),
        (
            Unreadable("symlink", "r/dangling.yaml"),
            Unreadable("symlink", "r/folder"),
            Unreadable("symlink", "r/link.yaml"),
            Unreadable("symlink", "r/up"),
        ),
    )


def test_a_linked_first_folder_is_not_followed(root: Path, plant: Plant) -> None:
    plant({"real/a.yaml": b""})
    (root / "r").symlink_to("real")
    assert look(root, "r/*.yaml") == Listing((), (Unreadable("symlink", "r"),))


def test_pipes_are_listed_and_not_opened(root: Path) -> None:
    os.mkfifo(root / "a.yaml")
    os.mkfifo(root / "b.txt")
    assert look(root, "*.yaml") == Listing((), (Unreadable("not-regular", "a.yaml"),))


def test_odd_names_are_reported(root: Path) -> None:
    for name in (b"a\xff.yaml", b"b\n.yaml", b"c\x1b[2J.yaml", b"d\xe2\x80\xa8.yaml", b"e\xff.txt"):
        (root / os.fsdecode(name)).touch()
    odd_folder = root / os.fsdecode(b"f\x80")
    odd_folder.mkdir()
    (odd_folder / "x.yaml").touch()
    fine = "-rf \U0001f600 ə\u200d$(x).yaml"
    (root / fine).touch()
    assert look(root, "**/*.yaml") == Listing(
        ((fine, "**/*.yaml"),),
        (
            Unreadable("path", os.fsdecode(b"a\xff.yaml")),
            Unreadable("path", "b\n.yaml"),
            Unreadable("path", "c\x1b[2J.yaml"),
            Unreadable("path", "d\u2028.yaml"),
            Unreadable("path", os.fsdecode(b"f\x80")),
        ),
    )


def test_depth_is_bounded(root: Path) -> None:
    (root / "/".join("d" * 200)).mkdir(parents=True)
    assert look(root, "**/*.yaml") == Listing((), (Unreadable("path", "/".join("d" * 121)),))


def test_long_paths_are_reported(root: Path, plant: Plant) -> None:
    long = f"{'f' * 100}/{'g' * 100}/{'ə' * 20}.yaml"
    plant({long: b"", "f/" + "x" * 233 + ".yaml": b""})
    found = look(root, "**/*.yaml")
    assert found.unreadable == (Unreadable("path", long),)
    assert [len(path) for path, _ in found.files] == [240]


def test_a_folder_that_cannot_be_listed_is_reported(
    root: Path, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant({"r/closed/a.yaml": b"", "r/open/b.yaml": b""})
    closed = (root / "r/closed").stat().st_ino
    scandir = os.scandir

    def refusing(descriptor: int) -> object:
        if os.fstat(descriptor).st_ino == closed:
            raise PermissionError(13, "Permission denied")
        return scandir(descriptor)

    monkeypatch.setattr(os, "scandir", refusing)
    assert look(root, "r/**/*.yaml") == Listing(
        (("r/open/b.yaml", "r/**/*.yaml"),), (Unreadable("permission", "r/closed"),)
    )


def test_no_root(root: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        look(root / "absent", "*.yaml")
    assert caught.value.reason == "missing"


def test_ten_thousand_files_are_listed(root: Path) -> None:
    for year in range(1980, 2030):
        folder = root / f"records/events/{year}"
        folder.mkdir(parents=True)
        for number in range(200):
            (folder / f"{year}-city-event-{number}.yaml").touch()
    times = []
    for _ in range(3):
        start = time.process_time()
        found = look(root, "records/events/**/*.yaml", "records/events/**/*.yml")
        times.append(time.process_time() - start)
    assert len(found.files) == 10_000
    assert min(times) < 2


def test_a_folder_that_is_swapped_during_the_walk_is_reported(
    root: Path, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant({"r/a/x.yaml": b"", "r/b/y.yaml": b"", "else/z.yaml": b""})
    scandir = os.scandir
    below = (root / "r").stat().st_ino

    @contextmanager
    def swapping(descriptor: int) -> Iterator[Iterator[os.DirEntry[str]]]:
        with scandir(descriptor) as entries:
            yield entries
        if os.fstat(descriptor).st_ino == below:
            (root / "r/a").rename(root / "moved")
            (root / "r/a").symlink_to("../else")

    monkeypatch.setattr(os, "scandir", swapping)
    assert look(root, "r/*/*.yaml") == Listing(
        (("r/b/y.yaml", "r/*/*.yaml"),), (Unreadable("symlink", "r/a"),)
    )

"""What publishing does to a folder: files as they should be, others as they were."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventbook.book.publishing.folder import Folder
from eventbook.book.publishing.manifest import MANIFEST, Made, Manifest, check_paths, read_manifest
from eventbook.book.publishing.publication import Differences, Published
from eventbook.book.writing import libc
from eventbook.errors import EnvironmentFault, EventbookError, UsageError

if TYPE_CHECKING:
    from conftest import Desk

FIRST = {"index.html": b"home", "a/one.html": b"1", "a/two.html": b"2"}
SECOND = {"index.html": b"home", "a/one.html": b"one", "b/three.html": b"3"}
NOTHING = Differences((), (), (), (), broken_off=False)


def lying(folder: Path) -> dict[str, bytes]:
    """All files of a folder but the manifest."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def inodes(folder: Path) -> dict[str, int]:
    return {path: (folder / path).stat().st_ino for path in lying(folder)}


def test_the_first_time_all_is_written(desk: Desk) -> None:
    assert desk.of(FIRST).publish() == Published(3, 0, 0)
    assert lying(desk.folder) == FIRST
    assert list(desk.folder.parent.iterdir()) == [desk.folder]
    assert desk.of(FIRST).differences() == NOTHING


def test_the_second_time_nothing_is_made_or_touched(desk: Desk) -> None:
    desk.of(FIRST).publish()
    before = {path: path.stat() for path in (desk.folder, *desk.folder.rglob("*"))}
    assert desk.of(FIRST).publish() == Published(0, 0, 3)
    assert desk.made == []
    assert {path: path.stat() for path in (desk.folder, *desk.folder.rglob("*"))} == before


def test_only_what_changed_is_another_file(desk: Desk) -> None:
    desk.of(FIRST).publish()
    old = inodes(desk.folder)
    assert desk.of(SECOND).publish() == Published(2, 1, 1)
    assert desk.made == ["a/one.html", "b/three.html"]
    assert lying(desk.folder) == SECOND
    new = inodes(desk.folder)
    assert [path for path in old if new.get(path) == old[path]] == ["index.html"]


def test_a_folder_that_is_empty_goes(desk: Desk) -> None:
    desk.of(FIRST).publish()
    assert desk.of({"index.html": b"home"}).publish() == Published(0, 2, 1)
    assert sorted(path.name for path in desk.folder.iterdir()) == [MANIFEST, "index.html"]


def test_another_program_makes_all_anew_and_what_is_the_same_stays(desk: Desk) -> None:
    desk.of(FIRST).publish()
    old = inodes(desk.folder)
    assert desk.of(FIRST, program="2").publish() == Published(0, 0, 3)
    assert sorted(desk.made) == sorted(FIRST)
    assert inodes(desk.folder) == old
    manifest = read_manifest(desk.folder)
    assert manifest is not None
    assert manifest.options == {"program": "2"}


def test_without_memory_all_is_made_and_compared(desk: Desk) -> None:
    desk.of(FIRST).publish()
    old = inodes(desk.folder)
    again = desk.of(SECOND)
    again.memory = None
    assert again.publish() == Published(2, 1, 1)
    assert inodes(desk.folder)["index.html"] == old["index.html"]


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\n[]", b"0\n[1,2,3]"])
def test_a_damaged_memory_is_no_memory(desk: Desk, damage: bytes) -> None:
    desk.of(FIRST).publish()
    (kept,) = desk.root.parent.joinpath("cache").rglob("site-*.json")
    kept.write_bytes(damage)
    assert desk.of(FIRST).publish() == Published(0, 0, 3)
    assert len(desk.made) == 3


def test_what_was_changed_by_hand_is_written_again(desk: Desk) -> None:
    desk.of(FIRST).publish()
    (desk.folder / "index.html").write_bytes(b"HOME")
    (desk.folder / "a" / "two.html").unlink()
    assert desk.of(FIRST).differences() == NOTHING._replace(
        missing=("a/two.html",), by_hand=("index.html",)
    )
    assert lying(desk.folder)["index.html"] == b"HOME"
    assert desk.of(FIRST).publish() == Published(2, 0, 1, ("a/two.html", "index.html"))
    assert lying(desk.folder) == FIRST


def test_what_is_out_of_date_is_told_and_stays(desk: Desk) -> None:
    desk.of(FIRST).publish()
    before = lying(desk.folder)
    assert desk.of(SECOND).differences() == NOTHING._replace(
        stale=("a/one.html",), missing=("b/three.html",), left_over=("a/two.html",)
    )
    assert lying(desk.folder) == before


def test_an_older_manifest_alone_is_stale(desk: Desk) -> None:
    desk.of(FIRST).publish()
    assert desk.of(FIRST, program="2").differences() == NOTHING._replace(stale=(MANIFEST,))


def test_other_files_stay_the_same_files(desk: Desk) -> None:
    desk.of(FIRST).publish()
    others = {"CNAME": b"example.org", ".git/HEAD": b"ref", "a/note.txt": b"n", "own/x/y": b"y"}
    for path, data in others.items():
        (desk.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (desk.folder / path).write_bytes(data)
    (desk.folder / "link").symlink_to("nowhere")
    (desk.folder / "empty").mkdir()
    old = {path: (desk.folder / path).stat().st_ino for path in others}
    assert desk.of({"index.html": b"new"}).publish() == Published(1, 2, 0)
    assert lying(desk.folder) == {"index.html": b"new", **others}
    assert {path: (desk.folder / path).stat().st_ino for path in others} == old
    assert (desk.folder / "link").readlink() == Path("nowhere")
    assert (desk.folder / "empty").is_dir()
    assert desk.of({"index.html": b"new"}).differences() == NOTHING


@pytest.mark.parametrize(
    ("there", "wanted"),
    [("b/three.html", "b/three.html"), ("b", "b/three.html"), ("c/x", "c"), ("d/e/f", "d/e")],
)
def test_other_files_are_not_replaced(desk: Desk, there: str, wanted: str) -> None:
    desk.of(FIRST).publish()
    (desk.folder / there).parent.mkdir(parents=True, exist_ok=True)
    (desk.folder / there).write_bytes(b"theirs")
    with pytest.raises(UsageError, match="was not made by eventbook"):
        desk.of({**FIRST, wanted: b"3"}).publish()
    assert lying(desk.folder) == {**FIRST, there: b"theirs"}
    assert list(desk.folder.parent.iterdir()) == [desk.folder]


def test_a_folder_of_others_and_of_ours_is_both(desk: Desk) -> None:
    desk.of(FIRST).publish()
    (desk.folder / "b").mkdir()
    (desk.folder / "b" / "own").write_bytes(b"theirs")
    desk.of(SECOND).publish()
    assert lying(desk.folder) == {**SECOND, "b/own": b"theirs"}


@pytest.mark.parametrize("missing", ["renameat2", "link", "syncfs"])
def test_systems_that_can_less(desk: Desk, missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_link(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    if missing == "link":
        monkeypatch.setattr(os, "link", no_link)
    else:
        monkeypatch.setattr(libc, missing, lambda: None)
    desk.of(FIRST).publish()
    (desk.folder / "CNAME").write_bytes(b"example.org")
    assert desk.of(SECOND).publish() == Published(2, 1, 1)
    assert lying(desk.folder) == {**SECOND, "CNAME": b"example.org"}
    assert list(desk.folder.parent.iterdir()) == [desk.folder]


def test_what_stands_behind_a_link_is_written(desk: Desk) -> None:
    real = desk.folder.parent / "real"
    real.mkdir(parents=True)
    desk.folder.symlink_to(real)
    desk.of(FIRST).publish()
    assert desk.folder.is_symlink()
    assert lying(real) == FIRST


def test_modes_stay(desk: Desk) -> None:
    desk.of(FIRST).publish()
    desk.folder.chmod(0o750)
    desk.of(SECOND).publish()
    assert desk.folder.stat().st_mode & 0o7777 == 0o750


def test_a_fault_leaves_all_as_it_was(desk: Desk) -> None:
    desk.of(FIRST).publish()
    before = inodes(desk.folder)
    broken = desk.of(SECOND)

    def make(*_: object) -> None:
        raise OSError(28, "No space left on device")

    broken.make = make  # type: ignore[assignment]
    with pytest.raises(OSError, match="No space"):
        broken.publish()
    assert inodes(desk.folder) == before
    assert list(desk.folder.parent.iterdir()) == [desk.folder]


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        (["../x"], "leaves the book"),
        (["/etc/x"], "absolute"),
        (["a\n"], "control"),
        (["a", "a"], "two files `a`"),
        (["\u00c9.html", "E\u0301.html"], "one file on some systems"),
        (["A.html", "a.html"], "`A.html` and `a.html`"),
        (["a", "a/b"], "both a file and a folder `a`"),
    ],
)
def test_paths_that_cannot_be_side_by_side(paths: list[str], said: str) -> None:
    with pytest.raises(EventbookError, match=said):
        check_paths(paths)


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    manifest = Manifest({"b/ə.html": Made("0" * 64, 5), "a": Made("f" * 64, 0)}, {"x": [1]})
    (tmp_path / MANIFEST).write_bytes(manifest.dumped())
    found = read_manifest(tmp_path)
    assert found == manifest
    assert found is not None
    assert found.dumped() == manifest.dumped()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"eventbook-site": 2, "made with": {}, "files": {}}',
        '{"eventbook-site": 1, "made with": {}, "files": {"../x": ["' + "0" * 64 + '", 1]}}',
        '{"eventbook-site": 1, "made with": {}, "files": {"x": ["0", 1]}}',
        '{"eventbook-site": 1, "made with": {}, "files": {"x": ["' + "0" * 64 + '", "1"]}}',
        "[" * 100_000,
    ],
)
def test_a_damaged_manifest_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(UsageError, match="is damaged"):
        read_manifest(tmp_path)


def test_a_manifest_is_a_file(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).symlink_to("elsewhere")
    with pytest.raises(UsageError, match="is damaged"):
        read_manifest(tmp_path)


def test_nobody_else_holds_the_workplace(desk: Desk) -> None:
    from eventbook.book.publishing.workplace import workplace

    folder = Folder.of(desk.folder, desk.root)
    with (
        workplace(folder),
        pytest.raises(EnvironmentFault, match="another eventbook is writing"),
        workplace(folder, patience=0.01),
    ):
        pass
    assert list(desk.folder.parent.iterdir()) == []

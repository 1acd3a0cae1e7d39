from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventbook.book.files import MAX_FILE, Reader, Unreadable, read_regular, unreadable

if TYPE_CHECKING:
    from conftest import Plant


def refusal(root: Path, path: str, limit: int = MAX_FILE) -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught:
        read_regular(root, path, limit)
    return caught.value.reason, caught.value.path


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_reads_bytes_as_they_are(root: Path, plant: Plant) -> None:
    plant({"a/b/c.yaml": b"\xef\xbb\xbfx: 1\r\n\0", "top": b""})
    assert read_regular(root, "a/b/c.yaml") == b"\xef\xbb\xbfx: 1\r\n\0"
    assert read_regular(root, "top") == b""


def test_limit_is_the_largest_size_that_is_read(root: Path, plant: Plant) -> None:
    plant({"five": b"12345"})
    assert read_regular(root, "five", 5) == b"12345"
    assert refusal(root, "five", 4) == ("too-large", "five")


def test_a_file_that_has_no_size_is_read_up_to_the_limit() -> None:
    # Files of /proc say that they hold nothing.
    assert read_regular(Path("/proc/self"), "comm", 100).endswith(b"\n")
    assert refusal(Path("/proc/self"), "status", 10) == ("too-large", "status")


def test_links_are_never_followed(root: Path, plant: Plant) -> None:
    plant({"real/a.yaml": b"a"})
    (root / "link.yaml").symlink_to("real/a.yaml")
    (root / "loop").symlink_to("loop")
    (root / "nowhere").symlink_to("absent")
    (root / "folder").symlink_to("real")
    assert refusal(root, "link.yaml") == ("symlink", "link.yaml")
    assert refusal(root, "loop") == ("symlink", "loop")
    assert refusal(root, "nowhere") == ("symlink", "nowhere")
    assert refusal(root, "folder/a.yaml") == ("symlink", "folder")


def test_what_is_not_a_file_is_refused_at_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(root / "pipe.yaml")
    (root / "folder.yaml").mkdir()
    monkeypatch.chdir(root)  # a socket's path may be 108 bytes only
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.yaml")
        found = [refusal(root, name) for name in ("pipe.yaml", "folder.yaml", "socket.yaml")]
    assert found == [
        ("not-regular", "pipe.yaml"),
        ("not-regular", "folder.yaml"),
        ("not-regular", "socket.yaml"),
    ]
    assert refusal(Path("/dev"), "null") == ("not-regular", "null")


def test_missing(root: Path, plant: Plant) -> None:
    plant({"file": b""})
    assert refusal(root, "absent") == ("missing", "absent")
    assert refusal(root, "no/such/file") == ("missing", "no")
    assert refusal(root, "file/inner") == ("missing", "file")
    assert refusal(root / "absent", "x")[0] == "missing"


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../x", "a/../x", ".git/config", "a\0b", "a\nb", "\udcff", "x" * 250],
)
def test_unsafe_paths_are_refused_unopened(root: Path, path: str) -> None:
    assert refusal(root, path)[0] == "path"


def test_other_faults_have_their_reasons() -> None:
    faults = [PermissionError(13, "no"), OSError(5, "io"), OSError(40, "loop"), OSError(36, "long")]
    found = [unreadable(fault, "a\x1b") for fault in faults]
    assert [(error.reason, str(error)) for error in found] == [
        ("permission", "a\\x1b cannot be read: permission denied"),
        ("io", "a\\x1b cannot be read: input/output error"),
        ("symlink", "a\\x1b is or lies behind a symbolic link, which is never followed"),
        ("path", "a\\x1b has a name that not every system can hold"),
    ]


def test_one_reader_for_many_files_leaves_nothing_open(root: Path, plant: Plant) -> None:
    plant({"a/1": b"1", "a/2": b"2", "b/c/3": b"3", "4": b"4"})
    (root / "link").symlink_to("a")
    before = open_descriptors()
    with Reader(root) as reader:
        paths = ["a/1", "a/2", "b/c/3", "4", "a/1"]
        assert [reader.read(path) for path in paths] == [b"1", b"2", b"3", b"4", b"1"]
        for path in ("link/1", "a/absent", "b/absent/3", "a/1/x"):
            with pytest.raises(Unreadable):
                reader.read(path)
        assert reader.read("b/c/3") == b"3"
    assert open_descriptors() == before


def test_a_folder_swapped_for_a_link_leads_nowhere(root: Path, plant: Plant) -> None:
    plant({"a/1": b"1", "z/1": b"z"})
    with Reader(root) as reader:
        assert reader.read("z/1") == b"z"
        (root / "a").rename(root / "b")
        (root / "a").symlink_to("z")
        with pytest.raises(Unreadable) as caught:
            reader.read("a/1")
    assert caught.value == Unreadable("symlink", "a")


def test_a_refusal_is_a_value() -> None:
    same = {Unreadable("symlink", "a"), Unreadable("symlink", "a"), Unreadable("missing", "a")}
    assert sorted(error.reason for error in same) == ["missing", "symlink"]
    assert Unreadable("symlink", "a") != Unreadable("symlink", "b")

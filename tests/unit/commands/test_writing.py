"""Results in files: whole or not at all, through links, and into pipes and devices."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from eventbook.commands import writing
from eventbook.commands.writing import deliver
from eventbook.errors import EnvironmentFault


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_made_or_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    deliver("one\n", Path("out.txt"), tmp_path)
    target.chmod(0o640)
    deliver("zwei: ü\n", Path("out.txt"), tmp_path)
    assert target.read_bytes() == "zwei: ü\n".encode()
    assert target.stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == ["out.txt"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    deliver("new", Path("link.txt"), tmp_path)
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_pipe_is_written_into_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    deliver("through", Path("pipe"), tmp_path)
    reader.join(timeout=10)
    assert read == ["through"]
    assert pipe.is_fifo()
    assert names(tmp_path) == ["pipe"]


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("missing/out.txt", "no such file or directory; is its folder there?"),
        (".", "is a directory; name a file in it"),
        ("ring", "too many levels of symbolic links"),
    ],
)
def test_what_cannot_be_written(tmp_path: Path, output: str, reason: str) -> None:
    (tmp_path / "ring").symlink_to("ring")
    with pytest.raises(EnvironmentFault) as raised:
        deliver("text", Path(output), tmp_path)
    assert str(raised.value) == f"cannot write {Path(output)}: {reason}"
    assert names(tmp_path) == ["ring"]


def test_a_pipe_that_nobody_reads_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_PATIENCE", 0.1)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(EnvironmentFault) as raised:
        deliver("text", Path("pipe"), tmp_path)
    told = "cannot write pipe: nobody reads from it; start what reads it first"
    assert str(raised.value) == told
    assert (tmp_path / "pipe").is_fifo()

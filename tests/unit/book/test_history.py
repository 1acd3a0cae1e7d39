from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventbook.book import history
from eventbook.book.gitdir import find_git_dir
from eventbook.book.gitprocess import GitProcess
from eventbook.book.history import Past, past, refs
from eventbook.errors import EnvironmentFault

if TYPE_CHECKING:
    from conftest import Repository


def process(root: Path) -> GitProcess:
    place = find_git_dir(root)
    assert place is not None
    return GitProcess(place)


def told(root: Path, limit: int = 1000) -> list[tuple[str, str, str, bytes | None]]:
    """The history, messages cut to what was written by hand."""
    return [(one.kind, one.commit, one.path, _message(one)) for one in past(process(root), limit)]


def _message(one: Past) -> bytes | None:
    if one.data is None or one.kind not in ("commit", "tag"):
        return one.data
    return one.data.partition(b"\n\n")[2]


def test_a_repository_without_commits_has_no_history(root: Path, repository: Repository) -> None:
    assert told(root) == []
    assert refs(process(root)) == ()


def test_everything_that_a_ref_leads_to_comes_oldest_first(
    root: Path, repository: Repository
) -> None:
    first = repository.commit({"a": b"1", "in/b": b"2"}, "First")
    repository.git("mv", "in/b", "c d\udcff\n")  # the same bytes: git lists them under one path
    second = repository.commit({"a": b"3"}, "Second\n\nwith a body")
    repository.git("switch", "-q", "-c", "ə/branch", first)
    third = repository.commit({"in/b": b"4"}, "Third")
    repository.git("switch", "-q", "--detach", "main")
    repository.git("tag", "-a", "-m", "A tag", "v1", first)
    tag = repository.git("rev-parse", "v1")
    found = told(root)
    wanted = [
        ("commit", first, "", b"First\n"),
        ("tag", tag, "", b"A tag\n"),
        ("path", first, "a", b""),
        ("path", first, "in", b""),
        ("file", first, "a", b"1"),
        ("path", first, "in/b", b""),
        ("file", first, "in/b", b"2"),
        ("commit", second, "", b"Second\n\nwith a body\n"),
        ("path", second, "c d\udcff\n", b""),
        ("file", second, "a", b"3"),
        ("commit", third, "", b"Third\n"),
        ("file", third, "in/b", b"4"),
    ]
    assert sorted(found, key=str) == sorted(wanted, key=str)
    assert [one for one in found if one[1] in (first, tag)] == wanted[:7]
    assert refs(process(root)) == ("refs/heads/main", "refs/heads/ə/branch", "refs/tags/v1")


def test_the_commit_itself_holds_who_made_it(root: Path, repository: Repository) -> None:
    repository.commit({}, "x")
    (commit,) = [one for one in past(process(root), 1000) if one.kind == "commit"]
    assert commit.data is not None
    assert b"\nauthor A <a@example.org> " in commit.data


def test_what_is_too_large_is_passed_over(root: Path, repository: Repository) -> None:
    commit = repository.commit({"a": b"1" * 200_000, "b": b"2" * 1000}, "x")
    assert told(root)[-2:] == [("file", commit, "a", None), ("file", commit, "b", b"2" * 1000)]


def test_objects_with_long_names_are_read_too(tmp_path: Path, repository: Repository) -> None:
    other = tmp_path / "sha256"
    (other / "in").mkdir(parents=True)
    (other / "in/a").write_bytes(b"1")
    repository.git("init", "-q", "--object-format=sha256", folder=other)
    repository.git("add", "-A", folder=other)
    repository.git("commit", "-q", "-m", "x", folder=other)
    commit = repository.git("rev-parse", "HEAD", folder=other)
    assert len(commit) == 64
    assert told(other)[1:] == [
        ("path", commit, "in", b""),
        ("path", commit, "in/a", b""),
        ("file", commit, "in/a", b"1"),
    ]


def test_a_lost_object_is_told(root: Path, repository: Repository) -> None:
    repository.commit({"a": b"1"})
    oid = repository.oid(b"1")
    (root / ".git/objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(EnvironmentFault) as caught:
        told(root)
    assert caught.value.message in (
        "git rev-list failed, or took too long",
        f"git object {oid[:12]} is not in this clone",
    )


def test_a_history_that_takes_too_long_is_given_up(
    root: Path, tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow"
    slow.mkdir()
    (slow / "git").write_text("#!/bin/sh\nexec sleep 60\n")
    (slow / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(history, "LONGEST", 0.2)
    with pytest.raises(EnvironmentFault) as caught:
        told(root)
    assert caught.value.message == "git rev-list failed, or took too long"


def test_whoever_stops_early_leaves_nothing_behind(root: Path, repository: Repository) -> None:
    repository.commit({str(number): b"x" * 60_000 + b"%d" % number for number in range(20)})
    found = past(process(root), 100_000)
    assert next(found).kind == "commit"
    found.close()  # type: ignore[attr-defined]

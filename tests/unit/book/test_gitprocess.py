"""What a repository may try in order to have its own code run, and what the machine may lack."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventbook.book import gitprocess
from eventbook.book.git import Git
from eventbook.book.gitprocess import GitProcess
from eventbook.book.known_files import known_files
from eventbook.errors import EnvironmentFault

if TYPE_CHECKING:
    from conftest import Plant, Repository


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """A file that appears when planted code runs."""
    return tmp_path / "ran"


@pytest.fixture
def trap(tmp_path: Path, marker: Path) -> Path:
    """A program that leaves the marker."""
    path = tmp_path / "trap"
    path.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{marker}'\ncat\n")
    path.chmod(0o755)
    return path


def use_everything(git: Git) -> None:
    git.resolve("HEAD")
    git.merge_base("HEAD", "HEAD")
    git.raw_diff("HEAD")
    git.raw_diff("HEAD", staged=True)
    git.raw_diff("HEAD~1", "HEAD")
    git.list_index()
    git.blobs([file.oid for file in git.list_files("HEAD")])


def git_at(root: Path) -> Git:
    git = Git.open(root)
    assert git is not None
    return git


def test_programs_named_in_settings_do_not_run(
    root: Path, repository: Repository, trap: Path, marker: Path
) -> None:
    repository.commit({"a.yaml": b"1", ".gitattributes": b"*.yaml diff=own\n"})
    repository.commit({"a.yaml": b"2"})
    for name in ("core.fsmonitor", "core.pager", "pager.diff-tree", "core.editor", "diff.external"):
        repository.git("config", name, str(trap))
    for name in ("diff.own.command", "diff.own.textconv", "core.sshCommand", "core.askPass"):
        repository.git("config", name, str(trap))
    hooks = root / ".git/hooks"
    for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction"):
        (hooks / hook).symlink_to(trap)
    (root / "a.yaml").write_bytes(b"3")
    use_everything(git_at(root))
    assert not marker.exists()
    repository.git("status")
    assert marker.exists()  # the trap works


def test_files_that_git_has_to_read_pass_through_no_filter(
    root: Path, repository: Repository, trap: Path, marker: Path
) -> None:
    repository.commit({"a.yaml": b"0", ".gitattributes": b"*.yaml filter=a=b.c\n"})
    repository.commit({"a.yaml": b"1"})
    for key in ("clean", "process", "smudge"):
        repository.git("config", f"filter.a=b.c.{key}", str(trap))
    # As large as before, at the same time, and no earlier than the index: its stamps tell nothing.
    stamps = (root / "a.yaml").stat()
    (root / "a.yaml").write_bytes(b"2")
    os.utime(root / "a.yaml", ns=(stamps.st_atime_ns, stamps.st_mtime_ns))
    os.utime(root / ".git/index", (1_000_000_000, 1_000_000_000))
    repository.git("config", "core.trustctime", "false")
    git = git_at(root)
    assert [change.path for change in git.raw_diff("HEAD")] == ["a.yaml"]
    known_files(GitProcess(git.place))
    use_everything(git)
    assert not marker.exists()
    repository.git("diff-files")
    assert marker.exists()


def test_a_bare_repository_among_the_records_does_not_act(
    root: Path, repository: Repository, trap: Path, marker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"a.yaml": b"1"})
    inner = root / "records/trap"
    repository.git("init", "-q", "--bare", str(inner))
    (inner / "config").write_text(
        f"[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n"
        f"\tfsmonitor = {trap}\n"
    )
    repository.commit({"records/trap/b.yaml": b"2"})
    monkeypatch.chdir(inner)
    git = git_at(inner)
    assert (git.place.top, git.prefix) == (root, "records/trap/")
    use_everything(git)
    assert not marker.exists()
    repository.git("status", folder=inner)
    assert marker.exists()


def test_variables_of_git_are_not_inherited(
    root: Path,
    tmp_path: Path,
    repository: Repository,
    trap: Path,
    marker: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    repository.commit({"a.yaml": b"1"})
    expected = repository.commit({"a.yaml": b"2"})
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "absent"))
    monkeypatch.setenv("GIT_WORK_TREE", "/")
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", "/")
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(trap))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(trap))
    git = git_at(root)
    assert git.head() == expected
    assert git.raw_diff("HEAD", staged=True) == ()
    use_everything(git)
    assert not marker.exists()


def test_the_index_of_a_running_commit_is_the_one_that_counts(
    root: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"a": b"1"})
    (root / "a").write_bytes(b"2")
    (root / ".git/next-index").write_bytes((root / ".git/index").read_bytes())
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index")
    repository.git("add", "a")
    assert [change.path for change in git_at(root).raw_diff("HEAD", staged=True)] == ["a"]
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert git_at(root).raw_diff("HEAD", staged=True) == ()


def test_a_lost_object_is_not_fetched(
    root: Path, tmp_path: Path, repository: Repository, trap: Path, marker: Path
) -> None:
    repository.commit({"a": b"1"})
    repository.commit({"a": b"2"})
    oid = repository.oid(b"1")
    (root / ".git/objects" / oid[:2] / oid[2:]).unlink()
    for name, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::{trap} x",
        "protocol.ext.allow": "always",
    }.items():
        repository.git("config", name, value)
    with pytest.raises(EnvironmentFault):
        git_at(root).blobs([oid])
    assert not marker.exists()


def test_git_is_not_taken_from_the_book(
    root: Path, plant: Plant, repository: Repository, trap: Path, marker: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    commit = repository.commit({"a": b"1"})
    plant({"bin/git": trap.read_bytes(), "git": trap.read_bytes()})
    for name in ("bin/git", "git"):
        (root / name).chmod(0o755)
    monkeypatch.chdir(root)
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "bin", str(root / "bin"), path]))
    assert git_at(root).head() == commit
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "bin", str(root / "bin")]))
    with pytest.raises(EnvironmentFault) as caught:
        git_at(root).head()
    assert str(caught.value) == "git is not installed, or not on PATH; install git"
    assert not marker.exists()


def fake_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    folder = tmp_path / "fake"
    folder.mkdir()
    (folder / "git").write_text(script)
    (folder / "git").chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_a_git_that_hangs_is_ended(
    root: Path, tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"a": b"1"})
    fake_git(tmp_path, monkeypatch, "#!/bin/sh\nexec sleep 60\n")
    monkeypatch.setattr(gitprocess, "TIMEOUT", 0.2)
    start = time.perf_counter()
    with pytest.raises(EnvironmentFault) as caught:
        git_at(root).head()
    assert caught.value.message == "git took longer than 0 s"
    with pytest.raises(EnvironmentFault) as caught:
        git_at(root).blobs(["0" * 40])
    assert caught.value.message == "git stopped before it had read every object"
    assert time.perf_counter() - start < 10


def test_a_git_that_fails_is_quoted(
    root: Path, tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"a": b"1"})
    fake_git(tmp_path, monkeypatch, "#!/bin/sh\necho 'fatal: no luck' >&2\nexit 128\n")
    with pytest.raises(EnvironmentFault) as caught:
        git_at(root).list_index()
    assert caught.value.message == "git ls-files failed: fatal: no luck"


def test_a_program_that_is_not_git(
    root: Path, tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_git(tmp_path, monkeypatch, "\0not a program")
    with pytest.raises(EnvironmentFault) as caught:
        git_at(root).head()
    assert caught.value.message == "git cannot be run: Exec format error"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_repository_of_somebody_else_is_not_trusted(root: Path, repository: Repository) -> None:
    commit = repository.commit({"a": b"1"})
    os.chown(root, 12345, 12345)
    os.chown(root / ".git", 12345, 12345)
    with pytest.raises(EnvironmentFault) as caught:
        git_at(root).head()
    assert str(caught.value) == (
        f"the git repository {root} belongs to another user; "
        f"if you trust it: git config --global --add safe.directory {root}"
    )
    repository.git("config", "--global", "--add", "safe.directory", str(root))
    assert git_at(root).head() == commit


def test_a_git_that_stops_halfway(
    root: Path, tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    oid = "1" * 40
    fake_git(tmp_path, monkeypatch, f"#!/bin/sh\nprintf '{oid} blob 100\\nshort'\n")
    with pytest.raises(EnvironmentFault) as caught:
        git_at(root).blobs([oid])
    assert caught.value.message == "git stopped before it had read every object"

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventbook.book.git import Git
from eventbook.book.record_history import Version, histories, line_of
from eventbook.errors import EnvironmentFault

if TYPE_CHECKING:
    from conftest import Repository

LONG = b"".join(b"line %d\n" % number for number in range(20))


class Clock:
    """Makes commits whose times can be told apart: the n-th at second n of the year 2020."""

    def __init__(self, repository: Repository, patch: pytest.MonkeyPatch) -> None:
        self._repository = repository
        self._patch = patch
        self.seconds = 0

    def tick(self) -> datetime:
        self.seconds += 1
        when = datetime(2020, 1, 1, 0, 0, self.seconds, tzinfo=UTC)
        self._patch.setenv("GIT_COMMITTER_DATE", f"{int(when.timestamp())} +0400")
        self._patch.setenv("GIT_AUTHOR_DATE", "1000000000 +0000")
        return when

    def commit(self, files: dict[str, bytes] | None = None) -> tuple[str, datetime]:
        when = self.tick()
        return self._repository.commit(files), when


@pytest.fixture
def clock(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(repository, monkeypatch)


def told(root: Path, *paths: str, rev: str = "HEAD") -> dict[str, tuple[Version, ...]]:
    git = Git.open(root)
    assert git is not None
    return histories(git, paths, git.resolve(rev))


def commits(root: Path, path: str) -> list[str]:
    return [version.commit for version in told(root, path).get(path, ())]


def test_the_commits_that_changed_each_file_come_oldest_first_with_committer_times(
    root: Path, repository: Repository, clock: Clock
) -> None:
    first, then = clock.commit({"a.yaml": b"1\n", "b.yaml": b"2\n"})
    clock.commit({"other": b"x"})
    third, later = clock.commit({"a.yaml": b"3\n"})
    one, two, three = (repository.oid(data) for data in (b"1\n", b"2\n", b"3\n"))
    assert told(root, "a.yaml", "b.yaml", "never.yaml") == {
        "a.yaml": (
            Version(first, then, "a.yaml", one, (None,)),
            Version(third, later, "a.yaml", three, (one,)),
        ),
        "b.yaml": (Version(first, then, "b.yaml", two, (None,)),),
    }
    assert told(root, "a.yaml", rev="HEAD~1") == {
        "a.yaml": (Version(first, then, "a.yaml", one, (None,)),)
    }


def test_a_file_keeps_its_history_under_each_of_its_names(
    root: Path, repository: Repository, clock: Clock
) -> None:
    first, _ = clock.commit({"a.yaml": LONG})
    repository.git("mv", "a.yaml", "b\udcff\n.yaml")
    clock.commit()  # the same bytes: no version
    repository.git("mv", "b\udcff\n.yaml", "c ə.yaml")
    third, _ = clock.commit({"c ə.yaml": LONG + b"more\n"})
    found = told(root, "c ə.yaml")["c ə.yaml"]
    assert [(version.commit, version.path) for version in found] == [
        (first, "a.yaml"),
        (third, "c ə.yaml"),
    ]
    assert found[1].before == (repository.oid(LONG),)


def test_a_name_that_another_file_had_before_is_not_confused(
    root: Path, repository: Repository, clock: Clock
) -> None:
    first, _ = clock.commit({"a.yaml": LONG})
    repository.git("mv", "a.yaml", "b.yaml")
    clock.commit()
    third, _ = clock.commit({"a.yaml": b"a new one\n"})
    assert commits(root, "b.yaml") == [first]
    assert commits(root, "a.yaml") == [third]


def test_a_file_that_was_deleted_and_made_again_is_the_same(
    root: Path, repository: Repository, clock: Clock
) -> None:
    first, _ = clock.commit({"a.yaml": LONG})
    repository.git("rm", "-q", "a.yaml")
    clock.commit()
    third, _ = clock.commit({"a.yaml": LONG})
    assert commits(root, "a.yaml") == [first, third]
    assert [each.before for each in told(root, "a.yaml")["a.yaml"]] == [(None,), (None,)]


def test_a_changed_mode_is_no_version_and_neither_is_a_link(
    root: Path, repository: Repository, clock: Clock
) -> None:
    first, _ = clock.commit({"a.yaml": LONG})
    (root / "a.yaml").chmod(0o755)
    clock.commit()
    (root / "a.yaml").unlink()
    (root / "a.yaml").symlink_to("elsewhere")
    clock.commit()
    assert commits(root, "a.yaml") == [first]


def test_both_sides_of_a_merge_count_and_the_merge_only_where_it_differs_from_both(
    root: Path, repository: Repository, clock: Clock
) -> None:
    base, _ = clock.commit({"a.yaml": LONG, "b.yaml": LONG[10:]})
    repository.git("switch", "-q", "-c", "side")
    side, _ = clock.commit({"a.yaml": b"first\n" + LONG, "b.yaml": b"side\n"})
    repository.git("switch", "-q", "main")
    main, _ = clock.commit({"a.yaml": LONG + b"last\n"})
    clock.tick()
    repository.git("merge", "-q", "-m", "Merge", "side")
    merge = repository.git("rev-parse", "HEAD")
    assert commits(root, "a.yaml") == [base, side, main, merge]
    assert commits(root, "b.yaml") == [base, side]
    versions = told(root, "a.yaml")["a.yaml"]
    assert versions[3].before == (versions[2].oid, versions[1].oid)
    assert [version.commit for version in line_of(versions)] == [base, main, merge]


def test_a_rename_on_one_side_of_a_merge_leads_to_changes_on_the_other(
    root: Path, repository: Repository, clock: Clock
) -> None:
    base, _ = clock.commit({"a.yaml": LONG})
    repository.git("switch", "-q", "-c", "side")
    side, _ = clock.commit({"a.yaml": LONG + b"side\n"})
    repository.git("switch", "-q", "main")
    repository.git("mv", "a.yaml", "b.yaml")
    clock.commit()
    clock.tick()
    repository.git("merge", "-q", "-m", "Merge", "side")
    merge = repository.git("rev-parse", "HEAD")
    found = told(root, "b.yaml")["b.yaml"]
    # Git's merge has the other side's bytes under this side's name.
    assert [(each.commit, each.path) for each in found] == [(base, "a.yaml"), (side, "a.yaml")]
    assert merge not in [each.commit for each in found]


def test_renames_on_both_sides_of_a_fork_meet_at_it(
    root: Path, repository: Repository, clock: Clock
) -> None:
    base, _ = clock.commit({"a.yaml": LONG, "x.yaml": LONG[40:] + b"x\n"})
    repository.git("switch", "-q", "-c", "side")
    repository.git("mv", "x.yaml", "y.yaml")
    clock.commit()
    repository.git("switch", "-q", "main")
    repository.git("mv", "a.yaml", "b.yaml")
    clock.commit()
    clock.tick()
    repository.git("merge", "-q", "-m", "Merge", "side")
    assert commits(root, "b.yaml") == [base]
    assert commits(root, "y.yaml") == [base]


def test_an_octopus_merge_is_read(root: Path, repository: Repository, clock: Clock) -> None:
    base, _ = clock.commit({"a.yaml": LONG})
    sides = []
    for name in ("one", "two", "three"):
        repository.git("switch", "-q", "-c", name, base)
        sides.append(clock.commit({f"{name}.yaml": name.encode()})[0])
    tree = repository.git("rev-parse", "HEAD^{tree}")
    parents = [word for side in sides for word in ("-p", side)]
    oid = repository.git("commit-tree", "-m", "Octopus", *parents, tree)
    repository.git("reset", "-q", "--hard", oid)
    assert commits(root, "a.yaml") == [base]
    assert commits(root, "three.yaml") == [sides[2]]


def test_a_book_in_a_folder_has_paths_of_its_own(
    root: Path, repository: Repository, clock: Clock
) -> None:
    first, _ = clock.commit({"books/one/a.yaml": LONG, "a.yaml": b"x\n"})
    clock.commit({"a.yaml": b"y\n"})
    repository.git("mv", "books/one/a.yaml", "books/one/b.yaml")
    third, _ = clock.commit({"books/one/b.yaml": LONG + b"more\n"})
    found = told(root / "books" / "one", "b.yaml", "a.yaml")
    assert {path: [(v.commit, v.path) for v in versions] for path, versions in found.items()} == {
        "b.yaml": [(first, "a.yaml"), (third, "b.yaml")]
    }


def test_a_linked_work_tree_tells_its_own_history(
    root: Path, repository: Repository, clock: Clock, tmp_path: Path
) -> None:
    first, _ = clock.commit({"a.yaml": LONG})
    repository.git("worktree", "add", "-q", "-b", "linked", str(tmp_path / "linked"))
    clock.commit({"a.yaml": b"main only\n"})
    assert commits((tmp_path / "linked").resolve(), "a.yaml") == [first]


def test_a_shallow_clone_tells_what_it_has(
    root: Path, repository: Repository, clock: Clock, tmp_path: Path
) -> None:
    clock.commit({"a.yaml": LONG, "b.yaml": b"b\n"})
    second, _ = clock.commit({"a.yaml": LONG + b"more\n"})
    clone = tmp_path / "clone"
    repository.git("clone", "-q", "--depth=1", f"file://{root}", str(clone))
    found = told(clone.resolve(), "a.yaml", "b.yaml")
    assert {path: [v.commit for v in versions] for path, versions in found.items()} == {
        "a.yaml": [second],
        "b.yaml": [second],
    }


def test_a_partial_clone_that_lacks_old_files_says_how_to_get_them(
    root: Path, repository: Repository, clock: Clock, tmp_path: Path
) -> None:
    clock.commit({"a.yaml": LONG})
    repository.git("mv", "a.yaml", "b.yaml")
    clock.commit({"b.yaml": LONG + b"more\n"})
    clock.commit({"b.yaml": LONG + b"again\n"})
    repository.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    repository.git("clone", "-q", "--filter=blob:none", f"file://{root}", str(clone))
    with pytest.raises(EnvironmentFault, match="this partial clone lacks old files"):
        told(clone.resolve(), "b.yaml")
    repository.git("fetch", "-q", "--refetch", "--no-filter", folder=clone)
    assert len(told(clone.resolve(), "b.yaml")["b.yaml"]) == 3


def test_times_that_no_calendar_has_are_brought_into_it(
    root: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "a.yaml").write_bytes(LONG)
    repository.git("add", "-A")
    tree = repository.git("write-tree")
    for seconds, year in ((99_999_999_999_999, 9999), (0, 1970)):
        data = f"tree {tree}\nauthor A <a> 0 +0000\ncommitter A <a> {seconds} +0000\n\nOdd\n"
        (root.parent / "commit").write_text(data)
        oid = repository.git("hash-object", "-t", "commit", "-w", str(root.parent / "commit"))
        repository.git("reset", "-q", "--hard", oid)
        assert [v.when.year for v in told(root, "a.yaml")["a.yaml"]] == [year]


def test_settings_of_the_repository_change_nothing(
    root: Path, repository: Repository, clock: Clock
) -> None:
    first, _ = clock.commit({"a.yaml": LONG})
    repository.git("mv", "a.yaml", "b.yaml")
    second, _ = clock.commit({"b.yaml": LONG + b"more\n"})
    for setting in ("diff.renames=false", "log.showSignature=true", "diff.noprefix=true"):
        repository.git("config", *setting.split("="))
    assert commits(root, "b.yaml") == [first, second]


def test_a_history_that_is_damaged_is_said(
    root: Path, repository: Repository, clock: Clock
) -> None:
    first, _ = clock.commit({"a.yaml": LONG})
    clock.commit({"a.yaml": b"x\n"})
    path = root / ".git" / "objects" / first[:2] / first[2:]
    path.chmod(0o600)
    path.unlink()
    with pytest.raises(EnvironmentFault, match="git rev-list failed"):
        told(root, "a.yaml")


class Told:
    """A history as it is made: what each file was, so that git has nothing to guess."""

    def __init__(self) -> None:
        self.stream: list[bytes] = []
        self.files: dict[str, bytes] = {}
        self.past: dict[str, list[int]] = {}  # by path, of files that are gone, too
        self._texts = count()

    def commit(self, number: int, steps: list[tuple[str, str, str]]) -> None:
        when = 1_500_000_000 + number
        self.stream.append(b"commit refs/heads/main\ncommitter A <a> %d +0000\ndata 0\n" % when)
        touched: set[str] = set()
        for action, path, other in steps:
            if not touched & {path, other}:
                touched |= {path, other}
                self._do(action, path, other, number)

    def _do(self, action: str, path: str, other: str, number: int) -> None:
        if action == "write":
            unlike = b"%d\n" % next(self._texts) * 40
            self.files[path] = unlike
            self.past.setdefault(path, []).append(number)
            self.stream.append(b"M 100644 inline %s\n" % path.encode())
            self.stream.append(b"data %d\n%s\n" % (len(unlike), unlike))
        elif action == "delete" and path in self.files:
            del self.files[path]
            self.stream.append(b"D %s\n" % path.encode())
        elif action == "move" and path in self.files and other not in self.files:
            self.files[other] = self.files.pop(path)
            self.past[other] = self.past.pop(path)
            self.stream.append(b"R %s %s\n" % (path.encode(), other.encode()))


STEP = st.tuples(
    st.sampled_from(["write", "write", "delete", "move", "move"]),
    st.sampled_from("abcd"),
    st.sampled_from("wxyz") | st.sampled_from("abcd"),
)


@settings(max_examples=25)
@given(st.lists(st.lists(STEP, max_size=4), max_size=12))
def test_every_history_is_told_as_it_was_made(steps: list[list[tuple[str, str, str]]]) -> None:
    made = Told()
    for number, each in enumerate(steps):
        made.commit(number, [step for step in each if step[1] != step[2]])
    if not made.files:
        return
    with TemporaryDirectory() as folder:
        for command in (["git", "init", "-q", "-b", "main"], ["git", "fast-import", "--quiet"]):
            data = b"".join(made.stream) if command[1] == "fast-import" else b""
            subprocess.run(command, input=data, cwd=folder, check=True)
        found = told(Path(folder).resolve(), *made.files)
    assert {
        path: [int(version.when.timestamp()) - 1_500_000_000 for version in versions]
        for path, versions in found.items()
    } == {path: made.past[path] for path in made.files}

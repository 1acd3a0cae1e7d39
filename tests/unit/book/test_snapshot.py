"""A snapshot of what git keeps is what a checkout of it would be."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventbook.book.discover import Book, NoBook, find_book
from eventbook.book.files import Unreadable
from eventbook.book.git import Git
from eventbook.book.paths import shown
from eventbook.book.patterns import Matcher
from eventbook.book.settings import DEFAULTS
from eventbook.book.snapshot import Snapshot
from eventbook.book.trees import Tree, WorkTree, read_from
from eventbook.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from conftest import Plant, Repository

MATCHER = Matcher([(("records", "**", "*.yaml"), 1), (("single", "x[0-9].yml"), 2)])
SETTINGS = b'[book]\ntitle = "%s"\n'


def git_at(root: Path) -> Git:
    git = Git.open(root)
    assert git is not None
    return git


def commit_of(root: Path, rev: str = "HEAD") -> Snapshot:
    return Snapshot.of_revision(git_at(root), rev)


def index_of(root: Path) -> Snapshot:
    return Snapshot.of_index(git_at(root))


def reason(tree: Tree, path: str) -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught:
        read_from(tree, path)
    return caught.value.reason, caught.value.path


def test_bytes_of_a_commit_whatever_the_work_tree_holds(
    root: Path, plant: Plant, repository: Repository
) -> None:
    files = {"records/a.yaml": b"1", "records/b/c.yaml": b"2", "other.txt": b"3"}
    repository.commit(files)
    plant({"records/a.yaml": b"x", "records/new.yaml": b"y"})
    (root / "records/b/c.yaml").unlink()
    snapshot = commit_of(root)
    assert snapshot.walk(MATCHER).files == (("records/a.yaml", 1), ("records/b/c.yaml", 1))
    assert {path: read_from(snapshot, path) for path in files} == files
    with snapshot.open(["records/a.yaml", "records/b/c.yaml"]) as reader:
        assert reader.read_stamped("records/a.yaml") == (b"1", None)
        assert reader.read("other.txt") == b"3"  # not announced
        assert reader.read("records/b/c.yaml") == b"2"
        assert reader.stamp("records/a.yaml") is None
    assert snapshot.has_folder("records/b")
    assert not snapshot.has_folder("records/a.yaml")
    assert snapshot.names("records") == ["a.yaml"]


def test_blobs_are_raw(root: Path, repository: Repository) -> None:
    repository.git("config", "filter.upper.smudge", "tr a-z A-Z")
    repository.git("config", "filter.upper.clean", "cat")
    attributes = b"*.yaml filter=upper eol=crlf diff=upper\n"
    repository.git("config", "diff.upper.textconv", "tr a-z A-Z <")
    repository.commit({"records/a.yaml": b"a: b\n"})
    repository.commit({".gitattributes": attributes})
    assert read_from(commit_of(root), "records/a.yaml") == b"a: b\n"
    assert read_from(index_of(root), "records/a.yaml") == b"a: b\n"


def test_what_cannot_be_read_says_why(root: Path, repository: Repository) -> None:
    (root / "link").symlink_to("records")
    (root / "records").mkdir()
    (root / "records/link.yaml").symlink_to("a.yaml")
    repository.commit({"records/a.yaml": b"1", "records/large.yaml": b"x" * (1 << 20) + b"y"})
    for tree in (commit_of(root), index_of(root), WorkTree(root)):
        assert reason(tree, "records/none.yaml") == ("missing", "records/none.yaml")
        assert reason(tree, "link/a.yaml") == ("symlink", "link")
        assert reason(tree, "records/link.yaml") == ("symlink", "records/link.yaml")
        assert reason(tree, "records/large.yaml") == ("too-large", "records/large.yaml")
        assert reason(tree, "../a") == ("path", "../a")
        with pytest.raises(Unreadable, match="symbolic link"):
            tree.names("link")
        with pytest.raises(Unreadable, match="does not exist"):
            tree.names("none")
    with commit_of(root).open(limit=2 << 20) as reader:
        assert len(reader.read("records/large.yaml")) == (1 << 20) + 1


def test_the_index_is_what_a_commit_would_hold(
    root: Path, plant: Plant, repository: Repository
) -> None:
    names = ("kept", "partly", "gone", "unlisted")
    repository.commit({f"records/{name}.yaml": name.encode() for name in names})
    plant({"records/partly.yaml": b"staged", "records/new.yaml": b"", "records/said.yaml": b"1"})
    repository.git("add", "records/partly.yaml", "records/new.yaml")
    repository.git("add", "--intent-to-add", "records/said.yaml")
    repository.git("rm", "-q", "records/gone.yaml")
    repository.git("rm", "-q", "--cached", "records/unlisted.yaml")
    plant({"records/partly.yaml": b"later", "records/untracked.yaml": b""})
    snapshot = index_of(root)
    paths = [path for path, _ in snapshot.walk(MATCHER).files]
    assert {path: read_from(snapshot, path) for path in paths} == {
        "records/kept.yaml": b"kept",
        "records/new.yaml": b"",
        "records/partly.yaml": b"staged",
    }
    repository.git("commit", "-q", "-m", "x")
    assert {**commit_of(root).files} == {**snapshot.files}


def test_a_conflict_is_refused_where_it_matters(root: Path, repository: Repository) -> None:
    repository.commit({"records/a.yaml": b"1", "x.txt": b"1"})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit({"records/a.yaml": b"2", "x.txt": b"2"})
    repository.git("checkout", "-q", "main")
    repository.commit({"records/a.yaml": b"3", "x.txt": b"3"})
    with pytest.raises(subprocess.CalledProcessError):
        repository.git("merge", "-q", "side")
    snapshot = index_of(root)
    for refused in (lambda: snapshot.walk(MATCHER), lambda: read_from(snapshot, "records/a.yaml")):
        with pytest.raises(UsageError) as caught:
            refused()
        assert str(caught.value) == (
            "records/a.yaml is in conflict; "
            "resolve it and `git add` it; git cannot commit it as it is"
        )
    assert snapshot.walk(Matcher([(("y",), 1)])).files == ()


def test_a_book_is_found_in_the_state_that_is_meant(
    root: Path, plant: Plant, repository: Repository
) -> None:
    plant({"deep/er/x": b""})
    repository.commit({"x": b"1"})
    repository.commit({"deep/eventbook.toml": SETTINGS % b"First"})
    plant({"deep/eventbook.toml": SETTINGS % b"Second", "eventbook.toml": SETTINGS % b"Top"})
    repository.git("add", "deep/eventbook.toml")
    (root / "deep/eventbook.toml").unlink()
    found = find_book(root / "deep/er", commit_of(root))
    assert (found.root, found.settings.title) == (root / "deep", "First")
    assert find_book(root / "deep/er", index_of(root)).settings.title == "Second"
    assert find_book(root / "deep/er").settings.title == "Top"
    with pytest.raises(NoBook) as caught:
        find_book(root / "deep/er", commit_of(root, "HEAD~1"))
    assert str(caught.value) == (f"HEAD~1: no book in {root}/deep/er or above; there was none then")


def test_default_settings_and_schemas_of_a_state(
    root: Path, plant: Plant, repository: Repository
) -> None:
    repository.commit({"b/records/x": b"", "b/schemas/a.json": b"{}", "b/schemas/n/b.json": b""})
    plant({"b/schemas/a.json": b"later"})
    book = find_book(root / "b", commit_of(root))
    assert (book.settings, book.root) == (DEFAULTS, root / "b")
    named = {kind.schema for kind in DEFAULTS.kinds if kind.built_in_schema is None}
    if named:
        with pytest.raises(ConfigError, match="does not exist"):
            book.schema_files()
    else:
        assert book.schema_files() == {"schemas/a.json": b"{}"}


def test_a_snapshot_of_some_files_is_sent_to_another_process(
    root: Path, repository: Repository
) -> None:
    repository.commit({"in/records/a.yaml": b"1", "in/records/b.yaml": b"2"})
    inner = commit_of(root).at(root / "in")
    sent = pickle.loads(pickle.dumps(inner.cut(["records/b.yaml", "none"])))
    assert list(sent.files) == ["records/b.yaml"]
    assert read_from(sent, "records/b.yaml") == b"2"
    assert commit_of(root / "in").files == inner.files
    assert inner.at(root / "in") is inner


NAMES = ("a.yaml", "b.yaml", "records", "x1.yml", "single", "é\n.yaml", ".h.yaml", "d\x07", "e")
PATHS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map("/".join)
PLACED = st.builds(lambda top, rest: f"{top}{rest}", st.sampled_from(["records/", "single/", ""]),
                   PATHS)  # fmt: skip
TARGETS = st.sampled_from(["a.yaml", "../records", "records", "none", "..", "/", "d\x07"])


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(PLACED, st.binary(max_size=3) | TARGETS, max_size=9))
def test_a_walk_finds_what_it_finds_in_a_checkout(files: dict[str, bytes | str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        subprocess.run(["git", "init", "-q", name], check=True)
        for path, content in files.items():
            _place(root, root / path, content)
        subprocess.run(["git", "add", "-A"], cwd=root, check=True)
        snapshot = index_of(root)
        expected = WorkTree(root).walk(MATCHER)
        assert snapshot.walk(MATCHER) == expected
        for path, _ in expected.files:
            assert read_from(snapshot, path) == read_from(WorkTree(root), path)


def leaves(root: Path, path: Path, content: str) -> bool:
    """Whether a link leads out of the repository: a snapshot does not look what is there."""
    return not Path(os.path.normpath(path.parent / content)).is_relative_to(root)


def _place(root: Path, path: Path, content: bytes | str) -> None:
    """Write a file or a link, unless something is in the way, or the link leads out to nothing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif (path.parent / content).resolve().exists() or not leaves(root, path, content):
            path.symlink_to(content)
    except (OSError, RuntimeError):  # such as a link to itself on the way
        return


def test_odd_names_are_listed_apart(root: Path, repository: Repository) -> None:
    odd = ("records/a\x07.yaml", "records/b\x07/c.yaml", f"records/{'x' * 236}.yaml")
    repository.commit(dict.fromkeys(odd, b""))
    listing = commit_of(root).walk(MATCHER)
    assert [(error.path, error.reason) for error in listing.unreadable] == sorted(
        (shown(path), "path") for path in (odd[0], "records/b\x07", odd[2])
    )
    assert listing == WorkTree(root).walk(MATCHER)
    assert Book(root, DEFAULTS, snapshot=commit_of(root)).listing().files == ()
    shutil.rmtree(root)

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventbook.book.files import Unreadable
from eventbook.book.git import Git, RawChange, TreeFile
from eventbook.book.paths import shown
from eventbook.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from conftest import Plant, Repository

FILE = 0o100644
ODD = ["ə é.yaml", "-n", "a\nb", 'q"uote', "tab\tx", ":(glob)*", "*", "x\udcff"]


def git_at(root: Path) -> Git:
    git = Git.open(root)
    assert git is not None
    return git


def error(caught: pytest.ExceptionInfo[UsageError]) -> tuple[str, str]:
    return caught.value.message, caught.value.help


def test_no_work_tree(root: Path) -> None:
    assert Git.open(root) is None


def test_resolve_and_head(root: Path, repository: Repository) -> None:
    git = git_at(root)
    assert (git.has_commits(), git.head()) == (False, None)
    with pytest.raises(UsageError) as caught:
        git.resolve("HEAD")
    assert error(caught) == (
        "unknown revision `HEAD`",
        "this repository has no commits yet",
    )
    first = repository.commit({"a": b"1"})
    second = repository.commit({"a": b"2"})
    repository.git("tag", "-a", "-m", "x", "v1", first)
    repository.git("branch", "odd/ə", first)
    revisions = ("HEAD", "main", "HEAD~1", "v1", "odd/ə", first[:10], "@{0}")
    found = [git.resolve(revision) for revision in revisions]
    assert found == [second, second, first, first, first, first, second]
    assert (git.has_commits(), git.head()) == (True, second)


@pytest.mark.parametrize(
    "revision",
    [
        "",
        "absent",
        "HEAD~9",
        "-h",
        "--all",
        "--output=planted",
        "--git-dir=x",
        "HEAD --all",
        "HEAD:a",
        "HEAD\n",
        "a\x00b",
        "\udcff",
        "^HEAD",
        "HEAD..HEAD",
        "HEAD^{tree}",
    ],
)
def test_what_is_no_revision(root: Path, repository: Repository, revision: str) -> None:
    repository.commit({"a": b"1"})
    with pytest.raises(UsageError) as caught:
        git_at(root).resolve(revision)
    assert error(caught) == (
        f"unknown revision `{shown(revision)}`",
        "name a commit, branch or tag, such as `HEAD~1` or `main`",
    )
    assert sorted(path.name for path in root.iterdir()) == [".git", "a"]


def test_a_branch_named_like_an_option_has_other_names(root: Path, repository: Repository) -> None:
    commit = repository.commit({"a": b"1"})
    repository.git("update-ref", "refs/heads/--all", commit)
    assert git_at(root).resolve("refs/heads/--all") == commit


def test_merge_base(root: Path, repository: Repository) -> None:
    base = repository.commit({"a": b"1"})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit({"b": b"1"})
    repository.git("checkout", "-q", "main")
    repository.commit({"c": b"1"})
    repository.git("checkout", "-q", "--orphan", "other")
    repository.commit({"d": b"1"})
    git = git_at(root)
    assert git.merge_base("main", "side") == base
    with pytest.raises(UsageError) as caught:
        git.merge_base("main", "other")
    assert caught.value.message == "`main` and `other` have no common ancestor"


def test_a_shallow_clone_says_so(root: Path, tmp_path: Path, repository: Repository) -> None:
    repository.commit({"a": b"1"})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit({"b": b"1"})
    repository.git("checkout", "-q", "main")
    repository.commit({"c": b"1"})
    clone = tmp_path.resolve() / "clone"
    options = ("--depth=1", "--no-single-branch")
    repository.git("clone", "-q", *options, f"file://{root}", str(clone))
    git = git_at(clone)
    assert git.is_shallow()
    with pytest.raises(UsageError) as caught:
        git.merge_base("main", "origin/side")
    assert error(caught) == (
        "this shallow clone lacks where `main` and `origin/side` parted",
        "fetch more of its history: `git fetch --deepen=100` or `--unshallow`",
    )
    with pytest.raises(UsageError) as caught:
        git.resolve("HEAD~1")
    assert error(caught) == (
        "unknown revision `HEAD~1`",
        "this clone is shallow: fetch more of its history (`git fetch --unshallow`)",
    )


def test_diff_of_two_commits(root: Path, repository: Repository) -> None:
    repository.commit({"same": b"0", "changed": b"1", "gone/x": b"2", "moved": b"3"})
    (root / "gone/x").unlink()
    (root / "moved").rename(root / "moved-on")
    repository.commit({"changed": b"11", "new": b"4"})
    oid = {data: repository.oid(data) for data in (b"1", b"11", b"2", b"3", b"4")}
    git = git_at(root)
    assert git.raw_diff("HEAD~1", "HEAD") == (
        RawChange("M", "changed", "changed", oid[b"1"], oid[b"11"], FILE, FILE),
        RawChange("D", "gone/x", "gone/x", oid[b"2"], None, FILE, 0),
        RawChange("D", "moved", "moved", oid[b"3"], None, FILE, 0),
        RawChange("A", "moved-on", "moved-on", None, oid[b"3"], 0, FILE),
        RawChange("A", "new", "new", None, oid[b"4"], 0, FILE),
    )
    some = git.raw_diff("HEAD~1", "HEAD", ["gone", "new", "mov"])
    assert [change.path for change in some] == ["gone/x", "new"]
    assert git.raw_diff("HEAD~1", "HEAD", ["."]) == git.raw_diff("HEAD~1", "HEAD")
    assert git.raw_diff("HEAD", "HEAD") == ()


def test_diff_from_nothing(root: Path, repository: Repository) -> None:
    (root / "a").write_bytes(b"1")
    git = git_at(root)
    assert git.raw_diff(None) == (RawChange("A", "a", "a", None, None, 0, FILE),)
    repository.git("add", "a")
    staged = (RawChange("A", "a", "a", None, repository.oid(b"1"), 0, FILE),)
    assert git.raw_diff(None, staged=True) == staged
    repository.commit()
    assert git.raw_diff(None, "HEAD") == staged


def test_diff_with_the_work_tree(root: Path, plant: Plant, repository: Repository) -> None:
    names = ("same", "edited", "staged", "both", "deleted", "unlisted", "link")
    repository.commit({name: name.encode() for name in names} | {".gitignore": b"*.log\n"})
    plant({"edited": b"1", "staged": b"2", "both": b"3", "new": b"4", "d/new": b"5", "x.log": b""})
    repository.git("add", "staged", "both")
    plant({"both": b"33"})
    (root / "deleted").unlink()
    repository.git("rm", "-q", "--cached", "unlisted")
    (root / "link").unlink()
    (root / "link").symlink_to("same")
    repository.git("init", "-q", "inner")
    plant({"inner/x": b""})
    old = {name: repository.oid(name.encode()) for name in names}
    git = git_at(root)
    assert git.raw_diff("HEAD") == (
        RawChange("M", "both", "both", old["both"], None, FILE, FILE),
        RawChange("A", "d/new", "d/new", None, None, 0, FILE),
        RawChange("D", "deleted", "deleted", old["deleted"], None, FILE, 0),
        RawChange("M", "edited", "edited", old["edited"], None, FILE, FILE),
        RawChange("T", "link", "link", old["link"], None, FILE, 0o120000),
        RawChange("A", "new", "new", None, None, 0, FILE),
        RawChange("M", "staged", "staged", old["staged"], repository.oid(b"2"), FILE, FILE),
        RawChange("M", "unlisted", "unlisted", old["unlisted"], None, FILE, FILE),
    )
    assert git.raw_diff("HEAD", staged=True) == (
        RawChange("M", "both", "both", old["both"], repository.oid(b"3"), FILE, FILE),
        RawChange("M", "staged", "staged", old["staged"], repository.oid(b"2"), FILE, FILE),
        RawChange("D", "unlisted", "unlisted", old["unlisted"], None, FILE, 0),
    )


def test_an_unresolved_merge(root: Path, repository: Repository) -> None:
    repository.commit({"a": b"1"})
    repository.git("checkout", "-q", "-b", "side")
    theirs = repository.commit({"a": b"2"})
    repository.git("checkout", "-q", "main")
    repository.commit({"a": b"3"})
    with pytest.raises(Exception, match="returned non-zero"):
        repository.git("merge", "-q", theirs)
    git = git_at(root)
    assert [change.path for change in git.raw_diff("HEAD")] == ["a"]
    assert [(change.status, change.path) for change in git.raw_diff("HEAD", staged=True)] == [
        ("U", "a")
    ]
    assert git.list_index() == tuple(
        TreeFile("a", repository.oid(data), FILE, stage)
        for stage, data in ((1, b"1"), (2, b"3"), (3, b"2"))
    )


def test_odd_names_come_through(root: Path, repository: Repository) -> None:
    repository.commit({"x": b""})
    repository.commit({name: b"%d" % number for number, name in enumerate(ODD)})
    git = git_at(root)
    assert [change.path for change in git.raw_diff("HEAD~1", "HEAD")] == sorted(ODD)
    assert [file.path for file in git.list_files("HEAD")] == sorted([*ODD, "x"])
    found = [git.blob_at("HEAD", name) for name in ODD]
    assert found == [b"%d" % number for number in range(len(ODD))]
    repository.git("rm", "-q", "-r", "--cached", ".")
    assert [change.path for change in git.raw_diff("HEAD")] == sorted([*ODD, "x"])


def test_users_settings_do_not_change_the_answers(root: Path, repository: Repository) -> None:
    settings = {
        "diff.renames": "copies",
        "diff.relative": "true",
        "diff.noprefix": "true",
        "core.quotePath": "true",
        "core.abbrev": "5",
        "color.ui": "always",
        "diff.orderFile": "order",
    }
    for name, value in settings.items():
        repository.git("config", name, value)
    (root / "order").write_bytes(b"z\n")
    repository.commit({"b/a": b"long enough to be found again\n" * 9, "z": b"1"})
    (root / "b/a").rename(root / "b/ə")
    repository.commit({"z": b"2"})
    changes = git_at(root / "b").raw_diff("HEAD~1", "HEAD")
    assert [(change.status, change.path) for change in changes] == [("D", "a"), ("A", "ə")]


def test_a_book_in_a_folder_of_the_work_tree(
    root: Path, plant: Plant, repository: Repository
) -> None:
    repository.commit({"out": b"0", "in/a": b"1", "inner": b"2", "in/b/c": b"3"})
    repository.commit({"out": b"00", "in/a": b"11", "inner": b"22"})
    plant({"in/new": b"", "new": b""})
    git = git_at(root / "in")
    assert git.prefix == "in/"
    assert [change.path for change in git.raw_diff("HEAD~1", "HEAD")] == ["a"]
    assert [change.path for change in git.raw_diff("HEAD")] == ["new"]
    assert git.list_files("HEAD~1") == (
        TreeFile("a", repository.oid(b"1"), FILE),
        TreeFile("b/c", repository.oid(b"3"), FILE),
    )
    assert [file.path for file in git.list_index()] == ["a", "b/c"]
    assert git.blob_at("HEAD~1", "a") == b"1"
    assert git.blob_at("HEAD~1", "out") is None


def test_files_of_a_commit_and_of_the_index(root: Path, repository: Repository) -> None:
    repository.commit({"a.yaml": b"1", "d/b.yaml": b"2"})
    (root / "link").symlink_to("a.yaml")
    repository.git("init", "-q", "sub")
    repository.git("commit", "-q", "--allow-empty", "-m", "x", folder=root / "sub")
    repository.git("-c", "advice.addEmbeddedRepo=false", "add", "sub")
    repository.commit()
    files = (
        TreeFile("a.yaml", repository.oid(b"1"), FILE),
        TreeFile("d/b.yaml", repository.oid(b"2"), FILE),
        TreeFile("link", repository.oid(b"a.yaml"), 0o120000),
    )
    git = git_at(root)
    assert git.list_files("HEAD") == files
    assert git.list_index() == files
    assert [file.is_regular for file in files] == [True, True, False]


def test_blobs(root: Path, repository: Repository) -> None:
    contents = [b"", b"x\n\0y", b"1" * 100, b"2" * 200_000, b"last"]
    repository.commit({str(number): data for number, data in enumerate(contents)})
    oids = [repository.oid(data) for data in contents]
    git = git_at(root)
    assert git.blobs([*oids, *oids]) == dict(zip(oids, contents, strict=True))
    small = [oids[0], oids[1], oids[4]]
    assert git.blobs(oids, limit=99) == {oid: git.blobs([oid])[oid] for oid in small}
    assert git.blobs([]) == {}
    with pytest.raises(EnvironmentFault) as caught:
        git.blobs([oids[0], "0" * 39 + "1"])
    assert caught.value.message == "git object 000000000000 is not in this clone"


def test_many_blobs_in_one_call(root: Path, repository: Repository) -> None:
    contents = [f"{number}\n".encode() * 50 for number in range(3000)]
    repository.commit({f"f/{number}": data for number, data in enumerate(contents)})
    git = git_at(root)
    oids = [file.oid for file in git.list_files("HEAD")]
    assert sorted(git.blobs(oids).values()) == sorted(contents)


def test_blob_at(root: Path, repository: Repository) -> None:
    (root / "link").symlink_to("a")
    repository.commit({"a": b"1", "d/b": b"2"})
    repository.commit({"a": b"22"})
    git = git_at(root)
    assert git.blob_at("HEAD~1", "a") == b"1"
    assert git.blob_at("HEAD", "a") == b"22"
    for path in ("absent", "d", "link", "d/", "a/x", "*", "", "../x", "/a"):
        assert git.blob_at("HEAD", path) is None
    with pytest.raises(Unreadable) as caught:
        git.blob_at("HEAD", "a", limit=1)
    assert caught.value == Unreadable("too-large", "a")
    with pytest.raises(UsageError):
        git.blob_at("absent", "a")

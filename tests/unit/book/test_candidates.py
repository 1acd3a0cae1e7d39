from __future__ import annotations

import os
import subprocess

import pytest

from eventbook.book.candidates import candidates
from eventbook.book.files import Unreadable


def write(root, *paths):
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("a: 1\n")


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "repo"
    folder.mkdir()
    return folder.resolve()


def git(root, *words):
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


def test_every_file_but_hidden_ones_and_other_people_s(root):
    write(root, "b.yml", "a/x.yml", "a/b/c.json", ".github/w.yml", "a/.y.yml")
    write(root, "node_modules/p/x.yml", "a/vendor/x.yml", "dist/x.yml")
    found = candidates(root)
    assert found == (("a/b/c.json", "a/x.yml", "b.yml"), (), False, False)


def test_links_lead_nowhere_and_odd_names_are_told(root):
    write(root, "a/x.yml")
    (root / "a/loop").symlink_to(root)
    (root / "a/link.yml").symlink_to("x.yml")
    os.mkfifo(root / "a/fifo.yml")
    write(root, "a/new\nline.yml", "a/bad\x1b/x.yml")
    found = candidates(root)
    assert found.paths == ("a/x.yml",)
    assert {(each.reason, each.path) for each in found.refused} == {
        ("path", "a/new\\nline.yml"),
        ("path", "a/bad\\x1b"),
    }


def test_what_git_has_or_would_take(root):
    git(root, "init", "--quiet")
    write(root, "kept.yml", "new.yml", "ignored.yml", "inner/x.yml", ".hidden/x.yml")
    (root / ".gitignore").write_text("ignored.yml\n")
    git(root, "add", "kept.yml")
    assert candidates(root) == (("inner/x.yml", "kept.yml", "new.yml"), (), True, False)
    assert candidates(root / "inner") == (("x.yml",), (), True, False)


def test_no_more_than_so_many(root):
    write(root, *(f"{number}.yml" for number in range(5)))
    found = candidates(root, most=3)
    assert (len(found.paths), found.cut) == (3, True)
    assert candidates(root, most=5).cut is False


def test_a_folder_that_cannot_be_opened_is_told(root):
    write(root, "a/x.yml", "b/y.yml")
    (root / "a").chmod(0)
    try:
        if os.access(root / "a", os.R_OK):
            pytest.skip("root may read anything")
        assert candidates(root) == (("b/y.yml",), (Unreadable("permission", "a"),), False, False)
    finally:
        (root / "a").chmod(0o755)


def test_thousands_of_folders_and_deep_ones(root):
    write(root, *(f"{number}/x.yml" for number in range(2000)))
    deep = root
    for _ in range(130):
        deep = deep / "dd"
        deep.mkdir()
    found = candidates(root)
    assert len(found.paths) == 2000
    assert [each.reason for each in found.refused] == ["path"]

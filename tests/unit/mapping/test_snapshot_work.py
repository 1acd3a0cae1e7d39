"""Work on a snapshot: shared among processes, and helped by the cache without disturbing it."""

from __future__ import annotations

import os
import pickle
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eventbook.book.cache import Cache, Row
from eventbook.book.git import Git
from eventbook.book.settings import DEFAULTS
from eventbook.book.snapshot import Snapshot
from eventbook.mapping.cached import map_known
from eventbook.mapping.files import Mapped, Work
from eventbook.mapping.known import Known
from eventbook.mapping.pool import map_in_pool
from eventbook.mapping.recipe import Recipe

NAMES = [f"records/events/e{number}.yaml" for number in range(250)]


def text(number: int) -> bytes:
    return b"id: e%d\ntitle: T\ndate: 2019\nsources: [{title: P}]\n" % number


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files that are committed, and changed and staged, and changed again."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = (tmp_path / "book").resolve()
    for number, path in enumerate(NAMES):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text(number))
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "x")
    return folder


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)


def committed(root: Path) -> Work:
    found = Git.open(root)
    assert found is not None
    return replace(in_place(root), snapshot=Snapshot.of_revision(found, "HEAD"))


def in_place(root: Path) -> Work:
    return Work(root, Recipe(DEFAULTS, {}), judge=True)


def facts(mapped: Iterable[Mapped]) -> list[object]:
    return [(each.path, each.facts, each.digest) for each in mapped]


def test_several_processes_give_what_one_does(root: Path) -> None:
    work = committed(root)
    (root / NAMES[7]).write_bytes(b"later: 1\n")
    here = facts(work.map(NAMES))
    assert facts(map_in_pool(work, NAMES, 2)) == here
    (root / NAMES[7]).write_bytes(text(7))
    assert facts(in_place(root).map(NAMES)) == here


def test_what_is_sent_is_what_is_needed(root: Path) -> None:
    work = committed(root)
    one = len(pickle.dumps(work.cut(NAMES[:1])))
    assert len(pickle.dumps(work)) - one > 50 * len(NAMES)
    assert facts(work.cut(NAMES[:1]).map(NAMES[:1])) == facts(work.map(NAMES[:1]))
    assert in_place(root).cut(NAMES) == in_place(root)


def known(work: Work, cache: Cache, paths: Sequence[str] = NAMES) -> tuple[Known, list[str]]:
    mapped: list[str] = []

    def run(work: Work, paths: Sequence[str]) -> Iterable[Mapped]:
        mapped.extend(paths)
        return work.map(paths)

    found = map_known(work, paths, cache, run, trusting=True, done=lambda: None)
    return found, mapped


def rows(cache: Cache) -> dict[str, Row]:
    return cache.rows()


def test_the_cache_serves_by_content_and_keeps_what_the_work_tree_vouched_for(root: Path) -> None:
    cache = Cache.open(root, "r" * 64)
    assert cache is not None
    (root / NAMES[0]).write_bytes(b"later: 1\n")
    time.sleep(0.05)  # longer than the file system's clock takes for a step
    known(in_place(root), cache)
    before = rows(cache)
    vouched = {path for path, row in before.items() if row.stamp is not None}
    assert len(vouched) == len(NAMES)
    found, mapped = known(committed(root), cache)
    assert mapped == [NAMES[0]]
    assert [each.id for each in found.facts(NAMES[:2])] == ["e0", "e1"]
    after = rows(cache)
    assert {path: after[path] for path in vouched} == {path: before[path] for path in vouched}
    assert after.keys() == before.keys()


def test_a_snapshot_fills_a_cache_that_has_nothing(root: Path) -> None:
    cache = Cache.open(root, "r" * 64)
    assert cache is not None
    assert known(committed(root), cache)[1] == NAMES
    assert known(committed(root), cache)[1] == []
    assert {row.stamp for row in rows(cache).values()} == {None}
    # Fewer files in a snapshot are no reason to forget the others.
    known(committed(root), cache, NAMES[:3])
    assert list(rows(cache)) == sorted(NAMES)
    # The work tree then vouches for the same bytes without judging them.
    assert known(in_place(root), cache)[1] == []

"""What is done elsewhere is what would be done here, or it is known that it is not."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path

import pytest

from eventbook.book.discover import find_book
from eventbook.mapping import shares
from eventbook.mapping.files import Mapped, Work
from eventbook.mapping.recipe import Recipe
from eventbook.mapping.shares import Other, Share, sent, stored

SOUND = "id: {0}\ntitle: Organ recital\ndate: 2019-05-18\nsources: [{{title: Programme}}]\n"
NAMES = ["talk-0", "talk-1", "talk-2", "talk-3"]
PATHS = [f"records/events/{name}.yaml" for name in NAMES]


@pytest.fixture
def work(tmp_path: Path) -> Work:
    root = tmp_path / "book"
    (root / "records" / "events").mkdir(parents=True)
    (root / "eventbook.toml").write_text('[book]\ntitle = "Talks"\n')
    for name, path in zip(NAMES, PATHS, strict=True):
        (root / path).write_text(SOUND.format(name) if name != "talk-1" else "titel: y\n")
    (root / PATHS[2]).unlink()
    (root / PATHS[2]).symlink_to(PATHS[0])
    book = find_book(root)
    return Work(book.root, Recipe(book.settings, book.schema_files()), judge=True)


def elsewhere(share: Share) -> list[Mapped | None]:
    """What another process makes of it."""
    copy: Share = pickle.loads(pickle.dumps(share))
    assert copy.paths == share.paths
    return copy.mapped()


def here(work: Work) -> list[Mapped | None]:
    return list(work.map(PATHS))


def test_files_that_are_read_there(work: Work) -> None:
    expected = [each and each._replace(stamp=None) for each in here(work)]
    expected[2] = None  # a link is not read; its sender will say so
    assert elsewhere(stored(work, PATHS)) == expected


def test_files_that_have_changed_are_not_judged_there(work: Work) -> None:
    share = stored(work, PATHS)
    (work.root / PATHS[0]).write_text("id: [")
    was = (work.root / PATHS[3]).stat()
    os.utime(work.root / PATHS[3], ns=(was.st_atime_ns, was.st_mtime_ns + 1))
    assert [each is None for each in elsewhere(share)] == [True, False, True, True]


def test_a_book_that_is_not_there(work: Work) -> None:
    share = stored(work, PATHS)
    shutil.rmtree(work.root)
    assert elsewhere(share) == [None] * 4


def test_files_that_are_sent(work: Work) -> None:
    (share,) = sent(work, PATHS)
    expected = here(work)
    shutil.rmtree(work.root)
    assert elsewhere(share) == expected


def test_large_files_are_sent_in_several_shares(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "_BYTES", len(SOUND.format(NAMES[0])))
    found = list(sent(work, PATHS))
    assert [share.paths for share in found] == [PATHS[:2], PATHS[2:]]
    assert [each for share in found for each in elsewhere(share)] == here(work)
    assert list(sent(work, [])) == []


def test_a_machine_with_other_versions_does_not_judge(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    work_there = [stored(work, PATHS), *sent(work, PATHS)]
    theirs = {"eventbook": "0.0", "Python": "CPython 3.11.0"}
    monkeypatch.setattr(shares, "versions", lambda: theirs)
    for share in work_there:
        with pytest.raises(Other) as caught:
            elsewhere(share)
        assert caught.value.args[1] == theirs
        assert pickle.loads(pickle.dumps(caught.value)).args == caught.value.args

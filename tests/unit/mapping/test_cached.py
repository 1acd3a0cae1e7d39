"""What is known of files is what reading them gives, whatever happens to them meanwhile."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from eventbook.book.cache import Cache, Entry
from eventbook.book.facts import Facts, Trace
from eventbook.book.files import Stamp
from eventbook.book.settings import DEFAULTS
from eventbook.mapping.cached import map_known
from eventbook.mapping.files import Mapped, Work
from eventbook.mapping.known import Known
from eventbook.mapping.recipe import Recipe

STEPS = int(os.environ.get("EVENTBOOK_STEPS", "500"))
NAMES = [f"records/events/e{number}.yaml" for number in range(6)]
WORK_ON = Recipe(DEFAULTS, {})


def text(number: int) -> bytes:
    return b"id: e\ntitle: Title %04d\ndate: 2019\n" % number


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    for path in NAMES:
        file = tmp_path / "book" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text(0))
    return tmp_path / "book"


def opened(root: Path, recipe: str = "r" * 64) -> Cache:
    cache = Cache.open(root, recipe)
    assert cache is not None
    return cache


class Counted:
    """Maps files, and notes which."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def __call__(self, work: Work, paths: Sequence[str]) -> Iterable[Mapped]:
        self.paths += paths
        return work.map(paths)


def known(
    root: Path,
    cache: Cache | None,
    paths: Sequence[str] = NAMES,
    *,
    judge: bool = False,
    trusting: bool = True,
) -> tuple[Known, list[str]]:
    run = Counted()
    found = map_known(Work(root, WORK_ON, judge), paths, cache, run, trusting=trusting)
    return found, run.paths


def plainly(root: Path, *, judge: bool = False) -> list[Facts]:
    return [each for mapped in Work(root, WORK_ON, judge).map(NAMES) for each in mapped.facts]


def age(root: Path) -> None:
    """Let time pass: what was written before is older than the clock."""
    for path in NAMES:
        os.utime(root / path, ns=(1, time.time_ns() - 10**10))
    time.sleep(0.02)


# Any order of changes


class Clock:
    """The file system's clock, made coarse."""

    def __init__(self, granularity: int, monkeypatch: pytest.MonkeyPatch) -> None:
        real_of, real_tick = Stamp.of, Cache.tick

        def of(found: os.stat_result) -> Stamp:
            stamp = real_of(found)
            floor = [value // granularity * granularity for value in stamp[:2]]
            return Stamp(*floor, *stamp[2:])

        def tick(cache: Cache, device: int) -> int | None:
            now = real_tick(cache, device)
            return None if now is None else now // granularity * granularity

        monkeypatch.setattr(Stamp, "of", of)
        monkeypatch.setattr(Cache, "tick", tick)


@pytest.mark.parametrize("granularity", [1, 4_000_000, 10_000_000, 2_000_000_000])
def test_no_wrong_answer(root: Path, granularity: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writes of the same size, times set back, files swapped: the cache never tells of old bytes.

    EVENTBOOK_STEPS=6000 takes more steps.
    """
    Clock(granularity, monkeypatch)
    chance = random.Random(granularity)
    cache = opened(root)
    mapped = 0
    for _ in range(STEPS):
        change(root, chance)
        found, read = known(root, cache)
        mapped += len(read)
        assert found.digests == {
            path: sha256((root / path).read_bytes()).digest() for path in NAMES
        }
        if chance.random() < 0.2:
            assert list(found.facts()) == plainly(root)
    assert 0 < mapped < STEPS * len(NAMES) / 2  # it is of use, too


def change(root: Path, chance: random.Random) -> None:
    file, other = (root / chance.choice(NAMES) for _ in range(2))
    new = text(chance.randrange(10_000))
    match chance.randrange(100):
        case number if number < 25:
            with file.open("r+b") as stream:
                stream.write(new)
        case number if number < 35:
            beside = file.with_suffix(".new")
            beside.write_bytes(new)
            beside.replace(file)
        case number if number < 42:
            before = file.stat()
            with file.open("r+b") as stream:
                stream.write(new)
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        case number if number < 46 and file != other:
            aside = file.with_suffix(".aside")
            file.rename(aside)
            other.rename(file)
            aside.rename(other)
        case number if number < 48:
            os.utime(file, (1, 1))
        case number if number < 50:
            time.sleep(0.03)


# What is read again, and what is not


def test_nothing_is_read_twice(root: Path) -> None:
    age(root)
    first, read = known(root, opened(root))
    assert read == NAMES
    again, read = known(root, opened(root))
    assert read == []
    assert list(again.facts()) == list(first.facts()) == plainly(root)
    assert (again.digests, again.records, again.readable) == (first.digests, 6, True)


def test_what_is_as_young_as_the_clock_is_read_again_but_not_mapped(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Clock(10**12, monkeypatch)
    known(root, opened(root))
    cache = opened(root)
    assert {row.stamp for row in cache.rows().values()} == {None}
    _, read = known(root, cache)
    assert read == []


def test_a_stamp_is_kept_once_it_is_old_enough(root: Path) -> None:
    cache = opened(root)
    known(root, cache)
    os.utime(root / NAMES[0], ns=(1, 1))
    time.sleep(0.02)
    known(root, cache)
    stamp = cache.rows()[NAMES[0]].stamp
    assert stamp == Stamp.of((root / NAMES[0]).stat())


def test_bytes_are_compared_where_stamps_are_not_trusted(root: Path) -> None:
    age(root)
    cache = opened(root)
    known(root, cache)
    row = cache.rows()[NAMES[0]]
    (root / NAMES[0]).write_bytes(text(1))
    cache.restamp([(NAMES[0], Stamp.of((root / NAMES[0]).stat()))])  # as if it were a wrong one
    assert known(root, cache, trusting=True)[1] == []
    found, read = known(root, cache, trusting=False)
    assert read == [NAMES[0]]
    assert found.digests[NAMES[0]] != row.digest


def test_what_was_only_read_is_judged_when_findings_are_asked_for(root: Path) -> None:
    age(root)
    cache = opened(root)
    known(root, cache)
    judged, read = known(root, cache, judge=True)
    assert read == NAMES
    assert list(judged.facts()) == plainly(root, judge=True)
    unjudged, read = known(root, cache)
    assert read == []
    assert not unjudged.judged(NAMES[0])  # until its facts were given
    assert [replace(each, findings=()) for each in unjudged.facts()] == plainly(root)
    assert list(unjudged.facts()) == plainly(root, judge=True)
    assert unjudged.judged(NAMES[0])
    (root / NAMES[0]).write_bytes(text(1))
    again, _ = known(root, cache)
    list(again.facts())
    assert [again.judged(path) for path in NAMES[:2]] == [False, True]
    assert judged.judged(NAMES[0])


def test_files_come_and_go(root: Path) -> None:
    age(root)
    cache = opened(root)
    known(root, cache)
    (root / NAMES[2]).unlink()
    left = [path for path in NAMES if path != NAMES[2]]
    found, read = known(root, cache, left)
    assert (read, list(found.digests), found.records) == ([], left, 5)
    assert list(cache.rows()) == left
    assert [path for path, *_ in cache.texts()] == left


def test_what_cannot_be_read_is_not_kept(root: Path) -> None:
    (root / NAMES[1]).unlink()
    (root / NAMES[1]).symlink_to(root / NAMES[0])
    cache = opened(root)
    for _ in range(2):
        found, read = known(root, cache, judge=True)
        assert not found.readable
        assert NAMES[1] in read
        assert [facts.findings[0].slug for facts in found.facts([NAMES[1]])] == ["file-unreadable"]
    assert NAMES[1] not in cache.rows()


def test_a_file_that_vanishes_while_it_is_looked_at(root: Path) -> None:
    age(root)
    cache = opened(root)
    known(root, cache)
    (root / NAMES[3]).unlink()
    found, read = known(root, cache)
    assert read == [NAMES[3]]
    assert [each.findings[0].slug for each in found.facts([NAMES[3]])] == ["file-unreadable"]


def test_without_a_cache(root: Path) -> None:
    for _ in range(2):
        found, read = known(root, None)
        assert read == NAMES
        assert list(found.facts()) == plainly(root)


def test_facts_of_some_files_in_the_order_asked_for(root: Path) -> None:
    age(root)
    known(root, opened(root))
    found, _ = known(root, opened(root))
    assert [each.path for each in found.facts([NAMES[4], NAMES[1]])] == [NAMES[4], NAMES[1]]
    assert [each.path for each in found.facts()] == NAMES


def test_facts_of_files_that_may_hold_a_text(root: Path) -> None:
    (root / NAMES[1]).write_bytes(text(11))
    (root / NAMES[2]).write_bytes(b"[no, map]\n")
    (root / NAMES[3]).write_bytes(b"ref: event/e\n")
    (root / NAMES[4]).write_bytes(b"id: [\n")
    age(root)
    known(root, opened(root))
    found, _ = known(root, opened(root))
    assert [each.path for each in found.with_trace(Trace(("0011", "0012")))] == NAMES[1:5]
    assert [
        each.path for each in found.with_trace(Trace(("0000",)))
    ] == NAMES  # those from before, too
    assert list(found.facts()) == plainly(root)


def test_facts_that_are_known_tell_whether_they_are_flagged(root: Path) -> None:
    (root / NAMES[1]).write_bytes(b"id: e\nparticipants: [{minor: true, role: speaker}]\n")
    (root / NAMES[2]).write_bytes(b"id: e\ntitle: '\"minor\": not a field'\n")
    (root / NAMES[3]).write_bytes(b'id: e\n"\\x6dinor": true\n')
    (root / NAMES[4]).write_bytes(b"id: e\nwithheld: [a notice]\n")
    age(root)
    new, _ = known(root, opened(root))
    assert [each.flagged for each in new.facts()] == [True] * len(NAMES)
    found, _ = known(root, opened(root))
    assert [each.flagged for each in found.facts()] == [False, True, False, True, True, False]
    assert list(found.facts()) == plainly(root)


def test_a_file_that_is_new_may_hold_any_text(root: Path) -> None:
    age(root)
    known(root, opened(root))
    (root / NAMES[2]).write_bytes(text(2))
    found, _ = known(root, opened(root))
    assert [each.path for each in found.with_trace(Trace(("9999",)))] == [NAMES[2]]


def test_without_a_cache_any_file_may_hold_a_text(root: Path) -> None:
    found, _ = known(root, None)
    assert list(found.with_trace(Trace(("9999",)))) == plainly(root)


# Damage, and other processes


def database(root: Path) -> Path:
    (file,) = (root.parent / "caches").rglob("*.sqlite")
    return file


@pytest.fixture
def filled(root: Path) -> Path:
    age(root)
    cache = opened(root)
    known(root, cache)
    del cache
    return root


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: b"no database" * 1000,
        lambda data: data[: len(data) // 2],
        lambda data: data[:200] + bytes(300) + data[500:],
        lambda data: data[:5000] + b"\xff" * 3000 + data[8000:],
    ],
)
def test_a_damaged_file_is_made_anew(filled: Path, damage: object) -> None:
    file = database(filled)
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    for _ in range(2):
        cache = opened(filled)
        found, _ = known(filled, cache)
        assert list(found.facts()) == plainly(filled)
        del cache
    cache = opened(filled)
    assert known(filled, cache)[1] == []


def test_a_changed_text_is_left_aside(filled: Path) -> None:
    with sqlite3.connect(database(filled)) as other:
        other.execute("UPDATE facts SET text = replace(text, 'Title', 'Tutle')")
    other.close()
    found, _ = known(filled, opened(filled))
    assert list(found.facts()) == plainly(filled)


@pytest.mark.parametrize("text", ["", "{", "[]x", "[[1]]", '["a"]', '{"a": 1}', "7", "null"])
def test_a_text_of_another_form_is_left_aside(filled: Path, text: str) -> None:
    cache = opened(filled)
    rows = cache.rows()
    cache.store(Entry(path, rows[path], text) for path in NAMES)
    found, read = known(filled, cache)
    assert read == []
    assert list(found.facts()) == plainly(filled)


def test_another_process_stores_other_bytes_meanwhile(filled: Path) -> None:
    found, read = known(filled, opened(filled))
    assert read == []
    (filled / NAMES[0]).write_bytes(text(7))
    known(filled, opened(filled))
    assert next(found.facts([NAMES[0]])).fields["title"] == "Title 0007"


def test_a_cache_that_another_process_writes_is_done_without(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eventbook.book.cache._PATIENCE", 0.01)
    cache = opened(filled)
    other = sqlite3.connect(database(filled), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    (filled / NAMES[0]).write_bytes(text(3))
    found, read = known(filled, cache)
    assert read == [NAMES[0]]
    assert list(found.facts()) == plainly(filled)
    other.execute("ROLLBACK")
    other.close()
    assert known(filled, cache)[1] == [NAMES[0]]
    assert known(filled, cache)[1] == []

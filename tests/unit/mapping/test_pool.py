"""Several processes give what one gives; one that dies names its file."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eventbook.book.discover import find_book
from eventbook.book.facts import facts_from_json
from eventbook.errors import EnvironmentFault
from eventbook.mapping.files import Mapped, Work
from eventbook.mapping.pool import map_in_pool
from eventbook.mapping.recipe import Recipe
from eventbook.mapping.share import CHUNK, FEWEST_FILES, processes

SOUND = """id: {0}
title: Organ recital
date: 2019-05-18
sources: [{{title: Programme}}]
"""
ODD = ["", "- a\n", "id: [\n", "id: x\ntitel: y\n", "a: &b c\n"]


class Deadly(Work):
    """Work at which the process dies when it comes to one file."""

    def map(self, paths: Iterable[str]) -> Iterator[Mapped]:
        for mapped in super().map(paths):
            if mapped.path.endswith("talk-150.yaml"):
                os.kill(os.getpid(), signal.SIGKILL)
            yield mapped


class DeadlyOnce(Work):
    """Work at which one process dies, and none of those after it."""

    def map(self, paths: Iterable[str]) -> Iterator[Mapped]:
        try:
            Path(os.environ["DIED"]).touch(exist_ok=False)
        except FileExistsError:
            return super().map(paths)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


class Endless(Work):
    """Work that does not come to an end at one file."""

    def map(self, paths: Iterable[str]) -> Iterator[Mapped]:
        for mapped in super().map(paths):
            if mapped.path.endswith("talk-150.yaml"):
                time.sleep(60)
            yield mapped


@pytest.fixture(scope="module")
def paths(root: Path) -> list[str]:
    return [path for path, _ in find_book(root).listing().files]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("book")
    folder = root / "records" / "events" / "2019"
    folder.mkdir(parents=True)
    (root / "schemas").mkdir()
    (root / "eventbook.toml").write_text('[book]\ntitle = "Talks"\n')
    for number in range(2 * CHUNK + 30):
        text = ODD[number % 5] if number % 40 == 7 else SOUND
        (folder / f"talk-{number}.yaml").write_text(text.format(f"talk-{number}"))
    return root


def work_on(root: Path, kind: type[Work] = Work) -> Work:
    book = find_book(root)
    return kind(book.root, Recipe(book.settings, book.schema_files()), judge=True)


def test_the_same_facts_in_the_same_order(root: Path, paths: list[str]) -> None:
    work = work_on(root)
    here = list(work.map(paths))
    assert list(map_in_pool(work, paths, 2)) == here
    assert [each.path for each in here] == paths
    assert sum(bool(facts.findings) for each in here for facts in each.facts) > 5


def test_the_reference_stack_too(root: Path, paths: list[str]) -> None:
    book = find_book(root)
    work = Work(book.root, Recipe(book.settings, book.schema_files(), reference=True), judge=True)
    assert list(map_in_pool(work, paths[:20], 2)) == list(work.map(paths[:20]))


def test_no_process_is_left_behind(root: Path, paths: list[str]) -> None:
    found = map_in_pool(work_on(root), paths, 2)
    next(iter(found))
    found.close()  # type: ignore[attr-defined]
    for process in multiprocessing.active_children():
        process.join(10)
    assert multiprocessing.active_children() == []


def test_a_process_that_dies_names_the_file(root: Path, paths: list[str]) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        list(map_in_pool(work_on(root, Deadly), paths, 2))
    assert str(caught.value) == (
        "a process died at records/events/2019/talk-150.yaml; "
        "look at that file; `--jobs 1` shows more"
    )


def test_a_process_that_dies_once_is_no_fault_of_a_file(
    root: Path, paths: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIED", str(tmp_path / "died"))
    with pytest.raises(EnvironmentFault) as caught:
        list(map_in_pool(work_on(root, DeadlyOnce), paths, 2))
    assert str(caught.value) == "a process died, and not again; is there enough memory?"


def test_an_interrupt_leaves_nothing(root: Path, paths: list[str]) -> None:
    list(map_in_pool(work_on(root), paths[:1], 2))  # what Python keeps open from then on
    files, threads = open_files(), threading.active_count()

    def interrupt(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    mapped = []
    try:
        with pytest.raises(KeyboardInterrupt):  # noqa: PT012 - the alarm rings in the loop
            signal.setitimer(signal.ITIMER_REAL, 0.5)
            for each in map_in_pool(work_on(root, Endless), paths, 2):
                mapped.append(each)  # noqa: PERF402
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert len(mapped) < len(paths)
    for process in multiprocessing.active_children():
        process.join(10)
    assert multiprocessing.active_children() == []
    until = time.monotonic() + 10
    while open_files() > files or threading.active_count() > threads:
        assert time.monotonic() < until
        gc.collect()
        time.sleep(0.01)


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208


@pytest.mark.parametrize(
    ("files", "jobs", "count"),
    [
        (0, None, 1),
        (FEWEST_FILES - 1, None, 1),
        (0, 8, 1),
        (CHUNK, 8, 1),
        (CHUNK + 1, 8, 2),
        (100 * CHUNK, 8, 8),
        (100 * CHUNK, 1, 1),
    ],
)
def test_processes(files: int, jobs: int | None, count: int) -> None:
    assert processes(files, jobs) == count


def test_as_many_processes_as_may_be_used() -> None:
    assert processes(100_000, None) == len(os.sched_getaffinity(0))


def test_values_that_nobody_asks_for_are_left_out(root: Path, paths: list[str]) -> None:
    """Rules over the book read some fields of events; of records without a model, none."""
    work = work_on(root)
    foreign = tuple(replace(kind, model=None) for kind in work.recipe.settings.kinds)
    foreign_recipe = Recipe(replace(work.recipe.settings, kinds=foreign), {})
    for recipe in (work.recipe, foreign_recipe):
        whole = list(replace(work, recipe=recipe, keep=True).map(paths))
        lean = list(map_in_pool(replace(work, recipe=recipe, lean=True, keep=True), paths, 2))
        assert [each.kept for each in lean] == [each.kept for each in whole]
        for mapped, full in zip(lean, whole, strict=True):
            assert mapped.facts == tuple(each.lean for each in full.facts)
            if full.kept:
                assert facts_from_json(full.kept[0]) == full.facts
                assert facts_from_json(full.kept[1]) == mapped.facts
        titles = {facts.fields.get("title") is not None for each in lean for facts in each.facts}
        assert titles == ({True, False} if recipe is work.recipe else {False})

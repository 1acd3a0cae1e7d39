"""Power cuts at every moment of a change: all old or all new; and what each sync is for."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from eventbook.book.writing import filesystems, staging
from eventbook.book.writing.recovery import recover
from eventbook.book.writing.transaction import Write, commit
from eventbook.errors import EventbookError, UsageError
from fault.injection import (
    CHANGE,
    NEW,
    OLD,
    Fault,
    Scenario,
    fresh,
    held,
    injected,
    litter,
    saved_meanwhile,
)
from fault.power import Disk, Tree, cuts, recorded


@pytest.fixture
def folder() -> Iterator[Path]:
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name).resolve()


class Trial:
    """A change that was recorded, and what comes of power cuts in it."""

    def __init__(self, folder: Path, scenario: Scenario) -> None:
        self.root = folder / "book"
        self.before = folder / "before"
        self.scenario = scenario
        self.known: dict[Tree, str] = {}
        fresh(self.root)
        commit(self.root, [Write("keep", b"00", b"0")])  # so that there is a last change
        commit(self.root, [Write("keep", b"0", b"00")])
        shutil.copytree(self.root, self.before)
        self.saved = 0
        alone = replace(scenario, saved="")
        with ExitStack() as stack:
            stack.enter_context(alone.circumstances(self.root))
            self.steps = stack.enter_context(recorded())
            if scenario.saved:
                stack.enter_context(saved_meanwhile(self.root, scenario.saved, self._save))
                stack.enter_context(pytest.raises(UsageError))
            commit(self.root, CHANGE)
        # What is found later is what the change left: nobody saves again.
        self.scenario = alone
        self.outcomes = {"old": OLD, "new": NEW, **scenario.outcomes}

    def _save(self, root: Path, path: str) -> None:
        """An editor that knows what it does: its file is on the disk."""
        above, _, name = path.rpartition("/")
        folder = os.open(root / above, os.O_RDONLY)
        file = os.open("saved", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644, dir_fd=folder)
        os.write(file, b"theirs")
        os.fsync(file)
        os.close(file)
        os.rename("saved", name, src_dir_fd=folder, dst_dir_fd=folder)
        os.fsync(folder)
        os.close(folder)
        self.saved = len(self.steps)

    def later(self) -> None:
        """Somebody writes the old bytes into a file, and forces them to disk."""
        folder = os.open(self.root, os.O_RDONLY)
        os.unlink("a", dir_fd=folder)
        file = os.open("a", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644, dir_fd=folder)
        os.write(file, OLD["a"])
        os.fsync(file)
        os.fsync(folder)
        os.close(file)
        os.close(folder)

    def disk(self) -> Disk:
        return Disk.of(self.before, self.root)

    def outcome(self, tree: Tree) -> str:
        """What a power cut that leaves this comes to, when the next command has started."""
        if tree not in self.known:
            self.known[tree] = self._outcome(tree)
        return self.known[tree]

    def _outcome(self, tree: Tree) -> str:
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir()
        first: dict[int, Path] = {}
        for name, data, inode in tree:
            path = self.root / name
            if data is None:
                path.mkdir(mode=0o700)
            elif inode in first:
                path.hardlink_to(first[inode])
            else:
                first[inode] = path
                path.write_bytes(data)
                if path.parent.name == "txn":
                    path.chmod(0o400)
        try:
            with self.scenario.circumstances(self.root), injected(Fault(0)):
                recover(self.root)
        except EventbookError as error:
            return f"error: {error.message[:60]}"
        found = held(self.root)
        if self.scenario.system == "neither":  # a name that was claimed may stay, see the page
            found = {path: data for path, data in found.items() if data or path in OLD}
        if litter(self.root):
            return "litter"
        if found.get("d/saved") is not None:  # theirs, half saved
            del found["d/saved"]
        return next((name for name, files in self.outcomes.items() if files == found), "mixed")

    def wrong(self, done: int, name: str) -> str:
        """What is wrong with an outcome after so many steps; "" if nothing is."""
        if name not in self.outcomes:
            return name
        if self.saved and done >= self.saved and name != "theirs":
            return "their save is lost"
        if not self.saved and done == len(self.steps) and name == "old":
            return "lost after success"
        return ""

    def bad(self, dropped: Collection[int] = (), most: int = 64) -> Iterator[tuple[int, str]]:
        """The outcomes that should not be, and after how many steps."""
        for done, tree in cuts(self.disk(), self.steps, dropped=dropped, most=most):
            if wrong := self.wrong(done, self.outcome(tree)):
                yield done, wrong


SCENARIOS = [
    Scenario("renameat2"),
    Scenario("links"),
    Scenario("neither"),
    Scenario("renameat2", far=True),
    Scenario("renameat2", saved="d/b"),
    Scenario("links", saved="d/gone"),
]


@pytest.mark.parametrize("at_once", [False, True], ids=["one by one", "at once"])
@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_power_cuts(
    folder: Path, scenario: Scenario, at_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if at_once:
        monkeypatch.setattr(staging, "MANY", 2)
        monkeypatch.setattr(filesystems, "MANY", 2)
    trial = Trial(folder, scenario)
    assert at_once == any(step.call == "syncfs" for step in trial.steps)
    counts: Counter[str] = Counter()
    for done, tree in cuts(trial.disk(), trial.steps, most=256):
        name = trial.outcome(tree)
        assert not trial.wrong(done, name), (done, name, trial.steps[:done][-3:], tree)
        counts[name] += 1
    print(f"{scenario}: {len(trial.steps)} steps, {sum(counts.values())} states: {dict(counts)}")
    assert len(counts) == (3 if scenario.saved else 2)


# Syncs that can be left out one at a time without harm, and why they are there all the same.
NEXT = "the sync after the journal has its name does it as well; this one comes before the change"
EXPLAINED = {
    r"\.eventbook/txn after write .*": NEXT,
    r"(\.|d) after write .*-4": "a staged file that is lost means that the change is taken back",
    r"\.eventbook after rename \.eventbook/txn/journal": "synced already where records are far",
    r"\.eventbook/txn after rename \.eventbook/txn/done": (
        "where old files are not kept, the next covers it, and it the next: see below"
    ),
    r"new/deep after rename d/.*": "the folder that the file came from is synced",
    r"\.eventbook/txn/[0156] after write \.eventbook/txn/[0156]": (
        "a copy for undoing; undoing compares it with its digest, and refuses"
    ),
    r"\.eventbook/txn after rename \.eventbook/txn/abort": (
        "a change that begins again meets their save again, and is taken back again"
    ),
    r"\.eventbook/txn after rename \.eventbook/txn/journal.new": (
        "taking back begins again, and finds nothing to do"
    ),
}
DROPPED_IN = [
    Scenario("renameat2"),
    Scenario("links"),
    Scenario("renameat2", far=True),
    Scenario("renameat2", saved="a"),
]


def sync_name(trial: Trial, number: int) -> str:
    """What a sync forces to disk, and the step before it that changed something."""
    step = trial.steps[number]
    before = next(each for each in reversed(trial.steps[:number]) if "sync" not in each.call)
    top = f"{trial.root}"
    what, last = (
        path.removeprefix(top).lstrip("/") or "."
        for path in (step.path, before.other or before.path)
    )
    return f"{what} after {before.call} {last}"


def test_each_sync_that_is_left_out_is_caught_or_explained(folder: Path) -> None:
    caught = 0
    left: dict[str, str] = {}
    for number, scenario in enumerate(DROPPED_IN):
        trial = Trial(folder / str(number), scenario)
        for step, each in enumerate(trial.steps):
            if each.call != "fsync" or step < trial.saved:
                continue
            if next(trial.bad({step}, most=256), None):
                caught += 1
            else:
                name = sync_name(trial, step)
                reasons = [why for form, why in EXPLAINED.items() if re.fullmatch(form, name)]
                assert len(reasons) == 1, (scenario, name)
                left[name] = reasons[0]
    print(f"{caught} syncs caught when left out, {len(left)} explained:")
    for name, why in left.items():
        print(f"  {re.sub('[0-9a-f]{16}', '…', name)}: {why}")
    assert caught > 30


def test_two_syncs_that_cover_for_each_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without both, the journal of a change that is not kept may outlive its files."""
    monkeypatch.setattr(staging, "MOST_KEPT", 0)
    trial = Trial(folder, Scenario("renameat2"))
    names = [sync_name(trial, n) if s.call == "fsync" else "" for n, s in enumerate(trial.steps)]
    done = names.index(".eventbook/txn after rename .eventbook/txn/done")
    removed = names.index(".eventbook/txn after unlink .eventbook/txn/done")
    assert not list(trial.bad(most=256))
    assert not list(trial.bad({done}, most=256))
    assert not list(trial.bad({removed}, most=256))
    assert list(trial.bad({done, removed}, most=256))


def test_what_is_written_later_is_never_taken_back(folder: Path) -> None:
    """The change is made; then somebody writes the old bytes again; then the current fails."""
    trial = Trial(folder, Scenario("renameat2"))
    syncs = [n for n, step in enumerate(trial.steps) if step.call == "fsync"]
    with recorded() as later:
        trial.later()
    trial.steps += later
    final = NEW | {"a": OLD["a"]}
    count = 0
    for dropped in [(), (syncs[-1],)]:  # the last one: of the journal that is done
        for done, tree in cuts(trial.disk(), trial.steps, dropped=dropped, most=256):
            if done == len(trial.steps):
                trial.outcomes = {"final": final}
                trial.known.clear()
                assert trial.outcome(tree) == "final"
                count += 1
    print(f"{count} states")

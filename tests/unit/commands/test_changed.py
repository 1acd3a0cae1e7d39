"""What is staged is judged as a checkout of it would be, and what a change touches is found."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventbook.commands.changed import Changed, changed_since, staged
from eventbook.commands.opened import Opened, open_book, ready
from eventbook.commands.states import staged_book
from eventbook.document.located import locate

SETTINGS = """\
[kinds.event]
records = ["events/**/*.yaml"]
schema = "eventbook:event"
model = "event"

[kinds.list]
records = ["lists/*.yml[]"]
schema = "schemas/list.json"
"""
SCHEMA = '{"type": "object", "properties": {"n": {"type": "integer"}}}\n'
IDS = ("a", "b", "c")


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("EVENTBOOK_TODAY", "2026-11-22")


@dataclass
class Repository:
    """A small book in git; what was said stays in `notes`."""

    root: Path
    notes: list[str] = field(default_factory=list)

    def git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        command = ["git", *identity, *arguments]
        done = subprocess.run(command, cwd=self.root, check=True, capture_output=True, text=True)
        return done.stdout

    def write(self, path: str, text: str | None) -> None:
        file = self.root / path
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "Change")

    def as_staged(self) -> Opened:
        return ready(*staged_book(self.root, self.notes.append), caching=False)


def begun(root: Path) -> Repository:
    made = Repository(root.resolve())
    made.git("init", "-q", "-b", "main")
    made.write("eventbook.toml", SETTINGS)
    made.write("schemas/list.json", SCHEMA)
    made.commit()
    return made


def event(record_id: str, follows: str | None = None, typo: str = "") -> str:
    text = f"id: {record_id}\ntitle: T\ndate: 2019\nsources: [{{title: P}}]\n{typo}"
    return text + (f"relations: [{{kind: follows, event: {follows}}}]\n" if follows else "")


EVENTS = st.builds(
    event,
    st.sampled_from(IDS),
    st.none() | st.sampled_from(IDS),
    st.sampled_from(["", "typo: 1\n"]),
)
CONTENTS = st.none() | EVENTS | st.sampled_from(["{{{", "", "- n: x\n- n: 1\n"])
PATHS = st.sampled_from(
    [f"events/{name}.yaml" for name in IDS] + ["events/x/a.yaml", "lists/l.yml"]
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["write", "write", "add", "commit", "announce"]), PATHS, CONTENTS),
    max_size=14,
)


def played(made: Repository, steps: Sequence[tuple[str, str, str | None]]) -> Repository:
    for action, path, text in steps:
        if action == "write":
            made.write(path, text)
        elif action == "commit":
            made.commit()
        elif action == "announce":
            made.git("add", "--intent-to-add", ".")
        elif action == "add" and ((made.root / path).exists() or made.git("ls-files", path)):
            made.git("add", "--all", path)
    return made


def record_files(changed: Changed, before: Path, after: Path) -> set[str]:
    """The files to be told of, found the long way: by reading both checkouts."""
    old, new = (dict(_files(folder)) for folder in (before, after))
    differing = {path for path in {*old, *new} if old.get(path) != new.get(path)}
    touched = differing & new.keys()
    ids = {
        facts.id
        for folder, files in ((before, old), (after, new))
        for facts in open_book(folder, caching=False).facts
        if facts.path in differing & files.keys() and facts.kind == "event"
    }
    for facts in changed.opened.facts:
        relations = facts.fields.get("relations")
        if isinstance(relations, list) and {each["event"] for each in relations} & ids:  # type: ignore[index,call-overload]
            touched.add(facts.path)
    return touched


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for name in ("events", "lists"):
        for path in (folder / name).rglob("*"):
            if path.is_file():
                yield path.relative_to(folder).as_posix(), path.read_bytes()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_staged_is_a_checkout_of_the_index(steps: list[tuple[str, str, str | None]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        (folder / "book").mkdir()
        made = played(begun(folder / "book"), steps)
        opened = made.as_staged()
        after, before = folder / "after", folder / "before"
        made.git("worktree", "add", "-q", "--detach", str(before), "HEAD")
        tree = made.git("write-tree").strip()  # what a commit would hold
        made.git("worktree", "add", "-q", "--detach", str(after), _commit_of(made, tree))
        checkout = open_book(after, caching=False)
        assert opened.facts == checkout.facts
        found, expected = opened.findings(opened.context), checkout.findings(checkout.context)
        assert locate(found, opened.document) == locate(expected, checkout.document)
        assert [opened.source(each.path) for each in found] == [
            checkout.source(each.path) for each in expected
        ]
        changed = staged(opened)
        assert changed.records == record_files(changed, before, after)


def _commit_of(made: Repository, tree: str) -> str:
    return made.git("commit-tree", "-m", "Staged", tree).strip()


def touched(changed: Changed) -> tuple[list[str], list[str]]:
    return sorted(changed.files), sorted(changed.records)


def test_what_changed_since_a_commit(tmp_path: Path) -> None:
    made = begun(tmp_path)
    for name, other in (("a", None), ("b", "a"), ("c", "b")):
        made.write(f"events/{name}.yaml", event(name, other))
    made.commit()
    made.write("events/a.yaml", None)
    made.write("events/d.yaml", event("d"))
    made.write("notes.txt", "x")
    opened = open_book(made.root, caching=False)
    changed = changed_since(opened, "HEAD")
    assert touched(changed) == (
        ["events/a.yaml", "events/d.yaml", "notes.txt"],
        ["events/b.yaml", "events/d.yaml"],
    )
    assert (changed.present, changed.past) == (["events/d.yaml", "notes.txt"], ["events/a.yaml"])
    assert touched(staged(made.as_staged())) == ([], [])
    assert made.notes == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("eventbook.toml", SETTINGS + "\n# A comment.\n", False),
        ("eventbook.toml", SETTINGS + '\n[rules]\nid-filename = "off"\n', True),
        ("schemas/list.json", "{}", True),
        ("schemas/new.json", "{}", True),
        ("events/a.yaml", event("a"), False),
        ("pyproject.toml", "[tool.eventbook]\n", False),
    ],
)
def test_whether_the_rules_changed(tmp_path: Path, path: str, text: str, expected: bool) -> None:
    made = begun(tmp_path)
    made.write("events/b.yaml", event("b"))
    made.commit()
    made.write(path, text)
    changed = changed_since(open_book(made.root, caching=False), "HEAD")
    assert changed.changes_rules is expected
    assert ("events/b.yaml" in changed.records) is expected


def test_settings_that_were_wrong_or_not_there(tmp_path: Path) -> None:
    made = begun(tmp_path)
    made.write("eventbook.toml", "wrong = 1\n")
    made.commit()
    made.write("eventbook.toml", SETTINGS)
    assert changed_since(open_book(made.root, caching=False), "HEAD").changes_rules
    made.git("rm", "-q", "--cached", "eventbook.toml", "schemas/list.json")
    made.git("commit", "-q", "-m", "Gone")
    assert changed_since(open_book(made.root, caching=False), "HEAD").changes_rules


def test_a_schema_of_no_kind_changes_nothing(tmp_path: Path) -> None:
    made = begun(tmp_path)
    made.write("eventbook.toml", SETTINGS.partition("\n[kinds.list]")[0])
    made.commit()
    made.write("schemas/list.json", "{}")
    assert not changed_since(open_book(made.root, caching=False), "HEAD").changes_rules


def test_files_in_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    made = begun(tmp_path)
    made.write("events/x\x07/a.yaml", event("a"))
    changed = changed_since(open_book(made.root, caching=False), "HEAD")
    assert changed.records == {"events/x\\x07"}
    (found,) = changed.opened.findings(changed.opened.context)
    assert (found.slug, changed.tells(found)) == ("file-unreadable", True)

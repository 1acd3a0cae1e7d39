"""Times of records come from commits, never from the clock; old values come without secrets."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from eventbook.commands.opened import Opened, open_book, ready
from eventbook.commands.record_changes import (
    SHALLOW,
    RecordChanges,
)
from eventbook.commands.states import staged_book
from eventbook.render import Changed

SETTINGS = """\
[kinds.event]
records = ["events/**/*.yaml"]
schema = "eventbook:event"
model = "event"

[kinds.listed]
records = ["lists/*.yml[]"]
schema = "eventbook:event"
model = "event"
"""


class History:
    """A book in git; the n-th commit is made at minute n of 2 January 2020."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._count = 0
        root.mkdir()
        self.write("eventbook.toml", SETTINGS)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        when = f"{int(minute(self._count).timestamp())} +0000"
        done = subprocess.run(
            ["git", *identity, *arguments],
            cwd=self.root,
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": "1000000000 +0000"},
        )
        return done.stdout.strip()

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def commit(self, files: dict[str, str]) -> str:
        self._count += 1
        for path, text in files.items():
            self.write(path, text)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Change")
        return self.git("rev-parse", "HEAD")

    def changes(self, rev: str | None = None) -> dict[str, Changed]:
        opened = open_book(self.root, caching=False, rev=rev)
        return dict(RecordChanges(opened, opened.records).changes)

    def told(self) -> dict[str, list[tuple[str, datetime, object]]]:
        opened = open_book(self.root, caching=False)
        found = RecordChanges(opened, opened.records).revisions
        return {
            name: [(each.commit, each.when, each.value) for each in line]
            for name, line in found.items()
        }


def minute(count: int) -> datetime:
    return datetime(2020, 1, 2, 0, count, tzinfo=UTC)


def event(title: str = "T", status: str = "draft", on: str = "", more: str = "") -> str:
    review = f"review: {{status: {status}{f', on: {on}' if on else ''}}}\n"
    sources = "sources: [{title: P, published: 2019}]\n"
    return f"id: a\ntitle: {title}\ndate: 2019\n{sources}{review}{more}"


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("EVENTBOOK_TODAY", "2026-11-22")
    return History(tmp_path.resolve() / "book")


A = "events/a.yaml"


def test_a_record_changed_with_its_last_commit_and_was_published_with_the_first_that_says_so(
    history: History,
) -> None:
    history.commit({A: event(), "events/b.yaml": event(status="published")})
    history.commit({A: event("One", "published")})
    history.commit({A: event("Two", "published")})
    history.commit({"events/c.yaml": event(status="reviewed")})
    assert history.changes() == {
        A: Changed(minute(3), minute(2)),
        "events/b.yaml": Changed(minute(1), minute(1)),
        "events/c.yaml": Changed(minute(4), None),
    }
    assert history.changes("HEAD~2") == {
        A: Changed(minute(2), minute(2)),
        "events/b.yaml": Changed(minute(1), minute(1)),
    }


def test_a_record_that_was_withdrawn_keeps_when_it_was_published(history: History) -> None:
    history.commit({A: event(status='"publ\\u0069shed"')})
    history.commit({A: event(status="withdrawn", on="2026-01-01")})
    assert history.changes() == {A: Changed(minute(2), minute(1))}


@pytest.mark.parametrize(
    ("on", "updated"),
    [
        ("2025-03-04", datetime(2025, 3, 4, tzinfo=UTC)),
        ("1999-03-04", minute(1)),
        ("2025-03", minute(1)),
        ("", minute(1)),
    ],
)
def test_what_is_not_committed_has_the_day_of_its_review_if_that_is_later(
    history: History, on: str, updated: datetime
) -> None:
    history.commit({A: event()})
    history.write(A, event("New", "published", on))
    assert history.changes() == {A: Changed(updated, None)}


def test_a_file_that_was_only_touched_has_not_changed(history: History) -> None:
    history.commit({A: event(status="published", on="2025-03-04")})
    os.utime(history.root / A, (1, 1))
    assert history.changes() == {A: Changed(minute(1), minute(1))}


def test_the_index_counts_as_not_committed(history: History) -> None:
    history.commit({A: event()})
    history.write(A, event("New", "published", "2025-03-04"))
    history.git("add", "-A")
    opened = ready(*staged_book(history.root, print), caching=False)
    assert RecordChanges(opened, opened.records).changes == {
        A: Changed(datetime(2025, 3, 4, tzinfo=UTC), None)
    }


def test_a_record_in_no_commit_has_the_day_of_its_review_or_nothing(history: History) -> None:
    history.write(A, event(status="published", on="2025-03-04"))
    history.write("events/b.yaml", event(status="published"))
    known = {A: Changed(datetime(2025, 3, 4, tzinfo=UTC), None)}
    assert history.changes() == known  # before the first commit
    history.commit({"eventbook.toml": SETTINGS + "\n"})
    shutil.rmtree(history.root / ".git")
    assert history.changes() == known  # outside git
    assert history.told() == {}


def test_a_record_that_cannot_be_read_has_no_times(history: History) -> None:
    history.commit({A: "{{{"})
    assert history.changes() == {}


def test_only_records_with_more_than_one_commit_have_revisions(history: History) -> None:
    first = history.commit({A: event(), "events/b.yaml": event()})
    history.commit({A: "{{{"})
    third = history.commit({A: event("One", "published")})
    value = {"id": "a", "title": "T", "date": 2019, "sources": [{"title": "P", "published": 2019}]}
    found = history.told()
    assert list(found) == [A]
    assert found[A] == [
        (first, minute(1), value | {"review": {"status": "draft"}}),
        (history.git("rev-parse", "HEAD~1"), minute(2), None),
        (third, minute(3), value | {"title": "One", "review": {"status": "published"}}),
    ]


def test_a_renamed_record_tells_what_it_said_under_its_old_name(history: History) -> None:
    first = history.commit({A: event(more="summary: " + "word " * 50 + "\n")})
    history.git("mv", A, "events/b.yaml")
    second = history.commit({"events/b.yaml": (history.root / "events/b.yaml").read_text() + "#\n"})
    assert [each[:2] for each in history.told()["events/b.yaml"]] == [
        (first, minute(1)),
        (second, minute(2)),
    ]


def test_a_name_that_is_withheld_today_is_in_no_revision(history: History) -> None:
    named = (
        "participants: [{name: Vera Beispiel, roles: [speaker]}]\nsummary: Vera Beispiel spoke.\n"
    )
    hidden = "participants: [{withheld: true, label: A person, roles: [speaker]}]\n"
    history.commit({A: event(more=named)})
    history.commit({A: event("More", more=named)})
    history.commit({A: event("More", more=hidden)})
    values = [value for _, _, value in history.told()[A]]
    assert len(values) == 3
    assert "Beispiel" not in repr(values)
    assert values[0]["summary"] == "(withheld)"  # type: ignore[index]


def test_records_of_a_list_are_told_apart_by_their_ids(history: History) -> None:
    def listed(**titles: str) -> str:
        items = [
            f"- {{id: {one}, title: {title}, date: 2019, review: {{status: published}}}}"
            for one, title in titles.items()
        ]
        return "\n".join(items) + "\n"  # fmt: skip

    first = history.commit({"lists/l.yml": listed(a="One", b="Two")})
    history.commit({"lists/l.yml": listed(b="Two", a="One", c="New")})
    third = history.commit({"lists/l.yml": listed(b="Two", a="Other", c="New")})
    assert history.changes() == {
        "lists/l.yml#a": Changed(minute(3), minute(1)),
        "lists/l.yml#b": Changed(minute(1), minute(1)),
        "lists/l.yml#c": Changed(minute(2), minute(2)),
    }
    found = history.told()
    assert {name: [each[0] for each in told] for name, told in found.items()} == {
        "lists/l.yml#a": [first, third]
    }


def test_a_shallow_clone_says_that_its_times_begin_late(history: History, tmp_path: Path) -> None:
    history.commit({A: event(status="published")})
    history.commit({"events/b.yaml": event()})
    history.git("clone", "-q", "--depth=1", f"file://{history.root}", str(tmp_path / "clone"))
    notes = [_past(each).note for each in (history.root, tmp_path / "clone")]
    assert notes == ["", SHALLOW]
    assert _past(tmp_path / "clone").changes[A] == Changed(minute(2), minute(2))


def _past(root: Path) -> RecordChanges:
    opened: Opened = open_book(root, caching=False)
    return RecordChanges(opened, opened.records)

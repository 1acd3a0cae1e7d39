"""`eventbook render -f ics` and `-f atom`: what programs get, what is left out, and when."""

from __future__ import annotations

import re
from pathlib import Path

import feedparser
import pytest
from icalendar import Calendar

from acceptance.conftest import SETTINGS, Book
from acceptance.forked import forked
from eventbook.commands.record_changes import SHALLOW

SITE = '\n[site]\nurl = "https://archive.example/"\nsince = "2026-01-15"\n'
EVENT = """\
id: {id}
title: {title}
date: {date}
sources: [{{title: Printed programme}}]
review: {{status: {status}, by: Ann, on: 2026-02-03}}
"""
FEED_NEEDS = "a feed needs `url` in [site] of the settings, for the ids of its entries"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The command, imported once for all its processes here."""
    with forked(tmp_path_factory.mktemp("home")) as runner:
        yield runner


def add(book: Book, name: str, date: str = "2019-05-18", status: str = "published") -> None:
    book.record(name, EVENT.format(id=name, title=f"Concert {name}", date=date, status=status))


@pytest.fixture
def archive(book: Book) -> Book:
    """A book with a day, a month, a draft and a withdrawn record, all committed."""
    book.write("eventbook.toml", SETTINGS + SITE)
    add(book, "spring")
    add(book, "summer", "2019-07")
    add(book, "autumn", status="draft")
    add(book, "winter", status="withdrawn")
    book.commit()
    return book


def test_a_calendar_has_what_is_published_and_has_a_day(archive: Book) -> None:
    done = archive("render", "-f", "ics")
    assert done.returncode == 0
    (event,) = Calendar.from_ical(done.stdout).events
    when = archive.git("log", "-1", "--format=%cd", "--date=format-local:%Y%m%dT%H%M%SZ")
    assert event["uid"] == "spring@archive.example"
    assert event["dtstart"].to_ical() == b"20190518"
    assert event["dtstamp"].to_ical().decode() == when.strip()
    assert event["url"] == "https://archive.example/events/spring.html"
    assert "left out: summer: its date is a month; `--approximate` shows it as a span of days" in (
        done.stderr
    )


def test_the_same_records_give_the_same_bytes_with_the_line_ends_of_calendars(
    archive: Book,
) -> None:
    for name in ("a.ics", "b.ics"):
        assert archive("render", "-f", "ics", "-o", name).returncode == 0
    first, second = ((archive.root / name).read_bytes() for name in ("a.ics", "b.ics"))
    assert first == second
    assert first.count(b"\r\n") == first.count(b"\n") == first.count(b"\r") > 10


def test_what_has_no_day_is_a_span_of_days_if_asked_for(archive: Book) -> None:
    done = archive("render", "-f", "ics", "--approximate")
    found = {str(event["summary"]): event for event in Calendar.from_ical(done.stdout).events}
    assert list(found) == ["Concert spring", "Concert summer (date approximate)"]
    event = found["Concert summer (date approximate)"]
    assert (event["dtstart"].to_ical(), event["dtend"].to_ical()) == (b"20190701", b"20190801")
    assert event["transp"] == "TRANSPARENT"
    assert event["description"].startswith("Date: July 2019; day not stated")
    assert "summer" not in done.stderr


@pytest.mark.parametrize("form", ["ics", "atom"])
def test_drafts_are_there_only_by_name_or_if_asked_for(archive: Book, form: str) -> None:
    assert "autumn" not in archive("render", "-f", form, "-w", "title~Concert").stdout
    for words in (["autumn"], ["--drafts"]):
        done = archive("render", "-f", form, *words)
        assert done.returncode == 0
        assert re.search(r"Concert autumn(.|\n)*DRAFT", done.stdout)


def test_when_every_record_is_left_out_there_is_no_calendar(archive: Book) -> None:
    done = archive("render", "summer", "-f", "ics", "-o", "none.ics")
    assert (done.returncode, done.stdout) == (1, "")
    assert "rendered as `ics`: summer: its date is a month" in done.stderr
    assert not (archive.root / "none.ics").exists()


def test_a_feed_has_the_times_of_commits_and_of_nothing_else(archive: Book) -> None:
    before = archive("render", "-f", "atom").stdout
    found = feedparser.parse(before)
    assert not found.bozo
    when = archive.git("log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%dT%H:%M:%SZ")
    assert {(one.id, one.published, one.updated) for one in found.entries} == {
        (f"tag:archive.example,2026-01-15:events/{name}", when.strip(), when.strip())
        for name in ("spring", "summer")
    }
    add(archive, "spring", "2019-05-19")
    archive.commit()
    after = feedparser.parse(archive("render", "-f", "atom").stdout)
    assert after.entries[0].id.endswith("spring")
    assert after.entries[0].updated >= after.entries[0].published == when.strip()
    assert "19 May 2019" in after.entries[0].summary
    assert archive("render", "-f", "atom", "--rev", "HEAD~1").stdout == before


def test_outside_git_the_day_of_the_review_counts(archive: Book) -> None:
    archive.run.program("rm", "-r", ".git", cwd=archive.root)
    archive.record("bare", EVENT.format(id="bare", title="B", date="2019", status="published")
                   .replace(", by: Ann, on: 2026-02-03", ""))  # fmt: skip
    done = archive("render", "-f", "atom")
    found = feedparser.parse(done.stdout).entries
    assert [(one.id[-6:], one.updated) for one in found] == [
        ("spring", "2026-02-03T00:00:00Z"),
        ("summer", "2026-02-03T00:00:00Z"),
    ]
    assert "left out: bare: when it changed is not known" in done.stderr


def test_a_feed_without_an_address_says_what_to_write(archive: Book) -> None:
    archive.write("eventbook.toml", SETTINGS)
    done = archive("render", "-f", "atom")
    assert (done.returncode, done.stdout) == (2, "")
    assert FEED_NEEDS in done.stderr
    assert 'url = "https://archive.example/"' in done.stderr
    calendar = archive("render", "-f", "ics")
    assert calendar.returncode == 0
    assert "UID:spring@test-archive.invalid" in calendar.stdout


def test_in_a_shallow_clone_it_is_said_that_times_begin_late(archive: Book, tmp_path: Path) -> None:
    add(archive, "spring", "2019-05-19")
    archive.commit()
    clone = tmp_path / "clone"
    archive.git("clone", "--quiet", "--depth=1", f"file://{archive.root}", str(clone))
    done = archive.run("render", "-f", "ics", "--approximate", cwd=clone)
    assert done.returncode == 0
    assert done.stderr.splitlines().count(SHALLOW) == 1
    assert SHALLOW not in archive("render", "-f", "ics", "--approximate").stderr

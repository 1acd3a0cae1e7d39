"""`eventbook status`: the book at a glance, and the next step."""

from __future__ import annotations

import json
import os

import pytest

RECORD = "id: {0}\ntitle: {0}\ndate: 2019-05-18\nsources: [{{title: Poster}}]\n{1}"


def status(book) -> tuple[dict, str]:
    """What is printed as JSON, and the next step."""
    done = book("status", "-f", "json")
    assert done.returncode == 0
    return json.loads(done.stdout), done.stderr


def test_in_words(book):
    book.record("a", RECORD.format("a", "review: {status: draft}\n"))
    book.record("b", RECORD.format("b", ""))
    book.commit()
    book.record("b", RECORD.format("b", "keywords: [art]\n"))
    done = book("status")
    assert (done.returncode, done.stderr, done.stdout) == (
        0,
        "next: eventbook diff, then git commit\n",
        (
            "Book: Test archive\n"
            "Records:\n"
            "  event:\n"
            "    draft: 1\n"
            "    no-review: 1\n"
            "Unreadable files: 0\n"
            "Errors: 0\n"
            "Warnings: 0\n"
            "Drafts: a\n"
            "Changed since reviewed: (none)\n"
            "Not committed:\n"
            "  records/events/b.yaml: modified\n"
        ),
    )
    assert book("-q", "status").stderr == ""


def test_the_next_step_from_an_empty_book_to_one_that_is_done(book):
    empty = {
        "book": "Test archive",
        "records": {},
        "unreadable": 0,
        "errors": 0,
        "warnings": 0,
        "drafts": [],
        "stale": [],
        "uncommitted": {},
    }
    assert status(book) == (empty, "next: eventbook create\n")
    file = book.record("a", RECORD.format("a", "titel: x\n"))
    assert status(book) == (
        {
            **empty,
            "records": {"event": {"no-review": 1}},
            "errors": 1,
            "uncommitted": {"records/events/a.yaml": "added"},
        },
        "next: eventbook validate\n",
    )
    book.record("a", RECORD.format("a", "review: {status: draft}\n"))
    book.commit()
    os.utime(file, (0, 0))  # other stamps are no change
    draft = {**empty, "records": {"event": {"draft": 1}}, "drafts": ["a"]}
    assert status(book) == (draft, "next: eventbook show a, to review it\n")
    book.record("a", RECORD.format("a", ""))
    book.commit()
    assert status(book) == ({**empty, "records": {"event": {"no-review": 1}}}, "")


def test_a_review_that_is_stale(book):
    review = f"review: {{status: reviewed, by: Ann, on: 2020-01-01, of: {'0' * 64}}}\n"
    book.record("a", RECORD.format("a", review))
    book.commit()
    found, step = status(book)
    assert (found["stale"], step) == (
        ["a"],
        "next: eventbook show a, then eventbook review a --as STATUS\n",
    )


def test_what_cannot_be_read_and_no_git(book):
    book.record("broken", "[")
    (book.root / ".git").rename(book.root / "elsewhere")
    found, step = status(book)
    assert (found["unreadable"], found["uncommitted"], step) == (
        1,
        None,
        "next: eventbook validate\n",
    )


def test_what_cannot_be_known_is_not_nothing(book):
    book.record("a", RECORD.format("a", ""))
    (book.root / ".git").rename(book.root / "elsewhere")
    last = book("status").stdout.splitlines()[-1]
    assert last == "Not committed: not known: there is no git repository here"
    (book.root / ".git").write_text("gitdir: nowhere\n")
    last = book("status").stdout.splitlines()[-1]
    assert last.startswith("Not committed: not known: ")


@pytest.mark.parametrize("form", ["table", "jsn"])
def test_forms(book, form):
    assert book("status", "-f", form).returncode == 2


def test_of_many_drafts_the_first_are_named(book):
    for number in range(12):
        text = f"id: e-{number:02}\ntitle: Talk {number}\ndate: 2019-01-{number + 1:02}\n"
        book.record(f"e-{number:02}", f"{text}sources: [{{title: P}}]\nreview: {{status: draft}}\n")
    book.commit()
    ids = [f"e-{number:02}" for number in range(12)]
    text = book("status").stdout
    assert "… and 2 more: eventbook list -w review.status=draft\n" in text
    assert [each for each in ids if each in text] == ids[:10]
    assert json.loads(book("status", "-f", "json").stdout)["drafts"] == ids

"""`eventbook review`: who vouches for which content."""

from __future__ import annotations

import pytest

from acceptance.forked import forked

PATH = "records/events/turin.yaml"
TEXT = """\
# from the printed programme
id: turin
title: Organ recital   # as printed
date: "2019-05-18"
sources: [{title: Printed programme}]
review: {status: draft}

# the archive's own
local:
  box: 7
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The command, imported once for all its processes here."""
    with forked(tmp_path_factory.mktemp("home")) as runner:
        yield runner


@pytest.fixture
def archive(book):
    """A book with one draft, committed."""
    book.record("turin", TEXT)
    book.commit()
    return book


def review_line(book):
    lines = (book.root / PATH).read_text().splitlines()
    return next(line for line in lines if line.startswith("review:"))


def test_a_review_is_written_and_nothing_else_touched(archive):
    done = archive("review", "turin", "--as", "reviewed", "--by", "Ada Moretti")

    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        f"{PATH}\n",
        f"turin is reviewed now (it was draft)\nnext: git add {PATH}\n",
    )
    line = review_line(archive)
    of = line.partition("of: ")[2].rstrip("}")
    assert line == f'review: {{status: reviewed, by: Ada Moretti, "on": "2026-01-15", of: {of}}}'
    assert (archive.root / PATH).read_text() == TEXT.replace("review: {status: draft}", line)
    assert archive("validate", "--strict").returncode == 0


def test_a_later_change_shows_and_a_new_review_mends_it(archive):
    archive("review", "turin", "--as", "reviewed", "--by", "Ada")
    file = archive.root / PATH
    file.write_text(file.read_text().replace("recital", "concert"))

    assert "review-stale" in archive("validate").stdout
    assert archive("review", "turin", "--as", "published", "--by", "Bo").returncode == 0
    assert review_line(archive).startswith('review: {status: published, by: Bo, "on":')
    assert archive("validate", "--strict").returncode == 0
    assert "review-stale" not in archive("validate").stdout


def test_the_name_is_that_of_git(archive):
    done = archive("review", "turin", "--as", "reviewed")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        (
            "error: nobody is named who reviews it; "
            "give `--by NAME`, or set it with `git config user.name NAME`\n"
        ),
    )
    archive.git("config", "user.name", "Cy Young: editor")
    assert archive("review", "turin", "--as", "reviewed").returncode == 0
    assert 'by: "Cy Young: editor", "on":' in review_line(archive)


def test_back_to_a_draft_nobody_vouches(archive):
    archive("review", "turin", "--as", "reviewed", "--by", "Ada")
    done = archive("review", "turin", "--as", "draft")
    assert done.returncode == 0
    assert (archive.root / PATH).read_text() == TEXT
    done = archive("review", "turin", "--as", "draft")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "",
        f"{PATH} says so already; nothing was written\n",
    )
    assert archive("-q", "review", "turin", "--as", "in-review", "--by", "Bo").stdout == f"{PATH}\n"
    assert review_line(archive) == "review: {status: in-review, by: Bo}"


def test_a_record_without_a_review_gets_one_as_its_siblings_are_laid_out(archive):
    archive.record("rome")
    done = archive("review", "event/rome", "--as", "withdrawn", "--by", "Ada")
    assert done.stderr.startswith("rome is withdrawn now (it was without a review)\n")
    text = (archive.root / "records/events/rome.yaml").read_text()
    assert text.partition("review:")[2].startswith(
        '\n  status: withdrawn\n  by: Ada\n  "on": "2026-01-15"\n  of: '
    )


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        (('title: Organ recital', 'title: "TODO: a title"'), "todo-left"),
        (('date: "2019-05-18"', 'date: "2019-02-30"'), "date-invalid"),
        (('box: 7', 'box: 7\nkeywords: 3'), "type-mismatch"),
        (("title: Organ", "title: A\ntitle: Organ"), "yaml-duplicate-key"),
    ],
)  # fmt: skip
def test_errors_and_todos_keep_a_record_from_being_vouched_for(archive, change, slug):
    before = TEXT.replace(*change)
    archive.record("turin", before)
    for status in ("reviewed", "published"):
        done = archive("review", "turin", "--as", status, "--by", "Ada")
        assert (done.returncode, done.stdout) == (1, "")
        assert f"error[{slug}]" in done.stderr
        assert f" --> {PATH}:" in done.stderr
    assert (archive.root / PATH).read_text() == before


def test_a_todo_left_keeps_a_record_a_draft_but_old_errors_keep_it_from_nothing_else(archive):
    archive.record("turin", TEXT.replace("Organ recital", "TODO"))
    assert archive("review", "turin", "--as", "in-review").returncode == 1
    archive.record("turin", TEXT.replace("box: 7", "box: 7\nkeywords: 3"))
    assert archive("review", "turin", "--as", "in-review").returncode == 0
    assert "keywords: 3" in (archive.root / PATH).read_text()


def test_a_text_that_cannot_hold_it_is_left_alone(archive):
    before = TEXT.replace("review: {status: draft}", "? review")
    archive.record("turin", before)
    done = archive("review", "turin", "--as", "draft")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: `review` cannot be edited in place: ")
    assert (archive.root / PATH).read_text() == before


def test_a_dry_run_shows_the_change(archive):
    done = archive("review", "turin", "--as", "reviewed", "--by", "Ada", "-n")
    assert (done.returncode, done.stderr) == (0, f"dry run: {PATH} was not written\n")
    assert done.stdout.startswith(
        f"changed event turin  {PATH}\n  ~ review.status: draft → reviewed\n"
    )
    assert "Ada" in done.stdout
    assert (archive.root / PATH).read_text() == TEXT


def test_the_whole_id_is_needed(archive):
    for word, said in {
        "tur": "`tur` is a part of an id; to write, the whole id is needed; did you mean `turin`?",
        "tuirn": "there is no record `tuirn`; did you mean `turin`?",
        "paris": "there is no record `paris`",
    }.items():
        done = archive("review", word, "--as", "reviewed", "--by", "Ada")
        assert (done.returncode, done.stdout, done.stderr) == (2, "", f"error: {said}\n")
    archive.write("records/events/2019/turin.yaml", TEXT)
    done = archive("review", "turin", "--as", "reviewed", "--by", "Ada")
    both = "records/events/2019/turin.yaml, records/events/turin.yaml"
    said = f"error: `turin` is the id of 2 records; {both}\n"
    assert (done.returncode, done.stderr) == (2, said)


def test_statuses(archive):
    for word, said in {
        "final": "did you mean `published`?",
        "in review": "did you mean `in-review`?",
        "xyz": "there are draft, in-review, reviewed, published and withdrawn",
    }.items():
        done = archive("review", "turin", "--as", word, "--by", "Ada")
        assert (done.returncode, done.stderr) == (
            2,
            f"error: `{word}` is no review status; {said}\n",
        )
    done = archive("review", "turin", "--as", "reviewed", "--by", " ")
    assert done.stderr == "error: --by names nobody; give a name: `--by 'Ada Example'`\n"
    done = archive("review", "turin", "--as", "reviewed", "--by", "Ada\nExample")
    assert (done.returncode, done.stderr) == (
        2,
        "error: --by is no name: it holds line ends or other control characters\n",
    )


def test_private_lines_are_never_shown(archive):
    guest = "participants:\n  - {key: g, name: Zed Young, label: A guest, withheld: true}\n"
    archive.record("turin", TEXT + guest)
    done = archive("review", "turin", "--as", "reviewed", "--by", "Ada")
    assert done.returncode == 1
    assert "error[withheld-named]" in done.stderr
    assert "Zed" not in done.stderr + done.stdout
    done = archive("review", "turin", "--as", "in-review", "-n")
    assert done.returncode == 0
    assert "Zed" not in done.stderr + done.stdout

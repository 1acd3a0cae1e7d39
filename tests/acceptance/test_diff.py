"""`eventbook diff`: revisions, the work tree, files and ids, in real repositories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

FIRST = """\
id: spring
title: Spring concert
date: 2026-05-01
participants:
  - {key: lee, name: Ann Lee, roles: [speaker]}
  - {key: ray, name: Bo Ray, roles: [performer]}
sources: [{key: a, title: Programme}]
"""
SECOND = """\
# Checked against the programme.
id: spring
title: Spring concert at the lake
date: 2026-05-01
participants:
  - {key: ray, name: Bo Ray, roles: [performer], position: pianist}
  - {key: lee, name: Ann Lee, roles: [speaker]}
sources: [{key: a, title: Programme}]
"""


@pytest.fixture
def changed(book):
    """A book whose one record was committed and then changed."""
    book.record("spring", FIRST)
    book.commit()
    book.record("spring", SECOND)
    return book


def summary(done) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Record, status and the operations with their paths, of JSON output."""
    return [
        (each["record"], each["status"], [(c["op"], c["path"]) for c in each["changes"]])
        for each in json.loads(done.stdout)
    ]


VALUES = [
    ("replace", "title"),
    ("move", "participants[key=lee]"),
    ("add", "participants[key=ray].position"),
]


@pytest.mark.parametrize("operands", [[], ["HEAD"], ["spring"], ["HEAD", "records"]])
def test_the_work_tree_against_the_last_commit(changed, operands):
    done = changed("diff", *operands, "-f", "json")
    (record, status, found), *others = summary(done)
    assert (done.returncode, done.stderr, record, status, others) == (
        0,
        "",
        "spring",
        "changed",
        [],
    )
    assert sorted(found) == sorted(VALUES)


def test_text_says_it_in_words(changed):
    done = changed("diff")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("changed event spring  records/events/spring.yaml\n")
    assert "title" in done.stdout
    assert "{+at the lake+}" in done.stdout or "Spring concert at the lake" in done.stdout


def test_exit_code_counts_values_only(changed):
    assert changed("diff", "--exit-code").returncode == 1
    changed.record("spring", "# a comment\n" + FIRST)
    done = changed("diff", "--exit-code", "-f", "json")
    assert (done.returncode, summary(done)) == (0, [("spring", "formatting", [])])


def test_two_revisions_added_removed_and_moved(changed):
    changed.commit()
    changed.record("autumn", FIRST.replace("spring", "autumn").replace("Ann", "Cy"))
    (changed.root / "records/events/2026").mkdir()
    (changed.root / "records/events/spring.yaml").rename(
        changed.root / "records/events/2026/spring.yaml"
    )
    changed.commit()
    done = changed("diff", "HEAD~1..HEAD", "-f", "json")
    assert summary(done) == [("spring", "moved", []), ("autumn", "added", [])]
    assert json.loads(done.stdout)[0]["old_path"] == "records/events/spring.yaml"
    back = changed("diff", "HEAD..HEAD~1", "-f", "json")
    assert summary(back) == [("autumn", "removed", []), ("spring", "moved", [])]


def test_from_the_merge_base(changed):
    changed.commit()
    changed.git("switch", "--quiet", "--create", "side", "HEAD~1")
    changed.record("other", FIRST.replace("id: spring", "id: other"))
    changed.commit()
    assert summary(changed("diff", "main...", "-f", "json")) == [("other", "added", [])]


def test_two_files_anywhere(run, tmp_path: Path):
    (tmp_path / "a.yaml").write_text(FIRST)
    (tmp_path / "b.yaml").write_text(SECOND)
    done = run("diff", "a.yaml", "b.yaml", "-f", "json", cwd=tmp_path)
    assert done.returncode == 0
    assert {op for op, _ in summary(done)[0][2]} >= {"replace", "add"}
    same = run("diff", "a.yaml", "a.yaml", cwd=tmp_path)
    assert (same.returncode, same.stdout, same.stderr) == (0, "", "")


def test_two_records(changed):
    changed.record("autumn", FIRST.replace("id: spring", "id: autumn"))
    done = changed("diff", "spring", "autumn", "-f", "json")
    (_, status, found) = summary(done)[0]
    assert (done.returncode, status) == (0, "changed")
    assert ("replace", "id") in found


def test_a_broken_version_is_said_to_be_broken(changed):
    changed.record("spring", "id: spring\ntitle: [\n")
    done = changed("diff", "--exit-code")
    assert done.returncode == 1
    assert "cannot be read" in done.stdout


def test_a_name_that_is_withheld_now_is_not_shown(book):
    book.record("spring", FIRST)
    book.commit()
    hidden = "  - {key: lee, minor: true, label: A child (name withheld), roles: [speaker]}\n"
    lines = FIRST.splitlines(keepends=True)
    for with_key in (True, False):
        after = hidden if with_key else hidden.replace("key: lee, ", "")
        book.record("spring", "".join(after if "Ann Lee" in line else line for line in lines))
        for form in ("text", "json"):
            done = book("diff", "-f", form)
            assert done.returncode == 0
            assert "Ann" not in done.stdout + done.stderr
            assert "withheld" in done.stdout


@pytest.mark.parametrize(
    ("operands", "message"),
    [
        (["nothing"], "error: `nothing` is no revision, file or record\n"),
        (["a..b"], "error: there is no revision `a`"),
        (["--outptu=x"], "No such option"),
    ],
)
def test_what_is_unknown_is_said_in_one_line(changed, operands, message):
    done = changed("diff", *operands)
    assert done.returncode == 2
    assert message.split("`")[-1] in done.stderr or message in done.stderr
    assert "Traceback" not in done.stderr


def test_outside_git(run, tmp_path: Path):
    for folder in ("records", "schemas"):
        (tmp_path / folder).mkdir()
    done = run("diff", cwd=tmp_path)
    assert done.returncode == 2
    assert "is in no git repository" in done.stderr


def test_before_the_first_commit(run, tmp_path: Path):
    for folder in ("records", "schemas"):
        (tmp_path / folder).mkdir()
    run.program("git", "init", "--quiet", cwd=tmp_path)
    done = run("diff", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: there is no commit yet to compare with; commit first, or compare two files\n"
    )


def test_names_and_statistics(changed):
    assert changed("diff", "--name-only").stdout == "records/events/spring.yaml\n"
    assert "spring" in changed("diff", "--stat").stdout
    done = changed("diff", "--stat", "-f", "json")
    assert (done.returncode, done.stdout) == (2, "")

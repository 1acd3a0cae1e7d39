"""Baselines: what was found before passes, what is new fails, what is gone is told."""

from __future__ import annotations

import json
import os
import re
import shutil

import pytest

from acceptance.conftest import Book, Run
from eventbook.changes.baseline import FORMAT

BASE = "known.json"
HELD = ("--baseline", BASE)
WRITE = (*HELD, "--write-baseline")
TALK = """\
id: talk
title: Talk
date: 18.5.2019
sources: [{title: Poster}]
participants:
  - {key: ann, name: Ann Example, roles: [speker]}
  - {key: bob, name: Bob Example, roles: [speaker]}
kewords: [x]
"""
LEAVE_OUT = "leave out the options that say what else to look at"
TOGETHER = "--write-baseline and {} do not go together; a baseline is of the whole book as it is"
NAME = "Petra Anvelsson"


@pytest.fixture(scope="module")
def _first_known(_first_book, tmp_path_factory):
    folder = tmp_path_factory.mktemp("known")
    made = Book(shutil.copytree(_first_book, folder / "book"), Run(folder))
    made.record("good")
    made.record("talk", TALK)
    assert made("-q", "validate", *WRITE).returncode == 0
    made.commit()
    return made.root


@pytest.fixture
def known(_first_known, tmp_path, run):
    """A record with three errors, all of them in a baseline, committed."""
    return Book(shutil.copytree(_first_known, tmp_path / "book"), run)


def entries(book, name=BASE):
    """What is in a baseline."""
    value = json.loads((book.root / name).read_text())
    assert value["format"] == FORMAT
    return value["findings"]


def findings(book, *more):
    """The rules of what a run against the baseline tells, and what it says beside that."""
    done = book("validate", *HELD, "-f", "json", *more)
    assert done.returncode in (0, 1), done.stderr
    return [each["rule"] for each in json.loads(done.stdout)], done.stderr


def test_what_is_written(book):
    book.record("talk", TALK)
    done = book("validate", *WRITE)
    assert (done.returncode, done.stdout) == (0, "Nothing new: 1 record.\n")
    assert done.stderr == "known.json: 3 findings (3 new)\nnext: git add known.json\n"
    text = (book.root / BASE).read_text()
    assert re.sub("[0-9a-f]{32}", "…", text) == (
        '{"format": "eventbook baseline 1", "findings": [\n'
        '{"fingerprint": "…", "rule": "date-invalid",'
        ' "path": "records/events/talk.yaml", "record": "talk", "field": "date"},\n'
        '{"fingerprint": "…", "rule": "property-unknown",'
        ' "path": "records/events/talk.yaml", "record": "talk", "field": "kewords"},\n'
        '{"fingerprint": "…", "rule": "value-not-allowed",'
        ' "path": "records/events/talk.yaml", "record": "talk",'
        ' "field": "participants[].roles[]"}\n'
        "]}\n"
    )
    stamp = (book.root / BASE).stat().st_mtime_ns
    done = book("validate", *WRITE)
    assert done.stderr == "known.json: 3 findings (as before)\n"
    assert ((book.root / BASE).read_text(), (book.root / BASE).stat().st_mtime_ns) == (text, stamp)


def test_what_was_there_passes(known):
    done = known("validate", *HELD)
    assert (done.returncode, done.stdout) == (0, "Nothing new: 2 records.\n")
    assert done.stderr == "3 findings are in the baseline\n"
    done = known("-q", "validate", *HELD, "--strict")
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_new_fails(known):
    known.record("other", TALK.replace("talk", "other"))
    done = known("validate", *HELD, "-f", "concise")
    assert done.returncode == 1
    assert done.stderr == "3 findings are in the baseline\n"
    assert all("other.yaml" in line for line in done.stdout.splitlines()[:3])
    assert done.stdout.endswith("Found 3 errors in 1 of 3 records.\n")


def test_what_is_gone_is_told_and_fails_a_strict_run(known):
    known.record("talk", TALK.replace("kewords", "keywords"))
    done = known("validate", *HELD)
    assert (done.returncode, done.stderr) == (
        0,
        "2 findings are in the baseline\n1 finding of the baseline is gone; run --write-baseline\n",
    )
    done = known("-q", "validate", *HELD, "--strict")
    gone = "1 finding of the baseline is gone, which fails a strict run; run --write-baseline\n"
    assert (done.returncode, done.stderr) == (1, gone)
    done = known("validate", *WRITE)
    assert done.stderr == "known.json: 2 findings (1 gone)\nnext: git add known.json\n"
    assert known("validate", *HELD, "--strict").returncode == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda text: f"# a comment\n\n{text}",
        lambda text: text.replace("title: Talk", "title: Another title"),
        lambda text: re.sub(r"(  - .*ann.*\n)(  - .*bob.*\n)", r"\2\1", text),
        lambda text: text.replace("ticipants:\n", "ticipants:\n  - {key: c, name: C, roles: []}\n"),
    ],
    ids=["lines", "text", "order", "item"],
)
def test_findings_are_known_again_wherever_they_have_moved(known, change):
    changed = change(TALK)
    assert changed != TALK
    known.record("talk", changed)
    told, said = findings(known)
    assert "value-not-allowed" not in told
    assert "3 findings are in the baseline\n" in said
    assert "gone" not in said


def test_a_file_that_moves_takes_its_findings_along(known):
    shutil.move(known.root / "records/events/talk.yaml", known.root / "records/events/2019.yaml")
    told, said = findings(known)
    assert (told, said) == (["id-filename"], "3 findings are in the baseline\n")


def test_findings_that_are_alike_are_counted(known):
    known.record("talk", TALK + "programme:\n  - {kind: spech, title: A}\n")
    known("validate", *WRITE)
    more = "".join(f"  - {{kind: spech, title: {title}}}\n" for title in "BA")
    known.record("talk", TALK + "programme:\n" + more)
    told, said = findings(known)
    assert told == ["value-not-allowed"]
    assert said == "4 findings are in the baseline\n"


def test_another_wrong_value_is_new(known):
    known.record("talk", TALK.replace("18.5.2019", "19.5.2019"))
    told, said = findings(known)
    assert told == ["date-invalid"]
    assert said == (
        "2 findings are in the baseline\n1 finding of the baseline is gone; run --write-baseline\n"
    )


def test_a_part_of_the_book_is_held_against_it_and_nothing_is_said_to_be_gone(known):
    known.record("good", TALK.replace("id: talk", "id: good"))
    for part in (["--changed-since", "HEAD"], ["--ignore", "yaml-*", "good"]):
        told, said = findings(known, *part)
        assert (part, sorted(told), said) == (
            part,
            ["date-invalid", "property-unknown", "value-not-allowed"],
            "",
        )
    known.git("add", "--all")
    assert len(findings(known, "--staged")[0]) == 3
    told, said = findings(known, "--select", "date-*")
    assert (told, said) == (["date-invalid"], "1 finding is in the baseline\n")
    told, said = findings(known, "--rev", "HEAD")
    assert (told, said) == ([], "3 findings are in the baseline\n")
    done = known("validate", "-", *HELD, "-f", "json", input=TALK)
    assert (done.returncode, done.stdout) == (0, "[]\n")


def test_reports_hold_what_is_new_alone(known):
    known.record("talk", TALK + "zz: 1\n")
    given = [
        word for form in ("sarif", "gitlab", "junit") for word in ("--report", f"{form}={form}")
    ]
    done = known("validate", *HELD, *given)
    assert done.returncode == 1
    log = json.loads((known.root / "sarif").read_text())
    assert [each["ruleId"] for each in log["runs"][0]["results"]] == ["property-unknown"]
    assert len(json.loads((known.root / "gitlab").read_text())) == 1
    assert (known.root / "junit").read_text().count("<failure") == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--write-baseline"], "--write-baseline needs a file; name it with --baseline FILE"),
        (["--baseline", "no"], "--baseline no: there is no such file; --write-baseline makes it"),
        (["--baseline", "no/x"], "--baseline no/x: there is no such folder; make it first"),
        (["--baseline", "records"], "--baseline records: it is a folder; name a file in it"),
        (["--baseline", "pipe"], "--baseline pipe: it is not a regular file"),
        (
            ["--baseline", "x.txt", "--write-baseline"],
            "x.txt:1:1: not JSON; name a file that --write-baseline made",
        ),
        (
            ["--baseline", "records/events/good.yaml"],
            "records/events/good.yaml:1:1: not JSON; name a file that --write-baseline made",
        ),
        (
            ["--baseline", "records/events/b.yaml", "--write-baseline"],
            "--baseline records/events/b.yaml: it is a record of the book; name another file",
        ),
        (
            [*HELD, "-o", BASE],
            "--baseline and --output name the same file: known.json",
        ),
        *(
            (
                [*WRITE, *more],
                TOGETHER.format(more[0] if more[0] != "good" else "targets"),
            )
            for more in (
                ["good"],
                ["--select", "date-*"],
                ["--ignore", "date-*"],
                ["--changed-since", "HEAD"],
                ["--staged"],
                ["--rev", "HEAD"],
                ["--trust", "HEAD"],
            )
        ),
        (
            [*HELD, "--schema", "x.json"],
            f"--schema judges the work tree by all rules; {LEAVE_OUT}",
        ),
    ],
)
def test_what_is_refused(known, options, message):
    os.mkfifo(known.root / "pipe")
    known.write("x.txt", "notes\n")
    before = (known.root / BASE).read_bytes()
    done = known("validate", *options)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"error: {message}\n")
    assert (known.root / BASE).read_bytes() == before


def test_a_broken_baseline_is_refused_and_can_be_written_anew(known):
    text = (known.root / BASE).read_text()
    known.write(BASE, text.replace("[\n", "[\n<<<<<<< ours\n", 1))
    done = known("validate", *HELD)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: known.json:2:1: not JSON;"
        " settle the merge conflict, or --write-baseline writes it anew\n"
    )
    assert known("validate", *WRITE).returncode == 0
    assert (known.root / BASE).read_text() == text


def test_of_somebody_elses_change_the_baseline_of_the_base_counts(known):
    known.record("talk", TALK + "zz: 1\n")
    known("validate", *WRITE)
    assert findings(known)[0] == []
    told, said = findings(known, "--trust", "HEAD")
    assert told == ["property-unknown"]
    assert said == "3 findings are in the baseline\n"
    known.git("rm", "-q", "--cached", BASE)
    known.git("commit", "-q", "-m", "No baseline")
    done = known("validate", *HELD, "--trust", "HEAD")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: --baseline known.json: there is no such file in HEAD; --write-baseline makes it\n"
    )


def test_rules_that_did_not_run_keep_their_entries(book):
    book.record("talk", TALK.replace("{title: Poster}", "{title: P, stored: p, sha256: '00'}"))
    book("validate", *WRITE)
    found = [{**each, "rule": "hash-mismatch"} for each in entries(book)[:1]]
    found[0]["fingerprint"] = "f" * 32
    text = (book.root / BASE).read_text()
    line = json.dumps(found[0])
    book.write(BASE, text.replace("[\n", f"[\n{line},\n", 1))
    assert "gone" not in book("validate", *HELD).stderr
    book("validate", *WRITE)
    assert line in (book.root / BASE).read_text()
    assert "1 finding of the baseline is gone" in book("validate", *HELD, "--sources", ".").stderr


PRIVATE = """\
id: private
title: Reading
date: 2019-05-18
sources: [{title: Poster}]
participants:
  - {minor: true, label: A reader, name: Petra Anvelsson, roles: [raeder]}
Petra Anvelsson: x
"""


def test_private_findings_are_in_no_baseline(book):
    book.record("private", PRIVATE)
    book.write(".withheld", f"{NAME}\n")
    book.write(".gitignore", ".withheld\n")
    env = {"EVENTBOOK_WITHHELD": ""}
    done = book("validate", *WRITE, "-f", "json", env=env)
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert {"minor-named", "withheld-leak"} <= {each["rule"] for each in told}
    assert all(each["private"] for each in told)
    text = (book.root / BASE).read_text()
    assert not re.search("petra|anvelsson|minor|withheld", text, re.I)
    assert not re.search("petra|anvelsson", done.stdout + done.stderr, re.I)
    forged = [{**each, "rule": "minor-named"} for each in entries(book)]
    prints = [each["fingerprint"] for each in told]
    forged += [
        {"fingerprint": each, "rule": "minor-named", "path": "x", "record": "", "field": ""}
        for each in prints
    ]
    book.write(BASE, json.dumps({"format": FORMAT, "findings": forged}))
    done = book("validate", *HELD, "-f", "json", env=env)
    assert done.returncode == 1
    assert [each["fingerprint"] for each in json.loads(done.stdout)] == prints


def test_two_hundred_thousand_entries_are_read_in_reasonable_time(known):
    line = '{{"fingerprint": "{:032x}", "rule": "r", "path": "p", "record": "", "field": ""}}'
    lines = ",\n".join(line.format(number) for number in range(200_000))
    known.write(BASE, f'{{"format": "{FORMAT}", "findings": [\n{lines}\n]}}\n')
    done = known("validate", *HELD)
    assert done.returncode == 1
    assert done.stderr == "200000 findings of the baseline are gone; run --write-baseline\n"

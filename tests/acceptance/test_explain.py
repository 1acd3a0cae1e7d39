"""`eventbook explain`: rules, fields, and the list of both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eventbook.check import SLUGS


def test_a_rule(run, tmp_path: Path):
    done = run("explain", "date-invalid", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == """\
date-invalid (error; looks at the record alone)

A date is not one in the Extended Date/Time Format (ISO 8601-2, EDTF).

Uncertain dates are recorded as they are known, without days made up.

What to do: Write `2023-02-24`, `2023-02` where the day is unknown, `2023-02?` where it
is uncertain, `XXXX` where nothing is known.

Fixable: `validate --unsafe-fixes`, by a guess, writes the date in EDTF where there is
one way to read it.

Wrong:

  date: 18 May 2019

Right:

  date: 2019-05-18
"""
    )


def test_a_field(book):
    done = book("explain", "programme.kind")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == """\
programme.kind: Kind (event, required)
  What sort of part it is.
  Type: a text
  Values: speech, message, lecture, talk, panel, discussion, workshop, reading,
  performance, screening, exhibition, ceremony, prayer, wreath-laying, silence, award,
  reception, break, other
  Also tried as: type
"""
    )


def test_a_field_with_fields(book):
    shown = json.loads(book("explain", "place", "-f", "json").stdout)
    assert [(each["path"], each["kind"], each["types"]) for each in shown] == [
        ("place", "event", ["object"])
    ]
    assert ["city", "City"] in shown[0]["parts"]
    assert "venue" in shown[0]["synonyms"]


def test_a_path_may_begin_with_the_kind(run, tmp_path: Path):
    assert run("init", cwd=tmp_path).returncode == 0
    whole = run("explain", "person.positions.title", "-f", "json", cwd=tmp_path)
    (field,) = json.loads(whole.stdout)
    assert (field["kind"], field["path"]) == ("person", "positions.title")
    done = run("explain", "work.positions.title", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: no schema knows `work.positions.title`")


def test_the_list_names_every_rule_and_the_fields_of_the_book(book):
    lines = book("explain").stdout.splitlines()
    named = {line.split()[0] for line in lines if line.startswith("  ")}
    assert named >= SLUGS | {"id", "title", "date", "sources", "statements"}
    assert "Fields of event:" in lines


def test_outside_a_book_there_are_rules_only(run, tmp_path: Path):
    done = run("explain", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Fields" not in done.stdout
    listed = json.loads(run("explain", "-f", "json", cwd=tmp_path).stdout)
    assert {each["rule"] for each in listed} == SLUGS
    assert all(each["wrong"] and each["right"] for each in listed)


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("plase", "error: no schema knows `plase`; did you mean `place`?\n"),
        (
            "date-invald",
            "error: `date-invald` is no rule and no field; did you mean `date-invalid`?\n",
        ),
        ("place.cty", "error: no schema knows `place.cty`; did you mean `place.city`?\n"),
    ],
)
def test_what_is_unknown(book, word: str, message: str):
    done = book("explain", word)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)

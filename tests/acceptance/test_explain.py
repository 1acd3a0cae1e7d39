"""`eventbook explain`: rules, fields, and the list of both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eventbook.check import SLUGS

DATE_RULES = ("date-invalid", "date-is-publication-date", "date-order", "date-outside-parent")


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
programme.kind: Kind (event; required)
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
        (
            "programm.knd",
            "error: no schema knows `programm.knd`; did you mean `programme.kind`?\n",
        ),
        (
            "works.author",
            "error: no schema knows `works.author`; did you mean `programme.works.author`?\n",
        ),
        ("zz-*", "error: no rule fits `zz-*`; `eventbook explain` lists them all\n"),
        (
            "local.box",
            (
                "error: no schema says what `local.box` is; there is room for it, and the archive "
                "says what belongs there\n"
            ),
        ),
    ],
)
def test_what_is_unknown(book, word: str, message: str):
    done = book("explain", word)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_the_name_of_a_kind_lists_its_fields(run, tmp_path: Path):
    assert run("init", cwd=tmp_path).returncode == 0
    done = run("explain", "work", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == """\
Fields of work:
  id                    Id
  title                 Title
  aliases               Aliases
  work_type             Type of work
  as_written            As written
  author                Author
  composer              Composer
  translator            Translator
  arranger              Arranger
  director              Director
  date                  Date
  language              Language
  catalogue             Catalogue number
  ids                   Identifiers
  sources               Sources
  notes                 Notes
  waive                 Waivers
  review                Review
  former_ids            Former ids
  local                 Local fields
"""
    )
    both = run("explain", "place", cwd=tmp_path).stdout
    assert both.startswith("place: Place (event; optional)\n")
    assert "\n\nFields of place:\n  id " in both


def test_what_kinds_have_in_common_is_said_once(run, tmp_path: Path):
    assert run("init", cwd=tmp_path).returncode == 0
    assert (
        run("explain", "sources.title", cwd=tmp_path).stdout
        == """\
sources.title: Title (event, person, organisation, place, work, subject; this or `url`)
  Title or headline of the source, copied as it stands.
  Type: a text or a map of texts by language
  Also tried as: headline, name
"""
    )


def test_the_members_of_a_list_and_the_languages_of_a_text(book):
    assert book("explain", "programme.0.kind").stdout == book("explain", "programme.kind").stdout
    assert (
        book("explain", "summary.it").stdout
        == """\
summary.it (event; optional)
  The words in the language `it`.
  Type: a text
"""
    )


def test_rules_by_pattern(run, tmp_path: Path):
    told = run("explain", "date-*", cwd=tmp_path).stdout
    whole = [run("explain", each, cwd=tmp_path).stdout for each in DATE_RULES]
    assert told == "\n".join(whole)

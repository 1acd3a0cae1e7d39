"""`eventbook validate --fix` and `--unsafe-fixes`: what is mended, what is left, what is told."""

from __future__ import annotations

import json

import pytest

GOOD = "id: {id}\ntitle: Recital\ndate: 2019-05-18\nsources: [{{title: Programme}}]\n"
FAULTY = """\
id: turin
titel: Recital # as printed
date: 18 May 2019
type: konzert
local:
  box: 0042 # of two
sources: [{title: Programme}]
"""


@pytest.fixture
def archive(book):
    """A book with a record that has faults of both sorts."""
    book.record("turin", FAULTY)
    book.record("bari", GOOD.format(id="bari"))
    book.commit()
    return book


def text(book, record="turin"):
    return (book.root / f"records/events/{record}.yaml").read_bytes().decode()


def test_safe_fixes_are_written_and_the_rest_is_told(archive):
    done = archive("validate", "--fix", "-f", "concise")
    assert done.returncode == 1
    assert done.stderr == (
        "fixed: records/events/turin.yaml:6:8: number-doubtful: "
        "`0042` is a text here and a number to other YAML readers\n"
        "1 finding fixed in 1 file\nnext: eventbook diff\n"
    )
    assert text(archive) == FAULTY.replace("0042", '"0042"')
    assert done.stdout.splitlines()[-2:] == [
        "3 fixable with `--unsafe-fixes`, by a guess.",
        "Found 3 errors in 1 of 2 records.",
    ]
    assert "[fixable: unsafe]" in done.stdout


def test_guesses_are_written_on_demand(archive):
    done = archive("validate", "--unsafe-fixes")
    assert (done.returncode, done.stdout) == (0, "All checks passed: 2 records.\n")
    assert text(archive) == (
        'id: turin\ntitle: Recital # as printed\ndate: "2019-05-18"\ntype: concert\nlocal:\n'
        '  box: "0042" # of two\nsources: [{title: Programme}]\n'
    )
    assert done.stderr.splitlines()[-2:] == ["4 findings fixed in 1 file", "next: eventbook diff"]
    again = archive("validate", "--unsafe-fixes")
    assert (again.returncode, again.stderr) == (0, "nothing was fixed\n")


def test_only_what_is_asked_for_is_mended(archive):
    archive("validate", "--unsafe-fixes", "--select", "date-*")
    assert text(archive) == FAULTY.replace("18 May 2019", '"2019-05-18"')
    archive("validate", "--fix", "--ignore", "number-*")
    assert "box: 0042" in text(archive)
    archive("validate", "--fix", "bari")
    assert "box: 0042" in text(archive)
    archive("validate", "--fix", "turin")
    assert 'box: "0042"' in text(archive)


def test_a_rule_that_is_off_mends_nothing(archive):
    settings = archive.root / "eventbook.toml"
    settings.write_text(settings.read_text() + '\n[rules]\nnumber-doubtful = "off"\n')
    archive("validate", "--fix")
    assert text(archive) == FAULTY


def test_what_was_fixed_is_told_in_json(archive):
    done = archive("validate", "--fix", "-f", "json")
    found = [(each["rule"], each["fixable"], each["fixed"]) for each in json.loads(done.stdout)]
    assert found == [
        ("number-doubtful", "safe", True),
        ("property-unknown", "unsafe", False),
        ("date-invalid", "unsafe", False),
        ("value-not-allowed", "unsafe", False),
    ]


def test_what_no_text_shows_is_mended_and_what_it_hid_is_told(book):
    book.record("turin", b"\xef\xbb\xbf" + FAULTY.encode().replace(b"\n", b"\r\n", 3))
    done = book("validate", "--fix", "-f", "concise")
    assert text(book) == FAULTY.replace("0042", '"0042"')
    assert "Found 3 errors in 1 of 1 record." in done.stdout
    assert "yaml-encoding: the file begins with a byte order mark" in done.stderr


def test_line_ends_are_made_alike(book):
    good = GOOD.format(id="turin")
    book.record("turin", good.replace("\n", "\r\n", 1))
    assert book("validate", "--fix", "--strict").returncode == 0
    assert text(book) == good
    whole = good.replace("\n", "\r\n")
    book.record("turin", whole)
    assert book("validate", "--fix").stderr == "nothing was fixed\n"
    assert text(book) == whole


def test_texts_are_written_in_normal_form_and_reviews_hold(book):
    book.record("turin", GOOD.format(id="turin").replace("Recital", "Re\u0301cital"))
    assert book("review", "turin", "--as", "reviewed", "--by", "Ada").returncode == 0
    done = book("validate", "--fix", "--strict")
    assert (done.returncode, done.stdout) == (0, "All checks passed: 1 record.\n")
    assert "title: R\u00e9cital" in text(book)


def test_a_guess_is_new_content_and_its_review_is_stale(book):
    book.record("turin", GOOD.format(id="turin") + 'notes:\n  - text: "a\\tb"\n')
    assert book("review", "turin", "--as", "reviewed", "--by", "Ada").returncode == 0
    done = book("validate", "--unsafe-fixes", "-f", "concise")
    assert "review-stale" in done.stdout
    assert '  - text: "a b"\n' in text(book)


def test_what_would_bring_a_new_error_is_left_as_it_is(archive):
    # The key is surely `programme`; what it holds is none.
    archive.record("turin", GOOD.format(id="turin") + "agenda: 18:00\nlocal: {box: 0042}\n")
    done = archive("validate", "--unsafe-fixes", "-f", "concise")
    assert "property-unknown" in done.stdout
    assert text(archive) == GOOD.format(id="turin") + 'agenda: 18:00\nlocal: {box: "0042"}\n'


def test_what_would_bring_an_error_to_the_book_is_left_as_it_is(book):
    # Each would be a part of the other; the third has nothing to do with it.
    for name, parent in (("turin", "bari-festival"), ("bari-festival", "turn")):
        book.record(name, GOOD.format(id=name) + f"part_of: {{ref: event/{parent}}}\n")
    book.record("rome", GOOD.format(id="rome").replace("title", "titel", 1))
    before = text(book, "bari-festival")
    done = book("validate", "--unsafe-fixes", "-f", "concise")
    assert text(book, "bari-festival") == before
    assert text(book, "rome") == GOOD.format(id="rome")
    assert "1 finding fixed in 1 file\n" in done.stderr
    assert "ref-missing" in done.stdout


def test_a_reference_to_a_renamed_record_is_safe_to_mend(book):
    for name in ("turin", "bari"):
        book.record(name, GOOD.format(id=name) + ("former_ids: [torino]\n" if name == "turin" else
                    "relations: [{kind: follows, event: torino}]\n"))  # fmt: skip
    assert book("validate", "--fix", "--strict").returncode == 0
    assert text(book, "bari").endswith("relations: [{kind: follows, event: turin}]\n")


def test_waived_findings_are_not_mended(book):
    record = GOOD.format(id="turin") + (
        "timezone: Europe/Berlin\nplace: {city: Turin, country: IT}\n"
        "waive: [{rule: timezone-country, reason: broadcast from there, by: Ada}]\n"
    )
    book.record("turin", record)
    book("validate", "--unsafe-fixes")
    assert text(book) == record


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-"], "`-` is no file that could be mended"),
        (["--staged"], "leave out --staged"),
        (["--rev", "HEAD"], "leave out --rev"),
    ],
)
def test_only_files_of_the_work_tree_are_mended(archive, words, told):
    done = archive("validate", "--fix", *words, input=FAULTY)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_what_changed_can_be_mended(archive):
    archive.record("bari", GOOD.format(id="bari") + "local: {box: 0042}\n")
    done = archive("validate", "--fix", "--changed-since", "HEAD", "--strict")
    assert done.returncode == 0
    assert text(archive) == FAULTY
    assert text(archive, "bari").endswith('local: {box: "0042"}\n')


def test_all_files_are_written_or_none(archive):
    archive.record("bari", GOOD.format(id="bari") + "local: {box: 0042}\n")
    folder = archive.root / "records/events"
    folder.chmod(0o555)
    try:
        done = archive("validate", "--fix")
    finally:
        folder.chmod(0o755)
    if done.returncode == 2:  # but for somebody who may write everywhere
        assert "box: 0042" in text(archive)
        assert "box: 0042" in text(archive, "bari")
    else:
        assert 'box: "0042"' in text(archive)


def test_paths_are_told_as_seen_from_where_it_was_started(archive):
    done = archive.run("validate", "--fix", cwd=archive.root / "records")
    assert done.stderr.startswith("fixed: ../records/events/turin.yaml:6:8: number-doubtful: ")

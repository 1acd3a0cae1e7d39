"""`eventbook list --since`, `--until`, `--during`: uncertain dates among certain ones."""

from __future__ import annotations

import json

import pytest

RECORD = "id: {0}\ntitle: {0}\n{1}\nsources: [{{title: Poster}}]\n"
EVENTS = {
    "a": 'date: "2023-02-24"',
    "b": 'date: "2023-02?"',
    "c": "date: XXXX",
    "d": 'date: XXXX\nnot_before: "2023-02"\nnot_after: "2023-03"',
    "e": 'date: "2019-05-18"',
    "f": "date: 2023",
}


@pytest.fixture
def archive(book):
    """A book of six events."""
    for name, date in EVENTS.items():
        book.record(name, RECORD.format(name, date))
    return book


def test_possible_matches_with_a_column_by_earliest_then_latest(archive):
    done = archive("list", "--during", "2023-02", "--columns", "id,date")
    assert (done.returncode, done.stderr, done.stdout) == (
        0,
        "",
        (
            "id\tdate\tmatch\n"
            "f\t2023\tpossible\n"
            "b\t2023-02?\tpossible\n"
            "d\tXXXX\tpossible\n"
            "a\t2023-02-24\tcertain\n"
        ),
    )
    done = archive("list", "--during", "2023-02", "-f", "table", "--limit", "1")
    assert done.stdout == ("ID  DATE  TYPE  TITLE  MATCH\nf   2023        f      possible\n")


@pytest.mark.parametrize(
    ("args", "ids"),
    [
        (["--since", "2023", "--certain"], "fda"),
        (["--until", "2019"], "e"),
        (["--since", "2019-05-18", "--until", "2019-05-18"], "e"),
        (["--until", "2019-05-17"], ""),
        (["--during", "2023-03"], "fd"),
        (["--during", "2023-03", "-w", "title=d"], "d"),
    ],
)
def test_which_records(archive, args, ids):
    done = archive("list", *args, "-f", "ids")
    assert (done.returncode, done.stderr, done.stdout.split()) == (0, "", list(ids))


def test_structured_forms_keep_the_record_and_its_state(archive):
    (plain,) = json.loads(archive("list", "-w", "id=a", "-f", "json").stdout)
    (dated,) = json.loads(archive("list", "-w", "id=a", "--since", "2023", "-f", "json").stdout)
    assert dated == {**plain, "_match": "certain"}
    done = archive("list", "-w", "id=b", "--since", "2023", "-f", "yaml", "--columns", "id")
    assert done.stdout == "- id: b\n  _match: possible\n"
    done = archive("list", "-w", "id=e", "--until", "2023", "-f", "yaml")
    assert done.stdout.endswith("  _match: certain\n")


def test_words_are_echoed_and_what_is_no_date_is_refused(archive):
    done = archive("list", "--during", "May 2019", "-f", "ids")
    assert (done.stdout, done.stderr) == ("e\n", "note: `May 2019` is read as 2019-05\n")
    done = archive("list", "--since", "2023-13")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        (
            "error: --since: `2023-13` is not a date; months are 01 to 12, "
            "seasons 21 (spring) to 24 (winter)\n"
        ),
    )
    done = archive("list", "--certain")
    assert (done.returncode, done.stderr) == (
        2,
        "error: --certain needs a date; use it with --since, --until or --during\n",
    )


TOLD = {
    "it": ("24 febbraio 2023", "febbraio 2023 (data incerta)", "data sconosciuta"),
    "az": ("24 fevral 2023", "fevral 2023 (dəqiq deyil)", "tarix məlum deyil"),
    "de": ("24. Februar 2023", "Februar 2023 (unsicher)", "Datum unbekannt"),
}


@pytest.mark.parametrize("lang", TOLD)
def test_tables_for_reading_tell_dates_in_the_language_asked_for(archive, lang):
    chosen = ("list", "-w", "id in a,b,c", "--columns", "id,date")

    table = archive(*chosen, "-f", "markdown", "--lang", lang).stdout

    cells = [row.split(" | ") for row in table.splitlines()[2:]]
    assert sorted((one.strip("| "), two.strip("| ")) for one, two in cells) == list(
        zip("abc", TOLD[lang], strict=True)
    )
    assert TOLD[lang][0] in archive(*chosen, "-f", "table", "--lang", lang).stdout
    for form in ("tsv", "csv", "json", "yaml"):
        assert archive(*chosen, "-f", form, "--lang", lang).stdout == (
            archive(*chosen, "-f", form).stdout
        )
    assert TOLD[lang][0] not in archive(*chosen, "-f", "table").stdout


@pytest.mark.parametrize(
    ("words", "edtf", "ids"),
    [
        ("24 febbraio 2023", "2023-02-24", "fbda"),
        ("24 fevral 2023", "2023-02-24", "fbda"),
        ("Februar 2023", "2023-02", "fbda"),
        ("spring 2023", "2023-21", "fd"),
        ("maggio 2019", "2019-05", "e"),
    ],
)
def test_filters_take_words_of_several_languages_and_echo_the_date(archive, words, edtf, ids):
    done = archive("list", "--during", words, "-f", "ids")

    assert (done.returncode, done.stderr) == (0, f"note: `{words}` is read as {edtf}\n")
    assert done.stdout.split() == list(ids)

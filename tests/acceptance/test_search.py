"""`eventbook search`: words in the texts of records, with who said them and where."""

from __future__ import annotations

import json

import pytest

RECORD = """\
id: 2023-rome-opening
type: exhibition
title: {en: Opening of an exhibition, az: Sərginin açılışı}
date: "2023-02?"
participants:
  - {key: ann, name: Ann Lee, aliases: [A. Li], roles: [speaker], position: Mayor}
  - {key: reader, minor: true, label: A child, name: Named Here}
mentions: [{name: Named Here}]
statements:
  - {id: s1, speaker: ann, kind: quote, text: We open the doors of this house., locator: para 2}
  - id: s2
    speaker: publisher
    kind: paraphrase
    text: {en: "Counts 613 guests, \\e[31mmore than in any year before, to the doors of a house"}
    figures: [{what: visitors, value: 613}]
    source: release
default_source: release
sources: [{key: release, title: Notice, publisher: Town hall, url: https://example.org/doors}]
"""
EARLIER = """\
id: 2019-koln-concert
type: concert
title: Concert behind closed doors
date: "2019-05-18"
sources: [{title: Poster}]
"""


@pytest.fixture
def archive(book):
    """A book of two events."""
    book.record("2023-rome-opening", RECORD)
    book.record("2019-koln-concert", EARLIER)
    return book


R = "2023-rome-opening"


def test_tabs_in_a_pipe_by_date_of_the_record(archive):
    done = archive("search", "DOORS")
    assert (done.returncode, done.stderr, done.stdout.splitlines()) == (
        0,
        "",
        [
            "id\titem\tspeaker\tsource\tlocator\ttext",
            "2019-koln-concert\ttitle\t\t\t\tConcert behind closed doors",
            (
                f"{R}\tstatements[0]\tAnn Lee, Mayor\trelease\tpara 2\t"
                "We open the doors of this house."
            ),
            (
                f"{R}\tstatements[1]\tTown hall, publisher of the source\trelease\t\t"
                "…\\x1b[31mmore than in any year before, to the doors of a house"
            ),
        ],
    )


def test_two_lines_a_hit_for_reading(archive):
    done = archive("search", "613", "-f", "text")
    assert done.stdout == (
        f"{R}  statements[1]  Town hall, publisher of the source  release\n"
        "    Counts 613 guests, \\x1b[31mmore than in any year before, to…\n"
        f"{R}  statements[1].figures[0]  Town hall, publisher of the source  release\n"
        "    what: visitors, value: 613\n"
    )


def test_objects_with_the_whole_text(archive):
    (hit,) = json.loads(archive("search", "sergi", "acil", "-f", "json").stdout)
    assert hit == {
        "record": R,
        "kind": "event",
        "item": "title",
        "path": "title.az",
        "language": "az",
        "speaker": None,
        "source": None,
        "locator": None,
        "text": "Sərginin açılışı",
        "excerpt": "Sərginin açılışı",
    }
    lines = archive("search", "doors", "-f", "json-lines").stdout.splitlines()
    assert [json.loads(line)["path"] for line in lines] == [
        "title",
        "statements[0].text",
        "statements[1].text.en",
    ]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["a. li"], [R]),
        (["doors", "closed"], ["2019-koln-concert"]),
        (["doors"], ["2019-koln-concert", R]),
        (["concert"], ["2019-koln-concert"]),
        (["exhibition", "doors"], []),
        (["example.org"], []),
    ],
)
def test_ids(archive, words, ids):
    done = archive("search", *words, "-f", "ids")
    assert (done.returncode, done.stderr, done.stdout.split()) == (0, "", ids)


@pytest.mark.parametrize("form", ["text", "table", "tsv", "json", "json-lines", "ids"])
def test_what_is_withheld_is_not_found(archive, form):
    done = archive("search", "named", "-e", "-f", form)
    assert (done.returncode, done.stderr, "named" in done.stdout.lower()) == (1, "", False)


def test_exit_status(archive):
    assert archive("search", "nowhere").returncode == 0
    assert archive("search", "nowhere", "-e").returncode == 1
    assert archive("search", "doors", "-e").returncode == 0
    done = archive("search", " ")
    assert (done.returncode, done.stderr) == (
        2,
        "error: there is nothing to look for; give a word, or several\n",
    )

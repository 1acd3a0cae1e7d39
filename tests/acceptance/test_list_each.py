"""`eventbook list --each`: a row for each item of a list."""

from __future__ import annotations

import json

import pytest

RECORD = """\
id: 2023-rome-opening
type: exhibition
title: Opening
date: "2023-02?"
participants:
  - {key: ann, name: Ann Lee, roles: [speaker]}
  - {key: reader, minor: true, label: A child, name: Named Here}
statements:
  - {id: s1, speaker: ann, kind: quote, text: We open the doors., figures: [{value: 12, what: doors}]}
  - {id: s2, speaker: ann, kind: paraphrase, text: Counts guests., figures: [{value: 613, what: guests}]}
keywords: [art, Rome]
sources: [{key: release, title: Notice}]
"""  # noqa: E501
EARLIER = """\
id: 2019-koln-concert
type: concert
title: Concert
date: "2019-05-18"
statements:
  - {id: s1, speaker: publisher, kind: paraphrase, text: Counts 613 seats., figures: [{value: 613}]}
sources: [{title: Poster}]
"""


@pytest.fixture
def archive(book):
    """A book of two events."""
    book.record("2023-rome-opening", RECORD)
    book.record("2019-koln-concert", EARLIER)
    return book


R, K = "2023-rome-opening", "2019-koln-concert"


def lines(archive, *args: str) -> list[str]:
    """The lines printed; nothing may be said beside them."""
    done = archive("list", *args)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_items_in_the_order_of_their_records(archive):
    assert lines(archive, "--each", "statements") == [
        "record\titem\tid\tspeaker\tkind\ttext",
        f"{K}\tstatements[0]\ts1\tpublisher\tparaphrase\tCounts 613 seats.",
        f"{R}\tstatements[0]\ts1\tann\tquote\tWe open the doors.",
        f"{R}\tstatements[1]\ts2\tann\tparaphrase\tCounts guests.",
    ]


def test_conditions_and_columns_of_the_item_then_of_the_record(archive):
    args = ("--each", "statements", "-w", "figures.value=613", "--columns", "id,type,figures.what")
    assert lines(archive, *args) == [
        "record\titem\tid\ttype\tfigures.what",
        f"{K}\tstatements[0]\ts1\tconcert\t",
        f"{R}\tstatements[1]\ts2\texhibition\tguests",
    ]
    assert lines(archive, *args, "-w", "type=concert", "--count") == ["1"]
    assert lines(archive, *args, "--since", "2023")[1:] == [
        f"{R}\tstatements[1]\ts2\texhibition\tguests\tpossible",
    ]
    assert lines(archive, "--each", "statements", "-w", "kind=quote", "-f", "ids") == [R]


def test_order_and_structured_forms(archive):
    args = ("--each", "statements.figures", "--sort=-value,what", "-f", "json")
    assert json.loads("\n".join(lines(archive, *args))) == [
        {
            "value": 613,
            "what": "guests",
            "_record": R,
            "_item": "statements[1].figures[0]",
        },
        {"value": 613, "_record": K, "_item": "statements[0].figures[0]"},
        {"value": 12, "what": "doors", "_record": R, "_item": "statements[0].figures[0]"},
    ]
    args = ("--each", "keywords", "-f", "json-lines", "--limit", "1")
    assert [json.loads(line) for line in lines(archive, *args)] == [
        {"value": "art", "_record": R, "_item": "keywords[0]"}
    ]
    assert lines(archive, "--each", "keywords")[0] == "record\titem\tvalue"


def test_a_list_of_maps_and_others(book):
    book.record("a", f"{EARLIER}local: {{boxes: [{{no: 7}}, 8]}}\n")
    assert lines(book, "--each", "local.boxes") == [
        "record\titem\tno\tvalue",
        f"{K}\tlocal.boxes[0]\t7\t",
        f"{K}\tlocal.boxes[1]\t\t8",
    ]


def test_what_is_withheld_is_in_no_item(archive):
    for form in ("tsv", "json", "yaml"):
        printed = "\n".join(lines(archive, "--each", "participants", "-f", form))
        assert "Ann Lee" in printed
        assert "Named Here" not in printed


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["statments"], "no schema knows `statments`; did you mean `statements`?"),
        (["place"], "`place` holds no list"),
        (["statements", "-w", "spaeker=x"], "no schema knows `spaeker`; did you mean `speaker`?"),
        (["a b"], "`a b` is no path; write names with points between them, such as `place.city`"),
    ],
)
def test_what_is_refused(archive, args, message):
    done = archive("list", "--each", *args)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"error: {message}\n")

"""`eventbook list --refs-to` and `show --backlinks`: who refers to a record."""

from __future__ import annotations

import json

import pytest

RECORD = "id: {0}\ntitle: {0}\ndate: {1}\nsources: [{{title: Poster}}]\n{2}\n"
EVENTS = {
    "fair": ("2019", ""),
    "talk": ("2021", "part_of: {ref: event/fair}\nrelations: [{kind: follows, event: fair}]"),
    "walk": ("2020", "relations: [{kind: related, event: fair}]"),
    "swim": ("2018", "keywords: [fair, event/fair]"),
}


@pytest.fixture
def archive(book):
    """A book of four events."""
    for name, (date, more) in EVENTS.items():
        book.record(name, RECORD.format(name, date, more))
    return book


def test_the_list_says_where(archive):
    done = archive("list", "--refs-to", "fair", "--columns", "id")
    assert (done.returncode, done.stderr, done.stdout) == (
        0,
        "",
        "id\trefs\nwalk\trelations[0].event\ntalk\tpart_of.ref, relations[0].event\n",
    )
    assert archive("list", "--refs-to", "event/fair", "--until", "2020", "-f", "ids").stdout == (
        "walk\n"
    )
    (walk,) = json.loads(archive("list", "walk", "--refs-to", "fair", "-f", "json").stdout)
    assert (walk["id"], walk["_refs"]) == ("walk", ["relations[0].event"])
    assert archive("list", "--refs-to", "swim", "-e").returncode == 1
    done = archive("list", "--refs-to", "fairr")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "error: there is no record and no file `fairr`; did you mean `fair`?\n",
    )


def test_one_record_with_those_that_refer_to_it(archive):
    plain = archive("show", "fair").stdout
    done = archive("show", "fair", "--backlinks")
    assert (done.returncode, done.stderr, done.stdout) == (
        0,
        "",
        plain
        + "Referred to by:\n"
        + "  - Record: walk\n    Kind: event\n    Paths: relations[0].event\n"
        + "  - Record: talk\n    Kind: event\n    Paths: part_of.ref, relations[0].event\n",
    )
    found = json.loads(archive("show", "fair", "--backlinks", "-f", "json").stdout)
    assert found["_backlinks"] == [
        {"record": "walk", "kind": "event", "paths": ["relations[0].event"]},
        {"record": "talk", "kind": "event", "paths": ["part_of.ref", "relations[0].event"]},
    ]
    assert archive("show", "swim", "--backlinks").stdout.endswith("Referred to by: (none)\n")

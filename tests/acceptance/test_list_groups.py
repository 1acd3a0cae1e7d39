"""`eventbook list --group-by`: how many records have each value."""

from __future__ import annotations

import json

import pytest

RECORD = """\
id: {id}
type: {type}
title: Evening
date: "{date}"
place: {{city: {city}, country: IT}}
participants: [{{key: ann, name: Ann Lee, roles: [{roles}]}}]
sources: [{{title: Printed programme}}]
"""


@pytest.fixture
def archive(book):
    for id_, type_, date, city, roles in (
        ("2019-rome-a", "concert", "2019-05-18", "Rome", "performer, speaker"),
        ("2019-rome-b", "concert", "2019", "Rome", "performer"),
        ("2020-bari-c", "reading", "2020-02", "Bari", "reader"),
    ):
        text = RECORD.format(id=id_, type=type_, date=date, city=city, roles=roles)
        book.record(id_, text)
    return book


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["type"], "type\tcount\nconcert\t2\nreading\t1\n"),
        (["type", "-f", "csv"], "type,count\r\nconcert,2\r\nreading,1\r\n"),
        (["type", "--limit", "1"], "type\tcount\nconcert\t2\n"),
        (["type", "-w", "place.city=Bari"], "type\tcount\nreading\t1\n"),
        (
            ["participants.roles"],
            "participants.roles\tcount\nperformer\t2\nreader\t1\nspeaker\t1\n",
        ),
        (
            ["place.city,type", "--until", "2019"],
            "place.city\ttype\tcount\nRome\tconcert\t2\n",
        ),
        (["roles", "--each", "participants", "--limit", "1"], "roles\tcount\nperformer\t2\n"),
        (["type", "-w", "type=protest"], "type\tcount\n"),
    ],
)
def test_groups(archive, args, expected):
    done = archive("list", "--group-by", *args)
    assert (done.returncode, done.stdout, done.stderr) == (0, expected, "")


def test_as_json(archive):
    done = archive("list", "--group-by", "type", "-f", "json")
    expected = [{"type": "concert", "count": 2}, {"type": "reading", "count": 1}]
    assert json.loads(done.stdout) == expected


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["typ"], "error: no schema knows `typ`; did you mean `type`?\n"),
        (["type", "--count"], "error: --group-by and --count cannot go together; leave one out\n"),
        (
            ["type", "--columns", "id"],
            "error: --group-by and --columns cannot go together; leave one out\n",
        ),
        (
            ["type", "--sort", "id"],
            "error: --group-by and --sort cannot go together; leave one out\n",
        ),
        (["type", "-f", "ids"], "error: groups have no ids; leave out -f, or -f json\n"),
    ],
)
def test_what_cannot_be_asked(archive, args, message):
    done = archive("list", "--group-by", *args)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_exit_status(archive):
    done = archive("list", "--group-by", "type", "-w", "type=protest", "--exit-status")
    assert done.returncode == 1

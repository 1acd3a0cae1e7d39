"""`eventbook show`: one record, found by a part of its id, for readers and for programs."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
import yaml

EVENTBOOK = str(Path(sys.executable).parent / "eventbook")
RECORD = """\
# A comment of the editor's.
id: 2023-rome-opening
type: exhibition
title: {en: Opening of an exhibition, it: Apertura di una mostra}
date: "2023-02?"
date_basis: inferred
place: {name: Town hall, city: {en: Rome, it: Roma}, country: IT}
participants:
  - {key: ann, name: Ann Lee, roles: [speaker], position: Mayor}
  - {key: reader, minor: true, label: A child, name: Named Here}
programme:
  - {kind: reading, people: [reader]}
  - {kind: performance, people: [], works: [{title: Étude, composer: Named Here}]}
statements:
  - id: s1
    speaker: ann
    kind: quote
    text: We open the doors of this house to everybody who lives in the town.
    locator: para 2
  - id: s2
    speaker: publisher
    kind: paraphrase
    text: {en: Counts 300 visitors.}
    figures: [{what: visitors, value: 300, qualifier: about}]
    source: release
default_source: release
sources:
  - key: release
    title: Notice
    publisher: Town hall
    url: https://example.org/notices/2023/02/opening-of-an-exhibition-in-the-town-hall
keywords: [art, "esc\\e[31m"]
"""
TEXT = """\
File: records/events/2023-rome-opening.yaml
Id: 2023-rome-opening
Type: exhibition
Title: Opening of an exhibition
Date: 2023-02? (February 2023 (uncertain))
Basis of the date: inferred
Place:
  Name: Town hall
  City: Rome
  Country: IT
Participants:
  - Key: ann
    Name: Ann Lee
    Roles: speaker
    Position: Mayor
  - Key: reader
    Minor: yes
    Label: A child
Programme:
  - Kind: reading
    People: reader
  - Kind: performance
    People: (none)
    Works:
      - Title: Étude
        Composer: (withheld)
Statements:
  - Ann Lee, Mayor: “We open the doors of this house to everybody who lives in the town.” \
(release, para 2)
    Id: s1
  - Town hall, publisher of the source: Counts 300 visitors. (release)
    Id: s2
    Figures:
      - What: visitors
        Value: 300
        Qualifier: about
Default source: release
Sources:
  - Key: release
    Title: Notice
    Publisher: Town hall
    Web address: https://example.org/notices/2023/02/opening-of-an-exhibition-in-the-town-hall
Keywords: art, esc\\x1b[31m
"""
ERRORS = (
    "warning: records/events/2023-rome-opening.yaml has errors; `eventbook validate` names them\n"
)
FORMS = "formats for records: yaml, text, json"


@pytest.fixture
def archive(book):
    """A book of two events, one of which names whom it withholds."""
    book.record("2023-rome-opening", RECORD)
    book.record("2019-koln-concert")
    book.commit()
    return book


def test_a_record_for_reading(archive):
    done = archive("show", "rome")
    assert (done.returncode, done.stdout, done.stderr) == (0, TEXT, ERRORS)
    assert archive("-q", "show", "2023-rome-opening").stderr == ""


def test_in_another_language(archive):
    shown = archive("show", "rome", "--lang", "it").stdout.splitlines()
    assert [shown[3], shown[8]] == ["Title: Apertura di una mostra", "  City: Roma"]


def test_for_programs_the_value_without_what_it_withholds(archive):
    value = yaml.safe_load(RECORD)
    value["participants"][1] = {"key": "reader", "minor": True, "label": "A child"}
    value["programme"][1]["works"][0]["composer"] = "(withheld)"
    assert json.loads(archive("show", "rome", "-f", "json").stdout) == value
    shown = archive("show", "rome", "-f", "yaml").stdout
    assert yaml.safe_load(shown) == value
    assert shown.isascii() is False
    assert "\x1b" not in shown
    assert shown.startswith("id: 2023-rome-opening\ntype: exhibition\ntitle:\n  en: Opening")


REFUSED = [
    (
        ["20"],
        "`20` is part of several ids; 2019-koln-concert, 2023-rome-opening",
    ),
    (
        ["rom-opening"],
        ("there is no record and no file `rom-opening`; did you mean `2023-rome-opening`?"),
    ),
    (["rome", "-f", "xml"], f"unknown format `xml`; {FORMS}"),
    (["rome", "-f", "table"], f"the format `table` does not show records; {FORMS}"),
    (
        ["rome", "--lang", "xx"],
        "--lang: `xx` is not a language tag; `xx` is no language in ISO 639-1",
    ),
]


def test_what_is_refused(archive):
    done = [archive("show", *args) for args, _ in REFUSED]
    assert [(each.returncode, each.stdout, each.stderr) for each in done] == [
        (2, "", f"error: {message}\n") for _, message in REFUSED
    ]


def test_a_record_that_cannot_be_read(archive):
    archive.record("broken", "id: broken\ntitle: [\n")
    done = archive("show", "broken")
    where = "records/events/broken.yaml:3:1: yaml-syntax a value is missing here"
    message = f"error: `broken` cannot be read: {where}\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_somebody_elses_record(book):
    book.write(
        "eventbook.toml",
        '[kinds.talk]\nrecords = ["talks/*.yml[]"]\nschema = "s.json"\nid = "field:code"\n',
    )
    schema = {
        "type": "array",
        "items": {"properties": {"code": {"title": "Talk code"}, "start_time": {}}},
    }
    book.write("s.json", json.dumps(schema))
    book.write("talks/all.yml", "- {code: 7, start_time: '10:00', statements: [{text: a}]}\n")
    done = book("show", "7")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "File: talks/all.yml\nTalk code: 7\nStart time: 10:00\nStatements:\n  - Text: a\n",
        "",
    )
    assert book("show", "7", "-f", "yaml").stdout == (
        'code: 7\nstart_time: "10:00"\nstatements:\n  - text: a\n'
    )


def on_a_terminal(book, columns: int, *args: str, **environment: str) -> str:
    """What a command writes to a terminal of so many columns."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [EVENTBOOK, *args],
        cwd=book.root,
        env={**book.run.environment(), "TERM": "xterm", **environment},
        stdout=follower,
        stderr=subprocess.DEVNULL,
        stdin=follower,
    )
    os.close(follower)
    written = b""
    while True:
        try:
            part = os.read(leader, 1 << 16)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        written += part
    os.close(leader)
    assert process.wait(30) == 0
    return written.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("it", "febbraio 2023 (data incerta)"),
        ("az", "fevral 2023 (dəqiq deyil)"),
        ("de", "Februar 2023 (unsicher)"),
        ("sv", "February 2023 (uncertain)"),
    ],
)
def test_dates_are_told_in_the_reader_s_language_too(archive, lang, told):
    done = archive("show", "rome", "--lang", lang)

    assert f"\nDate: 2023-02? ({told})\n" in done.stdout
    assert "\ndate: 2023-02?\n" in archive("show", "rome", "--lang", lang, "-f", "yaml").stdout


def test_on_a_terminal_it_is_wrapped_and_labels_are_bold(archive):
    shown = on_a_terminal(archive, 40, "show", "rome")
    assert shown.splitlines()[:3] == [
        "\x1b[1mFile:\x1b[0m",
        "  records/events/2023-rome-opening.yaml",
        "\x1b[1mId:\x1b[0m 2023-rome-opening",
    ]
    plain = on_a_terminal(archive, 40, "show", "rome", NO_COLOR="1")
    assert plain == shown.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert plain.replace("\n", " ").split() == TEXT.replace("\n", " ").split()
    assert [line for line in plain.splitlines() if len(line) > 40] == [
        "      https://example.org/notices/2023/02/opening-of-an-exhibition-in-the-town-hall"
    ]


def test_ids_are_completed(archive):
    words = {"_EVENTBOOK_COMPLETE": "complete_bash", "COMP_CWORD": "2"}
    for typed, found in [
        ("2023-ro", ["2023-rome-opening"]),
        ("20", ["2019-koln-concert", "2023-rome-opening"]),
        ("zz", []),
    ]:
        done = archive(env={**words, "COMP_WORDS": f"eventbook show {typed}"})
        assert (done.returncode, done.stdout.split(), done.stderr) == (0, found, "")


KINDS = """\
[kinds.event]
records = ["records/events/**/*.yaml"]
schema = "eventbook:event"
model = "event"
[kinds.person]
records = ["records/people/*.yaml"]
schema = "eventbook:person"
title = "name"
model = "authority"
"""


def test_references_are_told_by_name_in_the_reader_s_language(book):
    book.write("eventbook.toml", KINDS)
    book.write("records/people/ann.yaml", "id: ann\nname: {en: Ann Doe, ru: Анна Доу}\n")
    said = "statements: [{id: s1, speaker: {ref: person/ann}, kind: quote, text: Da., source: p}]\n"
    more = "sources: [{key: p, title: Poster}]\nmentions: [{ref: person/ann}]\n"
    book.record("talk", f"id: talk\ntitle: Talk\ndate: 2023-05-18\n{more}{said}")
    assert book("show", "talk", "--lang", "ru").stdout.endswith(
        """\
Mentions:
  - Reference: person/ann (Анна Доу)
Statements:
  - Анна Доу: “Da.” (p)
    Id: s1
"""
    )
    assert (
        json.loads(book("search", "da.", "-f", "json", "--lang", "ru").stdout)[0]["speaker"]
        == "Анна Доу"
    )
    assert "Анна" not in book("show", "talk", "-f", "yaml", "--lang", "ru").stdout


def test_an_id_of_two_kinds_is_told_apart(book):
    book.write("eventbook.toml", KINDS)
    book.write("records/people/baku.yaml", "id: baku\nname: Baku Doe\n")
    book.record("baku")
    book.record("2019-baku")
    listed = book("list", "-f", "ids")
    assert listed.stdout == "2019-baku\nevent/baku\nperson/baku\n"
    assert book("search", "doe", "-f", "ids").stdout == "person/baku\n"
    refused = book("show", "baku")
    assert (refused.returncode, refused.stdout, refused.stderr) == (
        2,
        "",
        "error: `baku` is the id of 2 records; write event/baku or person/baku\n",
    )
    edited = book("edit", "-", "--set", "local.box=1", "--write", input=listed.stdout)
    assert (edited.returncode, edited.stderr.splitlines()[0]) == (0, "3 records changed")

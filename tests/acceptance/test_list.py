"""`eventbook list`: filters, order, columns and forms, on real books and real terminals."""

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

CONCERT = """\
id: 2019-koln-concert
type: concert
title: {en: Spring concert, de: Frühlingskonzert}
date: "2019-05-18"
place: {name: Philharmonie, city: {en: Cologne, de: Köln}, country: DE}
participants:
  - {key: lee, name: Ann Lee, roles: [performer]}
  - {key: ray, name: Bo Ray, roles: [conductor]}
attendance: {count: 120}
sources: [{key: a, title: Printed programme}]
review: {status: published}
"""
READING = """\
id: 2023-baku-reading
type: reading
title: Şəhər günü
date: "2023-02?"
place: {name: Library, city: Baku, country: AZ}
participants:
  - {key: reader, minor: true, label: A child, name: Named Here, image: https://example.org/p}
mentions: [{name: Named Here}]
keywords: [named here, poems]
sources: [{key: a, title: Invitation}]
review: {status: draft}
"""
UNDATED = """\
id: undated-lecture
type: lecture
title: "Odd \\e[31m title | with\\tmarks"
date: XXXX
attendance: {count: 9}
sources: [{key: a, title: Poster}]
local: {box: 12}
"""
BROKEN = "id: broken\ntitle: [\n"


@pytest.fixture
def archive(book):
    """A book of three events."""
    book.record("2019-koln-concert", CONCERT)
    book.record("2023-baku-reading", READING)
    book.record("undated-lecture", UNDATED)
    book.commit()
    return book


def ids(archive, *args: str) -> list[str]:
    """The ids that are listed; nothing may be said beside them."""
    done = archive("list", *args, "-f", "ids")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


K, B, U = "2019-koln-concert", "2023-baku-reading", "undated-lecture"


def test_the_usual_columns_by_date_and_tabs_in_a_pipe(archive):
    done = archive("list")
    assert (done.returncode, done.stderr, done.stdout) == (
        0,
        "",
        (
            "id\tdate\ttype\ttitle\n"
            f"{K}\t2019-05-18\tconcert\tSpring concert\n"
            f"{B}\t2023-02?\treading\tŞəhər günü\n"
            f"{U}\tXXXX\tlecture\tOdd \\x1b[31m title | with\\tmarks\n"
        ),
    )


SELECTIONS = [
    ([], [K, B, U]),
    (["SEHER gunu"], [B]),
    (["fruhling koln"], [K]),
    (["concert reading"], []),
    (["-w", "type=concert"], [K]),
    (["-w", "type in concert,reading", "-w", "date<2020"], [K]),
    (["-w", "date>=2019", "--sort", "-date"], [B, K]),
    (["-w", "participants.name~^ann"], [K]),
    (["-w", "participants.name!="], [K]),
    (["-w", "place="], [U]),
    (["-w", "place.city=Köln"], [K]),
    (["-w", "attendance.count>9"], [K]),
    (["-w", "local.box=12"], [U]),
    (["-w", "review.status!=draft"], [K, U]),
    (["--sort", "attendance.count,-id"], [U, K, B]),
    (["--sort", "-attendance.count"], [K, U, B]),
    (["--sort", "title", "--limit", "2"], [U, B]),
    (["--limit", "0"], []),
    (["-w", "path~/2019", "-w", "kind=event"], [K]),
]


def test_which_records_and_in_what_order(archive):
    assert [(args, ids(archive, *args)) for args, _ in SELECTIONS] == SELECTIONS


def test_columns_lists_and_languages(archive):
    args = ("--columns", "id,kind,place.city,participants.name,keywords", "-w", "place!=")
    done = archive("list", *args, "--lang", "de")
    assert (done.returncode, done.stderr, done.stdout) == (
        0,
        "",
        (
            "id\tkind\tplace.city\tparticipants.name\tkeywords\n"
            f"{K}\tevent\tKöln\tAnn Lee, Bo Ray\t\n"
            f"{B}\tevent\tBaku\t\t(withheld), poems\n"
        ),
    )


def test_structured_forms_give_whole_records_or_the_columns_asked_for(archive):
    (whole,) = json.loads(archive("list", "koln", "-f", "json").stdout)
    assert list(whole) == [
        *("id", "type", "title", "date", "place", "participants", "attendance", "sources"),
        *("review", "_etag"),
    ]
    done = archive("list", "--columns", "id,title,path", "--limit", "1", "-f", "json-lines")
    assert json.loads(done.stdout) == {
        "id": K,
        "title": {"en": "Spring concert", "de": "Frühlingskonzert"},
        "path": f"records/events/{K}.yaml",
    }


@pytest.mark.parametrize("form", ["table", "tsv", "csv", "markdown", "yaml", "json", "json-lines"])
def test_what_is_withheld_is_in_no_form(archive, form):
    columns = "id,participants.name,participants.image,mentions.name,keywords,participants.label"
    for args in ([], ["--columns", columns], ["--sort", "participants.name"]):
        done = archive("list", *args, "-f", form)
        assert (done.returncode, done.stderr) == (0, "")
        assert "named here" not in done.stdout.lower()
        assert "example.org/p" not in done.stdout
        assert B in done.stdout


@pytest.mark.parametrize(
    "condition", ["participants.name~named", "participants.image!=", "keywords=named here"]
)
def test_what_is_withheld_is_found_by_no_filter(archive, condition):
    assert B not in ids(archive, "-w", condition)


def test_paths_lead_from_where_the_command_started(archive):
    folder = archive.root / "records"
    done = archive.run("list", "-f", "paths", "-w", "type!=lecture", cwd=folder)
    assert done.stdout == f"events/{K}.yaml\nevents/{B}.yaml\n"
    done = archive.run("-C", archive.root, "list", "-f", "paths", "-0", "baku", cwd=folder)
    assert done.stdout == f"records/events/{B}.yaml\0"


def test_counts_output_files_and_exit_status(archive):
    assert archive("list", "--count").stdout == "3\n"
    assert archive("list", "-w", "type=concert", "--count").stdout == "1\n"
    done = archive("list", "nothing like it", "-e")
    assert (done.returncode, done.stdout, done.stderr) == (1, "id\tdate\ttype\ttitle\n", "")
    assert archive("list", "nothing like it").returncode == 0
    assert archive("list", "koln", "-e", "--count").returncode == 0
    done = archive("list", "-f", "ids", "-o", "ids.txt")
    assert (done.stdout, (archive.root / "ids.txt").read_text()) == ("", f"{K}\n{B}\n{U}\n")


REFUSED = [
    (["-w", "titel=x"], "no schema knows `titel`; did you mean `title`?"),
    (["-w", "type=concrt"], "`type` is never `concrt`; did you mean `concert`?"),
    (["-w", "city=Rome"], "no schema knows `city`; did you mean `place.city`?"),
    (["--sort", "-dat"], "no schema knows `dat`; did you mean `date`?"),
    (["--columns", "id,tipe"], "no schema knows `tipe`; did you mean `type`?"),
    (
        ["--columns", "id,"],
        "`id,` is no path; write names with points between them, such as `place.city`",
    ),
    (["-f", "tabel"], "unknown format `tabel`; a similar name exists: `table`"),
    (["-0"], "-0 ends ids and paths; use it with `-f ids` or `-f paths`"),
    (["--lang", "english"], "--lang: `english` is not a language tag; write `en`"),
    (
        ["-w", "title~["],
        "`[` is no regular expression: unterminated character set at position 0",
    ),
    (
        ["-w", "id~(\x1b["],
        "`(\\x1b[` is no regular expression: unterminated character set at position 2",
    ),
]


def test_what_is_refused(archive):
    done = [archive("list", *args) for args, _ in REFUSED]
    assert [(each.returncode, each.stdout, each.stderr) for each in done] == [
        (2, "", f"error: {message}\n") for _, message in REFUSED
    ]


def test_what_may_surprise_is_said(archive):
    done = archive("list", "-w", "date<spring 2020", "-w", "local.bx=", "-f", "ids")
    assert (done.stdout.split(), done.stderr) == (
        [K],
        "note: `spring 2020` is read as 2020-21\nnote: no record has `local.bx`\n",
    )
    assert archive("-q", "list", "-w", "date<spring 2020").stderr == ""


def test_what_cannot_be_read_is_said_and_stops_nothing(archive):
    archive.record("broken", BROKEN)
    archive.record("a-list", "- one\n- two\n")
    archive.record("empty", "")
    done = archive("list", "-f", "ids")
    assert (done.returncode, done.stdout.split()) == (0, [K, B, U])
    assert done.stderr == (
        "records/events/a-list.yaml:1:1: type-mismatch expected a map, found a list\n"
        "records/events/broken.yaml:3:1: yaml-syntax a value is missing here\n"
        "records/events/empty.yaml:1:1: record-empty the file holds no record\n"
    )


def test_an_empty_book_and_no_book(book, tmp_path):
    done = book("list")
    assert (done.returncode, done.stdout, done.stderr) == (0, "id\tdate\ttype\ttitle\n", "")
    bare = tmp_path / "bare"
    bare.mkdir()
    done = book.run("list", cwd=bare)
    assert (done.returncode, done.stdout) == (2, "")


FOREIGN = """\
[kinds.edition]
records = ["conf/**/*.yml[].confs[]"]
schema = "schema.yml"
"""
FOREIGN_SCHEMA = """\
$schema: http://json-schema.org/draft-07/schema#
type: array
items:
  type: object
  properties:
    title: {type: string}
    confs:
      type: array
      items:
        type: object
        properties:
          id: {type: string}
          year: {type: number}
          zone: {type: string, enum: [AoE, UTC]}
          when: {type: string}
"""
FOREIGN_FILE = """\
- title: ONE
  confs:
    - {id: one26, year: 2026, zone: AoE, when: 'May 3, 2026', minor: 4}
    - {id: one25, year: 2025, zone: UTC, when: 'May 4, 2025'}
- title: TWO
  confs:
    - {id: two26, year: 2026, zone: UTC, when: 'June 1, 2026', extra: yes}
"""


def test_somebody_elses_records(book):
    book.write("eventbook.toml", FOREIGN)
    book.write("schema.yml", FOREIGN_SCHEMA)
    book.write("conf/all.yml", FOREIGN_FILE)
    done = book("list", "-w", "year>=2026", "--columns", "id,year,when,minor", "--sort", "-id")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "id\tyear\twhen\tminor\ntwo26\t2026\tJune 1, 2026\t\none26\t2026\tMay 3, 2026\t4\n",
        "",
    )
    assert book("list").stdout == "id\tdate\ttitle\none25\t\t\none26\t\t\ntwo26\t\t\n"
    done = book("list", "-w", "zone=aoe")
    assert done.stderr == "error: `zone` is never `aoe`; did you mean `AoE`?\n"
    # The schema leaves its objects open: other names are allowed, and a slip is pointed out.
    assert book("list", "-w", "extra=yes", "-f", "ids").stdout == "two26\n"
    done = book("list", "-w", "yaer=2026", "-f", "ids")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "",
        "note: no record has `yaer`; did you mean `year`?\n",
    )


def on_a_terminal(command: list[str], book, columns: int) -> str:
    """What a command writes to a terminal of so many columns."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {**book.run.environment(), "TERM": "xterm"}
    process = subprocess.Popen(
        command, cwd=book.root, env=environment, stdout=follower, stderr=follower, stdin=follower
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


EVENTBOOK = str(Path(sys.executable).parent / "eventbook")


def test_on_a_terminal_a_table_that_fits(archive):
    assert on_a_terminal([EVENTBOOK, "list"], archive, 60) == (
        "ID                 DATE        TYPE     TITLE\n"
        "2019-koln-concert  2019-05-18  concert  Spring concert\n"
        "2023-baku-reading  2023-02?    reading  Şəhər günü\n"
        "undated-lecture    XXXX        lecture  Odd \\x1b[31m title…\n"
    )
    nothing = on_a_terminal([EVENTBOOK, "list", "zzz"], archive, 60)
    assert nothing == "ID  DATE  TYPE  TITLE\nno record matches\n"


def test_a_pipe_that_closes_early_is_quiet(book):
    for number in range(300):
        title = f"Concert {number} " + "with a long title " * 40
        text = f"id: e-{number}\ntitle: {title}\ndate: 2019-05-18\nsources: [{{title: P}}]\n"
        book.record(f"e-{number}", text)
    process = subprocess.Popen(
        [EVENTBOOK, "list"],
        cwd=book.root,
        env=book.run.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert (process.stderr.read(), process.wait(30)) == (b"", 141)
    process.stderr.close()


def test_nothing_is_imported_that_a_list_does_not_need(archive):
    program = (
        "import sys\n"
        "from eventbook.__main__ import main\n"
        "sys.argv = ['eventbook', 'list', '-f', 'tsv', '-o', 'out.tsv']\n"
        "try: main()\n"
        "except SystemExit as done: assert not done.code\n"
        "slow = {'tabulate', 'babel', 'jinja2', 'jsonschema', 'wcwidth', 'rich'}\n"
        "print(sorted(slow & sys.modules.keys()))\n"
    )
    done = archive.run.program(sys.executable, "-c", program, cwd=archive.root)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_a_thousand_records(book):
    for number in range(1000):
        text = CONCERT.replace(K, f"e-{number:04}").replace("2019", str(1900 + number % 120))
        book.record(f"e-{number:04}", text)
    assert book("list", "-w", "date<1950", "--sort", "-title,id", "--count").stdout == "440\n"


def test_a_field_named_kind_leaves_the_other_kinds_of_record_to_be_found(book):
    (book.root / "eventbook.toml").unlink()
    (book.root / "schemas").mkdir(exist_ok=True)
    book.record("spring")
    for folder, text in {
        "people": "id: ann\nname: Ann\n",
        "organisations": "id: town\nname: Town\nkind: museum\n",
    }.items():
        (book.root / "records" / folder).mkdir()
        name = text.split()[1]
        (book.root / "records" / folder / f"{name}.yaml").write_text(text)

    found = {
        word: book("list", "-w", f"kind={word}", "-f", "ids").stdout.split()
        for word in ("event", "person", "museum")
    }
    wrong = book("list", "-w", "kind=persn")

    assert found == {"event": ["spring"], "person": ["ann"], "museum": ["town"]}
    assert (wrong.returncode, "did you mean `person`?" in wrong.stderr) == (2, True)


# Records that cannot meet a condition are not looked at: nobody may see that

PLACES = """
[kinds.place]
records = ["records/places/**/*.yaml"]
schema = "eventbook:place"
title = "name"
model = "authority"
"""
ODD = {
    "plain": "id: plain\ntype: concert\ntitle: A\n",
    "other": "id: other\ntype: reading\ntitle: concert\n",
    "by-reference": "id: by-reference\nref: event/plain\ntitle: B\n",
    "somewhere": "id: somewhere\ntype: reading\nplace: {ref: place/rome}\n",
    "of-the-whole": "id: of-the-whole\npart_of: {ref: event/numbered}\n",
    "in-paris": "id: in-paris\ntype: concert\nplace: {city: Paris}\n",
    "numbered": "id: numbered\ntype: 5\ntitle: C\n",
    "no-map": "[type, concert]\n",
    "no-yaml": "type: [concert\n",
    "private": "id: private\ntype: concert\ntitle: D, of Ada Doe\n"
    "participants: [{minor: true, name: Ada Doe, role: speaker}]\n",
    "in-parts": "id: in-parts\ntitle: Cafe\u0301\n",
}


@pytest.fixture
def of_odd(book):
    """A book with these, and a place that one of them refers to."""
    for name, text in ODD.items():
        book.record(name, text)
    book.write("records/places/rome.yaml", "id: rome\nname: Rome\n")
    book.write("eventbook.toml", (book.root / "eventbook.toml").read_text() + PLACES)
    return book


@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        ("place.name=Rome", ["somewhere"]),
        ("type=concert", ["by-reference", "in-paris", "plain", "private"]),
    ],
)
def test_a_value_of_another_record_is_found(of_odd, condition, ids):
    for _ in range(2):
        done = of_odd("list", "-w", condition, "-f", "ids")
        assert done.stdout.split() == ids


LISTS = [
    ("-w", "type=concert"),
    ("-w", "type in concert,reading", "--columns", "id,place.name"),
    ("-w", "title=concert", "-f", "json"),
    ("-w", "place.name=Rome", "--columns", "id,place.name"),
    ("-w", "place.city=Paris", "--sort", "place.name"),
    ("-w", "place.city in Paris,Rome", "-w", "type=concert"),
    ("-w", "part_of.name=C", "--columns", "id,part_of.name"),
    ("-w", "title.en=A"),
    ("-w", "title=D, of Ada Doe"),
    ("-w", "title=D, of (withheld)"),
    ("-w", "title=Café"),
    ("-w", "id=numbered", "-f", "paths"),
    ("-w", "kind=event", "--count"),
    ("-w", "path=records/events/plain.yaml"),
    ("-w", "type!=concert"),
    ("-w", "type=concert", "--refs-to", "event/plain"),
    ("-w", "type=concert", "--sort", "-title", "--limit", "1"),
    ("-w", "type=lecture", "-e"),
    ("-w", "type=concert", "-w", "title~a", "concert"),
]


def test_a_warm_list_is_a_cold_one(of_odd):
    of_odd("list")
    for args in LISTS:
        cold = of_odd("--no-cache", "list", *args)
        warm = of_odd("list", *args)
        assert cold.returncode in (0, 1), args
        assert (args, warm.returncode, warm.stdout, warm.stderr) == (
            args,
            cold.returncode,
            cold.stdout,
            cold.stderr,
        )

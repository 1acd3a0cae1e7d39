"""`eventbook edit`: one record in an editor, or many by their fields, all of them or none."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from acceptance.conftest import EVENTBOOK, Book

CONCERT = """\
# {0}, as printed
id: {0}
title: {1}   # neutral
date: {2}
type: concert
place: {{name: Town Hall, city: Oslo, country: "NO"}}
keywords:
  - music   # always
  - "choir"
participants:
  - key: ann
    name: Ann Example
    position: Conductor
programme:
  - title: Opening
  - {{title: Songs, kind: performance}}
sources: [{{title: Printed programme}}]
# the end
"""
TALK = "id: talk\ntitle: A talk\ndate: 2018-03-01\ntype: lecture\nsources: [{title: Poster}]\n"
ASIDE = "nothing was written\n"


def tree(book: Book) -> dict[str, bytes]:
    return {
        str(path.relative_to(book.root)): path.read_bytes()
        for path in sorted(book.root.glob("records/**/*.y*ml"))
    }


def text(book: Book, record: str) -> str:
    return (book.root / f"records/events/{record}.yaml").read_text()


@pytest.fixture
def archive(book: Book) -> Book:
    """A book of three concerts and a talk, committed."""
    for number in (1, 2, 3):
        name = f"concert-{number}"
        book.record(name, CONCERT.format(name, f"Concert {number}", f"2019-05-1{number}"))
    book.record("talk", TALK)
    book.commit()
    return book


# Many records


def test_the_diff_is_shown_and_nothing_is_written(archive):
    before = tree(archive)
    changes = ("--set", "title=Spring concert", "--set", "place.city=Bergen")
    done = archive("edit", "concert-1", *changes)
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        """\
--- a/records/events/concert-1.yaml
+++ b/records/events/concert-1.yaml
@@ -1,9 +1,9 @@
 # concert-1, as printed
 id: concert-1
-title: Concert 1   # neutral
+title: Spring concert   # neutral
 date: 2019-05-11
 type: concert
-place: {name: Town Hall, city: Oslo, country: "NO"}
+place: {name: Town Hall, city: Bergen, country: "NO"}
 keywords:
   - music   # always
   - "choir"
""",
        "1 record would change; add --write\n",
    )
    assert tree(archive) == before
    shown = archive("edit", "concert-1", *changes, "-n", "--exit-code")
    assert (shown.returncode, shown.stderr) == (
        1,
        "1 record would change; dry run: nothing was written\n",
    )


def test_what_is_written_is_what_was_asked_and_nothing_else(archive):
    before = tree(archive)
    done = archive("edit", "-w", "type=concert", "--set", "place.city=Bergen", "--write")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "".join(f"records/events/concert-{n}.yaml\n" for n in (1, 2, 3)),
        "3 records changed\nnext: eventbook diff\n",
    )
    for path, old in before.items():
        wanted = old.replace(b"city: Oslo", b"city: Bergen")
        assert (archive.root / path).read_bytes() == wanted
    again = archive("edit", "-w", "type=concert", "--set", "place.city=Bergen", "--write")
    assert (again.returncode, again.stdout, again.stderr) == (
        0, "", f"3 records already so; {ASIDE}",
    )  # fmt: skip
    partly = archive("edit", ".", "--add", "keywords=choir", "--write")
    assert partly.stderr.startswith("1 of 4 records changed\n")


def test_an_edit_is_taken_back(archive):
    before = tree(archive)
    assert archive("edit", ".", "--set", "title=New", "--write").returncode == 0
    assert tree(archive) != before
    assert archive("undo", "--write").returncode == 0
    assert tree(archive) == before


def test_an_empty_selection(archive):
    for call in (["-w", "type=reading"], ["talk", "-w", "type=concert"], ["-"]):
        done = archive("edit", *call, "--set", "title=x", "--write")
        assert (done.returncode, done.stdout, done.stderr) == (
            1, "", "error: no record is meant; nothing was written\n",
        )  # fmt: skip


def test_ids_and_paths_on_standard_input(archive):
    for given in ("talk\nrecords/events/concert-2.yaml\n", "talk\0records/events/concert-2.yaml\0"):
        done = archive("edit", "-", "--set", "title=Named", input=given)
        assert done.stderr == "2 records would change; add --write\n"
    ids = archive("list", "-w", "type=concert", "-f", "ids", "-0").stdout
    done = archive("edit", "-", "--set", "title=Named", "--write", input=ids)
    assert done.stderr.startswith("3 records changed\n")


# What stands against an edit


def test_a_new_error_keeps_all_from_being_written(archive):
    before = tree(archive)
    done = archive("edit", ".", "--set", "date=2019-02-30", "--write")
    assert done.returncode == 1
    assert done.stderr.count("error[date-invalid]") == 4
    assert done.stderr.endswith(f"the edit would bring these errors; {ASIDE}")
    assert tree(archive) == before


def test_an_error_of_the_whole_book(archive):
    done = archive("edit", "talk", "--set", "part_of.ref=event/gone", "--write")
    assert done.returncode == 1
    assert "ref-missing" in done.stderr
    done = archive("edit", "talk", "--set", "id=concert-1", "--write")
    assert "id-duplicate" in done.stderr
    assert text(archive, "talk") == TALK


# Output for programs


# A patch


# A list that is read back


def corrected(listed: str, change) -> str:
    rows = list(csv.DictReader(io.StringIO(listed, newline="")))
    for row in rows:
        change(row)
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


COLUMNS = "id,date,title,place.city,keywords,programme[1].title,participants.name"


def test_a_table_that_was_corrected(archive):
    before = tree(archive)
    listed = archive("list", "-f", "csv", "--columns", COLUMNS).stdout

    def change(row):
        if row["id"] == "concert-2":
            row |= {"date": "2020", "place.city": "Bergen", "programme[1].title": "", "title": "7"}
        if row["id"] == "talk":
            row |= {"keywords": "one, two", "title": "'=Oslo"}

    table = archive.write("../list.csv", corrected(listed, change))
    done = archive("edit", "--from", table, "--write")
    assert (done.returncode, done.stderr) == (0, "2 of 4 records changed\nnext: eventbook diff\n")
    wanted = before["records/events/concert-2.yaml"].decode()
    for old, new in (
        ("date: 2019-05-12", 'date: "2020"'),
        ("city: Oslo", "city: Bergen"),
        ("{title: Songs, kind: performance}", "{kind: performance}"),
        ("title: Concert 2 ", 'title: "7" '),
    ):
        wanted = wanted.replace(old, new)
    assert text(archive, "concert-2") == wanted
    assert text(archive, "talk") == (
        TALK.replace("title: A talk", 'title: "=Oslo"') + "keywords: [one, two]\n"
    )
    for name in ("concert-1", "concert-3"):
        path = f"records/events/{name}.yaml"
        assert (archive.root / path).read_bytes() == before[path]
    stale = archive("edit", "--from", table, "--write")
    assert (stale.returncode, stale.stdout) == (1, "")
    assert stale.stderr == "".join(
        f"error: {name}: it has changed since it was listed: its `_etag` is another one; list it "
        "again, and bring in what you corrected\n"
        for name in ("talk", "concert-2")
    ) + ASIDE  # fmt: skip


def test_forty_wrong_dates(book):
    """A day and a month were swapped in forty records; a table with the right ones mends them."""
    texts = {}
    for number in range(60):
        name = f"evening-{number:02}"
        wrong = number % 3 != 2
        date = f"2019-{number % 12 + 1:02}-05" if wrong else f"2019-05-{number % 12 + 1:02}"
        texts[name] = CONCERT.format(name, f"Evening {number}", date)
        book.record(name, texts[name])
    book.commit()
    listed = book("list", "-f", "csv").stdout

    def mend(row):
        year, month, day = row["date"].split("-")
        if int(row["id"][-2:]) % 3 != 2:
            row["date"] = f"{year}-{day}-{month}"

    done = book("edit", "--from", "-", "--write", input=corrected(listed, mend))
    changed = {name for name in texts if text(book, name) != texts[name]}
    assert done.returncode == 0, done.stderr
    # In May the two are the same.
    same = {n for n in texts if int(n[-2:]) % 3 != 2 and int(n[-2:]) % 12 + 1 == 5}
    assert len(changed | same) == 40
    for name in changed:
        month = int(name[-2:]) % 12 + 1
        wanted = texts[name].replace(f"date: 2019-{month:02}-05", f"date: 2019-05-{month:02}")
        assert text(book, name) == wanted
    assert book("edit", "--from", "-", input=listed).returncode == 1


# At a terminal


def at_terminal(book: Book, *args: str, answer: str) -> tuple[int, str]:
    """The command with a terminal for its input and messages: exit status and what it shows."""
    main, child = pty.openpty()
    done = subprocess.Popen(
        [EVENTBOOK, *args], cwd=book.root, stdin=child, stdout=child, stderr=child,
        env=book.run.environment({"TERM": "dumb"}),
    )  # fmt: skip
    os.close(child)
    os.write(main, answer.encode())
    seen = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    os.close(main)
    return done.wait(timeout=60), seen.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(("answer", "status"), [("y\n", 0), ("yes\n", 0), ("\n", 1), ("no\n", 1)])
def test_somebody_is_asked(archive, answer, status):
    found, seen = at_terminal(archive, "edit", "talk", "--set", "title=New", answer=answer)
    assert found == status
    assert "-title: A talk\n+title: New\n" in seen
    assert "write 1 record? [y/N]" in seen
    assert ("title: New" in text(archive, "talk")) == (status == 0)


# In an editor


def editor(book: Book, script: str) -> dict[str, str]:
    file = book.root.parent / "editor"
    file.write_text(
        f'#!/bin/sh\nset -e\ncp "$1" "$1.seen.$(ls "$1".seen* 2>/dev/null | wc -l)"\n{script}\n'
    )
    file.chmod(0o755)
    return {"EDITOR": str(file), "TMPDIR": str(book.root.parent)}


def seen_by_editor(book: Book) -> list[str]:
    return [path.read_text() for path in sorted(book.root.parent.glob("*.seen.*"))]


MODELINE = "# yaml-language-server: $schema=../../schemas/event.schema.json\n"


def test_an_editor_on_one_record(archive):
    archive.record("talk", MODELINE + TALK)
    archive.commit()
    done = archive("edit", "talk", env=editor(archive, "sed -i 's/A talk/New talk/' \"$1\""))
    assert (done.returncode, done.stdout, done.stderr) == (
        0, "records/events/talk.yaml\n", "1 record changed\nnext: eventbook diff\n",
    )  # fmt: skip
    assert text(archive, "talk") == MODELINE + TALK.replace("A talk", "New talk")
    assert seen_by_editor(archive) == [TALK]
    assert list(archive.root.parent.glob("eventbook-*.yaml")) == []
    same = archive("edit", "talk", env=editor(archive, ":"))
    assert (same.returncode, same.stderr) == (0, f"1 record already so; {ASIDE}")


def test_the_editor_comes_again_with_what_is_wrong(archive):
    script = """
if grep -q 2018-02-30 "$1"; then sed -i 's/2018-02-30/2018-02-28/' "$1"
else sed -i 's/2018-03-01/2018-02-30/' "$1"; fi
"""
    done = archive("edit", "talk", env=editor(archive, script))
    assert done.returncode == 0, done.stderr
    assert text(archive, "talk") == TALK.replace("2018-03-01", "2018-02-28")
    again = seen_by_editor(archive)[1]
    assert again.startswith("#! 1 error: correct and save; or empty the text to give up\n")
    assert re.search(r"^#! line 5: date-invalid: `2018-02-30` is not a date", again, re.MULTILINE)


def test_an_edit_that_is_given_up_is_kept(archive):
    for script in ("sed -i 's/2018-03-01/2018-02-30/' \"$1\"", "echo 'title: [' > \"$1\""):
        done = archive("edit", "talk", env=editor(archive, script))
        assert done.returncode == 1
        found = re.search(
            r"given up: nothing was written; the text is kept in (\S+)\n", done.stderr
        )
        assert found
        assert Path(found[1]).read_text() != TALK
        assert text(archive, "talk") == TALK
    emptied = archive("edit", "talk", env=editor(archive, ': > "$1"'))
    assert (emptied.returncode, text(archive, "talk")) == (1, TALK)


def test_a_record_that_cannot_be_read_is_mended_in_the_editor(archive):
    archive.record("talk", TALK + "keywords: [a\n")
    path = "records/events/talk.yaml"
    done = archive("edit", path, env=editor(archive, "sed -i 's/\\[a$/[a]/' \"$1\""))
    assert (done.returncode, text(archive, "talk")) == (0, TALK + "keywords: [a]\n")
    archive.record("talk", TALK + "keywords: [a\n")
    left = archive("edit", path, env=editor(archive, "sed -i 's/A talk/B/' \"$1\""))
    assert (left.returncode, text(archive, "talk")) == (1, TALK + "keywords: [a\n")


def test_what_was_typed_is_kept_where_somebody_else_saved_meanwhile(archive):
    record = archive.root / "records/events/talk.yaml"
    script = f"sed -i 's/A talk/Mine/' \"$1\"; echo '# theirs' >> {record}"
    done = archive("edit", "talk", env=editor(archive, script))
    assert done.returncode == 2
    found = re.search(r"the text is kept in (\S+)\n", done.stderr)
    assert found, done.stderr
    assert "title: Mine" in Path(found[1]).read_text()
    assert text(archive, "talk") == TALK + "# theirs\n"


def test_an_editor_and_json(archive):
    env = editor(archive, "sed -i 's/A talk/New talk/' \"$1\"")
    (one,) = json.loads(archive("edit", "talk", "-f", "json", env=env).stdout)
    assert (one["status"], [each["path"] for each in one["changes"]]) == ("written", ["title"])


def test_without_an_editor(archive):
    done = archive("edit", "talk")
    assert (done.returncode, "no editor is set" in done.stderr) == (2, True)


# Other books


@pytest.mark.skipif(
    bool(os.environ.get("EVENTBOOK_REFERENCE")), reason="the same by the other stack, for a minute"
)
def test_hundreds_of_records_in_several_processes(book):
    texts = {}
    for number in range(820):
        name = f"evening-{number:04}"
        texts[name] = TALK.replace("id: talk", f"id: {name}   # {number}")
        book.record(name, texts[name])
    done = book("edit", ".", "--set", "title=Evening", "--set", "date=2020", "--write")
    assert done.returncode == 0, done.stderr
    for name, old in texts.items():
        wanted = old.replace("A talk", "Evening").replace("2018-03-01", '"2020"')
        assert text(book, name) == wanted

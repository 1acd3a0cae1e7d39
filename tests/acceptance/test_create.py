import fcntl
import hashlib
import os
import pty
import re
import select
import stat
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

EVENTBOOK = Path(sys.executable).parent / "eventbook"
GOOD = ("--set", "title=Spring concert", "--set", "date=2023-05-18")
SOURCE = ("--set", "sources=[{title: Printed programme}]")
SOURCED = (*GOOD, *SOURCE)
TITLED, DATED = GOOD[:2], GOOD[2:]
PATH = "records/events/2023/2023-spring-concert.yaml"
TEXT = """\
id: 2023-spring-concert
title: Spring concert
date: "2023-05-18"
sources:
  - title: Printed programme
"""
RELEASE = """\
March 3, 2019
The museum opens a wing
The museum opened its new wing yesterday, with the singer Nora Field.
"""


def records(book):
    return sorted(str(path.relative_to(book.root)) for path in book.root.glob("records/**/*.y*ml"))


# Values on the command line


def test_a_record_is_written_and_its_path_printed(book):
    done = book("create", *SOURCED)

    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        f"{PATH}\n",
        f"next: git add {PATH}\n",
    )
    assert (book.root / PATH).read_text() == TEXT
    assert book("validate", "--strict").returncode == 0


def test_the_path_is_relative_to_where_the_user_stands(book):
    below = book.root / "records" / "events"

    done = book.run("create", *SOURCED, cwd=below)
    assert done.stdout == "2023/2023-spring-concert.yaml\n"

    elsewhere = book.run(
        "-C", str(book.root), "create", *SOURCED, "--id", "b", cwd=book.root.parent
    )
    assert elsewhere.stdout == "book/records/events/2023/b.yaml\n"


def test_quiet_prints_the_path_alone(book):
    done = book("-q", "create", *SOURCED)
    assert (done.stdout, done.stderr) == (f"{PATH}\n", "")


def test_values_take_the_types_of_the_schema(book):
    more = ["attendance.count=40", "keywords=[music, 1900]", "place={name: Hall, country: IT}",
            "participants[0].name=Ann", "participants[0].key=ann",
            "participants[key=ann].position=Head: of choir", 'local["a.b"]=7']  # fmt: skip
    flags = [word for each in more for word in ("--set", each)]

    done = book("create", *SOURCED, *flags, "--dry-run")

    assert done.returncode == 1  # 1900 is no text
    assert "type-mismatch" in done.stderr
    done = book("create", *SOURCED, *flags, "--set", "keywords[1]=1900")
    assert done.returncode == 0, done.stderr
    assert (book.root / PATH).read_text() == (
        TEXT.partition("sources:")[0]
        + "place:\n  name: Hall\n  country: IT\n"
        + 'participants:\n  - key: ann\n    name: Ann\n    position: "Head: of choir"\n'
        + 'attendance:\n  count: 40\nkeywords:\n  - music\n  - "1900"\n'
        + "sources:\n  - title: Printed programme\n"
        + "local:\n  a.b: 7\n"
    )


def test_outside_a_book(run, tmp_path):
    done = run("create", *SOURCED, cwd=tmp_path)
    assert (done.returncode, "`eventbook init` makes one" in done.stderr) == (2, True)


def test_errors_are_reported_in_full_and_nothing_is_written(book):
    done = book("create", *TITLED, *SOURCE, "--set", "titel=x", "--set", "date=2023-02-30")

    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr
        == (
            "error[date-invalid]: `2023-02-30` is not a date\n"
            " --> records/events/2023/2023-spring-concert.yaml:3:7\n"
            "  |\n"
            "2 | title: Spring concert\n"
            '3 | date: "2023-02-30"\n'
            "  |       ^^^^^^^^^^^^\n"
            "4 | sources:\n"
            "  |\n"
            "  = help: February 2023 has 28 days; write `2023-02` if the day is unknown\n"
            "\n"
            "error[property-unknown]: unknown property `titel`\n"
            " --> records/events/2023/2023-spring-concert.yaml:6:1\n"
            "  |\n"
            "5 |   - title: Printed programme\n"
            "6 | titel: x\n"
            "  | ^^^^^\n"
            "  |\n"
        )
        + done.stderr.partition("6 | titel: x\n  | ^^^^^\n  |\n")[2]
    )
    assert done.stderr.endswith("Found 2 errors in 1 of 1 record.\n")
    assert records(book) == []


def test_what_names_a_minor_is_never_shown_or_written(book):
    child = "{minor: true, name: N. N., roles: [reader]}"

    for flags in ([], ["--dry-run"]):
        done = book("create", *SOURCED, "--set", f"participants=[{child}]", *flags)

        assert (done.returncode, done.stdout) == (1, "")
        assert "minor-named" in done.stderr
        assert "N. N." not in done.stderr
        assert records(book) == []


def test_warnings_are_shown_and_do_not_block(book):
    said = ("--set", "review.status=draft", "--set", "title=TODO a title")
    done = book("create", *DATED, *SOURCE, *said)

    assert done.returncode == 0
    path = "records/events/2023/2023-todo-title.yaml"
    assert done.stdout == f"{path}\n"
    assert done.stderr.splitlines()[0].startswith(f"{path}:2:8: warning[todo-left] ")


def test_a_dry_run_prints_the_record_and_writes_nothing(book):
    done = book("create", *SOURCED, "--dry-run")
    assert (done.returncode, done.stdout) == (0, TEXT)
    assert done.stderr == f"dry run: {PATH} was not written\n"

    wrong = book("create", *TITLED, *SOURCE, "--set", "date=soon", "-n")
    assert wrong.returncode == 1
    assert "date: soon\n" in wrong.stdout
    assert "date-invalid" in wrong.stderr
    assert records(book) == []


# Ids and files that are there


def test_a_taken_id_is_refused_wherever_it_is(book):
    book.write("records/events/1999/mine.yaml", TEXT.replace("2023-spring-concert", "mine"))

    done = book("create", *SOURCED, "--id", "mine")

    assert done.returncode == 2
    assert done.stderr == (
        "error: the id `mine` is taken: records/events/1999/mine.yaml; choose another with `--id`\n"
    )


def test_a_proposed_id_steps_aside(book):
    first, second = book("create", *SOURCED), book("create", *SOURCED)
    assert first.stdout == f"{PATH}\n"
    assert second.stdout == "records/events/2023/2023-spring-concert-2.yaml\n"


@pytest.mark.parametrize("form", ["broken", "folder", "link"])
def test_what_stands_in_the_place_is_never_overwritten(book, form):
    file = book.root / PATH
    file.parent.mkdir(parents=True)
    if form == "broken":
        file.write_text("{")
    elif form == "folder":
        file.mkdir()
    else:
        file.symlink_to(book.root / "elsewhere.yaml")

    done = book("create", *SOURCED, "--id", "2023-spring-concert")

    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert not (book.root / "elsewhere.yaml").exists()
    if form == "broken":
        assert file.read_text() == "{"


@pytest.mark.parametrize("years", [(2023, 2023, 2023, 2023), (2019, 2020, 2021, 2022)])
def test_of_several_at_once_exactly_one_wins(book, years):
    """Where the years differ, so do the folders: no file stands in the way of another."""

    def start(title, year):
        said = ("--set", f"title={title}", "--set", f"date={year}-05-18")
        return subprocess.Popen(
            [EVENTBOOK, "create", *SOURCE, *said, "--id", "same"],
            cwd=book.root,
            env=book.run.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    for turn in range(3):
        processes = [start(f"Concert {turn} {n}", year) for n, year in enumerate(years)]
        ends = [(*process.communicate(timeout=60), process.returncode) for process in processes]

        assert sorted(code for _, _, code in ends) == [0, 2, 2, 2]
        winner = next(number for number, end in enumerate(ends) if end[2] == 0)
        [path] = records(book)
        assert ends[winner][0] == f"{path}\n"
        assert f"title: Concert {turn} {winner}\n" in (book.root / path).read_text()
        (book.root / path).unlink()
    assert not list((book.root / "records/events").rglob(".eventbook*"))


def test_a_folder_that_cannot_be_written(book):
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    (book.root / "records" / "events").chmod(0o555)
    try:
        done = book("create", *SOURCED)
    finally:
        (book.root / "records" / "events").chmod(0o755)
    assert (done.returncode, "permission denied" in done.stderr) == (2, True)


# From a release


def test_a_release_becomes_a_draft_that_is_valid(book):
    book.write("release.txt", RELEASE)

    done = book("create", "--from", "release.txt", "--url", "https://example.org/1")

    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"records/events/undated/draft-2019-03-03-[0-9a-f]{6}\.yaml\n", done.stdout)
    text = (book.root / done.stdout.strip()).read_text()
    assert "formal_title:\n  text: The museum opens a wing\n" in text
    assert "    url: https://example.org/1\n" in text
    assert "# The event's day, not the release's" in text
    assert "Nora" not in text + done.stderr
    assert "release.txt:3: words for a day that depend on another date\n" in done.stderr
    draft = Path(done.stdout.strip()).stem
    assert done.stderr.endswith(f"next: fill in what says TODO, then eventbook validate {draft}\n")
    checked = book("validate", "-f", "concise")
    assert checked.returncode == 0
    assert [line.split()[1] for line in checked.stdout.splitlines()[:-1]] == ["warning[todo-left]"]


def test_a_release_may_come_by_a_pipe_with_values_over_it(book):
    done = book("create", "--from", "-", *GOOD, "--id", "wing", "--type", "other",
                "--set", "as_written=opening", input=RELEASE)  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert done.stdout == "records/events/2023/wing.yaml\n"
    text = (book.root / "records/events/2023/wing.yaml").read_text()
    assert "id: wing\n" in text
    assert "title: Spring concert\n" in text
    assert "# organisers:\n" in text


def test_a_minor_is_warned_of_by_line_and_never_quoted(book):
    text = RELEASE + "A 9-year-old pupil, N. N., read a poem.\n"

    done = book("-q", "create", "--from", "-", input=text)

    assert done.returncode == 0
    assert "warning: -:4: may name a minor: " in done.stderr
    written = (book.root / done.stdout.strip()).read_text()
    assert "N. N." not in written + done.stderr + done.stdout
    assert "# Line 4 may name a minor" in written


@pytest.mark.parametrize("shared", ["release", "address"])
def test_a_recorded_source_is_refused_unless_it_is_another_event(book, shared):
    url = ("--url", "https://example.org/1")
    first = book("create", "--from", "-", *url, input=RELEASE)
    known = Path(first.stdout.strip()).stem
    text = RELEASE if shared == "release" else RELEASE + "More.\n"

    again = book("create", "--from", "-", *url, input=text)

    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr == (
        f"error: this {shared} is already recorded in {known};"
        " edit that record; for another event of the release, name it with `--id`\n"
    )
    named = book("create", "--from", "-", *url, "--id", "another", input=text)
    assert named.returncode == 0
    assert f"warning: this {shared} is already recorded in {known}\n" in named.stderr


SEVERAL = """\
March 3, 2019

Spring of the museum

10 February: Concert in the old wing
A concert was held. A 9-year-old pupil, N. N., played.

24 February: Lecture on clocks
A lecture was held.
"""


def several(book):
    """The ids that drafts of `SEVERAL` get."""
    hex_ = hashlib.sha256(SEVERAL.encode()).hexdigest()[:6]
    return [f"draft-2019-03-03-{hex_}-{number}" for number in (1, 2)]


def test_a_release_on_several_events_becomes_as_many_drafts(book):
    book.write("release.txt", SEVERAL)
    one, two = several(book)

    done = book("create", "--from", "release.txt", "--url", "https://example.org/1")

    paths = [f"records/events/undated/{each}.yaml" for each in (one, two)]
    assert (done.returncode, done.stdout.splitlines()) == (0, paths), done.stderr
    assert "release.txt:6: may name a minor" in done.stderr
    assert (
        "release.txt: a draft for each of 2 events (lines 5-6, 8-9);"
        " each begins with a heading that holds a day\n" in done.stderr
    )
    assert done.stderr.endswith(f"then eventbook validate {one} {two}\n")
    first, second = ((book.root / path).read_text() for path in paths)
    assert (
        second
        == f"""\
# Drafted from a release; line numbers are those of its text.
# Draft 2 of 2: each part of the release begins with a heading that holds a day.
# Lines 5-6: {one}.
# Lines 8-9: this draft.
# The last part was taken to run to the end of the text.
# Other lines belong to all of them or to none. If it is one event, keep one draft.
id: {two}
# Devise it; the release's own headline is its publisher's voice.
title: TODO a neutral title in the archive's own words
title_type: supplied
formal_title:
  text: Lecture on clocks
  source: release
# The event's day, not the release's; the text was not trusted to tell it.
# Line 8: a day without a year; perhaps the event's.
date: XXXX
date_basis: unknown
sources:
  - key: release
    kind: press-release
    title: Spring of the museum
    stance: reports
    published: "2019-03-03"
    url: https://example.org/1
    sha256: {hashlib.sha256(SEVERAL.encode()).hexdigest()}
    sha256_of: plain text as received, {len(SEVERAL)} bytes, UTF-8, LF
    stored: false
    note: "This event: lines 8-9 of its text."
review:
  status: draft
"""
    )
    assert "# Line 6 may name a minor" in first
    assert "N. N." not in first + second + done.stdout + done.stderr
    checked = book("validate", "-f", "concise")
    assert checked.returncode == 0
    assert checked.stdout.count("warning[todo-left]") == 2
    again = book("create", "--from", "release.txt")
    assert (again.returncode, again.stdout) == (2, "")
    assert f"this release is already recorded in {one};" in again.stderr


def test_a_dry_run_prints_every_draft(book):
    done = book("create", "--from", "-", "-n", "--type", "concert", input=SEVERAL)

    assert done.returncode == 0, done.stderr
    texts = done.stdout.split("---\n")
    assert [re.findall("^(?:id|type): .*", text, re.M) for text in texts] == [
        [f"id: {each}", "type: concert"] for each in several(book)
    ]
    assert done.stderr.endswith(
        "dry run: {} were not written\n".format(
            ", ".join(f"records/events/undated/{each}.yaml" for each in several(book))
        )
    )
    assert records(book) == []


def test_an_id_makes_one_record_of_a_release_on_several_events(book):
    done = book("create", "--from", "-", "--id", "spring", input=SEVERAL)

    assert (done.returncode, done.stdout) == (0, "records/events/undated/spring.yaml\n")
    assert "lines 5-6, 8-9 may be 2 events; with `--id` they become one record\n" in done.stderr
    text = (book.root / done.stdout.strip()).read_text()
    assert "# Perhaps an event of its own: lines 5-6.\n" in text
    assert "  text: Spring of the museum\n" in text


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("--edit",),
         "an editor takes one; leave out `--edit`, or make one record with `--id`"),
        (("--set", "id=spring"),
         "`--set` gives them all one id; make one record of it with `--id`"),
    ],
)  # fmt: skip
def test_what_one_record_alone_can_have_is_refused_for_several(book, flags, message):
    done = book("create", "--from", "-", *flags, input=SEVERAL)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == f"error: this release tells of 2 events; {message}"
    assert records(book) == []


def test_of_several_drafts_all_are_written_or_none(book):
    _, two = several(book)
    book.write(f"records/events/undated/{two}.yaml", "{")

    done = book("create", "--from", "-", input=SEVERAL)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == (
        f"error: the id `{two}` is taken: records/events/undated/{two}.yaml;"
        " choose another with `--id`"
    )
    assert records(book) == [f"records/events/undated/{two}.yaml"]
    wrong = book("create", "--from", "-", "--set", "titel=x", input=SEVERAL.replace("3,", "4,"))
    assert wrong.returncode == 1
    assert wrong.stderr.endswith("Found 2 errors and 2 warnings in 2 of 2 records.\n")
    assert records(book) == [f"records/events/undated/{two}.yaml"]


def test_a_link_to_a_file_may_be_named(book):
    book.write("real.txt", RELEASE)
    (book.root / "link.txt").symlink_to("real.txt")
    assert book("create", "--from", "link.txt").returncode == 0


# From a record


def test_a_yaml_record_keeps_its_comments_and_gets_its_order(book):
    given = """\
# yaml-language-server: $schema=elsewhere.json
# Seen by two readers.
sources:
  - title: Printed programme # in the archive
date: 2023-05-18
title: Spring concert
"""
    done = book("create", "--from", "-", "--set", "status=held", input=given)

    assert done.returncode == 0, done.stderr
    assert (book.root / PATH).read_text() == (
        'id: 2023-spring-concert\ntitle: Spring concert\ndate: "2023-05-18"\nstatus: held\n'
        "# Seen by two readers.\nsources:\n"
        "  # in the archive\n  - title: Printed programme\n"
    )


def test_a_json_record(book):
    given = '{"title": {"en": "Spring concert"}, "date": "2023-05-18", "sources": [{"title": "P"}]}'
    book.write("record.json", given)

    done = book("create", "--from", "record.json", "--id", "mine")

    assert done.stdout == "records/events/2023/mine.yaml\n"
    assert (book.root / "records/events/2023/mine.yaml").read_text() == (
        'id: mine\ntitle:\n  en: Spring concert\ndate: "2023-05-18"\nsources:\n  - title: P\n'
    )


# Types


def test_a_type_lays_out_what_such_an_event_wants(book):
    done = book("create", *SOURCED, "--type", "concert")

    assert done.returncode == 0, done.stderr
    text = (book.root / PATH).read_text()
    assert text.startswith("id: 2023-spring-concert\ntype: concert\ntitle: Spring concert\n")
    assert "# programme:\n#   - kind: performance\n" in text
    assert book("validate", "--strict").returncode == 0


# A book with its own schema


def test_a_foreign_kind_of_record(book):
    book.write("eventbook.toml", """\
[kinds.talk]
records = ["talks/*.yml"]
schema = "schemas/talk.json"
id = "stem"
title = "name"
""")  # fmt: skip
    book.write(
        "schemas/talk.json",
        """\
{"type": "object", "required": ["name", "minutes"], "additionalProperties": false,
 "properties": {"name": {"type": "string"}, "minutes": {"type": "integer"}}}
""",
    )

    done = book("create", "--set", "minutes=20", "--set", "name=On paper")

    assert (done.returncode, done.stdout) == (0, "talks/undated-paper.yml\n"), done.stderr
    assert (book.root / "talks/undated-paper.yml").read_text() == (
        "# yaml-language-server: $schema=../schemas/talk.json\nname: On paper\nminutes: 20\n"
    )
    missing = book("create", "--set", "minutes=20")
    assert "`name` is missing; give --set name=…" in missing.stderr
    release = book("create", "--from", "-", input=RELEASE)
    assert (release.returncode, "this book holds talk records" in release.stderr) == (2, True)


# At a terminal


class Terminal:
    """A process at a terminal of its own; standard output may be a pipe, as in $(…)."""

    def __init__(self, book, *args, env=None):
        self.master, slave = pty.openpty()
        self.shown = ""
        self.process = subprocess.Popen(
            [EVENTBOOK, "create", *args],
            cwd=book.root,
            env=book.run.environment(env),
            stdin=slave,
            stderr=slave,
            stdout=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)

    def until(self, text):
        """Read until a text is shown, or the process has ended."""
        deadline = time.monotonic() + 30
        while text not in self.shown and time.monotonic() < deadline:
            if not select.select([self.master], [], [], 0.2)[0]:
                if self.process.poll() is not None:
                    break
                continue
            try:
                self.shown += os.read(self.master, 4096).decode("utf-8", "replace")
            except OSError:
                break
        assert text in self.shown, self.shown
        self.shown = self.shown.partition(text)[2]
        return self

    def type(self, keys):
        os.write(self.master, keys if isinstance(keys, bytes) else keys.encode())
        return self

    def end(self):
        """The exit status, what was printed, and what was shown since the last look."""
        try:
            out, _ = self.process.communicate(timeout=30)
            while select.select([self.master], [], [], 0)[0]:
                try:
                    self.shown += os.read(self.master, 4096).decode("utf-8", "replace")
                except OSError:
                    break
        finally:
            os.close(self.master)
        return self.process.returncode, out.decode(), self.shown.replace("\r\n", "\n")


def test_what_is_required_is_asked_for(book):
    terminal = Terminal(book)
    terminal.until("title: ").type("\n").until("an answer is needed here")
    terminal.until("title: ").type("Spring concert\n")
    terminal.until("date: ").type("2023-02-30\n").until("February 2023 has 28 days")
    terminal.until("date: ").type("18 May 2023\n").until("  2023-05-18 (18 May 2023)")
    terminal.until("source (title or address): ").type("http://\n").until("names no host")
    terminal.until("source (title or address): ").type("Printed programme\n")
    terminal.until("id [2023-spring-concert]: ").type("Not an id\n").until("an id is made of")
    terminal.until("id [2023-spring-concert]: ").type("\n")

    code, out, shown = terminal.end()

    assert (code, out) == (0, f"{PATH}\n")
    assert shown == f"\nnext: git add {PATH}\n"
    assert (book.root / PATH).read_text() == TEXT


def test_only_what_is_missing_is_asked_for_and_another_id_may_be_typed(book):
    book.record("taken")
    terminal = Terminal(book, *GOOD)
    terminal.until("source (title or address): ").type("https://example.org/\n")
    terminal.until("id [2023-spring-concert]: ").type("taken\n").until("that id is taken: ")
    terminal.until("id [2023-spring-concert]: ").type("mine\n")

    assert terminal.end()[:2] == (0, "records/events/2023/mine.yaml\n")


def test_nothing_is_asked_where_nothing_is_missing(book):
    assert Terminal(book, *SOURCED).end() == (0, f"{PATH}\n", f"next: git add {PATH}\n")


@pytest.mark.parametrize("key", ["\x04", "\x03"])
@pytest.mark.parametrize("question", ["title", "id"])
def test_stopping_writes_nothing(book, key, question):
    terminal = Terminal(book, *(SOURCED[2:] if question == "title" else GOOD))
    if question == "title":
        terminal.until("title: ").type(key)
    else:
        terminal.until("address): ").type("A poster\n").until("]: ").type(key)

    code, out, _ = terminal.end()

    assert (code, out) == (130, "")
    assert records(book) == []


def test_a_slip_of_the_keyboard_is_asked_again(book):
    terminal = Terminal(book, *SOURCED[2:], "--id", "mine")
    terminal.until("title: ").type(b"Caf\xe9\n").until("it is not UTF-8")
    terminal.until("title: ").type("a\x1b[Ab\n").until("it holds control characters")
    terminal.until("title: ").type("Café\n")

    assert terminal.end()[:2] == (0, "records/events/2023/mine.yaml\n")


def test_no_input_means_no_question(book):
    code, out, shown = Terminal(book, *GOOD, "--no-input").end()
    assert (code, out) == (2, "")
    assert "`sources` is missing" in shown


# In an editor


def editor(book, script, name="editor"):
    """A shell script that is given the file as `$1`, and counts its runs in `runs`."""
    file = book.root.parent / name
    file.write_text(f'#!/bin/sh\necho run >> "{file.parent}/runs"\n{script}\n')
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return str(file)


def runs(book):
    return (book.root.parent / "runs").read_text().count("run")


@pytest.fixture
def temporary(tmp_path):
    """A folder for temporary files, to see what is left in it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


def test_the_editor_finishes_the_draft(book, temporary):
    script = 'cp "$1" ../seen; sed -i "s/^title:.*/title: Spring concert/" "$1"'
    env = {"EDITOR": editor(book, script), "TMPDIR": str(temporary)}

    done = book("create", *SOURCED[2:], "--edit", env=env)

    assert (done.returncode, done.stdout) == (0, f"{PATH}\n"), done.stderr
    seen = (book.root.parent / "seen").read_text()
    assert seen.startswith("title: TODO\n# summary: TODO")
    written = (book.root / PATH).read_text()
    assert written == "id: 2023-spring-concert\n" + seen.replace("TODO", "Spring concert", 1)
    assert list(temporary.iterdir()) == []


def test_the_text_stays_as_it_was_left(book, temporary):
    text = (
        "# mine\n\ntitle:   Spring concert # so\ndate: 2023-05-18\n"
        "sources: [{title: Printed programme}]\n"
    )
    book.write("text", text)
    env = {"EDITOR": "cp ../book/text", "TMPDIR": str(temporary)}

    done = book("create", "--edit", env=env)

    assert done.returncode == 0, done.stderr
    assert (book.root / PATH).read_text() == text.replace(
        "title:", "id: 2023-spring-concert\ntitle:", 1
    )


def test_line_ends_become_those_of_the_book(book, temporary):
    book.write("text", TEXT.replace("\n", "\r\n").removesuffix("\r\n"))
    done = book("create", "-e", env={"EDITOR": "cp ../book/text", "TMPDIR": str(temporary)})
    assert (done.returncode, done.stderr) == (0, f"next: git add {PATH}\n")
    assert (book.root / PATH).read_bytes() == TEXT.encode()


def test_errors_stand_on_top_until_they_are_mended(book, temporary):
    script = """\
cp "$1" "../seen$(wc -l < ../runs | tr -d ' ')"
case $(wc -l < ../runs) in
*1) sed -i 's/^date:.*/date: 2023-02-30/' "$1";;
*2) sed -i 's/^date:.*/date: 2023-05-18/' "$1";;
esac"""
    env = {"VISUAL": editor(book, script), "EDITOR": "false", "TMPDIR": str(temporary)}

    done = book("create", *SOURCED, "--edit", env=env)

    assert (done.returncode, runs(book)) == (0, 2), done.stderr
    said = "`2023-02-30` is not a date; February 2023 has 28 days; "
    said += "write `2023-02` if the day is unknown"
    assert (book.root.parent / "seen2").read_text().splitlines()[:6] == [
        "#! 1 error: correct and save; or empty the text to give up",
        f"#! line 4: date-invalid: {said}",
        "title: Spring concert",
        "date: 2023-02-30",
        "sources:",
        "  - title: Printed programme",
    ]
    assert "#!" not in (book.root / PATH).read_text()


def test_a_minors_name_is_not_repeated_above_the_text(book, temporary):
    script = 'cp "$1" ../seen'
    env = {"EDITOR": editor(book, script), "TMPDIR": str(temporary)}
    child = "[{minor: true, name: N. N., roles: [reader]}]"

    done = book("create", *SOURCED, "--set", f"participants={child}", "--edit", env=env)

    assert (done.returncode, runs(book)) == (1, 2)
    seen = (book.root.parent / "seen").read_text()
    assert "minor-named: private" in seen
    assert [line for line in seen.splitlines() if "N. N." in line and line[0] == "#"] == []
    assert "N. N." not in done.stderr


@pytest.mark.parametrize("script", ["true", ': > "$1"', 'echo "# nothing" > "$1"'])
def test_giving_up_keeps_the_text(book, temporary, script):
    env = {"EDITOR": editor(book, script), "TMPDIR": str(temporary)}

    done = book("create", "--edit", env=env)

    assert (done.returncode, done.stdout) == (1, "")
    [kept] = temporary.iterdir()
    *errors, last = done.stderr.splitlines()
    assert last == f"given up: nothing was written; the text is kept in {kept}"
    slugs = [line.split(": ")[1] for line in errors]
    left = ["todo-left", "date-invalid", "todo-left", "todo-left"]
    assert slugs == (left if script == "true" else [])
    assert kept.read_text().startswith("# summary: TODO") or "title: TODO" in kept.read_text()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert runs(book) == (2 if script == "true" else 1)
    assert records(book) == []


def test_a_valid_draft_may_be_left_as_it_is(book, temporary):
    env = {"EDITOR": editor(book, "true"), "TMPDIR": str(temporary)}
    done = book("create", "--from", "-", "--edit", input=RELEASE, env=env)
    assert (done.returncode, runs(book)) == (0, 1), done.stderr


def test_a_dry_run_opens_the_editor_and_writes_nothing(book, temporary):
    script = 'sed -i "s/^title:.*/title: Another/" "$1"'
    env = {"EDITOR": editor(book, script), "TMPDIR": str(temporary)}

    done = book("create", *SOURCED, "--edit", "--dry-run", env=env)

    assert done.returncode == 0
    assert "title: Another\n" in done.stdout
    assert records(book) == []


def test_the_first_variable_wins(book, temporary):
    good = editor(book, "true")
    env = {"EVENTBOOK_EDITOR": good, "GIT_EDITOR": "false", "VISUAL": "false", "EDITOR": "false"}
    assert book("create", *SOURCED, "--edit", env=env | {"TMPDIR": str(temporary)}).returncode == 0


def test_an_id_that_no_file_can_have_is_an_error_in_the_editor(book, temporary):
    script = """\
cp "$1" ../seen
case $(wc -l < ../runs) in
*1) sed -i '1i id: a/b' "$1";;
*) sed -i 's/^id:.*/id: mine/' "$1";;
esac"""
    env = {"EDITOR": editor(book, script), "TMPDIR": str(temporary)}

    done = book("create", *SOURCED, "--edit", env=env)

    assert (done.returncode, done.stdout) == (0, "records/events/2023/mine.yaml\n"), done.stderr
    assert "cannot name a file" in (book.root.parent / "seen").read_text()


def test_the_text_is_kept_when_the_place_is_taken_meanwhile(book, temporary):
    script = f'mkdir -p records/events/2023; echo "{{" > {PATH}'
    env = {"EDITOR": editor(book, script), "TMPDIR": str(temporary)}

    done = book("create", *SOURCED, "--edit", "--id", "2023-spring-concert", env=env)

    assert (done.returncode, done.stdout) == (2, "")
    [kept] = temporary.iterdir()
    assert done.stderr == (
        f"error: the id `2023-spring-concert` was taken meanwhile: {PATH}; nothing was written; "
        f"the text is kept in {kept}\n"
    )
    assert (book.root / PATH).read_text() == "{\n"


def test_interrupting_in_the_editor_does_not_end_the_command(book, temporary):
    script = """\
trap 'echo caught > ../caught' INT
echo ready > /dev/tty
until [ -e ../caught ]; do sleep 0.1; done
exit 0"""
    env = {"EDITOR": editor(book, script), "TMPDIR": str(temporary)}

    terminal = Terminal(book, *SOURCED, "--edit", env=env)
    terminal.until("ready").type("\x03")

    assert terminal.end()[:2] == (0, f"{PATH}\n")
    assert (book.root.parent / "caught").exists()


def test_the_editor_sees_the_schema_and_the_record_its_own_way_to_it(run, tmp_path, temporary):
    run("init", "book", cwd=tmp_path)
    root = tmp_path / "book"
    env = {"EDITOR": "cp -f --target-directory=../seen", "TMPDIR": str(temporary)}
    (tmp_path / "seen").mkdir()

    done = run("create", *SOURCED, "--edit", cwd=root, env=env)

    assert done.returncode == 0, done.stderr
    [seen] = (tmp_path / "seen").iterdir()
    schema = root / "schemas" / "event.schema.json"
    assert seen.read_text().splitlines()[0] == f"# yaml-language-server: $schema={schema}"
    assert (root / PATH).read_text() == (
        "# yaml-language-server: $schema=../../../schemas/event.schema.json\n" + TEXT
    )


# Kinds that events refer to


@pytest.fixture
def plain(book):
    """A book without settings: it has all built-in kinds."""
    (book.root / "eventbook.toml").unlink()
    (book.root / "schemas").mkdir(exist_ok=True)
    (book.root / "records").mkdir(exist_ok=True)
    return book


@pytest.mark.parametrize(
    ("kind", "folder", "field"),
    [
        ("person", "people", "name"),
        ("organisation", "organisations", "name"),
        ("place", "places", "name"),
        ("work", "works", "title"),
        ("subject", "subjects", "name"),
    ],
)
def test_a_record_that_events_refer_to(plain, kind, folder, field):
    first = plain("create", "--kind", kind, "--set", f"{field}=Ağa Şəfiq")
    second = plain("create", "--kind", kind, "--set", f"{field}=Ağa Şəfiq")

    stem = first.stdout.strip().removeprefix(f"records/{folder}/").removesuffix(".yaml")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert second.stdout == f"records/{folder}/{stem}-2.yaml\n"
    written = (plain.root / first.stdout.strip()).read_text()
    assert written == f"id: {stem}\n{field}: Ağa Şəfiq\n"


def test_a_kind_asks_for_its_own_fields(plain):
    lacking = plain("create", "--kind", "work", "--set", "language=it")
    unknown = plain("create", "--kind", "persn", "--set", "name=Ann")
    typed = plain("create", "--kind", "person", "--type", "concert", "--set", "name=Ann")

    assert [done.returncode for done in (lacking, unknown, typed)] == [2, 2, 2]
    assert lacking.stderr == "error: `title` is missing; give --set title=…\n"
    assert unknown.stderr == "error: this book has no kind `persn`; did you mean `person`?\n"
    assert "`--type` is for events" in typed.stderr
    assert records(plain) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "a.txt", "--from", "b.txt"], "--from is given 2 times; it takes one at a time"),
        (
            ["--set", "title=A", "--set", "title=B"],
            "`title` is set twice; give one value for it",
        ),
        (
            [*GOOD, "--type", "concert", "--set", "type=reading"],
            "--type concert and --set type=reading differ",
        ),
    ],
)
def test_nothing_that_was_given_is_lost_unseen(book, words, said):
    done = book("create", *words)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"error: {said}\n")

"""`eventbook validate`: which records are meant, in what form, and what stops it."""

from __future__ import annotations

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from eventbook.output import FORMATS

WRONG_DATE = "id: {}\ntitle: Concert\ndate: 18.5.2019\nsources: [{{title: Programme}}]\n"
FOUND = (
    ":3:7: error[date-invalid] `18.5.2019` is not a date; write `2019-05-18` [fixable: unsafe]\n"
)
FIXABLE = "1 fixable with `--unsafe-fixes`, by a guess.\n"
SOUND = "id: {}\ntitle: Concert\ndate: 2019-05-18\nsources: [{{title: Programme}}]\n"
DOUBTFUL = SOUND + "local: {{shelf: 0123}}\n"


@pytest.fixture
def season(book):
    """Three concerts, of which one has a wrong date."""
    book.record("2019-turin-spring-concert")
    book.record("2019-turin-spring-matinee")
    book.record("2019-genoa-autumn", WRONG_DATE.format("2019-genoa-autumn"))
    return book


def concise(book, *args, **more):
    """Exit status, standard output and standard error of `validate -f concise`."""
    done = book("validate", "-f", "concise", *args, **more)
    return done.returncode, done.stdout, done.stderr


def passed(count):
    return 0, f"All checks passed: {count}.\n", ""


def refused(message):
    return 2, "", f"error: {message}\n"


AUTUMN = "records/events/2019-genoa-autumn.yaml" + FOUND


# Which records


def test_everything_is_checked_where_nothing_is_named(season):
    assert concise(season) == (1, AUTUMN + FIXABLE + "Found 1 error in 1 of 3 records.\n", "")


@pytest.mark.parametrize(
    "words",
    [
        ["2019-genoa-autumn"],
        ["event/2019-genoa-autumn"],
        ["genoa"],
        ["records/events/2019-genoa-autumn.yaml"],
        ["./records/../records/events/2019-genoa-autumn.yaml"],
        ["genoa", "autumn", "2019-genoa-autumn"],
    ],
)
def test_a_record_by_its_id_a_part_of_it_or_its_file(season, words):
    assert concise(season, *words) == (
        1,
        AUTUMN + FIXABLE + "Found 1 error in 1 of 1 record.\n",
        "",
    )


def test_a_folder_stands_for_its_records(season):
    season.write("records/events/2020/2020-turin.yaml", SOUND.format("2020-turin"))
    assert concise(season, "records/events/2020") == passed("1 record")
    assert concise(season, "records/events/2020", "matinee") == passed("2 records")
    status, out, _ = concise(season, ".")
    assert (status, out.splitlines()[-1]) == (1, "Found 1 error in 1 of 4 records.")


def test_an_absolute_path_and_a_path_from_a_folder_inside(season):
    file = season.root / "records/events/2019-genoa-autumn.yaml"
    done = season.run("validate", "-f", "concise", file, cwd=season.root / "records")
    assert done.stdout == f"../{AUTUMN}{FIXABLE}" + ("Found 1 error in 1 of 1 record.\n")
    done = season.run("validate", "events/2019-turin-spring-concert.yaml", cwd=file.parents[1])
    assert (done.returncode, done.stdout) == (0, "All checks passed: 1 record.\n")


@pytest.mark.parametrize(
    ("word", "message"),
    [
        (
            "spring",
            "`spring` is part of several ids; 2019-turin-spring-concert, 2019-turin-spring-matinee",
        ),
        (
            "2019-turin-spring-konzert",
            (
                "there is no record and no file `2019-turin-spring-konzert`; "
                "did you mean `2019-turin-spring-concert`?"
            ),
        ),
        ("zzz", "there is no record and no file `zzz`"),
        ("", "an empty argument is no record and no file"),
        (
            "eventbook.toml",
            (
                "eventbook.toml: no record of this book is there; "
                "the settings' `records` say which files hold records"
            ),
        ),
    ],
)
def test_a_word_that_means_no_record_or_several_is_refused(season, word, message):
    assert concise(season, word) == refused(message)


def test_a_file_outside_the_book_is_refused(season, tmp_path):
    outside = tmp_path / "outside.yaml"
    outside.write_text(SOUND.format("outside"))
    root = season.root
    assert concise(season, "../outside.yaml") == refused(
        f"../outside.yaml lies outside the book {root}"
    )


def test_what_concerns_two_files_is_said_where_only_the_later_is_asked_for(book):
    book.write("records/events/a/x.yaml", SOUND.format("x"))
    book.write("records/events/b/x.yaml", SOUND.format("x"))
    later = "records/events/b/x.yaml:1:5: error[id-duplicate] the id `x` is also in"
    later += " records/events/a/x.yaml; give one of the two another id\n"
    assert concise(book, "records/events/a") == passed("1 record")
    assert concise(book, "records/events/b") == (
        1,
        later + "Found 1 error in 1 of 1 record.\n",
        "",
    )


def test_standard_input(book):
    wrong = WRONG_DATE.format("any-name")
    found = (1, "-" + FOUND + FIXABLE + "Found 1 error in 1 of 1 record.\n", "")
    assert concise(book, "-", input=wrong) == found
    assert concise(book, "-", input=SOUND.format("any-name")) == passed("1 record")
    status, out, _ = concise(book, "-", input=b"")
    assert (status, out.splitlines()[0]) == (
        1,
        "-:1:1: error[record-empty] the file holds no record",
    )
    assert concise(book, "-", input=b"\xff\xfe\x00")[0] == 1
    message = "`-` stands alone; check standard input by itself"
    assert concise(book, "-", "genoa", input=wrong) == refused(message)


def test_standard_input_shows_its_line(book):
    done = book("validate", "-", input=WRONG_DATE.format("any-name"))
    assert done.stdout == (
        "error[date-invalid]: `18.5.2019` is not a date\n"
        " --> -:3:7\n"
        "  |\n"
        "2 | title: Concert\n"
        "3 | date: 18.5.2019\n"
        "  |       ^^^^^^^^^\n"
        "4 | sources: [{title: Programme}]\n"
        "  |\n"
        "  = help: write `2019-05-18`\n"
        "  = fixable: unsafe\n"
        "\n"
        f"{FIXABLE}"
        "Found 1 error in 1 of 1 record.\n"
    )


# No book, or nothing in it


def test_an_empty_book_is_no_success(book):
    message = "there is no record to check; `eventbook create` makes one"
    assert concise(book) == refused(message)


def test_outside_a_book(run, tmp_path):
    done = run("validate", cwd=tmp_path)
    message = f"error: no book in {tmp_path} or above; `eventbook init` makes one\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_another_folder(season, tmp_path):
    done = season.run("-C", season.root, "validate", "-f", "concise", cwd=tmp_path)
    assert done.stdout == f"book/{AUTUMN}{FIXABLE}Found 1 error in 1 of 3 records.\n"
    done = season.run("-C", "book", "validate", "records/events", "--select", "id-*", cwd=tmp_path)
    assert done.stdout == "All checks passed: 3 records.\n"
    done = season.run("-C", "nowhere", "validate", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "error: nowhere: no such folder\n")


# In what form


def test_json_holds_everything(season):
    done = season("validate", "-f", "json")
    (found,) = json.loads(done.stdout)
    assert len(found.pop("fingerprint")) == 32
    span = {"location": {"line": 3, "column": 7}, "end_location": {"line": 3, "column": 16}}
    assert (done.returncode, found) == (
        1,
        {
            "rule": "date-invalid",
            "severity": "error",
            "message": "`18.5.2019` is not a date",
            "path": "records/events/2019-genoa-autumn.yaml",
            **span,
            "record": "2019-genoa-autumn",
            "instance_path": "/date",
            "schema_path": "#/properties/date/format",
            "label": None,
            "help": "write `2019-05-18`",
            "note": None,
            "fixable": "unsafe",
            "fixed": False,
            "fix": {"applicability": "unsafe", "edits": [{**span, "content": "2019-05-18"}]},
            "related": [],
            "private": False,
            "waived": False,
        },
    )
    lines = season("validate", "-f", "json-lines").stdout.splitlines()
    assert [json.loads(line) for line in lines] == json.loads(done.stdout)


def test_json_of_a_sound_book_is_an_empty_list(book):
    book.record("sound")
    done = book("validate", "-f", "json")
    assert (done.returncode, json.loads(done.stdout), done.stderr) == (0, [], "")


def test_github_annotations(season):
    done = season("validate", "-f", "github")
    file = "records/events/2019-genoa-autumn.yaml"
    assert done.stdout == (
        f"::error title=eventbook (date-invalid),file={file},line=3,endLine=3,col=7,endColumn=16"
        f"::{file}:3:7: date-invalid: `18.5.2019` is not a date%0Ahelp: write `2019-05-18`\n"
        f"{AUTUMN}{FIXABLE}Found 1 error in 1 of 3 records.\n"
    )


def test_a_text_cannot_become_a_workflow_command(book):
    record = SOUND.format("hostile") + 'local: {x: 1, "::error::gotcha\\n::add-mask::x": 1, x: 2}\n'
    book.record("hostile", record + '"::stop-commands::x": 1\n')
    done = book("validate", "-f", "github")
    commands = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert [line.partition(" ")[0] for line in commands] == ["::error", "::error"]


def test_an_unknown_form_is_refused(season):
    done = season("validate", "-f", "xml")
    known = "formats for findings: full, concise, github, sarif, gitlab, junit, json, json-lines"
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"error: unknown format `xml`; {known}\n"


def test_a_report_in_a_file(season):
    done = season("validate", "-f", "concise", "-o", "report.txt")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    report = season.root / "report.txt"
    assert report.read_text() == AUTUMN + FIXABLE + "Found 1 error in 1 of 3 records.\n"
    season("--color", "always", "validate", "-o", "report.txt", env={"FORCE_COLOR": "1"})
    assert "\x1b" not in report.read_text()
    done = season("validate", "-o", "no/such/folder.txt")
    message = "error: --output no/such/folder.txt: there is no such folder; make it first\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


# Which rules, and what fails


def test_rules_by_name(season):
    assert concise(season, "--ignore", "date-invalid") == passed("3 records")
    assert concise(season, "--select", "id-*") == passed("3 records")
    assert concise(season, "--select", "date-*")[0] == 1
    assert concise(season, "--select", "date-*", "--ignore", "*-invalid") == passed("3 records")


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_rule_that_does_not_exist_is_refused(season, option):
    message = "no rule is called `dates-invalid`; did you mean `date-invalid`?"
    assert concise(season, option, "dates-invalid") == refused(message)
    assert concise(season, option, "zzz-*") == refused("no rule is called `zzz-*`")


def test_warnings_fail_only_where_it_is_strict(book):
    book.record("doubtful", DOUBTFUL.format("doubtful"))
    warning = (
        "records/events/doubtful.yaml:5:16: warning[number-doubtful] "
        '`0123` is a text here and a number to other YAML readers; quote it: "0123"'
        " [fixable: safe]\n"
        "1 fixable with `--fix`.\n"
        "Found 1 warning in 1 of 1 record.\n"
    )
    assert concise(book) == (0, warning, "")
    assert concise(book, "--strict") == (1, warning, "")


def test_the_settings_change_severities(book):
    book.record("doubtful", DOUBTFUL.format("doubtful"))
    settings = (book.root / "eventbook.toml").read_text()
    for level, status in (("off", 0), ("info", 0), ("warning", 0), ("error", 1)):
        book.write("eventbook.toml", f'{settings}\n[rules]\nnumber-doubtful = "{level}"\n')
        found, out, _ = concise(book)
        assert (found, f" {level}[" in out) == (status, level in ("warning", "error"))
    book.write("eventbook.toml", f'{settings}\n[rules]\nnumber-doubtful = "info"\n')
    assert " info[number-doubtful] " in concise(book, "-v")[1]


# Settings and schemas that are wrong

KIND = '[kinds.talk]\nrecords = ["talks/*.yaml"]\nschema = "schemas/talk.json"\nid = "stem"\n'
WRONG_SETTINGS = {
    "no-toml": (
        b"[book\n",
        "eventbook.toml:1:6: invalid TOML: expected ']' at the end of a table declaration",
    ),
    "not-utf-8": (b'[book]\ntitle = "\xff"\n', "eventbook.toml:2: not UTF-8 text"),
    "unknown-table": (
        b"[boook]\n",
        "eventbook.toml:1:2: unknown key `boook` in the file; did you mean `book`?",
    ),
    "unknown-key": (
        b'[book]\ntittle = "A"\n',
        "eventbook.toml:2:1: unknown key `tittle` in [book]; did you mean `title`?",
    ),
    "wrong-type": (
        b"[book]\ntitle = 3\n",
        "eventbook.toml:2:1: `title` in [book] must be text, not a number",
    ),
    "language": (
        b'[book]\nlanguage = "english language"\n',
        (
            "eventbook.toml:2:1: `language` in [book]: "
            "`english language` is not a language tag such as `en`"
        ),
    ),
    "no-records": (
        b'[kinds.talk]\nschema = "schemas/talk.json"\n',
        "eventbook.toml:1:8: [kinds.talk] lacks `records`",
    ),
    "path-leaves-the-book": (
        b'[kinds.talk]\nrecords = ["../*.yaml"]\nschema = "schemas/talk.json"\n',
        (
            "eventbook.toml:2:1: `records` in [kinds.talk]: "
            "`../*.yaml` is no pattern of files: it leaves the book (..)"
        ),
    ),
    "schema-leaves-the-book": (
        b'[kinds.talk]\nrecords = ["talks/*.yaml"]\nschema = "/etc/passwd"\n',
        (
            "eventbook.toml:3:1: `schema` in [kinds.talk]: "
            "`/etc/passwd` is no file of this book: it is absolute"
        ),
    ),
    "unknown-model": (
        KIND.encode() + b'model = "evnt"\n',
        "eventbook.toml:5:1: `model` in [kinds.talk]: `evnt` is not known; did you mean `event`?",
    ),
    "unknown-level": (
        b'[rules]\nid-duplicate = "fatal"\n',
        (
            "eventbook.toml:2:1: `id-duplicate` in [rules]: `fatal` is not known; "
            "known: error, info, off, warning"
        ),
    ),
    "unknown-rule": (
        b'[rules]\nid-duplicat = "off"\n',
        (
            "eventbook.toml:2:1: [rules] names `id-duplicat`, which is no rule; "
            "did you mean `id-duplicate`?"
        ),
    ),
    "unknown-built-in-schema": (
        b'[kinds.event]\nrecords = ["records/events/*.yaml"]\nschema = "eventbook:evnt"\n',
        (
            "eventbook:evnt.schema.json: there is no such schema file; "
            "known are: eventbook:common.schema.json, eventbook:event.schema.json, "
            "eventbook:organisation.schema.json, eventbook:person.schema.json, "
            "eventbook:place.schema.json, eventbook:subject.schema.json, "
            "eventbook:work.schema.json"
        ),
    ),
    "missing-schema": (
        KIND.encode(),
        "schemas/talk.json, the schema of [kinds.talk], does not exist",
    ),
}


@pytest.mark.parametrize("case", WRONG_SETTINGS)
def test_wrong_settings_are_one_line(season, case):
    settings, message = WRONG_SETTINGS[case]
    season.write("eventbook.toml", settings)
    season.write("schemas/other.json", "{}\n")
    season.write("talks/opening.yaml", "{}\n")
    assert concise(season) == refused(message)


WRONG_SCHEMAS = {
    "no-json": (b'{"type": }', "schemas/talk.json:1:10: Expecting value"),
    "no-schema": (
        b"[]",
        "schemas/talk.json: a schema is a map of keywords, or true or false",
    ),
    "unknown-draft": (
        b'{"$schema": "https://example.org/draft-99"}',
        (
            "schemas/talk.json: the `$schema` 'https://example.org/draft-99' is not known; "
            "use one of: http://json-schema.org/draft-04/schema, "
            "http://json-schema.org/draft-06/schema, http://json-schema.org/draft-07/schema, "
            "https://json-schema.org/draft/2019-09/schema, "
            "https://json-schema.org/draft/2020-12/schema"
        ),
    ),
    "nothing-there": (
        b'{"$ref": "#/$defs/talk"}',
        (
            "schemas/talk.json: at /$ref: `$ref` '#/$defs/talk': there is nothing at /$defs/talk; "
            "add the schema it means to the schemas folder; nothing is ever fetched"
        ),
    ),
}


@pytest.mark.parametrize("stack", ["0", "1"])
@pytest.mark.parametrize("case", WRONG_SCHEMAS)
def test_a_broken_schema_is_one_line(book, case, stack):
    schema, message = WRONG_SCHEMAS[case]
    book.write("eventbook.toml", KIND)
    book.write("schemas/talk.json", schema)
    book.write("talks/opening.yaml", "title: Opening\n")
    assert concise(book, env={"EVENTBOOK_REFERENCE": stack}) == refused(message)


@pytest.mark.parametrize("stack", ["0", "1"])
def test_a_keyword_used_wrongly_is_one_line(book, stack):
    book.write("eventbook.toml", KIND)
    book.write("schemas/talk.json", '{"properties": {"title": {"type": "text"}}}')
    book.write("talks/opening.yaml", "title: Opening\n")
    status, out, err = concise(book, env={"EVENTBOOK_REFERENCE": stack})
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("error: schemas/talk.json: at /properties/title/type: ")


@pytest.fixture
def asked():
    """A web server on this machine that notes what it is asked for: its address, and the notes."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"true")

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("stack", ["0", "1"])
@pytest.mark.parametrize("keyword", ["$ref", "$dynamicRef", "$schema"])
def test_nothing_is_ever_fetched(book, asked, keyword, stack):
    address, paths = asked
    book.write("eventbook.toml", KIND)
    book.write("schemas/talk.json", json.dumps({keyword: f"{address}/other.json"}))
    book.write("talks/opening.yaml", f"schema: {address}/in-the-record.json\n")
    status, out, err = concise(book, env={"EVENTBOOK_REFERENCE": stack})
    assert (status, out, paths) == (2, "", [])
    assert address in err
    assert err.count("\n") == 1


# Other people's books


def test_records_in_a_list(book):
    book.write(
        "eventbook.toml",
        '[kinds.talk]\nrecords = ["talks.yaml[]", "conf/*.yml[].talks[]"]\n'
        'schema = "schemas/talk.yaml"\nid = "field:slug"\n',
    )
    book.write(
        "schemas/talk.yaml",
        '$schema: "http://json-schema.org/draft-07/schema#"\n'
        "definitions: {minutes: {type: integer, maximum: 90}}\n"
        "type: object\nrequired: [slug]\nadditionalProperties: false\n"
        'properties: {slug: {type: string}, length: {$ref: "#/definitions/minutes"}}\n',
    )
    book.write("talks.yaml", "- slug: one\n  length: 30\n- slug: two\n  lenght: 30\n")
    book.write(
        "conf/2019.yml",
        "- talks:\n    - {slug: one, length: 120}\n    - {length: 10}\n- talks: none\n",
    )
    done = book("validate", "-f", "concise")
    assert done.stdout == (
        "conf/2019.yml:2:27: error[number-out-of-range] 120 must be at most 90\n"
        "conf/2019.yml:3:7: error[property-missing] missing required property `slug`; "
        "add `slug: …`\n"
        "conf/2019.yml:4:10: error[type-mismatch] expected a list of records, found a text\n"
        "talks.yaml:1:9: error[id-duplicate] the id `one` is also in conf/2019.yml; "
        "give one of the two another id\n"
        "talks.yaml:4:3: error[property-unknown] unknown property `lenght`; "
        "a similar property exists: `length` [fixable: unsafe]\n"
        f"{FIXABLE}"
        "Found 5 errors in 3 of 4 records.\n"
    )
    assert book("validate", "-f", "concise", env={"EVENTBOOK_REFERENCE": "1"}).stdout == done.stdout
    assert book("validate", "two").returncode == 1


# Files that are no plain files


def test_a_link_is_never_followed(season, tmp_path):
    outside = tmp_path / "outside.yaml"
    outside.write_text("secret: of another folder\n")
    (season.root / "records/events/linked.yaml").symlink_to(outside)
    status, out, _ = concise(season, "--select", "file-*")
    assert (status, "secret" in out) == (1, False)
    assert out.startswith("records/events/linked.yaml:1:1: error[file-unreadable] ")
    assert out.endswith("Found 1 error in 1 of 4 records.\n")


def test_a_pipe_among_the_records_is_not_waited_for(season):
    os.mkfifo(season.root / "records/events/pipe.yaml")
    status, out, _ = concise(season, "--ignore", "date-*")
    assert status == 1
    assert out.startswith("records/events/pipe.yaml:1:1: error[file-unreadable] ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(season):
    season.record("locked").chmod(0)
    status, out, _ = concise(season, "--ignore", "date-*")
    assert status == 1
    assert out.startswith("records/events/locked.yaml:1:1: error[file-unreadable] ")
    assert "permission denied" in out


def test_a_folder_named_like_a_record_is_a_folder(season):
    season.write("records/events/2019.yaml/inner.yaml", SOUND.format("inner"))
    assert concise(season, "--ignore", "date-*") == passed("4 records")
    assert concise(season, "records/events/2019.yaml") == passed("1 record")


NAMES = ["a\x1b]0;owned\x07.yaml", "a\n::error::b.yaml", "a\u202eb.yaml", b"a\xff.yaml", "a\r.yaml"]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
@pytest.mark.parametrize("form", [form.name for form in FORMATS.values() if form.report])
def test_odd_names_of_files_are_shown_harmless(book, name, form):
    folder = os.fsencode(book.root / "records/events")
    with open(os.path.join(folder, os.fsencode(name)), "wb") as file:  # noqa: PTH118, PTH123
        file.write(WRONG_DATE.format("a").encode())
    done = book("validate", "-f", form)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.isprintable() or set(done.stdout) - {"\n"} == {
        letter for letter in done.stdout if letter.isprintable()
    }
    starts = [line for line in done.stdout.split("\n") if line.startswith("::")]
    assert all(line.startswith("::error title=eventbook (") for line in starts)


# Size


def test_ten_thousand_records(book):
    for number in range(10_000):
        record_id = f"2019-turin-{number:05}"
        book.write(f"records/events/{number // 100}/{record_id}.yaml", SOUND.format(record_id))
    book.write("records/events/last.yaml", WRONG_DATE.format("last"))
    done = book.run("validate", "-f", "concise", cwd=book.root, timeout=60)
    assert done.stdout == (
        "records/events/last.yaml" + FOUND + FIXABLE + "Found 1 error in 1 of 10001 records.\n"
    )


def test_the_example_book_of_the_repository_is_sound(run):
    root = Path(__file__).parents[2]
    done = run("validate", "--strict", cwd=root)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.startswith("All checks passed: ")


@pytest.mark.parametrize("more", [["--select", "date-*"], ["--ignore", "yaml-*"]])
@pytest.mark.parametrize("text", ["title: [\n", "", "a: &b c\n"])
def test_a_file_that_cannot_be_read_is_told_whatever_rules_are_asked_for(book, more, text):
    book.record("broken", text)
    assert book("validate", *more).returncode == 1
    assert "/broken.yaml:" in book("validate", "-f", "concise", *more).stdout

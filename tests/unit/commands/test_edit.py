"""edit, inside one process: what each operation writes, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from eventbook.main import run as main

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
SETTINGS = """\
[book]
language = "en"
[kinds.event]
records = ["records/events/*.yaml"]
schema = "eventbook:event"
model = "event"
"""
ASIDE = "nothing was written\n"


class Book:
    """A folder of records, and the command run on it in this process."""

    def __init__(
        self, root: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.root, self._patch, self._capsys = root, patch, capsys

    def write(self, path: str, content: str) -> Path:
        """A file of the book."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
        return file

    def record(self, name: str, content: str) -> Path:
        """An event."""
        return self.write(f"records/events/{name}.yaml", content)

    def __call__(self, *args: str, input: str | bytes = "") -> CompletedProcess[str]:  # noqa: A002
        given = input.encode() if isinstance(input, str) else input
        self._patch.setattr(sys, "argv", ["eventbook", *map(str, args)])
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        code = main()
        out, err = self._capsys.readouterr()
        return CompletedProcess(args, code, out, err)


@pytest.fixture
def book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Book:
    """A book without records."""
    made = Book(tmp_path / "book", monkeypatch, capsys)
    made.write("eventbook.toml", SETTINGS)
    made.write("records/events/.gitkeep", "")
    monkeypatch.chdir(made.root)
    monkeypatch.setenv("EVENTBOOK_TODAY", "2026-01-15")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("EVENTBOOK_WITHHELD", raising=False)
    return made


@pytest.fixture
def archive(book: Book) -> Book:
    """A book of three concerts and a talk."""
    for number in (1, 2, 3):
        name = f"concert-{number}"
        book.record(name, CONCERT.format(name, f"Concert {number}", f"2019-05-1{number}"))
    book.record("talk", TALK)
    return book


def tree(book: Book) -> dict[str, bytes]:
    """The files of all records."""
    return {
        str(path.relative_to(book.root)): path.read_bytes()
        for path in sorted(book.root.glob("records/**/*.y*ml"))
    }


def text(book: Book, record: str) -> str:
    """The file of an event."""
    return (book.root / f"records/events/{record}.yaml").read_text()


def corrected(listed: str, change: Callable[[dict[str, str]], None]) -> str:
    """A table with its rows changed."""
    rows = list(csv.DictReader(io.StringIO(listed, newline="")))
    for row in rows:
        change(row)
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


COLUMNS = "id,date,title,place.city,keywords,programme[1].title,participants.name"


OPERATIONS = {
    "a name of a field": (
        ["--set", "title=Songs: old & new"],
        "title: Concert 1   #",
        'title: "Songs: old & new"   #',
    ),
    "a position": (
        ["--set", "programme[0].title=Welcome"],
        "  - title: Opening\n",
        "  - title: Welcome\n",
    ),
    "a position behind a point": (
        ["--set", "programme.1.title=Airs"],
        "{title: Songs,",
        "{title: Airs,",
    ),
    "an item by its key": (
        ["--set", "participants[key=ann].position=Mayor"],
        "position: Conductor",
        "position: Mayor",
    ),
    "a text that looks like a number": (
        ["--set", "title=1905"],
        "title: Concert 1   #",
        'title: "1905"   #',
    ),
    "a text, come what may": (
        ["--set-string", "title=[1, 2]"],
        "title: Concert 1   #",
        'title: "[1, 2]"   #',
    ),
    "JSON": (
        ["--set-json", 'place={"name": "Club", "city": "Oslo"}'],
        'place: {name: Town Hall, city: Oslo, country: "NO"}',
        "place: {name: Club, city: Oslo}",
    ),
    "a new field, last": (
        ["--set", "attendance_mode=online"],
        "sources: [{title: Printed programme}]\n",
        "sources: [{title: Printed programme}]\nattendance_mode: online\n",
    ),
    "a field taken out": (
        ["--unset", "participants[0].position"],
        "    position: Conductor\n",
        "",
    ),
    "two items taken out by where they stood": (
        ["--unset", "programme[0]", "--unset", "programme[1]"],
        "programme:\n  - title: Opening\n  - {title: Songs, kind: performance}\n",
        "programme: []\n",
    ),
    "an item taken out by its value": (
        ["--remove", "keywords=music"],
        "  - music   # always\n",
        "",
    ),
    "an item added": (
        ["--add", "keywords=lake"],
        '  - "choir"\n',
        '  - "choir"\n  - lake\n',
    ),
    "a list begun": (
        ["--add", "languages=nb"],
        "sources: [{title: Printed programme}]\n",
        "sources: [{title: Printed programme}]\nlanguages: [nb]\n",
    ),
    "another name for a field": (
        ["--rename-key", "title=summary", "--set", "title=New"],
        "title: Concert 1   # neutral",
        "summary: Concert 1   # neutral",
    ),
    "what is not there": (
        ["--unset", "contact", "--remove", "languages=nb", "--rename-key", "links=media",
         "--unset", "participants[key=bo]", "--set", "title=X"],
        "title: Concert 1   #",
        "title: X   #",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OPERATIONS)
def test_operations(archive, name):
    options, old, new = OPERATIONS[name]
    before = text(archive, "concert-1")
    assert old in before
    done = archive("edit", "concert-1", *options, "--write")
    assert done.returncode == 0, done.stderr
    wanted = before.replace(old, new)
    if "--rename-key" in options and "title=New" in options:
        wanted = wanted.replace("# the end\n", "title: New\n# the end\n")
    assert text(archive, "concert-1") == wanted


def test_operations_are_applied_in_their_order(archive):
    archive.record("talk", TALK + "keywords: [b, x]\n")
    done = archive(
        "edit", "talk", "--write", "--add", "keywords=b", "--set", "keywords=[x]", "--set",
        "title=T", "--remove", "keywords=x", "--unset", "summary", "--rename-key", "title=summary",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    gone = TALK.replace("title: A talk\n", "")
    assert text(archive, "talk") == gone + "keywords: [x, b]\ntitle: T\n"


REFUSED = {
    "a value of another type": (
        ["--set", "place=Oslo"],
        "error: concert-1: `place` takes a map, not `Oslo`; write `place={key: value}`, or set",
    ),
    "a place that cannot be": (
        ["--set", "title.en.more=x"],
        "error: concert-1: `title` is neither a map nor a list: nothing can stand in it\n",
    ),
    "no such item": (
        ["--set", "participants[key=bo].position=x"],
        "error: concert-1: no item has key=bo in `participants`; give its position: `[0]`\n",
    ),
    "a name that is taken": (
        ["--rename-key", "title=date"],
        "error: concert-1: `date` is there already\n",
    ),
    "no list": (
        ["--add", "title=x"],
        "error: concert-1: `title` is no list; --set and --unset are for others\n",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_edit_that_cannot_be_made_writes_nothing(archive, name):
    options, said = REFUSED[name]
    before = tree(archive)
    done = archive("edit", "concert-1", "talk", "--set", "summary=x", *options, "--write")
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert done.stderr.endswith(ASIDE)
    assert tree(archive) == before


WRONG = [
    (["talk"], ["--set", "title"], "sets nothing"),
    (["talk"], ["--unset", "a..b"], "is wrong at character 3"),
    (["talk"], ["--set-json", "a=[1"], "this list is never closed"),
    (["talk"], ["--set-json", "a=word"], "no JSON"),
    (["talk"], ["--rename-key", "a[0]=b"], "write PATH=NEWKEY"),
    (["tal"], ["--set", "title=x"], "did you mean `talk`?"),
    ([], ["--set", "title=x"], "no record is named"),
    (["talk", "concert-1"], [], "nothing says what to change"),
    (["-w", "type=concert"], [], "nothing says what to change"),
    (["talk"], ["--set", "title=x", "--patch", "p.json"], "do not go together"),
    (["talk"], ["--from", "list.csv"], "--from says itself which records"),
    (["talk"], ["--set", "title=x", "-n", "--write"], "--write and --dry-run"),
    (["talk"], ["--set", "title=x", "-f", "html"], "unknown format `html`"),
    (["talk"], ["--patch", "gone.json"], "no such file"),
    (["-", "talk"], ["--set", "title=x"], "`-` stands alone"),
    (["-w", "plcae=x"], ["--set", "title=x"], "did you mean `place`?"),
    (["records/people"], ["--set", "title=x"], "there is no record"),
]


@pytest.mark.parametrize(("words", "options", "said"), WRONG)
def test_a_wrong_command_line(archive, words, options, said):
    done = archive("edit", *words, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_errors_that_were_there_do_not_block_but_under_strict(archive):
    faulty = TALK.replace("2018-03-01", "2018-02-30") + "titel: x\n"
    archive.record("talk", faulty)
    strict = archive("edit", "talk", "--set", "title=New", "--strict", "--write")
    assert (strict.returncode, text(archive, "talk")) == (1, faulty)
    assert "error[date-invalid]" in strict.stderr
    assert strict.stderr.endswith("these errors keep the edit from being written\n")
    done = archive("edit", "talk", "--set", "title=New", "--write")
    assert (done.returncode, done.stderr) == (0, "1 record changed\n")
    assert text(archive, "talk") == faulty.replace("A talk", "New")
    moved = archive("edit", "talk", "--rename-key", "titel=titul", "--write")
    assert moved.returncode == 1  # the old error is another one now
    assert "`titul`" in moved.stderr


def test_a_record_that_cannot_be_read_is_refused(archive):
    archive.record("talk", TALK + "title: again\n")
    done = archive("edit", "records/events", "--set", "summary=x", "--write")
    assert done.returncode == 1
    assert "talk: yaml-duplicate-key: " in done.stderr
    archive.record("talk", "title: [\n")
    done = archive("edit", "records/events", "--set", "summary=x", "--write")
    assert done.returncode == 1
    assert "records/events/talk.yaml: it cannot be read" in done.stderr


def test_json_tells_of_each_record(archive):
    done = archive("edit", ".", "--add", "keywords=choir", "-f", "json")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    path = "records/events/{}.yaml"
    unchanged = [
        {"id": f"concert-{n}", "kind": "event", "path": path.format(f"concert-{n}"),
         "status": "unchanged", "changes": []}
        for n in (1, 2, 3)
    ]  # fmt: skip
    assert found[:3] == unchanged
    change = {
        "op": "add", "path": "keywords", "pointer": "/keywords", "new": ["choir"],
        "sentence": 'keywords added: ["choir"]',
    }  # fmt: skip
    assert {**found[3], "changes": [{**found[3]["changes"][0], "sentence": ""}]} == {
        "id": "talk", "kind": "event", "path": path.format("talk"),
        "status": "pending", "changes": [{**change, "sentence": ""}],
    }  # fmt: skip
    written = json.loads(
        archive("edit", "talk", "--set", "title=X", "-f", "json", "--write").stdout
    )
    assert [each["status"] for each in written] == ["written"]
    refused = archive("edit", "talk", "--set", "date=x", "-f", "json", "--write")
    (one,) = json.loads(refused.stdout)
    assert (refused.returncode, one["status"], one["reason"]) == (
        1, "refused", "it would bring new errors",
    )  # fmt: skip
    assert [each["rule"] for each in one["findings"]] == ["date-invalid"]
    unfit = archive("edit", "talk", "concert-1", "--set", "place=x", "-f", "json", "--write")
    first, second = json.loads(unfit.stdout)
    assert (first["status"], second["status"]) == ("refused", "refused")
    assert "takes a map" in first["reason"]


def test_sentences(archive):
    done = archive("edit", "talk", "--set", "type=reading", "-f", "text")
    assert done.stdout == (
        "changed event talk  records/events/talk.yaml\n  ~ type: lecture → reading\n"
    )


def patched(book: Book, operations: object, *more: str) -> CompletedProcess[str]:
    book.write("../change.json", json.dumps(operations))
    return book("edit", "concert-1", "--patch", "../change.json", *more)


def test_a_patch(archive):
    operations = [
        {"op": "test", "path": "/place/city", "value": "Oslo"},
        {"op": "replace", "path": "/place/city", "value": "Bergen"},
        {"op": "add", "path": "/keywords/1", "value": "lake"},
        {"op": "add", "path": "/keywords/-", "value": "end"},
        {"op": "remove", "path": "/programme/0"},
        {"op": "move", "from": "/programme", "path": "/local"},
        {"op": "move", "from": "/local", "path": "/programme"},
        {"op": "copy", "from": "/title", "path": "/summary"},
    ]
    done = patched(archive, operations, "--write")
    assert done.returncode == 0, done.stderr
    wanted = CONCERT.format("concert-1", "Concert 1", "2019-05-11")
    for old, new in (
        ("Oslo", "Bergen"),
        ('  - "choir"\n', '  - lake\n  - "choir"\n  - end\n'),
        ("  - title: Opening\n", ""),
        ("# the end", "summary: Concert 1\n# the end"),
    ):
        wanted = wanted.replace(old, new)
    assert text(archive, "concert-1") == wanted


@pytest.mark.parametrize(
    ("operations", "status", "said"),
    [
        ([{"op": "test", "path": "/title", "value": "x"}], 1,
         "concert-1: operation 0 (test): `/title` does not hold what is expected"),
        ([{"op": "remove", "path": "/gone"}], 1, "operation 0 (remove): `/gone` is not in"),
        ([{"op": "replace", "path": "/keywords/5", "value": 1}], 1, "behind the end of the list"),
        ([{"op": "add", "path": "/keywords/01", "value": 1}], 1, "`01` is no position"),
        ([{"op": "remove", "path": ""}], 1, "the record itself can be neither removed"),
        ([{"op": "replace", "path": "title", "value": 1}], 2, "is no JSON Pointer"),
        ([{"op": "replace", "path": "/a~2", "value": 1}], 2, "is no JSON Pointer"),
        ([{"op": "swap", "path": "/a"}], 2, "`swap` is no operation"),
        ([{"op": "add", "path": "/a"}], 2, "needs a `value`"),
        ([{"op": "move", "from": "/place", "path": "/place/city"}], 2, "moved into itself"),
        ({"op": "add"}, 2, "a list of operations is needed"),
    ],
)  # fmt: skip
def test_a_patch_that_does_not_fit(archive, operations, status, said):
    before = tree(archive)
    done = patched(archive, operations, "--write")
    assert (done.returncode, said in done.stderr) == (status, True), done.stderr
    assert tree(archive) == before


def test_a_list_that_is_read_back_as_it_is_changes_nothing(archive):
    for form in ("csv", "json-lines", "json"):
        for more in ([], ["--columns", COLUMNS]):
            listed = archive("list", "-f", form, *more).stdout
            done = archive("edit", "--from", "-", "--write", input=listed)
            assert (done.returncode, done.stdout, done.stderr) == (
                0, "", f"4 records already so; {ASIDE}",
            ), (form, more)  # fmt: skip


def test_a_table_as_other_spreadsheets_write_it(archive):
    rows = [["id", "date", "title"], ["talk", "2018-03-02", "A; talk"], ["concert-1", "", "x"]]
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows[:2])
    data = "\ufeff" + out.getvalue()
    done = archive("edit", "--from", "-", "--write", input=data)
    assert (done.returncode, text(archive, "talk")) == (
        0, TALK.replace("2018-03-01", "2018-03-02").replace("A talk", "A; talk"),
    )  # fmt: skip
    required = archive("edit", "--from", "-", "--write", input="id,date\nconcert-1,\n")
    assert required.returncode == 1
    assert "property-missing" in required.stderr


def test_json_lines_that_were_corrected(archive):
    lines = [json.loads(line) for line in archive("list", "-f", "json-lines").stdout.splitlines()]
    for value in lines:
        if value["id"] == "concert-3":
            value["place"]["city"] = "Bergen"
            del value["place"]["country"]
            value["participants"][0]["name"] = "Ann Other"
            value["keywords"] = ["choir"]
            value["programme"] = None
            del value["title"]  # not given: it stays
    given = "".join(json.dumps(value) + "\n" for value in lines)
    before = text(archive, "concert-3")
    done = archive("edit", "--from", "-", "--write", input=given)
    assert done.returncode == 0, done.stderr
    start, stop = before.index("programme:"), before.index("sources:")
    wanted = before[:start] + before[stop:]
    for old, new in (
        ('city: Oslo, country: "NO"', "city: Bergen"),
        ("Ann Example", "Ann Other"),
        ("  - music   # always\n", ""),
    ):
        wanted = wanted.replace(old, new)
    assert text(archive, "concert-3") == wanted


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ("id,participants.name\nconcert-1,Bo\n", 0, "1 record would change"),
        ("id,programme.title\nconcert-1,x\n", 1, "is told by 2 items of `programme`"),
        ("id,participants\nconcert-1,x\n", 1, "whose items are no plain values"),
        ("id,titel\ntalk,x\n", 2, "did you mean `title`?"),
        ("id,title\nnobody,x\n", 2, "there is no record `nobody`"),
        ("id,title\ntalk,x\ntalk,y\n", 1, "talk: line 3 is a second row about it"),
        ("id,title\ntalk\n", 2, "-:2: 1 cells, and the head has 2"),
        ("id,id\ntalk,x\n", 2, "2 columns are called `id`"),
        ("title\nx\n", 2, "has no `id`"),
        ('{"id": "talk", "title": "x"\n', 2, "not JSON"),
        ('{"title": "x"}\n', 2, "there is no `id`"),
        ("[1]", 2, "expected an object"),
        ('{"id": "talk", "titel": "x"}\n', 1, "property-unknown"),
        (b"id,title\ntalk,\xe9\n", 2, "not UTF-8"),
        ("", 1, "no record is meant"),
    ],
)
def test_rows_that_do_not_fit(archive, given, status, said):
    done = archive("edit", "--from", "-", input=given)
    assert (done.returncode, said in done.stderr) == (status, True), done.stderr


def test_a_value_of_another_record_is_not_set(archive):
    archive.write(
        "eventbook.toml",
        (archive.root / "eventbook.toml").read_text()
        + """
[kinds.place]
records = ["records/places/*.yaml"]
schema = "eventbook:place"
model = "authority"
""",
    )
    archive.write("records/places/hall.yaml", "id: hall\nname: Hall\ncity: Oslo\n")
    archive.record("talk", TALK + "place: {ref: place/hall}\n")
    listed = archive("list", "talk", "-f", "csv", "--columns", "id,place.city").stdout
    assert "Oslo" in listed
    same = archive("edit", "--from", "-", "--write", input=listed)
    assert same.stderr == f"1 record already so; {ASIDE}"
    other = archive("edit", "--from", "-", "--write", input=listed.replace("Oslo", "Bergen"))
    assert other.returncode == 1
    assert "`place.city` is told by another record" in other.stderr


def test_a_language_map_in_a_table(archive):
    archive.record("talk", TALK.replace("A talk", "{en: A talk, it: Un discorso}"))
    for lang in ([], ["--lang", "it"]):
        listed = archive("list", "talk", "-f", "csv", *lang).stdout
        assert archive("edit", "--from", "-", input=listed).stderr == (
            f"1 record already so; {ASIDE}"
        )
    listed = archive("list", "talk", "-f", "csv").stdout.replace("A talk", "Talk")
    assert "`title` holds 2 texts" in archive("edit", "--from", "-", input=listed).stderr
    listed = archive("list", "-w", "id=talk", "-f", "csv", "--columns", "id,title.it").stdout
    done = archive("edit", "--from", "-", "--write", input=listed.replace("Un d", "D"))
    assert done.returncode == 0
    assert "title: {en: A talk, it: Discorso}" in text(archive, "talk")


@pytest.mark.parametrize("form", ["csv", "json-lines"])
def test_records_whose_names_are_their_ids(book: Book, form: str) -> None:
    book.write(
        "eventbook.toml",
        '[kinds.talk]\nrecords = ["talks/*.yml"]\nschema = "talk.json"\nid = "stem"\n',
    )
    book.write("talk.json", '{"properties": {"title": {"type": "string"}}}')
    book.write("talks/one.yml", "title: One   # c\n")
    listed = book("list", "-f", form, *(["--columns", "id,title"] if form == "csv" else [])).stdout
    done = book("edit", "--from", "-", "--write", input=listed.replace("One", "Other"))
    assert done.returncode == 0, done.stderr
    assert (book.root / "talks/one.yml").read_text() == "title: Other   # c\n"


def test_a_list_of_records_in_one_file(book):
    book.write(
        "eventbook.toml",
        """\
[kinds.talk]
records = ["talks/*.yml[]"]
schema = "talks.schema.json"
id = "field:name"
title = "name"
""",
    )
    schema = {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["name"],
            "properties": {
                "name": {"type": "string"},
                "year": {"type": "integer"},
                "tags": {"type": "array"},
            },
        },
    }
    book.write("talks.schema.json", json.dumps(schema))
    old = "# all\n- name: one\n  year: 2019\n# b\n- name: two   # second\n  year: 2020\n"
    book.write("talks/all.yml", old)
    done = book("edit", ".", "--set", "year=2021", "--write")
    assert done.stderr.startswith("2 records changed\n")
    listed = book("list", "-f", "csv", "--columns", "id,year").stdout
    done = book("edit", "--from", "-", "--write", input=listed.replace("two,2021", "two,2022"))
    assert done.stderr.startswith("1 of 2 records changed\n")
    assert (book.root / "talks/all.yml").read_text() == (
        old.replace("2019", "2021").replace("2020", "2022")
    )

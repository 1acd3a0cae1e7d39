"""A withheld name that a record gives all the same is shown by no command, in no format."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pyarrow.parquet
import pytest

from acceptance.conftest import Book, Run
from eventbook.exchange.exporting import TARGETS as EXPORTS
from eventbook.output import FORMATS, Ability
from eventbook.render import TARGETS

NAME = "Petra Anvelsson"
PLAIN = """\
id: recital
title: Recital in Turin
date: 2019-05-18
type: reading
summary: Poems were read.
keywords: [poems]
participants:
  - {key: reader, minor: true, label: A reader (name withheld), roles: [reader]}
  - {key: guest, withheld: true, label: A guest (name withheld), roles: [speaker]}
programme:
  - {kind: reading, people: [{withheld: true, label: A reader}], note: Two poems}
statements:
  - {id: s1, speaker: guest, kind: quote, text: I came by train., source: programme}
sources:
  - {key: programme, title: Printed programme, url: "https://example.org/recital"}
"""
NAMED = """\
# Petra Anvelsson came late
id: recital
title: Recital with PETRA ANVELSSON
title_type: Petra Anvelsson
date: 2019-05-18
type: reading
summary: {en: "Petra Anvelsson read poems.", it: "Anvelsson, Petra"}
keywords: [poems, petra-anvelsson]
participants:
  - {key: reader, minor: true, label: A reader (name withheld), roles: [reader],
     name: Petra Anvelsson, aliases: [P. Anvelsson]}
  - {key: guest, withheld: true, label: A guest (name withheld), roles: [speaker],
     name: Petra Anvelsson, as_written: "Anvelsson, Petra", Petra Anvelsson: x}
programme:
  - {kind: reading, people: [{withheld: true, label: A reader, name: Petra Anvelsson}],
     note: petra  anvelsson reads}
statements:
  - {id: s1, speaker: guest, kind: quote, text: I am Petra Anvelsson., source: programme}
  - {id: s2, speaker: Petra Anvelsson, kind: paraphrase, text: Came by train, source: programme}
sources:
  - {key: programme, title: Programme of Petra Anvelsson, publisher: Petra Anvelsson,
     url: "https://example.org/petra-anvelsson?by=Petra%20Anvelsson"}
waive: [{rule: quote-missing, reason: Petra Anvelsson wants it, by: Petra Anvelsson}]
venu: Petra Anvelsson's house
Petra Anvelsson: here  # and here: Petra Anvelsson
"""

ABILITIES: dict[str, Ability] = {
    "validate": "report",
    "list": "rows",
    "search": "rows",
    "show": "record",
    "status": "record",
    "diff": "changes",
    "explain": "manual",
    "edit": "edits",
    "schema": "schemas",
}
"""What a command with `--format` asks of a format; `render` asks a target."""

# Each is run in every format that the command takes; FORM stands for its name.
CALLS: dict[str, list[list[str]]] = {
    "validate": [[], ["-v", "--history"], ["recital"], ["--ignore", "withheld-*"], ["-"]],
    "list": [
        ["--columns", "id,title,summary,participants,programme,statements,sources,keywords"],
        ["--each", "participants", "--columns", "name,label,as_written,aliases"],
        ["--each", "statements"],
        ["--each", "programme.people"],
        ["--group-by", "participants.name,participants.label"],
        ["--each", "participants", "--group-by", "name"],
        ["--lang", "it", "--since", "2019"],
        ["--missing-lang", "de"],
        ["recital", "--sort", "participants.name"],
        [],
    ],
    "search": [["poems"], ["train"], ["recital"], ["came"]],
    "show": [["recital"], ["recital", "--backlinks", "--lang", "it"]],
    "status": [[]],
    "diff": [
        [],
        ["HEAD~1"],
        ["HEAD~2..HEAD~1"],
        ["HEAD~1..HEAD"],
        ["HEAD~2", "--stat"],
        ["HEAD~2", "--name-only"],
        ["HEAD~2", "--name-only", "-0"],
        ["--staged", "HEAD~1"],
        ["HEAD~2..HEAD~1", "-R", "--order"],
        ["HEAD~2", "--summary"],
        ["HEAD~1", "--summary"],
        ["HEAD~1", "--only", "participants.name", "--only", "title"],
        ["HEAD~2", "--ignore", "participants[0]", "--ignore", "statements"],
        ["recital", "other"],
        ["recital", "third"],
    ],
    "render": [["recital"], ["-w", "type=reading"]],
    "explain": [["withheld-leak"], ["participants.name"], []],
    "schema": [["event"]],
    "edit": [
        *(
            [record, *options]
            for record in ("recital", "third")
            for options in (
                ["--set", "date=2019-05-20"],
                ["--set", "title=Recital", "--unset", "participants"],
                ["--set", "participants[key=reader].name=Petra Anvelsson"],
                ["--rename-key", "summary=notes", "--strict"],
                ["--add", "keywords=petra-anvelsson", "--unset", "programme[0].people[0].name"],
            )
        ),
        ["-w", "type=reading", "--set", "attendance_mode=mixed"],
    ],
}
CHANGING: dict[str, list[list[str]]] = {
    "review": [
        ["review", record, "--as", status, "--by", "Ann Editor"]
        for record in ("recital", "third")
        for status in ("draft", "published")
    ],
    "rename": [["rename", "third", "fourth"], ["rename", "recital"]],
    "fmt": [["fmt"], ["fmt", "third"], ["fmt", "--check"]],
    "undo": [["undo"], ["undo", "--write"]],
}
"""Commands that change a record, as they are called; each has a `--dry-run`."""

SITE = '[site]\nurl = "https://archive.example/"\nsince = "2026"\n'
OWN_TEMPLATE = "all.json.j2"
"""Of the tester's own, which shows all that a template sees."""

WRITING = {"create", "init", "import", "export", "git-setup"} | CHANGING.keys()
"""Commands that write and take no format."""


def traces(text: str) -> list[str]:
    """Lines of a text with a part of the name, but for what can stand on its own: `P.`

    Calendars have lines that are folded, which may part the name.
    """
    lines = [*text.splitlines(), *text.replace("\n ", "").splitlines()]
    return [line for line in lines if re.search("petra|anvelsson", line, re.I)]


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Versions of a record: one as it should be, two that give the name, one uncommitted."""
    folder = tmp_path_factory.mktemp("named")
    made = Book(folder / "book", Run(folder))
    assert made.run("init", str(made.root), cwd=folder).returncode == 0
    settings = made.root / "eventbook.toml"
    settings.write_text(f"{settings.read_text()}\n{SITE}", encoding="utf-8")
    made.git("init", "--quiet", "--initial-branch=main", "--template=")
    made.write(".withheld", f"{NAME}\n")
    made.write(OWN_TEMPLATE, "{{ events|tojson }}{{ events }}\n")
    made.record("recital", PLAIN)
    made.record("other", PLAIN.replace("id: recital", "id: other"))
    made.commit("Begin")
    made.record("recital", NAMED)
    made.commit("Add what should not be there")
    made.record("recital", NAMED.replace("2019-05-18", "2019-05-19"))
    made.commit("Another day")
    made.record("recital", PLAIN.replace("Poems were read", "Poems were recited"))
    made.write("records/events/third.yaml", NAMED.replace("id: recital", "id: third"))
    return made


def formats(command: str) -> Iterator[str]:
    """The names of all formats that a command takes."""
    if command == "render":
        yield from (*TARGETS, OWN_TEMPLATE)
    else:
        yield from (each.name for each in FORMATS.values() if each.module(ABILITIES[command]))


def commands(run: Run, folder: Path) -> dict[str, str]:
    """Every command with its help."""
    listed = run("--help", cwd=folder).stdout.partition("Commands:")[2]
    names = re.findall(r"^  (\S+) ", listed, re.MULTILINE)
    return {name: run(name, "--help", cwd=folder).stdout for name in names}


def test_every_command_and_every_kind_of_format_is_tried(run, tmp_path):
    helps = commands(run, tmp_path)
    assert helps.keys() == CALLS.keys() | WRITING
    taking = {name for name, text in helps.items() if "--format" in text}
    # of import it is what it reads
    assert taking == ABILITIES.keys() | {"render", "import", "export"}
    assert set(ABILITIES.values()) == set(get_args(Ability))


def fits(call: list[str], form: str) -> bool:
    """Whether a command can be called so in a format, with records of which one is private."""
    options = set(call)
    if "--group-by" in options:
        return form not in ("ids", "paths")
    if form == "text" or not options:
        return True
    if form == "json-patch":
        return options.isdisjoint(
            {"--only", "--ignore", "--summary", "--stat", "--name-only", "third"}
        )
    if "--summary" in options:
        return form == "markdown"
    return options.isdisjoint({"--stat", "--name-only"})


@pytest.mark.parametrize(
    ("command", "form"), [(command, form) for command in CALLS for form in formats(command)]
)
def test_no_output_holds_the_name(named, command, form):
    for call in CALLS[command]:
        text = NAMED if "-" in call else None
        done = named(command, *call, "-f", form, input=text, env={"EVENTBOOK_WITHHELD": ""})
        assert done.returncode in ((0, 1) if fits(call, form) else (2,)), done.stderr
        assert (call, traces(done.stdout + done.stderr)) == (call, [])


@pytest.mark.parametrize("withheld", ["", "/dev/null"], ids=["searched", "not searched"])
def test_no_file_of_a_site_holds_the_name(named, withheld, tmp_path):
    call = ("render", "-f", "site", "--drafts", "-o", str(tmp_path / "site"))
    done = named(*call, env={"EVENTBOOK_WITHHELD": withheld})
    assert (done.returncode, traces(done.stdout + done.stderr)) == (0, [])
    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert {"third.html", "recital.html"} <= {path.name for path in files}
    for path in files:
        text = f"{path}\n{path.read_text(encoding='utf-8')}"
        assert (path, traces(text)) == (path, [])


@pytest.mark.parametrize("command", sorted(CALLS))
def test_no_file_that_is_written_holds_the_name(named, command, tmp_path):
    helps = named(command, "--help").stdout
    if "--output" not in helps:
        pytest.skip("writes no file")
    for form in formats(command):
        file = tmp_path / form
        named(command, *CALLS[command][0], "-f", form, "-o", file, env={"EVENTBOOK_WITHHELD": ""})
        assert traces(file.read_text()) == []


@pytest.mark.parametrize("call", [[], ["recital"], ["-w", "type=reading"], ["--rev", "HEAD"]])
@pytest.mark.parametrize("form", EXPORTS)
def test_no_export_holds_the_name(named, tmp_path, form, call):
    place = tmp_path / "export"
    words = ["export", *call, "--kind", "event", "-f", form]
    if EXPORTS[form].makes == "text":
        done = named(*words)
        assert done.returncode == 0, done.stderr
        assert traces(done.stdout + done.stderr) == []
    done = named(*words, "-o", place)
    assert done.returncode == 0, done.stderr
    assert traces(done.stderr) == []
    files = [place] if place.is_file() else [file for file in place.rglob("*") if file.is_file()]
    assert files
    for file in files:
        assert traces(file.read_bytes().decode("latin-1")) == []
        if file.suffix == ".parquet":  # compressed
            table = pyarrow.parquet.read_table(file, partitioning=None)
            assert len(table)
            assert traces(f"{table.schema.to_string()}{table.to_pylist()}") == []


@pytest.mark.parametrize("report", ["text", "json"])
def test_no_import_shows_the_name_or_makes_a_record_of_it(named, tmp_path, report):
    book = Book(Path(shutil.copytree(named.root, tmp_path / "book")), named.run)
    rows = [
        {"title": f"Recital of {NAME}", "date": "2019-06-01", "place": "Turin"},
        {"title": "Recital", "date": "2019-06-02", "country": NAME, NAME: "x", "id": NAME},
        {"title": "Recital", "date": NAME, "id": "petra-anvelsson"},
        {"title": "Recital in Turin", "date": "2019-05-18", "keywords": "petra-anvelsson"},
        {"title": "Poems", "date": "2019-06-03", "website": f"https://example.org/{NAME}"},
        NAME,
    ]
    file = tmp_path / "rows.json"
    file.write_text(json.dumps(rows))
    called = tmp_path / f"{NAME}.json"
    called.write_text(json.dumps(rows[4:]))
    broken = tmp_path / "broken.yaml"
    broken.write_text(f"- {NAME}: 1\n  {NAME}: 2\n")
    for more in ([called], [file, "-n"], [file], [file, "--accept-duplicates"]):
        done = book("import", *more, "--report", report, env={"EVENTBOOK_WITHHELD": ""})
        assert (done.returncode, traces(done.stdout + done.stderr)) == (1, [])
    done = book("import", str(broken), "--report", report, env={"EVENTBOOK_WITHHELD": ""})
    assert (done.returncode, traces(done.stdout + done.stderr)) == (2, [])
    made = {*book.root.rglob("records/**/*.yaml")}
    before = {book.root / path.relative_to(named.root) for path in named.root.rglob("*.yaml")}
    assert [path.name for path in made - before] == ["2019-poems.yaml"]
    assert [path for path in made - before if traces(path.read_text())] == []


@pytest.mark.parametrize("words", ["petra", "Anvelsson", NAME, "petra-anvelsson"])
def test_the_name_finds_nothing(named, words):
    assert named("search", words).stdout.splitlines()[1:] == []
    assert named("list", words).stdout.splitlines()[1:] == []


def test_neither_a_refusal_nor_a_comment_for_the_editor_holds_the_name(named, tmp_path):
    root = Path(shutil.copytree(named.root, tmp_path / "book", symlinks=True))
    book = Book(root, named.run)
    seen = tmp_path / "seen"
    seen.mkdir()
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\ncp "$1" "{seen}/$(ls "{seen}" | wc -l)"\n')
    editor.chmod(0o755)
    draft = book.write("../draft.yaml", NAMED.replace("id: recital", "id: fourth"))
    before = {path for path in root.rglob("*") if ".git" not in path.parts}
    for more in ([], ["--edit"], ["--no-input"], ["--dry-run"]):
        done = book(
            "create", "--from", str(draft), *more,
            env={"EVENTBOOK_WITHHELD": "", "EDITOR": str(editor)},
        )  # fmt: skip
        assert (more, traces(done.stdout + done.stderr)) == (more, [])
        assert done.returncode == 1
    copies = [file.read_text() for file in seen.iterdir()]
    assert copies
    for copy in copies:  # what was given is there to be mended; what is added names nobody
        comments = re.findall(r"^\s*(#.*)", copy, re.MULTILINE)
        added = [comment for comment in comments if comment not in NAMED]
        assert added
        assert traces("\n".join(added)) == []
    new = {path for path in root.rglob("*") if ".git" not in path.parts} - before
    assert [path for path in new if path.is_file() and traces(path.read_text())] == []


def test_what_an_editor_is_told_of_a_record_does_not_hold_the_name(named, tmp_path):
    book = Book(Path(shutil.copytree(named.root, tmp_path / "book")), named.run)
    seen = tmp_path / "seen"
    editor = tmp_path / "editor"
    change = "s/^id: third$/id: thirdx/; s/^venu:/venuu:/"
    editor.write_text(f'#!/bin/sh\ncp "$1" "{seen}"\nsed -i "{change}" "$1"\n')
    editor.chmod(0o755)
    done = book("edit", "third", env={"EVENTBOOK_WITHHELD": "", "EDITOR": str(editor)})
    assert (done.returncode, traces(done.stdout + done.stderr)) == (1, [])
    told = [line for line in seen.read_text().splitlines() if line.startswith("#!")]
    assert len(told) > 1
    assert traces("\n".join(told)) == []


@pytest.mark.parametrize("call", [call for calls in CHANGING.values() for call in calls])
def test_no_change_to_a_record_shows_the_name(named, tmp_path, call):
    book = Book(Path(shutil.copytree(named.root, tmp_path / "book")), named.run)
    for more in (["--dry-run"], []):
        done = book(*call, *more)
        assert done.returncode in (0, 1, 2), done.stderr
        assert "Usage" not in done.stderr
        assert traces(done.stdout + done.stderr) == []


@pytest.mark.parametrize(
    "call",
    [
        ["review", "recital", "--as", "draft", "--by", "Ann Editor"],
        ["rename", "third", "fourth"],
        ["fmt"],
        ["edit", "third", "--unset", "participants", "--unset", "statements", "--write"],
        ["edit", "recital", "--set", "date=2019-05-20", "--write"],
    ],
)
def test_no_change_that_is_taken_back_shows_the_name(named, tmp_path, call):
    book = Book(Path(shutil.copytree(named.root, tmp_path / "book")), named.run)
    made = book(*call)
    assert made.returncode in (0, 1), made.stderr
    for more in ([], ["--write"], [], ["--write"]):
        done = book("undo", *more)
        assert done.returncode == (0 if made.returncode == 0 else 2), done.stderr
        assert traces(done.stdout + done.stderr) == []


def test_init_in_a_folder_with_the_name_in_a_file_shows_nothing(run, tmp_path):
    tmp_path.joinpath("notes.txt").write_text(NAME)
    done = run("init", ".", cwd=tmp_path)
    assert done.returncode == 0
    assert traces(done.stdout + done.stderr) == []


@pytest.mark.parametrize("form", list(formats("validate")))
def test_what_is_mended_shows_no_name(named, tmp_path, form):
    book = Book(Path(shutil.copytree(named.root, tmp_path / "book")), named.run)
    book.record("third", NAMED.replace("id: recital", "id: third").replace("date: 2", "dat: 2"))
    done = book("validate", "--unsafe-fixes", "-f", form, env={"EVENTBOOK_WITHHELD": ""})
    assert done.returncode == 1
    assert " fixed in 1 file\n" in done.stderr
    assert traces(done.stdout + done.stderr) == []


def test_neither_a_report_nor_a_summary_nor_a_baseline_holds_the_name(named, tmp_path):
    book = Book(Path(shutil.copytree(named.root, tmp_path / "book")), named.run)
    book.record("day", PLAIN.replace("id: recital", "id: day").replace("05-18", "05-32"))
    out = tmp_path / "out"
    out.mkdir()
    env = {
        "EVENTBOOK_WITHHELD": "",
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(out / "summary"),
    }
    forms = list(formats("validate"))
    given = [word for form in forms for word in ("--report", f"{form}={out / form}")]
    done = book(
        *("validate", "-v", "--baseline", out / "baseline", "--write-baseline", *given), env=env
    )
    assert (done.returncode, traces(done.stdout + done.stderr)) == (1, [])
    assert "::error " in done.stdout
    written = {file.name: file.read_text() for file in out.iterdir()}
    assert written.keys() == {*forms, "summary", "baseline"}
    assert [(name, line) for name, text in written.items() for line in traces(text)] == []
    assert "records/events/day.yaml" in written["baseline"]


CALLED_BY_GIT = [
    [
        "git-diff",
        "records/events/recital.yaml",
        "old.yaml",
        ".",
        "100644",
        "new.yaml",
        ".",
        "100644",
    ],
    ["git-diff", "elsewhere.yaml", "new.yaml", ".", "100644", "old.yaml", ".", "100644"],
    ["git-diff", "records/events/recital.yaml", "/dev/null", ".", ".", "new.yaml", ".", "100644"],
    ["git-diff", "records/events/recital.yaml", "new.yaml", ".", "100644", "/dev/null", ".", "."],
    ["merge-driver", "--", "base.yaml", "old.yaml", "new.yaml", "7", "records/events/recital.yaml"],
    ["merge-driver", "--", "base.yaml", "new.yaml", "old.yaml", "7", "records/events/recital.yaml"],
    [
        "merge-driver",
        "--",
        "empty.yaml",
        "old.yaml",
        "new.yaml",
        "7",
        "records/events/recital.yaml",
    ],
]


@pytest.mark.parametrize("words", CALLED_BY_GIT, ids=lambda words: " ".join(words[:4]))
def test_what_git_calls_tells_without_the_name(named, tmp_path, words):
    """The merged file is somebody's own record; what is said of it is not."""
    versions = {
        "base": NAMED.replace("title: Recital", "title: Concert"),
        "old": NAMED.replace("Petra Anvelsson: x", "Petra Anvelsson: y"),
        "new": NAMED.replace("Petra Anvelsson: here", "Petra Anvelsson: there").replace(
            "Petra Anvelsson: x", "Petra Anvelsson: z"
        ),
        "empty": "",
    }
    for name, text in versions.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    given = [
        str(tmp_path / word) if word.endswith(".yaml") and "/" not in word else word
        for word in words
    ]
    done = named(*given, env={"EVENTBOOK_WITHHELD": ""})
    assert done.returncode == int(words[0] == "merge-driver"), done.stderr
    assert done.stdout + done.stderr
    assert traces(done.stdout + done.stderr) == []

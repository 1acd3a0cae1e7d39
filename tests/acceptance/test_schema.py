"""eventbook schema: one kind's schema in one file, and editors' settings, as editors take them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from acceptance.conftest import Run
from acceptance.language_server import LanguageServer

SERVER = "yaml-language-server@2.0.0"
WRONG = """\
id: 2026-constance-recital
titel: Recital
type: concertt
date: 2026-02-30
place: {name: Council hall, city: 5}
participants:
  - name: Ann Example
    roles: [sing]
programme:
  - kind:\x20
sources: [{kind: poster, title: Poster}]
"""
FOUND = [
    (1, 'Missing property "title".'),
    (2, "Property titel is not allowed."),
    (3, 'Value is not accepted. Valid values: "commemoration", '),
    (5, "Incorrect type. Expected one of string, object."),
    (8, 'Value is not accepted. Valid values: "speaker", '),
    (10, 'Value is not accepted. Valid values: "speech", '),
]
MODELINE = "# yaml-language-server: $schema=../../../schemas/event.schema.json\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """What starts yaml-language-server, which npm brings."""
    given = os.environ.get("EVENTBOOK_LANGUAGE_SERVER")
    if given:
        yield [given, "--stdio"]
        return
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, which brings yaml-language-server")
    folder = tmp_path_factory.mktemp("server")
    options = ("--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", ".")
    subprocess.run([npm, "install", *options, SERVER], cwd=folder, check=True, capture_output=True)
    yield [str(folder / "node_modules/.bin/yaml-language-server"), "--stdio"]
    shutil.rmtree(folder)


@pytest.fixture
def book(tmp_path: Path, run: Run) -> Path:
    assert run("init", cwd=tmp_path).returncode == 0
    (tmp_path / "records/events/2026").mkdir()
    return tmp_path


def ask(server: list[str], book: Path, text: str, settings: dict[str, Any]) -> list[Any]:
    """What the server says of a record: faults, words at two places, and what a word means."""
    record = book / "records/events/2026/2026-constance-recital.yaml"
    record.write_text(text, "utf-8")
    shift = text.startswith("#")
    settings.setdefault("yaml", {})["schemaStore"] = {"enable": False}
    with LanguageServer(server, book, settings) as asked:
        found = [(line - shift, message) for line, message in asked.opened(record)]
        kinds = asked.completions(record, 10 + shift, 11)
        roles = asked.completions(record, 8 + shift, 13)
        told = asked.hover(record, 3 + shift, 2)
    return [found, kinds, roles, told]


def check(answers: list[Any]) -> None:
    found, kinds, roles, told = answers
    assert [line for line, _ in found] == [line for line, _ in FOUND]
    for (_, message), (_, beginning) in zip(found, FOUND, strict=True):
        assert message.startswith(beginning)
    assert {"speech", "reading", "wreath-laying", "other"} <= set(kinds)
    assert {"speaker", "moderator", "attendee"} <= set(roles)
    assert "What sort of event it is." in told


def test_the_modeline_that_create_writes_is_enough(server: list[str], book: Path, run: Run) -> None:
    made = run(
        "create",
        *("--set", "title=Recital", "--set", "date=2026-05-08", "--set", "place.name=Hall"),
        *("--set", "sources=[{title: Poster}]"),
        cwd=book,
    )
    assert made.returncode == 0
    first = (book / made.stdout.strip()).read_text("utf-8").splitlines(keepends=True)[0]
    assert first == MODELINE
    check(ask(server, book, MODELINE + WRONG, {}))


def test_so_are_the_settings(server: list[str], book: Path, run: Run) -> None:
    printed = run("schema", "-f", "language-server", cwd=book)
    assert (printed.returncode, printed.stderr) == (0, "")
    check(ask(server, book, WRONG, json.loads(printed.stdout)))


def test_and_the_schema_in_one_file(server: list[str], book: Path, run: Run) -> None:
    assert run("schema", "event", "-o", "one.json", cwd=book).returncode == 0
    shutil.rmtree(book / "schemas")
    settings = {"yaml": {"schemas": {"./one.json": ["records/events/**/*.yaml"]}}}
    check(ask(server, book, WRONG, settings))


def test_settings_for_vs_code_are_the_same_under_a_dotted_key(book: Path, run: Run) -> None:
    code, server = (
        json.loads(run("schema", "-f", form, cwd=book).stdout)
        for form in ("vscode", "language-server")
    )
    assert code == {"yaml.schemas": server["yaml"]["schemas"]}
    assert list(code["yaml.schemas"]) == [
        f"./schemas/{kind}.schema.json"
        for kind in ("event", "person", "organisation", "place", "work", "subject")
    ]


def test_one_file_judges_as_all_of_them_do(book: Path, run: Run) -> None:
    schema = json.loads(run("schema", "event", cwd=book).stdout)
    validator = jsonschema.Draft202012Validator(schema)
    assert "$id" not in schema
    good = WRONG.replace("titel", "title").replace("concertt", "concert").replace("sing", "reader")
    good = good.replace("city: 5", "city: Constance").replace("kind: \n", "kind: reading\n")
    assert list(validator.iter_errors(yaml.load(good, yaml.BaseLoader))) == []
    wrong = validator.iter_errors(yaml.load(WRONG, yaml.BaseLoader))
    assert sorted({"/".join(map(str, each.absolute_path)) for each in wrong}) == [
        "",
        "participants/0/roles/0",
        "programme/0/kind",
        "type",
    ]


def test_settings_that_are_there_are_not_replaced(book: Path, run: Run) -> None:
    (book / ".vscode").mkdir()
    args = ("schema", "-f", "vscode", "-o", ".vscode/settings.json")
    assert run(*args, cwd=book).returncode == 0
    assert run(*args, cwd=book).returncode == 0  # the same again
    (book / ".vscode/settings.json").write_text('{"editor.rulers": [100]}\n')
    refused = run(*args, cwd=book)
    assert (refused.returncode, refused.stdout, refused.stderr) == (
        2,
        "",
        (
            "error: settings.json is there already; nothing was written; "
            "leave out -o, and add what is printed to it\n"
        ),
    )
    assert (book / ".vscode/settings.json").read_text() == '{"editor.rulers": [100]}\n'


def test_what_an_editor_cannot_be_told_is_said(tmp_path: Path, run: Run) -> None:
    (tmp_path / "eventbook.toml").write_text(
        '[kinds.talk]\nrecords = ["talks/*.yaml"]\nschema = "eventbook:event"\n'
        '[kinds.edition]\nrecords = ["meetings/*.yml[]"]\nschema = "edition.json"\n'
        '[kinds.venue]\nrecords = ["venues.yml[]"]\nschema = "venues.json"\n'
    )
    (tmp_path / "edition.json").write_text('{"type": "object"}')
    (tmp_path / "venues.json").write_text('{"type": "array"}')
    done = run("schema", "-f", "vscode", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout), done.stderr) == (
        0,
        {"yaml.schemas": {"./venues.json": ["venues.yml"]}},
        (
            "talk: its schema is built in; `eventbook schema talk -o FILE` writes it, for "
            "talks/*.yaml\n"
            "edition: its schema is for items of a list, and editors check whole files\n"
        ),
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("evnt",), "error: no kind is called `evnt`; did you mean `event`?\n"),
        (
            (),
            (
                "error: one document holds one schema; "
                "name a kind: event, person, organisation, place, work, subject\n"
            ),
        ),
        (
            ("event", "-f", "github"),
            (
                "error: the format `github` does not show schemas; "
                "formats for schemas: vscode, language-server, json\n"
            ),
        ),
    ],
)
def test_refused(book: Path, run: Run, args: tuple[str, ...], message: str) -> None:
    done = run("schema", *args, cwd=book)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)

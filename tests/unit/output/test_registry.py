"""The registry: every format is there, loads late, and unknown names get a suggestion."""

from __future__ import annotations

import ast
import pkgutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

import eventbook.output
from eventbook.errors import UsageError
from eventbook.output import FORMATS, Format, changes, edits, manual, record, report, rows, schemas

FOLDER = Path(eventbook.output.__file__).parent
REPORTS = "full, concise, github, sarif, gitlab, junit, json, json-lines"
ROWS = "table, tsv, csv, markdown, yaml, ids, paths, text, json, json-lines"
ABILITIES = ("report", "rows", "changes", "record", "manual", "edits", "schemas")


def _written() -> set[tuple[str, str]]:
    """(module, ability) for each ability that a module of the folder defines."""
    found = set()
    for path in FOLDER.glob("*.py"):
        if path.name == "__init__.py":
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name in ABILITIES:
                found.add((path.stem, node.name))
    return found


def _registered() -> set[tuple[str, str]]:
    return {
        (module, ability)
        for form in FORMATS.values()
        for ability, module in (
            ("report", form.report),
            ("rows", form.rows),
            ("changes", form.changes),
            ("record", form.record),
            ("manual", form.manual),
            ("edits", form.edits),
            ("schemas", form.schemas),
        )
        if module is not None
    }


def test_what_is_written_is_registered_and_the_other_way_round() -> None:
    assert _written() == _registered()


def test_every_file_is_a_format_or_is_used_by_one() -> None:
    modules = {module.name for module in pkgutil.iter_modules([str(FOLDER)])}
    imported: set[str] = set()
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "eventbook.output":
                imported.update(name.name for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.removeprefix("eventbook.output."))
    assert modules - {module for module, _ in _registered()} - imported == set()


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_loads(name: str) -> None:
    form = FORMATS[name]
    loaders: dict[str, Callable[[str], Callable[..., str]]] = {
        "report": report,
        "rows": rows,
        "changes": changes,
        "record": record,
        "manual": manual,
        "edits": edits,
        "schemas": schemas,
    }
    has = [ability for ability in ABILITIES if getattr(form, ability)]
    assert has
    for ability in has:
        function = loaders[ability](name)
        module = import_module(f"eventbook.output.{getattr(form, ability)}")
        assert function is getattr(module, ability)


def test_names_and_summaries() -> None:
    assert list(FORMATS) == [form.name for form in FORMATS.values()]
    assert all(form.summary and not form.summary.endswith(".") for form in FORMATS.values())
    assert FORMATS["json"] == Format(
        "json",
        "one JSON value",
        report="json",
        rows="json",
        changes="changes_json",
        record="json",
        manual="manual_json",
        edits="edits_json",
        schemas="schema_json",
        whole=True,
    )


def test_importing_the_registry_imports_no_format() -> None:
    program = (
        "import sys, eventbook.output\n"
        "print(sorted(n for n in sys.modules if n.startswith('eventbook.output.')))\n"
        "print([n for n in ('tabulate', 'wcwidth', 'yaml', 'csv') if n in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["['eventbook.output.interface']", "[]"]


@pytest.mark.parametrize("name", REPORTS.split(", "))
def test_reports_import_neither_tabulate_nor_yaml(name: str) -> None:
    program = (
        "import sys\n"
        "from eventbook.output import ReportContext, report\n"
        "from eventbook.findings import Finding\n"
        "context = ReportContext(source=lambda path: 'id: a', checked=1)\n"
        f"report({name!r})([Finding('id-invalid', 'error', 'no', 'a.yaml')], context)\n"
        "print([n for n in ('tabulate', 'wcwidth', 'yaml') if n in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("load", "name", "message"),
    [
        (report, "concice", "unknown format `concice`; a similar name exists: `concise`"),
        (report, "JSON", "unknown format `JSON`; a similar name exists: `json`"),
        (
            report,
            "xyz\x1b",
            f"unknown format `xyz\\x1b`; formats for findings: {REPORTS}",
        ),
        (
            report,
            "table",
            f"the format `table` does not show findings; formats for findings: {REPORTS}",
        ),
        (
            rows,
            "full",
            f"the format `full` does not show lists; formats for lists: {ROWS}",
        ),
        (
            changes,
            "csv",
            (
                "the format `csv` does not show changes; "
                "formats for changes: markdown, json-patch, text, json"
            ),
        ),
        (
            record,
            "csv",
            "the format `csv` does not show records; formats for records: yaml, text, json",
        ),
    ],
)
def test_an_unknown_name(
    load: Callable[[str], Callable[..., str]], name: str, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        load(name)
    assert str(caught.value) == message

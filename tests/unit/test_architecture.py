"""The house is as it is drawn: layers, registries, sizes, and who may talk to the world."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

import eventbook
from eventbook.check import DESCRIBED, MANUALS, RULES, SLUGS
from eventbook.events.declared import DECLARED
from eventbook.events.leaks.manual import LEAKS
from eventbook.events.rules import EVENT_RULES
from eventbook.events.waivers import WAIVERS
from eventbook.output import FORMATS, Ability
from eventbook.render import TARGETS
from eventbook.rules.engine import ENGINE_RULES
from eventbook.rules.loader_manuals import LOADER
from eventbook.rules.rule import Rule
from eventbook.rules.schema_manuals import SCHEMA

ROOT = Path(__file__).parents[2]
PACKAGE = Path(eventbook.__file__).parent
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_bytes(), name) for name, path in MODULES.items()}
SCHEMAS = sorted((ROOT / "schemas").rglob("*.json"))

MOST_LINES = 350
# Tables and declarations, which nobody has to follow from top to bottom.
LONGER = {}
# In the folder of rules, and none themselves.
ENGINE_RULE_MODULES = {
    "engine",
    "extract",
    "loader_manuals",
    "reads",
    "record",
    "rule",
    "schema_manuals",
}
TALKS_TO_THE_USER = re.compile(r"(__main__|main|signatures/.+|commands/.+)\.py")
STARTS_PROCESSES = {
    "book/gitprocess.py",
    "commands/editor.py",
    "commands/site_making.py",
    "commands/template_process.py",
    "mapping/pool.py",
}


def test_imports_point_down() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


# Modules


def test_all_modules_are_looked_at() -> None:
    assert {"main.py", "check.py", "schema/fast.py", "events/rules/__init__.py"} <= MODULES.keys()


def test_every_module_says_what_it_is_for() -> None:
    assert [name for name, tree in TREES.items() if not ast.get_docstring(tree)] == []


def test_no_module_is_too_long_to_read() -> None:
    lengths = {name: len(path.read_text("utf-8").splitlines()) for name, path in MODULES.items()}
    too_long = {n: lines for n, lines in lengths.items() if lines > LONGER.get(n, MOST_LINES)}
    assert too_long == {}
    assert [name for name in LONGER if lengths.get(name, 0) <= MOST_LINES] == []  # needless leave


def _attributes(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def test_only_the_commands_talk_to_the_user() -> None:
    streams = {"sys.stdin", "sys.stdout", "sys.stderr"}
    asking = {"print", "input", "breakpoint"}
    talking = {
        name
        for name, tree in TREES.items()
        if streams & {*_attributes(tree), *_imports(tree)} or asking & set(_calls(tree))
    }
    assert "main.py" in talking
    assert [name for name in talking if not TALKS_TO_THE_USER.fullmatch(name)] == []


def test_only_git_the_editor_and_workers_are_started() -> None:
    starting = re.compile(
        r"(subprocess|multiprocessing|pty)(\..+)?|asyncio\..*subprocess.*"
        r"|os\.(system|popen|fork\w*|exec\w+|spawn\w+|posix_spawn\w*)"
    )
    starts = {
        name
        for name, tree in TREES.items()
        if any(starting.fullmatch(used) for used in (*_attributes(tree), *_imports(tree)))
    }
    assert starts == STARTS_PROCESSES


def test_nothing_in_a_file_is_ever_run() -> None:
    running = {"eval", "exec", "compile", "__import__"}
    assert [name for name, tree in TREES.items() if running & set(_calls(tree))] == []


# Registries


@pytest.mark.parametrize(
    ("package", "helpers", "registered"),
    [
        ("eventbook.rules", ENGINE_RULE_MODULES, ENGINE_RULES),
        ("eventbook.events.rules", set(), EVENT_RULES),
    ],
    ids=["rules", "events.rules"],
)
def test_every_rule_has_a_file_of_its_name_and_every_file_is_registered(
    package: str, helpers: set[str], registered: tuple[Rule, ...]
) -> None:
    files = _stems(import_module(package)) - helpers
    assert {rule.slug for rule in registered} == {name.replace("_", "-") for name in files}
    assert len(registered) == len(files)
    for name in files:
        rule = import_module(f"{package}.{name}").RULE
        assert rule.slug == name.replace("_", "-")
        assert rule in registered


def test_all_registered_rules_are_run() -> None:
    assert sorted(RULES, key=id) == sorted((*ENGINE_RULES, *EVENT_RULES), key=id)


def test_every_target_of_rendering_is_registered() -> None:
    made = {
        path.removeprefix("render/").removesuffix(".py").removesuffix("/__init__")
        for path in TREES
        if path.startswith("render/") and _defines("render", path)
    }
    assert made == {target.module for target in TARGETS.values()}


def test_every_format_of_output_is_registered() -> None:
    abilities: tuple[Ability, ...] = get_args(Ability)
    for ability in abilities:
        registered = {form.module(ability) for form in FORMATS.values()} - {None}
        for name in registered:
            assert callable(getattr(import_module(f"eventbook.output.{name}"), ability))
    formats = {form.module(ability) for form in FORMATS.values() for ability in abilities}
    made = {
        name
        for name in _stems(import_module("eventbook.output"))
        if any(_defines(ability, f"output/{name}.py") for ability in abilities)
    }
    assert made <= formats


def _stems(package: ModuleType) -> set[str]:
    assert package.__file__ is not None
    return {path.stem for path in Path(package.__file__).parent.glob("*.py")} - {"__init__"}


def _defines(function: str, path: str) -> bool:
    body = TREES[path].body
    return any(isinstance(node, ast.FunctionDef) and node.name == function for node in body)


# Slugs


def test_a_slug_has_one_owner() -> None:
    owners = Counter(
        [*LOADER, *SCHEMA, *DECLARED, *WAIVERS, *LEAKS, *(rule.slug for rule in RULES)]
    )
    # The loader says it of a file's bytes, a rule of values: also of what an escape stands for.
    assert [slug for slug, count in owners.items() if count > 1] == ["text-hygiene"]
    assert owners.keys() == SLUGS == MANUALS.keys()


def test_slugs_are_words_joined_by_hyphens() -> None:
    assert [slug for slug in SLUGS if not re.fullmatch(r"[a-z]+(-[a-z]+)*", slug)] == []


@pytest.mark.parametrize("slug", sorted(MANUALS))
def test_everything_that_is_found_is_explained_in_sentences(slug: str) -> None:
    manual = MANUALS[slug].manual
    for text in (manual.summary, manual.why, manual.remedy):
        assert re.fullmatch(r"[A-Z`“].*[.?!]", text), text


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.name)
def test_what_the_schemas_declare_is_described(schema: Path) -> None:
    declared = set(_declared(json.loads(schema.read_bytes())))
    assert sorted(declared - DESCRIBED.keys()) == []


def test_everything_described_as_declared_is_declared() -> None:
    declared = {slug for path in SCHEMAS for slug in _declared(json.loads(path.read_bytes()))}
    assert DECLARED.keys() <= declared


def _declared(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        if "x-finding" in schema:
            yield schema["x-finding"]["slug"]
        for child in schema.values():
            yield from _declared(child)
    elif isinstance(schema, list):
        for child in schema:
            yield from _declared(child)

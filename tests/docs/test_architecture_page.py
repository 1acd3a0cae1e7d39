"""The architecture page names what is there: files, functions, layers, and a core without I/O."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "cli/eventbook"
PAGE = (ROOT / "cli/docs/architecture.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([^`\n]+)`", PAGE)))

FILES = [name for name in NAMED if re.fullmatch(r"[\w/.-]+\.(py|json|toml)", name)]
FOLDERS = [name for name in NAMED if re.fullmatch(r"[\w/-]+/", name)]
OBJECTS = [name for name in NAMED if re.fullmatch(r"\w+(\.\w+)+", name) and name not in FILES]

SHELL = ("__main__", "main", "signatures", "commands", "mapping", "book")
"""The rooms that may speak to the machine."""
FORBIDDEN = {
    *("os", "subprocess", "socket", "shutil", "tempfile", "time", "urllib.request"),
    *("pathlib.Path", "print()", "open()", "input()"),
    *("sys.stdout", "sys.stderr", "sys.stdin", "sys.argv", "sys.exit"),
    *("date.today", "datetime.now"),
}


def test_the_page_names_enough_to_be_checked() -> None:
    assert min(len(FILES), len(OBJECTS)) > 20
    assert len(FOLDERS) > 10


@pytest.mark.parametrize("name", FILES)
def test_files_exist(name: str) -> None:
    assert (PACKAGE / name).is_file() or (ROOT / name).is_file()


@pytest.mark.parametrize("name", FOLDERS)
def test_folders_exist(name: str) -> None:
    assert (PACKAGE / name).is_dir() or (ROOT / name).is_dir()


@pytest.mark.parametrize("name", OBJECTS)
def test_functions_exist(name: str) -> None:
    parts = name.split(".")
    module = PACKAGE
    while parts and ((module / parts[0]).is_dir() or (module / f"{parts[0]}.py").is_file()):
        module /= parts.pop(0)
    assert parts, f"{name} is a module: write it as a file"
    path = ".".join(("eventbook", *module.relative_to(PACKAGE).parts))
    found: object = import_module(path)
    for part in parts:
        found = getattr(found, part)


def layers() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[str] = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return found


def test_the_layers_are_those_that_are_enforced() -> None:
    assert "".join(f"    {layer}\n" for layer in layers()) in PAGE


def test_every_room_is_described() -> None:
    rooms = {name for layer in layers() for name in layer.split(" | ")}
    rows = re.findall(r"^\| (`.+?`) \| ", PAGE.partition("| room |")[2], re.MULTILINE)
    described = {name.strip("`/") for row in rows for name in row.split(", ")}
    assert rooms <= described


def core() -> list[Path]:
    rooms = {path: path.relative_to(PACKAGE).parts[0] for path in PACKAGE.rglob("*.py")}
    return sorted(path for path, room in rooms.items() if room.removesuffix(".py") not in SHELL)


def test_the_core_does_no_input_or_output() -> None:
    faults = [fault for path in core() for fault in _faults(path)]
    assert len(core()) > 50
    assert faults == []


def _faults(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        match node:
            case ast.Import():
                names = [alias.name for alias in node.names]
            case ast.ImportFrom(module=str(module)):
                names = [module, *(f"{module}.{alias.name}" for alias in node.names)]
            case ast.Call(func=ast.Name(id=called)):
                names = [f"{called}()"]
            case ast.Attribute(value=ast.Name(id=owner), attr=used):
                names = [f"{owner}.{used}"]
        found += [f"{path.relative_to(PACKAGE)}: {name}" for name in names if name in FORBIDDEN]
    return found

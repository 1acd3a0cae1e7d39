"""Every recipe of CONTRIBUTING is followed, word for word, in a copy of the repository."""

from __future__ import annotations

import re
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from docs.running import ROOT, copy_of_repository

RECIPES = dict(
    re.findall(
        r"^### (.+?)\n(.*?)(?=^##)",
        (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("\n## Recipes\n")[2],
        re.DOTALL | re.MULTILINE,
    )
)
FILE = re.compile(r"^`([\w/.-]+)`\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)
DIFF = re.compile(r"^```diff\n(.*?)^```$", re.DOTALL | re.MULTILINE)
COMMANDS = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)*)`")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the repository with a virtual environment in which the copy is installed."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    copy_of_repository(folder)
    environment = folder / ".venv"
    venv.create(environment, symlinks=True)
    packages = next(environment.glob("lib/python*/site-packages"))
    here = [path for path in site.getsitepackages() if Path(path).is_dir()]
    packages.joinpath("checkout.pth").write_text("\n".join([f"{folder}/cli", *here]) + "\n")
    command = environment / "bin/eventbook"
    command.write_text(
        f"#!{environment}/bin/python\nfrom eventbook.__main__ import main\n\nmain()\n"
    )
    command.chmod(0o755)
    return folder


def run(folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"


def change(folder: Path, recipe: str, diff: str) -> None:
    """Make a change in that file of those the recipe names which has the lines it is about."""
    lines = diff.splitlines()
    old = "".join(f"{line[1:]}\n" for line in lines if line[:1] != "+")
    new = "".join(f"{line[1:]}\n" for line in lines if line[:1] != "-")
    named = {folder / name for name in PATH.findall(recipe)}
    files = [file for file in named if file.is_file() and old in file.read_text(encoding="utf-8")]
    assert len(files) == 1, f"{len(files)} of the files named have the lines\n{old}"
    text = files[0].read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{files[0]} has more than once\n{old}"
    files[0].write_text(text.replace(old, new), encoding="utf-8")


def test_there_are_recipes() -> None:
    assert list(RECIPES) == ["A rule", "An output format", "A render target", "A kind"]


@pytest.mark.parametrize("name", RECIPES)
def test_the_recipe_works(name: str, checkout: Path) -> None:
    recipe = RECIPES[name]
    for path, text in FILE.findall(recipe):
        file = checkout / path
        assert not file.exists(), f"{path} is taken: choose another example"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for diff in DIFF.findall(recipe):
        change(checkout, recipe, diff)
    written = [path for path in PATH.findall(recipe) if path.endswith(".py")]
    present = [path for path in dict.fromkeys(written) if (checkout / path).is_file()]
    run(checkout, sys.executable, "-m", "ruff", "check", "--quiet", "--fix", *present)
    run(checkout, sys.executable, "-m", "ruff", "format", "--quiet", *present)
    commands = [line for block in COMMANDS.findall(recipe) for line in block.splitlines()]
    assert commands
    for command in commands:
        run(checkout, "sh", "-c", command)
    run(checkout, ".venv/bin/eventbook", "validate")

"""Every command in the documents is run, and prints what the document says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docs.transcripts import matches, steps

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    path
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "cli/docs").rglob("*.md"))
    if path.exists() and "```console" in path.read_text(encoding="utf-8")
]


def environment(home: Path) -> dict[str, str]:
    """An environment that is the same everywhere."""
    names = ("PATH", "EVENTBOOK_REFERENCE")
    inherited = {name: os.environ[name] for name in names if name in os.environ}
    programs = f"{Path(sys.executable).parent}{os.pathsep}{inherited.get('PATH', '')}"
    identity = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", "Ann Editor"), ("EMAIL", "ann@example.org"))
    }
    return {
        **inherited,
        **identity,
        "PATH": programs,
        "HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
        "EVENTBOOK_TODAY": "2026-11-22",
    }


def copy_of_repository(folder: Path) -> None:
    """The files of this repository as they are, committed once in a repository of their own."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_print_what_is_said(document: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    folders: dict[str, Path] = {}
    for step in steps(document):
        folder = folders.get(step.where)
        if folder is None:
            folder = folders[step.where] = tmp_path / str(len(folders)) / "work"
            folder.mkdir(parents=True)
            if step.where == "repository":
                copy_of_repository(folder)
                git = ["git", "-c", "init.defaultBranch=main"]
                for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Start"]):
                    subprocess.run(
                        [*git, *command], cwd=folder, env=environment(home), check=True
                    )
        done = subprocess.run(
            ["bash", "-c", step.command],
            cwd=folder,
            env=environment(home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=120,
        )
        where = f"{document.name}:{step.line}: $ {step.command}"
        assert matches(step.output, done.stdout.splitlines()), f"{where}\n{done.stdout}"
        assert done.returncode == step.status, where


@pytest.mark.parametrize("document", [ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
def test_make_targets_that_are_named_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)`|^make ([a-z-]+)", document.read_text(), re.MULTILINE))
    assert {a or b for a, b in named} <= targets


@pytest.mark.parametrize(
    "document",
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "cli/docs").rglob("*.md"))],
    ids=lambda path: path.name,
)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (document.parent / target).exists(), target

"""Running the transcripts of a document, each place in a folder of its own.

python tests/docs/running.py DOCUMENT...    writes what the commands print into the documents
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from docs.transcripts import Step, steps

ROOT = Path(__file__).parents[2]


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


def run(document: Path, scratch: Path) -> Iterator[tuple[Step, subprocess.CompletedProcess[str]]]:
    """Each command of a document with what came of it, standard error among the output."""
    home = scratch / "home"
    home.mkdir()
    folders: dict[str, Path] = {}
    for step in steps(document):
        if step.where not in folders:
            folders[step.where] = _folder(step.where, scratch / str(len(folders)) / "work", home)
        done = subprocess.run(
            ["bash", "-c", step.command],
            cwd=folders[step.where],
            env=environment(home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=120,
        )
        yield step, done


def _folder(where: str, folder: Path, home: Path) -> Path:
    folder.mkdir(parents=True)
    if where == "repository":
        copy_of_repository(folder)
        for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "Start"]):
            subprocess.run(["git", *command], cwd=folder, env=environment(home), check=True)
    return folder


def rewrite(document: Path) -> None:
    """Put what the commands print now in the place of what the document says."""
    lines = document.read_text(encoding="utf-8").split("\n")
    with tempfile.TemporaryDirectory() as name:
        for step, done in reversed(list(run(document, Path(name)))):
            if "[...]" in step.output:
                continue  # shortened by hand
            start = step.line + step.command.count("\n")
            old = len(step.output) + (step.status != 0)
            printed = done.stdout.splitlines()
            status = [f"[exit {done.returncode}]"] if done.returncode else []
            lines[start : start + old] = [*printed, *status]
    document.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        rewrite(Path(name))

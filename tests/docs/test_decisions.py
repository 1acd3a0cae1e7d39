"""Decision records: numbered, dated, in one form, short; and every dependency has its reason."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECORDS = sorted((ROOT / "cli/docs/decisions").glob("*.md"))
HEADINGS = ["## Context", "## Decision", "## Consequences"]
STATUS = (
    r"Date: \d{4}-\d\d-\d\d\. Status: (accepted|superseded by \[\d{4}\]\(\d{4}-[a-z-]+\.md\))\."
)


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_form(record: Path) -> None:
    lines = record.read_text(encoding="utf-8").splitlines()
    number = int(record.name[:4])
    assert re.fullmatch(rf"# {number}\. \S.*", lines[0])
    assert re.fullmatch(STATUS, lines[2])
    assert [line for line in lines if line.startswith("## ")] == HEADINGS
    assert sum(len(line.split()) for line in lines) < 900


def test_numbers_have_no_gaps() -> None:
    assert [int(path.name[:4]) for path in RECORDS] == list(range(1, len(RECORDS) + 1))


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    names = {re.split(r"[<>=~!; ]", entry)[0] for entry in chain(*groups)}
    page = (ROOT / "cli/docs/decisions/0002-dependencies.md").read_text(encoding="utf-8")
    rows = "\n".join(re.findall(r"^\| (`.+?) \|", page, re.MULTILINE))
    assert set(re.findall(r"`([^`]+)`", rows)) - {"hatchling"} == names

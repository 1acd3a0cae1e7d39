"""The page about the model shows what stands in the records, and speaks of every field."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
import yaml

from docs.running import ROOT

PAGE = (ROOT / "cli/docs/model.md").read_text(encoding="utf-8")
RECORD = "records/events/2023/2023-rome-embassy-commemoration.yaml"
BLOCK = re.compile(r"(?:<!-- from: (\S+) -->\n)?^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
EXCERPTS = [(found[1] or RECORD, found[2]) for found in BLOCK.finditer(PAGE)]


def occurs(excerpt: str, text: str) -> bool:
    """Whether these lines stand in a text, one below the other, indented by any width."""
    lines, wanted = text.splitlines(), excerpt.splitlines()
    starts = range(len(lines) - len(wanted) + 1)
    plain = dedent(excerpt).splitlines()
    return any(
        dedent("\n".join(lines[start : start + len(wanted)])).splitlines() == plain
        for start in starts
    )


def test_there_are_excerpts_of_several_records() -> None:
    assert len(EXCERPTS) > 12
    assert len({path for path, _ in EXCERPTS}) > 2


@pytest.mark.parametrize(("path", "excerpt"), EXCERPTS)
def test_excerpts_stand_in_the_records(path: str, excerpt: str) -> None:
    assert occurs(excerpt, (ROOT / path).read_text(encoding="utf-8"))


def test_an_excerpt_that_differs_in_a_letter_or_in_depth_is_told_apart() -> None:
    assert occurs("  b: 1\n  c:\n    d: 2\n", "a:\n    b: 1\n    c:\n      d: 2\n")
    assert not occurs("  b: 1\n", "a:\n    b: 12\n")
    assert not occurs("b:\nc: 2\n", "a:\n  b:\n    c: 2\n")


def test_every_field_of_the_record_is_spoken_of() -> None:
    fields = yaml.safe_load((ROOT / RECORD).read_text(encoding="utf-8"))
    named = set(re.findall(r"`(\w+)[`:]", PAGE)) | set(re.findall(r"^(\w+):", PAGE, re.MULTILINE))
    assert set(fields) - named == set()


def test_the_page_is_found_from_the_first_one() -> None:
    assert "(cli/docs/model.md)" in (ROOT / "README.md").read_text(encoding="utf-8")

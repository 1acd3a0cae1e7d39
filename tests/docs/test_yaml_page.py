"""The YAML page says what the loader does: values, slugs and limits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eventbook.document.limits import DEFAULT
from eventbook.document.loader import load
from eventbook.rules.loader_manuals import LOADER

PAGE = (Path(__file__).parents[2] / "cli/docs/yaml.md").read_text(encoding="utf-8")
MEANINGS = {
    "null": type(None),
    "true": bool,
    "false": bool,
    "number": (int, float),
    "text": str,
}


def scalars() -> list[tuple[str, str, bool]]:
    """(what is written, what it means, whether it is doubtful), as the table says."""
    table = PAGE.partition("| written | means | remark |\n|-|-|-|\n")[2].partition("\n\n")[0]
    found = []
    for line in table.splitlines():
        written, meaning, remark = (cell.strip() for cell in line.strip("|").split("|"))
        doubtful = "number-doubtful" in remark
        found += [(text, meaning, doubtful) for text in re.findall(r"`([^`]+)`", written)]
    return found


@pytest.mark.parametrize(("written", "meaning", "doubtful"), scalars())
def test_plain_scalars(written: str, meaning: str, doubtful: bool) -> None:
    loaded = load(f"a: {written}\n".encode(), "a.yaml")
    assert loaded.document is not None
    assert isinstance(loaded.document.value, dict)
    value = loaded.document.value["a"]
    assert isinstance(value, MEANINGS[meaning])  # type: ignore[arg-type]
    assert isinstance(value, bool) == (meaning in ("true", "false"))
    if isinstance(value, bool):
        assert value is (meaning == "true")
    if isinstance(value, str):
        assert value == written
    slugs = [finding.slug for finding in loaded.findings]
    assert slugs == (["number-doubtful"] if doubtful else [])


def test_the_table_is_read() -> None:
    assert len(scalars()) > 25


def test_every_slug_of_the_loader_is_told() -> None:
    assert [slug for slug in LOADER if f"`{slug}`" not in PAGE] == []
    table = PAGE.partition("| slug | refused | because |")[2].partition("\n\n")[0]
    refused = set(re.findall(r"^\| `([a-z-]+)`", table, re.MULTILINE))
    assert refused == {slug for slug, one in LOADER.items() if one.severity == "error"}


def test_limits() -> None:
    table = PAGE.partition("| what | at most |\n|-|-|\n")[2]
    numbers = [int(text.replace(",", "")) for text in re.findall(r"\| ([\d,]+)", table)]
    assert numbers == list(DEFAULT._asdict().values())

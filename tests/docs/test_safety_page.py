"""The page on safety names tests that exist, and counts what they try."""

from __future__ import annotations

import re

from acceptance import (
    naughty,
    test_hostile_files,
    test_hostile_git,
    test_hostile_records,
    test_hostile_schemas,
    test_hostile_yaml,
)
from docs.running import ROOT

PAGE = (ROOT / "cli/docs/safety.md").read_text(encoding="utf-8")
COUNTS = {
    "files": len(test_hostile_yaml.ALL),
    "addresses for `$ref`, `$schema` and `$id`": len(test_hostile_schemas.addresses(80)),
    "patterns": len([*test_hostile_schemas.exploding()]),
    "settings": len([*test_hostile_schemas.settings()]),
    "revisions": len(test_hostile_git.REVISIONS),
    "names": len(test_hostile_files.many_names()),
    "texts, in every field": len(test_hostile_records.PAYLOADS),
    "ids": len(test_hostile_records.IDS),
    "texts of our own; the Big List of Naughty Strings is tried beside them": len(naughty.OWN),
    "fields": naughty.fields(),
}


def test_what_is_counted_is_what_is_tried() -> None:
    rows = re.findall(r"^\| `[\w.]+` \| (.+) \| ([\d,]+) \|$", PAGE, re.MULTILINE)
    assert {what: int(number.replace(",", "")) for what, number in rows} == COUNTS


def test_every_test_of_hostile_things_is_named() -> None:
    folder = ROOT / "tests/acceptance"
    named = set(re.findall(r"`(test_hostile_\w+\.py)`", PAGE))
    assert named == {path.name for path in folder.glob("test_hostile_*.py")}


def test_what_a_page_never_says_is_what_tests_look_for() -> None:
    told = PAGE.partition("## What a page never says")[2]
    named = set(re.findall(r"`(test_\w+)`", told))
    files = [
        ROOT / "tests/acceptance/test_site_privacy.py",
        ROOT / "tests/acceptance/test_listed_names.py",
        ROOT / "tests/unit/render/test_fairness.py",
    ]
    assert all(f"`{file.name}`" in told for file in files)
    there = {name for file in files for name in re.findall(r"def (test_\w+)", file.read_text())}
    assert named
    assert named - there == set()

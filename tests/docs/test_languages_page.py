"""The page on languages names those that there are, and their tables."""

from __future__ import annotations

import re

from docs.running import ROOT
from eventbook.events.labels import LANGUAGES, label, ordinal

PAGE = (ROOT / "cli/docs/languages.md").read_text(encoding="utf-8")


def test_the_table_has_every_language() -> None:
    said = re.findall(r"^\| `(\w+)` \| [^|]+ \| (\S+) \| (\S+) \|$", PAGE, re.MULTILINE)
    assert said == [
        (lang, label("phrase.quoted", lang).replace("{text}", "…"), ordinal(31, lang))
        for lang in LANGUAGES
    ]


def test_the_tables_of_a_language_are_those_named() -> None:
    folder = ROOT / "cli/eventbook/events/labels"
    said = re.findall(r"^\| `(\w+\.py)` \|", PAGE, re.MULTILINE)
    for lang in LANGUAGES:
        files = {path.name for path in (folder / lang).glob("*.py")} - {"__init__.py"}
        assert sorted(said) == sorted(files)

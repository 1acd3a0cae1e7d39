"""The page on linked data says what becomes of each word of the record."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from docs.running import ROOT
from eventbook.render.jsonld import vocabulary

PAGE = (ROOT / "cli/docs/linked-data.md").read_text(encoding="utf-8")
SECTIONS: dict[str, tuple[Mapping[str, str], ...]] = {
    "Types of events": (vocabulary.EVENT_TYPES,),
    "States and modes": (vocabulary.STATUS, vocabulary.ATTENDANCE),
    "Parts that people had": (vocabulary.ORGANISERS, vocabulary.PARTICIPANTS),
    "Sources": (vocabulary.SOURCE_TYPES,),
    "Works": (vocabulary.WORK_TYPES,),
}


@pytest.mark.parametrize("section", SECTIONS)
def test_a_table_says_what_the_code_does(section: str) -> None:
    text = PAGE.partition(f"### {section}\n")[2].partition("\n#")[0]
    said = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|$", text, re.MULTILINE)
    done = [
        (word, term.removeprefix("https://schema.org/"))
        for table in SECTIONS[section]
        for word, term in table.items()
    ]
    assert said == done

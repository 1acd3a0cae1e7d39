"""text-hygiene: what the texts of a record hold that no reader sees.

The loader looks at the bytes of a file; this looks at values, which escapes may fill as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.rules.loader_manuals import LOADER
from eventbook.rules.rule import RecordRule, Remark

_SLUG = "text-hygiene"
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def check(record: Facts, _settings: Settings) -> Iterator[Remark]:
    """Every text that is not in NFC, has a tab, or has invisible signs that reorder it."""
    told = " ".join(each.message for each in record.findings if each.slug == _SLUG)
    unusual: list[tuple[Place, str]] = []
    _gather(record.value, (), unusual)
    for place, text in unusual:
        if "\t" in text:
            yield Remark("the text has a tab in it", place, help="write a space")
        if not unicodedata.is_normalized("NFC", text):
            yield Remark(
                "the text is not in normal form (Unicode NFC)",
                place,
                help="type it anew: a letter and its accent are one character, not two",
            )
        # Of a list of records the file as a whole has been told of, not each record.
        signs = dict.fromkeys(_BIDI.findall(text)) if record.alone else ()
        for sign in signs:
            code = f"U+{ord(sign):04X}"
            if code not in told:
                yield Remark(
                    f"the invisible character {code} reorders the text around it",
                    place,
                    help="remove it",
                )


def _gather(value: Json, place: Place, unusual: list[tuple[Place, str]]) -> None:
    """The texts that are not plain ASCII, which is all that most texts are."""
    if isinstance(value, str):
        if "\t" in value or not value.isascii():
            unusual.append((place, value))
    elif isinstance(value, dict):
        for key, child in value.items():
            _gather(child, (*place, key), unusual)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            _gather(child, (*place, index), unusual)


RULE = RecordRule(_SLUG, "warning", LOADER[_SLUG].manual, check)

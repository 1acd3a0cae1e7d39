"""text-hygiene: what the texts of a record hold that no reader sees.

The loader looks at the bytes of a file; this looks at values, which escapes may fill as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from eventbook.book.settings import Settings
from eventbook.document.emit import scalar
from eventbook.findings import Fix
from eventbook.rules.loader_manuals import LOADER
from eventbook.rules.record import Record
from eventbook.rules.rule import RecordRule, Remark

_SLUG = "text-hygiene"
_SIGNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_BIDI = re.compile(f"[{_SIGNS}]")
# What no file may hold as it is (see `document.reader`), and an escape can bring all the same.
_ACTING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def check(record: Record, _settings: Settings) -> Iterator[Remark]:
    """Every text that is not in NFC, has a tab, or has signs that nobody sees and that act."""
    if record.clean or _is_clean(record.said, nulls=max(len(record.texts) - 1, 0)):
        return
    told = " ".join(each.message for each in record.findings if each.slug == _SLUG)
    for place, text in zip(record.places, record.texts, strict=True):
        if "\t" in text:
            fix = Fix("unsafe", scalar(text.replace("\t", " ")))
            yield Remark("the text has a tab in it", place, help="write a space", fix=fix)
        for sign in sorted(set(_ACTING.findall(text))):
            yield Remark(
                f"the text holds the character U+{ord(sign):04X}, which programs may obey",
                place,
                help="remove it",
            )
        if not unicodedata.is_normalized("NFC", text):
            yield Remark(
                "the text is not in normal form (Unicode NFC)",
                place,
                help="type it anew: a letter and its accent are one character, not two",
                fix=Fix("safe", scalar(unicodedata.normalize("NFC", text))),
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


def is_clean(data: bytes) -> bool:
    """Whether the bytes of a file show that none of its texts has anything to be found.

    Without escapes, every text is made of pieces of the file, with spaces and line ends between
    them: normal form holds for pieces, and a letter does not compose with those.
    """
    if b"\t" in data or b"\\" in data:
        return False
    return data.isascii() or _is_clean(data.decode("utf-8", "replace"))


def _is_clean(said: str, nulls: int = 0) -> bool:
    """Whether there is nothing to find.

    Args:
        nulls: how many stand between texts: they compose with neither.
    """
    if "\t" in said or len(_ACTING.findall(said)) > nulls:
        return False
    return said.isascii() or (
        unicodedata.is_normalized("NFC", said) and not any(sign in said for sign in _SIGNS)
    )


RULE = RecordRule(_SLUG, "warning", LOADER[_SLUG].manual, check)

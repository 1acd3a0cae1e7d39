"""paraphrase-quoted: what stands in quotation marks is a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.reading import all_maps, maps, texts
from eventbook.rules.rule import Manual, RecordRule, Remark
from eventbook.values.folding import fold

_FEWEST = 3  # fewer words are a term or a name that the paraphrase keeps its distance from
_PAIRS = ("“”", "„“", "””", "«»", "»«", "‹›", "›‹", "「」", "『』", "〝〟", "״״")
_DOUBLE = "|".join(f"{a}([^{a}{b}]+){b}" for a, b in map(tuple, _PAIRS))
# The single ones are apostrophes, too: they count only around whole words.
_QUOTED = re.compile(
    rf"{_DOUBLE}|„([^„”]+)”|\"([^\"]+)\""
    r"|(?<!\w)'(?=\w)((?:[^']|(?<=\w)'(?=\w))+)'(?!\w)"
    r"|(?<!\w)[‘‚](?=\w)((?:[^‘’]|(?<=\w)’(?=\w))+)[’‘](?!\w)"
)
# Every quotation has one of these in it.
_MARK = re.compile(r"[“”„«»‹›「」『』〝〟״\"‘‚]|(?<!\w)'")
# Scripts without spaces: two signs are about a word.
_WORD = r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|(?:(?![\u3040-\u30ff\u3400-\u9fff])[\w'’-])+"
_NAMING = ("title", "name", "text", "term", "as_written")


def check(record: Facts, _settings: Settings) -> Iterator[Remark]:
    """Every paraphrase with several words in quotation marks that are no name of the record's."""
    named: set[str] | None = None
    for start, statement in maps(record.fields, "statements"):
        if statement.get("kind") != "paraphrase":
            continue
        for place, text in texts(statement.get("text"), (*start, "text")):
            if not _MARK.search(text):
                continue
            quoted = [_folded(next(filter(None, m.groups()))) for m in _QUOTED.finditer(text)]
            long = [words for words in quoted if len(_word().findall(words)) >= _FEWEST]
            if not long:
                continue
            named = _named(record) if named is None else named
            if not named.issuperset(long):
                yield Remark(
                    "a paraphrase has words in quotation marks",
                    place,
                    help="say it in other words, or make it a `quote` in the source's language",
                )


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    """Slow to make, for the ranges in it."""
    return re.compile(_WORD)


def _named(record: Facts) -> set[str]:
    """Titles and names of the record, which may be given in quotation marks."""
    return {
        _folded(text)
        for field, value in record.fields.items()
        for place, inner in all_maps({field: value})
        for key in _NAMING
        if not ("statements" in place and key == "text")
        for _, text in texts(inner.get(key))
    }


def _folded(text: str) -> str:
    return fold(text).strip(" .,;:!?…")


_WRONG = """\
statements:
  - speaker: publisher
    kind: paraphrase
    text: Says that “the new organ fills the hall with light”.
    source: review
sources: [{key: review, title: A recital to remember}]
"""
_RIGHT = """\
statements:
  - speaker: publisher
    kind: quote
    text: the new organ fills the hall with light
    source: review
sources: [{key: review, title: A recital to remember}]
"""

RULE = RecordRule(
    slug="paraphrase-quoted",
    severity="warning",
    manual=Manual(
        summary="A statement is marked as a paraphrase, but has several words in quotation marks.",
        why="Quotation marks promise the speaker's own words. A reader must be able to rely on "
        "them, and find them in the source.",
        remedy="Make it `kind: quote`, in the language of the source, or say it in other words. "
        "Titles and names that the record gives may stand in quotation marks.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model="event",
)

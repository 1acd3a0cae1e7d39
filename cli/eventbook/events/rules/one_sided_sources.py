"""one-sided-sources: contested matters, and one side's word for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.reading import maps, texts
from eventbook.jsonvalue import canonical
from eventbook.rules.rule import Manual, RecordRule, Remark
from eventbook.values.folding import fold

_SIDE = ("organiser", "participant", "official")
_WORD = re.compile(r"\w+")


def check(record: Facts, settings: Settings) -> Iterator[Remark]:
    """Contested statements in a record of which all sources are on one side."""
    sources = [source for _, source in maps(record.fields, "sources")]
    if not sources or not _contested(record, settings):
        return
    publishers = {canonical(source.get("publisher")) for source in sources}
    if all(source.get("relation") in _SIDE for source in sources):
        what = "every source is an organiser's, a participant's or an official one"
    elif len(publishers) == 1 and sources[0].get("publisher"):
        what = "all sources are of one publisher"
    else:
        return
    yield Remark(
        f"{what}, and what is said is contested",
        ("sources",),
        "key",
        help="look for an independent report",
    )


def _contested(record: Facts, settings: Settings) -> bool:
    listed = [_words(term) for terms in settings.contested_terms.values() for term in terms]
    words = [term for term in listed if term.strip()]
    for _, statement in maps(record.fields, "statements"):
        if statement.get("terms"):
            return True
        said = [_words(text) for _, text in texts(statement.get("text"))] if words else []
        if any(term in text for term in words for text in said):
            return True
    return False


def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(fold(text)))} "


_WRONG = """\
statements:
  - speaker: publisher
    kind: paraphrase
    terms: [neglect]
    text: Speaks of neglect of the organ by the town.
    source: release
sources:
  - {key: release, title: Save our organ, relation: organiser}
"""
_RIGHT = """\
statements:
  - speaker: publisher
    kind: paraphrase
    terms: [neglect]
    text: Speaks of neglect of the organ by the town.
    source: release
sources:
  - {key: release, title: Save our organ, relation: organiser}
  - {key: paper, title: The town and its organ, relation: press}
"""

RULE = RecordRule(
    slug="one-sided-sources",
    severity="info",
    manual=Manual(
        summary="A record with contested statements rests on one side's sources.",
        why="Reports that repeat an organiser's release are no second source. Readers should "
        "know, and the editor may find another.",
        remedy="Add an independent source if there is one. If not, this stays as it is.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model="event",
)

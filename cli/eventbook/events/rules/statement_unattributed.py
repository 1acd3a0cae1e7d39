"""statement-unattributed: somebody said it, and some source reports it."""

from __future__ import annotations

from collections.abc import Iterator

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.reading import maps
from eventbook.rules.rule import Manual, RecordRule, Remark

_HELP = {
    "speaker": "name the speaker: a participant's key, `publisher` for the document's own voice, "
    "or `unnamed`",
    "source": "name the source by its key, or give the record a `default_source`",
}


def check(record: Facts, _settings: Settings) -> Iterator[Remark]:
    """Every statement without a speaker, or without a source."""
    has_default = bool(record.fields.get("default_source"))
    for place, statement in maps(record.fields, "statements"):
        name = statement.get("id")
        called = f"statement {name}" if isinstance(name, str) else f"statement {place[-1] + 1}"  # type: ignore[operator]
        for field in ("speaker", "source"):
            if field == "source" and has_default:
                continue
            if statement.get(field) in (None, "", {}):
                yield Remark(f"{called} lacks a {field}", place, "start", help=_HELP[field])


_WRONG = """\
statements:
  - kind: paraphrase
    text: Called for the old organ to be restored.
    source: review
sources: [{key: review, title: A recital to remember}]
"""
_RIGHT = """\
statements:
  - speaker: unnamed # the review says: it was called for
    kind: paraphrase
    text: Called for the old organ to be restored.
    source: review
sources: [{key: review, title: A recital to remember}]
"""

RULE = RecordRule(
    slug="statement-unattributed",
    severity="error",
    manual=Manual(
        summary="A statement lacks its speaker or its source.",
        why="A record says who claimed what and never claims it itself. A sentence that nobody "
        "is named for would be the archive's own.",
        remedy="Give `speaker` and `source`. What a document says in its own voice has "
        "`speaker: publisher`; what it reports without a name has `speaker: unnamed`.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model="event",
)

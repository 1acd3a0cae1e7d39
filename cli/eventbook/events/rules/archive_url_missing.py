"""archive-url-missing: a published record rests on a page of which no copy is known."""

from __future__ import annotations

from collections.abc import Iterator

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.reading import maps, review_status
from eventbook.rules.rule import ANY_MODEL, Manual, RecordRule, Remark


def check(record: Facts, _settings: Settings) -> Iterator[Remark]:
    """Every source of a published record with an address and no archived copy."""
    if review_status(record.fields) != "published":
        return
    for place, source in maps(record.fields, "sources"):
        if source.get("url") and not source.get("archive_url"):
            yield Remark(
                "the source has no archived copy",
                (*place, "url"),
                help="add `archive_url`, the page as a web archive keeps it",
            )


_WRONG = """\
review: {status: published}
sources:
  - title: A recital in the Conservatory
    url: https://example.org/recital
"""
_RIGHT = """\
review: {status: published}
sources:
  - title: A recital in the Conservatory
    url: https://example.org/recital
    archive_url: https://archive.example.org/recital
"""

RULE = RecordRule(
    slug="archive-url-missing",
    severity="info",
    manual=Manual(
        summary="A source of a published record has a `url` and no `archive_url`.",
        why="Pages move and change. Without a copy nobody can check later what the record says.",
        remedy="Have the page saved by a web archive, and add the address of the copy.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model=ANY_MODEL,
)

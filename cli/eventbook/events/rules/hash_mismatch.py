"""hash-mismatch: the local copy of a source is the one that was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from eventbook.book.facts import Facts
from eventbook.book.sources import CopyUnreadable
from eventbook.events.local_copies import wanted
from eventbook.events.reading import maps
from eventbook.jsonvalue import Json
from eventbook.rules.rule import ANY_MODEL, BookRule, Context, Manual, Remark, SourceStore


def check(records: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Remark]]:
    """Every hash that is not that of the source's local copy."""
    if context.sources is None:
        return
    for record in wanted(records, context):
        for place, source in maps(record.fields, "sources"):
            digest = source.get("sha256")
            if isinstance(digest, str):
                said = _compared(record.id, source, digest.lower(), context.sources)
                if said is not None:
                    message, advice = said
                    yield record, Remark(message, (*place, "sha256"), help=advice)


def _compared(
    record_id: str | None, source: Mapping[str, Json], digest: str, store: SourceStore
) -> tuple[str, str] | None:
    """What is wrong with a copy's bytes, and what to do; of several files one must be right."""
    wrong: tuple[str, str] | None = None
    for file in store.files(record_id, source):
        try:
            found = store.sha256(file)
        except CopyUnreadable as error:
            advice = "only a regular file inside the folder of sources can be compared"
            wrong = wrong or (f"the local copy `{file}` {error.why}", advice)
        else:
            if found == digest:
                return None
            advice = "find out which of the two was read when the record was made"
            wrong = wrong or (f"the local copy `{file}` has another hash, {found}", advice)
    return wrong


_WRONG = """\
# records/events/2019-turin-organ-recital.yaml
sources:
  - key: programme
    title: Printed programme
    sha256: >-
      9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
# sources/2019-turin-organ-recital/programme.txt
The words of the programme.
"""
_RIGHT = """\
# records/events/2019-turin-organ-recital.yaml
sources:
  - key: programme
    title: Printed programme
    sha256: >-
      ecff14d6199f8e8346fba1d782f6cf05488d9425301db309c2f243e66e6fadb5
# sources/2019-turin-organ-recital/programme.txt
The words of the programme.
"""

RULE = BookRule(
    slug="hash-mismatch",
    severity="error",
    manual=Manual(
        summary="The local copy of a source is not the one whose hash the record gives.",
        why="The hash says which bytes the record was made from. A copy with another hash may be a "
        "later version, a shortened one, or a spoiled file, and proves nothing.",
        remedy="Find the copy that was read and keep that. If the record was made from this one, "
        "correct `sha256`, and `sha256_of` with it. Of files that differ only in their ending, "
        "such as a scan and its text, one must have the hash.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    reads=None,
    model=ANY_MODEL,
    needs="sources",
)

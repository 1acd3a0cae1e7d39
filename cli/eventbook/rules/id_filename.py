"""id-filename: a record's file is named after its id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.rules.rule import ANY_MODEL, Manual, RecordRule, Remark


def check(record: Facts, settings: Settings) -> Iterator[Remark]:
    """The id that its file does not say."""
    kind = settings.kind(record.kind)
    if kind is None or kind.id_field is None or not record.alone:
        return
    if record.path == "-":
        return  # standard input has no name to agree with
    if record.id is None or record.path.rpartition("/")[2] == f"{record.id}.yaml":
        return  # as nearly always
    stem = PurePosixPath(record.path).stem
    if record.id != stem:
        yield Remark(
            f"the id is `{record.id}`, but the file is named `{stem}`",
            place=(kind.id_field,),
            help="make the two equal; a published record keeps its id",
        )


_WRONG = """\
# records/events/2019-turin-recital.yaml
id: 2019-turin-organ-recital
"""
_RIGHT = """\
# records/events/2019-turin-organ-recital.yaml
id: 2019-turin-organ-recital
"""

RULE = RecordRule(
    slug="id-filename",
    severity="error",
    manual=Manual(
        summary="A record's id differs from the name of its file.",
        why="Whoever sees an id must be able to open its file, and the other way round.",
        remedy="Rename the file, or correct the id if the record was never published.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model=ANY_MODEL,
)

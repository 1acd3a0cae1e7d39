"""What a format is given: findings, a table or a record, each with its context."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from eventbook import __version__
from eventbook.changes.fingerprints import SpotOf, as_written
from eventbook.findings import Finding
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

if TYPE_CHECKING:
    from eventbook.changes.book_diff import RecordChange


class Limits(NamedTuple):
    """How much the text forms show; the structured forms are never cut.

    Attributes:
        per_file: findings shown of one file.
        per_run: findings shown in all.
        characters: code points shown of one message, label, help or note, and the width of a
            source line where the output has no width of its own.
    """

    per_file: int = 20
    per_run: int = 200
    characters: int = 300


class ReportContext(NamedTuple):
    """What a report needs beside its findings.

    Attributes:
        source: a file's whole text by the path that findings carry, `None` where there is none.
        colour: whether to write ANSI colours.
        width: the terminal's width in cells, or `None`.
        root: what the text forms put before each path, with `/`: the book's root as seen from
            the reader's folder (for the forms that a server reads: from the repository's root).
            Empty where they are the same. `json` and `json-lines` keep paths relative to the
            book's root.
        verbose: whether the text forms show infos.
        checked: the number of records that were checked.
        limits: how much the text forms show.
        closed: paths of files of which no line may be shown, beside those that private findings
            name: for a caller that drops private findings before it asks for a report.
        others: paths of files with findings that hold no records.
        fixed: findings that have been mended before the check, for the structured forms.
        files: paths of the files that were checked, for the forms that name good ones, too.
        strict: whether warnings fail the run.
        baselined: how many findings were left out, since they are in the baseline.
        spot_of: where findings stand, in a form that stays, for fingerprints.
        tool_version: for formats that name the tool.
    """

    source: Callable[[str], str | None]
    colour: bool = False
    width: int | None = None
    root: str = ""
    verbose: bool = False
    checked: int = 0
    limits: Limits = Limits()
    closed: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    fixed: Sequence[Finding] = ()
    files: frozenset[str] = frozenset()
    strict: bool = False
    baselined: int = 0
    spot_of: SpotOf = as_written
    tool_version: str = __version__


class Table(NamedTuple):
    """A list of records, or of items or groups of them.

    Attributes:
        columns: the columns' names.
        rows: one sequence of cells a row, as long as `columns`.
        ids: the id of each row's record.
        paths: the file of each row's record, relative to the book's root.
        records: each row's whole value for the structured forms; `None` where a row is no record
            (a group, a count), and is then shown as an object of its cells.
        added: what the structured forms show with each of `records` and is no part of it.
        are_items: `records` are parts of records, which have no state of their own to tell.
    """

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Json]]
    ids: Sequence[str] = ()
    paths: Sequence[str] = ()
    records: Sequence[Mapping[str, Json]] | None = None
    added: Sequence[Mapping[str, Json]] = ()
    are_items: bool = False


class TableContext(NamedTuple):
    """What a list needs beside its table.

    Attributes:
        width: the terminal's width in cells, or `None` for no truncation.
        language: the language tag (BCP 47) in which to show language maps, or `None`.
        null: whether `ids` and `paths` end each entry with NUL instead of a newline. Entries are
            then unescaped, and a path may hold surrogates (PEP 383): write it with `os.fsencode`.
    """

    width: int | None = None
    language: str | None = None
    null: bool = False


EditStatus: TypeAlias = Literal["written", "pending", "unchanged", "refused"]
"""What becomes of a record: `pending` is what would change and is not written; where anything is
`refused`, nothing is written at all."""


class EditedRecord(NamedTuple):
    """A record that an edit is about.

    Attributes:
        id: `None` where it cannot be read.
        reason: of a refusal.
        findings: the new errors in its file.
    """

    id: str | None
    kind: str
    path: str
    status: EditStatus
    reason: str = ""
    findings: Sequence[Finding] = ()


class EditedFile(NamedTuple):
    """A file that an edit changes.

    Attributes:
        path: relative to the book's root.
        hidden: no line of it may be shown.
    """

    path: str
    old: bytes
    new: bytes
    hidden: bool


class Edits(NamedTuple):
    """An edit, as it is shown.

    Attributes:
        records: all that are meant.
        files: those that change; taken in turn, for a diff of many is long.
        changes: gives how values change, private ones taken out.
        colour: whether to write ANSI colours.
        width: the terminal's width in cells, or `None`.
    """

    records: Sequence[EditedRecord]
    files: Iterable[EditedFile]
    changes: Callable[[], Sequence[RecordChange]]
    colour: bool = False
    width: int | None = None


class KindSchema(NamedTuple):
    """The schema of one kind of record, for editors.

    Attributes:
        name: the kind's.
        path: the schema's file, relative to the book's root; `None` where it is built in.
        globs: of the files that the schema judges whole.
        bundled: gives the schema and all it refers to as one document; may raise SchemaError.
    """

    name: str
    path: str | None
    globs: tuple[str, ...]
    bundled: Callable[[], Json | bool]


class RecordContext(NamedTuple):
    """What one record needs beside its value.

    Attributes:
        path: its file, relative to the book's root.
        label: what people call the field at a place, or `None` for what is only called by its key.
        is_text: whether a map at a place holds one text in several languages.
        is_date: whether a value at a place is a date, to be told in words too.
        tells_speakers: whether `statements` are those of the event model.
        title_of: what the record is called that a reference (`kind/id`) means, or `None`.
        width: the terminal's width in cells, or `None` for no wrapping.
        colour: whether to write ANSI colours.
        language: the language tag (BCP 47) in which to show language maps, or `None`.
    """

    path: str = ""
    label: Callable[[Place], str | None] = lambda _: None
    is_text: Callable[[Place], bool] = lambda _: False
    is_date: Callable[[Place], bool] = lambda _: False
    tells_speakers: bool = False
    title_of: Callable[[str], Json] = lambda _: None
    width: int | None = None
    colour: bool = False
    language: str | None = None


Report: TypeAlias = Callable[[Sequence[Finding], ReportContext], str]
Rows: TypeAlias = Callable[[Table, TableContext], str]
Record: TypeAlias = Callable[[Mapping[str, Json], RecordContext], str]

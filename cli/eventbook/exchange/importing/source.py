"""What is read from a file: its rows, each with its place, and what in it is no row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from eventbook.errors import EventbookError
from eventbook.jsonvalue import Json


class SourceError(EventbookError):
    """A file that cannot be read as the format that it should be."""


class Position(NamedTuple):
    """Where a row is.

    Attributes:
        file: as it was named on the command line.
        row: its number in the file, from 1.
        line: where it begins, from 1; None where the format does not tell.
    """

    file: str
    row: int
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}" if self.line is None else f"{self.file}:{self.line}"


class Row(NamedTuple):
    """One event of somebody else's.

    Attributes:
        fields: its values by their names in the source; empty where it cannot be read.
        why: what keeps it from being read; empty where it can.
    """

    position: Position
    fields: Mapping[str, Json]
    why: str = ""


class Content(NamedTuple):
    """What a reader makes of a text.

    Attributes:
        rows: in the order of the text; none is left out.
        others: how many things of a sort it has that are no rows: `{"VTODO": 2}`.
    """

    rows: tuple[Row, ...]
    others: Mapping[str, int] = {}


class Source(NamedTuple):
    """A file that was read.

    Attributes:
        name: as it was named on the command line; `-` is standard input.
        path: the file's path, for what a mapping asks of it (`@file.stem`).
        sha256: of its bytes, in hexadecimal.
        size: in bytes.
    """

    name: str
    path: str
    sha256: str
    size: int
    content: Content


class Options(NamedTuple):
    """What a mapping says of how to read.

    Attributes:
        items: the dotted path of the list of rows in a JSON or YAML value; empty for the value.
        separator: the sign between the cells of CSV; empty to tell it by the first line.
    """

    items: str = ""
    separator: str = ""


def decoded(data: bytes, name: str) -> str:
    """The text of bytes in UTF-8, without a byte order mark.

    Raises:
        SourceError: they are none; the message holds line and column.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        help_ = "it is UTF-16; save it as UTF-8" if utf16 else "save it as UTF-8"
        raise SourceError(f"{name}:{line}:{column}: not UTF-8", help=help_) from error

"""Readers of other people's formats: one file a format, and one line in `READERS`.

A reader is a module with the function

    read(data: bytes, name: str, options: Options) -> Content

It gives every row that there is, those too that it cannot read, and raises `EventbookError` where
the text as a whole is not of its format. Importing this package imports no reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import NamedTuple, TypeAlias, cast

from eventbook.errors import UsageError
from eventbook.exchange.importing.source import Content, Options
from eventbook.schema.words import close_to

Read: TypeAlias = Callable[[bytes, str, Options], Content]


class Reader(NamedTuple):
    """A format that can be read.

    Attributes:
        name: what follows `--format`, and what its ready mapping is called.
        summary: one line for help texts.
        endings: of file names, by which it is told.
        module: of this package.
    """

    name: str
    summary: str
    endings: tuple[str, ...]
    module: str


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        reader.name: reader
        for reader in (
            Reader("ics", "iCalendar (RFC 5545)", (".ics", ".ical", ".ifb"), "ics"),
            Reader("csv", "comma-separated values", (".csv", ".tsv", ".tab"), "csv"),
            Reader("json", "a JSON list of objects", (".json",), "json"),
            Reader("json-lines", "a JSON object a line", (".jsonl", ".ndjson"), "json_lines"),
            Reader("jsonld", "schema.org events in JSON-LD", (".jsonld",), "jsonld"),
            Reader("yaml", "a YAML list of maps", (".yaml", ".yml"), "yaml"),
        )
    }
)


def reader(name: str) -> Read:
    """The function that reads a format.

    Raises:
        UsageError: there is no such format.
    """
    if name not in READERS:
        meant = close_to(name, READERS)
        known = f"did you mean `{meant}`?" if meant else f"known: {', '.join(READERS)}"
        raise UsageError("unknown format to import", help=known)
    return cast(Read, import_module(f"{__name__}.{READERS[name].module}").read)


def guessed(name: str) -> str:
    """The format of a file by the ending of its name.

    Raises:
        UsageError: the ending tells of none, or there is none.
    """
    ending = PurePath(name).suffix.lower()
    for each in READERS.values():
        if ending in each.endings:
            return each.name
    message = "standard input has no ending" if name == "-" else f"`{name}`: unknown ending"
    raise UsageError(f"{message}, so its format is not known", help="say it with `--format`")

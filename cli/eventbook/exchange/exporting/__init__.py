"""Records as files of other programs: one file a target.

A new target is one file with a function `export`, and one line in `TARGETS`. What it is given
depends on what it makes (`Target.makes`):

- a text: `export(book) -> Iterator[str]`, in parts of whole lines;
- a database: `export(book, database)`, with an empty one that is open, and
  `is_untouched(header) -> bool`, which knows an export again by its first 100 bytes;
- a folder: `export(book, create)`, with a function that gives an empty file for a path in the
  folder, `mark(book, sums) -> str` and `marked(mark) -> sums`, for the file `MARK` that says what
  the folder held when it was made.

The file is imported when it is first used, and so are the libraries it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import Final, Literal, NamedTuple, TypeAlias

Makes: TypeAlias = Literal["text", "database", "folder"]


class Target(NamedTuple):
    """A form in which records leave the book.

    Attributes:
        name: what `--format` calls it.
        makes: what it is; a text can go to standard output.
        file: of this package, where its functions live.
        one_kind: it has room for records of one kind alone.
    """

    name: str
    makes: Makes
    file: str
    one_kind: bool = False

    @property
    def module(self) -> ModuleType:
        """Its functions."""
        return import_module(f"eventbook.exchange.exporting.{self.file}")


_ALL = (
    Target("sqlite", "database", "sqlite"),
    Target("parquet", "folder", "parquet"),
    Target("json-lines", "text", "json_lines"),
    Target("csv", "text", "csv", one_kind=True),
)

TARGETS: Final[Mapping[str, Target]] = MappingProxyType({each.name: each for each in _ALL})
"""The targets by the name that `--format` calls them."""

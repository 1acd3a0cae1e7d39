"""Finding the book that a folder belongs to, and its files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from eventbook.book.files import Unreadable
from eventbook.book.paths import shown
from eventbook.book.patterns import Matcher, RecordPattern
from eventbook.book.schema_references import SCHEMA_ENDINGS, files_beside
from eventbook.book.settings import DEFAULTS, Kind, Settings, from_pyproject, load_settings
from eventbook.book.trees import Tree, TreeReader, WorkTree, read_from
from eventbook.book.walk import Listing
from eventbook.errors import ConfigError, EnvironmentFault, UsageError

if TYPE_CHECKING:
    from eventbook.book.snapshot import Snapshot

SETTINGS_FILE = "eventbook.toml"
PYPROJECT = "pyproject.toml"
SCHEMAS = "schemas"
_MOST_REFERRED = 500

_Target = tuple[Kind, RecordPattern]


class NoBook(ConfigError):
    """There is no book where one was looked for."""


@dataclass(frozen=True, slots=True)
class Book:
    """A folder of records with its settings.

    Attributes:
        root: absolute, without symbolic links.
        settings: what holds in it.
        settings_source: the name of the file they are from, or `defaults`.
        snapshot: the state of the book that is meant; None is the work tree.
    """

    root: Path
    settings: Settings
    settings_source: str = "defaults"
    snapshot: Snapshot | None = None
    _matcher: Matcher[_Target] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        pairs = [
            (pattern.segments, (kind, pattern))
            for kind in self.settings.kinds
            for pattern in kind.records
        ]
        object.__setattr__(self, "_matcher", Matcher(pairs))

    @property
    def tree(self) -> Tree:
        """Where the bytes of its files come from."""
        return self.snapshot or WorkTree(self.root)

    def listing(self) -> Listing[Kind]:
        """Every record file with its kind, sorted by path, and what matches but is not read.

        Raises:
            EnvironmentFault: the root cannot be opened.
        """
        try:
            found = self.tree.walk(self._matcher)
        except Unreadable as error:
            raise EnvironmentFault(f"{self.root} {error.message}") from error
        files = tuple((path, kind) for path, (kind, _) in found.files)
        return Listing(files, found.unreadable)

    def paths(self) -> Iterator[tuple[str, Kind]]:
        """Every record file with its kind, sorted by path. What is not read is in `listing()`."""
        return iter(self.listing().files)

    def kind_of(self, path: str) -> Kind | None:
        """The kind of the records in a file; None where the file holds none."""
        found = self._matcher.match(path)
        return found[0] if found else None

    def pattern_of(self, path: str) -> RecordPattern | None:
        """The pattern that makes a file hold records, with the steps to them."""
        found = self._matcher.match(path)
        return found[1] if found else None

    def relative(self, path: Path) -> str:
        """A path as the book writes it: relative to the root, with `/`; the root itself is `.`.

        Args:
            path: absolute, or relative to the working directory; need not exist.

        Raises:
            UsageError: it lies outside the book.
        """
        plain = Path(os.path.abspath(path))  # noqa: PTH100 - drops `..` without following links
        resolved = Path(os.path.realpath(plain.parent), plain.name)
        for candidate in (plain, resolved):
            if candidate.is_relative_to(self.root):
                return candidate.relative_to(self.root).as_posix()
        raise UsageError(f"{shown(str(path))} lies outside the book {self.root}")

    def schema_files(self) -> Mapping[str, bytes]:
        """The book's own schemas by path: all in `schemas/`, those that settings name, and those
        that one of these refers to by a relative path.

        Raises:
            ConfigError: one of the first two is missing or cannot be read.
        """
        named = {
            kind.schema: f"the schema of [kinds.{kind.name}]"
            for kind in self.settings.kinds
            if kind.built_in_schema is None
        }
        try:
            present = self.tree.names(SCHEMAS)
        except Unreadable as error:
            if error.reason != "missing":
                raise ConfigError(f"{error}") from error
            present = []
        found = {f"{SCHEMAS}/{name}" for name in present if name.endswith(SCHEMA_ENDINGS)}
        paths = sorted(found | named.keys())
        with self.tree.open(paths) as reader:
            files = {
                path: _read_schema(reader, path, named.get(path, "a schema")) for path in paths
            }
            _add_referred(files, reader)
        return files


def _add_referred(files: dict[str, bytes], reader: TreeReader) -> None:
    """Add what schemas refer to; of what cannot be read, the registry tells where it is needed."""
    waiting = list(files.items())
    while waiting and len(files) < _MOST_REFERRED:
        for path in files_beside(*waiting.pop()):
            if path not in files:
                with suppress(Unreadable):
                    files[path] = reader.read(path)
                    waiting.append((path, files[path]))


def _read_schema(reader: TreeReader, path: str, what: str) -> bytes:
    try:
        return reader.read(path)
    except Unreadable as error:
        where = f"{path}, {what}," if error.path == path else f"{path}, {what}: {error.path}"
        raise ConfigError(f"{where} {error.message}") from error


def find_book(start: Path, snapshot: Snapshot | None = None) -> Book:
    """The book that a folder or file belongs to.

    The nearest folder from there upwards that holds `eventbook.toml`, a pyproject.toml with
    `[tool.eventbook]`, or both `records/` and `schemas/`; the search ends at a git root.

    Args:
        start: a folder or file that is there now.
        snapshot: of the whole repository: the state to look into, instead of the work tree.

    Raises:
        UsageError: `start` does not exist.
        ConfigError: there is no book, or its settings are wrong.
    """
    try:
        here = start.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise UsageError(f"{shown(str(start))}: no such folder") from error
    if not here.is_dir():
        here = here.parent
    for folder in (here, *here.parents):
        if book := open_book(folder, snapshot and snapshot.at(folder)):
            return book
        if os.path.lexists(folder / ".git"):
            break
    if snapshot is not None:
        raise NoBook(f"{snapshot.name}: no book in {here} or above", help="there was none then")
    raise NoBook(f"no book in {here} or above", help="`eventbook init` makes one")


def open_book(folder: Path, snapshot: Snapshot | None = None) -> Book | None:
    """The book whose root is this very folder; None where it is not one.

    Args:
        folder: absolute, without symbolic links.
        snapshot: of that folder.

    Raises:
        ConfigError: its settings are wrong or cannot be read.
    """
    tree: Tree = snapshot or WorkTree(folder)
    if (data := _settings_bytes(tree, folder, SETTINGS_FILE)) is not None:
        return Book(folder, load_settings(data, SETTINGS_FILE), SETTINGS_FILE, snapshot)
    data = _settings_bytes(tree, folder, PYPROJECT)
    if data is not None and (settings := from_pyproject(data, PYPROJECT)):
        return Book(folder, settings, PYPROJECT, snapshot)
    if all(tree.has_folder(name) for name in ("records", SCHEMAS)):
        return Book(folder, DEFAULTS, snapshot=snapshot)
    return None


def _settings_bytes(tree: Tree, folder: Path, name: str) -> bytes | None:
    try:
        return read_from(tree, name)
    except Unreadable as error:
        if error.reason == "missing":
            return None
        raise ConfigError(f"{folder / name} {error.message}") from error

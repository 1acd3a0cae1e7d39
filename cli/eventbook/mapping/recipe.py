"""What a process needs to make its own checker: data alone, which can be sent to it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import eventbook
from eventbook.book.resources import ENDING, builtin_schemas
from eventbook.book.settings import BUILT_IN, Kind, Settings

if TYPE_CHECKING:
    from eventbook.book.schemas import Schemas
    from eventbook.check import Checker
    from eventbook.schema.catalog import Catalog


@dataclass(frozen=True)
class Recipe:
    """The settings and schemas of a book; equal ones share a checker in each process.

    Attributes:
        settings: the book's.
        schemas: the book's own schema files: bytes by path.
        reference: read and judge by the reference stack alone.
    """

    settings: Settings
    schemas: Mapping[str, bytes]
    reference: bool = False

    @cached_property
    def digest(self) -> str:
        """What tells this recipe from all others: a hash of its parts and of what judges by it."""
        parts = [repr(self.settings), str(self.reference), *versions()]
        for path, data in sorted({**self.schemas, **_shipped_files()}.items()):
            parts += [path, sha256(data).hexdigest()]
        return sha256("\0".join(parts).encode()).hexdigest()

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Recipe) and self.digest == other.digest

    @property
    def kinds(self) -> Schemas:
        """The schemas of the book's kinds."""
        return _kinds(self)

    @property
    def checker(self) -> Checker:
        """The checker that follows this recipe."""
        return _checker(self)


# A process mostly needs one recipe; what follows from it is slow to make, and to import.


@lru_cache(maxsize=2)
def _kinds(recipe: Recipe) -> Schemas:
    from eventbook.book.schemas import Schemas
    from eventbook.schema.catalog import Catalog

    @cache  # made when first needed: most books need but one of the two
    def catalog(*, shipped: bool) -> Catalog:
        if shipped:
            return Catalog(_shipped_files())
        own = recipe.schemas
        # A copy of one that is shipped has its address: the shipped one would be of no use.
        others = {path: data for path, data in _shipped_files().items() if data not in own.values()}
        return Catalog({**own, **others})

    def schema_of(kind: Kind) -> tuple[Catalog, str]:
        if kind.built_in_schema is None:
            return catalog(shipped=False), kind.schema
        return catalog(shipped=True), _shipped_path(kind.built_in_schema)

    return Schemas(schema_of)


@lru_cache(maxsize=2)
def _checker(recipe: Recipe) -> Checker:
    from eventbook.check import Checker

    return Checker(recipe.settings, recipe.kinds.of, reference=recipe.reference)


def _shipped_files() -> dict[str, bytes]:
    return {_shipped_path(name): data for name, data in builtin_schemas().items()}


def _shipped_path(name: str) -> str:
    return f"{BUILT_IN}{name}{ENDING}"


@cache
def versions() -> tuple[str, ...]:
    """What the answers depend on beside recipe and records: this code, Python, the libraries.

    What is installed goes by the names of the folders that say so, which is a hundred times
    quicker than asking; code in a checkout, which may be under work, by the stamps of its files.
    """
    here = Path(eventbook.__file__).parent
    spec = find_spec("yaml")
    site = Path(spec.origin).parent.parent if spec and spec.origin else here
    with os.scandir(site) as entries:
        found = sorted(entry.name for entry in entries if entry.name.endswith(".dist-info"))
    return (sys.version, *found, *(() if here.parent == site else sorted(_stamps(here))))


def _stamps(folder: Path | str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _stamps(entry.path)
            elif entry.name.endswith(".py"):
                found = entry.stat()
                yield f"{entry.path} {found.st_mtime_ns} {found.st_size}"

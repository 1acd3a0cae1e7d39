"""A published folder, and files that are to be in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest

from eventbook.book.publishing.comparing import made_of
from eventbook.book.publishing.folder import Folder
from eventbook.book.publishing.memory import Memory
from eventbook.book.publishing.publication import Publication, Result


class Page(NamedTuple):
    """A file that is wanted."""

    path: str
    inputs: str


@dataclass
class Desk:
    """Publishes into one folder, and counts what was made for that.

    Attributes:
        made: the paths of what the last publication made.
    """

    folder: Path
    root: Path
    made: list[str] = field(default_factory=list)

    def of(self, files: Mapping[str, bytes], *, program: str = "1") -> Publication:
        """What should be there; a file's inputs are its bytes."""
        pages = [Page(path, made_of(data).sha256) for path, data in files.items()]

        def make(numbers: Sequence[int], folder: Folder, into: str | None) -> Iterator[Result]:
            self.made = [pages[number].path for number in numbers]
            for number in numbers:
                path = pages[number].path
                old = Path(folder.file(path))
                differs = not old.is_file() or old.read_bytes() != files[path]
                if differs and into:
                    Path(into, path).write_bytes(files[path])
                yield Result(number, made_of(files[path]), differs)

        folder = Folder.of(self.folder, self.root)
        return Publication(
            folder, pages, {"program": program}, make, Memory(self.root, folder), "", program
        )


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk beside a book, with a memory of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "book").mkdir()
    return Desk(tmp_path / "out" / "site", tmp_path / "book")

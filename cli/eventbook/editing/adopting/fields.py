"""Which field of records is their id, which the title, which the date: told by what is in them."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from eventbook.jsonvalue import Json
from eventbook.values.edtf import try_parse
from eventbook.values.ids import LONGEST_NAME

IDS = ("id", "_id", "uid", "uuid", "key", "slug", "identifier", "code")
"""Names of fields that are there to tell records apart."""
TITLES = ("title", "name", "headline", "summary", "label", "subject", "topic", "event")
DATES = (
    "date", "start", "starts", "start_date", "startDate", "date_start", "begin", "begins", "from",
    "day", "when", "year", "published", "created",
)  # fmt: skip

_MOST_KEYS = 100
_MOST_YEAR = 2999


class IdSource(NamedTuple):
    """Where the ids come from.

    Attributes:
        source: as in the settings: `field:id`, `stem` or `folder`.
        without: records that have none there.
        repeated: records whose id another one has, upper case notwithstanding.
    """

    source: str
    without: int
    repeated: int

    @property
    def faults(self) -> int:
        """Records that have no id of their own."""
        return self.without + self.repeated


@dataclass(slots=True)
class _Tally:
    """What the records have in one field, or in their paths."""

    texts: int = 0
    words: int = 0
    dates: int = 0
    present: int = 0
    different: set[int] = field(default_factory=set)

    def add(self, value: Json) -> None:
        self.present += value is not None
        if isinstance(value, str):
            self.words += bool(value.strip())
            self.dates += value[:1].isdigit() and try_parse(value) is not None
            if 0 < len(value) <= LONGEST_NAME and value.isprintable() and "/" not in value:
                self._key(unicodedata.normalize("NFC", value).casefold())
        elif isinstance(value, int) and not isinstance(value, bool):
            self.dates += 0 < value <= _MOST_YEAR
            self._key(str(value))

    def _key(self, text: str) -> None:
        self.texts += 1
        self.different.add(hash(text))


@dataclass(slots=True)
class Fields:
    """A tally of the fields at the top of records, of their names in files, and of folders.

    Attributes:
        records: how many were seen.
    """

    records: int = 0
    _fields: dict[str, _Tally] = field(default_factory=dict)
    _stems: _Tally = field(default_factory=_Tally)
    _folders: _Tally = field(default_factory=_Tally)
    _names: set[str] = field(default_factory=set)

    def add(self, path: str, record: Json) -> None:
        """Take a record into account."""
        self.records += 1
        folder, name = posixpath.split(path)
        self._stems.add(posixpath.splitext(name)[0])
        self._folders.add(posixpath.basename(folder))
        if len(self._names) < _MOST_KEYS:
            self._names.add(name)
        for key, value in record.items() if isinstance(record, dict) else ():
            tally = self._fields.get(key)
            if tally is None:
                if len(self._fields) == _MOST_KEYS:
                    continue
                tally = self._fields.setdefault(key, _Tally())
            tally.add(value)

    def id_source(self, *, alone: bool) -> IdSource:
        """Where ids are best taken from.

        A field that is there for it, though a few records lack it or repeat another's; else the
        file's or folder's name, or any field that no two records share; else what comes nearest.

        Args:
            alone: each file is one record, so that its name may be the id.
        """
        meant = self._meant()
        named = self._names_of_files() if alone else []
        proper = [*meant, *(found for found in named if not found.faults)]
        telling = [found for found in self._among(self._telling()) if not found.faults]
        if proper or telling:
            return (proper or telling)[0]
        every = [*named, *self._among(IDS), *self._among(self._telling())]
        lost = IdSource("field:id", self.records, 0)
        return min(every, key=lambda found: found.faults, default=lost)

    def is_identified(self) -> bool:
        """Whether the records have a field that is there to tell them apart, and does."""
        return bool(self._meant())

    def _meant(self) -> list[IdSource]:
        """The fields that are there to tell records apart, and do so for all but a few."""
        few = min(max(self.records / 20, 2), self.records / 4)
        return [found for found in self._among(IDS) if found.faults <= few]

    def title(self) -> str | None:
        """The field to be called the title: in most records, a text; None where there is none."""
        return next((name for name in TITLES if self._share(name, "words") >= 0.5), None)

    def date(self) -> str | None:
        """The field to be called the date: the one that can be read as a date most often."""
        found = [(self._share(name, "dates"), -at, name) for at, name in enumerate(DATES)]
        share, _, name = max(found)
        if share >= 0.1:
            return name
        return next((name for name in DATES if self._share(name, "present") >= 0.5), None)

    def dated(self, name: str) -> int:
        """In how many records a field can be read as a date."""
        return self._fields[name].dates if name in self._fields else 0

    def _share(self, name: str, what: str) -> float:
        tally = self._fields.get(name)
        return getattr(tally, what) / self.records if tally is not None else 0.0

    def _telling(self) -> list[str]:
        """Fields that may tell records apart by chance, those that are titles first."""
        return [*TITLES, *(key for key in self._fields if key not in (*TITLES, *DATES, *IDS))]

    def _among(self, names: Iterable[str]) -> Iterator[IdSource]:
        for name in names:
            usable = name.strip() == name and name.isprintable() and name
            if usable and (tally := self._fields.get(name)) is not None:
                yield self._source(f"field:{name}", tally)

    def _names_of_files(self) -> list[IdSource]:
        stems = self._source("stem", self._stems)
        folders = self._source("folder", self._folders)
        return [folders, stems] if len(self._names) == 1 < self.records else [stems, folders]

    def _source(self, source: str, tally: _Tally) -> IdSource:
        without = self.records - tally.texts
        return IdSource(source, without, tally.texts - len(tally.different))

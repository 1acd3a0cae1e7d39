"""A folder of Parquet files, by kind and year, as Hive, Spark and DuckDB read them.

`kind=event/year=2016/part-0.parquet`: a record stands under the year of the first day that its
date can mean. What has no such day stands under Hive's name for null. The same records give the
same bytes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from eventbook.book.facts import Facts
from eventbook.errors import EnvironmentFault
from eventbook.exchange.exporting.interface import Export
from eventbook.exchange.exporting.names import Names
from eventbook.exchange.exporting.values import Bounds, bounds, clean
from eventbook.pointer import to_pointer

if TYPE_CHECKING:
    from eventbook.exchange.exporting.arrow import Column

Create: TypeAlias = Callable[[str], BinaryIO]

MARK = "_eventbook.json"
"""Says what is in the folder; Spark and DuckDB pass over names that begin with `_`."""
UNDATED = "__HIVE_DEFAULT_PARTITION__"
FORMAT = 1
_OWN = ("record_id", "path", "pointer")
_BATCH = 2_000  # records that are converted at a time


def export(book: Export, create: Create) -> None:
    """Write the files of a folder.

    Args:
        create: gives an empty file for a path in the folder.

    Raises:
        EnvironmentFault: pyarrow is not installed.
        OSError: a file cannot be written.
    """
    _require()
    for kind in book.kinds:
        columns = _columns(book, kind)
        for year, records in _by_year(book, kind):
            with create(f"kind={kind}/year={year}/part-0.parquet") as file:
                _write(file, columns, records)


def mark(book: Export, sums: Mapping[str, str]) -> str:
    """What the folder says of itself.

    Args:
        sums: SHA-256 of every other file in it, by path.
    """
    said = {"format": FORMAT, "title": book.title, "revision": book.revision, "files": sums}
    return json.dumps(said, indent=1) + "\n"


def marked(data: bytes) -> Mapping[str, str] | None:
    """The sums that a mark tells; None where it is none that this module made."""
    try:
        said = json.loads(data)
        files = said["files"] if said["format"] == FORMAT else None
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    return files if isinstance(files, dict) else None


def _require() -> None:
    try:
        import pyarrow.parquet  # type: ignore[import-untyped]  # noqa: F401 - is it there?
    except ImportError as error:
        raise EnvironmentFault(
            "Parquet needs pyarrow, which is not installed",
            help="python -m pip install 'eventbook[export]'",
        ) from error


def _by_year(book: Export, kind: str) -> Iterator[tuple[str, list[Facts]]]:
    """The records of a kind by year, in order; undated ones last."""
    found: defaultdict[int | None, list[Facts]] = defaultdict(list)
    known: dict[str | int, Bounds] = {}
    field = book.kinds[kind].date
    for facts in book.of_kind(kind):
        found[bounds(facts.fields.get(field), known).year].append(facts)
    for year in sorted(found, key=lambda year: (year is None, year or 0)):
        yield (UNDATED if year is None else str(year)), found[year]


def _columns(book: Export, kind: str) -> list[Column]:
    from eventbook.exchange.exporting.arrow import Columns

    taken = Names((*_OWN, "kind", "year"))  # the last two stand in the names of folders
    return Columns(book).of_record(book.structures[kind].root, taken)


def _write(file: BinaryIO, columns: Sequence[Column], records: Iterable[Facts]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    own = [pa.field(name, pa.string()) for name in _OWN]
    schema = pa.schema([*own, *(column.field for column in columns)])
    rest = iter(records)
    with pq.ParquetWriter(file, schema, compression="snappy") as writer:
        while batch := list(islice(rest, _BATCH)):
            values: list[list[Any]] = [
                [facts.id for facts in batch],
                [clean(facts.path) for facts in batch],
                [clean(to_pointer(facts.place)) for facts in batch],
            ]
            values += ([column.of(facts.fields) for facts in batch] for column in columns)
            arrays = [pa.array(v, f.type) for v, f in zip(values, schema, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))

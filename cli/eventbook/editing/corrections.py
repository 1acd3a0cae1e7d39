"""Corrections of a list that is read back: what differs from what was listed becomes steps.

A row holds a record as lists show it, without what it withholds. So what is given is compared with
that, never with the record itself, and what is equal leaves the record alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eventbook.book.settings import Kind
from eventbook.editing.steps import Step
from eventbook.editing.target import Target
from eventbook.editing.typed import literal
from eventbook.errors import EventbookError, UsageError
from eventbook.jsonvalue import Json, equal
from eventbook.pointer import Place, resolve, to_path
from eventbook.query.known import Known
from eventbook.query.paths import NO_REFERENCES, Path, index_of, parse, pick
from eventbook.query.records import Record

NAMING = ("id", "kind", "path")
"""The columns that say which record a row is about, and change nothing."""
ADDED = frozenset({"match", "refs", "missing", "_match", "_refs", "_missing", "_etag"})
"""What a list tells beside the fields of its records."""
_SCALARS = frozenset({"string", "integer", "number", "boolean", "null"})


class CorrectionError(EventbookError):
    """A value of a row that cannot be brought into its record."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of fields.

    Attributes:
        name: as the head says it.
        path: what it leads to, as lists understand it.
    """

    name: str
    path: Path


def columns(names: Iterable[str], known: Known) -> tuple[Column, ...]:
    """Those columns of a list that hold fields.

    Raises:
        UsageError: no schema knows a column.
    """
    found = []
    for name in names:
        if name in NAMING or (name in ADDED and not _declared(name, known)):
            continue
        path = parse(name)
        known.check(path)
        found.append(Column(name, path))
    return tuple(found)


def _declared(name: str, known: Known) -> bool:
    return any(known.declares(kind, name) for kind in known.kinds)


def correct_cells(
    target: Target,
    record: Record,
    kind: Kind,
    cells: Mapping[str, str],
    wanted: Sequence[Column],
    as_cell: Callable[[Json], str],
) -> None:
    """Take the steps to what the cells of a row say otherwise than the record.

    Args:
        record: as lists show it.
        cells: the texts of its row, as they are in the file.
        wanted: the columns to look at.
        as_cell: how a list writes a value.

    Raises:
        CorrectionError: a cell stands for several values, or for one of another record.
        UsageError: a text is no value for its field.
    """
    for column in wanted:
        listed = record.pick(column.path)
        given = cells[column.name]
        if _alike(given, listed, as_cell):
            continue
        place = _place(target, record, kind, column)
        old = resolve(target.value, place) if target.has(place) else None
        if given.strip():
            target.take(Step("put", *_told(target, place, old, given, column.name)))
        elif target.has(place):
            target.take(Step("remove", place))


def _alike(given: str, listed: Json, as_cell: Callable[[Json], str]) -> bool:
    """Whether a cell says what the list said, as a spreadsheet may have written it."""
    texts = [as_cell(listed)]
    if isinstance(listed, dict):  # a language map, which a list shows in one of its languages
        texts += [as_cell(text) for text in listed.values() if isinstance(text, str)]
    if isinstance(listed, bool):
        given = given.lower()
    return _one_line_end(given) in map(_one_line_end, texts)


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _told(target: Target, place: Place, old: Json, given: str, name: str) -> tuple[Place, Json]:
    """What a cell means, and where that goes."""
    text = _text(given)
    if isinstance(old, dict) and not text.lstrip().startswith("{"):
        if len(old) != 1:
            raise CorrectionError(
                f"`{name}` holds {len(old)} texts",
                help=f"give each its column: {_parts(name, old)}",
            )
        return _told(target, (*place, next(iter(old))), None, given, name)
    if text.lstrip().startswith(("[", "{")) and not isinstance(old, str):
        return place, literal(text)
    types = target.types(place)
    if isinstance(old, list) or types == {"array"}:
        return place, _listed(target, place, old, text, name)
    if isinstance(old, bool) and text.lower() in ("true", "false"):
        text = text.lower()
    return place, target.typed(text, place)


def _text(given: str) -> str:
    from eventbook.escape import csv_text

    return _one_line_end(csv_text(given))


def _parts(name: str, old: Mapping[str, Json]) -> str:
    return ", ".join(f"`{name}.{part}`" for part in old)


def _listed(target: Target, place: Place, old: Json, text: str, name: str) -> list[Json]:
    """The items of a list that a cell tells, parted by commas."""
    items = old if isinstance(old, list) else []
    plain = all(isinstance(each, str | int | float) for each in items)
    if not plain or not target.types((*place, 0)) & (_SCALARS - {"null"}):
        raise CorrectionError(
            f"`{name}` holds a list whose items are no plain values",
            help=f"give a part its column, such as `{name}[0].KEY`",
        )
    if any("," in str(each) for each in items):
        raise CorrectionError(
            f"`{name}` has items with commas in them", help='write it as `["one", "two, three"]`'
        )
    words = [word.strip() for word in text.split(",")]
    return [target.typed(word, (*place, at)) for at, word in enumerate(words) if word]


def correct_fields(target: Target, record: Record, kind: Kind, fields: Mapping[str, Json]) -> None:
    """Take the steps to what the fields of an object say otherwise than the record.

    A field that is not given stays. `null` takes one out. Inside a map that is given, what is
    missing goes.

    Args:
        record: as lists show it.
        fields: by their names, or by paths, as `--columns` gives them.

    Raises:
        CorrectionError: what is given stands for several values, or for one of another record; or
            a list of another length holds somebody whom the record withholds.
    """
    shown = record.value if isinstance(record.value, dict) else {}
    for name, given in fields.items():
        if name in shown or not _is_path(name):
            if name in NAMING and name not in shown:
                continue
            _differ(target, (name,), shown.get(name), given)
            continue
        column = Column(name, parse(name))
        if equal(record.pick(column.path), given):
            continue
        place = _place(target, record, kind, column)
        if given is not None:
            target.take(Step("put", place, given))
        elif target.has(place):
            target.take(Step("remove", place))


def _is_path(name: str) -> bool:
    """Whether a name leads further in than to a field; one of a foreign record may be anything."""
    try:
        return len(parse(name)) > 1
    except UsageError:
        return False


def _differ(target: Target, place: Place, listed: Json, given: Json) -> None:
    """Take the steps from what was listed at a place to what is given."""
    if equal(listed, given):
        return
    if given is None:
        if target.has(place):
            target.take(Step("remove", place))
    elif isinstance(listed, dict) and isinstance(given, dict):
        for key in listed.keys() - given.keys():
            target.take(Step("remove", (*place, key)))
        for key, child in given.items():
            _differ(target, (*place, key), listed.get(key), child)
    elif isinstance(listed, list) and isinstance(given, list) and len(listed) == len(given):
        for index, child in enumerate(given):
            if child is None and listed[index] is not None:
                target.take(Step("put", (*place, index), None))
            else:
                _differ(target, (*place, index), listed[index], child)
    else:
        _replace(target, place, listed, given)


def _replace(target: Target, place: Place, listed: Json, given: Json) -> None:
    if isinstance(listed, dict | list) and not equal(resolve(target.value, place), listed):
        raise CorrectionError(
            f"`{to_path(place)}` holds somebody whom the record withholds",
            help="edit that list in the record itself",
        )
    target.take(Step("put", place, given))


def _place(target: Target, record: Record, kind: Kind, column: Column) -> Place:
    """The one place in the record that a column shows."""
    place: Place = ()
    value: Json = target.value
    for part in _field(column.path, target.value, kind):
        if isinstance(value, list):
            index = index_of(part)
            if index is None and len(value) != 1:
                raise _several(column, place, len(value))
            place, value = (*place, index or 0), value[index or 0 : (index or 0) + 1]
            value = value[0] if value else None
            if index is not None:
                continue
        if isinstance(value, dict) and isinstance(part, int):
            raise CorrectionError(f"`{column.name}`: {to_path(place)} is no list")
        place = (*place, part)
        value = value.get(str(part)) if isinstance(value, dict) else None
    if not target.has(place) and _elsewhere(target, record, column):
        raise CorrectionError(
            f"`{column.name}` is told by another record, to which this one refers",
            help="correct it there",
        )
    return place


def _elsewhere(target: Target, record: Record, column: Column) -> bool:
    """Whether a list shows a value there that the record itself does not hold."""
    own = pick(target.value, column.path, NO_REFERENCES)
    return own is None and record.pick(column.path) is not None


def _field(path: Path, value: Json, kind: Kind) -> Path:
    """The path in the record itself: lists call title and date what the settings call so."""
    names = {"title": kind.title, "date": kind.date}
    own = names.get(str(path[0]), "")
    has_own = own and isinstance(value, dict) and value.get(own) is not None
    return (own, *path[1:]) if has_own else path


def _several(column: Column, place: Place, count: int) -> CorrectionError:
    holder = to_path(place)
    if not count:
        return CorrectionError(f"`{column.name}`: `{holder}` is empty", help="use `--add`")
    return CorrectionError(
        f"`{column.name}` is told by {count} items of `{holder}`",
        help=f"give one its column, such as `{holder}[0]…`",
    )

"""Places of records as columns of Arrow: their types, and values made to fit them.

A place with values of one sort has a column of that type: texts, whole numbers, numbers, booleans,
maps as structs, lists as lists. Where single values, maps and lists come together, each sort has a
column: `speaker`, `speaker_map`, `speaker_list`. Where that does not help, values stand as JSON
text, so that none is lost; the column's metadata says so (`eventbook: json`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from types import UnionType
from typing import Any, TypeAlias

import pyarrow as pa  # type: ignore[import-untyped]

from eventbook.exchange.exporting.interface import Export, in_language
from eventbook.exchange.exporting.names import Names
from eventbook.exchange.exporting.structure import Node, Scalar
from eventbook.exchange.exporting.values import Bounds, as_json, bounds, clean
from eventbook.jsonvalue import Json

Fit: TypeAlias = Callable[[Json], Any]
_TEXT = pa.string()
_MAP = pa.map_(_TEXT, _TEXT)
_DAYS = range(1, 10_000)  # the years that Python and Spark know
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Column:
    """A column, or a field of a struct.

    Attributes:
        field: its name and type.
        key: of the map that its value is taken from; None: from the whole map.
        fit: makes the column's value of what stands under the key.
    """

    field: pa.Field
    key: str | None
    fit: Fit

    def of(self, fields: dict[str, Json]) -> Any:
        """The column's value of a map."""
        return self.fit(fields if self.key is None else fields.get(self.key))


class Columns:
    """Makes columns of places.

    Args:
        book: whose language texts are picked in, and whose titles references get.
    """

    def __init__(self, book: Export) -> None:
        self._book = book
        self._dates: dict[str | int, Bounds] = {}

    def of_record(self, root: Node, names: Names) -> list[Column]:
        """The columns of whole records."""
        if root.whole:
            return [Column(pa.field(names.free("value"), _TEXT), None, as_json_or_none)]
        return self.of(root, names)

    def of(self, node: Node, names: Names) -> list[Column]:
        """The columns of the fields of maps at a place."""
        return [each for key, child in node.ordered() for each in self._of(key, child, names)]

    def _of(self, key: str, node: Node, names: Names) -> Iterator[Column]:
        sorts = _sorts(node)
        if node.is_translated and not node.whole and sorts <= {"map", "text"}:
            yield self._column(key, key, _TEXT, self._picked, names)
            if node.has_maps or not node.scalars:
                yield self._column(key, f"{key}_by_lang", _MAP, _by_language, names)
        elif len(sorts) > 1 and not node.whole and not node.is_translated:
            yield from self._apart(key, node, names)
        else:
            yield self._column(key, key, *self._type(node), names)
        if node.is_dated:
            yield self._column(key, f"{key}_earliest", pa.date32(), self._earliest, names)
            yield self._column(key, f"{key}_latest", pa.date32(), self._latest, names)
        if node.refers_to is not None:
            yield self._column(key, f"{key}_title", _TEXT, self._titled(node.refers_to), names)

    def _apart(self, key: str, node: Node, names: Names) -> Iterator[Column]:
        """A column for each sort of value."""
        if node.scalars:
            made, fit = _single(node)
            yield self._column(key, key, made, _only(str | int | float, fit), names)
        if node.has_maps:
            made, fit = self._struct(node)
            yield self._column(key, f"{key}_map", made, _only(dict, fit), names)
        if node.has_lists:
            made, fit = self._list(node)
            yield self._column(key, f"{key}_list", made, _only(list, fit), names)

    def _column(self, key: str, wanted: str, made: pa.DataType, fit: Fit, names: Names) -> Column:
        metadata = {"eventbook": "json"} if fit is as_json_or_none else None
        return Column(pa.field(names.free(wanted), made, metadata=metadata), key, fit)

    def _type(self, node: Node) -> tuple[pa.DataType, Fit]:
        """The type of a column that has to hold everything."""
        if node.whole or len(_sorts(node)) > 1:
            return _TEXT, as_json_or_none
        if node.has_lists:
            return self._list(node)
        return self._struct(node) if node.has_maps else _single(node)

    def _list(self, node: Node) -> tuple[pa.DataType, Fit]:
        inner: pa.DataType = _TEXT
        fit: Fit = as_json_or_none
        if node.member is not None and not node.member.is_translated:
            inner, fit = self._type(node.member)

        def fitted(value: Json) -> Any:
            return [fit(item) for item in value] if isinstance(value, list) else None

        return pa.list_(inner), fitted

    def _struct(self, node: Node) -> tuple[pa.DataType, Fit]:
        columns = self.of(node, Names())
        if not columns:  # Parquet has no struct without fields
            return _TEXT, as_json_or_none
        named = [(each.field.name, each) for each in columns]

        def fitted(value: Json) -> Any:
            if not isinstance(value, dict):
                return None
            return {name: column.of(value) for name, column in named}

        return pa.struct([each.field for each in columns]), fitted

    def _picked(self, value: Json) -> str | None:
        text = in_language(value, self._book.language)
        return None if text is None else clean(text)

    def _earliest(self, value: Json) -> int | None:
        return _day(bounds(value, self._dates).earliest)

    def _latest(self, value: Json) -> int | None:
        return _day(bounds(value, self._dates).latest)

    def _titled(self, kinds: tuple[str, ...]) -> Fit:
        def fitted(value: Json) -> str | None:
            title = self._book.title_of(value, kinds) if isinstance(value, str) else None
            return None if title is None else clean(title)

        return fitted


def as_json_or_none(value: Json) -> str | None:
    """A value as JSON; null as nothing."""
    return None if value is None else as_json(value)


def _sorts(node: Node) -> set[str]:
    """Which sorts of value stand at a place."""
    found = {"map": node.has_maps, "list": node.has_lists}
    others = {"text"} if node.scalars == {"text"} else {"other"} if node.scalars else set()
    return {sort for sort, is_there in found.items() if is_there} | others


def _single(node: Node) -> tuple[pa.DataType, Fit]:
    """The type of single values."""
    found: set[Scalar] = node.scalars or set(node.declared or ())
    if node.is_dated and found <= {"text", "integer"}:  # a year alone may be a number
        return _TEXT, _as_text
    if found <= {"text"}:
        return _TEXT, _cleaned
    if found <= {"integer", "long"}:
        return pa.int64(), _same
    if found <= {"integer", "number"}:
        return pa.float64(), _same
    if found <= {"boolean"}:
        return pa.bool_(), _same
    return _TEXT, as_json_or_none


def _only(sort: type | UnionType, fit: Fit) -> Fit:
    """The same for values of some types, and nothing for others."""
    return lambda value: fit(value) if isinstance(value, sort) else None


def _cleaned(value: Json) -> str | None:
    return clean(value) if isinstance(value, str) else None


def _as_text(value: Json) -> str | None:
    return None if value is None else clean(str(value))


def _same(value: Json) -> Json:
    return value


def _by_language(value: Json) -> list[tuple[str, str]] | None:
    if not isinstance(value, dict):
        return None
    return [(clean(tag), clean(text)) for tag, text in value.items() if isinstance(text, str)]


def _day(text: str | None) -> int | None:
    """A day as Parquet counts it, from 1970; None outside the years 1 to 9999."""
    if text is None or len(text) != 10 or text.startswith(("-", "0000")):
        return None
    return date.fromisoformat(text).toordinal() - _EPOCH

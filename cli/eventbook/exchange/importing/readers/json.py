"""json: a list of objects, at the top of a JSON text or at a path in it."""

from __future__ import annotations

from eventbook.exchange.importing.paths import find
from eventbook.exchange.importing.source import Content, Options, Position, Row, SourceError
from eventbook.exchange.structured import read_structured
from eventbook.jsonvalue import Json, type_name
from eventbook.schema.words import type_words


def read(data: bytes, name: str, options: Options) -> Content:
    """The rows of a JSON text (RFC 8259).

    Raises:
        StructuredError: it is no JSON that could be kept; see `read_structured`.
        SourceError: there are no rows at the path.
    """
    return rows_of(read_structured(data, name), name, options.items)


def rows_of(value: Json, name: str, items: str) -> Content:
    """The rows in a value: the items of the list at a path, or the one map that stands there.

    Raises:
        SourceError: there is neither.
    """
    found = find(value, items)
    if isinstance(found, dict):
        found = [found]
    if not isinstance(found, list):
        at = f"`{items}` is " if items else "it is "
        what = type_words([type_name(found)]) if found is not None else "not there"
        help_ = "a mapping says with `items` where the list is"
        raise SourceError(f"{name}: {at}{what}, and rows are a list of objects", help=help_)
    rows = (_row(item, Position(name, number)) for number, item in enumerate(found, 1))
    return Content(tuple(rows))


def _row(item: Json, position: Position) -> Row:
    if isinstance(item, dict):
        return Row(position, item)
    return Row(position, {}, f"it is {type_words([type_name(item)])}, not an object")

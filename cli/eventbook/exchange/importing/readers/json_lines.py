"""json-lines: one JSON object a line."""

from __future__ import annotations

from eventbook.exchange.importing.source import Content, Options, Position, Row, decoded
from eventbook.exchange.structured import StructuredError, read_structured
from eventbook.jsonvalue import type_name
from eventbook.schema.words import type_words


def read(data: bytes, name: str, _options: Options) -> Content:
    """The rows of JSON Lines; a line that is no JSON is a row that cannot be read.

    Raises:
        SourceError: it is not UTF-8.
    """
    lines = enumerate(decoded(data, name).split("\n"), 1)
    written = [(line, text) for line, text in lines if text.strip()]
    rows = (
        _row(text, Position(name, number, line)) for number, (line, text) in enumerate(written, 1)
    )
    return Content(tuple(rows))


def _row(text: str, position: Position) -> Row:
    try:
        value = read_structured(text.encode("utf-8", "surrogatepass"), "")
    except StructuredError as error:
        reason = error.message.partition(": ")[2]
        return Row(position, {}, f"column {error.column}: {reason}")
    if isinstance(value, dict):
        return Row(position, value)
    return Row(position, {}, f"it is {type_words([type_name(value)])}, not an object")

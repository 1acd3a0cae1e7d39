"""One record for reading on a terminal: its fields in its own order, under human labels."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from eventbook.escape import terminal
from eventbook.jsonvalue import Json
from eventbook.output.cells import cell_text
from eventbook.output.interface import RecordContext
from eventbook.output.said import TOLD, sentence
from eventbook.output.style import label as styled
from eventbook.output.width import cells, reach
from eventbook.pointer import Place
from eventbook.values.texts import in_language

_STEP = 2
_LEAST = 20  # cells for a text, however deep it stands
_LONG = 40  # texts of more cells each have a line of their own
_NOTHING = "(none)"
_STATEMENTS: Place = ("statements",)
_REFERENCE: Place = ("ref",)


def record(value: Mapping[str, Json], context: RecordContext) -> str:
    """The record, a line or more a field, wrapped to the width where there is one."""
    writer = _Writer(value, context)
    head = writer.text("File", context.path, 0) if context.path else ()
    return "".join(f"{line}\n" for line in (*head, *writer.fields(value, (), 0)))


@dataclass(frozen=True, slots=True)
class _Writer:
    value: Mapping[str, Json]
    context: RecordContext

    def fields(self, fields: Mapping[str, Json], place: Place, indent: int) -> Iterator[str]:
        """The lines of a map."""
        for key, value in fields.items():
            here = (*place, key)
            name = self.context.label(here) or key.replace("_", " ").capitalize()
            yield from self.field(terminal(name), value, here, indent)

    def field(self, name: str, value: Json, place: Place, indent: int) -> Iterator[str]:
        """The lines of one field."""
        text = self.inline(value, place)
        if text is not None:
            yield from self.text(name, text, indent)
            return
        yield " " * indent + styled(f"{name}:", colour=self.context.colour)
        if isinstance(value, list):
            for index, item in enumerate(value):
                lines = self.item(item, (*place, index), indent + 2 * _STEP)
                yield from _bulleted(lines, indent + _STEP)
        elif isinstance(value, dict):
            yield from self.fields(value, place, indent + _STEP)

    def item(self, value: Json, place: Place, indent: int) -> Iterator[str]:
        """The lines of one member of a list."""
        text = self.inline(value, place)
        if text is not None:
            yield from self.wrapped(text, indent)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                lines = self.item(item, (*place, index), indent + _STEP)
                yield from _bulleted(lines, indent)
        elif isinstance(value, dict):
            if self.context.tells_speakers and place[:-1] == _STATEMENTS:
                context = self.context
                said = sentence(self.value, value, context.language, context.title_of)
                yield from self.wrapped(said, indent)
                value = {key: one for key, one in value.items() if key not in TOLD}
            yield from self.fields(value, place, indent)

    def inline(self, value: Json, place: Place) -> str | None:
        """A value that goes behind its label: a scalar, a text, a short list; else None."""
        if value in ([], {}):
            return _NOTHING
        match value:
            case str() | int() if not isinstance(value, bool) and self.context.is_date(place):
                return _in_words(value, self.context.language or "en")
            case str() if place[-1:] == _REFERENCE:
                title = cell_text(self.context.title_of(value), self.context.language)
                return f"{value} ({' '.join(title.split())})" if title.strip() else value
            case str():
                return value
            case None:
                return _NOTHING
            case bool():
                return "yes" if value else "no"
            case int() | float():
                return json.dumps(value)
            case dict() if self.context.is_text(place):
                texts = {tag: text for tag, text in value.items() if isinstance(text, str)}
                return in_language(texts, self.context.language) if texts else None
            case list():
                return self.enumerated(value, place)
            case _:
                return None

    def enumerated(self, values: list[Json], place: Place) -> str | None:
        """The members of a list with commas between them, if that reads well."""
        shown = [
            None if isinstance(one, list) else self.inline(one, (*place, index))
            for index, one in enumerate(values)
        ]
        short = [
            text
            for text in shown
            if text is not None and "," not in text and "\n" not in text and cells(text) <= _LONG
        ]
        return ", ".join(short) if len(short) == len(values) else None

    def text(self, name: str, text: str, indent: int) -> Iterator[str]:
        """A label and the text behind it, wrapped."""
        label = styled(f"{name}:", colour=self.context.colour)
        lines = list(self.wrapped(text, indent + _STEP, used=indent + cells(name) + 2))
        yield f"{' ' * indent}{label} {lines[0].lstrip(' ')}".rstrip(" ")
        yield from lines[1:]

    def wrapped(self, text: str, indent: int, used: int | None = None) -> Iterator[str]:
        """A text's lines, each wrapped and indented.

        Args:
            used: cells of the first line that are taken already.
        """
        width = self.context.width
        for line in text.rstrip("\n").split("\n"):
            shown = terminal(line.rstrip("\r"))
            if width is None:
                yield " " * indent + shown
            else:
                room = max(width - indent, _LEAST)
                first = room if used is None else max(width - used, 0)
                yield from (" " * indent + piece for piece in _wrapped(shown, first, room))
            used = None


def _in_words(value: str | int, language: str) -> str:
    """A date with its words behind it, where they say more; what is no date stays as it is."""
    from eventbook.values.date_words import value_in_words

    text = str(value)
    words = value_in_words(value, language)
    return text if words is None or words == text else f"{text} ({words})"


def _wrapped(text: str, first: int, room: int) -> Iterator[str]:
    """A text in lines of so many cells; an address or another long word of ASCII stays whole.

    A word in a script without spaces is cut where the line is full.
    """
    line, left = "", first
    for word in text.split(" "):
        can_be_cut = not word.isascii() and cells(word) > room
        fits = cells(line) + bool(line) + cells(word) <= left
        if not fits and (line or (left < room and (left < 2 or not can_be_cut))):
            yield line
            line, left = "", room
        rest = word
        while can_be_cut and cells(rest) > left:
            end = max(reach(rest, 0, left), 1)
            yield rest[:end]
            rest, left = rest[end:], room
        line += f" {rest}" if line else rest
    yield line


def _bulleted(lines: Iterator[str], indent: int) -> Iterator[str]:
    """Lines that are indented by two cells more, with a hyphen before the first."""
    for number, line in enumerate(lines):
        yield line if number else f"{' ' * indent}- {line[indent + 2 :]}"

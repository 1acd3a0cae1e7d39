"""The paths that people type: `programme[0].title`, `participants[key=ann].position`.

`pointer.to_path` writes paths; this reads them, and more: `programme.0.title` for a position, and
`[field=value]` for the item of a list that holds that value. A key with characters of its own is
quoted, `local["a.b"]`; so is one that looks like a position, `local["7"]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from eventbook.errors import UsageError
from eventbook.jsonvalue import Json
from eventbook.pointer import Place, to_path


@dataclass(frozen=True, slots=True)
class Where:
    """A step to the one item of a list whose field holds a value: `[key=ann]`."""

    field: str
    value: str


Step: TypeAlias = str | int | Where
EditPath: TypeAlias = tuple[Step, ...]


class NoSuchItemError(UsageError):
    """There is no such item in the list: none that `[field=value]` finds, or not so many."""


_POSITION = re.compile(r"[0-9]+")
_LONGEST_POSITION = 9
_WORD = re.compile(r"""[^\s.\[\]"'=\\]+""")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.S)
_ESCAPE = re.compile(r"\\(.)", re.S)
_BARE_VALUE = re.compile(r"""[^\[\]"]+""")
_EXAMPLE = "write a path such as `place.city` or `programme[0].title`"


def parse(text: str) -> EditPath:
    """The steps of a path as it is typed.

    `parse(to_path(place)) == place` for every place but the root, which has no path.

    Raises:
        UsageError: it is no path; the message says what is wrong with it.
    """
    parser = _Parser(_utf8(text))
    path = parser.path()
    if parser.at < len(text):
        raise parser.wrong("a value does not belong here")
    return path


def parse_assignment(text: str) -> tuple[EditPath, str]:
    """The path and the value of `PATH=VALUE`; the value is everything behind the sign.

    Raises:
        UsageError: there is no `=`, or what stands before it is no path.
    """
    parser = _Parser(_utf8(text))
    path = parser.path()
    if parser.at == len(text):
        raise UsageError(f"`{text}` sets nothing", help="write PATH=VALUE, such as title=Concert")
    return path, text[parser.at + 1 :]


def refuse_lost(assignments: Iterable[str]) -> None:
    """Refuse assignments of which a later one would put away what an earlier one has set.

    Args:
        assignments: each `PATH=VALUE`, in the order in which they are applied.

    Raises:
        UsageError: one sets the same field as another before it, or a field around that.
    """
    before: dict[EditPath, str] = {}
    for text in assignments:
        path, value = parse_assignment(text)
        shown = text[: len(text) - len(value) - 1]
        if path in before:
            raise UsageError(f"`{shown}` is set twice", help="give one value for it")
        for earlier, inner in before.items():
            if earlier[: len(path)] == path:
                message = f"`{shown}` is set after `{inner}`, which would be lost"
                raise UsageError(message, help=f"give the whole of `{shown}` at once, or its parts")
        before[path] = shown


def _utf8(text: str) -> str:
    """The text, which a command line may have given in another encoding (PEP 383)."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise UsageError(f"`{text}` is not UTF-8", help="set the terminal to UTF-8")
    return text


@dataclass(slots=True)
class _Parser:
    """Reads a path up to the text's end or an `=` outside brackets."""

    text: str
    at: int = 0

    def path(self) -> EditPath:
        steps: list[Step] = []
        while self.at < len(self.text) and self.text[self.at] != "=":
            if self._take("["):
                steps.append(self._bracket())
                continue
            if steps and not self._take("."):
                raise self.wrong("a `.` or a `[` is missing")
            steps.append(self._word())
        if not steps:
            raise UsageError("the path is empty", help=_EXAMPLE)
        return tuple(steps)

    def _word(self) -> str | int:
        found = _WORD.match(self.text, self.at)
        if found is None:
            raise self.wrong("the name of a field is missing")
        self.at = found.end()
        return self._position(found[0]) if _POSITION.fullmatch(found[0]) else found[0]

    def _bracket(self) -> Step:
        step: Step
        if (quoted := self._quoted()) is not None:
            step = quoted
        elif (found := _WORD.match(self.text, self.at)) is None:
            raise self.wrong("a position, a quoted key or `field=value` belongs in the brackets")
        else:
            self.at = found.end()
            step = self._where(found[0]) if self._take("=") else self._index(found[0])
        if not self._take("]"):
            raise self.wrong("a `]` is missing")
        return step

    def _where(self, field: str) -> Where:
        if (quoted := self._quoted()) is not None:
            return Where(field, quoted)
        found = _BARE_VALUE.match(self.text, self.at)
        if found is None:
            raise self.wrong("a value is missing behind the `=`")
        self.at = found.end()
        return Where(field, found[0])

    def _index(self, word: str) -> int:
        if not _POSITION.fullmatch(word):
            hint = "items count from 0" if word.startswith("-") else f'quote a key: `["{word}"]`'
            raise self.wrong(f"`{word}` is no position", hint)
        return self._position(word)

    def _position(self, digits: str) -> int:
        if len(digits) > _LONGEST_POSITION:
            raise self.wrong(f"no list has {digits[:_LONGEST_POSITION]}… items")
        return int(digits)

    def _quoted(self) -> str | None:
        if not self.text.startswith('"', self.at):
            return None
        found = _QUOTED.match(self.text, self.at)
        if found is None:
            raise self.wrong("the quote is not closed")
        for escape in _ESCAPE.findall(found[1]):
            if escape not in '"\\':
                raise self.wrong(f"`\\{escape}` is no escape", 'there are `\\"` and `\\\\`')
        self.at = found.end()
        return _ESCAPE.sub(r"\1", found[1])

    def _take(self, sign: str) -> bool:
        taken = self.text.startswith(sign, self.at)
        self.at += len(sign) if taken else 0
        return taken

    def wrong(self, what: str, help: str = _EXAMPLE) -> UsageError:  # noqa: A002
        place = "at its end" if self.at >= len(self.text) else f"at character {self.at + 1}"
        return UsageError(f"the path `{self.text}` is wrong {place}: {what}", help=help)


def locate(path: EditPath, value: Json) -> Place:
    """The place that a path means in a value.

    What is not there yet may be named, so that it can be made: a new key, the position behind a
    list's last item, and everything inside of these.

    Raises:
        NoSuchItemError: `[field=value]` finds no item, or a position lies behind the next one.
        UsageError: a step does not fit what stands there: a key in a list, a position in a map,
            anything in a text; or `[field=value]` finds several items.
    """
    place: Place = ()
    here, exists = value, True
    for step in path:
        part = _part(step, here, exists, place)
        if isinstance(here, dict) and isinstance(part, str):
            exists = part in here
            here = here.get(part)
        elif isinstance(here, list) and isinstance(part, int):
            exists = part < len(here)
            here = here[part] if exists else None
        else:
            here, exists = None, False
        place = (*place, part)
    return place


def _part(step: Step, here: Json, exists: bool, place: Place) -> str | int:
    name = f"`{to_path(place)}`" if place else "the record"
    if isinstance(step, Where):
        return _position_of(step, here, name)
    if not exists or here is None:
        if isinstance(step, int) and step > 0:
            raise NoSuchItemError(f"{name} is empty: its first item is [0]")
        return step
    match here, step:
        case (dict(), str()) | (list(), int()):
            pass
        case dict(), int():
            raise UsageError(
                f"{name} is a map: it has no positions", help=f'quote a key: `["{step}"]`'
            )
        case list(), str():
            raise UsageError(f"{name} is a list: say which item", help="`[0]` is the first")
        case _:
            raise UsageError(f"{name} is neither a map nor a list: nothing can stand in it")
    if isinstance(here, list) and isinstance(step, int) and step > len(here):
        message = f"{name} has {_items(len(here))}: the next one is [{len(here)}]"
        raise NoSuchItemError(message)
    return step


def _position_of(where: Where, here: Json, name: str) -> int:
    if not isinstance(here, list):
        raise UsageError(f"{name} is no list: [{where.field}={where.value}] finds nothing")
    found = [
        index
        for index, item in enumerate(here)
        if isinstance(item, dict) and _says(item.get(where.field), where.value)
    ]
    if len(found) == 1:
        return found[0]
    count = f"{len(found)} items have" if found else "no item has"
    error = UsageError if found else NoSuchItemError
    raise error(f"{count} {where.field}={where.value} in {name}", help="give its position: `[0]`")


def _says(value: Json, text: str) -> bool:
    if isinstance(value, bool):
        return text == ("true" if value else "false")
    return isinstance(value, str | int | float) and str(value) == text


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"

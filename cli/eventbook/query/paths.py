"""Paths that people type, and the values they lead to: `place.city`, `participants.name`.

Lists are transparent: a path goes on in every member. `programme[0]` and `programme.0` take one
member; a name that is no plain word stands in quotes: `local["box.no"]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from eventbook.errors import UsageError
from eventbook.jsonvalue import Json

Path: TypeAlias = tuple[str | int, ...]
"""Names of map keys and numbers of list members; a name of digits alone may mean either."""
References: TypeAlias = Mapping[str, Json]
"""The values of records by `kind/id`."""

_NAME = re.compile(r"[^\s.,\[\]\"'=!~<>]+")
_BRACKET = re.compile(r'\[(?:([0-9]{1,9})|"((?:[^"\\]|\\.)*)")\]')
REFERENCE = "ref"
"""The key of a text that means another record."""
NO_REFERENCES: References = {}


def match(text: str, start: int = 0) -> tuple[Path, int]:
    """Read a path that begins at an index of a text, as far as it goes.

    Returns:
        The path and the index behind it; an empty path where none begins there.
    """
    found = _NAME.match(text, start) or _BRACKET.match(text, start)
    parts: list[str | int] = []
    end = start
    while found:
        parts.append(_part(found))
        end = found.end()
        found = _NAME.match(text, end + 1) if text[end : end + 1] == "." else None
        found = found or _BRACKET.match(text, end)
    return tuple(parts), end


def parse(text: str) -> Path:
    """Read one path.

    Raises:
        UsageError: it is none.
    """
    path, end = match(text.strip())
    if not path or end < len(text.strip()):
        raise _no_path(text)
    return path


def parse_list(text: str) -> list[tuple[str, Path]]:
    """Read paths separated by commas; each also as it was written.

    Raises:
        UsageError: one of them is no path, or there is none.
    """
    found = []
    position = 0
    while True:
        position += len(text[position:]) - len(text[position:].lstrip())
        path, end = match(text, position)
        rest = text[end:].lstrip()
        if not path or (rest and rest[0] != ","):
            raise _no_path(text)
        found.append((text[position:end], path))
        if not rest:
            return found
        position = len(text) - len(rest) + 1


def _no_path(text: str) -> UsageError:
    return UsageError(
        f"`{text}` is no path", help="write names with points between them, such as `place.city`"
    )


def _part(found: re.Match[str]) -> str | int:
    if found.re is _NAME:
        return found[0]
    if found[1] is not None:
        return int(found[1])
    return re.sub(r"\\(.)", r"\1", found[2])


def index_of(part: str | int) -> int | None:
    """The number of a list member that a part can mean; None for a name."""
    if isinstance(part, int):
        return part
    return int(part) if part.isascii() and part.isdigit() and len(part) < 10 else None


def reach(value: Json, path: Path, references: References = NO_REFERENCES) -> Iterator[Json]:
    """The values at a path: of every member of the lists on the way, and of a list at its end.

    None stands for what is null and for what is not there: a map without the key, an empty list.
    What a map refers to by `ref` adds the keys that it lacks.
    """
    if isinstance(value, list):
        members, rest = _members(value, path)
        if not members:
            yield None
        for member in members:
            yield from reach(member, rest, references)
    elif not path:
        yield value
    else:
        yield from reach(_key(value, path[0], references), path[1:], references)


def pick(value: Json, path: Path, references: References = NO_REFERENCES) -> Json:
    """The value at a path as one: a list, flat and without nulls, where lists are on the way."""
    if not path:
        return value
    if isinstance(value, list):
        members, rest = _members(value, path)
        if len(rest) < len(path):
            return pick(members[0], rest, references) if members else None
        found: list[Json] = []
        for member in members:
            inner = pick(member, path, references)
            found.extend(inner if isinstance(inner, list) else [inner])
        return [each for each in found if each is not None] or None
    return pick(_key(value, path[0], references), path[1:], references)


def _members(value: list[Json], path: Path) -> tuple[Sequence[Json], Path]:
    """The members that a path goes on in, and the rest of it."""
    index = index_of(path[0]) if path else None
    if index is None:
        return value, path
    return value[index : index + 1], path[1:]


def _key(value: Json, part: str | int, references: References) -> Json:
    if not isinstance(value, dict) or isinstance(part, int):
        return None
    if part in value:
        return value[part]
    reference = value.get(REFERENCE)
    meant = references.get(reference) if isinstance(reference, str) else None
    return meant.get(part) if isinstance(meant, dict) else None

"""Patches of RFC 6902, taken as steps of an edit: all six operations, applied in their order.

Places are JSON Pointers (RFC 6901) into the record. A patch applies as a whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast, get_args

from eventbook.document.outcome import SpliceError
from eventbook.editing.steps import Step
from eventbook.editing.target import Target
from eventbook.errors import EventbookError, UsageError
from eventbook.jsonvalue import Json
from eventbook.pointer import Place, resolve, to_pointer
from eventbook.schema.words import close_to

Op: TypeAlias = Literal["add", "remove", "replace", "move", "copy", "test"]

_POINTER = re.compile(r"(?:/(?:[^~/]|~[01])*)*")
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
_BEHIND = "-"
"""Stands for the position behind a list's last item."""


class PatchRefusedError(EventbookError):
    """A patch that does not fit a record."""


@dataclass(frozen=True, slots=True)
class PatchOperation:
    """One operation of a patch.

    Attributes:
        path: the tokens of its pointer.
        source: those of `from`.
        value: what it adds, puts or tests.
    """

    op: Op
    path: tuple[str, ...]
    source: tuple[str, ...] = ()
    value: Json = None


def parse_patch(value: Json, name: str) -> tuple[PatchOperation, ...]:
    """The operations of a patch.

    Args:
        value: the JSON document.
        name: what messages call it.

    Raises:
        UsageError: it is no patch; the message says which operation is wrong, counted from 0.
    """
    if not isinstance(value, list):
        raise UsageError(f"{name} is no JSON Patch: a list of operations is needed")
    return tuple(_operation(each, f"{name}, operation {at}") for at, each in enumerate(value))


def _operation(value: Json, where: str) -> PatchOperation:
    if not isinstance(value, dict):
        raise UsageError(f"{where} is no object")
    op, known = value.get("op"), get_args(Op)
    if op not in known:
        meant = close_to(op, known) if isinstance(op, str) else None
        help_ = f"did you mean `{meant}`?" if meant else f"there are {', '.join(known)}"
        said = f"`{op}`" if isinstance(op, str) else "its `op`"
        raise UsageError(f"{where}: {said} is no operation", help=help_)
    if op in ("add", "replace", "test") and "value" not in value:
        raise UsageError(f"{where}: `{op}` needs a `value`")
    source = _tokens(value, "from", where) if op in ("move", "copy") else ()
    path = _tokens(value, "path", where)
    if op == "move" and len(source) < len(path) and path[: len(source)] == source:
        raise UsageError(f"{where}: nothing can be moved into itself")
    return PatchOperation(cast("Op", op), path, source, value.get("value"))


def _tokens(operation: dict[str, Json], member: str, where: str) -> tuple[str, ...]:
    pointer = operation.get(member)
    if not isinstance(pointer, str):
        raise UsageError(f"{where}: `{member}` is missing, or is no text")
    if not _POINTER.fullmatch(pointer):
        raise UsageError(
            f"{where}: `{pointer}` is no JSON Pointer", help="write `/place/city`, `/programme/0`"
        )
    return tuple(t.replace("~1", "/").replace("~0", "~") for t in pointer.split("/")[1:])


def apply_patch(target: Target, patch: Sequence[PatchOperation]) -> None:
    """Take the steps that a patch comes down to in a record.

    Raises:
        PatchRefusedError: an operation does not fit the record, or a test fails.
        SpliceError: the record cannot be edited so.
    """
    for at, operation in enumerate(patch):
        try:
            _apply(target, operation)
        except PatchRefusedError as error:
            raise PatchRefusedError(f"operation {at} ({operation.op}): {error}") from error
        except SpliceError as error:
            raise SpliceError(f"operation {at} ({operation.op}): {error}") from error


def _apply(target: Target, operation: PatchOperation) -> None:
    match operation.op:
        case "add":
            _add(target, operation.path, operation.value)
        case "remove":
            target.take(Step("remove", _existing(target, operation.path)))
        case "replace":
            target.take(Step("put", _existing(target, operation.path), operation.value))
        case "move":
            _move(target, operation)
        case "copy":
            value = resolve(target.value, _existing(target, operation.source))
            _add(target, operation.path, value)
        case "test":
            found = resolve(target.value, _existing(target, operation.path))
            if not _same(found, operation.value):
                pointer = to_pointer(operation.path)
                raise PatchRefusedError(f"`{pointer}` does not hold what is expected")


def _add(target: Target, path: tuple[str, ...], value: Json) -> None:
    if not path:
        target.take(Step("put", (), value))
        return
    holder = _existing(target, path[:-1])
    inside = resolve(target.value, holder)
    if isinstance(inside, list):
        position = _position(path, len(inside), behind=True)
        target.take(Step("insert", (*holder, position), value))
    elif isinstance(inside, dict):
        target.take(Step("put", (*holder, path[-1]), value))
    else:
        raise PatchRefusedError(f"`{to_pointer(path[:-1])}` is neither a map nor a list")


def _move(target: Target, operation: PatchOperation) -> None:
    source = _existing(target, operation.source)
    if operation.path == operation.source:
        return
    value = resolve(target.value, source)
    siblings = resolve(target.value, source[:-1]) if source else None
    here = operation.path[:-1] == operation.source[:-1]
    if here and isinstance(siblings, dict) and operation.path[-1] not in siblings:
        target.take(Step("rename", source, key=operation.path[-1]))  # with its comments
        return
    target.take(Step("remove", source))
    _add(target, operation.path, value)


def _existing(target: Target, path: tuple[str, ...]) -> Place:
    """The place of something that is there.

    Raises:
        PatchRefusedError: nothing is.
    """
    place: Place = ()
    value = target.value
    for depth, token in enumerate(path):
        here = path[: depth + 1]
        if isinstance(value, dict) and token in value:
            place, value = (*place, token), value[token]
        elif isinstance(value, list):
            position = _position(here, len(value), behind=False)
            place, value = (*place, position), value[position]
        else:
            raise PatchRefusedError(f"`{to_pointer(here)}` is not in the record")
    return place


def _position(path: tuple[str, ...], count: int, *, behind: bool) -> int:
    token = path[-1]
    if behind and token == _BEHIND:
        return count
    if not _INDEX.fullmatch(token):
        raise PatchRefusedError(f"`{to_pointer(path)}`: `{token}` is no position in a list")
    if int(token) >= count + behind:
        raise PatchRefusedError(f"`{to_pointer(path)}` lies behind the end of the list")
    return int(token)


def _same(a: Json, b: Json) -> bool:
    """Equality of RFC 6902, section 4.6: numbers by what they are worth, objects in any order."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_same(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_same, a, b))
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, int | float) and isinstance(b, int | float):
        return a == b
    return type(a) is type(b) and a == b

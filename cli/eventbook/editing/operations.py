"""What `edit` is asked to do to each record: the operations of its options, in their order.

Keys are renamed first, then keys and items are taken out, then items by their value, then values
are set, and last items are added. Of several of one sort, each finds what those before it left; but
positions to be taken out are those of the list as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from eventbook.editing.places import (
    EditPath,
    NoSuchItemError,
    locate,
    parse,
    parse_assignment,
    refuse_lost,
)
from eventbook.editing.steps import Step
from eventbook.editing.target import Target
from eventbook.editing.typed import literal
from eventbook.errors import UsageError
from eventbook.jsonvalue import Json, equal
from eventbook.pointer import Place, resolve, to_path

Sort: TypeAlias = Literal["rename-key", "unset", "remove", "set", "set-string", "set-json", "add"]
ORDER: tuple[Sort, ...] = (
    "rename-key",
    "unset",
    "remove",
    "set",
    "set-string",
    "set-json",
    "add",
)
"""The sorts of operations as they are applied; each is an option of this name."""

SETTING: tuple[Sort, ...] = ("set", "set-string", "set-json")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as it was typed.

    Attributes:
        text: what stands behind the `=`; nothing where an operation has none.
    """

    sort: Sort
    path: EditPath
    text: str = ""


def operations(options: Mapping[Sort, Sequence[str]]) -> tuple[Operation, ...]:
    """The operations that options ask for, in the order in which they are applied.

    Args:
        options: what was given, by the option's name without its dashes.

    Raises:
        UsageError: one is not written as it must be, or puts away what another sets.
    """
    refuse_lost(text for sort in SETTING for text in options.get(sort, ()))
    return tuple(_operation(sort, text) for sort in ORDER for text in options.get(sort, ()))


def _operation(sort: Sort, text: str) -> Operation:
    if sort == "unset":
        return Operation(sort, parse(text))
    path, value = parse_assignment(text)
    if sort == "rename-key" and (not value or not isinstance(path[-1], str)):
        raise UsageError(f"--rename-key {text}", help="write PATH=NEWKEY, such as venue=place")
    if sort == "set-json":
        literal(value)  # what is wrong with it is told before any record is read
    return Operation(sort, path, value)


def apply(target: Target, wanted: Sequence[Operation]) -> None:
    """Take the steps that operations come down to in a record.

    What is not there need not be renamed or taken out.

    Args:
        wanted: as `operations` gives them.

    Raises:
        UsageError: a path or a value does not fit the record or its schema.
        SpliceError: likewise.
    """
    for each in _of(wanted, "rename-key"):
        if (place := _there(target, each.path)) is not None:
            target.take(Step("rename", place, key=each.text))
    _unset(target, [_there(target, each.path) for each in _of(wanted, "unset")])
    for each in _of(wanted, "remove"):
        _remove(target, each)
    for each in _of(wanted, *SETTING):
        place = locate(each.path, target.value)
        target.take(Step("put", place, _value(target, each, place)))
    for each in _of(wanted, "add"):
        _add(target, each)


def _of(wanted: Iterable[Operation], *sorts: Sort) -> Iterator[Operation]:
    return (each for each in wanted if each.sort in sorts)


def _there(target: Target, path: EditPath) -> Place | None:
    """The place that a path means; None where nothing stands there."""
    try:
        place = locate(path, target.value)
    except NoSuchItemError:
        return None
    return place if target.has(place) else None


def _unset(target: Target, places: Iterable[Place | None]) -> None:
    """Take keys and items out, the last of a list first: so the others keep their positions."""
    found = {place for place in places if place is not None}
    alone = [p for p in found if not any(p[:end] in found for end in range(1, len(p)))]
    for place in sorted(alone, key=_from_behind, reverse=True):
        target.take(Step("remove", place))


def _from_behind(place: Place) -> tuple[tuple[int, str], ...]:
    return tuple((part, "") if isinstance(part, int) else (-1, part) for part in place)


def _value(target: Target, operation: Operation, place: Place) -> Json:
    match operation.sort:
        case "set-string":
            return operation.text
        case "set-json":
            return literal(operation.text)
    return target.typed(operation.text, place)


def _remove(target: Target, operation: Operation) -> None:
    """Take the items out of a list that are equal to a value."""
    place = _there(target, operation.path)
    items = resolve(target.value, place) if place is not None else None
    if place is None or items is None:
        return
    if not isinstance(items, list):
        raise _no_list(place)
    value = target.typed(operation.text, (*place, 0))
    for index in range(len(items) - 1, -1, -1):
        if equal(items[index], value):
            target.take(Step("remove", (*place, index)))


def _add(target: Target, operation: Operation) -> None:
    """Put an item at the end of a list; a set that has it already stays as it is."""
    place = locate(operation.path, target.value)
    items = resolve(target.value, place) if target.has(place) else None
    if not isinstance(items, list | None):
        raise _no_list(place)
    items = items or []
    value = target.typed(operation.text, (*place, len(items)))
    if target.identity(place) == "set" and any(equal(each, value) for each in items):
        return
    target.take(Step("put", (*place, len(items)), value))


def _no_list(place: Place) -> UsageError:
    return UsageError(f"`{to_path(place)}` is no list", help="--set and --unset are for others")

"""The page on rendering has every target, and the data that templates see as the code has it."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from eventbook.commands.template_process import Limits
from eventbook.render import TARGETS, Item, Options
from eventbook.render.eventview import EventView
from eventbook.render.own_template import ENDINGS, FUNCTIONS, NO_MARKUP
from eventbook.render.template_data import template_data

PAGE = (Path(__file__).parents[2] / "cli/docs/rendering.md").read_text(encoding="utf-8")


def named(view: type) -> str:
    """What the page calls a part of the view: `PlaceView` is `place`, `NameUsed` `name-used`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", view.__name__.removesuffix("View")).lower()


def hints(view: type) -> list[tuple[str, Any]]:
    """The fields of a part with their types."""
    return list(get_type_hints(view).items())


def is_part(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields")


def shape(hint: Any) -> str:
    """The shape of a field as the page says it."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return " or ".join("nothing" if each is type(None) else shape(each) for each in arguments)
    if origin is tuple:
        return f"list of {shape(arguments[0])}"
    if origin is Literal:
        return "text"
    plain = {str: "text", bool: "true/false", int: "number"}
    return plain[hint] if hint in plain else named(hint)


def parts(view: type, seen: dict[str, type]) -> dict[str, type]:
    """All parts of a view, in the order in which they are met."""

    def inside(hint: Any) -> Iterator[type]:
        if is_part(hint):
            yield hint
        for argument in get_args(hint):
            yield from inside(argument)

    for hint in get_type_hints(view).values():
        for part in inside(hint):
            if named(part) not in seen:
                seen[named(part)] = part
                parts(part, seen)
    return seen


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading line."""
    lines = PAGE.partition(heading)[2].splitlines()[2:]
    table = lines[: next(number for number, line in enumerate(lines) if not line.startswith("|"))]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def test_every_target_has_a_row() -> None:
    assert [row[0].strip("`") for row in rows("| `-f` | makes |")] == [*TARGETS, "site"]


def test_the_fields_of_an_event_are_those_of_the_code() -> None:
    fields = [(f"`{name}`", shape(hint)) for name, hint in get_type_hints(EventView).items()]
    fields.append(("`record`", "map"))
    assert [(row[0], row[1]) for row in rows("| `event.…` | shape | what it is |")] == fields


def test_the_parts_are_those_of_the_code() -> None:
    expected = [
        [
            name,
            ", ".join(f"`{field}` {shape(hint)}" for field, hint in get_type_hints(part).items()),
        ]
        for name, part in parts(EventView, {}).items()
    ]
    assert rows("| shape | its fields |") == expected


def test_what_is_there_beside_the_records() -> None:
    data = template_data([Item({"id": "a"})], Options())
    listed = re.findall(r"^- `(\w+)", PAGE.partition("A template sees")[2], re.MULTILINE)
    assert sorted({*data, *FUNCTIONS}) == sorted(listed)


def test_the_limits_and_endings_are_those_of_the_code() -> None:
    limits = Limits()
    for text in (
        f"{limits.seconds} seconds",
        f"{limits.memory >> 20} MiB of memory",
        f"{limits.text >> 20} MiB of text",
        f"{limits.templates} templates",
        *(f"`{ending}`" for ending in (*ENDINGS, *NO_MARKUP)),
    ):
        assert text in PAGE

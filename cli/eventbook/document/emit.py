"""Values to YAML text in the restricted profile: what `load` reads back as the same value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eventbook.document.scalars import misread_elsewhere
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

# Beginning with a letter or digit, a text can only be taken for something else through what
# follows: `: `, ` #`, or a form that other readers give a type.
_PLAIN = re.compile(r"[^\W_](?:[^\n:#]|:(?! |$)|(?<! )#)*(?<![ :])")
_ESCAPED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_IN_FLOW = re.compile(r"[,\[\]{}]")
_BLOCK_LINE = re.compile("[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\u202a-\u202e\u2066-\u2069]*")


@dataclass(frozen=True, slots=True)
class Layout:
    """How block collections are indented.

    Attributes:
        map_step: columns from a key to the keys of its map.
        list_step: columns from a key to the dashes of its list; 0 puts them below the key.
    """

    map_step: int = 2
    list_step: int = 2


def emit(
    value: Json,
    comments: Mapping[Place, Sequence[str]] | None = None,
    header: Sequence[str] = (),
) -> str:
    """A YAML document in block style, two spaces deep, ending with a line end.

    Args:
        value: what to write; maps keep their order.
        comments: lines (without `#`) to put above the key or item at a place.
        header: comment lines (without `#`) at the top, such as an editor's modeline.

    Texts are plain where every YAML reader takes them for that text, else in double quotes;
    texts of several lines are literal blocks where those hold them exactly.
    """
    lines = [f"# {line}".rstrip() for line in header]
    if isinstance(value, dict | list) and value:
        lines.extend(_collection(value, "", (), comments or {}, Layout()))
    else:
        lines.append(leaf(value, ""))
    return "\n".join(lines) + "\n"


def block(value: dict[str, Json] | list[Json], indent: str, layout: Layout) -> list[str]:
    """The lines of a collection that is not empty, in block style, without line ends."""
    return list(_collection(value, indent, (), {}, layout))


def flow(value: Json, json_like: bool = False) -> str:
    """A value on one line, in flow style.

    Args:
        json_like: put every text in double quotes, as JSON does.
    """
    match value:
        case dict():
            pairs = (f"{flow(key, json_like)}: {flow(v, json_like)}" for key, v in value.items())
            return "{" + ", ".join(pairs) + "}"
        case list():
            return "[" + ", ".join(flow(item, json_like) for item in value) + "]"
        case str():
            return quoted(value) if json_like or _IN_FLOW.search(value) else scalar(value)
    return json.dumps(value)


def _collection(
    value: dict[str, Json] | list[Json],
    indent: str,
    place: Place,
    comments: Mapping[Place, Sequence[str]],
    layout: Layout,
) -> Iterator[str]:
    pairs: Iterator[tuple[str | int, Json]]
    pairs = iter(value.items()) if isinstance(value, dict) else iter(enumerate(value))
    for part, child in pairs:
        here = (*place, part)
        yield from (f"{indent}# {line}".rstrip() for line in comments.get(here, ()))
        head = f"{indent}-" if isinstance(part, int) else f"{indent}{scalar(part)}:"
        if not isinstance(child, dict | list) or not child:
            yield f"{head} {leaf(child, indent)}"
        elif isinstance(part, int) and isinstance(child, dict):
            lines = list(_collection(child, indent + "  ", here, comments, layout))
            first = next(i for i, line in enumerate(lines) if not line.lstrip().startswith("#"))
            yield from lines[:first]
            yield f"{head} {lines[first].lstrip()}"
            yield from lines[first + 1 :]
        else:
            yield head
            deeper = indent + " " * _step(part, child, layout)
            yield from _collection(child, deeper, here, comments, layout)


def _step(part: str | int, child: dict[str, Json] | list[Json], layout: Layout) -> int:
    if isinstance(part, int):
        return 2  # the dash and its space
    return layout.list_step if isinstance(child, list) else layout.map_step


def scalar(text: str) -> str:
    """One text as a scalar on one line: plain where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and not misread_elsewhere(text) and not _ESCAPED.search(text):
        return text if text.isprintable() else quoted(text)
    return quoted(text)


def leaf(value: Json, indent: str) -> str:
    """What stands behind `key: ` or `- `: a scalar, or an empty collection.

    Args:
        indent: of the line with the key or dash; the lines of a literal block are deeper.
    """
    if isinstance(value, str):
        return _literal(value, indent) or scalar(value)
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    return json.dumps(value)


def quoted(text: str) -> str:
    """A text in double quotes, on one line."""
    written = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def _literal(text: str, indent: str) -> str | None:
    """A literal block, or None where it would not be read back exactly."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if len(lines) < 2 or any(
        line != line.strip() or not line or not _BLOCK_LINE.fullmatch(line) for line in lines
    ):
        return None
    chomp = "|" if text.endswith("\n") else "|-"
    return "\n".join([chomp, *(f"{indent}  {line}" for line in lines)])

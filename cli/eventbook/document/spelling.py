"""Ways to write a value where another one stands, the one most like the old first.

Which of them holds the value is found by reading it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from eventbook.document.emit import flow, leaf, quoted
from eventbook.document.limits import DEFAULT
from eventbook.document.scalars import doubtful, misread_elsewhere, plain
from eventbook.jsonvalue import Json

_HEADER = re.compile(r"([|>])([1-9]?)[-+]?([1-9]?)([ \t]+#[^\r\n]*)?")
_FEELS_PLAIN = re.compile(r"[^\s,\[\]{}#&*!|>'\"%@`?:-][^\s,\[\]{}#]*")


def spellings(value: Json, old: str, style: str, indent: str, in_flow: bool) -> list[str]:
    """Texts for a scalar or an empty collection, to be tried in this order.

    Args:
        value: what is to be written.
        old: the source of the value that is there now, comments on a block's header excluded.
        style: how that is written, as `Node.style` says; "" also where nothing is.
        indent: of the line with the key or dash.
        in_flow: whether it stands inside of brackets.

    Lines are parted by `\\n`, whatever ends the lines of the document.
    """
    alike = _like(value, old, style, indent) if isinstance(value, str) else ()
    return [*alike, flow(value) if in_flow else leaf(value, indent), flow(value)]


def header_comment(old: str) -> str:
    """The comment behind the `|` or `>` of a block scalar, with the space before it."""
    found = _HEADER.match(old)
    return (found[4] or "") if found else ""


def _like(value: str, old: str, style: str, indent: str) -> Iterator[str]:
    """The text in the old one's style; nothing where that is out of the question."""
    match style:
        case '"':
            yield quoted(value)
        case "'" if value.isprintable():
            yield "'" + value.replace("'", "''") + "'"
        case "" if _is_misread_text(old) and _FEELS_PLAIN.fullmatch(value):
            # A plain date stays a plain date: what its author does not mind, nobody changes.
            if not doubtful(value):
                yield value
        case "|" | ">":
            yield from _block_like(value, old, indent)
        case _:
            pass


def _is_misread_text(old: str) -> bool:
    """Whether something plain is a text here, and to other readers something else."""
    return misread_elsewhere(old) and isinstance(plain(old, DEFAULT), str)


def _block_like(value: str, old: str, indent: str) -> Iterator[str]:
    header = _HEADER.match(old)
    body = value.removesuffix("\n")
    if header is None or not body or not value.replace("\n", "").isprintable():
        return
    pads = [
        line[: len(line) - len(line.lstrip(" "))] for line in old.splitlines()[1:] if line.strip()
    ]
    pad = min(pads, key=len, default=indent + "  ")
    chomp = "" if value.endswith("\n") else "-"
    lines = body.split("\n")
    if header[1] == ">":
        lines = "\n\n".join(lines).split("\n")
    first = f"{header[1]}{header[2]}{header[3]}{chomp}"
    yield "\n".join([first, *(pad + line if line else "" for line in lines)])

"""How one value is written: quotes where other readers would misread it, and no others.

A text that begins with a sign or a digit, such as a date, is often fine without quotes, and never
clearly so: it keeps what it has. A text of several lines keeps its lines, since only its author
knows where they belong.
"""

from __future__ import annotations

import re
from itertools import takewhile

from eventbook.document.document import Node
from eventbook.document.emit import flow, quoted, scalar
from eventbook.document.page import Page
from eventbook.document.scalars import misread_elsewhere
from eventbook.formatting.keys import Keys
from eventbook.jsonvalue import Json

_HEADER = re.compile(r"([|>])([1-9]?)([-+]?)([1-9]?)")


def key_text(page: Page, key: str, start: int, end: int, *, in_flow: bool = False) -> str:
    """A key as it is written, without its colon."""
    return _one_line(key, page.text[start:end], in_flow=in_flow)


def leaf_lines(page: Page, node: Node, value: Json, column: int, indent: int) -> list[str]:
    """The lines of a scalar in block style; those after the first with their indentation.

    Args:
        value: what the node holds.
        column: where its key or dash stands in the text.
        indent: where its key or dash is to stand.
    """
    raw = page.text[node.start : node.end]
    if node.style in ("|", ">") and isinstance(value, str):
        return _block_scalar(page, node, value, column, " " * (indent + 2))
    if not isinstance(value, str):
        return [_word(value, raw)]
    if "\n" in raw and not (node.style == "" and misread_elsewhere(value)):
        return _on_its_lines(raw, " " * (indent + 2))
    return [_one_line(value, raw, in_flow=False)]


def flow_text(page: Page, node: Node, value: Json, keys: Keys) -> str:
    """A value on one line, in flow style, its keys in order."""
    if isinstance(value, dict):
        names = in_order(value, keys)
        pairs = (
            f"{key_text(page, name, *node.keys[name][:2], in_flow=True)}: "
            f"{flow_text(page, node.keys[name][2], value[name], keys.under(name))}"
            for name in names
        )
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        items = zip(node.items, value, strict=True)
        texts = (flow_text(page, each, v, keys.under(i)) for i, (each, v) in enumerate(items))
        return "[" + ", ".join(texts) + "]"
    raw = page.text[node.start : node.end]
    if isinstance(value, str):
        return _one_line(value, raw, in_flow=True)
    return _word(value, raw) or "null"


def in_order(names: dict[str, Json], keys: Keys) -> list[str]:
    """Keys in the schema's order; those that it does not know behind them, as they were."""
    last = len(keys.rank)
    return sorted(names, key=lambda name: keys.rank.get(name, last))


def takes_blank_lines(page: Page, node: Node, column: int) -> bool:
    """Whether a blank line below a node would be part of it, or look so.

    Args:
        column: where its key or dash stands.
    """
    if node.style not in ("|", ">"):
        return False
    *_, last = ["", *_body(page, node, _base(page, node, column))]
    return _keeps(page, node) or not last.strip(" \t")


def _keeps(page: Page, node: Node) -> bool:
    return "+" in page.rest(node.start).partition("#")[0]


def _word(value: Json, raw: str) -> str:
    """A null, boolean or number; nothing for a null that is not written."""
    if value is None:
        return raw and "null"
    return str(value).lower() if isinstance(value, bool) else raw


def _one_line(value: str, raw: str, *, in_flow: bool) -> str:
    best = flow(value) if in_flow else scalar(value)
    needed = best.startswith('"')
    if "\n" in raw or not (needed or raw.startswith(('"', "'"))):
        return best
    if raw.startswith(('"', "'")):
        return raw if needed or not value[:1].isalpha() else best
    return best if misread_elsewhere(value) else raw


def _on_its_lines(raw: str, pad: str) -> list[str]:
    """A plain or quoted text of several lines, on the lines that it has."""
    first, *rest = raw.split("\n")
    lines = [first, *(pad + body if (body := line.lstrip(" \t")) else "" for line in rest)]
    escapes = raw.startswith('"')
    return [*(_trimmed(line, escapes=escapes) for line in lines[:-1]), lines[-1]]


def _trimmed(line: str, *, escapes: bool) -> str:
    """A line without white space at its end; an escaped space stays."""
    bare = line.rstrip(" \t")
    backslashes = len(bare) - len(bare.rstrip("\\"))
    return line[: len(bare) + 1] if escapes and backslashes % 2 else bare


def _block_scalar(page: Page, node: Node, value: str, column: int, pad: str) -> list[str]:
    header = _HEADER.match(page.text, node.start)
    assert header is not None  # the style says so
    style, before, chomping, after = header.groups()
    base = _base(page, node, column)
    lines = _body(page, node, base)
    if not lines or not any(line.strip(" ") for line in lines):
        return [quoted(value)]
    kept = chomping if value.endswith("\n") else "-"
    first = f"{style}{'2' if before or after else ''}{kept}"
    return [first, *(f"{pad}{line[base:]}" if line[base:] else "" for line in lines)]


def _base(page: Page, node: Node, column: int) -> int:
    """How deep the lines of a block scalar are indented."""
    header = _HEADER.match(page.text, node.start)
    if header and (indicator := header[2] or header[4]):
        return column + int(indicator)
    body = page.text[page.below(node.start) : node.end].split("\n")
    first = next((line for line in body if line.strip(" ")), "")
    return len(first) - len(first.lstrip(" "))


def _body(page: Page, node: Node, base: int) -> list[str]:
    """The lines of a block scalar, with those at its end that are blank and part of it."""
    start = page.below(node.start)
    if start >= page.stop(node.end):
        text, rest = "", page.text[start:]
    else:
        text, rest = page.text[start : page.stop(node.end)], page.text[page.below(node.end) :]
    blank = list(takewhile(lambda line: not line.strip(" \t"), rest.split("\n")))
    if blank and len(blank) == rest.count("\n") + 1 and len(blank[-1]) <= base:
        blank.pop()  # what follows the last line end of the file is no line
    if not _keeps(page, node):
        while blank and len(blank[-1]) <= base:
            blank.pop()
    return [*(text.split("\n") if text else ()), *blank]

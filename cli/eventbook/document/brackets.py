"""New keys and items inside of brackets: one behind the other, or each on a line of its own."""

from __future__ import annotations

import re

from eventbook.document.document import Node
from eventbook.document.emit import flow, quoted
from eventbook.document.page import Edit, Entry, Page
from eventbook.jsonvalue import Json

_SEPARATOR = re.compile(r",[ ]*")


def json_like(page: Page, entries: list[Entry]) -> bool:
    """Whether all entries in flow style begin with a double quote, as they do in JSON."""
    return bool(entries) and all(page.text.startswith('"', entry.start) for entry in entries)


def add_in_flow(page: Page, parent: Node, part: str | int, value: Json) -> list[Edit]:
    """Edits that write a new key last in its map, or a new item at its position."""
    entries = page.entries(parent)
    index = part if isinstance(part, int) else len(entries)
    text = _flow_entry(page, entries, part, value)
    if not entries:
        return [(parent.start + 1, parent.start + 1, text)]
    near = entries[min(index, len(entries) - 1)]
    before = entries[entries.index(near) - 1].end if near is not entries[0] else parent.start
    own_line = page.line(before) < page.line(near.start)
    between = page.text[before : near.start]
    gap = f",{page.line_end}{' ' * page.column(near.start)}" if own_line else ", "
    if not own_line and near is not entries[0] and _SEPARATOR.fullmatch(between):
        gap = between
    if index < len(entries):
        return [(near.start, near.start, text + gap)]
    if page.text[parent.start] not in "{[":  # the one pair of `[key: value]`
        return [(parent.start, parent.start, "{"), (parent.end, parent.end, gap + text + "}")]
    comma = page.skip(near.end)
    has_comma = page.text.startswith(",", comma)
    behind = comma + 1 if has_comma else near.end
    if not own_line or not page.nothing_behind(behind):
        return [(near.end, near.end, gap + text)]
    stop = page.stop(behind)
    if has_comma:
        return [(stop, stop, gap[1:] + text + ",")]
    return [(near.end, near.end, ","), (stop, stop, gap[1:] + text)]


def _flow_entry(page: Page, entries: list[Entry], part: str | int, value: Json) -> str:
    as_json = json_like(page, entries)
    text = flow(value, as_json)
    if isinstance(part, int):
        return text
    if not as_json:
        return f"{flow(part)}: {text}"
    return f"{quoted(part)}:{' ' * (entries[-1].value - entries[-1].after)}{text}"

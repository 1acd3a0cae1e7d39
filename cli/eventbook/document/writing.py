"""Where new values go in a text, and how they are laid out there: as their siblings are.

Each function gives the ways of writing an edit, the best first; `splice` takes the first one that
reads back as it should.
"""

from __future__ import annotations

import re

from eventbook.document.brackets import add_in_flow, json_like
from eventbook.document.document import Node
from eventbook.document.emit import block, flow, leaf, scalar
from eventbook.document.page import Edit, Entry, Page, last_leaf
from eventbook.document.spelling import header_comment, spellings
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

_OPENING_COMMENT = re.compile(r"[{\[]([ \t]*#[^\r\n]*)")
_CHOMPING = re.compile(r"[|>][1-9]?([-+]?)")


def replacements(page: Page, place: Place, value: Json) -> list[list[Edit]]:
    """Ways to write a value over the one at a place."""
    if not place:
        return _whole(page, value)
    parent, entry = page.node(place[:-1]), page.entry(place)
    if parent.style in ("{", "["):
        texts = _texts_in_flow(page, parent, entry, value)
        return [[(entry.value, entry.end, _parted(entry, text))] for text in texts]
    if isinstance(value, dict | list) and value:
        return [_over(page, entry, _collection(page, parent, entry, value))]
    indent = " " * page.column(parent.start)
    texts = spellings(value, _source(page, entry), entry.node.style, indent, in_flow=False)
    return [_over(page, entry, text) for text in texts]


def _whole(page: Page, value: Json) -> list[list[Edit]]:
    root = page.document.root
    stop = page.stop(root.end) if root.style in (":", "-") else root.end
    if isinstance(value, dict | list) and value:
        texts = ["\n".join(block(value, "", page.layout(root))), flow(value)]
    else:
        texts = spellings(value, page.text[root.start : root.end], root.style, "", in_flow=False)
    return [[(root.start, stop, _ended(page, text))] for text in texts]


def additions(page: Page, place: Place, value: Json) -> list[list[Edit]]:
    """Ways to write a new key last in its map, or a new item at its position."""
    holder, part = place[:-1], place[-1]
    parent = page.node(holder)
    if parent.style in ("{", "["):
        new: dict[str, Json] | list[Json] = {part: value} if isinstance(part, str) else [value]
        if _holds_nothing(parent) and _opens(page, holder, parent, new):
            return replacements(page, holder, new)
        return [add_in_flow(page, parent, part, value)]
    entries = page.entries(parent)
    if isinstance(part, str):
        return _add_below(page, entries, _key_lines(page, parent, part, value))
    lines = _item_lines(page, parent, entries, value)
    parted = len(entries) > 1 and all(
        page.blank_above(page.lead(entry.start)) < page.lead(entry.start) for entry in entries[1:]
    )
    if part == len(entries):
        return _add_below(page, entries, [""] * parted + lines)
    at = entries[part].start
    if page.first_on_line(at):
        at = page.lead(at)
        return [[(at, at, _ended(page, "\n".join([*lines, *[""] * parted]) + "\n"))]]
    lines[0] = lines[0].lstrip(" ")
    return [[(at, at, _ended(page, "\n".join([*lines, " " * page.column(at)])))]]


def _ended(page: Page, text: str) -> str:
    """A text with the line ends of its document."""
    return text.replace("\n", page.line_end)


def _source(page: Page, entry: Entry) -> str:
    return page.text[entry.value : entry.end]


# Over an old value


def _over(page: Page, entry: Entry, text: str) -> list[Edit]:
    """Write a text of one or more lines for the value of an entry in block style.

    A comment behind the old value stays on the first line, where it stood.

    Args:
        text: what follows the colon or dash; it begins with a line end where nothing follows.
    """
    first, _, rest = text.partition("\n")
    rest = "\n" + rest if rest else ""
    style = entry.node.style
    own_line = _on_own_line(page, entry)
    start, stop, comment = entry.value, page.stop(entry.end), page.rest(entry.end)
    if style in ("|", ">"):
        stop, comment = entry.end, header_comment(_source(page, entry))
    elif style in (":", "-") and own_line:
        start, comment = entry.after, page.rest(entry.after)
    elif style in (":", "-"):
        comment = ""
    elif opening := _OPENING_COMMENT.match(page.text, entry.value, stop):
        comment = opening[1] + comment
    if not first and own_line and style not in (":", "-"):
        return _below_comments(page, entry, stop, comment, rest)
    if not first:
        start = entry.after
    elif start == entry.after:
        first = " " + first
    tail = comment if first or comment.strip() else ""
    if tail.strip() and not tail[0].isspace():
        tail = " " + tail
    return [(start, stop, _ended(page, first + tail + rest))]


def _below_comments(page: Page, entry: Entry, stop: int, comment: str, rest: str) -> list[Edit]:
    """Write a collection for a value that stands on a line of its own, perhaps below comments."""
    above = page.text[entry.after : entry.value].rstrip()
    column = len(rest) - len(rest.lstrip("\n ")) - 1
    own = f"\n{' ' * column}{comment.strip()}" if comment.strip() else ""
    return [(entry.after, stop, above + _ended(page, own + rest))]


def _collection(page: Page, parent: Node, entry: Entry, value: dict[str, Json] | list[Json]) -> str:
    """A collection as it follows the colon or the dash of an entry that is there."""
    if _siblings_flow(page, parent, value, entry.part):
        return flow(value)
    if isinstance(entry.part, str):
        return _block_value(page, parent, value)
    inline = not entry.empty and not _on_own_line(page, entry)
    column = page.column(entry.value) if inline else page.column(entry.start) + 2
    return "\n".join(block(value, " " * column, page.layout(parent))).lstrip(" ")


def _texts_in_flow(page: Page, parent: Node, entry: Entry, value: Json) -> list[str]:
    as_json = json_like(page, page.entries(parent))
    if isinstance(value, dict | list) and value:
        return [flow(value, as_json)]
    texts = spellings(value, _source(page, entry), entry.node.style, "", in_flow=True)
    return [flow(value, as_json), *texts] if as_json else texts


def _parted(entry: Entry, text: str) -> str:
    """A value in flow style with what has to stand before it where none was written."""
    if entry.bare:
        return ": " + text
    return " " + text if entry.empty else text


# New lines in block style


def _add_below(page: Page, entries: list[Entry], lines: list[str]) -> list[list[Edit]]:
    last = entries[-1]
    at = page.bottom(last)
    text = "\n".join(lines)
    if page.text[at - 1] in "\r\n":
        return [[(at, at, _ended(page, text + "\n"))]]
    below = (at, at, _ended(page, "\n" + text))
    ways = [[below]]
    # A block scalar at the very end of a file has no line end, and would get one now.
    if header := _CHOMPING.match(page.text, last_leaf(last.node).start):
        ways.append([(*header.span(1), "-"), below])
    return ways


def _key_lines(page: Page, parent: Node, key: str, value: Json) -> list[str]:
    indent = " " * page.column(parent.start)
    if isinstance(value, dict | list) and value:
        inline = _siblings_flow(page, parent, value, key)
        text = flow(value) if inline else _block_value(page, parent, value)
    else:
        text = leaf(value, indent)
    space = "" if text.startswith("\n") else " "
    return f"{indent}{scalar(key)}:{space}{text}".split("\n")


def _block_value(page: Page, parent: Node, value: dict[str, Json] | list[Json]) -> str:
    """A collection in block style below its key."""
    layout = page.layout(parent)
    step = layout.list_step if isinstance(value, list) else layout.map_step
    return "\n" + "\n".join(block(value, " " * (page.column(parent.start) + step), layout))


def _item_lines(page: Page, parent: Node, entries: list[Entry], value: Json) -> list[str]:
    """A new item, behind its dash as the last item of its kind is."""
    dash = page.column(parent.start)
    indent = " " * dash
    if not isinstance(value, dict | list) or not value:
        gap = _gap(page, entries[-1])
        return f"{indent}-{gap}{leaf(value, indent)}".split("\n")
    if _siblings_flow(page, parent, value, None):
        return [f"{indent}- {flow(value)}"]
    style = ":" if isinstance(value, dict) else "-"
    alike = [entry for entry in entries if entry.node.style == style]
    layout = page.layout(page.document.root)
    if alike and _on_own_line(page, alike[-1]):
        return [f"{indent}-", *block(value, " " * page.column(alike[-1].value), layout)]
    gap = _gap(page, (alike or entries)[-1])
    lines = block(value, " " * (dash + 1 + len(gap)), layout)
    return [f"{indent}-{gap}{lines[0].lstrip(' ')}", *lines[1:]]


def _gap(page: Page, entry: Entry) -> str:
    """The space between a dash and its item."""
    if entry.empty or _on_own_line(page, entry):
        return " "
    return page.text[entry.after : entry.value]


def _on_own_line(page: Page, entry: Entry) -> bool:
    """Whether a value begins below its key or dash."""
    return entry.value > page.stop(entry.after)


# Flow style


def _siblings_flow(
    page: Page, parent: Node, value: dict[str, Json] | list[Json], part: str | int | None
) -> bool:
    """Whether the last other value of this kind in a block collection is in flow style."""
    styles = ("{", ":") if isinstance(value, dict) else ("[", "-")
    alike = [
        entry.node.style
        for entry in page.entries(parent)
        if entry.part != part and entry.node.style in styles and not _holds_nothing(entry.node)
    ]
    return bool(alike) and alike[-1] == styles[0]


def _holds_nothing(node: Node) -> bool:
    return not node.keys and not node.items


def _opens(page: Page, place: Place, node: Node, new: dict[str, Json] | list[Json]) -> bool:
    """Whether an empty `{}` or `[]` is to be written as a block once it holds something."""
    if "#" in page.text[node.start : node.end]:
        return False
    if not place:
        return True
    parent = page.node(place[:-1])
    return parent.style in (":", "-") and not _siblings_flow(page, parent, new, place[-1])

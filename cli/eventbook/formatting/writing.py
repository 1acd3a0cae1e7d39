"""The lines of a document from its pieces, in canonical order and layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from eventbook.formatting.comments import Comment
from eventbook.formatting.keys import Keys
from eventbook.formatting.pieces import Piece, Sheet
from eventbook.formatting.texts import flow_text, in_order, leaf_lines, takes_blank_lines

_KEPT = "\0"
"""Stands below a block scalar that would take a blank line for its own; no text holds it."""


def write(sheet: Sheet, keys: Keys) -> str:
    """The text of a document."""
    marker = ["".join(["---", *(f" {comment.text}" for comment in sheet.beside)])]
    top = [*_alone(sheet.top, ""), *marker] if sheet.marker >= 0 else []
    head = list(_alone(sheet.head, ""))
    body = list(_entries(sheet, sheet.root, keys))
    if head and (sheet.parted or body[0].startswith("#")):
        head.append("")
    lines = _unparted([*top, *head, *body, *_alone(sheet.root.foot, "")])
    return "\n".join(lines) + "\n"


def _entries(sheet: Sheet, holder: Piece, keys: Keys) -> Iterator[str]:
    """The lines of the entries of an opened value; no blank line stands above the first."""
    first = True
    for piece in _ordered(holder, keys):
        lines = _lines(sheet, piece, keys.under(piece.part))
        if first and lines[0] == "":
            del lines[0]
        first = False
        yield from lines


def _ordered(holder: Piece, keys: Keys) -> Sequence[Piece]:
    if not isinstance(holder.value, dict):
        return holder.pieces
    by_name = {str(piece.part): piece for piece in holder.pieces}
    return [by_name[name] for name in in_order(holder.value, keys)]


def _lines(sheet: Sheet, piece: Piece, keys: Keys) -> list[str]:
    pad = " " * piece.indent
    lines = list(_alone([*piece.lead, *piece.trailing[:-1]], pad))
    lines += [""] if piece.blank else []
    start = f"{pad}{piece.name}:" if isinstance(piece.part, str) else f"{pad}-"
    behind = "".join(f" {comment.text}" for comment in piece.trailing[-1:])
    if piece.opened:
        body = list(_entries(sheet, piece, keys))
        if isinstance(piece.part, int) and isinstance(piece.value, dict) and not behind:
            lines += _behind_dash(start, body)
        else:
            lines += [start + behind, *body]
    else:
        lines += _closed(sheet, piece, keys, start, behind)
    return [*lines, *_alone(piece.foot, pad + "  ")]


def _behind_dash(dash: str, body: list[str]) -> Iterator[str]:
    """A map that begins behind its dash; the comments above its first key stand above that."""
    pad = dash[:-1]
    at = next(
        index for index, line in enumerate(body) if line and not line.lstrip().startswith("#")
    )
    yield from (pad + line.lstrip() if line else "" for line in body[:at])
    yield f"{dash} {body[at].lstrip()}"
    yield from body[at + 1 :]


def _closed(sheet: Sheet, piece: Piece, keys: Keys, start: str, behind: str) -> list[str]:
    """The lines of a scalar, or of what stands between brackets."""
    column = sheet.page.column(piece.start)
    if piece.value and isinstance(piece.value, dict | list):
        texts = [flow_text(sheet.page, piece.node, piece.value, keys)]
    elif isinstance(piece.value, dict | list):
        texts = ["{}" if isinstance(piece.value, dict) else "[]"]
    else:
        texts = leaf_lines(sheet.page, piece.node, piece.value, column, piece.indent)
    first = f"{start} {texts[0]}" if texts[0] else start
    if piece.node.style in ("|", ">") and len(texts) > 1:
        kept = [_KEPT] if takes_blank_lines(sheet.page, piece.node, column) else []
        return [first + behind, *texts[1:], *kept]
    lines = [first, *texts[1:]]
    return [*lines[:-1], lines[-1] + behind]


def _alone(comments: Iterable[Comment], pad: str) -> Iterator[str]:
    """Comments on lines of their own."""
    for comment in comments:
        if comment.blank:
            yield ""
        yield pad + comment.text


def _unparted(lines: Iterable[str]) -> Iterator[str]:
    """The lines without blank ones where a block scalar would take them for its own."""
    kept = False
    for line in lines:
        if line == _KEPT:
            kept = True
        elif line or not kept:
            kept = False
            yield line

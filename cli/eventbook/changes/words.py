"""Two versions of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from eventbook.changes.sequences import common, shared_ends

PieceKind: TypeAlias = Literal["same", "removed", "added", "left out"]

_TOKEN = re.compile(r"[\w\u0300-\u036f]+|\s+|[^\w\s]")
_CONTEXT = 6
"""Words kept on each side of a change; a longer equal stretch is left out in between."""


class Piece(NamedTuple):
    """A stretch of two texts: in both, in the old one only, or in the new one only.

    `left out` stands for an equal stretch that is not shown; its text is the ellipsis.
    """

    kind: PieceKind
    text: str


def word_diff(old: str, new: str) -> str:
    """The new text with what changed marked: `met in the [-old-]{+new+} hall …`."""
    marks = {"removed": "[-{}-]", "added": "{{+{}+}}"}
    pieces = shortened(word_pieces(old, new))
    return "".join(marks.get(piece.kind, "{}").format(piece.text) for piece in pieces)


def word_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of two texts, whole.

    Returns:
        Pieces such that `same` and `removed` together are the old text, `same` and `added` the
        new one; no two neighbours are of one kind, and `removed` stands before `added`.
    """
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    blocks = [_Block([], [], [])]
    for block in _blocks(a, b):
        last = blocks[-1]
        if not block.changed:
            last.same.extend(block.same)
        elif last.changed and not any(token.strip() for token in last.same):
            # Blanks alone between two changes: one change reads better.
            last.removed.extend([*last.same, *block.removed])
            last.added.extend([*last.same, *block.added])
            last.same[:] = block.same
        else:
            blocks.append(block)
    return tuple(_pieces(blocks))


def shortened(pieces: tuple[Piece, ...], context: int = _CONTEXT) -> tuple[Piece, ...]:
    """The pieces with long equal stretches left out, but for some words beside each change."""
    out: list[Piece] = []
    for index, piece in enumerate(pieces):
        if piece.kind != "same":
            out.append(piece)
            continue
        head = context if index else 0
        tail = context if index < len(pieces) - 1 else 0
        out += _stretch(piece, head, tail)
    return tuple(out)


def _stretch(piece: Piece, head: int, tail: int) -> Iterator[Piece]:
    words = list(re.finditer(r"\S+", piece.text))
    if len(words) <= head + tail + 2:
        yield piece
        return
    if head:
        yield piece._replace(text=piece.text[: words[head - 1].end()])
    yield Piece("left out", f"{' ' if head else ''}…{' ' if tail else ''}")
    if tail:
        yield piece._replace(text=piece.text[words[-tail].start() :])


class _Block(NamedTuple):
    """A change and the equal text behind it, in tokens."""

    removed: list[str]
    added: list[str]
    same: list[str]

    @property
    def changed(self) -> bool:
        return bool(self.removed or self.added)


def _blocks(a: list[str], b: list[str]) -> Iterator[_Block]:
    """The blocks between the words that both texts share, in order."""
    # Blanks are no anchors: they would tie together what has nothing in common.
    words_a = [i for i, token in enumerate(a) if not token.isspace()]
    words_b = [j for j, token in enumerate(b) if not token.isspace()]
    shared = common([a[i] for i in words_a], [b[j] for j in words_b])
    start_a = start_b = 0
    for i, j in ((words_a[i], words_b[j]) for i, j in shared):
        yield from _gap(a[start_a:i], b[start_b:j])
        yield _Block([], [], [a[i]])
        start_a, start_b = i + 1, j + 1
    yield from _gap(a[start_a:], b[start_b:])


def _gap(a: list[str], b: list[str]) -> Iterator[_Block]:
    """What stands between two shared words: equal ends, and a change between them."""
    start, end = shared_ends(a, b)
    yield _Block([], [], a[:start])
    yield _Block(a[start : len(a) - end], b[start : len(b) - end], a[len(a) - end :])


def _pieces(blocks: list[_Block]) -> Iterator[Piece]:
    kinds: tuple[PieceKind, ...] = ("removed", "added", "same")
    for block in blocks:
        for kind, tokens in zip(kinds, (block.removed, block.added, block.same), strict=True):
            if tokens:
                yield Piece(kind, "".join(tokens))

"""A line of source with the piece of it that a finding means, cut to fit the screen."""

from __future__ import annotations

import re
from typing import NamedTuple

from eventbook.escape import terminal_line
from eventbook.output.width import ELLIPSIS, cells, clip, reach, reach_back

_LINE_END = re.compile(r"\r\n|\n|\r")
_MINIMUM_ROOM = 20


class Marked(NamedTuple):
    """A line as it is shown.

    Attributes:
        text: the line, escaped and cut.
        before: the cells to the left of the marked piece.
        length: the cells of the marked piece, at least 1.
    """

    text: str
    before: int
    length: int


def source_lines(text: str) -> list[str]:
    """A file's lines, as positions count them: a last line end begins an empty line."""
    return _LINE_END.split(text)


def plain(line: str, room: int) -> str:
    """A line without a mark, escaped and cut to `room` cells."""
    room = max(room, _MINIMUM_ROOM)
    # Every character that takes a cell counts; the factor leaves room for marks that take none.
    return clip(terminal_line(line[: room * 8]), room).rstrip()


def mark(line: str, start: int, end: int, room: int) -> Marked:
    """A line with the piece between two columns marked.

    Args:
        line: the line's text without its line end.
        start: the first column of the piece, from 1, in code points; may lie behind the line.
        end: the column behind the piece.
        room: the cells at hand; the line is cut around the piece where it takes more.
    """
    room = max(room, _MINIMUM_ROOM)
    start = min(start, len(line) + 1)
    # A line may be as long as the largest file; only the neighbourhood needs measuring.
    first = max(start - 1 - room * 4, 0)
    last = start - 1 + room * 8
    near = line[first:last]
    shown = terminal_line(near)
    begin = len(terminal_line(near[: start - 1 - first]))
    finish = max(len(terminal_line(near[: end - 1 - first])), begin)
    cut_left, cut_right = first > 0, last < len(line)
    low, high = 0, len(shown)
    if cut_left or cut_right or cells(shown) > room:
        low, high = _window(shown, begin, room)
    left = ELLIPSIS if cut_left or low > 0 else ""
    right = ELLIPSIS if cut_right or high < len(shown) else ""
    return Marked(
        text=f"{left}{shown[low:high]}{right}".rstrip(),
        before=cells(left + shown[low:begin]),
        length=max(cells(shown[begin : min(finish, high)]), 1),
    )


def _window(shown: str, begin: int, room: int) -> tuple[int, int]:
    """The stretch of a text that fits and shows most of what follows `begin`, and some before.

    Leaves a cell for an ellipsis at each end where there is more.
    """
    ahead = min(cells(shown[:begin]), room // 3)
    high = reach(shown, begin, room - 2 - ahead)
    low = reach_back(shown, begin, room - 2 - cells(shown[begin:high]))
    if low == 0:
        return 0, reach(shown, 0, room - 1)
    if high == len(shown):
        return reach_back(shown, high, room - 1), high
    return low, high

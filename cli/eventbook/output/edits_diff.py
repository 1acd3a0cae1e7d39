"""Edits as changes line by line, as `diff -u` shows them, for reading on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from eventbook.changes.book_diff import RecordChange
from eventbook.escape import terminal, terminal_line
from eventbook.output.changes_text import changes
from eventbook.output.interface import EditedFile, Edits

_AROUND = 3  # lines of context
_HIDDEN = "(its lines are not shown: it gives a name that is withheld)"
_NO_END = "\\ No newline at end of file"
_COLOURS = {"-": "\x1b[31m", "+": "\x1b[32m", "@": "\x1b[36m", "h": "\x1b[1m"}


def edits(edits: Edits) -> str:
    """The lines that differ in each file, with those around them.

    Hidden characters, a line's CR among them, are shown in a visible form: what is printed is for
    reading, and not for `patch`. Of a file whose lines must not be shown, sentences tell.
    """
    found = ((each, edits.changes() if each.hidden else ()) for each in edits.files)
    return "".join(_file(each, told, edits) for each, told in found)


def _file(file: EditedFile, told: Sequence[RecordChange], edits: Edits) -> str:
    name = terminal(file.path)
    lines = [_painted(f"{sign}/{name}", "h", edits.colour) for sign in ("--- a", "+++ b")]
    if file.hidden:
        own = [change for change in told if change.path == file.path]
        return "\n".join([*lines, _HIDDEN, changes(own, colour=edits.colour, width=edits.width)])
    old, new = (_lines(data.decode("utf-8", "replace")) for data in (file.old, file.new))
    lines += (_painted(line, line[0], edits.colour) for line in _hunks(old, new))
    return "".join(f"{line}\n" for line in lines)


def _lines(text: str) -> list[str]:
    """The lines of a text; one that has no line end says so."""
    found = text.split("\n")
    last = found.pop()
    return [*found, f"{last}\n"] if last else found


def _hunks(old: list[str], new: list[str]) -> Iterator[str]:
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < min(len(old), len(new)) - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    # Only what is between is compared, which for most edits is a line.
    above, below = max(start - _AROUND, 0), max(tail - _AROUND, 0)
    before, after = old[above : len(old) - below], new[above : len(new) - below]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for group in matcher.get_grouped_opcodes(_AROUND):
        first, last = group[0], group[-1]
        a = _span(above + first[1], last[2] - first[1])
        b = _span(above + first[3], last[4] - first[3])
        yield f"@@ -{a} +{b} @@"
        for tag, i, j, k, m in group:
            if tag == "equal":
                yield from _signed(" ", before[i:j])
                continue
            yield from _signed("-", before[i:j])
            yield from _signed("+", after[k:m])


def _span(start: int, count: int) -> str:
    line = start + 1 if count else start
    return f"{line}" if count == 1 else f"{line},{count}"


def _signed(sign: str, lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield sign + terminal_line(line.removesuffix("\n"))
        if line.endswith("\n"):
            yield _NO_END


def _painted(line: str, of: str, colour: bool) -> str:
    return f"{_COLOURS[of]}{line}\x1b[0m" if colour and of in _COLOURS else line

"""Changes as text for people: a line a record, under it a line or a few for each change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eventbook.changes.book_diff import RecordChange, Status
from eventbook.changes.diff import Change, Missing, Op
from eventbook.changes.redact import WITHHELD
from eventbook.changes.sentences import PLAIN, Labels, brief, is_long, sentence
from eventbook.changes.words import Piece, shortened, word_pieces
from eventbook.escape import terminal
from eventbook.jsonvalue import Json
from eventbook.output.changes_summary import sentences
from eventbook.output.width import cells
from eventbook.pointer import Place, to_path

_RESET = "\x1b[0m"
_BOLD, _RED, _GREEN, _YELLOW, _CYAN, _FAINT = (
    f"\x1b[{code}m" for code in ("1", "31", "32", "33", "36", "2")
)
_SIGNS: Mapping[Op, tuple[str, str]] = {
    "add": ("+", _GREEN),
    "remove": ("-", _RED),
    "replace": ("~", _YELLOW),
    "move": (">", _CYAN),
    "rename": (">", _CYAN),
    "relocate": (">", _CYAN),
}
_STATUS_COLOURS: Mapping[Status, str] = {
    "added": _GREEN,
    "removed": _RED,
    "changed": _YELLOW,
    "moved": _CYAN,
    "renamed": _CYAN,
    "formatting": _FAINT,
}
_MARKS: Mapping[str, tuple[str, str, str]] = {
    "removed": ("[-", "-]", _RED),
    "added": ("{+", "+}", _GREEN),
    "left out": ("", "", _FAINT),
}
_INDENT = "      "
_LEAST_WIDTH = 20


def changes(
    record_changes: Iterable[RecordChange],
    *,
    colour: bool,
    width: int | None,
    stat: bool = False,
    name_only: bool = False,
    summary: bool = False,
    labels: Callable[[str], Labels] = lambda _: PLAIN,
) -> str:
    """Changes for reading; empty where nothing changed.

    Args:
        record_changes: what happened to each record, private values already taken out.
        colour: whether to write ANSI colours; they are never the only sign of anything.
        width: cells of a line at which longer texts are broken, or `None`.
        stat: only how many changes each record has, and the sums.
        name_only: only the paths, one a line.
        summary: only a few sentences, for a change log.
        labels: the words of each kind of record.
    """
    records = list(record_changes)
    page = _Page(colour, width)
    if name_only:
        lines: Iterable[str] = dict.fromkeys(terminal(record.path) for record in records)
    elif stat:
        lines = _statistics(records, page)
    elif summary:
        lines = sentences(records, labels)
    else:
        lines = _details(records, page, labels)
    return "".join(f"{line}\n" for line in lines)


def details(record: RecordChange, labels: Labels, width: int) -> list[str]:
    """The lines of one record without colours, its file and id first."""
    return list(_details([record], _Page(False, width), lambda _: labels))


@dataclass(frozen=True, slots=True)
class _Page:
    """How to write: with colours or not, and how wide."""

    colour: bool
    width: int | None

    def paint(self, text: str, code: str) -> str:
        return f"{code}{text}{_RESET}" if self.colour and text else text

    def broken(self, pieces: Iterable[tuple[str, str]], indent: str) -> Iterator[str]:
        """Lines of (escaped text, colour or nothing), broken between words and at line ends."""
        room = max(_LEAST_WIDTH, self.width - len(indent)) if self.width else None
        line, used = "", 0
        for text, code in pieces:
            for number, part in enumerate(text.split("\n")):
                if number:
                    yield (indent + line).rstrip(" ")
                    line, used = "", 0
                for word in _words(part):
                    taken = cells(word)
                    if room is not None and used and used + cells(word.rstrip(" ")) > room:
                        yield (indent + line).rstrip(" ")
                        line, used = "", 0
                    line += self.paint(word, code) if code else word
                    used += taken
        yield (indent + line).rstrip(" ")


def _words(text: str) -> Iterator[str]:
    """The words of a line, each with the blanks behind it."""
    start = 0
    while start < len(text):
        end = text.find(" ", start)
        end = len(text) if end < 0 else end
        while end < len(text) and text[end] == " ":
            end += 1
        yield text[start:end]
        start = end


def _details(
    records: Sequence[RecordChange], page: _Page, labels: Callable[[str], Labels]
) -> Iterator[str]:
    for number, record in enumerate(records):
        if number:
            yield ""
        yield _header(record, page)
        if record.problem is not None:
            yield from page.broken([(f"! {terminal(record.problem)}", "")], "  ")
        for change in record.changes:
            yield from _change(change, page, labels(record.kind))


def _header(record: RecordChange, page: _Page) -> str:
    name = terminal(record.record)
    if record.old_record is not None:
        name = f"{terminal(record.old_record)} → {name}"
    path = terminal(record.path)
    if record.old_path is not None:
        path = f"{terminal(record.old_path)} → {path}"
    status = page.paint(record.status, _STATUS_COLOURS[record.status])
    return f"{status} {terminal(record.kind)} {page.paint(name, _BOLD)}  {path}"


def _change(change: Change, page: _Page, labels: Labels) -> Iterator[str]:
    """The line of a change, and its longer values under it."""
    sign, code = _SIGNS[change.op]
    old, new = change.old, change.new
    path = terminal(change.path) or "(whole record)"
    if change.op == "replace" and not isinstance(old, Missing) and not isinstance(new, Missing):
        said = _old_and_new(change, old, new) or terminal(sentence(change, labels))
    else:
        said = terminal(sentence(change, labels))
    first, *more = page.broken([(f"{path}: {said}", "")], _INDENT)
    yield f"  {page.paint(sign, code)} {first.removeprefix(_INDENT)}"
    yield from more
    yield from _values(change, page)


def _old_and_new(change: Change, old: Json, new: Json) -> str | None:
    """`old → new` on the line itself where both are short, else `None`."""
    if old == new == WITHHELD:
        return WITHHELD
    if any(isinstance(value, dict | list) or _is_long(value) for value in (old, new)):
        return None
    note = f" ({change.note})" if change.note else ""
    return f"{terminal(brief(old))} → {terminal(brief(new))}{note}"


def _values(change: Change, page: _Page) -> Iterator[str]:
    """What the line of a change leaves out: long texts and whole subtrees."""
    old, new = change.old, change.new
    if change.op == "add" and not isinstance(new, Missing):
        yield from _block(new, "", page)
    elif change.op == "remove" and not isinstance(old, Missing):
        yield from _block(old, "", page)
    elif change.op == "replace" and not isinstance(old, Missing) and not isinstance(new, Missing):
        if _old_and_new(change, old, new) is not None:
            return
        if isinstance(old, str) and isinstance(new, str):
            pieces = shortened(word_pieces(old, new))
            yield from page.broken([_marked(piece) for piece in pieces], _INDENT)
        else:
            yield from _block(old, page.paint("- ", _RED), page)
            yield from _block(new, page.paint("+ ", _GREEN), page)


def _block(value: Json, sign: str, page: _Page) -> Iterator[str]:
    """The leaves of a subtree, a line each; a long text whole; nothing for a short scalar."""
    if isinstance(value, str) and _is_long(value):
        text = _escaped(value.rstrip("\n"))
        yield from _signed(page.broken([(text, "")], _INDENT), sign)
        return
    for place, leaf in _leaves(value, ()):
        if not place and not sign:
            return
        label = f"{terminal(to_path(place))}: " if place else ""
        text = _escaped(leaf) if isinstance(leaf, str) and _is_long(leaf) else _flat(leaf)
        yield from _signed(page.broken([(label + text, "")], _INDENT), sign)


def _signed(lines: Iterator[str], sign: str) -> Iterator[str]:
    for line in lines:
        yield f"{_INDENT}{sign}{line.removeprefix(_INDENT)}".rstrip(" ")


def _leaves(value: Json, place: Place) -> Iterator[tuple[Place, Json]]:
    """The leaves of a value; a list of short scalars is one."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _leaves(item, (*place, key))
    elif isinstance(value, list) and value and not _is_flat(value):
        for index, item in enumerate(value):
            yield from _leaves(item, (*place, index))
    else:
        yield place, value


def _is_flat(items: list[Json]) -> bool:
    return not any(isinstance(item, dict | list) or _is_long(item) for item in items)


def _flat(value: Json) -> str:
    if isinstance(value, list):
        return f"[{', '.join(terminal(brief(item)) for item in value)}]"
    return "{}" if isinstance(value, dict) else terminal(brief(value))


def _marked(piece: Piece) -> tuple[str, str]:
    before, after, code = _MARKS.get(piece.kind, ("", "", ""))
    return f"{before}{_escaped(piece.text)}{after}", code


def _escaped(text: str) -> str:
    """A text for the terminal with its line ends kept."""
    return "\n".join(terminal(line) for line in text.split("\n"))


def _is_long(value: Json) -> bool:
    return isinstance(value, str) and is_long(value)


def _statistics(records: Sequence[RecordChange], page: _Page) -> Iterator[str]:
    """A line a record with the number of changes by sign, then a line with the sums."""
    if not records:
        return
    paths = [terminal(record.path) for record in records]
    widest = max(cells(path) for path in paths)
    for record, path in zip(records, paths, strict=True):
        counts = Counter(_SIGNS[change.op] for change in record.changes)
        signs = " ".join(
            page.paint(f"{sign}{counts[sign, code]}", code)
            for sign, code in dict.fromkeys(_SIGNS.values())
            if counts[sign, code]
        )
        status = page.paint(record.status, _STATUS_COLOURS[record.status])
        unreadable = "not readable" if record.problem is not None else ""
        yield f"{path}{' ' * (widest - cells(path))}  {status}  {signs}{unreadable}".rstrip(" ")
    yield _sums(records)


def _sums(records: Sequence[RecordChange]) -> str:
    by_status = Counter(record.status for record in records)
    parts = [f"{by_status[status]} {status}" for status in _STATUS_COLOURS if by_status[status]]
    number = sum(len(record.changes) for record in records)
    noun = "record" if len(records) == 1 else "records"
    value_changes = "1 change of values" if number == 1 else f"{number} changes of values"
    return f"{len(records)} {noun}: {', '.join(parts)}; {value_changes}"

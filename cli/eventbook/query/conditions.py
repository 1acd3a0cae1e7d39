"""Conditions on records: `KEY OP VALUE` and `KEY in A,B`, checked against the schemas.

`=` compares as text, that of a date after words for it were read; `KEY=` means that nothing is
there; `~` searches a regular expression without regard to case; `<` and its like compare numbers,
dates and texts. Where a path leads to several values, one that fits is enough; `!=` and `!~` say
that none fits.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Sequence
from typing import NamedTuple

from eventbook.book.facts import Trace
from eventbook.errors import UsageError
from eventbook.events.privacy import WITHHELD
from eventbook.jsonvalue import Json
from eventbook.pointer import to_path
from eventbook.query.dates import read_date
from eventbook.query.known import PSEUDO, Known
from eventbook.query.operands import Operand, as_text, is_empty, ordered, scalars
from eventbook.query.paths import Path, match
from eventbook.query.records import Record
from eventbook.schema.words import alternatives, close_to, listed, same_word

_OPERATOR = re.compile(r"\s*(!==|==|=~|=>|=<|<>|!=|!~|<=|>=|=|~|<|>)\s*|\s+(in)\s+")
_MEANT = {"==": "=", "!==": "!=", "=~": "~", "=>": ">=", "=<": "<=", "<>": "!="}
_ITEM = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^,]*?))\s*(,|$)""")
_NEGATED = {"!=": "=", "!~": "~"}
_AS_IT_IS = re.compile("[A-JL-Za-z0-9 _.,:/+-]+")


class Condition(NamedTuple):
    """One condition.

    Attributes:
        path: where to look.
        fits: whether one value that is found there fits.
        negated: no value may fit, instead of one at least.
        note: how an operand was understood, where that is not what was typed.
        trace: what is found in every record that meets it; None where that cannot be said.
    """

    path: Path
    fits: Callable[[Json], bool]
    negated: bool = False
    note: str = ""
    trace: Trace | None = None

    def holds(self, record: Record) -> bool:
        """Whether a record meets it."""
        return any(map(self.fits, record.reach(self.path))) is not self.negated


def parse(text: str, known: Known) -> Condition:
    """Read a condition.

    Raises:
        UsageError: it is none; or no schema knows its path, or such a value there.
    """
    path, end = match(text.strip())
    operator = _OPERATOR.match(text.strip(), end)
    if not path or operator is None:
        raise UsageError(
            f"`{text}` is no condition",
            help="write KEY OP VALUE, such as `type=concert`; OP is one of = != ~ !~ < <= > >= in",
        )
    sign, rest = operator[1] or operator[2], text.strip()[operator.end() :]
    if sign in _MEANT:
        raise UsageError(f"`{sign}` in `{text}` is no operator", help=f"write `{_MEANT[sign]}`")
    known.check(path)
    if (parts := known.parts(path)) and (rest or sign not in ("=", "!=")):
        raise UsageError(
            f"`{to_path(path)}` has fields of its own",
            help=f"name one of them: {listed(f'{to_path(path)}.{part}' for part in parts)}",
        )
    plain = _NEGATED.get(sign, sign)
    if plain not in ("=", "in"):
        fits, note = _fits(path, plain, rest, known)
        return Condition(path, fits, negated=sign in _NEGATED, note=note)
    wanted, note = _wanted(path, plain, rest, known)
    trace = None if sign in _NEGATED else _trace(path, wanted)
    return Condition(path, _equal(wanted), negated=sign in _NEGATED, note=note, trace=trace)


def _trace(path: Path, wanted: Sequence[str]) -> Trace | None:
    """What leaves a value at a path that is equal to one of some texts.

    It is of each text the longest part that stands in JSON wherever a value is equal. That is so
    of ASCII signs which nothing else becomes in form NFC, as the sign of the kelvin becomes a K;
    and of all that is shown but what stands for a withheld name.
    """
    parts = tuple(max(_AS_IT_IS.findall(one), key=len, default="") for one in wanted)
    if not all(parts) or WITHHELD in wanted:
        return None
    if len(path) == 1:
        return Trace(parts)
    # `title` and `date` may be other fields, and a number is that of a list's member.
    return None if path[0] in PSEUDO or isinstance(path[0], int) else Trace(parts, path[0])


def _fits(path: Path, operator: str, rest: str, known: Known) -> tuple[Callable[[Json], bool], str]:
    """What one value must be like, and how the operand was understood."""
    if not rest:
        raise UsageError(f"`{to_path(path)} {operator}` lacks a value")
    if operator == "~":
        return _searching(_unquoted(rest)), ""
    operand, note = _ordering_operand(path, _unquoted(rest), known)
    return lambda value: any(ordered(one, operator, operand) for one in scalars(value)), note


def _wanted(path: Path, operator: str, rest: str, known: Known) -> tuple[list[str], str]:
    """The texts that a value may be equal to, and how they were understood."""
    if operator == "in" and not rest:
        raise UsageError(f"`{to_path(path)} in` lacks a value")
    typed = _items(path, rest) if operator == "in" else [_unquoted(rest)]
    if known.is_only_dated(path):
        wanted = [str(read_date(one, f"`{to_path(path)}`")) if one else "" for one in typed]
    else:
        wanted = typed
    for one in wanted:
        _check_value(path, one, known)
    pairs = zip(typed, wanted, strict=True)
    return wanted, "; ".join(f"`{one}` is read as {date}" for one, date in pairs if one != date)


def _equal(wanted: Sequence[str]) -> Callable[[Json], bool]:
    texts = frozenset(Operand.of(one).text for one in wanted)
    if texts == {""}:
        return is_empty
    return lambda value: any(as_text(one) in texts for one in scalars(value))


def _searching(pattern: str) -> Callable[[Json], bool]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a set that may mean something else one day
            search = re.compile(pattern, re.IGNORECASE).search
    except (re.error, OverflowError, RecursionError) as error:
        raise UsageError(f"`{pattern}` is no regular expression: {error}") from error
    return lambda value: any(search(as_text(one)) for one in scalars(value))


def _ordering_operand(path: Path, text: str, known: Known) -> tuple[Operand, str]:
    if not known.is_dated(path):
        operand = Operand.of(text)
        if operand.number is None and known.is_numeric(path):
            raise UsageError(f"`{to_path(path)}` is a number, and `{text}` is none")
        return operand, ""
    date = read_date(text, f"`{to_path(path)}`")
    note = f"`{text}` is read as {date}" if str(date) != text else ""
    return Operand.of(text, date, dated=True), note


def _check_value(path: Path, text: str, known: Known) -> None:
    """Refuse a value that no record can have at a path.

    Raises:
        UsageError: there is a closed list, and it is not in there; or it is no number.
    """
    allowed = known.allowed(path)
    if allowed is None:
        if known.is_numeric(path) and text and Operand.of(text).number is None:
            raise UsageError(f"`{to_path(path)}` is a number, and `{text}` is none")
        return
    if text in allowed or not text:
        return
    meant = next((word for word in allowed if same_word(word, text)), None)
    meant = meant or next((word for word, tried in allowed.items() if text in tried), None)
    meant = meant or close_to(text, allowed)
    help_ = f"did you mean `{meant}`?" if meant else f"it is {alternatives(allowed)}"
    raise UsageError(f"`{to_path(path)}` is never `{text}`", help=help_)


def _items(path: Path, text: str) -> list[str]:
    found: list[str] = []
    position = 0
    while True:
        item = _ITEM.match(text, position)
        one = next((group for group in item.groups()[:3] if group), "") if item else ""
        if item is None or not one:
            raise UsageError(
                f"`{text}` is no list of values for `{to_path(path)}`",
                help="write values with commas between them, such as `type in concert,reading`",
            )
        found.append(one)
        if not item[4]:
            return found
        position = item.end()


def _unquoted(text: str) -> str:
    """A value without the quotes around it, which need not be there."""
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if quoted and text[0] not in text[1:-1] else text


def all_hold(conditions: Sequence[Condition], record: Record) -> bool:
    """Whether a record meets all conditions."""
    return all(condition.holds(record) for condition in conditions)

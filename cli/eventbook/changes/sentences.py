"""Changes as prose: `speaker added: Ann Lee`, `date changed from 2023-02? to 2023-02-24`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from eventbook.changes.diff import Change, Missing
from eventbook.changes.redact import WITHHELD
from eventbook.changes.trails import Part
from eventbook.changes.words import word_pieces
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

Noun: TypeAlias = Callable[[Place], str]
"""What to call the thing at a place, in the singular where the place is a list item."""

Title: TypeAlias = Callable[[Json], str]
"""A few words by which people know a value."""

LONGEST_INLINE = 60
"""Code points of a value that a sentence quotes; a longer text is said to have changed."""

_SHOWN_ITEMS = 5
_TITLES = ("title", "name", "label")
_NAMING_FIELDS = (*_TITLES, "text", "key", "id", "ref")
_IRREGULAR = {"people": "person", "series": "series", "children": "child", "media": "media item"}
_NOT_AS_TEXT = re.compile(
    r"null|true|false|-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?|\s.*|.*\s|", re.DOTALL
)


def plain_noun(place: Place) -> str:
    """The last key as words, with a naive English singular for list items.

    `("previous_dates",)` is `previous dates`, `("previous_dates", 0)` is `previous date`,
    `("programme", 0)` is `programme item`.
    """
    key = next((part for part in reversed(place) if isinstance(part, str)), None)
    if key is None:
        return "item" if place else "record"
    words = key.replace("_", " ")
    return _singular(words) if isinstance(place[-1], int) else words


def plain_title(value: Json) -> str:
    """The text that most likely names a value: a field such as `title`, else its first text."""
    if isinstance(value, dict):
        named = next((value[name] for name in _NAMING_FIELDS if value.get(name) is not None), None)
        if named is not None:
            return plain_title(named)
        texts = (plain_title(item) for item in value.values() if isinstance(item, str | dict))
        return next((text for text in texts if text), _count(len(value), "field"))
    if isinstance(value, list):
        if value and len(value) <= _SHOWN_ITEMS and not any(_is_nested(item) for item in value):
            return ", ".join(brief(item) for item in value)
        return _count(len(value), "item")
    return brief(value.strip() if isinstance(value, str) else value)


def record_title(value: Json) -> str:
    """What a record calls itself; nothing where it has no title, name or label, or hides it."""
    fields = value if isinstance(value, dict) else {}
    named = next((fields[key] for key in _TITLES if fields.get(key)), None)
    title = "" if named is None else plain_title(named)
    return "" if WITHHELD in title else title


class Labels(NamedTuple):
    """The words for the things of one kind of record.

    Attributes:
        noun: the word for what stands at a place, as the schema calls it.
        title: the words that name a value.
    """

    noun: Noun = plain_noun
    title: Title = plain_title


PLAIN = Labels()


def sentence(change: Change, labels: Labels = PLAIN) -> str:
    """One line of prose that says what changed, without a full stop.

    Texts of the record stand in it as they are, line ends apart: escape it before it is shown.
    """
    said = _said(change, labels)
    return f"{said} ({change.note})" if change.note else said


def brief(value: Json) -> str:
    """A value on one line of at most `LONGEST_INLINE` code points.

    A text that could be taken for a value of another type, or for none, is quoted.
    """
    if isinstance(value, str):
        text = (
            json.dumps(value, ensure_ascii=False)
            if _NOT_AS_TEXT.fullmatch(value)
            else " ".join(value.split())
        )
        return text if len(text) <= LONGEST_INLINE else text[: LONGEST_INLINE - 1] + "…"
    if isinstance(value, dict | list):
        return _count(len(value), "field" if isinstance(value, dict) else "item")
    return json.dumps(value)


def _said(change: Change, labels: Labels) -> str:
    match change.op:
        case "add":
            return f"{_subject(change, labels)} added: {_title(change.new, labels)}"
        case "remove":
            return f"{_subject(change, labels)} removed: {_title(change.old, labels)}"
        case "replace":
            return _replaced(change, labels)
        case "move":
            assert change.old_place is not None, "a move has both places"
            old, new = change.old_place[-1], change.place[-1]
            assert isinstance(old, int), "only list items move"
            assert isinstance(new, int), "only list items move"
            return f"{_subject(change, labels)} moved from {old + 1} to {new + 1}"
        case "rename":
            assert change.old_place is not None, "a rename has both places"
            owner = _owner(change.trail, change.place, labels)
            parents = _parents(change.place, labels)
            return f"{parents}{change.old_place[-1]}{owner} renamed to {change.place[-1]}"
        case "relocate":
            thing = labels.noun(change.place)
            return f"{thing} moved from {change.from_path} to {change.path}"


def _replaced(change: Change, labels: Labels) -> str:
    assert not isinstance(change.old, Missing), "a replacement has both values"
    assert not isinstance(change.new, Missing), "a replacement has both values"
    subject = _subject(change, labels)
    old, new = change.old, change.new
    if old == new == WITHHELD:
        return f"{subject} changed {WITHHELD}"
    if isinstance(old, str) and isinstance(new, str) and (is_long(old) or is_long(new)):
        return f"{subject} changed: {_reworded(old, new)}"
    shown = [labels.title(value) if _is_nested(value) else brief(value) for value in (old, new)]
    return f"{subject} changed from {_one_line(shown[0])} to {_one_line(shown[1])}"


def is_long(text: str) -> bool:
    """Whether a text is better compared word by word than quoted twice."""
    return len(text) > LONGEST_INLINE or "\n" in text.strip("\n")


def _reworded(old: str, new: str) -> str:
    counts = {"removed": 0, "added": 0}
    for piece in word_pieces(old, new):
        if piece.kind in counts:
            counts[piece.kind] += len(piece.text.split())
    return ", ".join(f"{_count(number, 'word')} {verb}" for verb, number in counts.items())


def _subject(change: Change, labels: Labels) -> str:
    """What the change is about: `position of participant aslanov`."""
    trail, place = change.trail, change.place
    if not place:
        return labels.noun(())
    own = _thing(place, labels)
    # An added or removed item is named by its title, at the end of the sentence.
    if isinstance(place[-1], int) and change.op not in ("add", "remove"):
        own += _which(trail[-1], change.op == "move")
    return own + _owner(trail, place, labels)


def _owner(trail: tuple[Part, ...], place: Place, labels: Labels) -> str:
    """The list items that a place lies in, the nearest first: ` of work 2 of programme item 3`."""
    items = [depth for depth in range(len(place) - 1) if isinstance(place[depth], int)]
    return "".join(
        f" of {_thing(place[: depth + 1], labels)}{_which(trail[depth])}"
        for depth in reversed(items)
    )


def _thing(place: Place, labels: Labels) -> str:
    """The noun of a place, behind the nouns of the maps it lies in."""
    return _parents(place, labels) + labels.noun(place)


def _parents(place: Place, labels: Labels) -> str:
    """The nouns of the maps that a place lies in, up to the nearest list item."""
    # The noun of a list item stands for its list too.
    end = len(place) - 1 if isinstance(place[-1], str) else len(place) - 2
    start = end
    while start > 0 and isinstance(place[start - 1], str):
        start -= 1
    return "".join(f"{labels.noun(place[:depth])} " for depth in range(start + 1, end + 1))


def _which(part: Part, is_moved: bool = False) -> str:
    """Which item of its list: its name, or its number counted from 1."""
    if isinstance(part, tuple):
        return " " + ", ".join(brief(value) for _, value in part)
    return "" if is_moved or isinstance(part, str) else f" {part + 1}"


def _title(value: Json | Missing, labels: Labels) -> str:
    assert not isinstance(value, Missing), "what was added or removed has a value"
    return _one_line(labels.title(value))


def _one_line(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 2 * LONGEST_INLINE else text[: 2 * LONGEST_INLINE - 1] + "…"


def _singular(words: str) -> str:
    *first, last = words.split(" ")
    if last in _IRREGULAR:
        return " ".join([*first, _IRREGULAR[last]])
    if last.endswith("ies") and len(last) > 4:
        return " ".join([*first, last[:-3] + "y"])
    if last.endswith(("sses", "xes", "ches", "shes")):
        return words[:-2]
    if last.endswith("s") and not last.endswith(("ss", "us", "is")):
        return words[:-1]
    return f"{words} item"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _is_nested(value: Json) -> bool:
    return isinstance(value, dict | list)

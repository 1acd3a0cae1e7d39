"""minor-suspected: a child seems to be named. The finding shows the place only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from eventbook.book.settings import Settings
from eventbook.events.minors import AGE, NUMBER, gives_age, signs, that_may_tell_age
from eventbook.events.reading import names, texts
from eventbook.events.references import is_event
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.rules.record import Record
from eventbook.rules.rule import ANY_MODEL, Manual, RecordRule, Remark

_ADULT = 18  # years
_ADDRESSES = ("url", "archive_url", "image")
_HELP_ELSEWHERE = "if this is a child, it has no record of its own; if not, waive it, with `by`"
_HELP = "if this is a child, keep only a `label` and set `minor: true`; if not, waive it, with `by`"


def check(record: Record, settings: Settings) -> Iterator[Remark]:
    """Every text with an age under 18 beside a name, and every named person of such an age."""
    suspected: dict[Place, None] = {}
    told: set[str] = set()
    for index in that_may_tell_age(record.texts, record.said):
        text = record.texts[index]
        if gives_age(text):
            told.add(text)
        among = (AGE, NUMBER) if text in told else (NUMBER,)
        reasons = {reason for reason, _, _ in signs(text, among)}
        place = record.places[index] if reasons else ()
        if place[-1:] and place[-1] in _ADDRESSES:
            continue
        if AGE in reasons or (NUMBER in reasons and "name" in place):
            suspected[place] = None
    for place, inner in record.maps:
        asked = "name" in inner and (told or "age" in inner)
        if asked and any(name.strip() for name in names(inner)):
            suspected.update(dict.fromkeys(_ages_of(inner, place, told)))
    advice = _HELP if not suspected or is_event(record, settings) else _HELP_ELSEWHERE
    for place in suspected:
        yield Remark("this may name a child", place, help=advice, private=True)


def _ages_of(person: Mapping[str, Json], place: Place, told: Set[str]) -> Iterator[Place]:
    """Where an entry with a name says that it is of somebody under age.

    Args:
        told: the texts of the record that give such an age.
    """
    for field, value in person.items():
        if field == "age" and _is_minor(value):
            yield (*place, field)
        elif field in ("position", "note", "label", "as_written"):
            for at, text in texts(value, (*place, field)):
                if text in told:
                    yield at


def _is_minor(age: Json) -> bool:
    if isinstance(age, str) and age.strip().isdecimal() and len(age.strip()) < 4:
        age = int(age)
    return isinstance(age, int | float) and not isinstance(age, bool) and 0 <= age < _ADULT


_WRONG = """\
summary: The evening began with a poem, read by N. N. (9).
participants:
  - {name: N. N., position: "Pupil, 9 years old", roles: [reader]}
"""
_RIGHT = """\
summary: The evening began with a poem, read by a child.
participants:
  - key: reader
    minor: true
    label: A child (name withheld)
    roles: [reader]
withheld:
  - {at: participants/reader, what: name, reason: minor}
"""

RULE = RecordRule(
    slug="minor-suspected",
    severity="error",
    manual=Manual(
        summary="A text gives an age under 18 beside what looks like a name.",
        why="A child's name never enters a record: the history of a repository is permanent. "
        "This finding shows the place only. It would rather be given once too often.",
        remedy="If it is a child, keep only a `label` that identifies nobody, set `minor: true`, "
        "and say in `withheld` what is held back. If it is not, waive it, with `reason` and `by`.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model=ANY_MODEL,
)

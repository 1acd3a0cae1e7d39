"""mentioned-as-present: somebody who was only talked about stands among the participants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.privacy import withholds
from eventbook.events.reading import maps, names
from eventbook.jsonvalue import Json
from eventbook.rules.rule import Manual, RecordRule, Remark


def check(record: Facts, _settings: Settings) -> Iterator[Remark]:
    """Every participant of whom the record does not say what they did there."""
    participants = maps(record.fields, "participants")
    quiet = [
        (place, one, roles) for place, one in participants if (roles := _quiet(one)) is not None
    ]
    if not quiet:
        return
    active = _active(record.fields)
    called = Counter(name for _, one in participants for name in names(one))
    for place, participant, roles in quiet:
        own = {name for name in names(participant) if called[name] == 1}
        key = participant.get("key")
        if active & (own | ({key} if isinstance(key, str) else set())):
            continue
        yield Remark(
            "this participant has no part in the programme, "
            f"no role{' but attendee' if roles else ''} and no statement",
            place,
            "start",
            help="say what they did, or move them to `mentions` if they were only talked about",
            severity="info" if roles else None,  # somebody has said that they were there
            private=withholds(participant),
        )


def _quiet(participant: Mapping[str, Json]) -> list[Json] | None:
    """The roles of a participant who has none but attendee; None of others."""
    roles = participant.get("roles")
    roles = roles if isinstance(roles, list) else []
    return None if any(role != "attendee" for role in roles) else roles


def _active(fields: Mapping[str, Json]) -> set[str]:
    """The keys and names in the programme and among the speakers."""
    said = {s for _, one in maps(fields, "statements") if isinstance(s := one.get("speaker"), str)}
    for _, item in maps(fields, "programme"):
        people = item.get("people")
        said |= {
            one for one in (people if isinstance(people, list) else ()) if isinstance(one, str)
        }
    return said


_WRONG = """\
participants:
  - name: Ada Moretti
    position: Patron of the recitals
"""
_RIGHT = """\
mentions:
  - name: Ada Moretti
    position: Patron of the recitals
"""

RULE = RecordRule(
    slug="mentioned-as-present",
    severity="warning",
    manual=Manual(
        summary="A participant appears in no programme item, has no role beyond attendee, and "
        "says nothing.",
        why="Releases name heads of state and founders who were not in the room. Recorded as "
        "participants, they would be said to have been there.",
        remedy="Move them to `mentions`, or give the role that a source states. With no role but "
        "`attendee` it is only an info: look whether the source says that they were there.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model="event",
)

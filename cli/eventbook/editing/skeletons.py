"""What an event of each type usually wants recorded, as lines to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from eventbook.errors import UsageError
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.schema.shape import Shape
from eventbook.schema.words import close_to, listed

_FIELDS = """\
-- summary
summary: TODO two or three neutral sentences
-- start
start_time: "18:00"
-- end
end_time: "20:00"
-- zone
timezone: Europe/Rome
-- sessions
sessions:
  - date: "2023-02-24"
    start: "18:00"
-- status
status: held # scheduled, cancelled, postponed, rescheduled, unconfirmed
-- mode
attendance_mode: onsite # online, mixed
-- place
place:
  name: TODO the building or hall
  city: TODO
  country: IT
-- part of
part_of:
  name: TODO the series or larger event
-- anniversary
occasion:
  kind: anniversary
  ordinal: 1
  of:
    name: TODO what is commemorated
-- opening
occasion:
  kind: opening
  of:
    name: TODO what is opened
-- organisers
organisers:
  - name: TODO
    role: organiser # host, supporter, sponsor
-- musicians
participants:
  - name: TODO the orchestra or ensemble
    roles: [performer]
  - name: TODO
    roles: [conductor]
  - name: TODO
    roles: [soloist]
-- readers
participants:
  - name: TODO
    roles: [reader]
  - name: TODO
    roles: [author]
-- speakers
participants:
  - name: TODO
    position: TODO
    roles: [speaker]
-- panel
participants:
  - name: TODO
    roles: [moderator]
  - name: TODO
    roles: [panellist]
-- curator
participants:
  - name: TODO
    roles: [curator]
-- presenter
participants:
  - name: TODO
    roles: [presenter]
-- celebrant
participants:
  - name: TODO
    roles: [celebrant]
-- present
participants:
  - name: TODO
    roles: [attendee]
-- attendance
attendance:
  count: null # null: the sources do not tell
-- concert
programme:
  - kind: performance
    people: []
    works:
      - title: TODO
        composer: TODO
-- readings
programme:
  - kind: reading
    people: []
    works:
      - title: TODO
        author: TODO
-- films
programme:
  - kind: screening
    works:
      - title: TODO
        work_type: film
        director: TODO
  - kind: discussion
    people: []
-- rites
programme:
  - kind: wreath-laying
    people: []
  - kind: silence
  - kind: speech
    people: []
-- lecture
programme:
  - kind: lecture
    title: TODO
    people: []
-- sessions of talks
programme:
  - kind: talk
    title: TODO
    people: []
  - kind: panel
    title: TODO
    people: []
-- speeches
programme:
  - kind: speech
    people: []
-- languages
languages: [en]
-- keywords
keywords: [TODO]
-- ticket page
links:
  - url: https://example.org/
"""

_FIRST = ("summary",)
_WHEN = ("start", "end", "zone", "status", "mode", "place")
_LAST = ("attendance", "languages", "keywords")

_TYPES: Mapping[str, Sequence[str]] = {
    "commemoration": ("anniversary", "organisers", "speakers", "rites"),
    "ceremony": ("opening", "organisers", "celebrant", "rites"),
    "concert": ("part of", "organisers", "musicians", "concert", "ticket page"),
    "reading": ("organisers", "readers", "readings"),
    "exhibition": ("opening", "organisers", "curator", "ticket page"),
    "screening": ("part of", "organisers", "presenter", "films"),
    "lecture": ("part of", "organisers", "speakers", "lecture"),
    "conference": ("sessions", "part of", "organisers", "panel", "sessions of talks"),
    "meeting": ("organisers", "present"),
    "protest": ("organisers", "speakers", "speeches"),
    "festival": ("sessions", "part of", "organisers", "ticket page"),
    "press-event": ("organisers", "speakers", "speeches"),
    "sports": ("part of", "organisers", "present", "ticket page"),
    "series": ("sessions", "organisers", "ticket page"),
    "other": ("organisers", "present"),
}

TYPES = frozenset(_TYPES)
"""The types of event that have a skeleton: all that the event schema knows."""


def _snippets() -> dict[str, list[str]]:
    """The lines of each snippet by its name."""
    snippets: dict[str, list[str]] = {}
    for line in _FIELDS.splitlines():
        if line.startswith("-- "):
            lines = snippets.setdefault(line.removeprefix("-- "), [])
        else:
            lines.append(line)
    return snippets


def check_type(event_type: str, shape: Shape) -> None:
    """Refuse a type of event that the schema does not know.

    Raises:
        UsageError: with the type that was probably meant, or all there are.
    """
    schemas = shape.at(("type",))
    known = shape.annotation(schemas, "enum")
    if not isinstance(known, list):
        raise UsageError("this book's schema has no list of types", help="use `--set` instead")
    if event_type in known:
        return
    synonyms = shape.annotation(schemas, "x-value-synonyms") or {}
    meant = synonyms.get(event_type) or close_to(event_type, map(str, known))
    advice = f"did you mean `{meant}`?" if meant else f"there are: {listed(known)}"
    raise UsageError(f"--type {event_type}: there is no such type of event", help=advice)


def skeleton(
    event_type: str | None, value: Mapping[str, Json], order: Iterable[str]
) -> dict[Place, tuple[str, ...]]:
    """The lines to fill in, as comments to stand where their fields would.

    Args:
        event_type: as in the schema; None for what any event may want.
        value: the record; fields that it has are left out.
        order: the schema's fields in their order.

    Returns:
        Comment lines by the place of the next field that the record has; () means its end.
    """
    chosen = _TYPES.get(event_type or "", _TYPES["other"])
    snippets = _snippets()
    wanted = [snippets[name] for name in (*_FIRST, *_WHEN, *chosen, *_LAST)]
    by_field = {lines[0].partition(":")[0]: lines for lines in wanted}
    comments: dict[Place, tuple[str, ...]] = {}
    waiting: list[str] = []
    for name in order:
        if name in value:
            if waiting:
                comments[(name,)] = tuple(waiting)
            waiting = []
        else:
            waiting += by_field.get(name, ())
    if waiting:
        comments[()] = tuple(waiting)
    return comments

"""Who takes part, as PARTICIPANT components (RFC 9073, section 7.1).

Never as ATTENDEE or ORGANIZER: those need an address at which a calendar could write to them.
Nobody whose name is withheld is among them; the description says what is withheld.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from eventbook.render.eventview import EventView, Party
from eventbook.render.ics.lines import line, text
from eventbook.render.reading import Reader, Record, as_text, items, maps

_ORGANISERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "organiser": "PLANNER-CONTACT",
        "co-organiser": "PLANNER-CONTACT",
        "host": "PLANNER-CONTACT",
        "sponsor": "SPONSOR",
    }
)
_PARTICIPANTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "speaker": "SPEAKER",
        "moderator": "SPEAKER",
        "panellist": "SPEAKER",
        "presenter": "SPEAKER",
        "performer": "PERFORMER",
        "conductor": "PERFORMER",
        "soloist": "PERFORMER",
    }
)
"""The PARTICIPANT-TYPE of those who have a role; that of all others is ACTIVE."""


def participants(
    value: Record, view: EventView, reader: Reader, uid: str, authority: str
) -> Iterator[str]:
    """The components of all organisers and participants whose names are public.

    Args:
        value: the event's value.
        view: what a page shows of it.
        reader: of it.
        uid: what the components' own begin with.
        authority: what they end with.
    """
    number = 0
    for slot, field, kinds, parties in (
        ("organisers", "role", _ORGANISERS, view.organisers),
        ("participants", "roles", _PARTICIPANTS, view.participants),
    ):
        for given, party in zip(_given(value.get(slot)), parties, strict=False):
            if not party.withheld:
                number += 1
                roles = map(as_text, items(given.get(field)))
                kind = next((kinds[role] for role in roles if role in kinds), "ACTIVE")
                yield from _component(party, kind, reader, f"{uid}.{number}@{authority}")


def _given(value: object) -> list[Record]:
    """The entries of a slot, one for each of its parties in a view."""
    entries = (each for each in items(value) if isinstance(each, Mapping | str))
    return [each for entry in entries for each in (*maps(entry), {})[:1]]


def _component(party: Party, kind: str, reader: Reader, uid: str) -> Iterator[str]:
    yield "BEGIN:PARTICIPANT"
    yield line("UID", text(uid))
    yield line("PARTICIPANT-TYPE", kind)
    yield line("SUMMARY", text(party.name.text), LANGUAGE=party.name.lang)
    if about := described(party, reader):
        yield line("DESCRIPTION", text(about))
    yield "END:PARTICIPANT"


def described(party: Party, reader: Reader) -> str:
    """The roles, position and wording of somebody in one line; empty where nothing is known."""
    clauses = [reader.phrase("list").join(party.roles)]
    if party.position:
        clauses.append(party.position.text)
    if party.on_behalf_of:
        clauses.append(reader.phrase("on-behalf-of", name=party.on_behalf_of.text))
    if party.as_written:
        quoted = reader.phrase("quoted", text=party.as_written.text)
        clauses.append(reader.phrase("wording", text=quoted))
    return reader.phrase("clauses").join(filter(None, clauses))

"""References between records: where a record means another one by its kind and id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.privacy import withholds
from eventbook.events.reading import maps
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

AUTHORITIES = ("person", "organisation", "place", "work", "subject")
"""The kinds of record that describe whom and what events refer to."""

_AGENT = ("person", "organisation")
_SLOTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("participants", "organisers", "mentions", "speaker", "on_behalf_of"), _AGENT),
    **dict.fromkeys(("author", "composer", "translator", "arranger", "director"), _AGENT),
    "organisation": ("organisation",),
    "place": ("place",),
    "works": ("work",),
    "of": ("subject",),
    "subjects": ("subject",),
}
_REF = re.compile(r"([a-z]+)/([a-z0-9]+(?:-[a-z0-9]+)*)")


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a record means another.

    Attributes:
        place: of the text that does.
        kind: of the record meant.
        id: of the record meant.
        allowed: the kinds that may be meant there; empty where any may.
        whole: the record says that it is a part of the one meant.
    """

    place: Place
    kind: str
    id: str
    allowed: tuple[str, ...] = ()
    whole: bool = False

    @property
    def written(self) -> str:
        """Kind and id, with a slash between them."""
        return f"{self.kind}/{self.id}"


def modelled(settings: Settings) -> frozenset[str]:
    """The kinds whose records refer to each other: events, and the authorities beside them."""
    events = {kind.name for kind in settings.kinds if kind.model == "event"}
    beside = {kind.name for kind in settings.kinds if kind.name in AUTHORITIES}
    return frozenset(events | beside) if events else frozenset()


def of_model(records: Sequence[Facts], settings: Settings) -> list[Facts]:
    """Those of the records that may refer to each other."""
    kinds = modelled(settings)
    return [record for record in records if record.kind in kinds]


def references(record: Facts) -> Sequence[Reference]:
    """Every reference of a record. What an entry says that withholds a name is left alone."""
    found: list[Reference] = []
    for field, value in record.fields.items():
        if field != "local" and isinstance(value, (dict, list)):
            _gather(record.kind, value, (field,), found)
    for place, relation in maps(record.fields, "relations"):
        event = relation.get("event")
        if isinstance(event, str) and event:
            whole = relation.get("kind") == "part-of"
            place = (*place, "event")
            found.append(Reference(place, record.kind, event, (record.kind,), whole))
    return found


def _gather(kind: str, value: Json, place: Place, found: list[Reference]) -> None:
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, (dict, list)):
                _gather(kind, item, (*place, index), found)
    elif isinstance(value, dict) and not withholds(value):
        ref = value.get("ref")
        if isinstance(ref, str) and (match := _REF.fullmatch(ref)):
            slot = next((part for part in reversed(place) if isinstance(part, str)), "")
            whole = slot == "part_of"
            allowed = (kind,) if whole else _SLOTS.get(slot, ())
            found.append(Reference((*place, "ref"), match[1], match[2], allowed, whole))
        for key, child in value.items():
            if isinstance(child, (dict, list)):
                _gather(kind, child, (*place, key), found)

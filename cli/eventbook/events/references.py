"""References between records: where a record means another one by its kind and id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.privacy import withholds
from eventbook.events.reading import maps
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.rules.extract import Extract, packed
from eventbook.rules.record import Record

FORMER = "former_ids"
"""The field that holds the ids which a record had before."""

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
_Taken: TypeAlias = tuple[Place, str, str, bool]
_REF = re.compile(r"([a-z]+)/([a-z0-9]+(?:-[a-z0-9]+)*)")


class Reference(NamedTuple):
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


def former_ids(record: Facts) -> Sequence[str]:
    """The ids that a record had before it was renamed."""
    found = record.fields.get(FORMER)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else ()


def modelled(settings: Settings) -> frozenset[str]:
    """The kinds whose records refer to each other: events, and the authorities beside them."""
    events = {kind.name for kind in settings.kinds if kind.model == "event"}
    beside = {kind.name for kind in settings.kinds if kind.name in AUTHORITIES}
    return frozenset(events | beside) if events else frozenset()


def is_event(record: Facts, settings: Settings) -> bool:
    """Whether a record follows the model of events."""
    kind = settings.kind(record.kind)
    return kind is not None and kind.model == "event"


def of_model(records: Sequence[Facts], settings: Settings) -> list[Facts]:
    """Those of the records that may refer to each other."""
    kinds = modelled(settings)
    return [record for record in records if record.kind in kinds]


def references(record: Facts, settings: Settings) -> Sequence[Reference]:
    """Every reference of a record. What an entry says that withholds a name is left alone."""
    return [
        _reference(record.kind, tuple(place), kind, name, whole=whole)
        for place, kind, name, whole in REFERENCES.items(record, settings)
    ]


def _reference(own: str, place: Place, kind: str, name: str, *, whole: bool) -> Reference:
    if place[-1] != "ref":  # of a relation
        return Reference(place, kind, name, (own,), whole)
    allowed = (own,) if whole else _SLOTS.get(_slot(place), ())
    return Reference(place, kind, name, allowed, whole)


def _slot(place: Place) -> str:
    """The field that a reference stands in."""
    for part in place[-2::-1]:
        if isinstance(part, str):
            return part
    return ""


def _take(record: Record, _settings: Settings) -> Json:
    found: list[_Taken] = []
    hidden: list[Place] = []
    for place, entity in record.inner:
        if ("minor" in entity or "withheld" in entity) and withholds(entity):
            hidden.append(place)
        ref = entity.get("ref")
        if isinstance(ref, str) and place[0] != "local" and (match := _REF.fullmatch(ref)):
            if any(place[: len(each)] == each for each in hidden):
                continue
            place = (*place, "ref")
            found.append((place, match[1], match[2], _slot(place) == "part_of"))
    for place, relation in maps(record.fields, "relations"):
        event = relation.get("event")
        if isinstance(event, str) and event:
            whole = relation.get("kind") == "part-of"
            found.append(((*place, "event"), record.kind, event, whole))
    return packed(found)


REFERENCES = Extract("references", _take)
"""Place, kind and id of every reference, and whether it is to what the record is a part of: a text
in JSON, or None.
"""

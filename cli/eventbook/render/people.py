"""The people and bodies of a record in their parts, and who is meant where one is named.

Nothing but the label and the roles of a withheld person leaves this module, even if a broken
record holds more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from eventbook.render.citing import Sources
from eventbook.render.eventview import Cites, Party, Speaker, Words
from eventbook.render.reading import Reader, Record, as_text, is_map, is_withheld, items


class _Slot(NamedTuple):
    """A list of parties: where their parts are named, and of what kind they are."""

    name: str
    group: str
    field: str
    kind: str


_SLOTS = (
    _Slot("participants", "participant-role", "roles", "person"),
    _Slot("organisers", "organiser-role", "role", "organisation"),
    _Slot("mentions", "participant-role", "roles", "person"),
    _Slot("campaigns", "campaign-relation", "relation", "campaign"),
)


class People(NamedTuple):
    """All parties of a record by slot, and by the keys and names that may stand for them."""

    reader: Reader
    sources: Sources
    slots: Mapping[str, tuple[Party, ...]]
    keys: Mapping[str, Party]
    names: Mapping[str, Party]
    subject: Words | None

    @classmethod
    def of(cls, value: Record, sources: Sources, subject: Words | None) -> People:
        """The people of a record. `subject` is the neutral label of what the event marks."""
        reader = sources.reader
        slots: dict[str, tuple[Party, ...]] = {}
        keys: dict[str, Party] = {}
        names: dict[str, Party] = {}
        for slot in _SLOTS:
            entities = [reader.entity(item) for item in _entities(value.get(slot.name))]
            slots[slot.name] = tuple(_party(item, slot, sources) for item in entities)
            for item, party in zip(entities, slots[slot.name], strict=True):
                if key := as_text(item.get("key")):
                    keys.setdefault(key, party)
                for name in _all_names(item):
                    names.setdefault(name, party)
        return cls(reader, sources, slots, keys, names, subject)

    def meant(self, value: object) -> Party | None:
        """The party that a key, a name or an entity means, if the record has it."""
        if isinstance(value, str):
            text = as_text(value)
            return self.keys.get(text) or self.names.get(text)
        entity = self.reader.entity(value)
        if is_withheld(entity):
            return None
        return next((self.names[name] for name in _all_names(entity) if name in self.names), None)

    def is_only_mentioned(self, value: object) -> bool:
        """Whether no source reports whoever a key, a name or an entity means as present."""
        party = self.meant(value)
        if party is None or not any(party is one for one in self.slots["mentions"]):
            return False
        present = (*self.slots["participants"], *self.slots["organisers"])
        return all(party.name.text != one.name.text for one in present)

    def name(self, value: object, cites: Cites = (), kind: str = "") -> Words | None:
        """The name of whoever or whatever a key, an entity or a plain text means.

        Args:
            value: the key, entity or text; or the reserved `subject` and `publisher`.
            cites: by which the publisher is found.
            kind: of what an entity without a reference is (`Words.entity`).
        """
        if value == "subject" and self.subject:
            return self.subject
        if value == "publisher":
            found = self.sources.publisher(cites)
            return found or Words(self.reader.phrase("publisher-unknown"))
        if party := self.meant(value):
            return party.name
        if is_map(value) and ("name" in value or "ref" in value or is_withheld(value)):
            return self.reader.name(value, kind)
        return self.reader.words(value)

    def all_names(self, value: object, kind: str = "") -> tuple[Words, ...]:
        """The names of a list of keys, entities and texts; `kind` as for `name`."""
        found = (self.name(item, kind=kind) for item in items(value))
        return tuple(name for name in found if name)

    def speaker(self, value: object, cites: Cites) -> Speaker:
        """Who speaks: a key, a name, an entity, or the reserved `publisher` and `unnamed`."""
        if value == "publisher":
            return Speaker("publisher", self.sources.publisher(cites))
        if value == "unnamed":
            return Speaker("unnamed")
        if party := self.meant(value):
            return Speaker("named", party.name, party.position, party.on_behalf_of)
        name = self.name(value, cites, "person")
        if not name:
            return Speaker("missing")
        entity = self.reader.entity(value) if is_map(value) else {}
        if is_withheld(entity):
            return Speaker("named", name)
        behalf = self.name(entity.get("on_behalf_of"), cites, "organisation")
        return Speaker("named", name, self.reader.words(entity.get("position")), behalf)


def _entities(value: object) -> list[object]:
    return [item for item in items(value) if isinstance(item, str) or is_map(item)]


def _all_names(entity: Record) -> list[str]:
    """Every string that may stand for an entity: its name in each language, its reference."""
    name = entity.get("name")
    texts = list(name.values()) if is_map(name) else [name]
    given = (as_text(text) for text in (*texts, entity.get("ref")) if isinstance(text, str))
    return [text for text in given if text]


def _party(entity: Record, slot: _Slot, sources: Sources) -> Party:
    reader = sources.reader
    written = None if is_withheld(entity) else entity.get("as_written")
    roles = tuple(
        role
        for item in items(entity.get(slot.field))
        if (role := reader.vocabulary(slot.group, item, written))
    )
    name = reader.name(entity, slot.kind) or Words(reader.phrase("not-stated"))
    cites = sources.cites(entity)
    if is_withheld(entity):
        return Party(name, roles=roles, cites=cites, withheld=True)
    behalf = entity.get("on_behalf_of")
    return Party(
        name=name,
        roles=roles,
        position=reader.words(entity.get("position")),
        as_written=None if "other" in items(entity.get(slot.field)) else reader.words(written),
        on_behalf_of=(
            reader.name(behalf, "organisation") if is_map(behalf) else reader.words(behalf)
        ),
        match=reader.vocabulary("match", entity.get("match")),
        note=reader.words(entity.get("note")),
        cites=cites,
    )

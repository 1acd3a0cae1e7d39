"""What one event names and in what part: the thread from which the site's other pages are made.

Only what may stand on a page of its own is given: of people those with a public part (a role
other than attending, a statement, an item of the programme, a work), nobody who is only
mentioned, and nobody whose name is withheld.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from eventbook.render.reading import (
    Lookup,
    Record,
    as_text,
    clean,
    is_map,
    is_withheld,
    items,
    maps,
    sub,
)
from eventbook.render.site.paths import FOLDERS

CONTRIBUTORS: Final = ("author", "composer", "translator", "arranger", "director")
_KINDS: Final = frozenset(FOLDERS) - {"event", "year", "series", "source"}
_NOT_PUBLIC: Final = frozenset({"attendee", ""})

Role = tuple[str, str, str]
"""A vocabulary, its value, and the wording that stands for `other`."""


class Named(NamedTuple):
    """Something that an event names, once for each slot it stands in.

    Attributes:
        entity: as in `Words.entity`; of a series without a record `series/=Name`, of a publisher
            `source/=Name`.
        name: the name as given, a text or a map of languages; None of a reference.
        roles: its parts, as values of vocabularies.
        position: of a person at the time, a text or a map of languages.
    """

    entity: str
    name: object = None
    roles: tuple[Role, ...] = ()
    position: object = None


def entity_of(value: object, kind: str) -> Named | None:
    """What a slot's value names, of the slot's kind unless its reference says another.

    Nothing where the name is withheld, in whatever slot a broken record has that.
    """
    if isinstance(value, str):
        value = {"name": value}
    if not isinstance(value, Mapping) or is_withheld(value):
        return None
    ref = value.get("ref")
    if isinstance(ref, str) and as_text(ref):
        known = ref.partition("/")[0]
        return Named(ref) if known in _KINDS and "/" in ref else None
    name = value.get("name") or value.get("title")
    text = first_text(name)
    return Named(f"{kind}/={text}", name) if text else None


def first_text(name: object) -> str:
    """The first text of a name by languages, which stands for it where names are compared."""
    texts = name.values() if isinstance(name, Mapping) else (name,)
    return next((found for text in texts if isinstance(text, str) and (found := clean(text))), "")


def named(value: Record, lookup: Lookup) -> Iterator[Named]:
    """All that an event names, in the order of its fields; a thing once for each part it has."""
    for one in _all(value, lookup):
        known = lookup(one.entity) if one.name is None else None
        if known is None or not is_withheld(known):
            yield one


def _all(value: Record, lookup: Lookup) -> Iterator[Named]:
    people = _People(value, lookup)
    yield from people.public()
    for item in maps(value.get("organisers")):
        yield from people.party(item, "organisation", "organiser-role", "role")
    for item in maps(value.get("campaigns")):
        yield from _with_roles(entity_of(item, "campaign"), item, "campaign-relation", "relation")
    yield from _present(entity_of(value.get("place"), "place"))
    for item in (*maps(value.get("sessions")), *maps(value.get("programme"))):
        yield from _present(entity_of(item.get("place"), "place"))
    yield from _present(entity_of(sub(value.get("occasion")).get("of"), "subject"))
    for subject in items(value.get("subjects")):
        yield from _present(entity_of(subject, "subject"))
    for item in maps(value.get("programme")):
        for work in items(item.get("works")):
            yield from _work(work, people)
    for source in maps(value.get("sources")):
        yield from _present(_publisher(source.get("publisher")))
    parent = sub(value.get("part_of"))
    hidden = as_text(parent.get("ref")) or is_withheld(parent)
    if not hidden and (text := first_text(parent.get("name"))):
        yield Named(f"series/={text}", parent.get("name"))


def parents(value: Record) -> Iterator[str]:
    """The ids of the events that an event is part of."""
    for item in items(value.get("part_of")):
        ref = item.get("ref") if isinstance(item, Mapping) else item
        if isinstance(ref, str) and ref:
            yield ref.removeprefix("event/")


def related(value: Record) -> Iterator[str]:
    """The ids of the events that an event is tied to."""
    for item in maps(value.get("relations")):
        if isinstance(event := item.get("event"), str):
            yield event.removeprefix("event/")


class _People:
    """The participants of one event by what may stand for them, and what they did in public."""

    def __init__(self, value: Record, lookup: Lookup) -> None:
        self._lookup = lookup
        self._value = value
        self._parties = list(maps(value.get("participants")))
        self._meant: dict[str, int] = {}
        for index, item in enumerate(self._parties):
            name = item.get("name")
            names = name.values() if isinstance(name, Mapping) else (name,)
            for word in (item.get("key"), *names, item.get("ref")):
                if isinstance(word, str):
                    self._meant.setdefault(word, index)

    def withheld(self, item: Record) -> bool:
        ref = item.get("ref")
        known = self._lookup(ref) if isinstance(ref, str) else None
        return is_withheld(item) or (known is not None and is_withheld(known))

    def party(self, item: Record, kind: str, group: str, field: str) -> Iterator[Named]:
        """A party in its roles, and on whose behalf."""
        if self.withheld(item):
            return
        yield from _with_roles(entity_of(item, kind), item, group, field)

    def public(self) -> Iterator[Named]:
        """The people in their public parts, then whom they stood for."""
        parts: dict[int, list[Role]] = {}
        others: list[Named] = []
        for role, who in self._acts():
            index = self._index(who)
            if index is not None:
                parts.setdefault(index, []).append(role)
            elif isinstance(who, Mapping) and not self.withheld(who):
                others.extend(_present(_in_part(entity_of(who, "person"), (role,), who)))
        for index, item in enumerate(self._parties):
            own = _roles(item, "participant-role", "roles")
            acted = tuple(dict.fromkeys(parts.get(index, ())))
            if self.withheld(item) or not (own or acted):
                continue
            found = _in_part(entity_of(item, "person"), own or acted, item)
            yield from _present(found)
            yield from _present(entity_of(item.get("on_behalf_of"), "organisation"))
        yield from others

    def _index(self, who: object) -> int | None:
        if isinstance(who, str):
            return self._meant.get(who)
        ref, name = sub(who).get("ref"), first_text(sub(who).get("name"))
        return self._meant.get(ref if isinstance(ref, str) else name)

    def _acts(self) -> Iterator[tuple[Role, object]]:
        mentioned = {name for one in maps(self._value.get("mentions")) for name in _called(one)}
        present = (*maps(self._value.get("participants")), *maps(self._value.get("organisers")))
        mentioned -= {name for one in present for name in _called(one)}
        for item in maps(self._value.get("programme")):
            role = ("programme-kind", as_text(item.get("kind")), as_text(item.get("as_written")))
            for who in items(item.get("people")):
                if not mentioned & _called(who):  # a programme names whom it announced, too
                    yield role, who
        for statement in maps(self._value.get("statements")):
            yield ("participant-role", "speaker", ""), statement.get("speaker")


def _work(value: object, people: _People) -> Iterator[Named]:
    found = entity_of(value, "work")
    if not found:
        return
    yield found
    own = {"title": value} if isinstance(value, str) else sub(value)
    known = people._lookup(found.entity) or {} if found.name is None else {}
    for role in CONTRIBUTORS:
        given = own.get(role, known.get(role))
        for who in [given] if isinstance(given, Mapping) else items(given):
            if isinstance(who, Mapping) and people.withheld(who):
                continue
            roles = (("site-role", role, ""),)
            yield from _present(_in_part(entity_of(who, "person"), roles, sub(who)))


def _publisher(value: object) -> Named | None:
    if isinstance(value, Mapping) and (value.get("ref") or is_withheld(value)):
        return entity_of(value, "organisation")
    name = value.get("name", value) if isinstance(value, Mapping) else value
    text = first_text(name)
    return Named(f"source/={text}", name) if text else None


def _called(who: object) -> set[str]:
    """The texts that may stand for somebody: a reference, a name in each language, a key."""
    if isinstance(who, str):
        return {who}
    given, name = sub(who), sub(who).get("name")
    texts = (given.get("ref"), given.get("key"), *(name.values() if is_map(name) else (name,)))
    return {text for text in texts if isinstance(text, str)}


def _roles(item: Record, group: str, field: str) -> tuple[Role, ...]:
    given = item.get(field)
    if given is None:
        return ()
    written = as_text(item.get("as_written"))
    values = [as_text(role) for role in items(given)]
    return tuple([(group, value, written) for value in values if value not in _NOT_PUBLIC])


def _with_roles(found: Named | None, item: Record, group: str, field: str) -> Iterator[Named]:
    yield from _present(_in_part(found, _roles(item, group, field), item))
    yield from _present(entity_of(item.get("on_behalf_of"), "organisation"))


def _in_part(found: Named | None, roles: tuple[Role, ...], item: Record) -> Named | None:
    return found._replace(roles=roles, position=item.get("position")) if found else None


def _present(found: Named | None) -> Iterator[Named]:
    if found:
        yield found

"""similar-names: one person or organisation is spelt in one way."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.near_names import Words, near, words_of
from eventbook.events.privacy import FLAGS, withholds
from eventbook.events.reading import maps, names, texts
from eventbook.events.references import is_event
from eventbook.findings import Related
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.rules.extract import Extract, packed
from eventbook.rules.record import Record
from eventbook.rules.rule import BookRule, Context, Manual, Remark

_SLOTS = ("participants", "organisers", "mentions")
_CONTRIBUTORS = ("author", "composer", "translator", "arranger", "director")
_ENTITY = ("name", "aliases", *FLAGS)
_AUTHORITIES = ("person", "organisation")


@dataclass(slots=True)
class _Names:
    """The names of a book.

    Attributes:
        first: where each spelling is first used.
        entities: spellings that one entity has, in several languages or as aliases: they are one.
        hidden: names that some entry withholds.
        spelt: the spelling of each text, worked out once.
    """

    first: dict[str, tuple[Facts, Place]] = field(default_factory=dict)
    entities: dict[frozenset[str], int] = field(default_factory=dict)
    hidden: set[Words] = field(default_factory=set)
    spelt: dict[str, str] = field(default_factory=dict)

    def add_name(self, record: Facts, place: Place, name: str) -> None:
        """The one name of an entity. So are nearly all, and nearly all have been met before."""
        if (spelling := self._spelling(name)) not in self.first:
            self.first[spelling] = (record, (*place, "name"))

    def add(self, record: Facts, place: Place, entity: Mapping[str, Json]) -> None:
        """The names of an entity; of one that is withheld, only that they are."""
        known = {*names(entity), *(text for _, text in texts(entity.get("aliases")))}
        if withholds(entity):
            self.hidden.update(map(words_of, known))
            return
        for at, text in texts(entity.get("name"), (*place, "name")):
            self.first.setdefault(self._spelling(text), (record, at))
        if len(known) > 1:
            self.entities.setdefault(frozenset(map(self._spelling, known)), len(self.entities))

    def _spelling(self, text: str) -> str:
        found = self.spelt.get(text)
        if found is None:
            found = self.spelt[text] = _spelling(text)
        return found

    def spellings(self) -> list[tuple[str, Words]]:
        """Every spelling with its words, but for those that nobody may be shown."""
        spelt = [(text, words_of(text)) for text in self.first]
        return [(text, words) for text, words in spelt if words and words not in self.hidden]

    def apart(self) -> Callable[[str, str], bool]:
        """Tells of two spellings whether no entity is known to have both."""
        members: dict[str, set[int]] = {}
        for spellings, number in self.entities.items():
            for text in spellings:
                members.setdefault(text, set()).add(number)
        none: set[int] = set()
        return lambda one, other: members.get(one, none).isdisjoint(members.get(other, none))


def check(records: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Remark]]:
    """Every name that is nearly another one met before."""
    known = _Names()
    for record in records:
        if record.kind in _AUTHORITIES:
            known.add(record, (), record.fields)
            continue
        for place, entity in NAMED.items(record, context.settings):
            if isinstance(entity, str):
                known.add_name(record, tuple(place), entity)
            else:
                known.add(record, tuple(place), entity)
    for later, earlier in sorted(_pairs(known).items()):
        yield _finding(known, later, earlier)


def _pairs(known: _Names) -> dict[str, str]:
    """For each spelling that has any, the near one that was met first."""
    apart = known.apart()
    first: dict[Words, str] = {}
    found: dict[str, str] = {}
    for text, words in known.spellings():
        same = first.setdefault(words, text)
        if same != text and apart(text, same):
            found[text] = same
    distinct = list(first.values())
    # The order in which near ones come is that of hashes: sorted, the first to be met wins.
    for later, earlier in sorted(near(list(first))):
        one, other = distinct[later], distinct[earlier]
        if apart(one, other):
            found.setdefault(one, other)
    return found


def _spelling(text: str) -> str:
    """The text without what nobody sees: composition, kinds of spaces and apostrophes."""
    return " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())


def _take(record: Record, settings: Settings) -> Json:
    """The places of entities, each with its name, if that is all, or with what is said of names."""
    found: list[tuple[Place, Json]] = []
    for place, entity in _entities(record.fields) if is_event(record, settings) else ():
        said = {field: entity[field] for field in _ENTITY if field in entity}
        name = said.get("name")
        if len(said) == 1 and isinstance(name, str):
            found.append((place, name))
        elif said:
            found.append((place, said))
    return packed(found)


NAMED = Extract("names", _take)
"""Of whom an event names: a text in JSON, or None."""


def _entities(fields: Mapping[str, Json]) -> Iterator[tuple[Place, dict[str, Json]]]:
    """The people and organisations that a record names."""
    for slot in _SLOTS:
        for place, entity in maps(fields, slot):
            yield place, entity
            if "on_behalf_of" in entity:
                yield from _inner(entity, place, ("on_behalf_of",))
    for place, statement in maps(fields, "statements"):
        if isinstance(statement.get("speaker"), dict):
            yield from _inner(statement, place, ("speaker",))
    for place, item in maps(fields, "programme"):
        for at, work in maps(item, "works"):
            yield from _inner(work, (*place, *at), _CONTRIBUTORS)


def _inner(
    outer: Mapping[str, Json], place: Place, slots: tuple[str, ...]
) -> Iterator[tuple[Place, dict[str, Json]]]:
    for slot in slots:
        entity = outer.get(slot)
        if isinstance(entity, dict):
            yield (*place, slot), entity


def _finding(known: _Names, later: str, earlier: str) -> tuple[Facts, Remark]:
    record, place = known.first[later]
    other, other_place = known.first[earlier]
    where = "also here" if other is record else f"in {other.path}"
    return record, Remark(
        f"`{later}` is nearly `{earlier}`, {where}",
        place,
        help="if they are one, spell them alike; a source's own spelling goes into `as_written`",
        related=(Related(other.path, "the other name", (*other.place, *other_place)),),
    )


_WRONG = """\
# records/events/2019-turin-choir-concert.yaml
participants:
  - {name: Ada Castellani, roles: [soloist]}
# records/events/2019-turin-organ-recital.yaml
participants:
  - {name: Ada Castelani, roles: [soloist]}
"""
_RIGHT = """\
# records/events/2019-turin-choir-concert.yaml
participants:
  - {name: Ada Castellani, roles: [soloist]}
# records/events/2019-turin-organ-recital.yaml
participants:
  - name: Ada Castellani
    as_written: Ada Castelani
    roles: [soloist]
"""

RULE = BookRule(
    slug="similar-names",
    severity="warning",
    manual=Manual(
        summary="Two names of people or organisations differ by a letter, by accents, or in their "
        "last vowels.",
        why="Whoever looks for all events of one person finds half of them if the name is spelt "
        "in two ways. Words of fewer than six letters are only compared without accents and case.",
        remedy="Spell them alike if they are one, and keep the spelling of the source in "
        "`as_written`. Names that one record gives in several languages, or as aliases, are "
        "known to be one. Two who only have similar names: waive it with a reason.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    reads=_ENTITY,
    takes=(NAMED,),
)

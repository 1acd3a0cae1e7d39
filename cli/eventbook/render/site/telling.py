"""What differs between two published versions of a record, in words that give nothing away.

The old and the new value are told of fields that hold a date, a number or a word of a closed
list, and only where they do; of everything else it is said which part changed and how. What
stood in a record once may have been taken out for a reason, so no name is told but that of a
speaker whom the record names today.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from eventbook.changes.match import match_items
from eventbook.changes.trees import ListIdentity, Tree, TreeBuilder
from eventbook.events.labels import counted, words
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.render.public import public
from eventbook.render.reading import Lookup, Reader, Record, items, maps, named_by, sub

MOST_PARTS: Final = 12
"""Parts of a record that one change names; of more, the number."""
_ONE: Final = (("name|ref",),)
_KEYS: Final[Mapping[str, object]] = {
    "previous_dates": "set",
    "sessions": (("date", "start"), ("date",)),
    "broadcasts": (("channel|url",),),
    "relations": (("kind", "event"), ("event",)),
    "organisers": (("name|ref", "role"), ("name|ref",)),
    "participants": (("key",), ("name|ref",)),
    "mentions": _ONE,
    "campaigns": (("key",), ("name",)),
    "statements": (("id",),),
    "languages": "set",
    "keywords": "set",
    "subjects": _ONE,
    "links": (("url",),),
    "media": (("url",),),
    "sources": (("key",), ("url",), ("title",)),
    "withheld": (("at",),),
    "content_advisory": "set",
    "former_ids": "set",
    "programme": None,
    "notes": None,
}
LISTS: Final[Mapping[str, ListIdentity]] = {
    name: tuple(tuple(tuple(field.split("|")) for field in one) for one in keys)
    if isinstance(keys, tuple)
    else "set"
    if keys
    else None
    for name, keys in _KEYS.items()
}
"""The lists of an event, and what makes two items of one the same, as the schema declares it."""

_VOCABULARIES: Final = {
    "type": "type",
    "title_type": "title-type",
    "date_basis": "basis",
    "status": "status",
    "attendance_mode": "attendance-mode",
}
_DATES: Final = ("date", "not_before", "not_after")
_TIMES: Final = ("start_time", "end_time")
_NUMBERS: Final = {"attendance": ("count", "min", "max"), "occasion": ("ordinal",)}
_SETS: Final = ("languages", "previous_dates")
_SILENT: Final = frozenset({"review", "as_written", "default_source"})
"""Told with another part, or by itself no news."""

_TIME = re.compile(r"([01]\d|2[0-4]):[0-5]\d(:[0-5]\d)?")


class Teller:
    """Puts changes of one record into words of one language."""

    def __init__(self, value: Record, lang: str, lookup: Lookup) -> None:
        self._reader = Reader.of(value, lang, lookup)
        self._now = value
        self._names: Mapping[str, str] | None = None

    def parts(self, old: Mapping[str, Json], new: Mapping[str, Json]) -> tuple[str, ...]:
        """What differs between two public values, a sentence for each field."""
        fields = list(dict.fromkeys((*new, *old)))
        found = []
        for name in fields:
            if name not in _SILENT and (said := self._part(name, old, new)):
                label = self._reader.label(f"history-part.{name.replace('_', '-')}")
                found.append(self._reader.phrase("colon", name=label, value=said))
        if len(found) > MOST_PARTS:
            more = counted("history.more", len(found) - MOST_PARTS + 1, self._reader.page)
            return (*found[: MOST_PARTS - 1], more)
        return tuple(found)

    def _part(self, name: str, old: Mapping[str, Json], new: Mapping[str, Json]) -> str:
        if name == "type" and old.get(name) == new.get(name):
            name = "as_written"
        before, after = _given(old.get(name)), _given(new.get(name))
        if before == after:
            return ""
        if name in _SETS:
            return self._set(name, before, after) or self._list(name, before, after, new)
        if name in LISTS:
            return self._list(name, before, after, new)
        told = self._told(name, before, after)
        if told or name not in ("place", *_NUMBERS):
            return told or self._how(before, after)
        return self._inside(name, sub(before), sub(after)) or self._how(before, after)

    # -- closed fields --------------------------------------------------------------------

    def _told(self, name: str, before: Json, after: Json) -> str:
        """Both values, where both may be told; else nothing."""
        words = [None if one is None else self._closed(name, one) for one in (before, after)]
        if (before is not None and not words[0]) or (after is not None and not words[1]):
            return ""
        return self._from_to(words[0], words[1])

    def _from_to(self, before: str | None, after: str | None) -> str:
        if before and after:
            return "" if before == after else self._said("history.from-to", old=before, new=after)
        return self._said("history.now", new=after) if after else self._said("history.not-now")

    def _closed(self, name: str, value: object) -> str:
        """A value in words if it is of a closed field and as it should be; else nothing."""
        if name in _DATES:
            return self._date(value)
        if name in _TIMES:
            return value if isinstance(value, str) and _TIME.fullmatch(value) else ""
        if name == "timezone":
            return value if isinstance(value, str) and _is_zone(value) else ""
        if group := _VOCABULARIES.get(name):
            known = isinstance(value, str) and f"{group}.{value}" in words("en")
            return self._reader.label(f"{group}.{value}") if known else ""
        return ""

    def _date(self, value: object) -> str:
        from eventbook.values.edtf import from_value

        try:
            from_value(value)
        except (ValueError, TypeError):
            return ""
        return self._reader.date(value)

    def _inside(self, name: str, before: Record, after: Record) -> str:
        """What may be told of a place, an occasion, an attendance; nothing if more than it."""
        told = []
        closed = ("country",) if name == "place" else _NUMBERS[name]
        keys = set(before) | set(after)
        if any(before.get(key) != after.get(key) for key in keys.difference(closed)):
            return ""
        for key in closed:
            if (pair := (before.get(key), after.get(key)))[0] == pair[1]:
                continue
            words = [None if one is None else self._plain(key, one) for one in pair]
            if "" in words or not (said := self._from_to(words[0], words[1])):
                return ""
            told.append(said)
        return self._reader.phrase("clauses").join(told)

    def _plain(self, key: str, value: object) -> str:
        if key == "country":
            return self._country(value)
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return str(value) if is_number else ""

    def _country(self, value: object) -> str:
        from babel import Locale

        known = isinstance(value, str) and value in Locale.parse("en").territories
        found = self._reader.country(value) if known else None
        return found.text if found else ""

    def _language(self, value: object) -> str:
        from babel import Locale

        names = Locale.parse("en").languages
        known = isinstance(value, str) and value.replace("-", "_") in names
        return self._reader.language(value) if known else ""

    def _set(self, name: str, before: Json, after: Json) -> str:
        """What was added to a set of languages or dates and what taken away, if all may be told."""
        read = self._language if name == "languages" else self._date
        olds, news = list(items(before)), list(items(after))
        added = [read(one) for one in news if one not in olds]
        removed = [read(one) for one in olds if one not in news]
        if not all((*added, *removed)):
            return ""
        comma = self._reader.phrase("list")
        told = [("history.these-added", added), ("history.these-removed", removed)]
        return self._reader.phrase("clauses").join(
            self._said(key, what=comma.join(some)) for key, some in told if some
        )

    # -- everything else ------------------------------------------------------------------

    def _list(self, name: str, before: Json, after: Json, new: Record) -> str:
        """How many items of a list came, went and changed."""
        builder = TreeBuilder(_identity)
        olds, news = _differing(list(_json_items(before)), list(_json_items(after)))
        one, two = builder.build(olds, (name,)), builder.build(news, (name,))
        pairs = match_items(one, two)
        came = sorted(set(range(len(two.items))) - {j for _, j in pairs})
        gone = len(one.items) - len(pairs)
        changed = sum(one.items[i].number != two.items[j].number for i, j in pairs)
        parts = []
        if came:
            said = self._counted("added", len(came))
            who = self._speakers([two.items[j] for j in came], new) if name == "statements" else ""
            parts.append(self._said("history.by", what=said, who=who) if who else said)
        parts += [self._counted("removed", gone)] if gone else []
        parts += [self._counted("changed", changed)] if changed else []
        if not parts and LISTS[name] != "set" and any(i != j for i, j in pairs):
            return self._said("history.reordered")
        return self._reader.phrase("list").join(parts)

    def _how(self, before: Json, after: Json) -> str:
        if before is None:
            return self._said("history.text-added")
        return self._said("history.text-removed" if after is None else "history.text-changed")

    def _counted(self, what: str, number: int) -> str:
        return counted(f"history.{what}", number, self._reader.page)

    def _said(self, key: str, **parts: str) -> str:
        return self._reader.label(key).format(**parts) if parts else self._reader.label(key)

    # -- speakers -------------------------------------------------------------------------

    def _speakers(self, statements: Iterable[Tree], new: Record) -> str:
        """Who made statements, as far as the record names them today; else nothing at all."""
        today = self._speakers_today()
        entities = [self._speaker(sub(one.value), new) for one in statements]
        names = [today.get(entity, "") for entity in entities]
        return self._reader.phrase("list").join(dict.fromkeys(names)) if all(names) else ""

    def _speakers_today(self) -> Mapping[str, str]:
        """The names of the speakers of today's record by entity, as its page writes them."""
        if self._names is None:
            now, found = public(self._now), {}
            for statement in maps(now.get("statements")):
                if entity := self._speaker(statement, now):
                    name = self._reader.name(self._party(statement.get("speaker"), now), "person")
                    found[entity] = name.text if name else ""
            self._names = found
        return self._names

    def _speaker(self, statement: Record, value: Record) -> str:
        party = self._party(statement.get("speaker"), value)
        return named_by(self._reader.entity(party), "person") if party else ""

    def _party(self, who: object, value: Record) -> Record:
        """The entity that a speaker's key or name means, or that it is."""
        if not isinstance(who, str):
            return sub(who)
        for item in maps(value.get("participants")):
            name = item.get("name")
            if who in (item.get("key"), item.get("ref"), *items(name if name else None)):
                return item
            if isinstance(name, Mapping) and who in name.values():
                return item
        return {}


def _identity(place: Place) -> ListIdentity:
    """The identity of a list of an event; of those further in only the content counts."""
    return LISTS.get(str(place[0])) if len(place) == 1 else None


def _differing(olds: list[Json], news: list[Json]) -> tuple[list[Json], list[Json]]:
    """Two lists without the items that are the same at their beginnings and at their ends."""
    most = min(len(olds), len(news))
    head = next((at for at in range(most) if olds[at] != news[at]), most)
    rest = range(1, most - head + 1)
    tail = next((at - 1 for at in rest if olds[-at] != news[-at]), most - head)
    return olds[head : len(olds) - tail], news[head : len(news) - tail]


def _given(value: Json) -> Json:
    """A value; None for an empty one."""
    return None if value in ([], {}, "") else value


def _json_items(value: Json) -> Iterator[Json]:
    if isinstance(value, list):
        yield from value
    elif value is not None:
        yield value


def _is_zone(name: str) -> bool:
    from eventbook.values.timezone import problem

    return problem(name) is None

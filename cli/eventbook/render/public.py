"""What strangers may have of a record: its value without what is kept for the editors.

Every field is decided in `public_fields`; what no table there names is not given out. So nobody
finds in the data what a page does not show:

- Of notes only those go out that are marked `public`; of a review not the hash; waivers never.
- Of a person whose name is withheld nothing goes out but that it is, the label, and what the
  person did, in words of the vocabulary. The key may be made of the name, so another one takes
  its place wherever the record uses it.
- Of a source whose address is omitted the addresses stay inside. The hash goes out: it proves
  what was read and leads nowhere. Names of files on the archive's own disks stay inside.
- Portraits of people stay inside: pages do not show them.
- What the archive writes under `local` and `contact` is meant to be read, and goes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias, cast

from eventbook.events.labels import words
from eventbook.events.privacy import published, withholds
from eventbook.jsonvalue import Json
from eventbook.render.public_fields import ADDRESSES, AGENT, KINDS, Leaf, Many, Map, Part
from eventbook.render.reading import Lookup, Record, as_text, is_map, items

_Keys: TypeAlias = Mapping[str, str]
"""From the key of a withheld person to the one that takes its place."""

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_NEUTRAL = re.compile("withheld-[0-9]+")
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def public(value: Record, kind: str = "event", lookup: Lookup | None = None) -> dict[str, Json]:
    """The part of a record's value that strangers may have, in the record's order.

    Args:
        value: the record's value; what is of a wrong shape is left out.
        kind: of which of `KINDS` it is.
        lookup: from a reference to the record that it means. Where that withholds a name, whoever
            refers to it withholds it, too: the reference itself may be made of the name.
    """
    known = value if lookup is None else _unreferred(value, lookup)
    sound = published(cast("Json", known))
    part = _part(KINDS[kind], sound, {} if sound is known else _new_keys(sound))
    return part if isinstance(part, dict) else {}


def _unreferred(value: object, lookup: Lookup) -> object:
    """A value in which those who are withheld by their own records are withheld, too."""
    if isinstance(value, list):
        return [_unreferred(item, lookup) for item in value]
    if not isinstance(value, Mapping):
        return value
    ref = value.get("ref")
    record = lookup(ref) if isinstance(ref, str) else None
    if record is not None and _withholds(record):
        own = ("key", "label", "role", "roles")
        return {"withheld": True} | {name: value[name] for name in own if name in value}
    return {name: _unreferred(item, lookup) for name, item in value.items()}


def _part(part: Part, value: object, keys: _Keys) -> Json:
    if isinstance(part, Leaf):
        return _leaf(part, value, keys)
    if isinstance(part, Many):
        found: list[Json] = []
        for item in value if type(value) is list else items(value):
            public_part = _part(part.part, item, keys)
            if public_part is not None:
                found.append(public_part)
        return found
    if not is_map(value) or not part.when(value):
        return None
    return _withheld(value, keys) if _withholds(value) else _fields(part, value, keys)


def _fields(part: Map, value: Record, keys: _Keys) -> dict[str, Json]:
    omitted = ADDRESSES if part.omitting(value) else ()
    fields = part.fields
    found: dict[str, Json] = {}
    for name, item in value.items():
        wanted = fields.get(name)
        if wanted is None or name in omitted:
            continue
        if wanted is Leaf.TEXT and type(item) is str:  # as most are: the shortest way
            found[name] = item
            continue
        public_part = _part(wanted, item, keys)
        # What is null in the record says that the sources do not tell.
        if public_part is not None or item is None:
            found[name] = public_part
    return found


def _leaf(leaf: Leaf, value: object, keys: _Keys) -> Json:
    match leaf:
        case Leaf.TEXT:
            return _text(value)
        case Leaf.WHO if isinstance(value, Mapping) and not value.keys().isdisjoint(AGENT.fields):
            return _part(AGENT, value, keys)
        case Leaf.WHO:
            return keys.get(value, value) if isinstance(value, str) else _text(value)
        case Leaf.AT:
            return _path(value, keys)
        case Leaf.WHETHER:
            return value if isinstance(value, bool) else bool(as_text(value)) or None
        case Leaf.ANY:
            return _any(value, keys)


def _text(value: object) -> Json:
    if isinstance(value, Mapping):
        if _withholds(value):
            return None
        texts = {tag: text for tag, text in value.items() if isinstance(text, str)}
        return {tag: text for tag, text in texts.items() if _TAG.fullmatch(tag)} or None
    return value if isinstance(value, str | int | float) else None


def _path(value: object, keys: _Keys) -> Json:
    if not isinstance(value, str):
        return None
    return _WORD.sub(lambda found: keys.get(found[0], found[0]), value) if keys else value


def _any(value: object, keys: _Keys) -> Json:
    if isinstance(value, Mapping):
        if _withholds(value):
            return _withheld(value, keys)
        return {str(key): _any(item, keys) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_any(item, keys) for item in value]
    return value if isinstance(value, str | int | float) else None


def _withholds(value: Record) -> bool:
    return withholds(cast("Mapping[str, Json]", value))


def _withheld(entity: Record, keys: _Keys) -> dict[str, Json]:
    """What may be said of somebody whose name is withheld."""
    found: dict[str, Json] = {}
    key = entity.get("key")
    if isinstance(key, str) and key in keys:
        found["key"] = keys[key]
    for flag in ("minor", "withheld"):
        if entity.get(flag, False) is not False:
            found[flag] = True
    if (label := _text(entity.get("label"))) is not None:
        found["label"] = label
    if "roles" in entity:
        found["roles"] = list(_known(entity["roles"], "participant-role"))
    if role := [*_known(entity.get("role"), "organiser-role")]:
        found["role"] = role[0]
    return found


def _known(value: object, vocabulary: str) -> Iterator[Json]:
    """The words of a vocabulary: any other might be a name."""
    for word in items(value):
        if isinstance(word, str) and f"{vocabulary}.{word}" in words("en"):
            yield word


def _new_keys(value: object) -> _Keys:
    """Keys for those who are withheld, in the record's order: `withheld-1`."""
    taken: set[str] = set()
    secret: dict[str, None] = {}
    for entity in _maps(value):
        key = entity.get("key")
        if isinstance(key, str):
            taken.add(key)
            if _withholds(entity):
                secret[key] = None
    numbered = (f"withheld-{number}" for number in range(1, len(taken) + 1 + len(secret)))
    free = (key for key in numbered if key not in taken)
    return {key: key if _NEUTRAL.fullmatch(key) else next(free) for key in secret}


def _maps(value: object) -> Iterator[Record]:
    if isinstance(value, Mapping):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for child in value:
            yield from _maps(child)

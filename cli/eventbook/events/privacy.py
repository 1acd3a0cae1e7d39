"""What nobody may be shown: whom the entries that withhold a person's name are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from eventbook.events.reading import all_maps, names, texts
from eventbook.findings import Finding
from eventbook.jsonvalue import Json
from eventbook.pointer import Place, resolve

if TYPE_CHECKING:
    from eventbook.events.leaks.matcher import Matcher

CONCEALED = "something is wrong in an entry whose text is not shown"
WITHHELD = "(withheld)"
"""Stands in place of a text that gives a withheld name."""

# All that an entry may show which withholds a name: no wording of a source, which may be the name,
# and nothing that the schema does not know.
_SHOWN = frozenset(
    {"key", "minor", "withheld", "label", "role", "roles", "position", "on_behalf_of", "match",
     "source", "note"}
)  # fmt: skip


FLAGS = ("minor", "withheld")
"""The fields that `withholds` reads."""


def withholds(entity: Mapping[str, Json]) -> bool:
    """Whether an entity is one that the record does not name; in doubt it is.

    A record's own `withheld` is a list of notices and says nothing of an entity.
    """
    if "minor" not in entity and "withheld" not in entity:
        return False  # most entries, of which every rule asks
    flags = (entity.get("minor", False), entity.get("withheld", False))
    return any(flag is not False and not isinstance(flag, list) for flag in flags)


def published(value: Json) -> Json:
    """A record's value without what would tell whom it withholds.

    An entry that withholds a name keeps its label, roles and the like. A name that it gives all
    the same is taken out of the record's other texts and keys, too, however it is written there.
    A sound record has no such names.
    """
    entities = _withholding(value)
    if not entities:
        return value
    kept = {id(entity): _without_name(entity) for entity in entities}
    return _cleared(value, kept, _finder(_given(value)))


def unlisted(value: Json, listed: Matcher) -> Json:
    """A value whose texts and keys hold no name of a list: `BLANK` stands in its place."""
    held = "\0".join([*(text for _, text in texts(value)), *_keys(value)])
    return _unlisted(value, listed) if listed.occurrences(held) else value


def _keys(value: Json) -> Iterator[str]:
    for _, fields in all_maps(value):
        yield from fields


def _unlisted(value: Json, listed: Matcher) -> Json:
    match value:
        case dict():
            return {listed.blanked(key): _unlisted(of, listed) for key, of in value.items()}
        case list():
            return [_unlisted(of, listed) for of in value]
        case str():
            return listed.blanked(value)
        case _:
            return value


def secret_names(value: Json, other: Json) -> Matcher | None:
    """Finds the names that two versions of a record must not show; None if there are none.

    Those that either gives of somebody whom it withholds; and those that only one of them gives
    while the other withholds somebody, for it may be the same.
    """
    secret = [*_given(value), *_given(other)]
    for one, beside in ((value, other), (other, value)):
        if withholds_anybody(beside):
            for place in named_places(one, but=beside):
                secret += (text for _, text in texts(resolve(one, place)))
    return _finder(secret)


def without_names(value: Json, secret: Matcher) -> tuple[Json, frozenset[Place]]:
    """A value whose keys hold no such name, and the places in it of the texts that do."""
    cleared = _keys_cleared(value, secret)
    found = (place for place, text in texts(cleared) if secret.occurrences(text))
    return cleared, frozenset(found)


def _keys_cleared(value: Json, secret: Matcher) -> Json:
    if isinstance(value, dict):
        return {secret.blanked(key): _keys_cleared(of, secret) for key, of in value.items()}
    if isinstance(value, list):
        return [_keys_cleared(of, secret) for of in value]
    return value


def _given(value: Json) -> Iterator[str]:
    """The names that a record gives although it withholds them."""
    for entity in _withholding(value):
        yield from names(entity)
        yield from (text for _, text in texts(entity.get("aliases")))


def _finder(names: Iterable[str]) -> Matcher | None:
    found = list(names)
    if not found:  # as in nearly every record; what looks for names is slow to import
        return None
    from eventbook.events.leaks.matcher import Matcher
    from eventbook.events.leaks.names import Name, forms

    return Matcher([Name(1, forms(name)) for name in found])


def _withholding(value: Json) -> list[dict[str, Json]]:
    found: list[dict[str, Json]] = []
    _gather(value, found)
    return found


def _gather(value: Json, found: list[dict[str, Json]]) -> None:
    """The same as a filter on `all_maps`, without their places: every list asks every record."""
    if isinstance(value, dict):
        if withholds(value):
            found.append(value)
        for child in value.values():
            if isinstance(child, (dict, list)):
                _gather(child, found)
    elif isinstance(value, list):
        for child in value:
            if isinstance(child, (dict, list)):
                _gather(child, found)


def _without_name(entity: dict[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in entity.items() if key in _SHOWN}


def _cleared(value: Json, kept: Mapping[int, dict[str, Json]], given: Matcher | None) -> Json:
    match value:
        case dict():
            fields = kept.get(id(value), value)
            return {
                given.blanked(key) if given else key: _cleared(child, kept, given)
                for key, child in fields.items()
            }
        case list():
            return [_cleared(child, kept, given) for child in value]
        case str() if given and given.occurrences(value):
            return WITHHELD
        case _:
            return value


def conceal(findings: Iterable[Finding], value: Json, start: Place = ()) -> Iterator[Finding]:
    """The findings, private where they stand in an entry that withholds a name.

    What such a finding would quote of the entry is taken out, since it may be the name. What
    others quote loses the names that such an entry gives.

    Args:
        value: the record's value.
        start: where the record is in its file.
    """
    found = list(findings)
    given = _finder(_given(value) if found else ())
    for finding in found:
        inside = _withheld(value, finding.place[len(start) :])
        if inside and not finding.private:
            yield replace(
                finding,
                private=True,
                message=CONCEALED,
                label="",
                help="",
                note="",
                fix=None,
                related=(),
            )
        elif given:
            from eventbook.events.leaks.told import blanked

            yield from blanked([_above(finding, given)], given)
        else:
            yield finding


def _above(finding: Finding, given: Matcher) -> Finding:
    """The finding at a place that no key tells which holds a name."""
    for depth, part in enumerate(finding.place):
        if isinstance(part, str) and given.occurrences(part):
            return replace(finding, place=finding.place[:depth], at="start")
    return finding


def _withheld(value: Json, place: Place) -> bool:
    for part in place:
        if isinstance(value, dict):
            if withholds(value):
                return True
            value = value.get(part) if isinstance(part, str) else None
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return False
    return isinstance(value, dict) and withholds(value)


def withholds_anybody(value: Json) -> bool:
    """Whether any entity in a record is one that the record does not name."""
    return bool(_withholding(value))


def named_places(value: Json, *, but: Json) -> frozenset[Place]:
    """The places of names in a record that another version of it does not give."""
    kept = {name for _, entity in all_maps(but) for name in names(entity)}
    return frozenset(
        (*place, "name")
        for place, entity in all_maps(value)
        if any(name not in kept for name in names(entity))
    )

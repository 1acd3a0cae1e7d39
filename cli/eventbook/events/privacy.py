"""What nobody may be shown: whom the entries that withhold a person's name are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from eventbook.events.reading import all_maps, names, texts
from eventbook.findings import Finding
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

CONCEALED = "something is wrong in an entry whose text is not shown"
WITHHELD = "(withheld)"
"""Stands in place of a text that gives a withheld name."""

# All that an entry may show which withholds a name: no wording of a source, which may be the name,
# and nothing that the schema does not know.
_SHOWN = frozenset(
    {"key", "minor", "withheld", "label", "role", "roles", "position", "on_behalf_of", "match",
     "source", "note"}
)  # fmt: skip


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
    the same is taken out of the record's other texts, too. A sound record has no such names.
    """
    entities = _withholding(value)
    if not entities:
        return value
    kept = {id(entity): _without_name(entity) for entity in entities}
    repeated = {text for one in entities for text in (*names(one), *_aliases(one)) if text.strip()}
    pattern = "|".join(map(re.escape, sorted(repeated, key=len, reverse=True)))
    names_them = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE) if repeated else None
    return _cleared(value, kept, names_them)


def _withholding(value: Json) -> list[dict[str, Json]]:
    return [entity for _, entity in all_maps(value) if withholds(entity)]


def _without_name(entity: dict[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in entity.items() if key in _SHOWN}


def _aliases(entity: Mapping[str, Json]) -> Iterator[str]:
    return (text for _, text in texts(entity.get("aliases")))


def _cleared(
    value: Json, kept: Mapping[int, dict[str, Json]], names_them: re.Pattern[str] | None
) -> Json:
    match value:
        case dict():
            fields = kept.get(id(value), value)
            return {key: _cleared(child, kept, names_them) for key, child in fields.items()}
        case list():
            return [_cleared(child, kept, names_them) for child in value]
        case str() if names_them is not None and names_them.search(value):
            return WITHHELD
        case _:
            return value


def conceal(findings: Iterable[Finding], value: Json, start: Place = ()) -> Iterator[Finding]:
    """The findings, private where they stand in an entry that withholds a name.

    What such a finding would quote of the entry is taken out, since it may be the name.

    Args:
        value: the record's value.
        start: where the record is in its file.
    """
    for finding in findings:
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
        else:
            yield finding


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

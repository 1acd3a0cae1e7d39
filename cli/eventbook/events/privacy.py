"""What findings must not show: the text of entries that withhold a person's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from eventbook.events.reading import all_maps, names
from eventbook.findings import Finding
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

CONCEALED = "something is wrong in an entry whose text is not shown"


def withholds(entity: Mapping[str, Json]) -> bool:
    """Whether an entity is one that the record does not name; in doubt it is.

    A record's own `withheld` is a list of notices and says nothing of an entity.
    """
    flags = (entity.get("minor", False), entity.get("withheld", False))
    return any(flag is not False and not isinstance(flag, list) for flag in flags)


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
                finding, private=True, message=CONCEALED, label="", help="", note="", fix=None
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
    return any(withholds(entity) for _, entity in all_maps(value))


def named_places(value: Json, *, but: Json) -> frozenset[Place]:
    """The places of names in a record that another version of it does not give."""
    kept = {name for _, entity in all_maps(but) for name in names(entity)}
    return frozenset(
        (*place, "name")
        for place, entity in all_maps(value)
        if any(name not in kept for name in names(entity))
    )

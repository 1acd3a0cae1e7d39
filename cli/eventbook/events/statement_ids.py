"""The ids of statements: those that are missing, as the next in the record's own row."""

from __future__ import annotations

import re
from collections.abc import Mapping

from eventbook.events.reading import maps
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

LIST, FIELD = "statements", "id"

_NUMBERED = re.compile(r"s([0-9]{1,9})")


def missing_ids(fields: Mapping[str, Json]) -> dict[Place, str]:
    """An id for each statement that has none: `s1`, `s2` and so on, behind those there are.

    Args:
        fields: of an event.

    Returns:
        The ids by their places in the record.
    """
    statements = maps(fields, LIST)
    given = [str(statement.get(FIELD)) for _, statement in statements]
    numbers = [int(match[1]) for each in given if (match := _NUMBERED.fullmatch(each))]
    last = max(numbers, default=0)
    found: dict[Place, str] = {}
    for place, statement in statements:
        if FIELD not in statement:
            last += 1
            found[(*place, FIELD)] = f"s{last}"
    return found

"""Names for tables and columns: plain words, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ODD = re.compile(r"\W+")
_RESERVED = "sqlite_"  # begins the names that SQLite keeps for itself


class Names:
    """The names of one table's columns, or of all tables.

    Args:
        taken: names that are given already.
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {name.casefold() for name in taken}

    def free(self, wanted: str) -> str:
        """The name that comes next to what is wanted: with a number, where it is taken.

        Letters, digits and `_` stay, all else becomes `_`. SQLite, DuckDB and Spark do not tell
        capitals from small letters, so neither does this.
        """
        plain = _ODD.sub("_", wanted) or "_"
        if plain.casefold().startswith(_RESERVED):
            plain = f"_{plain}"
        name, number = plain, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{plain}_{number}"
        self._taken.add(name.casefold())
        return name

"""The order of keys that the tests of layout go by, the same at every depth."""

from __future__ import annotations

from eventbook.formatting.keys import Keys

ORDER = ("id", "title", "date", "people", "sources", "note")
KEYS: Keys = Keys({name: rank for rank, name in enumerate(ORDER)}, False, lambda _: KEYS)

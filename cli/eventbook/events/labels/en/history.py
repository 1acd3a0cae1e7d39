"""English: words of a record's history."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "history": {
        "heading": "History of this record",
    },
}

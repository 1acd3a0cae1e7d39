"""Azerbaijani: words of the site around the events' pages."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {}

"""Which texts of a record are not there in a language.

A text is what a schema lets be a map by language. One that is written plainly is in the book's own
language, with two exceptions: a plain `name` is the same in every language, and a text with `lang`
beside it is a wording that is quoted, not translated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from eventbook.jsonvalue import Json
from eventbook.pointer import Place, to_path
from eventbook.query.known import Known
from eventbook.query.places import Spot, alike
from eventbook.query.records import Record

MISSING = "_missing"
"""The field of a row that tells which texts lack the language."""


def lacking(records: Iterable[Record], known: Known, language: str, own: str) -> list[Record]:
    """The records of which some text lacks a language, each with a field `MISSING` in its row.

    Args:
        language: a language tag (BCP 47); `en-GB` is a form of `en`, not the other way round.
        own: the language of texts that are written plainly.
    """
    plain = _is_form(own, language)
    kinds = {kind: _Texts(starts, language, plain, {}) for kind, starts in known.starts.items()}
    found = []
    for record in records:
        places = kinds[record.facts.kind].lacking(record.facts.value)
        missing: list[Json] = [to_path(place) for place in places]
        if missing:
            found.append(record._replace(row={**record.row, MISSING: missing}))
    return found


class _Texts(NamedTuple):
    """The texts of a kind of record.

    Attributes:
        starts: where in the schema a record stands.
        language: the one to look for.
        plain: texts that are written plainly are in it.
        known: of each place that was asked for, whether texts stand there. All records have
            almost the same places, and the schema is slow to ask.
    """

    starts: tuple[Spot, ...]
    language: str
    plain: bool
    known: dict[Place, bool]

    def lacking(self, value: Json, place: Place = ()) -> Iterator[Place]:
        """The places of texts that lack the language."""
        match value:
            case dict() if self._are_texts(place):
                if value and not any(_is_form(tag, self.language) for tag in value):
                    yield place
            case dict():
                for key, child in value.items():
                    if not _is_own_wording(value, key):
                        yield from self.lacking(child, (*place, key))
            case list():
                for index, child in enumerate(value):
                    yield from self.lacking(child, (*place, index))
            case str() if not self.plain and self._are_texts(place):
                yield place

    def _are_texts(self, place: Place) -> bool:
        path = alike(place)
        if path not in self.known:
            spots = (spot for start in self.starts for spot in start.follow(path))
            self.known[path] = any(spot.holds_texts for spot in spots)
        return self.known[path]


def _is_own_wording(fields: Mapping[str, Json], key: str) -> bool:
    """Whether a plain text is one that nobody would translate."""
    return isinstance(fields[key], str) and (key == "name" or "lang" in fields)


def _is_form(tag: str, language: str) -> bool:
    """Whether a tag means a language or a form of it."""
    tag, language = tag.lower(), language.lower()
    return tag == language or tag.startswith(f"{language}-")

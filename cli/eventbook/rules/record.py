"""A record as rules look at it: walked once, for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from eventbook.book.facts import Facts
from eventbook.jsonvalue import Json
from eventbook.pointer import Place


@dataclass(frozen=True)
class Record(Facts):
    """The facts of one record while its rules run. What several of them ask for is kept.

    Attributes:
        clean: its file's bytes show that no text has unseen signs, or letters in two parts.
    """

    clean: bool = False

    @classmethod
    def of(cls, facts: Facts) -> Record:
        """A record with these facts."""
        return cls(
            facts.path,
            facts.kind,
            facts.place,
            facts.id,
            facts.value,
            facts.findings,
            facts.alone,
            facts.extracts,
            facts.gist,
        )

    @property
    def maps(self) -> Sequence[tuple[Place, dict[str, Json]]]:
        """Every map in the value, outermost first, with its place."""
        return self._walked[0]

    @property
    def inner(self) -> Sequence[tuple[Place, dict[str, Json]]]:
        """The maps in the record's fields; none where it has no fields."""
        return self.maps[1:] if self.readable else ()

    @property
    def texts(self) -> Sequence[str]:
        """Every text in the value, keys aside, in order."""
        return self._walked[1]

    @cached_property
    def said(self) -> str:
        """All texts, a null between each two: for a look whether any of them holds something."""
        return "\0".join(self.texts)

    @cached_property
    def places(self) -> Sequence[Place]:
        """The places of `texts`. They cost more than the texts, and are seldom asked for."""
        places: list[Place] = []
        _gather_places(self.value, (), places)
        return places

    @cached_property
    def _walked(self) -> tuple[list[tuple[Place, dict[str, Json]]], list[str]]:
        maps: list[tuple[Place, dict[str, Json]]] = []
        texts: list[str] = []
        if isinstance(self.value, str):
            texts.append(self.value)
        elif isinstance(self.value, (dict, list)):
            _gather(self.value, (), maps, texts)
        return maps, texts


# Every record is walked. Generators would hand each item up through all levels; these fill lists.
def _gather(
    value: dict[str, Json] | list[Json],
    place: Place,
    maps: list[tuple[Place, dict[str, Json]]],
    texts: list[str],
) -> None:
    if isinstance(value, dict):
        maps.append((place, value))
    for part, child in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(child, str):
            texts.append(child)
        elif isinstance(child, (dict, list)):
            _gather(child, (*place, part), maps, texts)


def _gather_places(value: Json, place: Place, places: list[Place]) -> None:
    if isinstance(value, str):
        places.append(place)
    elif isinstance(value, dict):
        for key, child in value.items():
            _gather_places(child, (*place, key), places)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            _gather_places(child, (*place, index), places)

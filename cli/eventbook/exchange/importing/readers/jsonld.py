"""jsonld: the events of schema.org in JSON-LD.

It is read as plain JSON: no context is fetched. Names may have the prefix of schema.org, and what
another part of the same text describes by `@id` is put in where it is referred to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from eventbook.exchange.importing.source import Content, Options, Position, Row, SourceError
from eventbook.exchange.structured import read_structured
from eventbook.jsonvalue import Json

_Node: TypeAlias = dict[str, Json]

_TYPES = """
    Event BroadcastEvent BusinessEvent ChildrensEvent ComedyEvent ConferenceEvent CourseInstance
    DanceEvent DeliveryEvent EducationEvent EventSeries ExhibitionEvent Festival FoodEvent
    Hackathon LiteraryEvent MusicEvent OnDemandEvent PerformingArtsEvent PublicationEvent
    SaleEvent ScreeningEvent SocialEvent SportsEvent TheaterEvent UserInteraction
    VisualArtsEvent
"""
EVENT_TYPES = frozenset(_TYPES.split())
"""schema.org/Event and the types below it."""

_PREFIX = re.compile(r"(?:https?://(?:www\.)?schema\.org/|schema:)(?=\w)")
_DEEPEST = 6  # references into references
_MOST_PUT_IN = 1000  # descriptions in one event


def read(data: bytes, name: str, _options: Options) -> Content:
    """The events of a single object, a list, or `@graph`; other things are counted by type.

    Raises:
        StructuredError: it is no JSON that could be kept.
        SourceError: there is no object in it.
    """
    nodes = [_plain(each) for each in _nodes(read_structured(data, name))]
    if not nodes:
        raise SourceError(f"{name}: there is no object in it", help="is it JSON-LD?")
    described = {
        str(node["@id"]): node
        for node in nodes
        if isinstance(node.get("@id"), str) and len(node) > 1
    }
    rows: list[Row] = []
    others: Counter[str] = Counter()
    for node in nodes:
        types = _types(node)
        if EVENT_TYPES.isdisjoint(types):
            others[types[0] if types else "no @type"] += 1
            continue
        whole = _Resolving(described).resolved(node, ())
        rows.append(Row(Position(name, len(rows) + 1), whole if isinstance(whole, dict) else node))
    return Content(tuple(rows), dict(others))


def _nodes(value: Json) -> Iterator[_Node]:
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item)
    elif isinstance(value, dict):
        graph = value.get("@graph")
        if isinstance(graph, list | dict):
            yield from _nodes(graph)
        else:
            yield value


def _plain(value: Json) -> _Node:
    """A node whose names and types have lost the prefix of schema.org; its context is left out."""
    plain = _without_prefix(value)
    return plain if isinstance(plain, dict) else {}


def _without_prefix(value: Json, name: str = "") -> Json:
    if isinstance(value, dict):
        return {
            (short := _PREFIX.sub("", key, count=1)): _without_prefix(inner, short)
            for key, inner in value.items()
            if key != "@context"
        }
    if isinstance(value, list):
        return [_without_prefix(item, name) for item in value]
    if isinstance(value, str) and name in ("@type", "eventStatus", "eventAttendanceMode"):
        return _PREFIX.sub("", value, count=1)
    return value


def _types(node: Mapping[str, Json]) -> list[str]:
    found = node.get("@type")
    return [
        each for each in (found if isinstance(found, list) else [found]) if isinstance(each, str)
    ]


@dataclass(slots=True)
class _Resolving:
    """Puts descriptions into one event.

    Attributes:
        described: nodes by their `@id`.
        put_in: how many have been put in; a graph can be made to multiply without end.
    """

    described: Mapping[str, _Node]
    put_in: int = 0

    def resolved(self, value: Json, within: tuple[str, ...]) -> Json:
        """The value with descriptions for bare references; one inside itself stays bare."""
        if isinstance(value, list):
            return [self.resolved(item, within) for item in value]
        if not isinstance(value, dict):
            return value
        named = value.get("@id")
        if isinstance(named, str):
            bare = len(value) == 1
            if named in within or len(within) >= _DEEPEST:
                return value if bare else {"@id": named}
            within = (*within, named)
            if bare and named in self.described and self.put_in < _MOST_PUT_IN:
                self.put_in += 1
                value = self.described[named]
        return {key: self.resolved(inner, within) for key, inner in value.items()}

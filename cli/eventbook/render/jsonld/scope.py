"""One record on its way into a graph: who and what it has named so far."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

from eventbook.jsonvalue import Json, canonical
from eventbook.render.jsonld.graph import Graph, Names, Node, filled, tagged, texts
from eventbook.render.jsonld.identifiers import identified
from eventbook.render.public import public
from eventbook.render.public_fields import KINDS
from eventbook.render.reading import Reader, Record, as_text, is_withheld, items, sub
from eventbook.values.slug import slugify

AgentType: TypeAlias = Literal["Person", "Organization"]

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TYPES: Mapping[str, AgentType] = {"person": "Person", "organisation": "Organization"}


class Scope:
    """What the nodes of one record have in common.

    Attributes:
        graph: where they go.
        names: what they are called.
        reader: how the record is read.
        event: the record's id.
        sources: by key and by number from 1 the sources' identifiers and records.
    """

    def __init__(self, graph: Graph, names: Names, reader: Reader, event: str) -> None:
        self.graph = graph
        self.names = names
        self.reader = reader
        self.event = event
        self.sources: dict[object, tuple[str, Record]] = {}
        self.default_source = ""
        self._keys: dict[str, Node | None] = {}
        self._named: dict[str, Node] = {}
        self._described: dict[str, Node] = {}
        self._parts: set[str] = set()

    def part(self, name: str) -> str:
        """An identifier that nothing else of this record has."""
        free = name
        number = 2
        while free in self._parts:
            free = f"{name}-{number}"
            number += 1
        self._parts.add(free)
        return self.names.part(self.event, free)

    def described(self, part: str, node: Node) -> Node:
        """The reference to what is described so; what is described alike is one node."""
        text = canonical(node)
        if text not in self._described:
            self._described[text] = self.graph.put(self.part(part), node)
        return self._described[text]

    def words(self, text: str) -> list[Json]:
        """Words in the language of the page."""
        return [tagged(text, self.reader.page)] if text else []

    def agent(self, value: object, kind: AgentType) -> Node | None:
        """The node of a person or organisation; None of one whose name is withheld.

        Args:
            value: an entity, or a plain name.
            kind: what it is where no record says it.
        """
        entity = self.reader.entity(value)
        if is_withheld(entity):
            return None
        return self.entity(entity, kind)

    def entity(self, entity: Record, kind: str) -> Node | None:
        """The node of whatever has a name or a reference."""
        ref = entity.get("ref")
        if isinstance(ref, str) and "/" in ref:
            return self._referred(ref, entity, kind)
        plain = self._plain(entity)
        if not plain:
            return None
        if plain[0] not in self._named:
            part = self.part(f"name-{slugify(plain[0]) or len(self._named) + 1}")
            self._named[plain[0]] = self.graph.put(part, {})
        node = self._typed(self._named[plain[0]], kind)
        name = texts(entity.get("name"))
        fields = {"@type": kind, "name": name, **identified(entity.get("ids"), kind)}
        self.graph.put(str(node["@id"]), filled(fields))
        for other in plain[1:]:
            self._named.setdefault(other, node)
        return node

    def _typed(self, node: Node, kind: str) -> Node:
        """A node of which more is known: who has a part is not only spoken of."""
        known = self.graph.nodes[str(node["@id"])]
        if known.get("@type") == "Thing":
            known["@type"] = kind
        return node

    def _referred(self, ref: str, entity: Record, kind: str) -> Node:
        folder, _, slug = ref.partition("/")
        kind = _TYPES.get(folder, kind)
        name = texts(entity.get("name"))
        fields = {"@type": kind, "name": name or [as_text(slug)], **self.identified(entity, kind)}
        node = self.graph.put(self.names.record(folder, slug), filled(fields))
        for text in self._plain(entity):
            self._named.setdefault(text, node)
        return node

    def identified(self, entity: Record, kind: str) -> Node:
        """The identifiers of an entity, those of its record among them."""
        ref = as_text(entity.get("ref"))
        folder = ref.partition("/")[0]
        known = self.reader.lookup(ref) if folder in KINDS else None
        given = known.get("ids") if known else None
        inherited = sub(public({"ids": given}, folder).get("ids")) if given else {}
        return identified({**inherited, **sub(entity.get("ids"))}, kind)

    @staticmethod
    def _plain(entity: Record) -> list[str]:
        name = entity.get("name")
        found = [name[tag] for tag in sorted(name)] if isinstance(name, Mapping) else [name]
        return [text for one in found if isinstance(one, str) and (text := as_text(one))]

    def remember(self, key: object, node: Node | None) -> None:
        """Whom a key of the record means; None of one whose name is withheld."""
        if isinstance(key, str):
            self._keys.setdefault(key, node)

    def withholds(self, key: object) -> bool:
        """Whether a key means somebody whose name is withheld."""
        return isinstance(key, str) and self._keys.get(key, {}) is None

    def meant(self, value: object, kind: AgentType = "Person") -> Node | None:
        """Whom a key, a name or an entity means; None where that is withheld or nobody."""
        if isinstance(value, Mapping):
            return self.agent(value, kind)
        if not isinstance(value, str):
            return None
        if value in self._keys:
            return self._keys[value]
        text = as_text(value)
        if text in self._named:
            return self._typed(self._named[text], kind)
        # A key that means nobody is a slip, not a name.
        return None if _KEY.fullmatch(text) else self.agent({"name": text}, kind)

    def publisher(self, source: Record) -> Node | None:
        """Who published a source; a publisher is named, never meant by a key, however short."""
        value = source.get("publisher")
        if isinstance(value, str):
            known = self._named.get(as_text(value))
            found = self._typed(known, "Organization") if known else None
            return found or self.agent({"name": value}, "Organization")
        return self.meant(value, "Organization")

    def known(self, value: object) -> Node | None:
        """What a key or a name of the record means, if it does."""
        if not isinstance(value, str):
            return None
        return self._keys.get(value) or self._named.get(as_text(value))

    def cited(self, item: Record) -> list[tuple[str, Record]]:
        """The sources that an item cites, by its own `source` or else the default one."""
        keys = [as_text(key) for key in items(item.get("source"))] or [self.default_source]
        return [self.sources[key] for key in keys if key in self.sources]

"""Nodes of a graph as JSON-LD 1.1 (W3C, 2020) writes them: flat, each once, in a fixed order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias
from urllib.parse import quote

from eventbook.jsonvalue import Json, digest
from eventbook.render.citing import web_address
from eventbook.render.reading import as_text, clean, is_map
from eventbook.render.site.paths import FOLDERS, absolute, event_path, file_stem

Node: TypeAlias = dict[str, Json]

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_PLAIN = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


class Names(NamedTuple):
    """The identifiers of nodes: addresses of the site, or blank nodes where it has none.

    A blank node means something within its document only, which is all that can be promised of
    an archive whose address is not known.

    Attributes:
        site: the archive's address with a slash at its end; empty if it is not known.
    """

    site: str

    def record(self, kind: str, name: str) -> str:
        """Of what a record describes; `name` is its id."""
        if not self.site:
            return f"_:{kind}-{_label(name)}"
        folder = FOLDERS.get(kind, kind)
        return f"{self.site}{_quoted(folder)}/{_quoted(file_stem(name))}.html#{_quoted(kind)}"

    def part(self, event: str, name: str) -> str:
        """Of something that only the record of an event names."""
        if not self.site:
            return f"_:event-{_label(event)}.{_label(name)}"
        return f"{self.page(event)}#{_quoted(name)}"

    def page(self, event: str) -> str:
        """The address of an event's page, where the site has one."""
        return absolute(event_path(event), self.site)


class Graph:
    """The nodes of one document."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}

    def put(self, name: str, node: Node) -> Node:
        """Add a node, or what is new of it, and return the reference to it."""
        known = self.nodes.setdefault(name, {"@id": name})
        for key, value in node.items():
            known.setdefault(key, value)
        return {"@id": name}

    def append(self, name: str, key: str, value: Json) -> None:
        """Add a value to a property of a node that is known."""
        node = self.nodes[name]
        many = node.get(key, [])
        many = many if isinstance(many, list) else [many]
        node[key] = one_or_many([*many, value]) if value not in many else node[key]


@lru_cache(maxsize=1024)
def _quoted(name: str) -> str:
    """A name as one part of an address (RFC 3986)."""
    return quote(name, safe="")


def one_or_many(values: list[Json]) -> Json:
    """A list, or its one item; None where it is empty."""
    return values[0] if len(values) == 1 else values or None


def filled(node: Mapping[str, Json]) -> Node:
    """A node without what is not known: None, the empty text, the empty list."""
    found: Node = {}
    for key, value in node.items():
        if not value and (value is None or value in ("", [])):  # as most are
            continue
        known = one_or_many(value) if isinstance(value, list) else value
        if known is not None and known != "":
            found[key] = known
    return found


def tagged(text: str, lang: object) -> Json:
    """A text with its language, where that is known."""
    if isinstance(lang, str) and _TAG.fullmatch(lang):
        return {"@value": text, "@language": lang}
    return text


def texts(value: object, lang: object = None) -> list[Json]:
    """A text of the record in every language that it is given in.

    Args:
        value: a string, a scalar, or a map of languages to strings.
        lang: the language of a plain string, where the record says it.
    """
    if value is None:
        return []
    if isinstance(value, str):
        text = clean(value)
        return [tagged(text, lang)] if text else []
    if is_map(value):
        given = ((tag, clean(text)) for tag, text in value.items() if isinstance(text, str))
        return [tagged(text, tag) for tag, text in given if text]
    if isinstance(value, list | tuple):
        return []
    text = as_text(value)
    return [tagged(text, lang)] if text else []


def word(value: object, lang: object = None) -> list[Json]:
    """A text for a property that could also be an address: as a value, so that it stays a text."""
    return [one if isinstance(one, dict) else {"@value": one} for one in texts(value, lang)]


def link(value: object) -> str | None:
    """An address that may become a link, as it is; None for anything else."""
    return web_address(value) if isinstance(value, str) else None


def _label(name: str) -> str:
    """A name as part of a blank node's label (N-Quads); one that cannot be becomes a digest."""
    return name if _PLAIN.fullmatch(name) else digest(name)[:16]

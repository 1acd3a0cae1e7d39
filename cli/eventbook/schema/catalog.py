"""The closed registry of schemas: by `$id` and by relative file, and nothing from anywhere else.

References are resolved as JSON Schema says (2020-12, section 8.2; RFC 3986): against the base URI
of the schema that holds them. A schema file without `$id` has its own file name for a base. Where
a reference leads to an address that no file claims, the file that stands at the same relative
path is meant, so that editors (which go by file) and validators (which go by `$id`) agree.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, cast
from urllib.parse import quote, unquote

from eventbook.errors import SchemaError
from eventbook.pointer import to_pointer
from eventbook.schema.source import parse_schema, schema_error
from eventbook.schema.violation import Schema
from eventbook.schema.walk import (
    Located,
    Reference,
    anchors,
    references,
    resolve,
    split_fragment,
    subschemas,
)

__all__ = ["DIALECTS", "FILE_BASE", "Catalog", "Located", "dialect_of"]

# A name that never resolves (RFC 6761): it only gives files a base to resolve against.
FILE_BASE = "https://book.invalid/"
_MOST = 100_000
"""Schemas that may be applied to one value; each is tried for each record."""
DIALECTS = {
    "http://json-schema.org/draft-04/schema": "draft-04",
    "http://json-schema.org/draft-06/schema": "draft-06",
    "http://json-schema.org/draft-07/schema": "draft-07",
    "https://json-schema.org/draft/2019-09/schema": "2019-09",
    "https://json-schema.org/draft/2020-12/schema": "2020-12",
}


class Catalog:
    """All schemas that may be referred to.

    Args:
        files: path (relative, with `/`) and bytes of every schema file, JSON or YAML; of two
            that claim one address, the first has it, and the other is of no use.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)
        self._roots: dict[str, Schema] = {}
        self._resources: dict[str, Located] = {}
        self._anchors: dict[str, Located] = {}
        self._bases: dict[int, str] = {}
        self._owners: dict[str, str] = {}
        self._references: dict[str, list[Reference]] = {}
        self._broken: dict[str, SchemaError] = {}  # by address
        self._meant: dict[str, dict[str, Located]] = {}
        self._reach: dict[str, dict[str, Located]] = {}
        for path in self._files:  # in order: the first of two with one `$id` has it
            try:
                self._add(path)
            except SchemaError as error:  # it matters only to whoever needs this file
                self._broken[_file_uri(path)] = error
        for path, referring in self._references.items():
            for reference in referring:
                self._alias(path, reference)

    def root(self, path: str) -> Located:
        """The schema in a file, all of whose references lead somewhere.

        Raises:
            SchemaError: no such file, not a schema, or a `$ref` leads out of the registry.
        """
        if broken := self._broken.get(_file_uri(path)):
            raise broken
        if path not in self._roots:
            raise SchemaError(
                f"{path}: there is no such schema file",
                help="known are: " + (", ".join(sorted(self._roots)) or "none"),
            )
        self._reached(path)
        schema = self._roots[path]
        return Located(schema, self.base_of(schema, _file_uri(path)))

    def dialect(self, path: str) -> str:
        """The draft a schema file is written for; the latest where it says nothing.

        Raises:
            SchemaError: the file's `$schema` is none of `DIALECTS`.
        """
        return dialect_of(path, self.root(path).schema)

    def resources(self, path: str) -> dict[str, Schema]:
        """The schemas in a file and in all files it refers to, by the URIs that are used for them.

        Schemas with an `$id` of their own inside these are left for a validator to find.

        Raises:
            SchemaError: as `root`.
        """
        root = self.root(path)
        used = {root.base, *(split_fragment(uri)[0] for uri in self._reached(path))}
        found: dict[str, Schema] = {}
        for uri in sorted(used):
            file = self._owners[uri]
            schema = self._roots[file]
            whole = self._resources[uri].schema is schema
            found[uri if whole else self.base_of(schema, _file_uri(file))] = schema
        return found

    def referred(self, path: str) -> dict[str, Schema]:
        """What the `$ref`s in use from a file lead to, each called `FILE#FRAGMENT`.

        Raises:
            SchemaError: as `root`.
        """
        named: dict[str, Schema] = {}
        for uri, located in self._reached(path).items():
            resource, fragment = split_fragment(uri)
            named[f"{self._owners[resource]}#{unquote(fragment)}"] = located.schema
        return named

    def refuse_endless(self, path: str, in_place: Callable[[Located], Iterable[Located]]) -> None:
        """Refuse a schema in use from a file that applies itself to the same value again.

        Args:
            in_place: the schemas that a schema applies to the value it is applied to itself.

        Raises:
            SchemaError: with the place of the `$ref` that leads back; or as `root`.
        """
        for file, each in self._refs(path):
            inner = in_place(self._target(file, each))
            if any(located.schema is each.holder for located in inner):
                raise schema_error(file, each.place, "the schema refers to itself without end")

    def refuse_growing(self, path: str, times: Callable[[Located, int], int]) -> None:
        """Refuse a schema in use from a file that leads to too many others for one value.

        Args:
            times: how many schemas one applies to a value, counted no further than a number.

        Raises:
            SchemaError: with the place of the `$ref` that leads to them; or as `root`.
        """
        for file, each in self._refs(path):
            if times(self._target(file, each), _MOST) > _MOST:
                message = f"this leads to more than {_MOST} schemas for one value"
                raise schema_error(file, each.place, message)

    def _refs(self, path: str) -> Iterator[tuple[str, Reference]]:
        """Every `$ref` in a file and in all files it refers to, with its file."""
        used = {path, *(self._owners[split_fragment(uri)[0]] for uri in self._reached(path))}
        for file in sorted(used):
            for each in self._references[file]:
                if each.place[-1] == "$ref":
                    yield file, each

    def lookup(self, base: str, reference: str) -> Located:
        """What a `$ref` in a schema with this base URI refers to.

        Raises:
            SchemaError: nothing in the registry.
        """
        return self._find(resolve(base, reference), reference)

    def _find(self, address: str, reference: str) -> Located:
        uri, fragment = split_fragment(address)
        resource = self._resources.get(uri) or _metaschemas().get(uri)
        if resource is None:
            if broken := self._broken.get(uri):
                raise broken
            raise SchemaError(f"`$ref` {reference!r} leads to no schema of this book")
        if not fragment or fragment.startswith("/"):
            return self._walk(resource, fragment, reference)
        anchored = self._anchors.get(f"{resource.base}#{fragment}")
        if anchored is None:
            raise SchemaError(f"`$ref` {reference!r}: {uri} has no anchor `{fragment}`")
        return anchored

    def base_of(self, schema: Schema, default: str) -> str:
        """The base URI of a schema object that came from this registry."""
        return self._bases.get(id(schema), default)

    def _add(self, path: str) -> None:
        schema = parse_schema(path, self._files[path])
        uri = _file_uri(path)
        try:
            found = list(subschemas(schema, uri))
            referring = [each for place, located in found for each in references(place, located)]
        except ValueError as error:  # from urllib
            raise SchemaError(f"{path}: an `$id` or `$ref` is no address: {error}") from error
        root = found[0][1] if found else Located(schema, uri)
        if root.base in self._owners:
            other = self._owners[root.base]
            raise SchemaError(f"{path}: its `$id` {root.base} is already that of {other}")
        self._roots[path] = schema
        self._references[path] = referring
        self._claim(uri, root, path)
        for place, located in found:
            contents = cast("dict[str, Any]", located.schema)
            self._bases[id(contents)] = located.base
            if place == () or isinstance(contents.get("$id"), str):
                self._claim(located.base, located, path)
            for anchor in anchors(contents):
                self._anchors[f"{located.base}#{anchor}"] = located

    def _alias(self, path: str, reference: Reference) -> None:
        """Let an address that nobody claims mean the file at the same relative path."""
        uri = split_fragment(reference.uri)[0]
        target = split_fragment(reference.target)[0]
        if uri in self._resources or not target or ":" in target:
            return
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))
        if beside in self._roots:
            self._claim(uri, self._resources[_file_uri(beside)], beside)
        elif broken := self._broken.get(_file_uri(beside)):
            self._broken[uri] = broken

    def _claim(self, uri: str, located: Located, path: str) -> None:
        self._resources.setdefault(uri, located)
        self._owners.setdefault(uri, path)

    def _reached(self, path: str) -> dict[str, Located]:
        """What the references in a file, and in the files they lead to, mean, by address."""
        if path in self._reach:
            return self._reach[path]
        reached: dict[str, Located] = {}
        seen: set[str] = set()
        queue = [path]
        while queue:
            file = queue.pop()
            if file in seen:
                continue
            seen.add(file)
            reached |= self._meant_by(file)
            queue += [self._owners[split_fragment(uri)[0]] for uri in self._meant_by(file)]
        self._reach[path] = reached
        return reached

    def _meant_by(self, file: str) -> dict[str, Located]:
        """What the references in one file mean, by address; those to metaschemas left out."""
        if file not in self._meant:
            found = {each.uri: self._target(file, each) for each in self._references[file]}
            owned = {
                uri: one for uri, one in found.items() if split_fragment(uri)[0] in self._owners
            }
            self._meant[file] = owned
        return self._meant[file]

    def _target(self, path: str, reference: Reference) -> Located:
        try:
            return self._find(reference.uri, reference.target)
        except SchemaError as error:
            where = to_pointer(reference.place)
            raise SchemaError(
                f"{path}: at {where}: {error.message}",
                help=error.help
                or "add the schema it means to the schemas folder; nothing is ever fetched",
            ) from None

    def _walk(self, resource: Located, fragment: str, reference: str) -> Located:
        schema: Any = resource.schema
        base = resource.base
        for part in fragment.split("/")[1:]:
            key = unquote(part).replace("~1", "/").replace("~0", "~")
            if isinstance(schema, dict) and key in schema:
                schema = schema[key]
            elif isinstance(schema, list) and key.isdecimal() and int(key) < len(schema):
                schema = schema[int(key)]
            else:
                raise SchemaError(f"`$ref` {reference!r}: there is nothing at {fragment}")
            base = self.base_of(schema, base)
        if not isinstance(schema, dict | bool):
            raise SchemaError(f"`$ref` {reference!r}: what stands at {fragment} is no schema")
        return Located(schema, base)


def dialect_of(name: str, schema: Schema, default: str = "2020-12") -> str:
    """The draft that a schema says it is written for.

    Raises:
        SchemaError: it is none of `DIALECTS`; the message begins with the schema's name.
    """
    declared = schema.get("$schema") if isinstance(schema, dict) else None
    if declared is None:
        return default
    dialect = DIALECTS.get(str(declared).removesuffix("#"))
    if dialect is None:
        raise SchemaError(
            f"{name}: the `$schema` {declared!r} is not known",
            help="use one of: " + ", ".join(DIALECTS),
        )
    return dialect


def _file_uri(path: str) -> str:
    return FILE_BASE + quote(path)


@cache
def _metaschemas() -> Mapping[str, Located]:
    """The drafts' own schemas, which come with jsonschema."""
    from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]

    return {uri: Located(REGISTRY.contents(uri), uri) for uri in REGISTRY}

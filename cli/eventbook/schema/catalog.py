"""The closed registry of schemas: by `$id` and by relative file, and nothing from anywhere else.

References are resolved as JSON Schema says (2020-12, section 8.2; RFC 3986): against the base URI
of the schema that holds them. A schema file without `$id` has its own file name for a base. Where
a reference leads to an address that no file claims, the file that stands at the same relative
path is meant, so that editors (which go by file) and validators (which go by `$id`) agree.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote, unquote, urldefrag, urljoin

from eventbook.document.loader import load
from eventbook.errors import SchemaError
from eventbook.pointer import Place, to_pointer
from eventbook.schema.violation import Schema

# A name that never resolves (RFC 6761): it only gives files a base to resolve against.
FILE_BASE = "https://book.invalid/"
DIALECTS = {
    "http://json-schema.org/draft-04/schema": "draft-04",
    "http://json-schema.org/draft-06/schema": "draft-06",
    "http://json-schema.org/draft-07/schema": "draft-07",
    "https://json-schema.org/draft/2019-09/schema": "2019-09",
    "https://json-schema.org/draft/2020-12/schema": "2020-12",
}
# Keywords whose values are data, not schemas: a `$ref` in an example refers to nothing.
DATA_KEYWORDS = frozenset({"enum", "const", "default", "examples"})
# Keywords whose values map names to schemas: a property may be called `enum`.
NAME_MAPS = frozenset(
    {"properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"}
)
_METASCHEMAS = ("http://json-schema.org/", "https://json-schema.org/")


@dataclass(frozen=True, slots=True)
class Located:
    """A schema and the base URI against which its references resolve."""

    schema: Schema
    base: str


@dataclass(frozen=True, slots=True)
class _Reference:
    target: str
    base: str
    place: Place


class Catalog:
    """All schemas that may be referred to.

    Args:
        files: path (relative, with `/`) and bytes of every schema file, JSON or YAML.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)
        self._roots: dict[str, Schema] = {}
        self._resources: dict[str, Located] = {}
        self._anchors: dict[str, Located] = {}
        self._bases: dict[int, str] = {}
        self._owners: dict[str, str] = {}
        self._references: dict[str, list[_Reference]] = {}
        self._broken: dict[str, SchemaError] = {}
        for path in sorted(self._files):
            try:
                self._add(path)
            except SchemaError as error:  # it matters only to whoever needs this file
                self._broken[path] = error
        for path, references in self._references.items():
            for reference in references:
                self._alias(path, reference)

    def root(self, path: str) -> Located:
        """The schema in a file, all of whose references lead somewhere.

        Raises:
            SchemaError: no such file, not a schema, or a `$ref` leads out of the registry.
        """
        if path in self._broken:
            raise self._broken[path]
        if path not in self._roots:
            raise SchemaError(
                f"{path}: there is no such schema file",
                help="known are: " + (", ".join(sorted(self._roots)) or "none"),
            )
        self._check_references(path, set(), set())
        schema = self._roots[path]
        return Located(schema, self.base_of(schema, _file_uri(path)))

    def dialect(self, path: str) -> str:
        """The draft a schema file is written for; the latest where it says nothing.

        Raises:
            SchemaError: the file's `$schema` is none of `DIALECTS`.
        """
        schema = self.root(path).schema
        declared = schema.get("$schema") if isinstance(schema, dict) else None
        if declared is None:
            return "2020-12"
        dialect = DIALECTS.get(str(declared).removesuffix("#"))
        if dialect is None:
            raise SchemaError(
                f"{path}: the `$schema` {declared!r} is not known",
                help="use one of: " + ", ".join(DIALECTS),
            )
        return dialect

    def resources(self, path: str) -> dict[str, Schema]:
        """The schema in a file and all it refers to, by the URIs that are used for them.

        Schemas with an `$id` of their own inside these are left for a validator to find.

        Raises:
            SchemaError: as `root`.
        """
        root = self.root(path)
        used: set[str] = {root.base}
        self._check_references(path, set(), used)
        return {
            uri: self._resources[uri].schema
            for uri in sorted(used)
            if self._resources[uri].schema is self._roots[self._owners[uri]]
        }

    def lookup(self, base: str, reference: str) -> Located:
        """What a `$ref` in a schema with this base URI refers to.

        Raises:
            SchemaError: nothing in the registry.
        """
        uri, fragment = urldefrag(_resolve(base, reference))
        resource = self._resources.get(uri)
        if resource is None:
            raise SchemaError(f"`$ref` {reference!r} leads to no schema of this book")
        if not fragment or fragment.startswith("/"):
            return self._walk(resource, fragment, reference)
        anchored = self._anchors.get(f"{uri}#{fragment}")
        if anchored is None:
            raise SchemaError(f"`$ref` {reference!r}: {uri} has no anchor `{fragment}`")
        return anchored

    def base_of(self, schema: Schema, default: str) -> str:
        """The base URI of a schema object that came from this registry."""
        return self._bases.get(id(schema), default)

    def _add(self, path: str) -> None:
        schema = _parse(path, self._files[path])
        uri = _file_uri(path)
        self._references[path] = []
        self._roots[path] = schema
        self._claim(uri, Located(schema, uri), path)
        for place, located in _subschemas(schema, uri):
            contents = cast("dict[str, Any]", located.schema)
            self._bases[id(contents)] = located.base
            if place == () or isinstance(contents.get("$id"), str):
                self._claim(urldefrag(located.base)[0], located, path)
            for anchor in _anchors(contents):
                self._anchors[f"{located.base}#{anchor}"] = located
            for keyword in ("$ref", "$dynamicRef", "$recursiveRef"):
                if isinstance(contents.get(keyword), str):
                    reference = _Reference(contents[keyword], located.base, (*place, keyword))
                    self._references[path].append(reference)

    def _alias(self, path: str, reference: _Reference) -> None:
        """Let an address that nobody claims mean the file at the same relative path."""
        uri = urldefrag(_resolve(reference.base, reference.target))[0]
        target = urldefrag(reference.target)[0]
        if uri in self._resources or not target or ":" in target:
            return
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))
        if beside in self._roots:
            self._claim(uri, self._resources[_file_uri(beside)], beside)

    def _claim(self, uri: str, located: Located, path: str) -> None:
        self._resources.setdefault(uri, located)
        self._owners.setdefault(uri, path)

    def _check_references(self, path: str, seen: set[str], used: set[str]) -> None:
        if path in seen:
            return
        seen.add(path)
        for reference in self._references[path]:
            uri = _resolve(reference.base, reference.target)
            if uri.startswith(_METASCHEMAS):
                continue
            try:
                self.lookup(reference.base, reference.target)
            except SchemaError as error:
                where = to_pointer(reference.place)
                raise SchemaError(
                    f"{path}: at {where}: {error.message}",
                    help="add the schema it means to the schemas folder; nothing is ever fetched",
                ) from None
            used.add(urldefrag(uri)[0])
            self._check_references(self._owners[urldefrag(uri)[0]], seen, used)

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


def _file_uri(path: str) -> str:
    return FILE_BASE + quote(path)


def _resolve(base: str, reference: str) -> str:
    """`urljoin`, which knows nothing of bases without a hierarchy, such as `urn:`."""
    if reference.startswith("#"):
        return urldefrag(base)[0] + reference
    return urljoin(base, reference)


def _subschemas(schema: Any, base: str, place: Place = ()) -> Iterator[tuple[Place, Located]]:
    """Every map that may be a schema, outermost first, with its base URI."""
    if isinstance(schema, list):
        for index, item in enumerate(schema):
            yield from _subschemas(item, base, (*place, index))
    if not isinstance(schema, dict):
        return
    identifier = schema.get("$id", schema.get("id") if place == () else None)
    if isinstance(identifier, str) and not identifier.startswith("#"):
        base = urldefrag(_resolve(base, identifier))[0]
    yield place, Located(schema, base)
    for key, value in schema.items():
        if key in NAME_MAPS and isinstance(value, dict):
            for name, child in value.items():
                yield from _subschemas(child, base, (*place, key, name))
        elif key not in DATA_KEYWORDS and isinstance(value, dict | list):
            yield from _subschemas(value, base, (*place, key))


def _anchors(schema: Mapping[str, Any]) -> Iterator[str]:
    for keyword in ("$anchor", "$dynamicAnchor"):
        if isinstance(schema.get(keyword), str):
            yield schema[keyword]
    for keyword in ("$id", "id"):  # up to draft-07 an anchor is written as `"$id": "#name"`
        identifier = schema.get(keyword)
        if isinstance(identifier, str) and urldefrag(identifier)[1]:
            yield urldefrag(identifier)[1]


def _parse(path: str, data: bytes) -> Schema:
    if path.endswith(".json"):
        try:
            value = json.loads(data)
        except UnicodeDecodeError as error:
            raise SchemaError(f"{path}: not UTF-8", help="save the file as UTF-8") from error
        except json.JSONDecodeError as error:
            raise SchemaError(f"{path}:{error.lineno}:{error.colno}: {error.msg}") from error
        except RecursionError as error:
            raise SchemaError(f"{path}: nested too deep for a schema") from error
    else:
        loaded = load(data, path)
        bad = next((f for f in loaded.findings if f.severity == "error"), None)
        if bad is not None or loaded.document is None:
            line, column = (bad.span.line, bad.span.column) if bad and bad.span else (1, 1)
            what = bad.message if bad else "the file is empty"
            raise SchemaError(f"{path}:{line}:{column}: {what}", help=bad.help if bad else "")
        value = loaded.document.value
    if not isinstance(value, dict | bool):
        raise SchemaError(f"{path}: a schema is a map of keywords, or true or false")
    return value

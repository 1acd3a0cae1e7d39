"""One schema out of many files: everything that a file refers to, in a document of its own.

Editors and other validators mostly want one file. Each schema that is referred to moves under the
root's definitions, and references become pointers into them, so that no base URI matters any
more (JSON Schema 2020-12, section 9.3, bundles by `$id`, which editors do not follow).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import quote, unquote

from eventbook.errors import SchemaError
from eventbook.schema.catalog import Catalog, Located, dialect_of
from eventbook.schema.violation import Schema
from eventbook.schema.walk import DATA_KEYWORDS, NAME_MAPS, resolve, split_fragment

_DEFINITIONS = frozenset({"$defs", "definitions"})
_ADDRESSES = frozenset({"$id", "id", "$anchor"})
_BY_CALLER = ("$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor")
_OLD = frozenset({"draft-04", "draft-06", "draft-07"})


def bundle(catalog: Catalog, path: str) -> Schema:
    """A schema file with all that it refers to, as one document without an `$id`.

    References to the drafts' own metaschemas stay as they are.

    Raises:
        SchemaError: as `Catalog.root`; or a part is written for another draft, or refers to what
            its caller decides (`$dynamicRef`, `$recursiveRef`), which has no place in one file.
    """
    root = catalog.root(path)
    if isinstance(root.schema, bool):
        return root.schema
    dialect = catalog.dialect(path)
    _refuse_other_drafts(catalog, path, dialect)
    bundler = _Bundler(catalog, path, root, "definitions" if dialect in _OLD else "$defs")
    return bundler.bundled(dialect in _OLD)


def _refuse_other_drafts(catalog: Catalog, path: str, dialect: str) -> None:
    for uri, schema in catalog.resources(path).items():
        other = dialect_of(uri, schema, dialect)
        if other != dialect:
            raise SchemaError(
                f"{path}: it is written for {dialect}, and refers to {uri}, which is for {other}",
                help="write both for one draft",
            )


class _Bundler:
    def __init__(self, catalog: Catalog, path: str, root: Located, definitions: str) -> None:
        self._catalog = catalog
        self._path = path
        self._root = root
        self._definitions = definitions
        self._names: dict[object, str] = {}
        self._queue: list[tuple[str, Located]] = []

    def bundled(self, old: bool) -> Schema:
        schema = cast("dict[str, Any]", self._copied(self._root.schema, self._root.base))
        if old and "$ref" in schema:  # up to draft-07, what stands beside a `$ref` is ignored
            schema = {key: schema.pop(key) for key in ("$schema",) if key in schema} | {
                "allOf": [schema]
            }
        moved: dict[str, Any] = {}
        while self._queue:
            name, located = self._queue.pop(0)
            moved[name] = self._copied(located.schema, located.base)
        return schema | ({self._definitions: moved} if moved else {})

    def _copied(self, schema: Any, base: str) -> Any:
        """A schema, or a list or value in it, with every reference made a pointer."""
        if isinstance(schema, list):
            return [self._copied(item, base) for item in schema]
        if not isinstance(schema, dict):
            return schema
        base = self._catalog.base_of(schema, base)
        copied: dict[str, Any] = {}
        for key, value in schema.items():
            if key in _BY_CALLER:
                raise SchemaError(
                    f"{self._path}: `{key}` depends on who refers to it; it fits into no one file",
                    help="use `$ref`",
                )
            if key == "$ref" and isinstance(value, str):
                copied[key] = self._pointer(base, value)
            elif key in DATA_KEYWORDS:
                copied[key] = value
            elif key in NAME_MAPS and isinstance(value, dict):
                if key not in _DEFINITIONS:  # what is used of them moves
                    copied[key] = {name: self._copied(each, base) for name, each in value.items()}
            elif not (key in _ADDRESSES and isinstance(value, str)):
                copied[key] = self._copied(value, base)
        return copied

    def _pointer(self, base: str, reference: str) -> str:
        located = self._catalog.lookup(base, reference)
        address = resolve(base, reference)
        if located.schema is self._root.schema:
            return "#"
        if split_fragment(address)[0].startswith(
            ("http://json-schema.org/", "https://json-schema.org/")
        ):
            return address
        is_map = isinstance(located.schema, dict)
        known = id(located.schema) if is_map else address
        if known not in self._names:
            self._names[known] = _name(address, self._names.values())
            self._queue.append((self._names[known], located))
        name = quote(self._names[known].replace("~", "~0").replace("/", "~1"))
        return f"#/{self._definitions}/{name}"


def _name(address: str, taken: Iterable[str]) -> str:
    """What to call a definition: as it was called where it stood, or as its file is."""
    uri, fragment = split_fragment(address)
    last = fragment.rsplit("/", 1)[-1] or uri.rsplit("/", 1)[-1].split(".")[0]
    last = unquote(last).replace("~1", "/").replace("~0", "~")
    name, number = last, 2
    while name in set(taken):
        name, number = f"{last}-{number}", number + 1
    return name

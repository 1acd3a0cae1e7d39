"""The reference stack: jsonschema behind the neutral interface."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from typing import Any, cast
from urllib.parse import quote

import jsonschema
from jsonschema import FormatChecker, validators
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.exceptions import NoSuchResource, Unresolvable
from referencing.jsonschema import DRAFT4, DRAFT6, DRAFT7, DRAFT201909, DRAFT202012
from rfc3986_validator import validate_rfc3986

from eventbook.errors import SchemaError
from eventbook.schema.catalog import Catalog, Located, dialect_of
from eventbook.schema.ecma import compiled, python_pattern
from eventbook.schema.source import schema_error
from eventbook.schema.violation import Schema, Violation
from eventbook.schema.walk import DATA_KEYWORDS, NAME_MAPS

_DIALECTS: dict[str, tuple[Any, Any]] = {
    "draft-04": (jsonschema.Draft4Validator, DRAFT4),
    "draft-06": (jsonschema.Draft6Validator, DRAFT6),
    "draft-07": (jsonschema.Draft7Validator, DRAFT7),
    "2019-09": (jsonschema.Draft201909Validator, DRAFT201909),
    "2020-12": (jsonschema.Draft202012Validator, DRAFT202012),
}
_Keyword = Callable[[Any, Any, Any, Any], Iterator[ValidationError]]


class _NamedError(ValidationError):
    """An error that knows the property names it is about."""

    names: tuple[str, ...] = ()


class ReferenceStack:
    """A compiled schema (see `verdict.Stack`)."""

    def __init__(
        self, catalog: Catalog, path: str, formats: Mapping[str, Callable[[str], bool]]
    ) -> None:
        self._path = path
        root = catalog.root(path)
        dialect = catalog.dialect(path)
        base_class, specification = _DIALECTS[dialect]
        self._prepared = _Prepared()
        registry = Registry(retrieve=_refuse).with_resources(  # type: ignore[call-arg]
            (
                uri,
                Resource.from_contents(
                    self._prepared.copy(schema), default_specification=specification
                ),
            )
            for uri, schema in catalog.resources(path).items()
        )
        checker = FormatChecker(())
        checker.checkers = {
            **base_class.FORMAT_CHECKER.checkers,
            **_checkers({**_OWN, **formats}),
        }
        for name, schema in {path: root.schema, **catalog.referred(path)}.items():
            _check_schema(name, schema, dialect_of(name, schema, dialect), checker)
        self._validator = _with_names(base_class)(
            self._prepared.root(root, dialect),
            registry=registry,
            format_checker=checker,
        )
        self.is_valid(None)

    def is_valid(self, value: object) -> bool:
        """Whether the value fits."""
        with self._bounded():
            return bool(self._validator.is_valid(value))

    def violations(self, value: object) -> list[Violation]:
        """Everything that does not fit."""
        with self._bounded():
            return [self._neutral(error) for error in self._validator.iter_errors(value)]

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        try:
            yield
        except Unresolvable as error:
            raise SchemaError(f"{self._path}: `$ref` {error.ref!r} leads nowhere") from error
        except BaseException as error:
            # Where the depth ends inside of Rust, its panic is no Exception.
            if isinstance(error, RecursionError) or type(error).__name__ == "PanicException":
                message = (
                    f"{self._path}: the schema refers to itself without end, or nests too deep"
                )
                raise SchemaError(message) from None
            raise

    def _neutral(self, error: ValidationError) -> Violation:
        path = tuple(self._prepared.written(part) for part in error.absolute_schema_path)
        schema = self._prepared.original(error.schema)
        if schema is False:
            keyword = "false"
            path = path[:-1] if path[-1:] == ("not",) else path
        else:
            keyword = str(path[-1])
        branches: tuple[tuple[Violation, ...], ...] = ()
        if keyword in {"anyOf", "oneOf"}:
            alternatives: dict[int, list[Violation]] = {}
            for child in error.context or ():
                alternatives.setdefault(int(child.schema_path[0]), []).append(self._neutral(child))
            branches = tuple(tuple(alternatives[index]) for index in sorted(alternatives))
        elif keyword == "propertyNames":
            branches = (tuple(self._neutral(child) for child in error.context or ()),)
        return Violation(
            keyword=keyword,
            place=tuple(error.absolute_path),
            schema_path=path,
            schema=schema,
            names=getattr(error, "names", ()),
            branches=branches,
        )


class _Prepared:
    """Copies of schemas in a form on which jsonschema reports as it should.

    It drops the path of an error that comes from a schema `false`, and it goes back to the
    draft's plain validator wherever a schema names its `$schema`. So `false` becomes
    `{"not": {}}`, and `$schema` is left out where it is the root's own. Patterns are put in
    Python's terms.
    """

    def __init__(self) -> None:
        self._originals: dict[int, tuple[Any, Schema]] = {}
        self._copies: dict[int, Any] = {}
        self._patterns: dict[str | int, str] = {}

    def copy(self, schema: Any) -> Any:
        """The copy of a schema; the same copy for the same schema."""
        if isinstance(schema, bool):
            return self._false() if schema is False else schema
        if id(schema) not in self._copies:
            copied = {key: self._value(key, value) for key, value in schema.items()}
            copied.pop("$schema", None)
            self._originals[id(copied)] = (copied, schema)
            self._copies[id(schema)] = copied
        return self._copies[id(schema)]

    def root(self, root: Located, dialect: str) -> Any:
        """The root's copy, with the base URI that its references resolve against.

        Up to draft-07 a `$ref` hides its siblings, `$id` too; there a second `$ref` leads to it.
        """
        if isinstance(root.schema, bool):
            return root.schema
        if dialect.startswith("draft") and "$ref" in root.schema:
            return {"$ref": root.base}
        copied = self.copy(root.schema)
        copied["id" if dialect == "draft-04" else "$id"] = root.base
        return copied

    def original(self, copied: Any) -> Schema:
        """The schema that a copy was made of."""
        found = self._originals.get(id(copied))
        return found[1] if found else cast("Schema", copied)

    def written(self, part: str | int) -> str | int:
        """A part of a path, as the schema has it."""
        return self._patterns.get(part, part)

    def _pattern(self, pattern: str) -> str:
        try:
            translated = python_pattern(pattern)
        except re.error:  # the schema will be refused for it
            return pattern
        if translated != pattern:
            self._patterns[translated] = pattern
        return translated

    def _false(self) -> dict[str, Any]:
        copied: dict[str, Any] = {"not": {}}
        self._originals[id(copied)] = (copied, False)
        return copied

    def _value(self, key: str, value: Any) -> Any:
        if key in DATA_KEYWORDS:
            return value
        if key == "pattern" and isinstance(value, str):
            return self._pattern(value)
        if key == "patternProperties" and isinstance(value, dict):
            return {self._pattern(name): self._schema(child) for name, child in value.items()}
        if key in NAME_MAPS and isinstance(value, dict):
            return {name: self._schema(child) for name, child in value.items()}
        if isinstance(value, list):
            return [self._schema(child) for child in value]
        if isinstance(value, bool):
            return self.copy(value) if key in {"then", "else"} else value
        return self._schema(value)

    def _schema(self, value: Any) -> Any:
        return self.copy(value) if isinstance(value, dict | bool) else value


def _check_schema(name: str, schema: Schema, dialect: str, checker: FormatChecker) -> None:
    validator, _ = _DIALECTS[dialect]
    try:
        validator.check_schema(schema, format_checker=checker)
    except jsonschema.SchemaError as error:
        raise schema_error(name, error.absolute_path, error.message) from error


def _with_names(base_class: Any) -> Any:
    """The draft's validator, whose errors name their properties."""
    own: dict[str, _Keyword] = {}
    for keyword in ("required", "dependentRequired", "dependencies"):
        if keyword in base_class.VALIDATORS:
            own[keyword] = _listing_missing(base_class.VALIDATORS[keyword])
    for keyword in ("additionalProperties", "unevaluatedProperties"):
        if keyword in base_class.VALIDATORS:
            own[keyword] = _listing_unexpected(base_class.VALIDATORS[keyword])
    if "propertyNames" in base_class.VALIDATORS:
        own["propertyNames"] = _property_names
    own["items"] = _items(base_class.VALIDATORS["items"])
    own["multipleOf"] = _multiple_of
    return validators.extend(base_class, validators=own)  # type: ignore[no-untyped-call]


def _listing_missing(keyword: _Keyword) -> _Keyword:
    def listed(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        for error in keyword(validator, value, instance, schema):
            yield _missing(error)

    return listed


def _listing_unexpected(keyword: _Keyword) -> _Keyword:
    def listed(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        for error in keyword(validator, value, instance, schema):
            yield error if error.schema_path or error.path else _unexpected(error)

    return listed


def _items(keyword: _Keyword) -> _Keyword:
    def items(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        if value is not False:
            yield from keyword(validator, value, instance, schema)
        elif validator.is_type(instance, "array"):
            for index in range(len(schema.get("prefixItems", ())), len(instance)):
                error = ValidationError("no item is allowed here", schema=False)
                error.path.appendleft(index)
                yield error

    return items


def _multiple_of(
    validator: Any,
    value: Any,
    instance: Any,
    schema: Any,  # noqa: ARG001 - the signature of a keyword
) -> Iterator[ValidationError]:
    """Exact for decimal fractions: 0.07 is a multiple of 0.01."""
    if validator.is_type(instance, "number") and Fraction(repr(instance)) % Fraction(repr(value)):
        yield ValidationError(f"{instance!r} is not a multiple of {value!r}")


def _property_names(
    validator: Any,
    value: Any,
    instance: Any,
    schema: Any,  # noqa: ARG001 - the signature of a keyword
) -> Iterator[ValidationError]:
    if not validator.is_type(instance, "object"):
        return
    if value is False and instance:
        error = _NamedError("no name is allowed", context=[ValidationError("", schema=False)])
        error.names = tuple(sorted(instance))
        yield error
    for name in instance if value is not False else ():
        inner = list(validator.descend(instance=name, schema=value))
        if inner:
            error = _NamedError(f"{name!r} is not an allowed name", context=inner)
            error.names = (name,)
            yield error


# jsonschema keeps the names only in its messages, as Python literals.
def _missing(error: ValidationError) -> ValidationError:
    """The error with the name at the start of `'name' is a required property`."""
    for phrase in (" is a required property", " is a dependency of "):
        literal, found, _ = error.message.partition(phrase)
        if found and not error.schema_path:
            named = _NamedError(error.message)
            named.names = (str(ast.literal_eval(literal)),)
            return named
    return error


def _unexpected(error: ValidationError) -> ValidationError:
    """The error with the names in `… ('a', 'b' were unexpected)` or `'a' does not match …`."""
    listed, found, _ = error.message.partition(" not match any of the regexes: ")
    if found:
        listed = listed.rpartition(" do")[0]
    else:
        listed = error.message.partition("(")[2].rpartition(" w")[0]
    named = _NamedError(error.message)
    named.names = tuple(sorted(str(name) for name in ast.literal_eval(f"[{listed}]")))
    return named


def _checkers(formats: Mapping[str, Callable[[str], bool]]) -> dict[str, Any]:
    def on_texts(check: Callable[[str], bool]) -> Callable[[object], bool]:
        return lambda value: not isinstance(value, str) or check(value)

    return {name: (on_texts(check), ()) for name, check in formats.items()}


def _is_pattern(text: str) -> bool:
    try:
        compiled(text)
    except re.error:
        return False
    return True


def _is_iri(text: str) -> bool:
    return bool(validate_rfc3986(_as_uri(text), "URI"))


def _is_iri_reference(text: str) -> bool:
    return bool(validate_rfc3986(_as_uri(text), "URI_reference"))


def _as_uri(iri: str) -> str:
    """The URI that an IRI maps to (RFC 3987, section 3.1): what is not ASCII, by its octets."""
    return quote(iri, safe="".join(map(chr, range(128))), errors="replace")


_OWN = {"regex": _is_pattern, "iri": _is_iri, "iri-reference": _is_iri_reference}


def _refuse(uri: str) -> Any:
    raise NoSuchResource(ref=uri)  # type: ignore[call-arg]

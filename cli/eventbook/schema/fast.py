"""The fast stack: jsonschema-rs behind the neutral interface."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urldefrag

import jsonschema_rs as rs

from eventbook.errors import SchemaError
from eventbook.pointer import Place
from eventbook.schema.catalog import DIALECTS, NAME_MAPS, Catalog, dialect_of
from eventbook.schema.source import schema_error
from eventbook.schema.violation import Schema, Violation

_VALIDATORS = {
    "draft-04": rs.Draft4Validator,
    "draft-06": rs.Draft6Validator,
    "draft-07": rs.Draft7Validator,
    "2019-09": rs.Draft201909Validator,
    "2020-12": rs.Draft202012Validator,
}
_KIND = rs.ValidationErrorKind


class FastStack:
    """A compiled schema (see `verdict.Stack`)."""

    def __init__(
        self, catalog: Catalog, path: str, formats: Mapping[str, Callable[[str], bool]]
    ) -> None:
        self._catalog = catalog
        root = catalog.root(path)
        dialect = catalog.dialect(path)
        for name, schema in catalog.referred(path).items():
            _check_schema(name, schema, dialect_of(name, schema, dialect))
        resources = list(catalog.resources(path).items())
        try:
            registry = rs.Registry(resources)
            self._validator = _VALIDATORS[dialect](
                root.schema,
                registry=registry,
                base_uri=root.base,
                formats=dict(formats),
                validate_formats=True,
                offline=True,
            )
        except rs.ValidationError as error:
            raise schema_error(path, error.instance_path, error.message) from error
        except (rs.ReferencingError, ValueError) as error:
            raise SchemaError(f"{path}: {error}") from error
        except BaseException as error:
            if type(error).__name__ == "PanicException":  # Rust's; not an Exception
                raise SchemaError(f"{path}: the schema cannot be compiled: {error}") from None
            raise

    def is_valid(self, value: object) -> bool:
        """Whether the value fits."""
        return self._validator.is_valid(value)

    def violations(self, value: object) -> list[Violation]:
        """Everything that does not fit."""
        return [self._neutral(error) for error in self._validator.iter_errors(value)]

    def _neutral(self, error: rs.ValidationError) -> Violation:
        kind: Any = error.kind
        path = _path(error.evaluation_path)
        if isinstance(kind, _KIND.PropertyNames):
            path = path[: len(path) - path[::-1].index("propertyNames")]
        return Violation(
            keyword="false" if isinstance(kind, _KIND.FalseSchema) else str(path[-1]),
            place=tuple(error.instance_path),
            schema_path=path,
            schema=self._schema_of(error),
            names=_names(kind),
            branches=self._branches(kind),
        )

    def _branches(self, kind: Any) -> tuple[tuple[Violation, ...], ...]:
        if isinstance(kind, _KIND.AnyOf | _KIND.OneOfNotValid):
            return tuple(tuple(self._neutral(e) for e in branch) for branch in kind.context)
        if isinstance(kind, _KIND.PropertyNames):
            return ((self._neutral(kind.error),),)
        return ()

    def _schema_of(self, error: rs.ValidationError) -> Schema:
        """The schema that holds the keyword, as an object of the catalog."""
        if error.absolute_keyword_location is None:
            return {}
        uri, fragment = urldefrag(error.absolute_keyword_location)
        if isinstance(error.kind, _KIND.PropertyNames):
            fragment = fragment.rpartition("/propertyNames")[0]
        elif not isinstance(error.kind, _KIND.FalseSchema):
            fragment = fragment.rpartition("/")[0]
            if error.evaluation_path[-1] in {"dependentRequired", "dependencies"}:
                fragment = fragment.rpartition("/")[0]  # behind the keyword stands an index
        try:
            return self._catalog.lookup(uri, f"#{fragment}").schema
        except SchemaError:  # inside a metaschema, which the catalog does not hold
            return {}


def _check_schema(name: str, schema: Schema, dialect: str) -> None:
    """Hold a schema that is referred to against its draft; compiling looks at the root only."""
    try:
        _metaschema(dialect).validate(schema)
    except rs.ValidationError as error:
        raise schema_error(name, error.instance_path, error.message) from error


@cache
def _metaschema(dialect: str) -> rs.Validator:
    uri = next(uri for uri, short in DIALECTS.items() if short == dialect)
    validator: rs.Validator = _VALIDATORS[dialect]({"$ref": uri}, validate_formats=True)
    return validator


def _path(evaluation: Sequence[str | int]) -> Place:
    """The evaluation path without `$ref`, where that is the keyword and not a property's name."""
    path: list[str | int] = []
    before: str | int = ""
    for part in evaluation:
        if part != "$ref" or before in NAME_MAPS:
            path.append(part)
        before = part
    if path and path[-1] in {"minContains", "maxContains"}:
        path[-1] = "contains"
    return tuple(path)


def _names(kind: Any) -> tuple[str, ...]:
    match kind:
        case _KIND.Required():
            return (str(kind.property),)
        case _KIND.AdditionalProperties() | _KIND.UnevaluatedProperties():
            return tuple(sorted(kind.unexpected))
        case _KIND.PropertyNames():
            return (str(kind.error.instance),)
    return ()

"""The fast stack: jsonschema-rs behind the neutral interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urldefrag

import jsonschema_rs as rs

from eventbook.errors import SchemaError
from eventbook.pointer import Place, resolve
from eventbook.schema.catalog import DIALECTS, Catalog, dialect_of
from eventbook.schema.source import schema_error
from eventbook.schema.violation import Schema, Violation
from eventbook.schema.walk import NAME_MAPS

_VALIDATORS = {
    "draft-04": rs.Draft4Validator,
    "draft-06": rs.Draft6Validator,
    "draft-07": rs.Draft7Validator,
    "2019-09": rs.Draft201909Validator,
    "2020-12": rs.Draft202012Validator,
}
# Without names of its own, a map whose further names are `false` is reported as that `false`.
_ABOUT_NAMES = ("propertyNames", "additionalProperties")
_OF_FLAGS: Mapping[str | int, str] = {
    "exclusiveMinimum": "minimum",
    "exclusiveMaximum": "maximum",
}
"""Of draft-04: what a flag goes with. The fault is in that."""
_KIND = rs.ValidationErrorKind


class FastStack:
    """A compiled schema (see `verdict.Stack`)."""

    def __init__(
        self, catalog: Catalog, path: str, formats: Mapping[str, Callable[[str], bool]]
    ) -> None:
        self._catalog = catalog
        self._path = path
        root = catalog.root(path)
        dialect = catalog.dialect(path)
        for name, schema in catalog.referred(path).items():
            _check_schema(name, schema, dialect_of(name, schema, dialect))
        declared = {"$schema": _uri(dialect)}
        resources = [
            (uri, {**declared, **schema} if isinstance(schema, dict) else schema)
            for uri, schema in catalog.resources(path).items()
        ]
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
        return [self._neutral(error, value) for error in self._validator.iter_errors(value)]

    def _neutral(self, error: rs.ValidationError, value: object) -> Violation:
        kind: Any = error.kind
        if isinstance(kind, _KIND.FalseSchema):
            return self._false(error, value)
        evaluation = error.evaluation_path
        if isinstance(kind, _KIND.BacktrackLimitExceeded):
            where = tuple(part for part in evaluation if part != "$ref")
            message = "this pattern takes too long on a text of the record"
            raise schema_error(self._path, where, message)
        if isinstance(kind, _KIND.PropertyNames):  # whose own path forgets the way to a `$ref`
            evaluation = _up_to("propertyNames", kind.error.evaluation_path) or []
        path = _path(evaluation)
        schema = self._schema_of(error, _last_step(error))
        if isinstance(schema, dict) and schema.get(str(path[-1])) is True:
            path = (*path[:-1], _OF_FLAGS.get(path[-1], path[-1]))
        return Violation(
            keyword=str(path[-1]),
            place=tuple(error.instance_path),
            schema_path=path,
            schema=schema,
            names=_names(kind),
            branches=self._branches(kind, value),
        )

    def _false(self, error: rs.ValidationError, value: Any) -> Violation:
        """What a schema `false` refuses; where it is about names, which names these are."""
        evaluation = error.evaluation_path
        place, path = tuple(error.instance_path), _path(evaluation)
        inner = Violation("false", place, path, False)
        keyword = next((k for k in _ABOUT_NAMES if evaluation == _up_to(k, evaluation)), None)
        if keyword is None:
            return inner
        schema = self._schema_of(error, f"/{keyword}")
        names = tuple(sorted(resolve(value, place)))
        branches = ((inner,),) if keyword == "propertyNames" else ()
        return Violation(keyword, place, path, schema, names, branches)

    def _branches(self, kind: Any, value: object) -> tuple[tuple[Violation, ...], ...]:
        if isinstance(kind, _KIND.AnyOf | _KIND.OneOfNotValid):
            return tuple(tuple(self._neutral(e, value) for e in branch) for branch in kind.context)
        if isinstance(kind, _KIND.PropertyNames):
            return ((self._neutral(kind.error, kind.error.instance),),)
        return ()

    def _schema_of(self, error: rs.ValidationError, step: str) -> Schema:
        """The schema that holds the keyword, as an object of the catalog.

        Args:
            step: what leads from there to the keyword, the end of its location.
        """
        assert error.absolute_keyword_location is not None  # every root has a base URI
        uri, fragment = urldefrag(error.absolute_keyword_location)
        return self._catalog.lookup(uri, "#" + fragment.rpartition(step)[0]).schema


def _last_step(error: rs.ValidationError) -> str:
    if isinstance(error.kind, _KIND.PropertyNames):
        return "/propertyNames"
    if error.evaluation_path[-1] in {"dependentRequired", "dependencies"}:
        return f"/{error.evaluation_path[-1]}/"  # and then an index
    return "/"


def _check_schema(name: str, schema: Schema, dialect: str) -> None:
    """Hold a schema that is referred to against its draft; compiling looks at the root only."""
    try:
        _metaschema(dialect).validate(schema)
    except rs.ValidationError as error:
        raise schema_error(name, error.instance_path, error.message) from error


@cache
def _metaschema(dialect: str) -> rs.Validator:
    validator: rs.Validator = _VALIDATORS[dialect]({"$ref": _uri(dialect)}, validate_formats=True)
    return validator


def _uri(dialect: str) -> str:
    return next(uri for uri, short in DIALECTS.items() if short == dialect)


def _path(evaluation: Sequence[str | int]) -> Place:
    """The evaluation path without `$ref`, where that is the keyword and not a property's name."""
    path = [part for part, is_keyword in _parts(evaluation) if not (is_keyword and part == "$ref")]
    if path and path[-1] in {"minContains", "maxContains"}:
        path[-1] = "contains"
    return tuple(path)


def _up_to(keyword: str, path: Sequence[str | int]) -> list[str | int] | None:
    """A path up to the last time that this is a keyword in it, and not a name."""
    places = [i for i, part in enumerate(_parts(path), 1) if part == (keyword, True)]
    return list(path[: places[-1]]) if places else None


def _parts(path: Sequence[str | int]) -> Iterator[tuple[str | int, bool]]:
    """The parts of a path through a schema, each with whether it is a keyword, not a name."""
    is_keyword = True
    for part in path:
        yield part, is_keyword
        is_keyword = not (is_keyword and part in NAME_MAPS)


def _names(kind: Any) -> tuple[str, ...]:
    match kind:
        case _KIND.Required():
            return (str(kind.property),)
        case _KIND.AdditionalProperties() | _KIND.UnevaluatedProperties():
            return tuple(sorted(kind.unexpected))
        case _KIND.PropertyNames():
            return (str(kind.error.instance),)
    return ()

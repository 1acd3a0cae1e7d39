"""The shipped schemas, read from disk, and two validators that judge a record by them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

SCHEMAS = Path(__file__).parents[3] / "schemas"
# The formats that eventbook asserts; what each accepts is tested where it is written.
FORMATS = frozenset(
    {
        "edtf-date",
        "language-tag",
        "timezone",
        "country",
        "record-id",
        "date",
        "time-of-day",
        "web-url",
        "sha256",
    }
)
Judge: TypeAlias = Callable[[object], list[tuple[str, str]]]


def acceptable(value: object) -> bool:
    """Stands for every format: only this one text has none of them."""
    return value != "WRONG"


def pointer(path: list[Any]) -> str:
    return "".join(f"/{part}" for part in path)


def keyword(error: ValidationError) -> str:
    return str(error.validator)


def slug(error: ValidationError) -> str:
    """The slug that the schema itself gives to the violation, or else the keyword."""
    holder = error.schema if isinstance(error.schema, dict) else {}
    return str(holder.get("x-finding", {}).get("slug", error.validator))


@pytest.fixture(scope="session")
def formats() -> frozenset[str]:
    return FORMATS


@pytest.fixture(scope="session")
def schemas() -> dict[str, dict[str, Any]]:
    """All schemas that ship, by file name."""
    return {
        path.name: json.loads(path.read_text("utf-8"))
        for path in sorted(SCHEMAS.glob("*.schema.json"))
    }


@pytest.fixture(scope="session")
def registry(schemas: dict[str, dict[str, Any]]) -> Registry[Any]:
    contents = ((schema["$id"], Resource.from_contents(schema)) for schema in schemas.values())
    return Registry().with_resources(contents)


def reference_judge(
    schema: dict[str, Any], registry: Registry[Any], name: Callable[[ValidationError], str]
) -> Judge:
    checker = FormatChecker(formats=())
    for form in FORMATS:
        checker.checks(form)(acceptable)
    validator = Draft202012Validator(schema, registry=registry, format_checker=checker)

    def judge(record: object) -> list[tuple[str, str]]:
        errors = validator.iter_errors(record)
        return sorted((pointer(list(error.absolute_path)), name(error)) for error in errors)

    return judge


@pytest.fixture(scope="session")
def judge(schemas: dict[str, dict[str, Any]], registry: Registry[Any]) -> Judge:
    """Pointer and slug (or keyword) of all that jsonschema finds wrong with an event."""
    return reference_judge(schemas["event.schema.json"], registry, slug)


@pytest.fixture(scope="session")
def judge_keywords(schemas: dict[str, dict[str, Any]], registry: Registry[Any]) -> Judge:
    """As `judge`, but always the keyword: what the fast validator is held against."""
    return reference_judge(schemas["event.schema.json"], registry, keyword)


@pytest.fixture(scope="session")
def judge_fast(schemas: dict[str, dict[str, Any]]) -> Judge:
    """Pointer and keyword of all that jsonschema-rs finds wrong with an event."""
    validator = jsonschema_rs.Draft202012Validator(
        schemas["event.schema.json"],
        registry=jsonschema_rs.Registry([(s["$id"], s) for s in schemas.values()]),
        validate_formats=True,
        formats=dict.fromkeys(FORMATS, acceptable),
    )

    def judge(record: object) -> list[tuple[str, str]]:
        errors = validator.iter_errors(record)
        return sorted(
            (pointer(error.instance_path), str(error.schema_path[-1])) for error in errors
        )

    return judge

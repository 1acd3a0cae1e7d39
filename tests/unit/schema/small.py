"""Small schemas, given as values, judged by either stack."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from eventbook.findings import Finding
from eventbook.jsonvalue import Json
from eventbook.schema.catalog import Catalog
from eventbook.schema.explain import explain
from eventbook.schema.shape import Shape
from eventbook.schema.verdict import Stack, compile_schema

STACKS = {"fast": False, "reference": True}
PATH = "s.json"


def catalog(files: Mapping[str, Any]) -> Catalog:
    """A catalog of files, each given as bytes or as a value."""
    return Catalog(
        {
            path: content if isinstance(content, bytes) else json.dumps(content).encode()
            for path, content in files.items()
        }
    )


def stack_of(schema: Any, stack: str, **others: Any) -> Stack:
    """A schema compiled by the stack of that name; other files by their names without `.json`."""
    files = {PATH: schema, **{f"{name}.json": content for name, content in others.items()}}
    return compile_schema(catalog(files), PATH, reference=STACKS[stack])


def explained(schema: Any, value: Json, stack: str, **others: Any) -> list[Finding]:
    """What is said of a value, after both ways of asking a stack have agreed."""
    files = {PATH: schema, **{f"{name}.json": content for name, content in others.items()}}
    held = catalog(files)
    compiled = compile_schema(held, PATH, reference=STACKS[stack])
    violations = compiled.violations(value)
    assert compiled.is_valid(value) is (not violations)
    return explain(violations, value, Shape(held, PATH), "a.yaml")

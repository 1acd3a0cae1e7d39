"""Verdicts: one interface over two stacks that must agree.

The fast stack (jsonschema-rs) serves; the reference stack (jsonschema) defines, and serves where
it is asked for. Both give the same `Violation`s, which tests hold them to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Protocol

from eventbook.schema.catalog import Catalog
from eventbook.schema.shape import Shape
from eventbook.schema.violation import Violation

_REMEMBERED = 4096
"""Texts of each format whose verdict is kept."""


class Stack(Protocol):
    """A compiled schema."""

    def is_valid(self, value: object) -> bool:
        """Whether the value fits."""
        ...

    def violations(self, value: object) -> list[Violation]:
        """Everything that does not fit, in no particular order."""
        ...


def compile_schema(
    catalog: Catalog,
    path: str,
    *,
    reference: bool = False,
    formats: Mapping[str, Callable[[str], bool]] | None = None,
) -> Stack:
    """Compile a schema file of the catalog.

    Args:
        catalog: the closed registry.
        path: the schema's file in it.
        reference: use the reference stack.
        formats: checks by format name, asserted beside the draft's own; ours unless given.

    Raises:
        SchemaError: the schema is broken, refers to something outside the registry, to itself
            without end, or to more than can be tried.
    """
    shape = Shape(catalog, path)
    catalog.refuse_endless(path, lambda located: shape.in_place([located], negated=True))
    catalog.refuse_growing(path, shape.times)
    checks = asserted_formats() if formats is None else formats
    if reference:
        from eventbook.schema.reference import ReferenceStack

        return ReferenceStack(catalog, path, checks)
    from eventbook.schema.fast import FastStack

    return FastStack(catalog, path, checks)


def asserted_formats() -> dict[str, Callable[[str], bool]]:
    """Our formats as predicates."""
    from eventbook.values.formats import FORMATS

    # Records say the same again: languages, countries, dates, keys. Most answers are known.
    def predicate(name: str) -> Callable[[str], bool]:
        check = FORMATS[name]
        return lru_cache(_REMEMBERED, typed=True)(lambda text: check(text) is None)

    return {name: predicate(name) for name in FORMATS}

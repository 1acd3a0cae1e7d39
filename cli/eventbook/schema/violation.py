"""A schema violation in neutral terms: what both stacks give and what explanations are made of."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

from eventbook.pointer import Place

Schema: TypeAlias = "dict[str, Any] | bool"
"""A JSON Schema: a map of keywords, or true or false."""


class Violation(NamedTuple):
    """One keyword that one value fails.

    Attributes:
        keyword: the keyword; `false` for a schema that is `false`; `contains` for its bounds
            `minContains` and `maxContains` too.
        place: the value, from the root of what was checked.
        schema_path: the keyword's place by evaluation, `$ref` left out, ending with the keyword.
        schema: the schema that holds the keyword.
        names: property names, sorted: the missing one, the unexpected ones, or the wrong one.
        branches: what each branch of `anyOf` or `oneOf` found wrong; empty for a `oneOf` that
            more than one branch fits. For `propertyNames`, one branch: what the name violates.
    """

    keyword: str
    place: Place
    schema_path: Place
    schema: Schema
    names: tuple[str, ...] = ()
    branches: tuple[tuple[Violation, ...], ...] = ()

"""Random schemas and values: both stacks judge alike and find the same violations.

What is compared are sets, so that saying one thing twice is no difference. The few kinds of
schemas and violations on which the stacks may differ each have a predicate with its reason.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from eventbook.errors import SchemaError
from eventbook.jsonvalue import Json, type_name
from eventbook.pointer import resolve
from eventbook.schema.explain import explain
from eventbook.schema.shape import Shape
from eventbook.schema.verdict import Stack, compile_schema
from eventbook.schema.violation import Violation
from unit.schema.small import PATH, STACKS, catalog
from unit.schema.strategies import SCHEMAS, VALUES

Key: TypeAlias = tuple[Any, ...]


def endless_in_not(refusal: str) -> bool:
    """`{"not": {"$ref": "#"}}`: the reference stack finds out by recursing, the fast one never."""
    return refusal.endswith("without end, or nests too deep")


def left_unevaluated(key: Key) -> bool:
    """What a failing schema evaluated is unevaluated, too; how much of it is said is left open."""
    return str(key[0]).startswith("unevaluated")


def key_of(violation: Violation) -> Key:
    """All of a violation but the schema, which the stacks hold as different objects."""
    branches = tuple(comparable(branch) for branch in violation.branches)
    return (violation.keyword, violation.place, violation.schema_path, violation.names, branches)


def comparable(violations: Any) -> frozenset[Key]:
    """Violations without those whose number is left open."""
    keys = frozenset(key_of(violation) for violation in violations)
    certain = frozenset(key for key in keys if not left_unevaluated(key))
    return certain or keys


def compiled(files: dict[str, Any], stack: str) -> Stack | None:
    """The stack, or None where it is right to refuse."""
    try:
        return compile_schema(catalog(files), PATH, reference=STACKS[stack])
    except SchemaError as error:
        assume(not endless_in_not(str(error)))
        if "without end" not in str(error):
            raise
        return None


FILES = st.tuples(SCHEMAS, SCHEMAS, SCHEMAS).map(
    lambda three: {
        PATH: {**(three[0] if isinstance(three[0], dict) else {}), "$defs": {"x": three[1]}},
        "other.json": {"$defs": {"x": True, "y": three[2]}},
    }
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FILES, st.lists(VALUES, min_size=3, max_size=3))
def test_both_stacks_find_the_same(files: dict[str, Any], values: list[Json]) -> None:
    fast, reference = compiled(files, "fast"), compiled(files, "reference")
    assert (fast is None) == (reference is None)
    if fast is None or reference is None:
        return
    for value in values:
        try:
            found = reference.violations(value)
        except SchemaError as error:  # the recursion needs a value before it is met
            assume(not endless_in_not(str(error)))
            raise
        event("refused" if found else "fits")
        assert fast.is_valid(value) is reference.is_valid(value) is (not found)
        assert comparable(fast.violations(value)) == comparable(found)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FILES, VALUES)
def test_whatever_is_refused_is_explained_at_a_place_in_the_value(
    files: dict[str, Any], value: Json
) -> None:
    fast = compiled(files, "fast")
    if fast is None:
        return
    violations = fast.violations(value)
    findings = explain(violations, value, Shape(catalog(files), PATH), "a.yaml")
    assert bool(findings) is bool(violations)
    for finding in findings:
        assert finding.message
        assert finding.schema_path.startswith("#")
        if finding.slug != "value-not-allowed" and finding.at != "key":
            assert type_name(resolve(value, finding.place))

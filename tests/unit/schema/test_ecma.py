"""ECMA's patterns in Python's terms."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.schema.ecma import compiled, matches, python_pattern
from unit.schema.small import stack_of

MATCHES = [
    ("^a$", "a"),
    ("a", "bab"),
    (r"^\d+$", "012"),
    (r"^\D$", "٣"),
    (r"^\w+$", "aZ_9"),
    (r"^\W$", "é"),
    (r"^[\w-]+$", "a-b"),
    (r"^\s$", "\u00a0"),
    (r"^\s$", "\ufeff"),
    (r"^[\s]$", "\u2003"),
    (r"^\S$", "\x1c"),
    (r"^[$.]$", "$"),
    (r"^\$\.$", "$."),
    (r"^[\]\d]$", "]"),
    (r"^[^\d]$", "a"),
    (r"^[[&~|]+$", "[&~|"),
    (r"^\cC\cc$", "\x03\x03"),
    (r"^(?<x>a)\k<x>$", "aa"),
    (r"^(?<!a)b(?<=b)$", "b"),
    (r"a\b", "aé"),
    (r"^\u00e9\x41$", "éA"),
    ("^.$", "\u0085"),
    (r"^\\d$", r"\d"),
    ("^\\\n$", "\n"),
    (r"^\/\-$", "/-"),
]
MISSES = [
    ("^a$", "a\n"),
    (r"^\d$", "٣"),
    (r"^\w$", "é"),
    (r"^[\w]$", "é"),
    (r"^[\d]$", "٣"),
    (r"^\s$", "\x1c"),
    (r"^\S$", "\u00a0"),
    ("^.$", "\u2028"),
    (r"^[.]$", "a"),
    (r"\Ba", "éa"),
    (r"é\b", "é"),
]


@pytest.mark.parametrize(("pattern", "text"), MATCHES)
def test_what_matches(pattern: str, text: str) -> None:
    assert compiled(pattern).search(text)


@pytest.mark.parametrize(("pattern", "text"), MISSES)
def test_what_does_not(pattern: str, text: str) -> None:
    assert compiled(pattern).search(text) is None


@pytest.mark.parametrize(
    "pattern", ["(", "[a", "a{2,1}", r"\p{L}", r"\a", r"\Z", r"\A", r"\é", "a\\"]
)
def test_what_is_no_pattern(pattern: str) -> None:
    with pytest.raises(re.error):
        compiled(pattern)


@given(st.text(st.characters(codec="ascii", exclude_characters=r"\$.[](?&~|"), max_size=20))
def test_what_means_the_same_is_left_alone(pattern: str) -> None:
    assert python_pattern(pattern) == pattern


# Here the fast stack goes its own way: word boundaries are Unicode's, a dot takes all but \n,
# no names for groups, no escaped line ends.
APART = (r"\b", r"\B", "^.$", "(?<x>", "\\\n")


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        (pattern, text, fits)
        for cases, fits in ((MATCHES, True), (MISSES, False))
        for pattern, text in cases
        if not any(part in pattern for part in APART)
    ],
)
def test_both_stacks_read_it_so(pattern: str, text: str, fits: bool, stack: str) -> None:
    assert stack_of({"pattern": pattern}, stack).is_valid(text) is fits
    names = {"patternProperties": {pattern: False}}
    assert stack_of(names, stack).is_valid({text: 1}) is not fits


def test_what_is_reported_is_the_pattern_as_written(stack: str) -> None:
    schema = {"patternProperties": {r"^\d$": {"pattern": r"^\w$"}}}
    (found,) = stack_of(schema, stack).violations({"1": "é"})
    assert found.schema_path == ("patternProperties", r"^\d$", "pattern")
    assert found.schema == {"pattern": r"^\w$"}


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("a", "bab", True),
        ("^a$", "bab", False),
        (r"^\p{L}$", "é", True),
        ("(", "(", False),
        ("(a+)+$", "a" * 5_000 + "!", False),
        (r"(a+)+\1$", "a" * 200 + "!", False),
    ],
)
def test_any_pattern_is_tried_in_bounded_time(pattern: str, text: str, expected: bool) -> None:
    assert matches(pattern, text) is expected

"""Plain scalars: JSON's types and nothing else."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from eventbook.document.limits import DEFAULT, Limits
from eventbook.document.scalars import NumberRefusedError, doubtful, misread_elsewhere, plain
from eventbook.jsonvalue import Json, canonical

TEXTS = [
    *("NO", "no", "Yes", "y", "on", "off", "nULL", "tRUE", "None", "12:30", "1:2:3", "2023-02-24"),
    *("2023-02-24T10:00:00Z", "0123", "1_000", "0x1F", "0o14", "0b1", "+1", ".5", "1.", "1.e3"),
    *(".inf", "-.inf", ".nan", "Infinity", "NaN", "1e", "e1", "--1", "-", "0-", "1,5", "١", "１"),
    *(" 1", "1 ", "1\n", "<<", "="),
]


@pytest.mark.parametrize("text", TEXTS)
def test_what_stays_a_text(text: str) -> None:
    assert plain(text, DEFAULT) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("", None), ("~", None), ("null", None), ("Null", None), ("NULL", None)),
        *(("true", True), ("True", True), ("TRUE", True)),
        *(("false", False), ("False", False), ("FALSE", False)),
        *(
            ("0", 0),
            ("-0", 0),
            ("1", 1),
            ("-17", -17),
            ("1.0", 1.0),
            ("-0.0", -0.0),
            ("1e3", 1000.0),
        ),
        *(("1E-2", 0.01), ("1.5e+3", 1500.0), ("0e0", 0.0), ("0.0e999", 0.0), ("1e308", 1e308)),
        *(
            ("123456789012345678", 123456789012345678),
            ("0.123456789012345678", 0.123456789012345678),
        ),
        ("0.00012345678901234567", 0.00012345678901234567),
        ("5e-324", 5e-324),
    ],
)
def test_what_is_a_value(text: str, value: Json) -> None:
    assert canonical(plain(text, DEFAULT)) == canonical(value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1234567890123456789", "a number of 19 digits; at most 18 are kept exact"),
        ("-1234567890123456789", "a number of 19 digits; at most 18 are kept exact"),
        ("0.1234567890123456789", "a number of 19 digits; at most 18 are kept exact"),
        ("1.000000000000000000e5", "a number of 19 digits; at most 18 are kept exact"),
        ("1" * 100_000, "a number of 100000 digits; at most 18 are kept exact"),
        ("1e400", "a number beyond what can be kept"),
        ("-1e309", "a number beyond what can be kept"),
        ("1e-400", "a number beyond what can be kept"),
        ("-0.1E-999", "a number beyond what can be kept"),
    ],
)
def test_numbers_that_would_not_be_kept(text: str, why: str) -> None:
    with pytest.raises(NumberRefusedError) as refusal:
        plain(text, DEFAULT)
    assert str(refusal.value) == why


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            (text, True)
            for text in ("0123", "+1", "1.", ".5", "0x1F", "0o14", ".inf", "+.Inf", ".NaN")
        ),
        *((text, False) for text in ("12:30", "1_000", "NO", "2023-02-24", "1", "1e5", "0b1", "x")),
    ],
)
def test_what_yaml_1_2_takes_for_a_number(text: str, expected: bool) -> None:
    assert doubtful(text) is expected


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**18) + 1, 10**18 - 1))
def test_every_number_of_json_is_kept(number: float) -> None:
    assert canonical(plain(json.dumps(number), DEFAULT)) == canonical(number)


@given(st.from_regex(r"-?[0-9._eE+x]{1,25}", fullmatch=True))
def test_a_number_is_one_exactly_where_json_says_so(text: str) -> None:
    try:
        expected = json.loads(text)
    except ValueError:
        expected = text
    try:
        found = plain(text, Limits(digits=400))
    except NumberRefusedError:
        assert float(text) in (float("inf"), float("-inf"), 0.0)
    else:
        assert canonical(found) == canonical(expected)


@given(st.text(max_size=12) | st.from_regex(r"[-+0-9._:eExoTZ ]{1,12}", fullmatch=True))
def test_what_pyyaml_misreads_is_known(text: str) -> None:
    """PyYAML reads YAML 1.1, as do Ruby and many more."""
    resolved = yaml.resolver.Resolver().resolve(yaml.nodes.ScalarNode, text, (True, False))
    if resolved != "tag:yaml.org,2002:str":
        assert misread_elsewhere(text)

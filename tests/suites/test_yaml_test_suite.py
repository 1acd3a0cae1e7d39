"""The YAML test suite: our verdict on every case is known, and both ways to a value agree.

The profile of records is narrower than YAML (cli/docs/yaml.md), so most refusals are by design.
What matters is that none of them changes without being noticed.
"""

from __future__ import annotations

import math
from typing import Any

import pytest

from eventbook.document.plain import is_plain
from eventbook.document.value import load_value
from suites.known_yaml_verdicts import VERDICTS
from suites.yaml_suite_source import Case, cases

pytestmark = pytest.mark.suite

CASES = list(cases())
KNOWN = {name: verdict for verdict, names in VERDICTS.items() for name in names.split()}


def typed(value: Any) -> Any:
    """A value that is equal only to what has the same types."""
    if isinstance(value, dict):
        return {key: typed(each) for key, each in value.items()}
    if isinstance(value, list):
        return ["list", *map(typed, value)]
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        value = int(value)  # JSON knows one kind of number
    return (type(value).__name__, value)


def verdict(case: Case) -> str:
    """What the reference loader makes of a case, in the words of `VERDICTS`."""
    loaded = load_value(case.data, "in.yaml", reference=True)
    slugs = " ".join(sorted({each.slug for each in loaded.findings}))
    if not loaded.readable:
        return f"refused, {'valid' if case.valid else 'invalid'}: {slugs}"
    if not case.valid:
        return "read, invalid"
    if case.values is None:
        return "read, the suite tells no value"
    same = len(case.values) == 1 and typed(case.values[0]) == typed(loaded.value)
    return f"read, {'the same' if same else 'another'} value" + (f": {slugs}" if slugs else "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_verdict_is_known(case: Case) -> None:
    assert verdict(case) == KNOWN[case.name]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_quick_way_gives_the_same(case: Case) -> None:
    quick, slow = (load_value(case.data, "in.yaml", reference=each) for each in (False, True))
    assert typed(quick.value) == typed(slow.value)
    assert (quick.findings, quick.readable) == (slow.findings, slow.readable)


def test_all_cases_are_there() -> None:
    assert len(CASES) == 402
    assert {case.name for case in CASES} == KNOWN.keys()
    assert sum(is_plain(case.data) for case in CASES) > 60

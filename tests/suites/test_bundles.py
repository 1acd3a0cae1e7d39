"""A bundled schema judges every value of the official suite as the schema it was made of."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from eventbook.errors import SchemaError
from eventbook.schema.bundle import bundle
from eventbook.schema.catalog import FILE_BASE, Catalog
from eventbook.schema.verdict import compile_schema
from suites.suite_source import DIALECTS, Suite, load_suite

pytestmark = pytest.mark.suite

# Both come from what the catalog takes for a base URI: an `$id` where a keyword is unknown, and,
# up to draft-07, one beside a `$ref`.
UNKNOWN_KEYWORD = "$id inside an unknown keyword is not a real identifier"
BESIDE_REF = "$ref prevents a sibling $id from changing the base uri"
KNOWN = {
    "draft7": {UNKNOWN_KEYWORD: 2, BESIDE_REF: 2},
    "draft2019-09": {UNKNOWN_KEYWORD: 2},
    "draft2020-12": {UNKNOWN_KEYWORD: 2},
}
# How many values are judged twice; schemas refused: of other drafts, or with `$dynamicRef`.
SIZES = {"draft7": (1463, 1), "draft2019-09": (1816, 14), "draft2020-12": (1848, 24)}


@pytest.fixture(scope="module")
def suite() -> Suite:
    return load_suite()


@pytest.mark.parametrize("draft", DIALECTS)
def test_the_same_verdicts(suite: Suite, draft: str) -> None:
    judged = refused = 0
    differing: Counter[str] = Counter()
    for group in suite.groups(draft):
        text = json.dumps(group.schema)
        others = suite.remotes() if FILE_BASE in text else {}
        catalog = Catalog({"main.json": text.encode(), **others})
        try:
            whole = compile_schema(catalog, "main.json", formats={})
        except SchemaError:
            continue  # `test_json_schema_test_suite` says which, and why
        try:
            bundled = bundle(catalog, "main.json")
        except SchemaError:
            refused += 1
            continue
        alone = Catalog({"bundle.json": json.dumps(bundled).encode()})
        again = compile_schema(alone, "bundle.json", formats={})
        for _, value, _ in group.tests:
            judged += 1
            differing[group.description] += whole.is_valid(value) != again.is_valid(value)
    assert +differing == KNOWN[draft]
    assert (judged, refused) == SIZES[draft]

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from eventbook.editing.adopting.starter_schema import Seen, starter_schema
from eventbook.schema.catalog import Catalog
from eventbook.schema.verdict import compile_schema

KEY = st.sampled_from(("id", "title", "place", "ə", "$ref", ""))
LEAF = (
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
)
VALUE = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=4)
)


def schema_of(*values):
    seen = Seen()
    for value in values:
        seen.add(value)
    return starter_schema("talk", seen)


def test_types_and_usual_fields_without_any_text_of_a_record():
    made = schema_of(
        {"id": 1, "title": "Secret", "tags": ["a"], "at": {"lat": 1.5}},
        {"id": 2, "title": None, "tags": [], "at": {"lat": 3, "lon": 4}},
    )
    assert json.loads(made) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Made by eventbook from the records that were there. Look through it: it says "
        "what they have in common, not what is right.",
        "title": "talk",
        "type": "object",
        "required": ["id", "title", "tags", "at"],
        "properties": {
            "id": {"type": "integer"},
            "title": {"type": ["string", "null"]},
            "tags": {"type": "array", "items": {"type": "string"}},
            "at": {
                "type": "object",
                "required": ["lat"],
                "properties": {"lat": {"type": "number"}, "lon": {"type": "integer"}},
            },
        },
    }


def test_what_is_seldom_there_or_a_table_of_names_is_left_open():
    records = [{"id": n} for n in range(30)]
    made = json.loads(schema_of({"id": 99, "odd": 1}, *records))
    assert list(made["properties"]) == ["id"]
    table = json.loads(schema_of({f"k{n}": 1 for n in range(200)}))
    assert table.keys() == {"$schema", "$comment", "title", "type"}


@given(st.lists(VALUE, min_size=1, max_size=6))
def test_every_record_that_it_was_made_of_is_right(values):
    stack = compile_schema(Catalog({"s.json": schema_of(*values)}), "s.json")
    assert all(stack.is_valid(value) for value in values)

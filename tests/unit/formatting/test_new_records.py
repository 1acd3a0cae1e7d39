"""What is written new is laid out already."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from eventbook.book.patterns import RecordPattern
from eventbook.book.resources import ENDING, builtin_schemas
from eventbook.book.schemas import Schemas
from eventbook.book.settings import DEFAULTS
from eventbook.document.emit import emit
from eventbook.document.loader import load
from eventbook.editing.create import Plan, record_text
from eventbook.editing.format import Formatted, Formatter
from eventbook.editing.skeletons import TYPES, skeleton
from eventbook.formatting.keys import FREE
from eventbook.formatting.layout import laid_out
from eventbook.schema.catalog import Catalog
from unit.document.strategies import TEXTS, VALUES

EVENT = DEFAULTS.kinds[0]
SCHEMAS = Schemas(
    lambda kind: (
        Catalog({f"{name}{ENDING}": data for name, data in builtin_schemas().items()}),
        f"{kind.name}{ENDING}",
    )
)


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4) | st.lists(VALUES, min_size=1))
def test_what_emit_writes_is_laid_out(value):
    text = emit(value, header=["yaml-language-server: $schema=event.schema.json"])
    document = load(text.encode(), "").document
    assume(document is not None)  # a key can be too long
    assert laid_out(document, FREE).text == text


@pytest.mark.parametrize("event_type", [*sorted(TYPES), None])
def test_skeletons_are_laid_out(event_type):
    shape = SCHEMAS.shape(EVENT)
    value = {
        "sources": [{"title": "Programme: NO", "lang": "it"}],
        "title": {"en": "12:30", "it": "A recital"},
        "date": "2019-05-18",
        "id": "a",
        **({"type": event_type} if event_type else {}),
    }
    order = shape.properties(shape.at(()))
    text = record_text(Plan(value, skeleton(event_type, value, order)), shape, ["The head"])
    pattern = RecordPattern.parse("*.yaml")
    found = Formatter(SCHEMAS).formatted("a.yaml", EVENT, pattern, text.encode())
    assert found == Formatted(text.encode())

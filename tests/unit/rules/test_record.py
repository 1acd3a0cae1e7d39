"""What rules ask of a record, gathered once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.reading import all_maps, texts
from eventbook.jsonvalue import Json
from eventbook.rules.extract import Extract
from eventbook.rules.record import Record

VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=20,
)


@given(VALUES)
def test_a_record_has_the_maps_and_texts_that_a_walk_finds(value: Json) -> None:
    record = Record("a.yaml", "event", value=value)
    assert record.maps == all_maps(value)
    assert list(zip(record.places, record.texts, strict=True)) == texts(value)
    assert record.said == "\0".join(text for _, text in texts(value))


def test_the_maps_in_the_fields_are_all_but_the_record_itself() -> None:
    place: Json = {"name": "Conservatory"}
    assert Record("a.yaml", "event", value={"place": place}).inner == [(("place",), place)]
    assert Record("a.yaml", "event", value=[place]).inner == ()
    assert Record("a.yaml", "event", value="a").inner == ()


def test_it_is_the_facts_that_it_was_made_of() -> None:
    facts = Facts("a.yaml", "event", ("a", 0), "b", {"id": "b"}, (), False, {"count": 1})
    record = Record.of(facts)
    assert {name: getattr(record, name) for name in Facts.__slots__} == {
        name: getattr(facts, name) for name in Facts.__slots__
    }


def test_what_was_taken_is_not_taken_again() -> None:
    count = Extract("count", lambda record, _: len(record.texts))
    facts = Facts("a.yaml", "event", value={"title": "a", "summary": "b"})
    assert count.of(facts, DEFAULTS) == 2
    assert count.of(Record.of(facts), DEFAULTS) == 2
    assert count.of(Facts("a.yaml", "event", extracts={"count": 3, "other": 4}), DEFAULTS) == 3
    assert count.of(Facts("a.yaml", "event", value="a", extracts={"other": 3}), DEFAULTS) is None

"""What comes again in every record is there once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eventbook.document.sharing import shared
from eventbook.jsonvalue import Json

VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_the_value_is_equal_in_every_type_and_order(value: Json) -> None:
    assert repr(shared(value)) == repr(value)


def test_keys_and_short_texts_are_the_same_objects() -> None:
    one, other = ("".join(["spea", "ker"]) for _ in range(2))
    assert one is not other
    assert shared(one) is shared(other)
    records = [shared({"".join(["ro", "les"]): None}) for _ in range(2)]
    first, second = (next(iter(each)) for each in records if isinstance(each, dict))
    assert first is second


def test_a_long_text_stays_what_it_is() -> None:
    text = "word " * 20
    assert shared(text) is text

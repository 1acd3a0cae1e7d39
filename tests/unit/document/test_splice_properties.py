"""Any edit of any record: the value is the one meant, and all else keeps its bytes."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from eventbook.document import outcome, splice
from eventbook.document.document import Document
from eventbook.document.loader import load
from eventbook.jsonvalue import Json, equal
from eventbook.pointer import Place, resolve
from unit.document.strategies import places
from unit.document.written import KEYS, VALUES, Written, records


def loaded(text: str) -> Document:
    document = load(text.encode(), "").document
    assert document is not None
    return document


def survive(record: Written, text: str, gone: Place, own: bool) -> None:
    """Every comment is left but those that what is gone owned."""
    for comment, owner in record.owners.items():
        inside = owner[: len(gone)] == gone and (own or len(owner) > len(gone))
        assert inside or comment in text, (comment, owner)


def only_added(old: str, new: str) -> bool:
    """Whether the old text is all there, with one stretch of text added."""
    head = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    return new.endswith(old[head:])


def pick(data: st.DataObject, found: list[Place]) -> Place:
    assume(found)
    return data.draw(st.sampled_from(found))


@given(records(), st.data(), VALUES)
def test_put_over_a_value(record: Written, data: st.DataObject, value: Json) -> None:
    place = pick(data, places(record.value))
    old = loaded(record.text)
    new = splice.put(old, place, value)
    assert equal(new.value, outcome.put(record.value, place, value))
    assert equal(loaded(new.text).value, new.value)
    survive(record, new.text, place, own=False)
    node = old.node(place)
    assert node is not None
    if place and node.style in ("", "'", '"') and not isinstance(value, dict | list | str):
        assert new.text.startswith(record.text[: node.start].rstrip(" "))
        assert new.text.endswith(record.text[node.end :])


@given(records(), st.data(), KEYS, VALUES)
def test_put_a_new_key(record: Written, data: st.DataObject, key: str, value: Json) -> None:
    maps = [p for p in places(record.value) if isinstance(resolve(record.value, p), dict)]
    place = (*pick(data, maps), key)
    parent = resolve(record.value, place[:-1])
    assume(key not in parent)
    new = splice.put(loaded(record.text), place, value)
    assert equal(new.value, outcome.put(record.value, place, value))
    survive(record, new.text, place, own=True)
    node = loaded(record.text).node(place[:-1])
    assert node is not None
    if node.style == ":" and record.text.endswith("\n"):
        assert only_added(record.text, new.text)
        assert list(resolve(new.value, place[:-1]))[-1] == key


@given(records(), st.data(), VALUES)
def test_insert_an_item(record: Written, data: st.DataObject, value: Json) -> None:
    lists = [p for p in places(record.value) if isinstance(resolve(record.value, p), list)]
    place = pick(data, lists)
    index = data.draw(st.integers(0, len(resolve(record.value, place))))
    new = splice.insert(loaded(record.text), (*place, index), value)
    assert equal(new.value, outcome.insert(record.value, (*place, index), value))
    survive(record, new.text, (*place, -1), own=True)
    node = loaded(record.text).node(place)
    assert node is not None
    if node.style == "-" and record.text.endswith("\n"):
        assert only_added(record.text, new.text)


@given(records(), st.data())
def test_remove(record: Written, data: st.DataObject) -> None:
    place = pick(data, places(record.value)[1:])
    old = loaded(record.text)
    end = "" if record.text.endswith("\n") else "\n"
    new = splice.remove(old, place)
    assert equal(new.value, outcome.remove(record.value, place))
    survive(record, new.text, place, own=True)
    parent = old.node(place[:-1])
    assert parent is not None
    if parent.style in (":", "-") and resolve(new.value, place[:-1]):
        assert only_added(new.text.removesuffix(end), record.text)


@given(records(), st.data(), KEYS)
def test_rename_a_key(record: Written, data: st.DataObject, key: str) -> None:
    place = pick(data, [p for p in places(record.value)[1:] if isinstance(p[-1], str)])
    assume(key not in resolve(record.value, place[:-1]))
    new = splice.rename_key(loaded(record.text), place, key)
    assert equal(new.value, outcome.rename_key(record.value, place, key))
    assert list(resolve(new.value, place[:-1])) == list(
        resolve(outcome.rename_key(record.value, place, key), place[:-1])
    )
    survive(record, new.text, (*place, -1), own=True)


@given(records(), st.data(), VALUES)
def test_an_edit_and_its_reverse(record: Written, data: st.DataObject, value: Json) -> None:
    place = pick(data, places(record.value))
    there = splice.put(loaded(record.text), place, value)
    back = splice.put(there, place, resolve(record.value, place))
    assert equal(back.value, record.value)

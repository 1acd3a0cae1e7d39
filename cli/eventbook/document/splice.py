"""Byte-exact edits of a document: what an edit does not mean keeps every byte.

Comments, quotes, indentation, line ends and order stay. New structure is laid out as its siblings
are, else in block style. Each edit is read back by the loader and held against the value that it
should give; where no way of writing it passes, the edit is refused and nothing comes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter

from eventbook.document import outcome
from eventbook.document.document import Document
from eventbook.document.emit import quoted, scalar
from eventbook.document.loader import load
from eventbook.document.outcome import SpliceError
from eventbook.document.page import Edit, Page
from eventbook.document.removing import removals
from eventbook.document.writing import additions, replacements
from eventbook.jsonvalue import Json, equal
from eventbook.pointer import Place, resolve, to_path


def put(document: Document, place: Place, value: Json) -> Document:
    """Set the value at a place; what is missing on the way is made.

    A scalar keeps its quotes where they hold the new value. A map or list over another one is
    changed entry by entry, so that what stays equal keeps its text. A new key goes last in its
    map; the position behind a list's last item appends.

    Args:
        place: as `editing.places.locate` gives it; `()` is the record itself.

    Raises:
        SpliceError: the place does not fit what is there, or the text would not hold the value.
    """
    wanted = outcome.put(document.value, place, value)
    old, exists = _find(document.value, place)
    if exists and equal(old, value):
        return document
    if isinstance(old, dict) and isinstance(value, dict) and old and value:
        for key, child in value.items():
            document = put(document, (*place, key), child)
        for key in old.keys() - value.keys():
            document = remove(document, (*place, key))
        return document
    if isinstance(old, list) and isinstance(value, list) and old and value:
        return _put_list(document, place, old, value)
    place, value = _grounded(document.value, place, value)
    page = Page(document)
    if _find(document.value, place)[1]:
        return _settled(page, wanted, replacements(page, place, value), place)
    return _settled(page, wanted, additions(page, place, value), place)


def insert(document: Document, place: Place, value: Json) -> Document:
    """Put a new item into a list, before the one that has the position now.

    The position behind the last item appends.

    Raises:
        SpliceError: there is no such list or position, or the text would not hold the value.
    """
    wanted = outcome.insert(document.value, place, value)
    page = Page(document)
    return _settled(page, wanted, additions(page, place, value), place)


def append(document: Document, place: Place, value: Json) -> Document:
    """Put a new item at the end of the list at a place; a missing or null one is made.

    Raises:
        SpliceError: something else is there, or the text would not hold the value.
    """
    items, _ = _find(document.value, place)
    return put(document, (*place, len(items) if isinstance(items, list) else 0), value)


def remove(document: Document, place: Place) -> Document:
    """Remove a key or an item, with the comment lines directly above it and the one behind it.

    The last one leaves `{}` or `[]`.

    Raises:
        SpliceError: nothing is there, or it is the record itself.
    """
    wanted = outcome.remove(document.value, place)
    page = Page(document)
    return _settled(page, wanted, removals(page, place), place)


def rename_key(document: Document, place: Place, key: str) -> Document:
    """Write another key for the value at a place.

    Raises:
        SpliceError: nothing is there, it is no key, or the new one is taken.
    """
    wanted = outcome.rename_key(document.value, place, key)
    holder = document.node(place[:-1])
    assert holder is not None  # outcome found the key
    start, end, _ = holder.keys[str(place[-1])]
    old = document.text[start:end]
    texts = [scalar(key), quoted(key)]
    if old.startswith('"'):
        texts.reverse()
    elif old.startswith("'"):
        texts.insert(0, "'" + key.replace("'", "''") + "'")
    return _settled(Page(document), wanted, ([(start, end, text)] for text in texts), place)


def _put_list(document: Document, place: Place, old: list[Json], new: list[Json]) -> Document:
    """Change a list item by item: what stays at its beginning and its end is left alone."""
    head = 0
    while head < min(len(old), len(new)) and equal(old[head], new[head]):
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and equal(old[-1 - tail], new[-1 - tail]):
        tail += 1
    shared = min(len(old), len(new)) - tail
    for index in range(head, shared):
        document = put(document, (*place, index), new[index])
    for index in range(shared, len(new) - tail):
        document = insert(document, (*place, index), new[index])
    for index in reversed(range(shared, len(old) - tail)):
        document = remove(document, (*place, index))
    return document


def _find(value: Json, place: Place) -> tuple[Json, bool]:
    try:
        return resolve(value, place), True
    except LookupError:
        return None, False


def _grounded(value: Json, place: Place, new: Json) -> tuple[Place, Json]:
    """The nearest place that is there or can be added to, and what has to be written there."""
    while place and not isinstance(_find(value, place[:-1])[0], dict | list):
        new = {place[-1]: new} if isinstance(place[-1], str) else [new]
        place = place[:-1]
    return place, new


def _settled(page: Page, wanted: Json, ways: Iterable[list[Edit]], place: Place) -> Document:
    """The first way of writing that reads back as what is wanted."""
    wrong = "the text would read back as something else"
    for edits in ways:
        for text in _variants(page, edits):
            loaded = load(text.encode("utf-8", "surrogatepass"), "")
            errors = [each for each in loaded.findings if each.severity == "error"]
            if loaded.document is None or errors:
                wrong = errors[0].message
            elif equal(loaded.document.value, wanted):
                return loaded.document
    raise SpliceError(f"`{to_path(place) or 'the record'}` cannot be edited in place: {wrong}")


def _variants(page: Page, edits: list[Edit]) -> Iterator[str]:
    """The edited text; and with a line end at its end, which the last text may need."""
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=itemgetter(0)):
        pieces += [page.text[at:start], new]
        at = end
    text = "".join([*pieces, page.text[at:]])
    yield text
    if not text.endswith("\n"):
        yield text + page.line_end

"""Finding words in the texts of records, and telling where they stand.

Case, accents and the like make no difference (`values.folding`). A text is any text of a record
that its schema does not hold to a closed list, a format or a whole pattern: those are codes.
Numbers count as texts that are found whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from eventbook.errors import UsageError
from eventbook.jsonvalue import Json
from eventbook.pointer import Place, resolve
from eventbook.query.known import Known
from eventbook.query.operands import as_text, scalars
from eventbook.query.places import Spot, alike
from eventbook.query.records import Record
from eventbook.schema.ecma import matches
from eventbook.values.folding import fold
from eventbook.values.formats import FORMATS

_AROUND = 48  # characters shown before and behind a hit
_FURTHER = 12  # how many of them may go so that no word is cut


class Hit(NamedTuple):
    """A text that has all the words.

    Attributes:
        record: the record it stands in.
        place: where in there.
        item: the place of the innermost list item around it, else of the field.
        language: the tag of the text's language, if it is one of several.
        text: the whole text.
        excerpt: the part of it around the first hit, on one line.
        said: the nearest values of `speaker`, `source` and `locator` around it.
    """

    record: Record
    place: Place
    item: Place
    language: str | None
    text: str
    excerpt: str
    said: dict[str, Json]


def words_of(text: str) -> list[str]:
    """The words to look for, folded.

    Raises:
        UsageError: there are none.
    """
    words = fold(text).split()
    if not words:
        raise UsageError("there is nothing to look for", help="give a word, or several")
    return words


def search(records: Iterable[Record], known: Known, words: Sequence[str]) -> Iterator[Hit]:
    """The texts in which every word stands, in the order of records and of their fields."""
    found: dict[tuple[str, Place], list[Spot]] = {}  # the schema is slow to ask
    for record in records:
        kind = record.facts.kind
        for place, value in _scalars(record.facts.value):
            if not _has(value, words):
                continue
            where = alike(place)
            if (kind, where) not in found:
                starts = known.starts[kind]
                found[kind, where] = [spot for start in starts for spot in start.follow(where)]
            spots = found[kind, where]
            if isinstance(value, str) and any(_is_code(spot, value) for spot in spots):
                continue
            around = excerpt(value, words) if isinstance(value, str) else _beside(record, place)
            yield _hit(record, place, as_text(value), around, any(map(_is_translation, spots)))


def _has(value: float | str, words: Sequence[str]) -> bool:
    if isinstance(value, str):
        folded = fold(value)
        return all(word in folded for word in words)
    return list(words) == [as_text(value)]


def _scalars(value: Json, place: Place = ()) -> Iterator[tuple[Place, float | str]]:
    match value:
        case bool() | None:
            return
        case dict():
            for key, child in value.items():
                yield from _scalars(child, (*place, key))
        case list():
            for index, child in enumerate(value):
                yield from _scalars(child, (*place, index))
        case _:
            yield place, value


def _is_code(spot: Spot, value: str) -> bool:
    """Whether a schema holds the value to a closed list, a format or a whole pattern."""
    schemas = [one.schema for one in spot.schemas if isinstance(one.schema, dict)]
    return any(
        value in (schema.get("enum") or ())
        or schema.get("const") == value
        or _has_format(schema.get("format"), value)
        or _has_pattern(schema.get("pattern"), value)
        for schema in schemas
    )


def _has_format(name: Json, value: str) -> bool:
    check = FORMATS.get(str(name))
    return check is not None and check(value) is None


def _has_pattern(pattern: Json, value: str) -> bool:
    if not isinstance(pattern, str) or not (pattern.startswith("^") and pattern.endswith("$")):
        return False
    return matches(pattern, value)


def _is_translation(spot: Spot) -> bool:
    return bool(spot.place) and Spot(spot.shape, spot.place[:-1]).holds_texts


def _beside(record: Record, place: Place) -> str:
    """A number with the plain fields beside it, which tell what it counts."""
    holder = resolve(record.facts.value, place[:-1])
    if not isinstance(holder, dict):
        return as_text(resolve(record.facts.value, place))
    plain = {name: next(scalars(value), None) for name, value in holder.items()}
    told = (f"{name}: {as_text(value)}" for name, value in plain.items() if value is not None)
    return " ".join(", ".join(told).split())


def _hit(record: Record, place: Place, text: str, around: str, is_translation: bool) -> Hit:
    tag = place[-1] if is_translation and place else None
    field = place if tag is None else place[:-1]
    indices = [index for index, part in enumerate(place) if isinstance(part, int)]
    return Hit(
        record=record,
        place=place,
        item=place[: indices[-1] + 1] if indices else field,
        language=tag if isinstance(tag, str) else None,
        text=text,
        excerpt=around,
        said=_said(record.facts.fields, place),
    )


def _said(fields: dict[str, Json], place: Place) -> dict[str, Json]:
    """The nearest speaker, source and locator; the record's own fields are of no hit alone."""
    found: dict[str, Json] = {}
    value: Json = fields
    for part in place:
        if isinstance(value, dict) and isinstance(part, str):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int):
            value = value[part]
        if isinstance(value, dict):
            found |= {key: value[key] for key in ("speaker", "source", "locator") if key in value}
    if place[:1] == ("statements",):
        found.setdefault("source", fields.get("default_source"))
    elif place[:1] == ("sources",) and isinstance(value, str) and len(place) > 1:
        found.setdefault("source", _key_of(fields, place))
    return found


def _key_of(fields: dict[str, Json], place: Place) -> Json:
    sources = fields["sources"]
    index = place[1]
    source = sources[index] if isinstance(sources, list) and isinstance(index, int) else None
    return source.get("key") if isinstance(source, dict) else None


def excerpt(text: str, words: Sequence[str]) -> str:
    """The part of a text around the first of the words, on one line.

    Args:
        words: folded, as `words_of` gives them.
    """
    line = " ".join(text.split())
    folded, origins = _folded(line)
    found = [(at, word) for word in words if (at := folded.find(word)) >= 0]
    at, word = min(found, default=(0, ""))
    start = origins[at] if origins else 0
    end = origins[at + len(word) - 1] + 1 if word else start
    low, high = max(start - _AROUND, 0), min(end + _AROUND, len(line))
    if low and (gap := line.find(" ", low - 1, low + _FURTHER)) >= 0:
        low = min(gap + 1, start)
    if high < len(line) and (gap := line.rfind(" ", high - _FURTHER, high + 1)) >= end:
        high = gap
    return f"{'…' if low else ''}{line[low:high]}{'…' if high < len(line) else ''}"


def _folded(line: str) -> tuple[str, list[int]]:
    """A line folded, and of each of its characters which one of the line it comes of."""
    parts = [fold(char) for char in line]
    origins = [index for index, part in enumerate(parts) for _ in part]
    return "".join(parts), origins

"""Who said what, and where it is written: the parts of one statement as texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from eventbook.events.labels import label
from eventbook.jsonvalue import Json
from eventbook.output.cells import cell_text

TOLD = frozenset({"speaker", "kind", "text", "source", "locator"})
"""The fields that `sentence` tells; all others of a statement are shown as fields."""
_WITH_NAMES = ("participants", "organisers", "mentions")

Fields = Mapping[str, Json]
Titles = Callable[[str], Json]
"""Gives what the record is called that a reference means; None for none."""


def untitled(reference: str) -> Json:  # noqa: ARG001 - one of `Titles`
    """Of no record it is known what it is called."""
    return None


def sentence(
    record: Fields, statement: Fields, language: str | None, titles: Titles = untitled
) -> str:
    """A statement on one line: who, what, and in brackets the source and where in it."""
    text = cell_text(statement.get("text"), language)
    if statement.get("kind") == "quote":
        text = _phrase("quoted", language, text=text)
    source = cell_text(_source(record, statement), language)
    where = [
        source or _phrase("no-source", language),
        cell_text(statement.get("locator"), language),
    ]
    who = speaker(record, statement, language, titles)
    said = _phrase("colon", language, name=who, value=text)
    return _phrase("bracketed", language, text=said, note=", ".join(filter(None, where)))


def speaker(
    record: Fields, statement: Fields, language: str | None, titles: Titles = untitled
) -> str:
    """Who made a statement: with the position of that day, or in which capacity."""
    given = statement.get("speaker")
    if given is None:
        return _phrase("no-speaker", language)
    if given == "unnamed":
        return _phrase("unnamed", language)
    if given == "publisher":
        key = _source(record, statement)
        source = next((one for one in _maps(record, "sources") if one.get("key") == key), {})
        name = cell_text(source.get("publisher"), language)
        return _phrase("publisher" if name else "publisher-unknown", language, name=name)
    entity = given if isinstance(given, dict) else _meant(record, given)
    if entity is None:
        return cell_text(given, language)
    return _described(entity, language, titles)


def _described(entity: Fields, language: str | None, titles: Titles) -> str:
    ref = entity.get("ref")
    meant = titles(ref) if isinstance(ref, str) else None
    given = (entity.get("name"), entity.get("label"), meant, ref, entity.get("key"))
    names = (cell_text(each, language) for each in given)
    name = next(filter(None, names), "") or _phrase("withheld-person", language)
    behalf = entity.get("on_behalf_of")
    for_whom = _described(behalf, language, titles) if isinstance(behalf, dict) else ""
    parts = [
        name,
        cell_text(entity.get("position"), language),
        _phrase("on-behalf-of", language, name=for_whom) if for_whom else "",
    ]
    return ", ".join(filter(None, parts))


def _meant(record: Fields, word: Json) -> Fields | None:
    """Whom a key, or a name that is unique in the record, means."""
    people = [one for field in _WITH_NAMES for one in _maps(record, field)]
    keyed = [one for one in people if one.get("key") == word]
    named = [one for one in people if one.get("name") == word]
    return next(iter(keyed or (named if len(named) == 1 else [])), None)


def _source(record: Fields, statement: Fields) -> Json:
    source = statement.get("source")
    return record.get("default_source") if source is None else source


def _maps(record: Fields, field: str) -> Iterator[Fields]:
    items = record.get(field)
    return (one for one in (items if isinstance(items, list) else ()) if isinstance(one, dict))


def _phrase(key: str, language: str | None, **parts: str) -> str:
    # A pattern is the tool's own; what comes from the record only ever fills it.
    return label(f"phrase.{key}", language or "en").format(**parts)

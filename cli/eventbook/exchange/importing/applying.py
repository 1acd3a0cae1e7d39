"""Makes a record's fields of a row, and keeps what could not be made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from eventbook.exchange.importing import dates
from eventbook.exchange.importing.conversions import CONVERSIONS, plain
from eventbook.exchange.importing.mapping import REPORT, Condition, Paths, Rule, Template
from eventbook.exchange.importing.paths import ITSELF, find, is_empty
from eventbook.exchange.importing.unfit import Unfit
from eventbook.jsonvalue import Json, canonical
from eventbook.pointer import Place

FILE = "@file."
"""Begins the places that say something of the file instead of the row."""

_NO_WORD = "the mapping has no word for it"
_SEVERAL = "there are several values where one is needed"


class Trouble(NamedTuple):
    """A value that is not in the record.

    Attributes:
        target: the field it was meant for, as the mapping writes it.
        path: where it is in the source.
        value: as the source writes it, where that is a single value.
        why: the rest of a sentence that begins with it.
    """

    target: str
    path: str
    value: str
    why: str


@dataclass(slots=True)
class Made:
    """What was made of a row: fields, and what was left out of them."""

    fields: dict[str, Json] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)


class _Scope(NamedTuple):
    """What a rule can look at.

    Attributes:
        value: the row, or an item of a list in it.
        file: what is said of the file, by the names behind `@file.`.
        within: where the value is in the row.
    """

    value: Json
    file: Mapping[str, str]
    within: str = ""

    def find(self, path: str) -> Json:
        if path.startswith(FILE):
            return self.file.get(path.removeprefix(FILE))
        if path == ITSELF and isinstance(self.value, dict):
            return None  # what it is made of has names of its own
        return find(self.value, path)

    def first(self, paths: Paths) -> tuple[str, Json]:
        """The first of some places that says something, and what; the last where none does.

        Of several places one with a map says nothing, for it is what it is made of that does.
        """
        path = ""
        for path in paths:
            found = self.find(path)
            in_parts = isinstance(found, dict) and "@value" not in found and len(paths) > 1
            if not (is_empty(found) or in_parts):
                return path, found
        return path, None

    def named(self, path: str) -> str:
        """A place in the row."""
        inner = "" if path == "." else path
        return f"{self.within}.{inner}".strip(".") or "."


def apply(rules: tuple[Rule, ...], row: Mapping[str, Json], file: Mapping[str, str]) -> Made:
    """Make fields of a row.

    Args:
        file: what is said of its file: `name`, `stem`, `folder`.
    """
    made = Made()
    _fill(made, rules, _Scope(dict(row), file))
    made.fields = {name: _dense(value) for name, value in made.fields.items()}
    return made


def filled(template: Template, file: Mapping[str, str]) -> str:
    """A template that speaks of the file alone; other places are empty."""
    return _filled(template, _Scope({}, file), empty=True) or ""


def _fill(made: Made, rules: tuple[Rule, ...], scope: _Scope) -> None:
    for rule in rules:
        if _holds(rule.when, scope, default=True) and not _holds(rule.unless, scope, default=False):
            value = _value(rule, scope, made.troubles)
            if not (value is None or value == []):
                _put(made.fields, rule.target, value)


def _holds(condition: Condition | None, scope: _Scope, *, default: bool) -> bool:
    if condition is None:
        return default
    found = scope.find(condition.path)
    if condition.text is None:
        return not is_empty(found) and found is not False
    items = found if isinstance(found, list) else [found]
    return any(_word(item) == condition.text for item in items)


def _word(value: Json) -> str | None:
    """A single value as the tables of a mapping write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        return plain(value)
    except Unfit:
        return None


def _value(rule: Rule, scope: _Scope, troubles: list[Trouble]) -> Json:
    if rule.each:
        return _items(rule, scope, troubles)
    if rule.constant is not None:
        return (
            [rule.constant] if rule.many and not isinstance(rule.constant, list) else rule.constant
        )
    if rule.template is not None:
        path, found = "{}", cast(Json, _filled(rule.template, scope))
    else:
        path, found = scope.first(rule.sources)
    if is_empty(found):
        return None

    def convert(item: Json) -> Json:
        try:
            return _converted(rule, item, scope)
        except Unfit as unfit:
            told = "" if isinstance(item, dict | list) else str(_word(item))
            troubles.append(Trouble(rule.name, scope.named(path), told, unfit.why))
            return None

    if rule.many:
        return _list(found, rule.split, convert)
    if isinstance(found, list) and not _has_languages(found):
        told = [item for item in found if not is_empty(item)]
        if len(told) > 1:
            troubles.append(Trouble(rule.name, scope.named(path), "", _SEVERAL))
            return None
        found = told[0]
    return convert(found)


def _has_languages(found: list[Json]) -> bool:
    return bool(found) and all(isinstance(item, dict) and "@language" in item for item in found)


def _list(found: Json, split: str, convert: Callable[[Json], Json]) -> Json:
    items: list[Json] = []
    for item in found if isinstance(found, list) else [found]:
        parts = item.split(split) if split and isinstance(item, str) else [item]
        items += (convert(part) for part in parts if not is_empty(part))
    return _distinct(item for item in items if item is not None)


def _distinct(items: Iterable[Json]) -> list[Json]:
    """The items, each once."""
    return list({canonical(item): item for item in items}.values())


def _converted(rule: Rule, value: Json, scope: _Scope) -> Json:
    """One value.

    Raises:
        Unfit: it cannot be converted.
    """
    if rule.values is not None:
        word = _meant(_word(value), rule.values)
        if word is not None:
            value = rule.values[word]
            if rule.conversion == "text":
                return None if value == "" else value  # a word may mean nothing
        elif rule.otherwise == REPORT:
            raise Unfit(_NO_WORD)
        elif rule.otherwise is not None:
            return rule.otherwise
    if value == "":
        return None
    convert = CONVERSIONS[rule.conversion]
    start = convert(value, rule.settings)
    _, end = scope.first(rule.end)
    if is_empty(end) or not isinstance(start, str):
        return start
    try:
        finish = convert(end, rule.settings)
        return dates.interval(start, finish) if isinstance(finish, str) else start
    except Unfit as unfit:
        raise Unfit(f"of its end: {unfit.why}") from unfit


def _meant(word: str | None, values: Mapping[str, Json]) -> str | None:
    """The word of a table that a source's word is, with other capitals if it has to be."""
    if word is None or word in values:
        return word
    folded = word.casefold()
    return next((each for each in values if each.casefold() == folded), None)


def _filled(template: Template, scope: _Scope, *, empty: bool = False) -> str | None:
    """The text of a template; None where a place says nothing, unless that may be."""
    text = template.texts[0]
    for path, behind in zip(template.paths, template.texts[1:], strict=True):
        word = _word(scope.find(path))
        if not word and not empty:
            return None
        text += (word or "") + behind
    return text


def _items(rule: Rule, scope: _Scope, troubles: list[Trouble]) -> Json:
    path, found = scope.first(rule.each)
    made: list[Json] = []
    for item in found if isinstance(found, list) else [found]:
        if is_empty(item):
            continue
        each = Made(troubles=troubles)
        _fill(each, rule.items, _Scope(item, scope.file, scope.named(path)))
        variable = any(one.constant is None for one in rule.items)
        constant = {one.target[0] for one in rule.items if one.constant is not None}
        if variable and not each.fields.keys() - constant:
            continue  # what is the same in every item tells of nothing
        made.append({name: _dense(inner) for name, inner in each.fields.items()})
    return _distinct(made)


def _put(fields: dict[str, Json], target: Place, value: Json) -> None:
    """Put a value in its place; lists grow, what is there already stays.

    Positions are kept as keys `#0`, so that those which get nothing leave no hole.
    """
    here = fields
    *way, last = (part if isinstance(part, str) else f"#{part}" for part in target)
    for part in way:
        inner = here.setdefault(part, {})
        if not isinstance(inner, dict):
            return
        here = inner
    there = here.get(last)
    if isinstance(there, list) and isinstance(value, list):
        there[:] = _distinct([*there, *value])
    elif there is None:
        here[last] = list(value) if isinstance(value, list) else value


def _dense(value: Json) -> Json:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return value
    inner = {name: _dense(each) for name, each in value.items()}
    if inner and all(name.startswith("#") for name in inner):
        return [inner[name] for name in sorted(inner, key=lambda name: int(name[1:]))]
    return inner

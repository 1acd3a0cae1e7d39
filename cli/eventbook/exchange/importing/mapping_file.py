"""Mapping files: TOML, data only; what is wrong in one is told with its line and column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from pkgutil import get_data
from typing import Any

from eventbook.book.tomlfile import Table, TomlFile, nearest
from eventbook.editing.places import parse
from eventbook.errors import ConfigError, EventbookError
from eventbook.exchange.importing.conversions import CONVERSIONS, Settings
from eventbook.exchange.importing.dates import FORMATS
from eventbook.exchange.importing.mapping import (
    REPORT,
    Condition,
    FieldMapping,
    Paths,
    Rule,
    Template,
)
from eventbook.exchange.importing.readers import READERS
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.values import timezone

_TOP = ("name", "format", "kind", "items", "separator", "key", "ignore", "source", "fields")
_RULE = (
    *("from", "to", "constant", "template", "as", "formats", "timezone", "split", "list"),
    *("values", "otherwise", "when", "unless", "each", "item"),
)
_GIVING = ("from", "constant", "template", "each")
_NAME = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_SLOT = re.compile(r"\{\{|\}\}|\{([^{}]+)\}|[{}]")


def ready_mapping(form: str) -> FieldMapping:
    """The mapping that is shipped for a format.

    Args:
        form: a name of READERS.
    """
    data = get_data(__package__, f"mappings/{form}.toml")
    assert data is not None  # the package's loader can read files
    return read_mapping(data, f"{form}.toml")


def read_mapping(data: bytes, name: str) -> FieldMapping:
    """Read a mapping.

    Args:
        name: what messages call the file; without its ending, the name of a mapping that gives
            itself none.

    Raises:
        ConfigError: it is no TOML, or says what no mapping can say.
    """
    file = TomlFile.parse(data, name)
    top = Table(file, (), file.values)
    top.allow(*_TOP)
    for needed in ("key", "fields"):
        if needed not in top.values:
            raise ConfigError(f"{name}: a mapping needs `{needed}`")
    return FieldMapping(
        name=top.checked("name", _named_after(name), _name_fault),
        format=top.choice("format", tuple(READERS)) or "",
        kind=top.text("kind") or "",
        items=top.text("items") or "",
        separator=top.text("separator") or "",
        key=_key(top),
        ignored=frozenset(top.texts("ignore") or ()),
        source=_source(top.table("source")),
        rules=_rules(top.table("fields")),
        file=file,
    )


def _named_after(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", PurePath(name).stem.lower()).strip("-") or "import"


def _name_fault(text: str) -> str:
    return "" if _NAME.fullmatch(text) else "a name is of lower-case letters, digits and hyphens"


def _key(top: Table) -> tuple[Paths, ...]:
    """`"uid"`, or the parts of a key, or an array of such arrays, tried in turn."""
    written = top.values["key"]
    parts = written if isinstance(written, list) else [written]
    ways = parts if parts and isinstance(parts[0], list) else [parts]
    for way in ways:
        if not (isinstance(way, list) and way and all(isinstance(p, str) and p for p in way)):
            message = "`key` must be a place in the source, an array of places, or of such arrays"
            raise top.error("key", message)
    return tuple(map(tuple, ways))


def _source(table: Table) -> Mapping[str, Json]:
    return {name: _constant(table, name) for name in table.values}


def _constant(table: Table, key: str) -> Json:
    """A value of TOML as JSON has it; dates become their texts."""
    value = table.values[key]
    converted = _as_json(value)
    if converted is None:
        raise table.error(key, f"`{key}` in {table.title} is no value that a record can hold")
    return converted


def _as_json(value: Any) -> Json:
    if isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    if isinstance(value, dict):
        return {name: _as_json(inner) for name, inner in value.items()}
    return value.isoformat() if hasattr(value, "isoformat") else None


def _rules(table: Table) -> tuple[Rule, ...]:
    """The rules of `[fields]`, or of the `item` of one: a place, a table, or several in turn."""
    found: list[Rule] = []
    for name, written in table.values.items():
        target = _target(table, name)
        for each in written if isinstance(written, list) else [written]:
            if isinstance(each, str):
                found.append(Rule(target, name, sources=(each,), keys=(*table.keys, name)))
            elif isinstance(each, dict):
                found.append(_rule(Table(table.file, (*table.keys, name), each), target, name))
            else:
                message = f"`{name}` in {table.title} must be a place in the source, or a table"
                raise table.error(name, message)
    if not found:
        raise table.file.error(table.keys, f"{table.title} names no field")
    return tuple(found)


def _target(table: Table, name: str) -> Place:
    try:
        steps = parse(name)
    except EventbookError as error:
        raise table.error(name, error.message, suggestion=error.help) from error
    place = tuple(step for step in steps if isinstance(step, str | int))
    if len(place) < len(steps):
        raise table.error(name, f"`{name}`: an item is meant by its number, such as `links[0]`")
    return place


def _rule(table: Table, target: Place, name: str) -> Rule:
    _allow(table)
    giving = [key for key in _GIVING if key in table.values]
    if len(giving) != 1:
        has = " and ".join(f"`{key}`" for key in giving) or "none of them"
        message = f"{table.title} needs one of `from`, `constant`, `template` and `each`; it has "
        raise table.file.error(table.keys, message + has)
    for key, with_ in (("to", "from"), ("item", "each"), ("otherwise", "values")):
        if key in table.values and with_ not in table.values:
            raise table.error(key, f"`{key}` in {table.title} goes with `{with_}`")
    if "each" in table.values and "item" not in table.values:
        raise table.error("each", f"{table.title} lacks `item`, the fields of what `each` makes")
    usual = "date" if "to" in table.values else "text"
    otherwise = _constant(table, "otherwise") if "otherwise" in table.values else None
    return Rule(
        target,
        name,
        sources=_paths(table, "from"),
        end=_paths(table, "to"),
        constant=_constant(table, "constant") if "constant" in table.values else None,
        template=_template(table),
        conversion=table.choice("as", tuple(CONVERSIONS)) or usual,
        settings=_settings(table),
        split=table.text("split") or "",
        many=_many(table),
        values=_values(table) if "values" in table.values else None,
        otherwise=otherwise if otherwise is not None or "as" in table.values else REPORT,
        when=_condition(table, "when"),
        unless=_condition(table, "unless"),
        each=_paths(table, "each"),
        items=_rules(table.table("item")) if "item" in table.values else (),
        keys=table.keys,
    )


def _allow(table: Table) -> None:
    for key, value in table.values.items():
        if key not in _RULE:
            help_ = nearest(key, _RULE)
            if not table.values.keys() & set(_RULE) and isinstance(value, str | dict):
                help_ = 'a path is quoted: `"place.city" = …`'
            raise table.error(key, f"unknown key `{key}` in {table.title}", suggestion=help_)


def _paths(table: Table, key: str) -> Paths:
    written = table.values.get(key)
    if isinstance(written, str) and written:
        return (written,)
    found = table.texts(key) if key in table.values else ()
    if key in table.values and not (found and all(found)):
        raise table.error(key, f"`{key}` in {table.title} names no place in the source")
    return found or ()


def _many(table: Table) -> bool:
    written = table.values.get("list", False)
    if not isinstance(written, bool):
        raise table.error("list", f"`list` in {table.title} must be true or false")
    return written or "split" in table.values or "each" in table.values


def _values(table: Table) -> Mapping[str, Json]:
    inner = table.table("values")
    return {name: _constant(inner, name) for name in inner.values}


def _settings(table: Table) -> Settings:
    formats = table.texts("formats") or ("iso",)
    for each in formats:
        if each not in FORMATS:
            message = f"`formats` in {table.title}: `{each}` is not known"
            raise table.error("formats", message, suggestion=nearest(each, FORMATS))
    zone = table.text("timezone") or ""
    if zone and (why := timezone.check(zone)):
        raise table.error("timezone", f"`timezone` in {table.title}: {why}")
    return Settings(formats, zone)


def _condition(table: Table, key: str) -> Condition | None:
    written = table.text(key)
    if written is None:
        return None
    path, sign, text = written.partition("=")
    if not path.strip():
        raise table.error(key, f"`{key}` in {table.title} names no place in the source")
    return Condition(path.strip(), text.strip() if sign else None)


def _template(table: Table) -> Template | None:
    written = table.text("template")
    if written is None:
        return None
    try:
        return template(written)
    except ValueError as error:
        raise table.error("template", f"`template` in {table.title}: {error}") from error


def template(text: str) -> Template:
    """The parts of `{name}, {year}`; a brace itself is written twice.

    Raises:
        ValueError: a brace stands alone.
    """
    texts, paths, at = [""], [], 0
    for found in _SLOT.finditer(text):
        texts[-1] += text[at : found.start()]
        at = found.end()
        if found[1] is not None:
            paths.append(found[1].strip())
            texts.append("")
        elif found[0] in ("{{", "}}"):
            texts[-1] += found[0][0]
        else:
            raise ValueError("a brace that is meant itself is written twice")
    texts[-1] += text[at:]
    return Template(tuple(texts), tuple(paths))

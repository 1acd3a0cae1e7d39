"""What a book says of itself: `eventbook.toml`, or `[tool.eventbook]` in pyproject.toml.

Settings are data. They can name files and fields, never code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, cast

from eventbook.book.paths import why_unsafe
from eventbook.book.patterns import RecordPattern
from eventbook.book.site_settings import SiteSettings, read_site
from eventbook.book.tomlfile import Table, TomlFile

IdSource: TypeAlias = str
"""Where a record's id comes from: `field:NAME`, `stem` (the file's name) or `folder`."""
Level: TypeAlias = Literal["off", "info", "warning", "error"]

BUILT_IN = "eventbook:"
"""What a kind's `schema` begins with when it is one of those shipped: `eventbook:event`."""
LEVELS = ("off", "info", "warning", "error")
MODELS = ("event", "authority")

_KIND_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    Attributes:
        name: as in references: `person` in `person/rashad`.
        records: which files hold them.
        schema: a path from the root, or `eventbook:NAME`.
        id: where the id comes from.
        title: the field that lists call the title.
        date: the field that lists call the date.
        model: whose rules apply besides the schema: `event`; `authority` for what events refer
            to; None for none.
    """

    name: str
    records: tuple[RecordPattern, ...]
    schema: str
    id: IdSource = "field:id"
    title: str = "title"
    date: str = "date"
    model: str | None = None

    @property
    def id_field(self) -> str | None:
        """The field that holds the id; None where the path does."""
        return self.id.removeprefix("field:") if self.id.startswith("field:") else None

    @property
    def built_in_schema(self) -> str | None:
        """The name of the shipped schema; None where the book has its own."""
        return self.schema.removeprefix(BUILT_IN) if self.schema.startswith(BUILT_IN) else None


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a book.

    Attributes:
        title: what the archive calls itself.
        language: BCP 47 tag of the language that texts without one are in.
        source_store: folder of local copies of sources, relative to the root; may lie outside it.
        kinds: in the order of the file; where two claim one file, the first has it.
        rules: severities that differ from the rules' own, by slug.
        contested_terms: by language, terms that the record's own voice must not use.
        site: of the pages and feeds that others read.
    """

    title: str
    language: str
    source_store: str | None
    kinds: tuple[Kind, ...]
    rules: Mapping[str, Level]
    contested_terms: Mapping[str, tuple[str, ...]]
    # What is kept of judged files goes by the repr of the settings, and no judgement by the site.
    site: SiteSettings = field(default=SiteSettings(), repr=False)

    def kind(self, name: str) -> Kind | None:
        """The kind of that name."""
        return next((kind for kind in self.kinds if kind.name == name), None)


def _built_in(name: str, folder: str, *, title: str = "name", model: str = "authority") -> Kind:
    endings = ("yaml", "yml")
    patterns = (RecordPattern.parse(f"records/{folder}/**/*.{ending}") for ending in endings)
    return Kind(name, tuple(patterns), BUILT_IN + name, title=title, model=model)


DEFAULTS = Settings(
    title="",
    language="en",
    source_store=None,
    kinds=(
        _built_in("event", "events", title="title", model="event"),
        _built_in("person", "people"),
        _built_in("organisation", "organisations"),
        _built_in("place", "places"),
        _built_in("work", "works", title="title"),
        _built_in("subject", "subjects"),
    ),
    rules={},
    contested_terms={},
)
"""The settings of a book without a file. A file that declares no kinds has these, too."""


def load_settings(data: bytes, name: str = "eventbook.toml") -> Settings:
    """Read the settings file of a book.

    Args:
        data: the file's bytes.
        name: how messages call it.

    Raises:
        ConfigError: with file, line, column and key, and a suggestion where one is near.
    """
    file = TomlFile.parse(data, name)
    return _settings(Table(file, (), file.values))


def from_pyproject(data: bytes, name: str = "pyproject.toml") -> Settings | None:
    """Read `[tool.eventbook]` of a pyproject.toml; None where there is no such table.

    Raises:
        ConfigError: as `load_settings`.
    """
    if b"eventbook" not in data:
        return None  # most files on the way up; their faults are not ours
    file = TomlFile.parse(data, name)
    tool = file.values.get("tool")
    if not isinstance(tool, dict) or "eventbook" not in tool:
        return None
    return _settings(Table(file, ("tool",), tool).table("eventbook"))


def _settings(top: Table) -> Settings:
    top.allow("book", "kinds", "rules", "events", "site")
    book = top.table("book")
    book.allow("title", "language", "source_store")
    events = top.table("events")
    events.allow("contested_terms")
    kinds = top.table("kinds")
    language = book.checked("language", DEFAULTS.language, _why_not_language)
    return Settings(
        title=book.text("title") or DEFAULTS.title,
        language=language,
        source_store=book.checked("source_store", "", _why_not_folder) or None,
        kinds=tuple(_kind(kinds, name) for name in kinds.values) or DEFAULTS.kinds,
        rules=_rules(top.table("rules")),
        contested_terms=_contested_terms(events.table("contested_terms")),
        site=read_site(top.table("site"), language),
    )


def _kind(kinds: Table, name: str) -> Kind:
    if not _KIND_NAME.fullmatch(name):
        message = f"`{name}` cannot name a kind: lower-case words joined by hyphens"
        raise kinds.error(name, message)
    table = kinds.table(name)
    table.allow("records", "schema", "id", "title", "date", "model")
    table.require("records")
    table.require("schema")
    return Kind(
        name=name,
        records=_patterns(table),
        schema=table.checked("schema", "", _why_not_schema),
        id=table.checked("id", "field:id", _why_not_id_source),
        title=table.checked("title", "title", _why_not_field),
        date=table.checked("date", "date", _why_not_field),
        model=table.choice("model", MODELS),
    )


def _patterns(table: Table) -> tuple[RecordPattern, ...]:
    texts = table.texts("records")
    if not texts:
        raise table.error("records", f"`records` in {table.title} is empty")
    patterns = []
    for text in texts:
        try:
            patterns.append(RecordPattern.parse(text))
        except ValueError as error:
            message = f"`records` in {table.title}: `{text}` is no pattern of files: {error}"
            raise table.error("records", message) from error
    return tuple(patterns)


def _rules(table: Table) -> dict[str, Level]:
    rules: dict[str, Level] = {}
    for slug in table.values:
        if not _SLUG.fullmatch(slug):
            raise table.error(slug, f"`{slug}` in {table.title} is no name of a rule")
        rules[slug] = cast("Level", table.choice(slug, LEVELS))
    return rules


def _contested_terms(table: Table) -> dict[str, tuple[str, ...]]:
    terms: dict[str, tuple[str, ...]] = {}
    for language in table.values:
        if why := _why_not_language(language):
            raise table.error(language, f"a key of {table.title}: {why}")
        terms[language] = table.texts(language) or ()
    return terms


def _why_not_id_source(text: str) -> str:
    is_field = text.startswith("field:") and not _why_not_field(text.removeprefix("field:"))
    if is_field or text in ("stem", "folder"):
        return ""
    return f"`{text}` is not `field:NAME`, `stem` or `folder`"


def _why_not_field(text: str) -> str:
    return "" if text.strip() == text and text.isprintable() and text else "it names no field"


def _why_not_language(text: str) -> str:
    return "" if _LANGUAGE.fullmatch(text) else f"`{text}` is not a language tag such as `en`"


def _why_not_folder(text: str) -> str:
    return "" if text.isprintable() and text else "it names no folder"


def _why_not_schema(text: str) -> str:
    if text.startswith(BUILT_IN):
        good = _SLUG.fullmatch(text.removeprefix(BUILT_IN))
        return "" if good else f"`{text}` names no built-in schema"
    why = why_unsafe(text)
    return why and f"`{text}` is no file of this book: {why}"


__all__ = [
    "BUILT_IN",
    "DEFAULTS",
    "IdSource",
    "Kind",
    "Level",
    "RecordPattern",
    "Settings",
    "SiteSettings",
    "from_pyproject",
    "load_settings",
]

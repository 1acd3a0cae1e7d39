"""What a mapping says: which field of a record comes from what in the source, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias

from eventbook.book.tomlfile import Keys, TomlFile
from eventbook.exchange.importing.conversions import Settings
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

Paths: TypeAlias = tuple[str, ...]
"""Places in a source, of which the first that says something is meant."""

REPORT: Literal["report"] = "report"
"""What `otherwise` says where a value that a table lacks is to be reported."""


class Condition(NamedTuple):
    """A place in the source that has to say something, or exactly one text."""

    path: str
    text: str | None = None


class Template(NamedTuple):
    """A text with places in the source: `{name}, {year}`.

    Attributes:
        texts: one more than `paths`; they stand before, between and behind them.
    """

    texts: tuple[str, ...]
    paths: tuple[str, ...]


class Rule(NamedTuple):
    """How one field is filled.

    Attributes:
        target: its place in the record, or in an item of the list that `each` makes.
        name: that place as the mapping writes it.
        sources: where the value is.
        end: where the end of a date is, whose start is the value.
        constant: the value, whatever the source says; None for none.
        template: the value, of several places.
        conversion: a name of `CONVERSIONS`; `text` where a mapping names none.
        split: what stands between the items of a list in one text; empty for none.
        many: the field is a list.
        values: by the source's words; None without a table.
        otherwise: for words that the table lacks: a value, None to convert them, or REPORT.
        when, unless: what the source has to say, and what it must not.
        each: the source's list of which every item becomes one; empty for none.
        items: the rules for such an item.
        keys: where the rule stands in the mapping.
    """

    target: Place
    name: str
    sources: Paths = ()
    end: Paths = ()
    constant: Json = None
    template: Template | None = None
    conversion: str = "text"
    settings: Settings = Settings()
    split: str = ""
    many: bool = False
    values: Mapping[str, Json] | None = None
    otherwise: Json = None
    when: Condition | None = None
    unless: Condition | None = None
    each: Paths = ()
    items: tuple[Rule, ...] = ()
    keys: Keys = ()

    def paths(self, within: str = "") -> Iterator[str]:
        """Every place of the source that the rule looks at."""
        conditions = [each.path for each in (self.when, self.unless) if each]
        of_template = self.template.paths if self.template else ()
        for path in (*self.sources, *self.end, *of_template, *conditions):
            yield _joined(within, path)
        for outer in self.each:
            for rule in self.items:
                yield from rule.paths(_joined(within, outer))


class FieldMapping(NamedTuple):
    """A mapping file.

    Attributes:
        name: what the records that it makes remember it by.
        format: of the files it is for; empty for any.
        kind: of the records; empty for events.
        items, separator: how to read; see `Options`.
        key: what tells one row from another: the parts, or several ways of which the first that
            is complete counts.
        ignored: places in the source that are left out knowingly.
        source: fields of the source that every record gets for the file; texts are templates.
        rules: in the order of the file.
        file: for errors.
    """

    name: str
    format: str
    kind: str
    items: str
    separator: str
    key: tuple[Paths, ...]
    ignored: frozenset[str]
    source: Mapping[str, Json]
    rules: tuple[Rule, ...]
    file: TomlFile

    def read_paths(self) -> frozenset[str]:
        """Every place of a row that something is made of."""
        of_rules = (path for rule in self.rules for path in rule.paths())
        of_key = (path for way in self.key for path in way)
        return frozenset((*of_rules, *of_key))


def _joined(outer: str, inner: str) -> str:
    if inner in ("", "."):
        return outer
    return f"{outer}.{inner}" if outer and not inner.startswith("@file") else inner

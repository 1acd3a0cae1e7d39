"""Keeping the names of the list of withheld names out of what commands show."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.privacy import unlisted
from eventbook.jsonvalue import Json
from eventbook.output import Table
from eventbook.query.records import shown

if TYPE_CHECKING:
    from eventbook.events.leaks.matcher import Matcher

LEFT_OUT = "warning: withheld names were left out; `eventbook validate` says where they stand\n"


class Listed(NamedTuple):
    """The names of the list; without one, all passes as it is."""

    names: Matcher | None = None

    def text(self, text: str) -> str:
        """A text without the names."""
        return self.names.blanked(text) if self.names else text

    def value(self, value: Json) -> Json:
        """A value without the names, neither in its texts nor in its keys."""
        return unlisted(value, self.names) if self.names else value

    def fields(self, fields: Mapping[str, Json]) -> Mapping[str, Json]:
        """A record's fields without the names."""
        found = self.value({**fields}) if self.names else fields
        return found if isinstance(found, Mapping) else fields

    def facts(self, records: Iterable[Facts], settings: Settings) -> Sequence[Facts]:
        """What may leave the archive: neither what records withhold nor a name of the list.

        Where a name was left out, the user is warned.
        """
        found = shown(records, settings)
        if not self.names:
            return found
        cleared = [self._one(each) for each in found]
        if any(one is not other for one, other in zip(found, cleared, strict=True)):
            sys.stderr.write(LEFT_OUT)
        return cleared

    def _one(self, facts: Facts) -> Facts:
        value, path = self.value(facts.value), self.text(facts.path)
        if value is facts.value and path == facts.path:
            return facts
        return replace(facts, value=value, path=path, id=facts.id and self.text(facts.id))

    def table(self, table: Table) -> Table:
        """A list of records without the names."""
        if not self.names:
            return table
        return table._replace(
            rows=[[self.value(cell) for cell in row] for row in table.rows],
            ids=[self.text(each) for each in table.ids],
            paths=[self.text(each) for each in table.paths],
            records=table.records and [self.fields(each) for each in table.records],
            added=[self.fields(each) for each in table.added],
        )

"""Whole records as one YAML list, or one alone, read alike by YAML 1.1 and 1.2 readers.

A stream of several documents is not in the profile of records, so a list it is.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

import yaml

from eventbook.document.emit import emit
from eventbook.document.scalars import misread_elsewhere
from eventbook.escape import yaml_text
from eventbook.jsonvalue import Json
from eventbook.output.interface import RecordContext, Table, TableContext
from eventbook.output.structured import row_values


class _Dumper(yaml.SafeDumper):
    """PyYAML's safe dumper with this module's choice of quotes, and without aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def rows(table: Table, context: TableContext) -> str:  # noqa: ARG001
    """Every record's whole value, or a map of its cells where a row is no record."""
    return _dumped(row_values(table))


def record(value: Mapping[str, Json], context: RecordContext) -> str:  # noqa: ARG001
    """The record's value, laid out as the records of a book are."""
    text = emit({**value})
    # `emit` quotes what YAML needs quoted; hidden characters need it too, to be written as escapes.
    return text if yaml_text(text) == text else _dumped({**value})


def _dumped(value: list[dict[str, Json]] | dict[str, Json]) -> str:
    dumped = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=sys.maxsize,
    )
    return yaml_text(dumped)


def _style(text: str) -> str | None:
    """The quotes a text needs; PyYAML chooses between plain and quoted for the others."""
    # Escapes exist in double quotes only: for hidden characters, and for CR to survive.
    if misread_elsewhere(text) or yaml_text(text) != text or "\r" in text:
        return '"'
    return "|" if "\n" in text.strip("\n") else None


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))


_Dumper.add_representer(str, _represent)

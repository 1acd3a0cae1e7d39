"""What a page of the manual shows: rules, fields, or the list of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eventbook.query.fields import Field
from eventbook.rules.rule import Described


@dataclass(frozen=True, slots=True)
class ManualPage:
    """A page of the manual.

    Attributes:
        rules: what is to be said of each rule, by slug.
        fields: fields in full.
        names: kind, name and title of each field that is only listed.
        overview: list the rules, each in a line, before the names.
    """

    rules: Mapping[str, Described] = field(default_factory=dict)
    fields: Sequence[Field] = ()
    names: Sequence[tuple[str, str, str]] = ()
    overview: bool = False

"""The plan of a new record: its value, its comments, its id, its place, its text."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from eventbook.book.layout import UNDATED, shelf
from eventbook.book.settings import Kind
from eventbook.document.emit import emit
from eventbook.editing.assign import assign
from eventbook.editing.comments import MODELINE
from eventbook.editing.order import in_schema_order
from eventbook.editing.places import locate, parse_assignment, refuse_lost
from eventbook.editing.typed import typed
from eventbook.errors import UsageError
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.schema.shape import Shape
from eventbook.values.ids import check_record_id, check_safe_name, propose_id, propose_name_id


@dataclass(frozen=True, slots=True)
class Plan:
    """A record that is not written yet.

    Attributes:
        value: its fields.
        comments: lines, without `#`, above the key or item at a place; for (), at the end.
    """

    value: dict[str, Json] = field(default_factory=dict)
    comments: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)

    def having(self, name: str, value: Json) -> Plan:
        """The same plan with another value in one field."""
        return Plan({**self.value, name: value}, self.comments)

    def noting(self, comments: Mapping[Place, tuple[str, ...]]) -> Plan:
        """The same plan with more comments, above those that are there."""
        merged = dict(self.comments)
        for place, lines in comments.items():
            merged[place] = (*lines, *merged.get(place, ()))
        return Plan(self.value, merged)


def with_assignments(plan: Plan, assignments: Sequence[str], shape: Shape) -> Plan:
    """The plan with every `PATH=VALUE` set, in the order given.

    Raises:
        UsageError: a path or value is wrong, or puts away what is set before it.
    """
    refuse_lost(assignments)
    value: Json = plan.value
    for text in assignments:
        path, written = parse_assignment(text)
        place = locate(path, value)
        value = assign(value, place, typed(written, place, shape))
    if not isinstance(value, dict):
        raise UsageError("a record is a map of fields", help="begin each path with a field's name")
    return Plan(value, plan.comments)


def missing_fields(value: Mapping[str, Json], kind: Kind, shape: Shape) -> tuple[str, ...]:
    """The required fields that a record lacks, in the schema's order; never its id."""
    schemas = shape.at(())
    required = shape.annotation(schemas, "required")
    names = set(required) if isinstance(required, list) else set()
    names -= {kind.id_field, *value}
    order = list(shape.properties(schemas))
    return tuple(sorted(names, key=lambda name: order.index(name) if name in order else len(order)))


def own_id(value: Mapping[str, Json], kind: Kind) -> str | None:
    """The id that a record says it has."""
    found = value.get(kind.id_field) if kind.id_field else None
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return found if isinstance(found, str) and found else None


def proposed_id(value: Mapping[str, Json], kind: Kind, taken: Collection[str]) -> str:
    """An id which is not taken: of an event's year, city and title, or of what else is named."""
    if kind.model == "authority":
        return propose_name_id(_first_text(value.get(kind.title)), kind.name, taken)
    year = shelf(_date(value, kind))
    place = value.get("place")
    city = place.get("city") if isinstance(place, dict) else None
    title = _first_text(value.get(kind.title))
    return propose_id(None if year == UNDATED else int(year), _first_text(city), title, taken)


def check_id(text: str, kind: Kind) -> str | None:
    """What is wrong with an id for a new record; None where it is good."""
    return check_record_id(text) if kind.model is not None else check_safe_name(text)


def date_text(value: Mapping[str, Json], kind: Kind) -> str | None:
    """The record's date as text, whatever it may be; None where there is none."""
    return _date(value, kind) or None


def record_text(plan: Plan, shape: Shape, header: Sequence[str] = ()) -> str:
    """The record as YAML, its keys in the schema's order; comments on () stand at its end."""
    text = emit(in_schema_order(plan.value, shape), plan.comments, header)
    return text + "".join(f"# {line}".rstrip() + "\n" for line in plan.comments.get((), ()))


def modeline(kind: Kind, path: str) -> tuple[str, ...]:
    """The line that tells editors the schema of a file; none for a schema that is no file here.

    Args:
        path: the record's, from the book's root.
    """
    if kind.built_in_schema is not None:
        return ()
    schema = posixpath.relpath(kind.schema, posixpath.dirname(path) or ".")
    return (f"{MODELINE} $schema={schema}",)


def _date(value: Mapping[str, Json], kind: Kind) -> str:
    date = value.get(kind.date)
    return str(date) if isinstance(date, str | int) and not isinstance(date, bool) else ""


def _first_text(value: Json) -> str:
    if isinstance(value, dict):
        value = next((text for text in value.values() if isinstance(text, str)), "")
    return value if isinstance(value, str) else ""

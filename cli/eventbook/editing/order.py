"""The order of keys in a new record: the schema's, all the way down."""

from __future__ import annotations

from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.schema.shape import Shape


def in_schema_order(value: Json, shape: Shape, place: Place = ()) -> Json:
    """The same value, the keys of its maps as the schema orders them, unknown ones last.

    Args:
        shape: of the schema for the whole record.
        place: where the value is in the record.
    """
    if isinstance(value, list):
        return [in_schema_order(item, shape, (*place, index)) for index, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    known = shape.properties(shape.at(place))
    keys = [key for key in known if key in value]
    keys += [key for key in value if key not in known]
    return {key: in_schema_order(value[key], shape, (*place, key)) for key in keys}

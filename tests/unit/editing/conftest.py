import json

import pytest

from eventbook.book.resources import ENDING, builtin_schemas
from eventbook.book.settings import DEFAULTS, Kind
from eventbook.schema.catalog import Catalog
from eventbook.schema.shape import Shape

SCHEMA = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "title": {"type": ["string", "object"]},
        "count": {"type": "integer"},
        "weight": {"type": "number"},
        "open": {"type": "boolean"},
        "gap": {"type": ["integer", "null"]},
        "status": {"enum": ["held", "true", "off"]},
        "level": {"enum": [1, 2, None]},
        "day": {"type": ["string", "integer"], "format": "edtf-date"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "place": {
            "type": "object",
            "properties": {"city": {"type": "string"}, "name": {"type": "string"}},
        },
        "either": {"type": ["array", "object"]},
        "people": {
            "type": "array",
            "items": {"type": "object", "properties": {"name": {}, "age": {"type": "integer"}}},
        },
        "free": {},
    },
    "required": ["id", "title", "tags"],
}


@pytest.fixture(scope="session")
def shape() -> Shape:
    return Shape(Catalog({"small.json": json.dumps(SCHEMA).encode()}), "small.json")


@pytest.fixture(scope="session")
def event_shape() -> Shape:
    files = {f"{name}{ENDING}": data for name, data in builtin_schemas().items()}
    return Shape(Catalog(files), f"event{ENDING}")


@pytest.fixture(scope="session")
def event_kind() -> Kind:
    return DEFAULTS.kinds[0]

import json

from eventbook.editing.order import in_schema_order


def test_keys_stand_as_in_the_schema_all_the_way_down(shape):
    value = {
        "zzz": 1,
        "people": [{"age": 3, "extra": 0, "name": "x"}],
        "place": {"name": "Hall", "city": "Rome"},
        "title": {"it": "b", "en": "a"},
        "id": "x",
    }

    ordered = in_schema_order(value, shape)

    assert json.dumps(ordered) == json.dumps(
        {
            "id": "x",
            "title": {"it": "b", "en": "a"},
            "place": {"city": "Rome", "name": "Hall"},
            "people": [{"name": "x", "age": 3, "extra": 0}],
            "zzz": 1,
        }
    )


def test_what_is_no_collection_has_no_order(shape):
    assert in_schema_order("x", shape) == "x"
    assert in_schema_order(None, shape) is None

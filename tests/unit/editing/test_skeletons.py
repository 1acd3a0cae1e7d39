import pytest

from eventbook.book.resources import ENDING, builtin_schemas
from eventbook.book.settings import DEFAULTS
from eventbook.check import Checker
from eventbook.document.loader import load
from eventbook.editing.create import Plan, record_text
from eventbook.editing.skeletons import TYPES, check_type, skeleton
from eventbook.errors import UsageError
from eventbook.schema.catalog import Catalog

RECORD = {
    "id": "2023-rome-concert",
    "title": "Concert",
    "date": "2023-02-24",
    "sources": [{"title": "Printed programme"}],
}


@pytest.fixture(scope="module")
def checker():
    files = {f"{name}{ENDING}": data for name, data in builtin_schemas().items()}
    catalog = Catalog(files)
    return Checker(DEFAULTS, lambda kind: (catalog, f"event{ENDING}"))


def record(event_type, shape):
    value = {**RECORD, "type": event_type}
    order = shape.properties(shape.at(()))
    return record_text(Plan(value).noting(skeleton(event_type, value, order)), shape)


def uncommented(text):
    return "".join(f"{line.removeprefix('# ')}\n" for line in text.splitlines())


def test_every_type_of_the_schema_has_a_skeleton(event_shape):
    assert set(event_shape.annotation(event_shape.at(("type",)), "enum")) == TYPES


@pytest.mark.parametrize("event_type", sorted(TYPES - {"other"}))
def test_the_lines_are_comments_that_make_a_good_record(event_shape, checker, event_type):
    text = record(event_type, event_shape)
    assert load(text.encode(), "x").document.value == {**RECORD, "type": event_type}

    kind = DEFAULTS.kinds[0]
    path = f"records/events/2023/{RECORD['id']}.yaml"
    [facts] = checker.map_file(path, kind, kind.records[0], uncommented(text).encode())

    wrong = {each.slug for each in facts.findings if each.severity != "info"}
    assert wrong <= {"todo-left"}
    assert list(facts.value) == [
        name for name in event_shape.properties(event_shape.at(())) if name in facts.value
    ]
    assert len(facts.value) > len(RECORD) + 8


def test_fields_that_are_there_are_not_laid_out(event_shape):
    order = event_shape.properties(event_shape.at(()))
    comments = skeleton("concert", {"start_time": "18:00", "place": {}}, order)

    assert list(comments) == [("start_time",), ("place",), ()]
    fields = [line.partition(":")[0] for lines in comments.values() for line in lines]
    assert "start_time" not in fields
    assert "place" not in fields
    assert "programme" in fields


def test_an_unknown_type_is_refused_with_what_was_meant(event_shape, shape):
    check_type("concert", event_shape)
    with pytest.raises(UsageError, match="did you mean `concert`"):
        check_type("concret", event_shape)
    with pytest.raises(UsageError, match="there are: commemoration, ceremony"):
        check_type("xyzzy", event_shape)
    with pytest.raises(UsageError, match="this book's schema has no list of types"):
        check_type("concert", shape)

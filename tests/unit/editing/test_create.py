import pytest

from eventbook.book.patterns import RecordPattern
from eventbook.book.settings import Kind
from eventbook.editing.create import (
    Plan,
    check_id,
    date_text,
    missing_fields,
    modeline,
    own_id,
    proposed_id,
    record_text,
    with_assignments,
)
from eventbook.errors import UsageError

FOREIGN = Kind("talk", (RecordPattern.parse("talks/*.yaml"),), "schemas/talk.json", id="stem")


def test_values_are_set_in_the_order_given(shape):
    plan = Plan({"title": "a", "tags": ["x"]})

    changed = with_assignments(
        plan, ["title=b", "tags[1]=y", "place={name: Hall}", "place.city=Rome", "count=3"], shape
    )

    assert changed.value == {
        "title": "b",
        "tags": ["x", "y"],
        "place": {"name": "Hall", "city": "Rome"},
        "count": 3,
    }
    assert plan.value == {"title": "a", "tags": ["x"]}
    with pytest.raises(UsageError, match="`title` is set twice"):
        with_assignments(plan, ["title=b", "title=c"], shape)


@pytest.mark.parametrize(
    "assignment", ["title", "[0]=x", "tags=x", "tags[3]=x", "count.x=1=", "a b=1"]
)
def test_what_cannot_be_set(shape, assignment):
    with pytest.raises(UsageError):
        with_assignments(Plan({"tags": [], "count": 1}), [assignment], shape)


def test_required_fields_are_missing_in_the_order_of_the_schema(shape, event_shape, event_kind):
    assert missing_fields({}, event_kind, event_shape) == ("title", "date", "sources")
    assert missing_fields({"date": None, "title": ""}, event_kind, event_shape) == ("sources",)
    assert missing_fields({}, FOREIGN, shape) == ("id", "title", "tags")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"date": "2023-02-24", "title": "Spring concert"}, "2023-spring-concert"),
        ({"date": 2023, "title": {"it": "Un concerto"}}, "2023-concerto"),
        ({"date": "XXXX", "title": "A", "place": {"city": "Rome"}}, "undated-rome-event"),
        ({"date": "-0043-03", "title": "Ides"}, "44-bce-ides"),
        ({"date": "2023", "title": "taken"}, "2023-taken-2"),
        ({"date": ["?"], "title": None, "place": "Rome"}, "undated-event"),
    ],
)
def test_the_id_that_is_proposed(event_kind, value, expected):
    assert proposed_id(value, event_kind, {"2023-taken"}) == expected


def test_the_id_and_date_of_a_value_of_any_shape(event_kind):
    ids = [own_id({"id": value}, event_kind) for value in ("x", 7, "", True, None, ["x"])]
    assert ids == ["x", "7", None, None, None, None]
    assert own_id({"id": "x"}, FOREIGN) is None
    dates = [date_text({"date": value}, event_kind) for value in ("2023", 2023, True, None, [])]
    assert dates == ["2023", "2023", None, None, None]


def test_ids_of_events_are_stricter_than_others(event_kind):
    assert check_id("2023-rome", event_kind) is None
    assert check_id("2023_Rome.1", event_kind) is not None
    assert check_id("2023_Rome.1", FOREIGN) is None
    assert check_id("a/b", FOREIGN) is not None


def test_the_modeline_leads_from_the_record_to_the_schema(event_kind):
    assert modeline(FOREIGN, "talks/a.yaml") == (
        "yaml-language-server: $schema=../schemas/talk.json",
    )
    assert modeline(FOREIGN, "a.yaml") == ("yaml-language-server: $schema=schemas/talk.json",)
    assert modeline(event_kind, "records/events/2023/a.yaml") == ()


def test_the_text_of_a_record(shape):
    plan = Plan({"tags": ["x"], "id": "a"}, {("tags",): ("below",), (): ("end",)})
    plan = plan.having("title", "T").noting({("tags",): ("above",)})

    assert record_text(plan, shape, ["head"]) == (
        "# head\nid: a\ntitle: T\n# above\n# below\ntags:\n  - x\n# end\n"
    )

"""What schemas know of paths: what is refused, what is suggested, which values are possible."""

from __future__ import annotations

from typing import Any

import pytest

from eventbook.errors import UsageError
from eventbook.query.known import Known
from eventbook.query.paths import parse

from .conftest import EVENT, SETTINGS, Known_


@pytest.mark.parametrize(
    "path",
    [
        *("id", "path", "kind", "title", "date", "type", "place.city", "place.city.it", "title.en"),
        *("people.name", "people[0].name", "people.0.name", "people[3]", "keywords", "keywords.1"),
        *("local", "local.box", 'local.deep["a.b"][0]'),
    ],
)
def test_paths_that_records_can_have(known: Known, path: str) -> None:
    known.check(parse(path))


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        ("titel", "did you mean `title`?"),
        ("kinds", "did you mean `kind`?"),
        ("Type", "did you mean `type`?"),
        ("venue", "did you mean `place`?"),
        ("city", "did you mean `place.city`?"),
        ("place.citty", "did you mean `place.city`?"),
        ("people.nmae", "did you mean `people.name`?"),
        ("peple.name", "did you mean `people.name`?"),
        ("peple.nmae", "did you mean `people.name`?"),
        ("venue.citty", "did you mean `place.city`?"),
        ("people[0].rol", "did you mean `people[0].role`?"),
        ("people.xyz", "known in `people`: name, role, minor"),
        ("title.it-it", "there are no fields in `title`"),
        ("date.year", "there are no fields in `date`"),
        ("type[0]", "there are no fields in `type`"),
        ("count.x", "there are no fields in `count`"),
        ("keywords.x", "there are no fields in `keywords`"),
        ("path.x", None),
    ],
)
def test_paths_that_no_record_can_have(known: Known, path: str, advice: str | None) -> None:
    with pytest.raises(UsageError) as caught:
        known.check(parse(path))
    assert caught.value.message == f"no schema knows `{path}`"
    if advice is not None:
        assert caught.value.help == advice


def test_what_there_is_is_listed_once(known: Known) -> None:
    with pytest.raises(UsageError) as caught:
        known.check(("zzz",))
    assert caught.value.help == (
        "known: id, type, title, date, count, place, people, keywords, local, path, kind"
    )


def test_open_objects_take_any_name_and_closed_ones_none(known_of: Known_) -> None:
    schema = {
        "type": "object",
        "properties": {
            "open": {"type": "object", "properties": {"a": {}}},
            "closed": {"properties": {"a": True}, "additionalProperties": False},
            "typed": {"additionalProperties": {"type": "object", "properties": {"b": {}}}},
            "shaped": {"patternProperties": {"^x-": {"type": "string"}}, "required": ["x-a"]},
            "named": {"type": "object", "propertyNames": {"enum": ["a"], "pattern": "^a"}},
            "anything": {},
            "list": {"type": "array"},
            "tuple": {"type": "array", "prefixItems": [{"type": "string"}]},
        },
        "additionalProperties": False,
    }
    known = known_of(event=schema)
    paths = {
        "open.a": False,
        "open.zzz": True,
        "closed.a": False,
        "typed.any.b": False,
        "typed.any.c": True,
        "shaped.x-1": False,
        "shaped.y": True,
        "named.a": True,
        "anything.at.all[0]": True,
        "list.x": True,
        "list[0]": True,
        "tuple[0]": False,
        "title": False,
    }
    for path in paths:
        known.check(parse(path))
    assert {path: known.is_open(parse(path)) for path in paths} == paths
    for path in ("closed.b", "named.b", "zzz"):
        with pytest.raises(UsageError):
            known.check(parse(path))


def test_one_kind_that_knows_a_path_is_enough(known_of: Known_) -> None:
    person = {"type": "object", "properties": {"born": {}}, "additionalProperties": False}
    settings = (
        '[kinds.event]\nrecords = ["e/*.yaml"]\nschema = "schemas/event.json"\n'
        '[kinds.person]\nrecords = ["p/*.yaml"]\nschema = "schemas/person.json"\ntitle = "born"\n'
    )
    known = known_of(settings, event=EVENT, person=person)
    for path in ("born", "type", "title.en"):
        known.check(parse(path))
    assert (known.declares("event", "born"), known.declares("person", "born")) == (False, True)
    assert known.allowed(("kind",)) == {"event": {}, "person": {}}
    assert known.meant(("borne",)) == "born"


def test_records_inside_files_that_the_schema_judges_whole(known_of: Known_) -> None:
    edition = {"type": "object", "properties": {"year": {"type": "number"}}}
    series = {
        "type": "object",
        "properties": {"title": {"type": "string"}, "confs": {"type": "array", "items": edition}},
        "additionalProperties": False,
    }
    settings = (
        '[kinds.series]\nrecords = ["c/*.yml[]"]\nschema = "schemas/file.json"\n'
        '[kinds.edition]\nrecords = ["c/*.yml[].confs[]"]\nschema = "schemas/file.json"\n'
    )
    known = known_of(settings, file={"type": "array", "items": series})
    assert known.declares("series", "title")
    assert known.declares("edition", "year")
    assert not known.declares("edition", "confs")
    assert known.is_numeric(("year",))
    known.check(parse("confs.year"))
    of_each = known_of(settings.split("[kinds.edition]")[0], file=series)
    assert of_each.declares("series", "title")


@pytest.mark.parametrize(
    ("schema", "values"),
    [
        ({"enum": ["a", 1, True, None]}, ["a", "1", "true"]),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, ["a", "b"]),
        ({"type": ["boolean", "null"]}, ["true", "false"]),
        ({"anyOf": [{"enum": ["a"]}, {"enum": ["b"]}]}, ["a", "b"]),
        ({"anyOf": [{"enum": ["a"]}, {"type": "string"}]}, None),
        ({"oneOf": [{"enum": ["a"]}, {"type": "integer"}]}, None),
        ({"type": "string"}, None),
        ({"not": {"enum": ["a"]}}, None),
        ({}, None),
    ],
)
def test_the_only_values_that_are_possible(
    known_of: Known_, schema: dict[str, Any], values: list[str] | None
) -> None:
    known = known_of(event={"type": "object", "properties": {"x": schema}})
    allowed = known.allowed(("x",))
    assert (None if allowed is None else list(allowed)) == values


def test_the_words_that_people_try_for_a_value(known: Known) -> None:
    assert known.allowed(("type",)) == {
        "concert": {"recital": "concert"},
        "reading": {},
        "lecture": {},
    }
    assert known.allowed(("people", "role")) == {"speaker": {}, "other": {}}


def test_dates_and_numbers(known: Known) -> None:
    paths = (("date",), ("count",), ("place", "city"), ("path",), ("local", "n"))
    assert [known.is_dated(path) for path in paths] == [True, False, False, False, False]
    assert [known.is_numeric(path) for path in paths] == [False, True, False, False, False]


def test_fields_to_choose_from(known: Known) -> None:
    assert known.parts(("place",)) == ["city", "country", "ref"]
    assert known.parts(("people",)) == ["name", "role", "minor"]
    assert known.parts(parse("people[0]")) == ["name", "role", "minor"]
    others = ("title", "keywords", "local", "type", "id", "path")
    assert [known.parts((name,)) for name in others] == [[]] * len(others)


def test_lists_of_lists_of_themselves_end(known_of: Known_) -> None:
    schema = {
        "type": "object",
        "properties": {"x": {"$ref": "#/$defs/l"}},
        "additionalProperties": False,
        "$defs": {"l": {"type": "array", "items": {"$ref": "#/$defs/l"}}},
    }
    known = known_of(event=schema)
    known.check(("x",))
    assert known.allowed(("x",)) is None
    assert known.parts(("x",)) == []


@pytest.fixture
def referring(known_of: Known_) -> Known:
    """A book whose events refer to persons and to other events."""
    settings = SETTINGS + (
        '[kinds.person]\nrecords = ["people/*.yaml"]\nschema = "schemas/person.json"\n'
    )

    def slot(*kinds: str) -> dict[str, Any]:
        named = {"name": {"type": "string"}, "ref": {"type": "string", "x-ref": [*kinds]}}
        return {"type": "object", "properties": named, "additionalProperties": False}

    event = {
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "held": {"type": "string", "format": "edtf-date"},
            "type": {"enum": ["concert"]},
            "people": {"type": "array", "items": slot("person", "ghost")},
            "part_of": slot("event"),
        },
        "additionalProperties": False,
    }
    person = {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "aliases": {"type": "array", "items": {"type": "string"}},
            "body": slot("person"),
        },
        "additionalProperties": False,
    }
    return known_of(settings, event=event, person=person)


@pytest.mark.parametrize(
    "path",
    ["people.aliases", "people.0.aliases", "people.body.body.aliases", "part_of.part_of.held"],
)
def test_paths_lead_on_through_references(referring: Known, path: str) -> None:
    referring.check(parse(path))
    with pytest.raises(UsageError):
        referring.own.check(parse(path))


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        ("people.alises", "did you mean `people.aliases`?"),
        ("part_of.peeple.aliases", "did you mean `part_of.people.aliases`?"),
        ("people.zzz", "known in `people`: name, ref, aliases, body"),
        ("title.aliases", "there are no fields in `title`"),
    ],
)
def test_what_references_do_not_lead_to(referring: Known, path: str, advice: str) -> None:
    with pytest.raises(UsageError) as refused:
        referring.check(parse(path))
    assert (refused.value.message, refused.value.help) == (f"no schema knows `{path}`", advice)


def test_what_is_known_of_records_that_are_referred_to(referring: Known) -> None:
    assert referring.is_dated(parse("part_of.held"))
    assert referring.allowed(parse("part_of.type")) == {"concert": {}}
    assert referring.parts(parse("people.body")) == ["name", "ref"]
    items = referring.within(parse("people"))
    items.check(parse("aliases"))
    with pytest.raises(UsageError, match=r"no schema knows `people\.aliases`"):
        referring.within(parse("people.aliases"))

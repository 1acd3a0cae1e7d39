"""What strangers get of a record: every field decided, and nothing of what is held back."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventbook.document.loader import load
from eventbook.render import TARGETS, Item, Options
from eventbook.render.public import public
from eventbook.render.public_fields import AGENT, KINDS, Leaf, Many

ROOT = Path(__file__).parents[3]
SCHEMAS = {
    path.name: json.loads(path.read_text("utf-8"))
    for path in (ROOT / "schemas").glob("*.schema.json")
}
FULL = json.loads((Path(__file__).parent / "golden" / "full.json").read_text("utf-8"))
SECRET = "Zelda Anvelsson"


def record(path):
    return load(path.read_bytes(), path.name).document.value


EVENTS = [FULL, *(record(path) for path in sorted((ROOT / "records/events").rglob("*.yaml")))]
FOLDERS = {
    "people": "person", "organisations": "organisation", "places": "place", "works": "work",
    "subjects": "subject",
}  # fmt: skip
AUTHORITIES = [
    (kind, record(path))
    for folder, kind in FOLDERS.items()
    for path in sorted((ROOT / "records" / folder).glob("*.yaml"))
]


def resolved(schema, file):
    while "$ref" in schema:
        name, _, path = schema["$ref"].partition("#")
        file = name or file
        schema = SCHEMAS[file]
        for part in path.strip("/").split("/"):
            schema = schema[part]
    return schema, file


def undecided(schema, file, part, at):
    """The places of a schema that the tables of what is public do not fit."""
    schema, file = resolved(schema, file)
    if "items" in schema:
        if not isinstance(part, Many):
            return [f"{at} is a list"]
        return undecided(schema["items"], file, part.part, at)
    part = AGENT if part is Leaf.WHO and "properties" in schema else part
    if "properties" not in schema:
        return [] if isinstance(part, Leaf) else [f"{at} has no fields"]
    if isinstance(part, Leaf):
        return [f"{at} has fields"]
    decided = {*part.fields, *part.kept}
    found = [f"{at}/{name}" for name in decided ^ schema["properties"].keys()]
    for name in part.fields.keys() & schema["properties"].keys():
        found += undecided(schema["properties"][name], file, part.fields[name], f"{at}/{name}")
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_the_schemas_is_decided(kind):
    file = f"{kind}.schema.json"
    assert undecided(SCHEMAS[file], file, KINDS[kind], kind) == []


def test_every_kind_of_record_has_its_table():
    assert {f"{kind}.schema.json" for kind in KINDS} == SCHEMAS.keys() - {"common.schema.json"}


def test_of_a_record_that_uses_every_field_only_this_is_missing_or_changed():
    expected = copy.deepcopy(FULL)
    del expected["waive"], expected["review"]["of"]
    del expected["notes"][1:]
    del expected["organisers"][0]["image"], expected["participants"][0]["image"]
    expected["participants"][3:] = [
        {
            "key": "withheld-1",
            "minor": True,
            "label": {"en": "A child (name withheld)"},
            "roles": ["reader"],
        },
        {
            "key": "withheld-2",
            "withheld": True,
            "label": "A survivor’s relative",
            "roles": ["speaker"],
        },
    ]
    expected["programme"][2]["people"] = ["withheld-1"]
    expected["statements"][5]["speaker"] = "withheld-2"
    expected["withheld"][0]["at"] = "participants/withheld-1"
    expected["sources"][1]["stored"] = True
    del expected["sources"][1]["url"]
    assert public(FULL) == expected
    assert list(public(FULL)) == [name for name in FULL if name != "waive"]


@pytest.mark.parametrize(("kind", "value"), AUTHORITIES)
def test_of_an_authority_record_the_editors_part_stays_inside(kind, value):
    more = {
        **value,
        "notes": [{"text": SECRET}, {"text": "Seen.", "visibility": "public"}],
        "waive": [{"rule": "x", "reason": SECRET, "by": SECRET, "on": "2026-01-01"}],
        "review": {"status": "published", "by": "ed", "on": None, "of": SECRET},
        "anything": SECRET,
    }
    expected = {
        **value,
        "notes": [{"text": "Seen.", "visibility": "public"}],
        "review": {"status": "published", "by": "ed", "on": None},
    }
    assert public(more, kind) == expected


@pytest.mark.parametrize("place", ["link", "archive"])
def test_no_address_of_a_source_goes_out_where_it_is_omitted(place):
    source = {"key": "a", "title": "T", "url": SECRET, "archive_url": SECRET, "sha256": "0" * 64}
    assert public({"sources": [{**source, "link": "omit"}]}) == {
        "sources": [{"key": "a", "title": "T", "sha256": "0" * 64, "link": "omit"}]
    }
    assert public({"sources": [{**source, "link": ["omit"]}]})["sources"][0].keys() == {
        "key", "title", "sha256",
    }  # fmt: skip
    assert public({"sources": [{**source, "link": "show"}]})["sources"][0]["url"] == SECRET


def test_a_new_key_is_never_one_that_the_record_has():
    value = {
        "participants": [
            {"key": "withheld-1", "name": "Ann"},
            {"key": "ann-s-son", "minor": True, "label": "A child"},
            {"key": "withheld-3", "withheld": True, "label": "A guest"},
        ],
        "statements": [{"speaker": key} for key in ("withheld-1", "ann-s-son", "withheld-3")],
    }
    assert public(value) == {
        "participants": [
            {"key": "withheld-1", "name": "Ann"},
            {"key": "withheld-2", "minor": True, "label": "A child"},
            {"key": "withheld-3", "withheld": True, "label": "A guest"},
        ],
        "statements": [{"speaker": f"withheld-{number}"} for number in (1, 2, 3)],
    }


def test_a_name_given_all_the_same_goes_out_of_every_text():
    value = {
        "title": f"Recital with {SECRET}",
        "participants": [{"minor": True, "label": "A child", "name": SECRET}],
    }
    assert public(value) == {
        "title": "(withheld)",
        "participants": [{"minor": True, "label": "A child"}],
    }


def filled(value, text):
    """The value with a text at every place, and its keys as they are."""
    if isinstance(value, dict):
        return {key: filled(item, text) for key, item in value.items()}
    return [filled(item, text) for item in value] if isinstance(value, list) else text


ENTITY = {
    "key": 0, "name": 0, "ref": 0, "position": 0, "as_written": {"en": 0}, "ids": {"wikidata": 0},
    "image": 0, "source": 0, "note": {"en": 0}, "roles": [0, [0]], "role": 0, "aliases": [0],
    "on_behalf_of": {"name": 0, "position": 0}, "text": 0, "en": 0, "other": {"deep": [{"a": 0}]},
}  # fmt: skip
HELD_BACK = st.one_of(
    st.builds(
        lambda flag, whether, key, form: {
            **filled(ENTITY, form), "label": "Somebody", flag: whether, "key": key or form
        },
        st.sampled_from(["minor", "withheld"]),
        st.sampled_from([True, None, "yes", SECRET, {"a": SECRET}, 1]),
        st.sampled_from(["hale", "report", ""]),
        st.sampled_from([SECRET, "zelda-anvelsson", "ANVELSSON, Zelda"]),
    ),
    st.sampled_from(
        [
            {"text": SECRET, "by": SECRET, "visibility": "internal", "minor": True},
            {"minor": True, "visibility": "public", "text": SECRET, "by": SECRET},
        ]
    ),
)  # fmt: skip


def places(value, at=()):
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in pairs:
            yield (*at, key)
            yield from places(item, (*at, key))


def replaced(value, at, by):
    if not at:
        return by
    changed = copy.copy(value)
    changed[at[0]] = replaced(value[at[0]], at[1:], by)
    return changed


@settings(deadline=None)
@given(st.data(), HELD_BACK, st.sampled_from(EVENTS))
def test_nothing_of_whom_a_record_withholds_goes_out(data, held_back, event):
    at = data.draw(st.sampled_from(list(places(event))))
    changed = replaced(event, at, held_back)
    linked = TARGETS["jsonld"].render([Item(changed)], Options(site="https://archive.example/"))
    for text in (json.dumps(public(changed)), linked.text):
        assert "zelda" not in text.lower()
        assert "anvelsson" not in text.lower()


@settings(deadline=None)
@given(st.data(), st.sampled_from(EVENTS))
def test_nothing_of_an_internal_note_a_waiver_or_an_unknown_field_goes_out(data, event):
    at = data.draw(st.sampled_from([place for place in places(event) if place[0] != "local"]))
    inside = {
        "notes": [{"text": SECRET, "by": SECRET}, {"visibility": SECRET, "text": SECRET}, SECRET],
        "waive": [{"rule": SECRET, "reason": {"en": SECRET}}],
        "review": {"status": "draft", "of": SECRET},
    }
    changed = {**event, **inside}
    if at[0] not in inside and isinstance(held := replaced_with(event, at), dict):
        changed = {**held, **inside}
    assert SECRET not in json.dumps(public(changed))


def replaced_with(event, at):
    """The event with an unknown field in the map at a place, if there is one."""
    found = event
    for part in at:
        found = found[part]
    if not isinstance(found, dict):
        return None
    return replaced(event, at, {**found, "x-private": SECRET, SECRET: "x"})


@pytest.mark.parametrize(
    "payload", [7, None, True, 1.5, "x", [], {}, [[["x"]]], {"a": {}}, {"minor": None}]
)
def test_no_shape_of_a_value_is_too_odd(payload):
    for at in places(FULL):
        made = public(replaced(FULL, at, payload))
        assert json.loads(json.dumps(made)) == made
    assert public({"participants": payload, "notes": payload, "review": payload}) is not None


def test_what_is_public_stays_as_it_is_when_asked_again():
    for event in EVENTS:
        assert public(public(event)) == public(event)

"""Whole outputs against files that were read line by line, and the records they are made of."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from eventbook.render import TARGETS, Item, Options
from eventbook.render.jsonld import block

SCHEMAS = Path(__file__).parents[3] / "schemas"
# In the schema, yet shown nowhere: waivers and hashes of reviews are the editors' own; pictures
# and identifiers of people belong to their own records.
NEVER_SHOWN = {"image", "waive"}


@pytest.mark.parametrize("suffix", [".html", ".md", ".txt"])
@pytest.mark.parametrize("name", ["full", "minimal"])
def test_one_record(name, suffix, golden, request, lookup, unstyled):
    record = request.getfixturevalue(name)
    target = next(target for target in TARGETS.values() if target.suffix == suffix)
    options = Options(site="https://archive.example/", book="Example archive")
    expected = (golden / f"{name}{suffix}").read_text(encoding="utf-8")
    item = Item(record, None, lookup)
    made = target.render([item], options).text
    if suffix == ".html":  # its linked data is judged elsewhere
        before, data, after = made.partition(f"{block(item, options)}\n")
        assert data
        made = before + after
    assert unstyled(made) == expected


@pytest.mark.parametrize("suffix", [".html", ".md", ".txt"])
def test_several_records_in_another_language(suffix, golden, full, minimal, lookup, unstyled):
    target = next(target for target in TARGETS.values() if target.suffix == suffix)
    views = [Item(record, "it", lookup) for record in (full, minimal)]
    expected = (golden / f"both-it{suffix}").read_text(encoding="utf-8")
    assert unstyled(target.render(views, Options(lang="it")).text) == expected


def _schemas():
    loaded = [json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.schema.json")]
    return {schema["$id"]: schema for schema in loaded}


@pytest.mark.parametrize("name", ["full", "minimal"])
def test_the_records_are_valid(name, request):
    schemas = _schemas()
    registry = Registry().with_resources(
        (uri, Resource.from_contents(schema)) for uri, schema in schemas.items()
    )
    event = next(schema for uri, schema in schemas.items() if uri.endswith("event.schema.json"))
    errors = Draft202012Validator(event, registry=registry).iter_errors(
        request.getfixturevalue(name)
    )
    assert [error.json_path + ": " + error.message for error in errors] == []


def _used(value):
    if isinstance(value, dict):
        return set(value).union(*map(_used, value.values()))
    return set().union(*map(_used, value)) if isinstance(value, list) else set()


def _fields(schema):
    """Every property name that an event's schema knows, wherever it stands."""
    if isinstance(schema, list):
        return set().union(*map(_fields, schema))
    if not isinstance(schema, dict):
        return set()
    own = schema.get("properties", {})
    return set(own if isinstance(own, dict) else ()).union(*map(_fields, schema.values()))


def test_the_full_record_uses_every_field_of_an_event(full):
    event = json.loads((SCHEMAS / "event.schema.json").read_text("utf-8"))
    missing = _fields(event) - _used(full) - NEVER_SHOWN
    assert missing == set()

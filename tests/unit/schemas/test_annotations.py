"""What the schemas say to people and to the engine: every annotation is there and well-formed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry

from eventbook.document.loader import load

ROOT = Path(__file__).parents[3]
FILES = sorted(path.name for path in (ROOT / "schemas").glob("*.schema.json"))
ROME = ROOT / "records/events/2023/2023-rome-embassy-commemoration.yaml"
KINDS = {"event", "person", "organisation", "place", "work", "subject"}
# Lists of maps whose items have no identity of their own: diff and merge go by likeness.
NO_KEY = {"programme", "notes"}
NAMED = {"properties", "$defs"}
SINGLE = {"if", "then", "else", "not", "items", "contains", "propertyNames", "additionalProperties"}
MANY = {"allOf", "anyOf", "oneOf"}
PLAIN = {
    *("$schema", "$id", "$ref", "title", "description", "examples", "type", "enum", "const"),
    *("format", "pattern", "required", "unevaluatedProperties", "uniqueItems"),
    *("minLength", "minProperties", "minItems", "minimum", "maximum"),
    *("x-list-key", "x-list", "x-ref", "x-synonyms", "x-value-synonyms", "x-finding"),
}
SLUG = re.compile(r"[a-z]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Node:
    """A schema inside a schema file: where it stands, and under which name if it is a property."""

    at: str
    schema: dict[str, Any]
    base: str
    property: str = ""
    siblings: frozenset[str] = frozenset()
    conditional: bool = False

    def children(self) -> Iterator[Node]:
        for keyword, value in self.schema.items():
            at, inner = (
                f"{self.at}/{keyword}",
                self.conditional or keyword in {"if", "then", "else"},
            )
            if keyword in NAMED:
                names = frozenset(value) if keyword == "properties" else frozenset()
                for name, schema in value.items():
                    own = name if keyword == "properties" else ""
                    yield Node(f"{at}/{name}", schema, self.base, own, names, inner)
            elif keyword in SINGLE and isinstance(value, dict):
                yield Node(at, value, self.base, conditional=inner)
            elif keyword in MANY:
                for index, schema in enumerate(value):
                    yield Node(f"{at}/{index}", schema, self.base, conditional=inner)

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children():
            yield from child.walk()


def nodes(name: str) -> list[Node]:
    schema = json.loads((ROOT / "schemas" / name).read_text("utf-8"))
    return list(Node(name, schema, schema["$id"]).walk())


ALL = [node for name in FILES for node in nodes(name)]
PROPERTIES = [node for node in ALL if node.property and not node.conditional]


def having(keyword: str) -> pytest.MarkDecorator:
    found = [node for node in ALL if keyword in node.schema]
    return pytest.mark.parametrize("node", found, ids=[node.at for node in found])


def every(found: list[Node]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("node", found, ids=[node.at for node in found])


def follow(node: Node, registry: Registry[Any]) -> Node:
    """What the `$ref` of a schema leads to."""
    address = urljoin(node.base, node.schema["$ref"])
    return Node("", registry.resolver().lookup(address).contents, urldefrag(address).url)


def resolved(node: Node, registry: Registry[Any]) -> dict[str, Any]:
    """The schema with what its `$ref` leads to; its own keywords win."""
    if "$ref" not in node.schema:
        return node.schema
    return resolved(follow(node, registry), registry) | node.schema


def items(node: Node, registry: Registry[Any]) -> dict[str, Any]:
    return resolved(Node("", node.schema["items"], node.base), registry)


@pytest.mark.parametrize("name", FILES)
def test_the_metaschema_accepts_it(name: str, schemas: Any) -> None:
    Draft202012Validator.check_schema(schemas[name])
    jsonschema_rs.meta.validate(schemas[name])
    assert schemas[name]["$id"] == f"https://eventbook.example/schemas/{name}"


@every(ALL)
def test_no_keyword_is_unknown(node: Node) -> None:
    assert set(node.schema) <= NAMED | SINGLE | MANY | PLAIN


@having("$ref")
def test_references_resolve_by_id_and_by_file(node: Node, registry: Registry[Any]) -> None:
    reference = node.schema["$ref"]
    target = registry.resolver(node.base).lookup(reference).contents
    file, _, pointer = reference.partition("#")
    by_file: Any = json.loads(
        (ROOT / "schemas" / (file or Path(node.base).name)).read_text("utf-8")
    )
    for part in pointer.split("/")[1:]:
        by_file = by_file[part]
    assert target == by_file


def test_every_definition_is_used() -> None:
    used = {
        f"{node.schema['$ref'].partition('#')[0] or Path(node.base).name}{fragment}"
        for node in ALL
        if "$ref" in node.schema
        for fragment in [node.schema["$ref"].partition("#")[2]]
    }
    assert {node.at for node in ALL if re.fullmatch(r"[^/]+/\$defs/[^/]+", node.at)} == used


@every(PROPERTIES)
def test_every_property_is_explained(node: Node) -> None:
    title, description = node.schema["title"], node.schema["description"]
    assert title == title.strip()
    assert title[0].isupper()
    assert not title.endswith(".")
    assert description.endswith(".")
    assert len(re.findall(r"\.(?:\s|$)", description)) <= 2 or node.property in {"ref", "text"}


def test_property_names_are_snake_case() -> None:
    names = {node.property for node in PROPERTIES}
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z]+)*", name)] == []


@every([n for n in ALL if "properties" in n.schema and "type" in n.schema])
def test_maps_are_closed(node: Node) -> None:
    assert node.schema["unevaluatedProperties"] is False
    assert set(node.schema.get("required", ())) <= set(node.schema["properties"])


@having("examples")
def test_examples_are_valid(node: Node, registry: Registry[Any]) -> None:
    pointer = node.at.partition("/")[2]
    validator = Draft202012Validator({"$ref": f"{node.base}#/{pointer}"}, registry=registry)
    assert [example for example in node.schema["examples"] if not validator.is_valid(example)] == []


@having("format")
def test_formats_are_those_we_assert(node: Node, formats: frozenset[str]) -> None:
    assert node.schema["format"] in formats


def test_lists_of_maps_say_how_items_are_matched(registry: Registry[Any]) -> None:
    lists = {
        node.property: "x-list-key" in node.schema
        for node in PROPERTIES
        if node.schema.get("type") == "array" and items(node, registry).get("type") == "object"
    }
    assert {name for name, keyed in lists.items() if not keyed} == NO_KEY
    assert lists.keys() > NO_KEY


@having("x-list-key")
def test_list_keys_are_fields_of_the_items(node: Node, registry: Registry[Any]) -> None:
    candidates = node.schema["x-list-key"]
    fields = {field for candidate in candidates for name in candidate for field in name.split("|")}
    assert fields <= items(node, registry)["properties"].keys()
    assert all(candidates)
    assert len({tuple(candidate) for candidate in candidates}) == len(candidates) > 0
    assert "x-list" not in node.schema


@having("x-list")
def test_sets_hold_no_item_twice(node: Node) -> None:
    assert (node.schema["x-list"], node.schema["uniqueItems"]) == ("set", True)


@having("x-ref")
def test_references_say_which_kinds(node: Node, registry: Registry[Any]) -> None:
    kinds = node.schema["x-ref"]
    assert set([kinds] if isinstance(kinds, str) else kinds) <= KINDS
    assert resolved(node, registry)["type"] == "string"


def test_every_ref_has_its_kinds() -> None:
    assert [n.at for n in PROPERTIES if n.property == "ref" and "x-ref" not in n.schema] == []


@having("x-synonyms")
def test_synonyms_mean_one_property(node: Node) -> None:
    synonyms = node.schema["x-synonyms"]
    assert len(set(synonyms)) == len(synonyms) > 0
    assert not set(synonyms) & node.siblings


@every([node for node in ALL if "properties" in node.schema and not node.conditional])
def test_synonyms_are_claimed_once(node: Node) -> None:
    said = [word for p in node.schema["properties"].values() for word in p.get("x-synonyms", ())]
    assert sorted(set(said)) == sorted(said)


@having("x-value-synonyms")
def test_value_synonyms_lead_to_values(node: Node) -> None:
    synonyms, values = node.schema["x-value-synonyms"], node.schema["enum"]
    assert set(synonyms.values()) <= set(values)
    assert not synonyms.keys() & set(values)


@having("enum")
def test_other_asks_for_the_sources_words(node: Node) -> None:
    assert len(set(node.schema["enum"])) == len(node.schema["enum"])
    if "other" in node.schema["enum"] and node.property:
        assert "as_written" in node.siblings


@having("x-finding")
def test_findings_say_what_is_wrong_and_what_to_do(node: Node) -> None:
    finding = node.schema["x-finding"]
    assert finding.keys() == {"slug", "message", "help"}
    assert SLUG.fullmatch(finding["slug"])
    for text in (finding["message"], finding["help"]):
        assert text == text.strip()
        assert text[0] == text[0].lower()
        assert not text.endswith(".")
    assert set(node.schema) - {"x-finding", "title", "description", "examples"}, (
        "nothing to violate"
    )


def misplaced(value: Any, node: Node, registry: Registry[Any]) -> Iterator[list[str]]:
    """The keys of every map that do not stand in the order of their schema."""
    schema = resolved(node, registry)
    while "$ref" in node.schema:
        node = follow(node, registry)
    base = node.base
    if isinstance(value, dict) and "properties" in schema:
        order = [key for key in schema["properties"] if key in value]
        if order != list(value):
            yield list(value)
        for key in order:
            yield from misplaced(value[key], Node("", schema["properties"][key], base), registry)
    elif isinstance(value, list):
        for item in value:
            yield from misplaced(item, Node("", schema["items"], base), registry)


def test_the_rome_record_stands_in_canonical_order(schemas: Any, registry: Registry[Any]) -> None:
    document = load(ROME.read_bytes(), ROME.name).document
    assert document is not None
    event = schemas["event.schema.json"]
    assert list(misplaced(document.value, Node("", event, event["$id"]), registry)) == []

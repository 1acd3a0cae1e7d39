"""What holds for every input: no exception, places inside the text, and the value YAML gives it."""

from __future__ import annotations

import re
from typing import Any

import yaml
from hypothesis import example, given, settings

from eventbook.document.emit import emit
from eventbook.document.limits import DEFAULT
from eventbook.document.loader import load
from eventbook.document.scalars import plain
from eventbook.findings import Span
from eventbook.jsonvalue import Json, canonical
from unit.document.strategies import BYTES, VALUES, YAML_TEXTS, places

LINE_END = re.compile(r"\r\n|\n|\r")


def inside(span: Span, text: str) -> bool:
    lines = LINE_END.split(text)
    return (
        1 <= span.line == span.end_line <= len(lines)
        and 1 <= span.column <= span.end_column <= len(lines[span.line - 1]) + 1
    )


@settings(max_examples=500, deadline=None)
@given(BYTES)
@example(b"*a")
def test_any_bytes_give_a_document_or_errors_with_places_in_the_text(data: bytes) -> None:
    loaded = load(data, "a.yaml")
    text = data.decode("utf-8", "replace")
    assert all(finding.span and inside(finding.span, text) for finding in loaded.findings)
    if loaded.document is None:
        assert any(finding.severity == "error" for finding in loaded.findings)


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_every_value_has_a_place_in_the_text(value: Json) -> None:
    text = emit(value)
    document = load(text.encode(), "a.yaml").document
    assert document is not None
    for place in places(value):
        node = document.node(place)
        assert node is not None
        assert 0 <= node.start <= node.end <= len(text)
        assert inside(document.span(place), text)
        assert inside(document.span(place, "key"), text)
        assert inside(document.span(place, "start"), text)


class JsonLoader(yaml.SafeLoader):
    """PyYAML's own scanner, parser and composer in Python, with JSON's scalars only."""


JsonLoader.yaml_implicit_resolvers = {}


def _plain(loader: JsonLoader, node: yaml.ScalarNode) -> Any:
    return plain(node.value, DEFAULT) if node.style is None else node.value


def _map(loader: JsonLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    loaded: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        assert isinstance(key, str)
        assert key not in loaded
        loaded[key] = loader.construct_object(value_node, deep=True)
    return loaded


JsonLoader.add_constructor("tag:yaml.org,2002:str", _plain)
JsonLoader.add_constructor("tag:yaml.org,2002:map", _map)


@settings(max_examples=500, deadline=None)
@given(YAML_TEXTS)
def test_a_value_is_the_one_that_another_parser_finds(text: str) -> None:
    """The oracle is PyYAML's parser in Python, which shares no code with libyaml's in C."""
    loaded = load(text.encode(), "a.yaml")
    if loaded.document is None or any(f.severity == "error" for f in loaded.findings):
        return
    try:
        expected = yaml.load(text, JsonLoader)
    except yaml.YAMLError:
        return  # the two differ in how far they go along with broken texts
    assert canonical(loaded.document.value) == canonical(expected)

"""The settings page holds every key, true examples, and the errors that are really given."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from eventbook.book import settings, site_settings
from eventbook.book.patterns import RecordPattern
from eventbook.book.settings import DEFAULTS, load_settings
from eventbook.errors import ConfigError

PAGE = (Path(__file__).parents[2] / "cli/docs/settings.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
KIND = '[kinds.event]\nrecords = ["a.yaml"]\nschema = "s.json"\n'
WRONG = [
    '[book]\nlanguage = "english!"',
    '[book]\nsource_store = ""',
    '[kinds.Event]\nrecords = ["a.yaml"]\nschema = "s.json"',
    '[kinds.event]\nschema = "s.json"',
    '[kinds.event]\nrecords = ["a.yaml"]',
    f'{KIND}id = "name"',
    f'{KIND}title = ""',
    f'{KIND}date = ""',
    f'{KIND}model = "evnt"',
    '[rules]\ntodo-left = "of"',
    '[events]\ncontested_terms = { en = "x" }',
    '[site]\nurl = "archive.example"',
    '[site]\nsince = "soon"',
    '[site]\nlanguages = ["english"]',
    '[site]\nabout = { english = "x" }',
]


def rows(heading: str) -> list[tuple[str, str]]:
    """The cells of the table under a heading line, as written."""
    lines = PAGE.partition(heading)[2].splitlines()[2:]
    table = lines[: next(number for number, line in enumerate(lines) if not line.startswith("|"))]
    cells = (line.strip("| ").split(" | ") for line in table)
    return [(first.strip("`"), second) for first, second in cells]


def test_examples_are_settings() -> None:
    everything, built_in = (load_settings(example.encode()) for example in EXAMPLES)
    assert built_in == DEFAULTS
    assert everything.contested_terms
    assert everything.rules
    assert everything.source_store
    assert all((everything.site.url, everything.site.since, everything.site.about))


def test_every_key_is_described() -> None:
    modules = (settings.__file__, site_settings.__file__)
    keys = {
        argument.value
        for module in modules
        for node in ast.walk(ast.parse(Path(module).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "allow"
        for argument in node.args
        if isinstance(argument, ast.Constant)
    }
    assert {"book", "records", "contested_terms", "since"} <= keys
    assert [key for key in keys if not re.search(rf"\b{key}\b", EXAMPLES[0])] == []


@pytest.mark.parametrize("text", WRONG)
def test_errors_are_as_described(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(text.encode())
    assert f" {str(caught.value).partition(': ')[2]} |" in PAGE


@pytest.mark.parametrize(("pattern", "why"), rows("| not a pattern | because |"))
def test_what_is_no_pattern(pattern: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        RecordPattern.parse(pattern)


@pytest.mark.parametrize(("pattern", "_meaning"), rows("| pattern | the records |"))
def test_what_is_a_pattern(pattern: str, _meaning: str) -> None:
    assert RecordPattern.parse(pattern).text == pattern

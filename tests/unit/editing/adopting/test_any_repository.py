"""Whatever a repository holds: a survey ends, and its settings mean what it found."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from eventbook.book.discover import Book
from eventbook.book.settings import load_settings
from eventbook.check import Checker
from eventbook.editing.adopting.settings_text import settings_text
from eventbook.editing.adopting.survey import survey
from eventbook.schema.catalog import Catalog

KEY = st.sampled_from(("id", "title", "date", "$ref", "a.b", "x[]", " y", "", "é", "type", "items"))
LEAF = st.none() | st.booleans() | st.integers(-9, 3000) | st.text("ab /\n2024-é", max_size=9)
VALUE = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=4)
)
RECORD = st.dictionaries(KEY, VALUE, max_size=4)
SCHEMA = st.fixed_dictionaries(
    {"type": st.sampled_from(("object", "array", "odd")), "properties": RECORD},
    optional={"$ref": st.sampled_from(("#", "x.json", "a/b.yml")), "items": RECORD},
)
TEXT = (
    (VALUE | RECORD | st.lists(RECORD, max_size=3) | SCHEMA).map(json.dumps)
    | st.sampled_from(("a: &x 1\n", "---\na: 1\n---\nb: 2\n", "[", "", "---\n", "a: 1\na: 2\n"))
    | st.text(max_size=20)
)
NAME = st.sampled_from(("a", "b", "é", "x y", "[z]", "*", "data", "2024", "schemas", '"', "info"))
PATH = st.builds(
    lambda folders, name, ending: "/".join([*folders, name + ending]),
    st.lists(NAME, max_size=2),
    NAME,
    st.sampled_from((".yml", ".yaml", ".json", ".md", ".txt")),
)


@given(st.dictionaries(PATH, TEXT.map(lambda text: text.encode("utf-8", "replace")), max_size=8))
def test_a_survey_can_be_acted_upon(files):
    found = survey(sorted(files), files.__getitem__)

    settings = load_settings(settings_text("T", "en", found.kinds))
    book = Book(Path("/nowhere"), settings)
    schemas = Catalog({**files_of_schemas(files), **found.starters})
    checker = Checker(settings, lambda kind: (schemas, kind.schema))
    assert not found.starters.keys() & files.keys()
    for kind in found.kinds:
        facts = []
        for path in kind.files:
            owner, pattern = book.kind_of(path), book.pattern_of(path)
            assert (owner.name, pattern.steps) == (kind.name, kind.steps)
            facts += checker.map_file(path, owner, pattern, files[path])
        assert len([each for each in facts if each.id or not each.findings]) <= kind.records
        errors = [each for one in facts for each in one.findings if each.severity == "error"]
        assert kind.starter is None or errors == []


def files_of_schemas(files):
    return {path: data for path, data in files.items() if path.endswith((".json", ".yml", ".yaml"))}

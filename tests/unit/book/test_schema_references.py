from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.book.paths import why_unsafe
from eventbook.book.schema_references import files_beside


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ('{"$ref": "b.json"}', ["s/b.json"]),
        ('{"$ref":"../b.json#/$defs/x"}', ["b.json"]),
        ("$ref: b.yaml\n", ["s/b.yaml"]),
        ("- {$ref: './b.yml#x', a: 1}\n", ["s/b.yml"]),
        ("a: {$ref: b.json}, c: {'$ref' : c.json}", ["s/b.json", "s/c.json"]),
        ('{"$ref": "a%20b.json"}', ["s/a b.json"]),
        ('{"$ref": "#/definitions/x"}', []),
        ('{"$ref": "https://example.org/b.json"}', []),
        ('{"$ref": "file:///etc/b.json"}', []),
        ('{"$ref": "/etc/b.json"}', []),
        ('{"$ref": "../../b.json"}', []),
        ('{"$ref": "../.git/b.json"}', []),
        ('{"$ref": "b.txt"}', []),
        ('{"$ref": {"x": "b.json"}}', []),
        ('{"$ref": ""}', []),
    ],
)
def test_the_files_that_a_schema_means(text, files):
    assert list(files_beside("s/a.json", text.encode())) == files


@given(st.text("$ref\"': ./#ab%2,{}json\n\0", max_size=40), st.binary(max_size=20))
def test_whatever_is_in_it_no_file_lies_outside(text, data):
    found = [*files_beside("s/a.json", f"$ref: {text}".encode()), *files_beside("s/a.json", data)]
    assert [why_unsafe(path) for path in found] == [""] * len(found)

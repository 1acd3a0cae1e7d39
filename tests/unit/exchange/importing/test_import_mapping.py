"""Mapping files: what they may say, what they may not, and what they make of a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventbook.errors import ConfigError
from eventbook.exchange.importing import mapping_file
from eventbook.exchange.importing.applying import Made, Trouble, apply
from eventbook.exchange.importing.mapping_file import read_mapping, ready_mapping, template
from eventbook.exchange.importing.readers import READERS
from eventbook.jsonvalue import Json
from eventbook.query.paths import parse

FILE = {"name": "data.json", "stem": "data", "folder": "2019"}


def refusal(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read_mapping(text.encode(), "m.toml")
    return str(caught.value)


def made(fields: str, row: dict[str, Json]) -> Made:
    mapping = read_mapping(f'key = "id"\n[fields]\n{fields}\n'.encode(), "m.toml")
    return apply(mapping.rules, row, FILE)


def fields(text: str, row: dict[str, Json]) -> dict[str, Json]:
    result = made(text, row)
    assert result.troubles == []
    return result.fields


# Files


def test_a_mapping_is_read() -> None:
    text = """\
name = "ours"
format = "csv"
kind = "person"
items = "a.b"
separator = ";"
key = ["a", "b"]
ignore = ["c"]
[source]
kind = "web-page"
accessed = 2023-02-24
[fields]
title = "name"
"""
    found = read_mapping(text.encode(), "m.toml")
    assert (found.name, found.format, found.kind, found.items) == ("ours", "csv", "person", "a.b")
    assert (found.separator, found.key, set(found.ignored)) == (";", (("a", "b"),), {"c"})
    assert found.source == {"kind": "web-page", "accessed": "2023-02-24"}
    assert found.read_paths() == {"a", "b", "name"}


@pytest.mark.parametrize(
    ("key", "ways"),
    [
        ('"a"', (("a",),)),
        ('["a", "b"]', (("a", "b"),)),
        ('[["a"], ["b", "c"]]', (("a",), ("b", "c"))),
    ],
)
def test_a_key_is_a_place_or_several_or_ways_of_telling(
    key: str, ways: tuple[tuple[str, ...], ...]
) -> None:
    found = read_mapping(f'key = {key}\n[fields]\ntitle = "a"\n'.encode(), "x/Our Map.toml")
    assert (found.key, found.name) == (ways, "our-map")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("key = 1\n[", "m.toml:2:2: invalid TOML: invalid initial character for a key part"),
        ("[fields]\n", "m.toml: a mapping needs `key`"),
        ('kee = "a"\n', "m.toml:1:1: unknown key `kee` in the file; did you mean `key`?"),
        ('key = []\n[fields]\ntitle = "a"', ("m.toml:1:1: `key` must be a place in the source, an "
         "array of places, or of such arrays")),
        ('key = [["a"], "b"]\n[fields]\ntitle = "a"', ("m.toml:1:1: `key` must be a place in the "
         "source, an array of places, or of such arrays")),
        ('key = "a"\nname = "A b"\n[fields]\ntitle = "a"', ("m.toml:2:1: `name` in the file: a "
         "name is of lower-case letters, digits and hyphens")),
        ('key = "a"\nformat = "csvv"\n[fields]\ntitle = "a"',
         "m.toml:2:1: `format` in the file: `csvv` is not known; did you mean `csv`?"),
        ('key = "a"\n[fields]\n', "m.toml:2:2: [fields] names no field"),
        ('key = "a"\n[fields]\ntitle = 1\n',
         "m.toml:3:1: `title` in [fields] must be a place in the source, or a table"),
        ('key = "a"\n[fields]\nplace.city = "town"\n', ("m.toml:3:7: unknown key `city` in "
         '[fields.place]; a path is quoted: `"place.city" = …`')),
        ('key = "a"\n[fields.title]\nfrm = "x"\nas = "text"\n',
         "m.toml:3:1: unknown key `frm` in [fields.title]; did you mean `from`?"),
        ('key = "a"\n[fields.title]\nas = "text"\n', ("m.toml:2:9: [fields.title] needs one of "
         "`from`, `constant`, `template` and `each`; it has none of them")),
        ('key = "a"\n[fields.title]\nfrom = "a"\nconstant = 1\n', ("m.toml:2:9: [fields.title] "
         "needs one of `from`, `constant`, `template` and `each`; it has `from` and `constant`")),
        ('key = "a"\n[fields.title]\nfrom = "a"\nas = "txt"\n',
         "m.toml:4:1: `as` in [fields.title]: `txt` is not known; did you mean `text`?"),
        ('key = "a"\n[fields.date]\nfrom = "a"\nformats = ["iso8601"]\n',
         "m.toml:4:1: `formats` in [fields.date]: `iso8601` is not known; did you mean `iso`?"),
        ('key = "a"\n[fields.date]\nfrom = "a"\ntimezone = "Rome"\n',
         ("m.toml:4:1: `timezone` in [fields.date]: `Rome` is not a time zone; "
         "write `Europe/Rome`")),
        ('key = "a"\n[fields.title]\nconstant = "a"\notherwise = "b"\n',
         "m.toml:4:1: `otherwise` in [fields.title] goes with `values`"),
        ('key = "a"\n[fields.links]\neach = "a"\n',
         "m.toml:3:1: [fields.links] lacks `item`, the fields of what `each` makes"),
        ('key = "a"\n[fields.title]\ntemplate = "{a"\n', ("m.toml:3:1: `template` in "
         "[fields.title]: a brace that is meant itself is written twice")),
        ('key = "a"\n[fields]\n"links[-1].url" = "a"\n', ("m.toml:3:2: the path "
         "`links[-1].url` is wrong at character 9: `-1` is no position; items count from 0")),
        ('key = "a"\n[fields.x]\nfrom = []\n',
         "m.toml:3:1: `from` in [fields.x] names no place in the source"),
        ('key = "a"\n[fields.x]\nfrom = "a"\nlist = "yes"\n',
         "m.toml:4:1: `list` in [fields.x] must be true or false"),
        ('key = "a"\n[fields.x]\nfrom = "a"\nwhen = "=1"\n',
         "m.toml:4:1: `when` in [fields.x] names no place in the source"),
        ('key = "a"\n[fields.x]\nconstant = nan\n',
         "m.toml:3:1: `constant` in [fields.x] is no value that a record can hold"),
    ],
)  # fmt: skip
def test_what_a_mapping_cannot_say_is_told_with_its_place(text: str, message: str) -> None:
    assert refusal(text) == message


def test_there_is_a_ready_mapping_for_every_format_and_no_other() -> None:
    folder = Path(mapping_file.__file__).with_name("mappings")
    assert {file.stem for file in folder.iterdir()} == READERS.keys()
    for form in READERS:
        found = ready_mapping(form)
        assert (found.name, found.format) == (form, form)
        assert all(parse(rule.name) for rule in found.rules)


def test_templates() -> None:
    assert template("{a.b}, {{c}}{d}!") == (("", ", {c}", "!"), ("a.b", "d"))


# Rows


@pytest.mark.parametrize(
    ("text", "row", "found"),
    [
        ('title = "a.b"', {"a": {"b": " x "}}, {"title": "x"}),
        ('title = "a.b"', {"a.b": "x"}, {"title": "x"}),
        ('title = "a.b"', {"a": [{"b": "x"}]}, {"title": "x"}),
        ('title = "a.1"', {"a": ["x", "y"]}, {"title": "y"}),
        ('title = "a"', {"a": " "}, {}),
        ('title = {from = ["a", "b"]}', {"a": "", "b": "x"}, {"title": "x"}),
        ('title = {template = "{a}, {b}"}', {"a": "x", "b": 3}, {"title": "x, 3"}),
        ('title = {template = "{a}, {b}"}', {"a": "x"}, {}),
        ('title = {constant = "x"}', {}, {"title": "x"}),
        ('title = {constant = "x", when = "a"}', {}, {}),
        ('title = {constant = "x", when = "a"}', {"a": False}, {}),
        ('title = {constant = "x", when = "a=yes"}', {"a": ["no", "yes"]}, {"title": "x"}),
        ('title = {constant = "x", unless = "a=true"}', {"a": True}, {}),
        ('title = "@file.folder"', {}, {"title": "2019"}),
        ('keywords = {from = "a", split = ","}', {"a": "x, y,,x"}, {"keywords": ["x", "y"]}),
        ('keywords = {from = "a", list = true}', {"a": "x"}, {"keywords": ["x"]}),
        ('keywords = {from = "a", list = true}', {"a": ["x", ["y"], "x"]}, None),
        ('"links[1].url" = "b"\n"links[0].url" = "a"', {"a": "x", "b": "y"},
         {"links": [{"url": "x"}, {"url": "y"}]}),
        ('"links[1].url" = "b"\n"links[0].url" = "a"', {"b": "y"}, {"links": [{"url": "y"}]}),
        ('type = {from = "a", values = {x = "concert", y = ""}}', {"a": "x"}, {"type": "concert"}),
        ('type = {from = "a", values = {x = "concert", y = ""}}', {"a": "y"}, {}),
        ('type = {from = "a", values = {X = "reading", x = "concert"}}', {"a": "x"},
         {"type": "concert"}),
        ('type = {from = "a", values = {Gig = "concert"}}', {"a": "GIG"}, {"type": "concert"}),
        ('type = {from = "a", values = {true = "concert"}}', {"a": True}, {"type": "concert"}),
        ('type = {from = "a", values = {x = "b"}, otherwise = "other"}', {"a": "z"},
         {"type": "other"}),
        ('"place.country" = {from = "a", as = "country", values = {Korea = "KR"}}',
         {"a": "Korea"}, {"place": {"country": "KR"}}),
        ('"place.country" = {from = "a", as = "country", values = {Korea = "KR"}}',
         {"a": "Italy"}, {"place": {"country": "IT"}}),
        ('date = {from = "a", to = "b"}', {"a": "2023-02-24", "b": "2023-02-26"},
         {"date": "2023-02-24/2023-02-26"}),
        ('date = {from = "a", to = "b"}', {"a": "2023-02-24", "b": "2023-02-24T10:00"},
         {"date": "2023-02-24"}),
        (('organisers = {each = "o", item = {name = {from = ["name", "."]}, '
         'role = {constant = "organiser"}}}'), {"o": [{"name": "A"}, "B", {"name": ""}, "B"]},
         {"organisers": [{"name": "A", "role": "organiser"}, {"name": "B", "role": "organiser"}]}),
        ('organisers = {each = "o", item = {role = {constant = "host"}}}', {"o": 1},
         {"organisers": [{"role": "host"}]}),
        ('[[fields.keywords]]\nfrom = "a"\nlist = true\n[[fields.keywords]]\nfrom="b"\nsplit = ","',
         {"a": "x", "b": "x,y"}, {"keywords": ["x", "y"]}),
        ('[[fields.title]]\nfrom = "a"\n[[fields.title]]\nfrom = "b"', {"a": "x", "b": "y"},
         {"title": "x"}),
    ],
)  # fmt: skip
def test_fields_are_made_of_a_row(
    text: str, row: dict[str, Json], found: dict[str, Json] | None
) -> None:
    if found is None:
        assert made(text, row).troubles
    else:
        assert fields(text, row) == found


@pytest.mark.parametrize(
    ("text", "row", "trouble"),
    [
        ('title = "a"', {"a": ["x", "y"]},
         Trouble("title", "a", "", "there are several values where one is needed")),
        ('title = "a"', {"a": {"b": 1}},
         Trouble("title", "a", "", "it is a map, and a text is needed")),
        ('date = "a"\n', {"a": "x"}, None),
        ('date = {from = "a", as = "date"}', {"a": "soon"},
         Trouble("date", "a", "soon", "it is no date (iso)")),
        ('date = {from = "a", to = "b"}', {"a": "2023", "b": "2022"},
         Trouble("date", "a", "2023", "of its end: it ends before it starts")),
        ('type = {from = "a", values = {x = "concert"}}', {"a": "y"},
         Trouble("type", "a", "y", "the mapping has no word for it")),
        ('links = {each = "l", item = {url = {from = "u", as = "url"}}}', {"l": [{"u": "x"}]},
         Trouble("url", "l.u", "x", "it is no web address")),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_kept_with_its_place(
    text: str, row: dict[str, Json], trouble: Trouble | None
) -> None:
    assert made(text, row).troubles == ([trouble] if trouble else [])

"""Files in canonical layout: what is filled in, what stays, what is left alone."""

from __future__ import annotations

import json

import pytest

from eventbook.book.patterns import RecordPattern
from eventbook.book.resources import ENDING, builtin_schemas
from eventbook.book.schemas import Schemas
from eventbook.book.settings import DEFAULTS, Kind
from eventbook.editing.format import Formatted, Formatter
from eventbook.events.reading import content_digest
from eventbook.schema.catalog import Catalog

EVENT = DEFAULTS.kinds[0]
ONE = RecordPattern.parse("records/events/*.yaml")
LIST = RecordPattern.parse("records/events/*.yaml[]")


@pytest.fixture(scope="module")
def formatter() -> Formatter:
    files = {f"{name}{ENDING}": data for name, data in builtin_schemas().items()}
    catalog = Catalog(files)
    return Formatter(Schemas(lambda kind: (catalog, f"{kind.name}{ENDING}")))


def formatted(
    formatter: Formatter, text: str | bytes, pattern: RecordPattern = ONE, kind: Kind = EVENT
) -> Formatted:
    data = text.encode() if isinstance(text, str) else text
    return formatter.formatted("a.yaml", kind, pattern, data)


def laid_out(formatter: Formatter, text: str | bytes, pattern: RecordPattern = ONE) -> str:
    data = formatted(formatter, text, pattern).data
    assert data is not None
    assert formatted(formatter, data, pattern).data == data
    return data.decode()


def test_the_order_is_that_of_the_kinds_schema(formatter):
    text = "sources:\n- title: b\n  key: a\ntitle: {it: b, en: c}\nunknown: 1\nid: a\n"
    assert laid_out(formatter, text) == (
        "id: a\ntitle: {it: b, en: c}\nsources:\n  - key: a\n    title: b\nunknown: 1\n"
    )


def test_missing_ids_of_statements_are_filled_in(formatter):
    text = "statements:\n  - text: a\n  # of s4\n  - text: b\n    id: s4\n  - {text: c}\n"
    assert laid_out(formatter, text) == (
        "statements:\n  - id: s5\n    text: a\n  # of s4\n  - id: s4\n    text: b\n"
        "  - {id: s6, text: c}\n"
    )


def test_only_events_have_statements(formatter):
    person = Kind("person", (ONE,), "person.schema.json", model="authority")
    data = b"statements:\n  - text: a\n"
    assert formatted(formatter, data, kind=person) == Formatted(data)


def test_bare_years_in_dates_are_texts(formatter):
    text = (
        "date: 2023\nsources:\n  - published: 1992\nattendance:\n  count: 1992\nlocal: {date: 1}\n"
    )
    assert laid_out(formatter, text) == (
        'date: "2023"\nattendance:\n  count: 1992\nsources:\n  - published: "1992"\n'
        "local: {date: 1}\n"
    )


def test_texts_are_in_normal_form_however_they_are_written(formatter):
    text = 'title: e\u0301\nsummary: "e\\u0301"\nnotes: # e\u0301\n  - {text: "a: e\\u0301"}\n'
    assert laid_out(formatter, text) == (
        'title: \u00e9\nsummary: \u00e9\nnotes: # \u00e9\n  - {text: "a: \u00e9"}\n'
    )


def test_bytes_that_nobody_sees_go(formatter):
    assert laid_out(formatter, b"\xef\xbb\xbfid: a\r\ntitle: b\n") == "id: a\ntitle: b\n"


def test_crlf_throughout_stays(formatter):
    before = "title: b\r\nsummary: |\r\n    one\r\n    two\r\nid: a\r\n"
    after = "id: a\r\ntitle: b\r\nsummary: |\r\n  one\r\n  two\r\n"
    assert laid_out(formatter, before) == after


REVIEWED = """\
id: a
title: "{title}"
date: {date}
review:
  status: reviewed
  "on": "2026-01-15"
  of: {of}
"""


@pytest.mark.parametrize(
    ("title", "date"), [("b", "2023"), ("e\u0301", '"2023"'), ("e\\u0301", "2023")]
)
def test_a_review_that_held_holds_afterwards(formatter, title, date):
    said = {"id": "a", "title": title.replace("\\u0301", "\u0301"), "date": "2023"}
    before = said | ({} if '"' in date else {"date": 2023})
    after = said | {"title": said["title"].replace("e\u0301", "\u00e9")}
    text = REVIEWED.format(title=title, date=date, of=content_digest(before))
    expected = REVIEWED.format(title=title, date='"2023"', of=content_digest(after))
    expected = expected.replace('"b"', "b").replace(f'"{title}"', after["title"])
    assert laid_out(formatter, text) == expected


def test_a_review_that_did_not_hold_does_not_afterwards(formatter):
    text = REVIEWED.format(title="a: b", date="2023", of="f" * 64)
    assert laid_out(formatter, text) == text.replace("2023\n", '"2023"\n')


def test_each_record_of_a_list_is_laid_out(formatter):
    text = "- title: b\n  id: a\n  date: 2023\n- statements: [{text: c}]\n- 7\n"
    assert laid_out(formatter, text, LIST) == (
        '- id: a\n  title: b\n  date: "2023"\n- statements: [{id: s1, text: c}]\n- 7\n'
    )


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (b"id: [a\n", "yaml-syntax"),
        (b"id: a\nid: b\n", "yaml-duplicate-key"),
        (b"id: \xff\n", "yaml-encoding"),
        (b"id: &a b\n", "yaml-alias"),
        (b"", "record-empty"),
    ],
)
def test_what_cannot_be_read_is_left_alone(formatter, data, slug):
    found = formatted(formatter, data)
    assert (found.data, found.problem) == (None, "")
    assert [each.slug for each in found.findings] == [slug]


def test_what_cannot_be_laid_out_is_left_alone(formatter):
    problem = "it holds neither a map nor a list"
    assert formatted(formatter, b"7\n") == Formatted(None, problem=problem)


def test_a_key_too_long_for_one_line_leaves_its_file_alone(formatter):
    found = formatted(formatter, '? "' + "\\u00a0" * 250 + '"\n: 1\n')
    assert found.data is None
    assert found.problem.startswith("its text cannot be laid out: ")


def test_what_is_laid_out_is_seen_without_reading_it_as_yaml(formatter, monkeypatch):
    texts = ["id: a\nstatements:\n  - id: s1\n    text: b\n", "id: a\r\ntitle: b\r\n"]
    monkeypatch.setattr("eventbook.editing.format.load", None)
    for text in texts:
        assert formatted(formatter, text) == Formatted(text.encode())


def test_statements_without_ids_are_seen_in_every_form(formatter):
    for text in (
        "statements:\n  - text: b\n",
        "statements:\n  - text: b\nlocal: 1\n",
        "statements: [{text: b}]\n",
        "statements:\n  - {text: b}\n",
    ):
        assert "id: s1" in laid_out(formatter, text)
        assert "id: s1" in laid_out(formatter, f"- {text}".replace("\n", "\n  ")[:-2], LIST)


def test_a_schema_for_the_whole_file_is_gone_into():
    schema = {"type": "array", "items": {"properties": {"id": {}, "statements": {}}}}
    catalog = Catalog({"list.json": json.dumps(schema).encode()})
    formatter = Formatter(Schemas(lambda _: (catalog, "list.json")))
    text = "- statements:\n    - text: b\n  id: a\n"
    after = "- id: a\n  statements:\n    - text: b\n      id: s1\n"
    assert laid_out(formatter, text, LIST) == after


def test_a_compatibility_character_is_no_new_content(formatter):
    # U+F900 becomes U+8C48, which takes as many bytes.
    said = {"id": "a", "title": "\uf900"}
    digest, new = (content_digest(said | {"title": title}) for title in ("\uf900", "\u8c48"))
    text = "id: a\ntitle: {}\nreview: {{of: {}}}\n"
    assert laid_out(formatter, text.format("\uf900", digest)) == text.format("\u8c48", new)


def test_a_schema_for_the_whole_file_is_gone_into_by_its_keys():
    talk = {"properties": {"id": {}, "statements": {}}}
    day = {"properties": {"day": {}, "talks": {"items": talk}}}
    catalog = Catalog({"list.json": json.dumps({"type": "array", "items": day}).encode()})
    formatter = Formatter(Schemas(lambda _: (catalog, "list.json")))
    text = "- talks:\n    - statements:\n        - text: b\n      id: a\n  day: c\n"
    after = (
        "- day: c\n  talks:\n    - id: a\n      statements:\n        - text: b\n          id: s1\n"
    )
    assert laid_out(formatter, text, RecordPattern.parse("x.yaml[].talks[]")) == after

"""The loader: what it reads, and every refusal, whole."""

from __future__ import annotations

from typing import Any

import pytest

from eventbook.document.limits import DEFAULT, Limits
from eventbook.document.loader import Loaded, load
from eventbook.findings import Finding, Fix, Related, Span
from eventbook.jsonvalue import Json, canonical


def error(slug: str, message: str, span: tuple[int, ...], advice: str = "", **more: Any) -> Finding:
    return Finding(slug, "error", message, "a.yaml", help=advice, span=Span(*span), **more)


def read(text: str | bytes, limits: Limits = DEFAULT) -> Loaded:
    return load(text.encode() if isinstance(text, str) else text, "a.yaml", limits)


def value_of(text: str) -> Json:
    loaded = read(text)
    assert loaded.findings == ()
    assert loaded.document is not None
    return loaded.document.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: b\n", {"a": "b"}),
        ("---\na: b\n", {"a": "b"}),
        ("# yaml-language-server: $schema=x\na: b  # said\n", {"a": "b"}),
        ("a: b\n...\n", {"a": "b"}),
        (
            "a:\n  b: 1\n  c:\n    - 2\n    - d: 3\n      e: 4\n",
            {"a": {"b": 1, "c": [2, {"d": 3, "e": 4}]}},
        ),
        ("- a\n-\n- - b\n", ["a", None, ["b"]]),
        ("a: {b: 1, c: [2, 3], d: }\n", {"a": {"b": 1, "c": [2, 3], "d": None}}),
        ("a: []\nb: {}\n", {"a": [], "b": {}}),
        ("[a: 1, b]\n", [{"a": 1}, "b"]),
        ("? a\n: b\n? c\n", {"a": "b", "c": None}),
        ("a: |\n  one\n   two\n\nb: >-\n  one\n  two\n", {"a": "one\n two\n", "b": "one two"}),
        ("a: |+\n  one\n\n", {"a": "one\n\n"}),
        ("a: 'it''s'\nb: \"x\\ty\\u00e9\"\n", {"a": "it's", "b": "x\tyé"}),
        ("a: one\n  two\n", {"a": "one two"}),
        ("a: 1\r\nb: |\r\n  x\r\n  y\r\n", {"a": 1, "b": "x\ny\n"}),
        ("'1': a\n\"true\": b\n'': c\n'<<': d\n", {"1": "a", "true": "b", "": "c", "<<": "d"}),
        ("on: a\nno: b\n2023-02-24: c\n", {"on": "a", "no": "b", "2023-02-24": "c"}),
        ("a: '1'\nb: \"null\"\nc: |-\n  true\n", {"a": "1", "b": "null", "c": "true"}),
        ("just a text\n", "just a text"),
        ("null\n", None),
        ('""\n', ""),
        ("a: \U0001f56f\n", {"a": "\U0001f56f"}),
    ],
)
def test_what_is_read(text: str, value: Json) -> None:
    assert canonical(value_of(text)) == canonical(value)


def test_the_order_of_keys_is_kept() -> None:
    value = value_of("z: 1\na: 2\nm: 3\n")
    assert isinstance(value, dict)
    assert list(value) == ["z", "a", "m"]


NO_ALIAS = "write the value out"
NO_ANCHOR = "remove it and write the value out"
NO_TAG = "remove the tag; the schema gives types"

REFUSED = [
    ("", error("record-empty", "the file holds no record", (1, 1, 1, 1))),
    ("# only a comment\n", error("record-empty", "the file holds no record", (1, 1, 1, 1))),
    ("---\n", error("record-empty", "the file holds no record", (1, 1, 1, 1))),
    ("---\n...\n", error("record-empty", "the file holds no record", (1, 1, 1, 1))),
    ("*a", error("yaml-alias", "the alias `*a` is not allowed", (1, 1, 1, 3), NO_ALIAS)),
    ("a: *b\n", error("yaml-alias", "the alias `*b` is not allowed", (1, 4, 1, 6), NO_ALIAS)),
    ("- *b\n", error("yaml-alias", "the alias `*b` is not allowed", (1, 3, 1, 5), NO_ALIAS)),
    ("*b : 1\n", error("yaml-alias", "the alias `*b` is not allowed", (1, 1, 1, 3), NO_ALIAS)),
    ("a: &b 1\n", error("yaml-alias", "the anchor `&b` is not allowed", (1, 4, 1, 6), NO_ANCHOR)),
    ("&b a: 1\n", error("yaml-alias", "the anchor `&b` is not allowed", (1, 1, 1, 3), NO_ANCHOR)),
    (
        "a: &b\n  c: 1\n",
        error("yaml-alias", "the anchor `&b` is not allowed", (1, 4, 1, 6), NO_ANCHOR),
    ),
    ("a: !t 1\n", error("yaml-tag", "tags (`!…`) are not allowed", (1, 4, 1, 8), NO_TAG)),
    ("a: !!str 1\n", error("yaml-tag", "tags (`!…`) are not allowed", (1, 4, 1, 11), NO_TAG)),
    ("!!set\n", error("yaml-tag", "tags (`!…`) are not allowed", (1, 1, 1, 6), NO_TAG)),
    (
        "a: !!python/object:os.system [x]\n",
        error("yaml-tag", "tags (`!…`) are not allowed", (1, 4, 1, 31), NO_TAG),
    ),
    (
        "a: 1\n<<: {b: 1}\n",
        error("yaml-merge-key", "merge keys are not allowed", (2, 1, 2, 3), "write the keys out"),
    ),
    (
        "a: 1\n--- \nb: 1\n",
        error(
            "yaml-many-documents",
            "a second document begins here",
            (2, 1, 2, 2),
            "write one file a record",
        ),
    ),
    ("1: a\n", error("yaml-key-type", "the key `1` is not a text", (1, 1, 1, 2), 'quote it: "1"')),
    (
        "true: a\n",
        error("yaml-key-type", "the key `true` is not a text", (1, 1, 1, 5), 'quote it: "true"'),
    ),
    ("~: a\n", error("yaml-key-type", "the key `~` is not a text", (1, 1, 1, 2), 'quote it: "~"')),
    (
        "1234567890123456789: a\n",
        error(
            "yaml-key-type",
            "the key `1234567890123456789` is not a text",
            (1, 1, 1, 20),
            'quote it: "1234567890123456789"',
        ),
    ),
    ("?\n: a\n", error("yaml-key-type", "a key is missing before the `:`", (1, 2, 1, 2))),
    (
        "? [a]\n: b\n",
        error(
            "yaml-key-type", "a key must be a text, not a list or a map", (1, 3, 1, 4), "quote it"
        ),
    ),
    (
        "{{a: 1}: b}\n",
        error(
            "yaml-key-type", "a key must be a text, not a list or a map", (1, 2, 1, 3), "quote it"
        ),
    ),
    (
        "a: 1234567890123456789\n",
        error(
            "yaml-number",
            "a number of 19 digits; at most 18 are kept exact",
            (1, 4, 1, 23),
            "quote it",
        ),
    ),
    (
        "a: 1e400\n",
        error("yaml-number", "a number beyond what can be kept", (1, 4, 1, 9), "quote it"),
    ),
    (
        "%YAML 1.2\n---\na: 1\n",
        error("yaml-syntax", "directives (`%…`) are not used in records", (1, 1, 1, 2)),
    ),
    (
        "%TAG ! tag:x,2000:\n---\na: 1\n",
        error("yaml-syntax", "directives (`%…`) are not used in records", (1, 1, 1, 2)),
    ),
]


@pytest.mark.parametrize(("text", "finding"), REFUSED)
def test_what_is_refused(text: str, finding: Finding) -> None:
    assert read(text) == Loaded(None, (finding,))


def test_all_that_is_wrong_is_found_in_one_run() -> None:
    loaded = read("a: !t &x 1\nb: *x\n2: c\nd: 1e999\n")
    assert loaded.document is None
    slugs = [finding.slug for finding in loaded.findings]
    assert slugs == ["yaml-alias", "yaml-tag", "yaml-alias", "yaml-key-type", "yaml-number"]


def test_what_was_found_before_a_syntax_error_is_kept() -> None:
    loaded = read("a: *x\nb: [\n")
    assert loaded.document is None
    assert [finding.slug for finding in loaded.findings] == ["yaml-alias", "yaml-syntax"]


def test_a_repeated_key_keeps_the_first_value() -> None:
    loaded = read("a: 1\nb: 2\n'a':\n  - c: 3\n")
    first = Related("a.yaml", "first given here", span=Span(1, 1, 1, 2))
    assert loaded.findings == (
        error(
            "yaml-duplicate-key",
            "the key `a` is already given on line 1",
            (3, 1, 3, 4),
            "keep one of the two",
            related=(first,),
        ),
    )
    assert loaded.document is not None
    assert loaded.document.value == {"a": 1, "b": 2}


def test_keys_that_differ_in_case_or_composition_are_different() -> None:
    assert value_of("a: 1\nA: 2\né: 3\ne\u0301: 4\n") == {"a": 1, "A": 2, "é": 3, "e\u0301": 4}


def test_the_same_key_in_other_maps_is_no_repetition() -> None:
    assert value_of("- a: 1\n- a: 2\n") == [{"a": 1}, {"a": 2}]


@pytest.mark.parametrize(
    "text", ["0123", "+1", "1.", ".5", "0x1F", "0o14", ".inf", "-.INF", ".nan"]
)
def test_what_other_readers_take_for_a_number_is_a_text_with_a_warning(text: str) -> None:
    loaded = read(f"a: {text}\n")
    assert loaded.document is not None
    assert loaded.document.value == {"a": text}
    assert loaded.findings == (
        Finding(
            "number-doubtful",
            "warning",
            f"`{text}` is a text here and a number to other YAML readers",
            "a.yaml",
            help=f'quote it: "{text}"',
            fix=Fix("safe", f'"{text}"'),
            span=Span(1, 4, 1, 4 + len(text)),
        ),
    )


@pytest.mark.parametrize("text", ["'0123'", '"0x1F"', "|-\n  +1"])
def test_a_quoted_text_is_never_doubtful(text: str) -> None:
    assert read(f"a: {text}\n").findings == ()


BOUNDED = [
    (
        Limits(bytes=4),
        "a: b\n",
        error(
            "yaml-too-large",
            "the file has 5 bytes; at most 4 are read",
            (1, 1, 1, 1),
            "split it into one file an event",
        ),
    ),
    (
        Limits(depth=2),
        "a: [[1]]\n",
        error("yaml-too-deep", "nested more than 2 deep", (1, 5, 1, 6)),
    ),
    (
        Limits(depth=1),
        "a:\n  b: 1\n",
        error("yaml-too-deep", "nested more than 1 deep", (2, 3, 2, 4)),
    ),
    (
        Limits(events=5),
        "- a\n- b\n- c\n",
        error("yaml-too-large", "too many values in one file", (3, 3, 3, 4)),
    ),
    (
        Limits(scalar=3),
        "a: abcd\n",
        error("yaml-too-large", "a text too long for a record", (1, 4, 1, 5)),
    ),
    (
        Limits(key=3),
        "abcd: 1\n",
        error("yaml-too-large", "a key too long for a record", (1, 1, 1, 2)),
    ),
    (
        Limits(digits=3),
        "a: 1000\n",
        error(
            "yaml-number",
            "a number of 4 digits; at most 3 are kept exact",
            (1, 4, 1, 8),
            "quote it",
        ),
    ),
]


@pytest.mark.parametrize(("limits", "text", "finding"), BOUNDED)
def test_bounds(limits: Limits, text: str, finding: Finding) -> None:
    assert read(text, limits) == Loaded(None, (finding,))


def test_what_just_keeps_the_bounds_is_read() -> None:
    limits = Limits(bytes=12, depth=2, events=11, scalar=3, key=3, digits=3)
    loaded = read("abc: [100]\n", limits)
    assert loaded.findings == ()
    assert loaded.document is not None
    assert loaded.document.value == {"abc": [100]}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_endless_nesting_ends_at_the_bound(opening: str) -> None:
    loaded = read(opening * 100_000)
    assert loaded.document is None
    assert [finding.slug for finding in loaded.findings] in (["yaml-too-deep"], ["yaml-key-type"])


def test_a_million_small_values_end_at_the_bound() -> None:
    loaded = read("[" + ",".join("1" * 400_000) + "]")
    assert [finding.slug for finding in loaded.findings] == ["yaml-too-large"]

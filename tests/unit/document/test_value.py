"""The quick way to a value gives what the reference loader gives, wherever it is taken."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from eventbook.document.limits import DEFAULT
from eventbook.document.loader import load
from eventbook.document.plain import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_NESTED,
    is_plain,
    may_have_lone_keys,
)
from eventbook.document.value import Value, load_value

ROOT = Path(__file__).parents[3]
FILES = sorted([*(ROOT / "records").rglob("*.yaml"), *(ROOT / "tests/examples").rglob("*.yaml")])
# HYPOTHESIS_PROFILE=many draws ten thousand.
MANY = settings(max_examples=max(400, settings.default.max_examples))
SHORT = [data for data in (path.read_bytes() for path in FILES) if len(data) < 1500]


def reference(data: bytes) -> Value:
    return load_value(data, "a.yaml", reference=True)


def typed(value: Any) -> Any:
    """A value that is equal only to what has the same types, order and signs."""
    if isinstance(value, dict):
        return [(key, typed(each)) for key, each in value.items()]
    if isinstance(value, list):
        return ["list", *map(typed, value)]
    if isinstance(value, float):
        return ("float", value, math.copysign(1, value))
    return (type(value).__name__, value)


def assert_same(data: bytes) -> None:
    slow = reference(data)
    for sharing in (True, False):
        quick = load_value(data, "a.yaml", sharing=sharing)
        assert typed(quick.value) == typed(slow.value)
        assert (quick.findings, quick.readable) == (slow.findings, slow.readable)
    alone = load_value(data, "a.yaml", reference=True, sharing=False)
    assert (typed(alone.value), alone.findings) == (typed(slow.value), slow.findings)


# The two ways


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_file_of_the_repository(path: Path) -> None:
    assert_same(path.read_bytes())


def test_most_records_go_the_quick_way() -> None:
    records = sorted((ROOT / "records").rglob("*.yaml"))
    plain = [path for path in records if is_plain(path.read_bytes())]
    assert len(plain) > 0.8 * len(records)


PIECES = [
    *("a", "b: ", "- ", "\n", "\n  ", "\n    ", "  ", " ", "'", '"', "[", "]", "{", "}", ",", ", "),
    *(
        "#",
        " #",
        "|",
        ">",
        "|-",
        ">+",
        "|\n",
        ">2\n",
        "key:",
        "x: y",
        "1",
        "0",
        "-",
        ".",
        "_",
        "e5",
    ),
    *("true", "null", "~", "?", "? ", "!", "&a", "*a", "%", "@", "\\n", '\\"', "\\", "\\\\", "''"),
    *("é", "\xa0", "\u2019", "12:30", "2023-02-24", "10.5", "\n\n", "\n- ", "\n  - ", "...", "---"),
    *(":", "::", "=", "<<", "<", "word word", "0x1", "+1", "1.", " \n", "a:\n- b\n", "\t", "\r\n"),
    *("a: |\n  text\n  more\n", "b: >-\n  folded\n  more\n\n  x\n", "\n  - x: 1\n    y: 2", "`"),
    *("'it''s'", '"q"', "\\u00e9", "\\/", "\x85", "\u2028", "\u202e", "\ufeff", "-0", "1e3", "1_0"),
    *("https://example.org/a?b=c", "{a: 1, 'b': [x, y]}", "[2019, '2020']", "NO", "0.50", "012"),
]
KEYS = ["k", "l", "'m'", '"n"', "o p", "2", "no", "true", "- k", "-k", ""]
ENTRIES = st.tuples(
    st.sampled_from(["", "  ", "    ", "- "]),
    st.sampled_from(KEYS),
    st.sampled_from([": ", ":", ":\n  ", ":\n"]),
    st.lists(st.sampled_from(PIECES), max_size=4).map("".join),
    st.sampled_from(["\n", "\n", "\n\n", ""]),
).map("".join)


WITHIN = [
    "a",
    "b: ",
    "c: d",
    ": ",
    ":",
    ", ",
    ",",
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
    "1",
    "12",
    " ",
    "-",
]


@given(st.lists(st.sampled_from(WITHIN), max_size=14).map("".join))
@MANY
@example("a: b, 12")
@example("a: 'b, 12'")
@example("a: [b, c: d], 12")
@example("'a: b', 12")
@example("a: {12}")
@example("[b: ]")
def test_maps_between_brackets(text: str) -> None:
    assert_same(f"a: {{{text}}}\nb: [{{{text}}}]\n".encode())
    assert_same(f"a: {{{text}}}\n".encode())


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("a: {lat: 1, lon: -2.5}", False),
        ("a: {b: c d, e f: http://x.y/z?a=b}", False),
        ("- {a: b}\n- []\n- [{c: d}, {}]", False),
        ("a: 1, 2", False),
        ("a: {b: 1, 12}", True),
        ("a: {12}", True),
        ("a: {b: [1, 2]}", True),
        ("a: {b: '1, 2'}", True),
    ],
)
def test_maps_whose_entries_are_pairs_are_known_at_a_glance(text: str, doubtful: bool) -> None:
    assert may_have_lone_keys(f"{text}\n".encode()) is doubtful


@given(st.lists(ENTRIES, min_size=1, max_size=6).map("".join))
@MANY
@example("l: |\n")
@example("a: >-\n  b\n c: d\n")
@example("place: {h\n a: 3}\n")
@example("place: {a:, 3}\n")
@example("a: [{2019, b: c}]\n")
@example("- {-90,0}\n")
@example("a:\n- - - - b\n")
@example("1: a\n")
@example("a: b\na: c\n")
@example("'a':b\n")
@example("a: 'b' c\n")
@example("a: # b\n  c\n")
def test_maps_put_together(text: str) -> None:
    assert_same(text.encode())


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@MANY
def test_anything_put_together(text: str) -> None:
    assert_same(text.encode())


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A record in which a few places were cut, doubled or filled with something else."""
    data = draw(st.sampled_from(SHORT))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        to = min(len(data), at + draw(st.integers(0, 12)))
        new = draw(st.sampled_from([b"", *(piece.encode() for piece in PIECES)]))
        data = draw(st.sampled_from([data[:at] + new + data[to:], data[:to] + data[at:]]))
    return data


@given(damaged())
@MANY
def test_damaged_records(data: bytes) -> None:
    assert_same(data)


@given(st.binary(max_size=60))
def test_any_bytes(data: bytes) -> None:
    assert_same(data)
    assert_same(b"a: " + data + b"\n")


@given(
    st.sampled_from(["{}\n", "- {}\n", "[{}]\n", "{{a: {}}}\n"]),
    st.text("-+.0123456789_eExXobfinNaA", max_size=9),
)
@MANY
@example("{}\n", "0E_0")
def test_numbers_in_all_forms(line: str, number: str) -> None:
    assert_same(
        ("a: " + line.replace("{}", number, 1).replace("{{", "{").replace("}}", "}")).encode()
    )
    assert_same(line.replace("{}", number, 1).replace("{{", "{").replace("}}", "}").encode())


# The scan


@pytest.mark.parametrize(
    "text",
    [
        "title: Spring concert\n",
        "---\ntitle: a\n",
        "a: don't\nb: 'it''s'\nc: \"say \\\"so\\\"\\n\"\n",
        "date: 2023-02-24\nyear: 2023\nshare: -1.50\n",
        "a: {b: 1, c: [x, 'y']}\nd: []\n",
        "text: |\n  one & two? *three*\n\n  four!\nmore: >-\n  five\n",
        "# remark\na: b # another\n\nc:\n- d\n- e: f\n  g: null\n",
        "city: Bakı\nnote: “so”, 24–25\n",
        "url: https://example.org/a?b=c#d\n",
        "long: '" + "word: " * 100 + "'\n",
        "start: 9:30\nnumber: 27.02.2008\nwords: 3 of 4\n",
    ],
)
def test_plain(text: str) -> None:
    assert is_plain(text.encode())
    assert_same(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        *("a: b", "", "a: &x b\n", "a: *x\n", "a: !!str b\n", "%YAML 1.2\n", "a: b\n---\nc: d\n"),
        *("a: b\n...\n", "? a\n", "a:\tb\n", "a: b\r\n", "<<: {a: b}\n", "a: @b\n", "a: `b\n"),
        *("a: 012\n", "a: 1_000\n", "a: +1\n", "a: .5\n", "a: 1.\n", "a: 0x1F\n", "a: 0o14\n"),
        *("a: .inf\n", "a: -.NaN\n", "a: 1e400\n", "a: 12345678901234567\n", "- [1, 0b1]\n"),
        *("2023: a\n", "true: a\n", "~: a\n", ": a\n", "- null: a\n", "a: {no: 1, 2: b}\n"),
        *(
            'a: "\\ud83c"\n',
            'a: "\\x41"\n',
            'a: "b\\\n  c"\n',
            "a: |2\n   b\n",
            "a: |\n",
            "a: >\n\n",
        ),
        *("a: [b,\n  c]\n", "a: [b\n", "a: {b: c}}\n", "a: {'b':c}\n", "a: {b:, c}\n"),
        *("a: \x85\n", "a: \u2028\n", "a: \u202eb\n", "\ufeffa: b\n", "a: \x7f\n", "a: \x00\n"),
        "k" * 300 + ": b\n",
        "a: b\n" + " " * MOST_COLUMNS + "c\n",
        "a: " + "[" * (MOST_NESTED + 1) + "]" * (MOST_NESTED + 1) + "\n",
        "- - - - - - - - - - - - a\n",
        "a: b\n" * (MOST_BYTES // 5 + 1),
    ],
)
def test_not_plain(text: str) -> None:
    assert not is_plain(text.encode())
    assert_same(text.encode())


def test_plain_documents_keep_the_limits() -> None:
    """What is plain has at most two collections a column and those in brackets."""
    assert DEFAULT.depth > 2 * MOST_COLUMNS + MOST_NESTED + 2
    assert min(DEFAULT.scalar, DEFAULT.events) > MOST_BYTES
    deepest = "".join(f"{' ' * at}a:\n{' ' * at}-\n" for at in range(MOST_COLUMNS - 1))
    assert is_plain(deepest.encode())
    assert load(deepest.encode(), "a.yaml").findings == ()
    assert_same(deepest.encode())


@pytest.mark.parametrize(
    "text", ["# nothing\n", "a\n", "- |\n  b\n", "a: {b: c, 2019}\n", "a: b\n a\n"]
)
def test_what_is_plain_and_goes_the_slow_way(text: str) -> None:
    assert is_plain(text.encode())
    assert_same(text.encode())


def test_bytes_that_are_no_text() -> None:
    assert is_plain(b"a: \xff\n")
    assert_same(b"a: \xff\n")

"""What is recognised is laid out; what people mostly write is recognised."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from eventbook.document.loader import load
from eventbook.formatting.keys import Keys
from eventbook.formatting.layout import LayoutError, laid_out, tidied
from eventbook.formatting.recognise import is_laid_out
from unit.formatting.formatting_keys import KEYS, ORDER
from unit.formatting.untidy import texts

RANK = {name: rank for rank, name in enumerate(ORDER)}
DATES: Keys = Keys(RANK, True, lambda _: DATES)
FILLED: Keys = Keys({}, False, lambda part: FILLED if isinstance(part, str) else ITEM)
ITEM: Keys = Keys(RANK, False, lambda _: KEYS, "id")


def needs_nothing(text: str) -> bool:
    """What `is_laid_out` stands for, the long way."""
    data = text.encode("utf-8", "surrogatepass")
    found = load(data, "")
    errors = [each for each in found.findings if each.severity == "error"]
    if found.document is None or errors or tidied(data) != data:
        return False
    try:
        return laid_out(found.document, KEYS).text == text
    except LayoutError:
        return False


def changed(text: str, random: Random) -> str:
    """A text with a small change: a character more or less, lines swapped or indented."""
    lines = text.split("\n")
    at, other = random.randrange(len(text)), random.randrange(len(lines))
    match random.randrange(4):
        case 0:
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:at] + random.choice(" \n:#-\"'[]{},a|>1\\") + text[at:]
        case 2:
            lines.insert(random.randrange(len(lines)), lines.pop(other))
        case _:
            lines[other] = random.choice([" ", "  ", "    "]) + lines[other]
    return "\n".join(lines)


@given(texts(), st.integers(0, 2**32).map(Random))
def test_what_is_recognised_is_laid_out(text, random):
    assert needs_nothing(text) or not is_laid_out(text.encode(), KEYS)
    before = load(tidied(text.encode()), "").document
    assume(before is not None and isinstance(before.value, dict | list))
    laid = laid_out(before, KEYS).text
    for each in (laid, changed(laid, random), changed(laid, random), changed(laid, random)):
        assert needs_nothing(each) or not is_laid_out(each.encode(), KEYS)


LAID_OUT = """\
# the head

# of the id
id: a # b
title: Text of words, (so) # c

date: "12:30"
people:
  - name: Ann
    role: ""

  # of the second
  - name: 'say: "so"'
    "on": null
  -
    - a
    - - no
  - [a, {id: b, "no": "x: y", url: https://example.org/}, [], {}]
  - 613
  - 1.50 # d
  - "a\\tb: c"
  - |
    one

      two
  - x
sources: # e

  # of the text
note: >-
  folded: # no comment

empty:
list: [] # f
é: é
# the tail

# more
""".replace("    - - no\n", "").replace("sources: # e\n\n  # of the text\n", "sources: # e\n")


def test_the_usual_forms_are_recognised():
    assert is_laid_out(LAID_OUT.encode(), KEYS)
    assert needs_nothing(LAID_OUT)


@pytest.mark.parametrize("text", ["- a\n", "-\n", "a:\n", "- id: a\n  b: c\n", "a: |-\n  b\n"])
def test_small_texts_are_recognised(text):
    assert is_laid_out(text.encode(), KEYS)
    assert needs_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "\n", "# a\n", "a: b", "a: b\n\n", "\na: b\n", "a: b\n\n\nc: d\n", "a:\n\n  - b\n"),
        *(
            "a: b \n",
            "a: b\r\n",
            "a:  b\n",
            "a : b\n",
            " a: b\n",
            "a: b\n   c: d\n",
            "a:\n    b: c\n",
        ),
        *("title: a\nid: b\n", "z: a\nid: b\n", "id: a\nid: b\n", "z: a\nz: b\n", '"a": b\n'),
        *("on: a\n", "a: NO\n", "a: 0123\n", 'a: "b"\n', "a: 'b'\n", 'a: "e\\u0301: x"\n'),
        *("a: e\u0301\n", "a: \ufeff\n", "a: \u202eb\n", "a: &b c\n", "a: *b\n", "a: !b c\n"),
        *("a: [b,c]\n", "a: [ b]\n", "a: [b, ]\n", "a: [b\n", "a: {title: b, id: c}\n", "a: {b}\n"),
        *("a: {b: c} d\n", "a: [on]\n", "a: {on: b}\n", "a: {b: c, b: d}\n", "a: [b]  # c\n"),
        *("a: |\n", "a: |\n    b\n", "a: |2\n  b\n", "a: |+\n  b\n", "a: |\n  b\n c: d\n"),
        *("a: b: c\n", "a: b\n  c\n", "a: 'b\n", 'a: "b\n', 'a: "b\\q"\n', 'a: "\\ud800: x"\n'),
        *("- a\nb: c\n", "a: b\n- c\n", "-\n  a: b\n", "- - a\n", "- -\n", "-  a\n", "a:\n- b\n"),
        *(
            "a: b\n  # c\n",
            "a: b\n # c\nd: e\n",
            "# a\n  # b\nc: d\n",
            "- # a\n  b: c\n",
            "---\na: b\n",
        ),
        *("a b\n", "? a\n", "a: ~\n", "a: TRUE\n", "a: 1e5\n", "a: b  # c\n", "a: #b\n  c\n"),
        "a: " + "b" * 60_000 + "\n",
        "".join(f"{'  ' * depth}a:\n" for depth in range(70)),
    ],
)
def test_what_is_not_laid_out_is_not_recognised(text):
    assert not is_laid_out(text.encode(), KEYS)


@pytest.mark.parametrize("text", ["- 2023\n", "id: 2023\n", "a: [2023]\n"])
def test_a_bare_year_in_a_date_is_to_be_filled_in(text):
    assert is_laid_out(text.encode(), KEYS)
    assert not is_laid_out(text.encode(), DATES)
    assert is_laid_out(text.replace("2023", '"2023"').encode(), DATES)


@pytest.mark.parametrize(
    "text", ["- title: a\n", "a:\n  - title: b\nc: d\n", "a: [{title: b}]\n", "- {}\n- a: b\n"]
)
def test_a_key_that_is_filled_in_is_missed(text):
    assert is_laid_out(text.encode(), KEYS)
    assert not is_laid_out(text.encode(), FILLED)
    full = text.replace("title: ", "id: x, title: " if "[" in text else "id: ").replace(
        "a: b\n", "id: b\n"
    )
    assert is_laid_out(full.encode(), FILLED)


def test_bytes_that_are_no_text_are_not_recognised():
    assert not is_laid_out(b"a: \xff\n", KEYS)

"""Edits keep every byte that they do not mean: exact texts before and after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from eventbook.document import splice
from eventbook.document.document import Document
from eventbook.document.loader import load
from eventbook.document.outcome import SpliceError
from eventbook.jsonvalue import Json
from eventbook.pointer import Place


def document(text: str) -> Document:
    loaded = load(text.encode(), "record.yaml")
    assert loaded.document is not None, loaded.findings
    return loaded.document


# Awkward files, each with a title to be set
FILES: dict[str, str] = {
    "comments": """\
# yaml-language-server: $schema=x
# a second line

id: rome   # the id
title: OLD    # behind the title
        # oddly indented
participants:
  # before the first
  - name: Ada   # behind a name
    # inside an item
    role: host

  # before the second
  - name: Bo
# at the margin
keywords: [a]
# the end
""",
    "blank lines": "\n\nid: rome\n\n\ntitle: OLD\n   \npeople:\n\n- name: Ada\n\n\n- name: Bo\n  \n# c\n\n\n",
    "long texts": """\
title: OLD
summary: >
  Folded, and longer than the eighty columns at which some programs like to wrap the lines

  a paragraph
    indented
notes: |+
  kept

  to the end

plain: one two
  three four
double: "one \\
  two \\u00e9"
indented: |2
    two more
stripped: >-
  x
last: x
""",
    "quotes": """\
title: OLD
a: 'single'
b: "double"
c: 0123
d: 0x1F
e: 1_000
f: 1.10
g: ~
h:
i: Null
j: NO
k: TRUE
l: 2023-02-24
m: 2023-02-24T10:00:00Z
n: 'it''s'
o: +1
p: 10:30
""",
    "CRLF": "# head\r\ntitle: OLD # c\r\n\r\ntext: |\r\n  one\r\n  two\r\n\r\npeople:\r\n  - name: A\r\n",
    "no final line end": "title: OLD\npeople:\n  - Ada\n  - Bo # last",
    "indentation": """\
title: OLD
below:
- a: 1
  b: 2
- a: 3
deeper:
    - a: 1
    -   b: 2
        c: 3
nested:
    four:
      - x
      -
        y: 1
      - - p
        - q
? explicit
: v
spaced :   1
""",
    "flow": """\
title: OLD
place: {city: Rome,zip: 1,  geo: [ 1.0,2.0 ]}   # c
tags: [a,b , 'c', ]
lines: [
  one,   # first
  two,
  {k: v,
   l: w}
]
empty: {}
none: [ ]
json: {"a":1,"b":[true,null]}
""",
    "unicode": 'title: OLD\na: \U0001f56f\ufe0f lit\nb: Cafe\u0301\nc: Café\nd: "\\u00e9 \\U0001F389"\ne: \u05e9\u05dc\n',
    "tabs": 'title: OLD\t# a tab\na:\t1\nb: "x\ty"\n',
    "document marks": "---\ntitle: OLD\na: 1\n...\n# behind the end\n",
    "one line": "{title: OLD, a: {b: [1, 2]}}",
    "stray spaces": "title: OLD  \na:   \n  b: 1 \n",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_setting_a_title_changes_the_title_alone(name: str) -> None:
    old = FILES[name]
    new = splice.put(document(old), ("title",), "A new one")
    assert new.text == old.replace("OLD", "A new one")
    assert new.value == {**document(old).value, "title": "A new one"}  # type: ignore[dict-item]


BASE = """\
id: rome
# who came
people:
  - name: Ada   # behind Ada
    role: host
  - name: Bo
    role: guest   # behind the role

# --- place ---
place:
  city: Rome   # c
  zip: 1

# --- end ---
title: Old
empty:   # to do
text: |
  one
  two

tags: [a, b, ]   # flow
"""

Make = Callable[[Document], Document]


def put(*place: Any, to: Json) -> Make:
    return lambda it: splice.put(it, place, to)


def remove(*place: Any) -> Make:
    return lambda it: splice.remove(it, place)


def append(*place: Any, item: Json) -> Make:
    return lambda it: splice.append(it, place, item)


def insert(*place: Any, item: Json) -> Make:
    return lambda it: splice.insert(it, place, item)


def rename(*place: Any, to: str) -> Make:
    return lambda it: splice.rename_key(it, place, to)


# name: the edit, what of the text is to change, and into what
EDITS: dict[str, tuple[Make, str, str]] = {
    "a map behind the last item": (
        append("people", item={"name": "Zoé", "role": "guest"}),
        "guest   # behind the role\n",
        "guest   # behind the role\n  - name: Zoé\n    role: guest\n",
    ),
    "a key into a map": (
        put("place", "country", to="IT"),
        "  zip: 1\n",
        "  zip: 1\n  country: IT\n",
    ),
    "a key at the end": (put("z", to=1), "# flow\n", "# flow\nz: 1\n"),
    "without the middle key": (remove("place", "zip"), "  zip: 1\n", ""),
    "without a block and its comment": (
        remove("place"),
        "# --- place ---\nplace:\n  city: Rome   # c\n  zip: 1\n\n",
        "",
    ),
    "without the first key of an item": (
        remove("people", 1, "name"),
        "  - name: Bo\n    role: guest",
        "  - role: guest",
    ),
    "without the last item": (
        remove("people", 1),
        "  - name: Bo\n    role: guest   # behind the role\n",
        "",
    ),
    "a key renamed": (rename("place", "city", to="town"), "city:", "town:"),
    "a map renamed": (rename("place", to="venue"), "\nplace:", "\nvenue:"),
    "something for nothing": (put("empty", to="now"), "empty:   #", "empty: now   #"),
    "a literal": (
        put("text", to="un\n\ndeux\n"),
        "  one\n  two\n",
        "  un\n\n  deux\n",
    ),
    "an item into a flow list": (append("tags", item="c"), "[a, b, ]", "[a, b, c, ]"),
    "a map for a scalar": (
        put("place", "city", to={"name": "Rome"}),
        "  city: Rome   # c\n",
        "  city:   # c\n    name: Rome\n",
    ),
    "a scalar for a map": (
        put("place", to="Rome"),
        "place:\n  city: Rome   # c\n  zip: 1\n",
        "place: Rome\n",
    ),
    "a map where nothing was": (
        put("empty", "a", "b", to=1),
        "empty:   # to do\n",
        "empty:   # to do\n  a:\n    b: 1\n",
    ),
    "missing parents": (
        put("new", "list", 0, "a", to=1),
        "# flow\n",
        "# flow\nnew:\n  list:\n    - a: 1\n",
    ),
    "an item before another": (
        insert("people", 1, item={"name": "Cy"}),
        "  - name: Bo",
        "  - name: Cy\n  - name: Bo",
    ),
    "a whole list, one field changed": (
        put("people", to=[{"name": "Ada", "role": "chair"}, {"name": "Bo", "role": "guest"}]),
        "role: host",
        "role: chair",
    ),
    "quotes where they are needed": (
        put("title", to="yes: no # x"),
        "title: Old",
        'title: "yes: no # x"',
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_structural_edits(name: str) -> None:
    make, old, new = EDITS[name]
    assert BASE.count(old) == 1
    assert make(document(BASE)).text == BASE.replace(old, new)


# the text before, the edit, the text after
TEXTS: list[tuple[str, Make, str]] = [
    # the last line, with and without its end
    ("a: 1\nl:\n- x\n- y # c", append("l", item="z"), "a: 1\nl:\n- x\n- y # c\n- z"),
    ("a: 1\nb: 2", remove("b"), "a: 1"),
    ("a: 1\r\nb: 2", remove("b"), "a: 1"),
    ("a: 1\nb:\n  c: 2", remove("b", "c"), "a: 1\nb: {}"),
    ("a: |\n  x", put("b", to=1), "a: |-\n  x\nb: 1"),
    ("a: |\n  x\nb: 1", remove("b"), "a: |\n  x\n"),
    ("a: |+\n  x\n\n\nb: 1\n", put("c", to=2), "a: |+\n  x\n\n\nb: 1\nc: 2\n"),
    ("a: |+\n  x\n\n\n", put("c", to=2), "a: |+\n  x\n\n\nc: 2\n"),
    ("a: |+\n  x\n\nb: 1\n\nc: 2\n", remove("b"), "a: |+\n  x\n\nc: 2\n"),
    # line ends
    (
        "a: 1\r\nl:\r\n- x\r\n- y # c\r\nb: 2\r\n",
        append("l", item={"k": "v", "m": "one\ntwo"}),
        "a: 1\r\nl:\r\n- x\r\n- y # c\r\n- k: v\r\n  m: |-\r\n    one\r\n    two\r\nb: 2\r\n",
    ),
]


@pytest.mark.parametrize(("old", "make", "new"), TEXTS)
def test_texts(old: str, make: Make, new: str) -> None:
    assert make(document(old)).text == new

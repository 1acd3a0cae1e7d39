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
    "blank lines": "\n\nid: rome\n\n\ntitle: OLD\n   \npeople:\n\n- name: Ada\n\n\n- name: Bo\n  \n# c\n\n\n",  # noqa: E501
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
    "CRLF": "# head\r\ntitle: OLD # c\r\n\r\ntext: |\r\n  one\r\n  two\r\n\r\npeople:\r\n  - name: A\r\n",  # noqa: E501
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
    "unicode": 'title: OLD\na: \U0001f56f\ufe0f lit\nb: Cafe\u0301\nc: Café\nd: "\\u00e9 \\U0001F389"\ne: \u05e9\u05dc\n',  # noqa: E501
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
    # nothing to do
    ("a:   'x'\n", put("a", to="x"), "a:   'x'\n"),
    ("a: {b: 1}\n", put("a", to={"b": 1}), "a: {b: 1}\n"),
    # quotes and styles are kept where they hold the new value
    ("a: 'x'  # c\n", put("a", to="it's"), "a: 'it''s'  # c\n"),
    ("a: 'x'\n", put("a", to="one\ntwo"), "a: |-\n  one\n  two\n"),
    ("a: 'x'\n", put("a", to=3), "a: 3\n"),
    ('a: "x"\n', put("a", to="y\n\u202ez"), 'a: "y\\n\\u202ez"\n'),
    ("a: 2023-02-24\n", put("a", to="2023-02-25"), "a: 2023-02-25\n"),
    ("a: null\n", put("a", to="2023-02-25"), 'a: "2023-02-25"\n'),
    ("a: 613\n", put("a", to="2023-02-25"), 'a: "2023-02-25"\n'),
    ("a: 12:30\n", put("a", to="0x1F"), 'a: "0x1F"\n'),
    ("a: 12:30\n", put("a", to="13:00 h"), "a: 13:00 h\n"),
    ("a: x\n", put("a", to="2023-02-25"), 'a: "2023-02-25"\n'),
    ("a: ~\n", put("a", to=False), "a: false\n"),
    ("a: |   # c\n  one\n", put("a", to="two"), "a: |-   # c\n  two\n"),
    ("a: |   # c\n  one\n", put("a", to=2), "a: 2   # c\n"),
    ("a: |   # c\n  one\n", put("a", to="\t"), 'a: "\\t"   # c\n'),
    ("a: |2\n    one\n", put("a", to=" x\n"), 'a: " x\\n"\n'),
    ("a: >-\n    one\n    two\nb: 1\n", put("a", to="x\ny"), "a: >-\n    x\n\n    y\nb: 1\n"),
    ("a: >\n  one\n", put("a", to=" x\n y\n"), 'a: " x\\n y\\n"\n'),
    ("a: |\n  one\n", put("a", to=""), 'a: ""\n'),
    ("a: x # c\n", put("a", to="one\ntwo\n"), "a: | # c\n  one\n  two\n"),
    ("- x # c\n- y\n", put(0, to="one\ntwo\n"), "- | # c\n  one\n  two\n- y\n"),
    # one kind of value over another
    ("a: {b: 1} # c\n", put("a", to=[1]), "a: # c\n  - 1\n"),
    ("a: [ # o\n  1] # c\n", put("a", to=2), "a: 2 # o # c\n"),
    ("a: [# o\n  1]\n", put("a", to=2), "a: 2 # o\n"),
    ("a: 1\n", put("a", to=[{"b": [1, 2]}]), "a:\n  - b:\n      - 1\n      - 2\n"),
    ("l:\n- 1\na: 1\n", put("a", to=[{"b": [1]}]), "l:\n- 1\na:\n- b:\n  - 1\n"),
    ("m:\n    k: 1\na: 1\n", put("a", to={"b": 1}), "m:\n    k: 1\na:\n    b: 1\n"),
    ("a:   # c\n  - 1\n  - 2\nb: 1\n", put("a", to="x"), "a: x   # c\nb: 1\n"),
    ("a:   # c\n  - 1\nb: 1\n", put("a", to={"x": 1}), "a:   # c\n  x: 1\nb: 1\n"),
    ("- a: 1 # c\n  b: 2\n- 3\n", put(0, to=5), "- 5\n- 3\n"),
    ("- a: 1\n  b: 2\n- 3\n", put(0, to=[1, 2]), "- - 1\n  - 2\n- 3\n"),
    ("- # c\n  a: 1\n- 3\n", put(0, to=[1, 2]), "- - 1 # c\n  - 2\n- 3\n"),
    ("-   x   # c\n-\n", put(0, to={"a": 1, "b": 2}), "-   a: 1   # c\n    b: 2\n-\n"),
    ("- x\n-\n", put(1, to={"a": 1, "b": 2}), "- x\n- a: 1\n  b: 2\n"),
    ("a:\n  # c\n  x # d\n", put("a", to={"b": 1}), "a:\n  # c\n  # d\n  b: 1\n"),
    ("a:\n  # c\n  x\n", put("a", to={"b": 1}), "a:\n  # c\n  b: 1\n"),
    ("a:\n  x # d\n", put("a", to="z"), "a:\n  z # d\n"),
    ("x # c\n", put(to={"a": 1}), "a: 1 # c\n"),
    ("x # c\n", put(to={"a": "1\n2"}), '{a: "1\\n2"} # c\n'),
    ("x\n", put(to={"a": [1]}), "a:\n  - 1\n"),
    ("a: 1 # c\n", put(to=[1]), "- 1\n"),
    ("a: 1\n", put(to="x"), "x\n"),
    ("null\n", put("a", 0, to=1), "a:\n  - 1\n"),
    # collections entry by entry
    ("l: [1, 2, 3]\n", put("l", to=[1, 3]), "l: [1, 3]\n"),
    ("l: [1, 3]\n", put("l", to=[1, 2, 2, 3]), "l: [1, 2, 2, 3]\n"),
    ("m: {a: 1, b: 2}\n", put("m", to={"b": 3, "c": 4}), "m: {b: 3, c: 4}\n"),
    # laid out as the siblings are
    ("m: {a: 1}\n", put("k", to={"b": "x, y"}), 'm: {a: 1}\nk: {b: "x, y"}\n'),
    ("m: {a: 1}\nn: x\n", put("n", to={"b": [2]}), "m: {a: 1}\nn: {b: [2]}\n"),
    ("- {a: 1}\n", append(item={"a": 2}), "- {a: 1}\n- {a: 2}\n"),
    ("-   a\n", append(item="b"), "-   a\n-   b\n"),
    ("-   a\n-\n  b: 1\n", append(item="b"), "-   a\n-\n  b: 1\n- b\n"),
    ("-\n    a: 1\n", append(item={"a": 2}), "-\n    a: 1\n-\n    a: 2\n"),
    ("-\n", append(item={"a": 2}), "-\n- a: 2\n"),
    ("- a\n\n- b\n", append(item="c"), "- a\n\n- b\n\n- c\n"),
    ("- a\n\n# b\n- b\n", insert(1, item="c"), "- a\n\n- c\n\n# b\n- b\n"),
    ("- - a\n  - b\n", insert(0, 0, item={"x": 1, "z": 2}), "- - x: 1\n    z: 2\n  - a\n  - b\n"),
    ("- - a\n", append(item=["b", ["c"]]), "- - a\n- - b\n  -\n    - c\n"),
    # empty collections
    ("a: {}\nb: []\n", put("a", "x", to=1), "a:\n  x: 1\nb: []\n"),
    ("a: {}\nb: [] # c\n", append("b", item="x"), "a: {}\nb: # c\n  - x\n"),
    ("a: [1]\nb: []\n", append("b", item=2), "a: [1]\nb: [2]\n"),
    ("a: {b: []}\n", append("a", "b", item=2), "a: {b: [2]}\n"),
    ("a: { # c\n }\n", put("a", "b", to=1), "a: {b: 1 # c\n }\n"),
    ("{}\n", put("a", to=1), "a: 1\n"),
    ("a:\n  b: 1 # c\nd: 2\n", remove("a", "b"), "a: {}\nd: 2\n"),
    ("a:   # c\n- 1\nd: 2\n", remove("a", 0), "a: []   # c\nd: 2\n"),
    ("- a: 1 # c\n- 2\n", remove(0, "a"), "- {}\n- 2\n"),
    ("# h\na: 1\n", remove("a"), "# h\n{}\n"),
    ("a: [ 1, ]\n", remove("a", 0), "a: []\n"),
    ("a: [ # c\n  1, # d\n]\n", remove("a", 0), "a: [ # c\n   # d\n]\n"),
    # in brackets
    ("a: {b: , c: 1}\n", put("a", "b", to="x"), "a: {b: x , c: 1}\n"),
    ("a: {b, c}\n", put("a", "b", to=[1]), "a: {b: [1], c}\n"),
    ("a: {b, c}\n", put("a", "d", to=1), "a: {b, c, d: 1}\n"),
    ("a: ['x', y]\n", put("a", 0, to="z"), "a: ['z', y]\n"),
    ("a: [x]\n", put("a", 0, to="y, z"), 'a: ["y, z"]\n'),
    ("a: [x]\n", put("a", 0, to="one\ntwo"), 'a: ["one\\ntwo"]\n'),
    ('{"a":1,"b":{"c":2}}', put("d", to=["x"]), '{"a":1,"b":{"c":2},"d":["x"]}'),
    ('{"a":1,"b":{"c":2}}', put("b", "c", to="x"), '{"a":1,"b":{"c":"x"}}'),
    ('{a: 1, "on": 2}', put("b", to="x"), '{a: 1, "on": 2, b: x}'),
    ("[a,b,  c]\n", append(item="d"), "[a,b,  c,  d]\n"),
    ("[a , b]\n", append(item="d"), "[a , b, d]\n"),
    ("[a, b]\n", insert(0, item="d"), "[d, a, b]\n"),
    ("[a,b]\n", insert(1, item="d"), "[a,d,b]\n"),
    ("[a: 1]\n", put(0, "b", to=2), "[{a: 1, b: 2}]\n"),
    ("[\n  a, # c\n  b # d\n]\n", append(item="e"), "[\n  a, # c\n  b, # d\n  e\n]\n"),
    ("[\n  a,\n  b, # d\n]\n", append(item="e"), "[\n  a,\n  b, # d\n  e,\n]\n"),
    ("[\n  a,\n  b ]\n", append(item="e"), "[\n  a,\n  b,\n  e ]\n"),
    ("[\n  a,\n  b\n]\n", insert(1, item="e"), "[\n  a,\n  e,\n  b\n]\n"),
    ("[a, b, c]\n", remove(0), "[b, c]\n"),
    ("[a, b, c]\n", remove(2), "[a, b]\n"),
    ("[a, b, c, ]\n", remove(2), "[a, b, ]\n"),
    ("[\n  a, # c\n  # e\n  b # d\n]\n", remove(1), "[\n  a # c\n]\n"),
    ("[\n  a, # c\n  b # d\n]\n", remove(0), "[\n  b # d\n]\n"),
    ("[a, # c\n b]\n", remove(1), "[a # c\n ]\n"),
    # comments and blank lines
    ("# h\na: 1\nb: 2\n", remove("a"), "# h\nb: 2\n"),
    ("---\n# h\na: 1\nb: 2\n", remove("a"), "---\n# h\nb: 2\n"),
    ("# h\n\n# a\na: 1\nb: 2\n", remove("a"), "# h\n\nb: 2\n"),
    ("a: 1\n  # deeper\n# b\nb: 2\nc: 3\n", remove("b"), "a: 1\n  # deeper\nc: 3\n"),
    ("a:\n  b: 1\n\n  # b\n\n# c\nc: 2\n", remove("a"), "\n# c\nc: 2\n"),
    ("a: 1\n\n\nb: 2\n\n\nc: 3\n", remove("b"), "a: 1\n\nc: 3\n"),
    ("a: 1\nb: 2\n\n\nc: 3\n", remove("b"), "a: 1\n\nc: 3\n"),
    ("a: 1\n\nb: 2\n\n", remove("b"), "a: 1\n"),
    ("- a: 1 # c\n  b: 2\n", remove(0, "a"), "- b: 2\n"),
    ("-  a: 1 # c\n   # b\n   b: 2\n", remove(0, "a"), "-\n   # b\n   b: 2\n"),
    ("- - 1\n  - 2\n", remove(0, 0), "- - 2\n"),
    # keys
    ('"a": 1\n', rename("a", to="b"), '"b": 1\n'),
    ("'a': 1\n", rename("a", to="it's"), "'it''s': 1\n"),
    ("a: 1\nb: 2\n", rename("a", to="1"), '"1": 1\nb: 2\n'),
    ("{a, b}\n", rename("a", to="c, d"), '{"c, d", b}\n'),
    ("a: 1\n", rename("a", to="a"), "a: 1\n"),
]


REFUSED: list[tuple[str, Make, str]] = [
    ("a: 1\n", put("a", "b", to=1), "`a` is no map"),
    ("a: 1\n", put(0, to=1), "`the record` is no list"),
    ("[1]\n", put(2, to=1), "`[2]` lies behind the end of the list"),
    ("a:\n", put("a", 1, to=1), "`a[1]` lies behind the end of the list"),
    ("a: x\n", append("a", item=1), "`a` is no list"),
    ("a: x\n", insert("a", 0, item=1), "`a` is no list"),
    ("a: x\n", insert(0, item=1), "`the record` is no list"),
    ("a: [1]\n", insert("a", 2, item=1), "`a[2]` lies behind the end of the list"),
    ("a: [1]\n", insert("b", 2, item=1), "`b[2]` is not in the record"),
    ("a: [1]\n", remove("b"), "`b` is not in the record"),
    ("a: [1]\n", remove("a", 1), "`a[1]` is not in the record"),
    ("a: [1]\n", remove("a", 1, 2), "`a[1][2]` is not in the record"),
    ("a: [1]\n", remove(), "the record itself can be neither removed, inserted nor renamed"),
    ("a: 1\nb: 2\n", rename("a", to="b"), "`b` is there already"),
    ("a: [1]\n", rename("a", 0, to="b"), "`a[0]` is not in the record"),
    (
        "a: 1\na: 2\n",
        put("a", to=3),
        "`a` cannot be edited in place: the key `a` is already given on line 1",
    ),
    (
        "? a\nb: 1\n",
        put("a", to=3),
        "`a` cannot be edited in place: the text would read back as something else",
    ),
]


@pytest.mark.parametrize(("text", "make", "message"), REFUSED)
def test_refused(text: str, make: Make, message: str) -> None:
    with pytest.raises(SpliceError) as caught:
        make(document(text))
    assert str(caught.value) == message


def test_several_edits_follow_each_other() -> None:
    it = document("a: 1 # c\nl: [x]\n")
    it = splice.append(splice.rename_key(it, ("a",), "b"), ("l",), "k")
    it = splice.append(it, ("m",), {"z": None})
    assert it.text == "b: 1 # c\nl: [x, k]\nm: [{z: null}]\n"
    assert it.value == {"b": 1, "l": ["x", "k"], "m": [{"z": None}]}


@pytest.mark.parametrize(("old", "make", "new"), TEXTS)
def test_texts(old: str, make: Make, new: str) -> None:
    assert make(document(old)).text == new

"""Hypothesis strategies: records as people write them, every comment with an owner.

A writer lays a value out in block and flow style, with quotes, gaps, comments and blank lines as
chance has it, and notes which key or item each comment belongs to.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st

from eventbook.document.emit import flow, leaf, scalar
from eventbook.document.loader import load
from eventbook.jsonvalue import Json, equal
from eventbook.pointer import Place

_WORDS = [
    "a",
    "b",
    "name",
    "x y",
    "12:30",
    "2023-02-24",
    "NO",
    "it's",
    "é",
    "a: b",
    "#",
    "k.v",
    "7",
]
_TEXTS = st.sampled_from(
    [
        *_WORDS,
        "",
        " a",
        "one\ntwo",
        "one\ntwo\n",
        "a\n\nb\n",
        "one\n\n",
        "a\tb",
        "- a",
        "x, y",
        "\\",
    ]
)
_KEYS = st.sampled_from(["a", "b", "c", "name", "x y", "on", "7", "k.v", "ü"])
_LEAVES = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([1.5, 1e300]) | _TEXTS
VALUES: st.SearchStrategy[Json] = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=8,
)
MAPS = st.dictionaries(_KEYS, VALUES, min_size=1, max_size=4)
KEYS = _KEYS


@dataclass
class Written:
    """A text, its value, and the owner of each comment."""

    text: str
    value: Json
    owners: dict[str, Place]


@st.composite
def records(draw: st.DrawFn) -> Written:
    """Records with comments, in any mixture of styles."""
    value = draw(MAPS)
    writer = _Writer(draw(st.randoms(use_true_random=False)))
    writer.map_block(value, 0, ())
    text = "\n".join(writer.lines) + draw(
        st.sampled_from(["\n", "\n", "\n", "", "\n\n", "\n...\n"])
    )
    if draw(st.booleans()):
        text = "# the header\n\n" + text
    text = text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))
    loaded = load(text.encode(), "")
    # A literal at the very end of a file loses its line end with the file's.
    if loaded.document is None or not equal(loaded.document.value, value):
        text = "# the header\n" + leafless(value)
        return Written(text, value, {})
    return Written(text, value, writer.owners)


def leafless(value: Json) -> str:
    """A value in JSON, on one line."""
    return json.dumps(value, ensure_ascii=False)


@dataclass
class _Writer:
    random: Random
    lines: list[str] = field(default_factory=list)
    owners: dict[str, Place] = field(default_factory=dict)

    def _chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def _comment(self, place: Place) -> str:
        comment = f"# note {len(self.owners)};"
        self.owners[comment] = place
        return comment

    def _tail(self, place: Place) -> str:
        return f" {self._comment(place)}" if self._chance(25) else ""

    def _above(self, indent: int, place: Place) -> None:
        if self._chance(15):
            self.lines.append("")
        if self.lines and self._chance(20):
            self.lines.append(" " * indent + self._comment(place))

    def map_block(self, value: dict[str, Json], indent: int, place: Place, lead: str = "") -> None:
        for key, child in value.items():
            here = (*place, key)
            if not lead:
                self._above(indent, here)
            head = (lead or " " * indent) + self._key(key) + " " * self._chance(5) + ":"
            if self._chance(4):
                self.lines.append((lead or " " * indent) + f"? {self._key(key)}{self._tail(here)}")
                head = " " * indent + ":"
            lead = ""
            self._value(head, child, indent, here, self.random.choice([1, 2, 2, 3]))

    def _list_block(self, value: list[Json], indent: int, place: Place, lead: str = "") -> None:
        for index, child in enumerate(value):
            here = (*place, index)
            if not lead:
                self._above(indent, here)
            head = (lead or " " * indent) + "-"
            lead = ""
            gap = " " * self.random.choice([1, 1, 1, 3])
            if isinstance(child, dict) and child and self._chance(60):
                self.map_block(child, len(head + gap), here, head + gap)
            elif isinstance(child, list) and child and self._chance(40):
                self._list_block(child, len(head + gap), here, head + gap)
            else:
                self._value(head, child, indent, here, 2)

    def _value(self, head: str, child: Json, indent: int, place: Place, step: int) -> None:
        collection = isinstance(child, dict | list) and child
        if collection and self._chance(70):
            self.lines.append(head + self._tail(place))
            if isinstance(child, dict):
                self.map_block(child, indent + step, place)
            elif isinstance(child, list):
                in_map = isinstance(place[-1], str)
                self._list_block(
                    child, indent + (0 if in_map and self._chance(30) else step), place
                )
        elif collection and self._chance(30):
            self._flow_lines(head, child, indent + 2, place)
        else:
            self._leaf(head, child, indent, place)

    def _flow_lines(self, head: str, child: Json, indent: int, place: Place) -> None:
        """A collection in brackets over several lines."""
        opening, closing = "{}" if isinstance(child, dict) else "[]"
        self.lines.append(f"{head} {opening}{self._tail(place)}")
        pairs: list[tuple[str | int, Json]] = (
            list(child.items()) if isinstance(child, dict) else list(enumerate(child))  # type: ignore[arg-type]
        )
        for number, (part, item) in enumerate(pairs):
            here = (*place, part)
            if self._chance(20):
                self.lines.append(" " * indent + self._comment(here))
            key = f"{flow(part)}: " if isinstance(part, str) else ""
            comma = "," if number < len(pairs) - 1 or self._chance(30) else ""
            self.lines.append(f"{' ' * indent}{key}{flow(item)}{comma}{self._tail(here)}")
        self.lines.append(" " * (indent - 2 + (indent == 2)) + closing)

    def _leaf(self, head: str, child: Json, indent: int, place: Place) -> None:
        gap = " " * self.random.choice([1, 1, 1, 3])
        if child is None and self._chance(50):
            self.lines.append(head + self._tail(place))
            return
        if isinstance(child, str) and child.endswith("\n\n") and self._chance(50):
            body = [" " * (indent + 2) + line for line in child.split("\n")[:-1] if line]
            self.lines += [head + gap + "|+" + self._tail(place), *body]
            self.lines += [""] * (child.count("\n") - child.rstrip("\n").count("\n") - 1)
            return
        if isinstance(child, str) and self._chance(30) and self._over_lines(head, child, place):
            return
        text = self._spelled(child, " " * indent)
        first, _, rest = text.partition("\n")
        own_line = not rest and self._chance(5)
        start = f"{head}\n{' ' * (indent + 2)}" if own_line else head + gap
        self.lines.append(start + first + self._tail(place) + ("\n" + rest if rest else ""))

    def _over_lines(self, head: str, child: str, place: Place) -> bool:
        """A text on lines of its own, where it can be written so."""
        words = child.split(" ")
        pad = " " * (len(head) - len(head.lstrip(" -")) + 3)
        if len(words) == 2 and all(word.isalnum() for word in words):
            quote = self.random.choice(["", "'", '"'])
            self.lines.append(f"{head} {quote}{words[0]}")
            self.lines.append(f"{pad}{words[1]}{quote}{self._tail(place)}")
        elif child.isprintable() and child.strip() == child and child:
            header = self.random.choice([">-", "|-", "|-"])
            self.lines += [f"{head} {header}{self._tail(place)}", pad + child]
        else:
            return False
        return True

    def _spelled(self, child: Json, indent: str) -> str:
        if isinstance(child, str) and child.isprintable():
            single = "'" + child.replace("'", "''") + "'"
            plain = child if child in ("12:30", "2023-02-24", "NO", "x y") else scalar(child)
            double = json.dumps(child, ensure_ascii=False)
            return self.random.choice([plain, plain, scalar(child), single, double])
        if isinstance(child, dict | list):
            return flow(child, json_like=self._chance(20))
        return leaf(child, indent)

    def _key(self, key: str) -> str:
        if self._chance(10):
            return json.dumps(key, ensure_ascii=False)
        return scalar(key)

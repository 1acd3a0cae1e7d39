"""A Hypothesis strategy: records as nobody should write them, each line numbered in a comment.

Keys in any order, odd quotes, brackets over many lines, comments wherever YAML has them, blank
lines, tabs and spaces at the ends of lines, every sort of block scalar.
"""

from __future__ import annotations

import json
from random import Random

from hypothesis import strategies as st

from eventbook.document.emit import flow, scalar

KEYS = ("id", "title", "date", "on", "sources", "people", "x y", "7", "é", "note", "z")
WORDS = (
    *("a", "NO", "12:30", "0123", "1_000", "2023-02-24", "2023", "x y", "it's", 'say "so"', "é"),
    *("e\u0301", "#1", "a #b", "(so)", "-x", "- x", "", " ", "a: b", "null", "~", "\\", "\u00a0b"),
    *("x, y", "[a]", "{b", "@a", "a:b", "https://example.org/#x", "y", "=", "<<", "---", "&a"),
)
PLAIN = (
    "a",
    "b c",
    "NO",
    "12:30",
    "0123",
    "1_000",
    "2023-02-24",
    "2023",
    "1.50",
    "1e3",
    "~",
    "TRUE",
)
PLAIN_MORE = ("Null", "(so)", "-x", "a#b", "a:b", "y", "é", "e\u0301", "...b", "?a", "n\u00a0m")
BODIES = (
    *("one", "one\n two", "one\n\n\ntwo", "# no comment", "a: b", "- a", "  deep\nflat"),
    *("e\u0301  ", "   ", "\n"),
)


def texts() -> st.SearchStrategy[str]:
    """The text of a record; most of them are YAML.

    Chance comes of a seed: drawing each turn by itself would be more than Hypothesis allows.
    """
    seeds = st.integers(0, 2**32).map(Random)
    return st.builds(lambda random, room: Untidy(random).record(room), seeds, st.integers(1, 14))


class Untidy:
    """Writes lines as chance has it."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.lines: list[str] = []
        self.count = 0
        self.room = 0

    def record(self, room: int) -> str:
        self.room = room
        if self.chance(30):
            self.between(0)
        if self.chance(15):
            self.line("---" + self.behind())
            self.between(0)
        if self.chance(6):
            self.line(self.brackets(2, 0))
        elif self.chance(10):
            self.items(0)
        else:
            self.entries(0)
        self.between(self.pick(0, 0, 2, 4))
        if self.chance(5):
            self.line("..." + self.behind())
            self.between(0)
        text = "\n".join(self.lines) + self.pick("\n", "\n", "\n", "", "\n\n", "\n  \n")
        if self.chance(10):
            text = text.replace("\n", "\r\n")
        elif self.chance(5):
            text = text.replace("\n", "\r\n", 2)
        return ("\ufeff" if self.chance(3) else "") + text

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def pick(self, *choices: object) -> object:
        return self.random.choice(choices)

    def line(self, text: str) -> None:
        self.lines.append(text + (self.pick(" ", "\t", "  ") if self.chance(5) else ""))

    def comment(self) -> str:
        self.count += 1
        more = self.pick("", "", ": x", " # y")
        return f"#{self.pick('', ' ', '  ')}note {self.count}{more}"

    def behind(self) -> str:
        gap = self.pick(" ", "  ", " \t")
        return f"{gap}{self.comment()}" if self.chance(12) else ""

    def between(self, indent: int) -> None:
        """Blank lines and comments, in the column of what follows or not."""
        while self.chance(22):
            if self.chance(50):
                self.line("")
            else:
                self.line(" " * max(indent + self.pick(0, 0, 0, 2, -2, 4), 0) + self.comment())

    def entries(self, indent: int, lead: str | None = None) -> None:
        for key in self.random.sample(KEYS, self.random.randint(1, 4)):
            if lead is None:
                self.between(indent)
            start = " " * indent if lead is None else lead
            if self.chance(2):
                self.line(f"{start}? {self.key(key)}{self.behind()}")
                self.value(" " * indent + ":", indent)
            else:
                self.value(f"{start}{self.key(key)}{self.pick('', '', '', ' ')}:", indent)
            lead = None

    def items(self, indent: int, lead: str | None = None) -> None:
        for _ in range(self.random.randint(1, 3)):
            if lead is None:
                self.between(indent)
            start = (" " * indent if lead is None else lead) + "-"
            gap = self.pick(" ", " ", "   ")
            self.room -= 1
            inner = len(start) + len(gap)
            if self.room > 0 and self.chance(50):
                self.entries(inner, start + gap)
            elif self.room > 0 and self.chance(10):
                self.items(inner, start + gap)
            else:
                self.value(start, indent, item=True)
            lead = None

    def value(self, start: str, indent: int, *, item: bool = False) -> None:
        self.room -= 1
        step = self.pick(2, 2, 2, 1, 3, 4)
        if self.room > 0 and self.chance(35):
            self.line(start + self.behind())
            if self.chance(60):
                self.entries(indent + step)
            else:
                self.items(indent + (0 if not item and self.chance(30) else step))
            if self.chance(10):
                self.between(indent + step)
        elif self.chance(25):
            self.line(f"{start} {self.brackets(2, indent + step)}{self.behind()}")
        elif self.chance(20):
            self.block_scalar(start, indent, step)
        elif self.chance(5):
            self.line(start + self.behind())
            self.between(indent + 1)
            self.line(" " * (indent + step) + self.scalar(indent + step) + self.behind())
        elif self.chance(8):
            self.line(start + self.behind())
        else:
            gap = self.pick(" ", " ", "  ", " \t")
            self.line(f"{start}{gap}{self.scalar(indent + step)}{self.behind()}")

    def block_scalar(self, start: str, indent: int, step: int) -> None:
        body = str(self.pick(*BODIES))
        indicator = self.pick("", "", str(step))
        if body.startswith(" "):
            indicator = str(step)
        self.lines.append(
            f"{start} {self.pick('|', '>')}{indicator}{self.pick('', '-', '+')}{self.behind()}"
        )
        pad = " " * (indent + step)
        if self.chance(8):
            self.lines.append("")
        self.lines += [pad + line if line else "" for line in body.split("\n")]
        if self.chance(20):
            self.lines += [""] * self.random.randint(1, 2)
        if self.chance(5):
            self.lines.append(pad + "   ")

    def key(self, key: str) -> str:
        if self.chance(10):
            return self.quoted(key)
        return scalar(key) if key in ("7",) or self.chance(50) else key

    def quoted(self, text: str) -> str:
        if self.chance(50):
            return "'" + text.replace("'", "''") + "'"
        return json.dumps(text, ensure_ascii=self.chance(20))

    def scalar(self, indent: int) -> str:
        if self.chance(8):
            pad = " " * (indent + int(str(self.pick(0, 1, 3))))
            quote = self.pick("", "'", '"')
            middle = str(self.pick("\n", "\n\n", " \n", "\t\n"))
            if quote == '"' and self.chance(30):
                middle = str(self.pick("\\\n", "\\ \n", "\\\\\n", "\n\n\\ "))
            return f"{quote}one two{middle}{pad}three{self.pick('', '   four')}{quote}"
        if self.chance(50):
            return str(self.pick(*PLAIN, *PLAIN_MORE))
        return self.quoted(str(self.pick(*WORDS)))

    def brackets(self, depth: int, indent: int) -> str:
        """A value in flow style, perhaps over lines."""
        many = self.chance(30)
        as_map = self.chance(50)
        opening, closing = "{}" if as_map else "[]"
        if self.chance(8):
            return opening + closing
        parts = []
        for key in self.random.sample(KEYS, self.random.randint(1, 4)):
            inner = self.chance(25) and depth
            text = self.brackets(depth - 1, indent + 2) if inner else self.in_flow()
            if not as_map:
                parts.append(f"{key}: {text}" if self.chance(5) and key.isalpha() else text)
            elif self.chance(4):
                parts.append(key if key.isalpha() else "w")
            else:
                parts.append(f"{self.key(key)}: {text}")
        if not many:
            gap = str(self.pick("", "", " "))
            comma = str(self.pick(", ", ", ", " ,", ",\t"))
            return opening + gap + comma.join(parts) + gap + closing
        pad = " " * (indent + 1)
        text = opening + (self.behind() + "\n" + pad if self.chance(70) else "")
        for index, part in enumerate(parts):
            last = index == len(parts) - 1
            text += part + ("" if last and self.chance(70) else ",") + self.behind()
            text += "\n" + pad + (self.comment() + "\n" + pad if self.chance(10) else "")
        return text + closing

    def in_flow(self) -> str:
        if self.chance(40):
            return str(self.pick("a", "b c", "NO", "12:30", "2023", "~", "true", "1.50", "é"))
        if self.chance(10):
            return flow(str(self.pick(*WORDS)))
        return self.quoted(str(self.pick(*WORDS)))

"""Hypothesis strategies: a record as people write it, and what two of them made of it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

from eventbook.changes.trees import ListIdentity
from eventbook.document import splice
from eventbook.document.document import Document
from eventbook.document.loader import load
from eventbook.document.outcome import SpliceError
from eventbook.document.page import Entry, Page
from eventbook.jsonvalue import Json
from eventbook.pointer import Place, resolve
from unit.document.strategies import places
from unit.document.written import records

LEAVES: tuple[Json, ...] = (None, True, 0, 7, 1.5, "a", "NO", "x y", "12:30", "one\ntwo\n", "é")
VALUES: tuple[Json, ...] = (
    *LEAVES, [], {}, ["a", 7], {"a": "b"}, {"name": "x", "a": 1}, [{"name": "q"}, {"name": "r"}],
)  # fmt: skip
KEYS = ("a", "b", "c", "name", "x y", "on", "7", "k.v", "ü", "new")
IDENTITIES: tuple[ListIdentity, ...] = (None, None, "set", ((("name",),),), ((("a",), ("b",)),))


@dataclass(frozen=True)
class Made:
    """What one person made of a text.

    Attributes:
        added: the comments that were added, by what they stand at.
    """

    text: str
    added: dict[str, Place]


@dataclass(frozen=True)
class Versions:
    """Three versions of a record, and what identifies the items of its lists."""

    base: str
    ours: Made
    theirs: Made
    seed: int

    def identity(self, place: Place) -> ListIdentity:
        """The identity of a list depends on the last key above it alone."""
        key = next((part for part in reversed(place) if isinstance(part, str)), "")
        return Random(f"{self.seed} {key}").choice(IDENTITIES)


@st.composite
def versions(draw: st.DrawFn) -> Versions:
    """What two people made of one record, anywhere in it."""
    base = draw(records()).text
    random = draw(st.randoms(use_true_random=False))
    sides = [Maker(random, base, name).made() for name in ("ours", "theirs")]
    return Versions(base, *sides, random.randrange(1000))


@st.composite
def apart(draw: st.DrawFn) -> Versions:
    """The same, each of them under other keys of the record."""
    base = draw(records()).text
    random = draw(st.randoms(use_true_random=False))
    value = load(base.encode(), "").document
    keys = list(value.value) if value and isinstance(value.value, dict) else []
    random.shuffle(keys)
    half = len(keys) // 2
    sides = [
        Maker(random, base, name, frozenset(within), additions=name).made()
        for name, within in (("ours", keys[:half]), ("theirs", keys[half:]))
    ]
    return Versions(base, *sides, random.randrange(1000))


class Maker:
    """Changes a text as chance has it.

    Args:
        within: the keys of the record under which it may; all, if None.
        additions: what a new key of the record begins with.
    """

    def __init__(
        self,
        random: Random,
        text: str,
        name: str,
        within: frozenset[str] | None = None,
        additions: str = "",
    ) -> None:
        self.random = random
        self.text = text
        self.name = name
        self.within = within
        self.additions = additions
        self.added: dict[str, Place] = {}

    def made(self) -> Made:
        """The text after some changes."""
        for _ in range(self.random.choice([0, 1, 1, 2, 3, 5])):
            document = load(self.text.encode(), "").document
            if document is None:
                break
            change = self.random.choice([self.value, self.value, self.value, self.comment])
            self.text = change(document)
        return Made(self.text, {c: place for c, place in self.added.items() if c in self.text})

    def value(self, document: Document) -> str:
        """One value put, inserted, removed, moved."""
        found = [place for place in places(document.value) if place and self.may(place)]
        if not found:
            return self.text
        place = self.random.choice(found)
        value = self.random.choice(VALUES)
        try:
            match self.random.choice(["put", "put", "remove", "key", "item", "append", "move"]):
                case "put":
                    return splice.put(document, place, value).text
                case "remove":
                    return splice.remove(document, place).text
                case "key":
                    holder = self.map_around(document, place)
                    key = self.random.choice(KEYS)
                    key = key if holder else self.additions + key
                    return splice.put(document, (*holder, key), value).text
                case "item" if isinstance(place[-1], int):
                    return splice.insert(document, place, value).text
                case "append" if isinstance(resolve(document.value, place), list):
                    return splice.append(document, place, value).text
                case "move" if isinstance(place[-1], int):
                    taken = resolve(document.value, place)
                    without = splice.remove(document, place)
                    return splice.insert(without, (*place[:-1], 0), taken).text
        except SpliceError:
            pass
        return self.text

    def map_around(self, document: Document, place: Place) -> Place:
        while not isinstance(resolve(document.value, place), dict):
            place = place[:-1]
        return place

    def comment(self, document: Document) -> str:
        """A comment above an entry, or behind a value."""
        page = Page(document)
        found = []
        for place in places(document.value):
            holder = document.node(place[:-1]) if place and self.may(place) else None
            if holder is not None and holder.style in (":", "-"):
                found.append(place)
        if not found:
            return self.text
        place = self.random.choice(found)
        entry = page.entry(place)
        comment = f"# {self.name} {len(self.added)};"
        above = self.random.choice([True, False])
        text = self.above(page, entry, comment) if above else self.behind(page, entry, comment)
        loaded = load(text.encode(), "").document
        if loaded is None or loaded.value != document.value:
            return self.text
        self.added[comment] = place
        return text

    def above(self, page: Page, entry: Entry, comment: str) -> str:
        if not page.first_on_line(entry.start):
            return self.text
        at = page.line_start(entry.start)
        line = " " * page.column(entry.start) + comment + page.line_end
        return self.text[:at] + line + self.text[at:]

    def behind(self, page: Page, entry: Entry, comment: str) -> str:
        if entry.node.style in ("|", ">") or page.rest(entry.end).strip():
            return self.text
        at = page.stop(entry.end)
        return f"{self.text[:at]} {comment}{self.text[at:]}"

    def may(self, place: Place) -> bool:
        return self.within is None or place[0] in self.within

"""Which files hold records: patterns of paths, and matching many of them in one pass.

A pattern is a glob from the book's root: `*` and `?` stay inside one name, `[a-z]` and `[!a-z]` are
one character, `**` stands for any folders or none. As in a shell, a name that begins with a dot
is matched only by a pattern that says the dot. `[]` after the file says that the file holds a list
of records: `conference/**/*.yml[]`, or further in, `conference/**/*.yml[].confs[]`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fnmatch import translate
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from eventbook.book.paths import why_unsafe

T = TypeVar("T")
Segments: TypeAlias = tuple[str, ...]

_STEPS = re.compile(r"(?:\[\](?:\.[^.\[\]]+)+)*\[\]")
_CLASS = re.compile(r"\[!?[^\[\]]+\]")
_WILD = re.compile(r"[*?\[]")
_PASSED_OVER = frozenset({".git", "node_modules", "__pycache__"})


class RecordPattern(NamedTuple):
    """One entry of a kind's `records`.

    Attributes:
        text: as written in the settings.
        glob: the part that names files.
        steps: how to get from a file to its records: () where the file is the record; else, for
            each list on the way, the keys that lead to it. `x.yml[].confs[]` is ((), ("confs",)).
    """

    text: str
    glob: str
    steps: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def parse(cls, text: str) -> RecordPattern:
        """Read a pattern.

        Raises:
            ValueError: it is not one; the message is a phrase that says why.
        """
        glob, listed, rest = text.partition("[]")
        if why := _why_not_glob(glob):
            raise ValueError(why)
        if listed and not _STEPS.fullmatch(listed + rest):
            raise ValueError("what follows the file must look like `[]` or `[].key[]`")
        inner = rest.removesuffix("[]").split("[]") if rest else []
        if not listed:
            return cls(text, glob)
        return cls(text, glob, ((), *(tuple(keys[1:].split(".")) for keys in inner)))

    @property
    def segments(self) -> Segments:
        """The glob's names, one per folder level."""
        return tuple(self.glob.split("/"))

    @property
    def folder(self) -> Segments:
        """The leading folders that hold no wildcard: where its files can only be."""
        names = self.segments[:-1]
        wild = (index for index, name in enumerate(names) if is_wild(name))
        return names[: next(wild, len(names))]


def is_wild(segment: str) -> bool:
    """Whether a segment of a glob may stand for more than one name."""
    return _WILD.search(segment) is not None


def _why_not_glob(glob: str) -> str:
    if why := why_unsafe(glob):
        return why
    for segment in glob.split("/"):
        if "**" in segment and segment != "**":
            return f"`**` must stand alone between slashes, not in `{segment}`"
        if set("[]") & set(_CLASS.sub("", segment)):
            return f"`{segment}` has a bracket without its partner"
    return "it must end with the name of a file, such as `*.yaml`" if segment == "**" else ""


class _Name(NamedTuple):
    """One segment of a glob, ready to match names."""

    matches: Callable[[str], object]
    any_depth: bool
    dotted: bool

    @classmethod
    def of(cls, segment: str) -> _Name:
        exact = segment.__eq__
        # `translate` writes patterns that cannot backtrack without end, whatever the settings say.
        matches = re.compile(translate(segment)).match if is_wild(segment) else exact
        return cls(matches, any_depth=segment == "**", dotted=segment.startswith("."))

    def accepts(self, name: str) -> bool:
        if name.startswith(".") and not self.dotted:
            return False
        return bool(self.matches(name))


_State: TypeAlias = tuple[int, int]  # which pattern, how many of its segments are behind


class Level(Generic[T]):
    """What may be in one folder: the patterns' state after the folders above it."""

    __slots__ = ("_matcher", "_states")

    def __init__(self, matcher: Matcher[T], states: Iterable[_State]) -> None:
        self._matcher = matcher
        self._states = sorted(states)

    def file(self, name: str) -> T | None:
        """What a file of that name in this folder is; the pattern declared first wins."""
        matcher = self._matcher
        for pattern, position in self._states:
            names = matcher.patterns[pattern]
            if position == len(names) - 1 and names[position].accepts(name):
                return matcher.targets[pattern]
        return None

    def folder(self, name: str) -> Level[T] | None:
        """The level of a folder of that name in this one; None where nothing in it can match."""
        if name in _PASSED_OVER:
            return None
        states: set[_State] = set()
        for pattern, position in self._states:
            names = self._matcher.patterns[pattern]
            segment = names[position]
            if segment.any_depth and not name.startswith("."):
                states.add((pattern, position))
            elif position < len(names) - 1 and not segment.any_depth and segment.accepts(name):
                states.add((pattern, position + 1))
        return self._matcher.level(states) if states else None


class Matcher(Generic[T]):
    """Many patterns, each standing for something, matched together one name at a time."""

    __slots__ = ("_last", "patterns", "start", "targets")

    def __init__(self, patterns: Iterable[tuple[Segments, T]]) -> None:
        pairs = list(patterns)
        self.patterns = [[_Name.of(segment) for segment in segments] for segments, _ in pairs]
        self.targets = [target for _, target in pairs]
        self.start: Level[T] = self.level({(index, 0) for index in range(len(pairs))})
        # The folder that was asked for last: many files lie beside each other.
        self._last: tuple[str, Level[T] | None] = ("", self.start)

    def level(self, states: set[_State]) -> Level[T]:
        """The level for states, with those that `**` reaches by standing for no folder at all."""
        for pattern, first in tuple(states):
            position = first
            while self.patterns[pattern][position].any_depth:
                position += 1
                states.add((pattern, position))
        return Level(self, states)

    def match(self, path: str) -> T | None:
        """What the file at a path is, or None; the disk is not asked."""
        folder, _, name = path.rpartition("/")
        last, level = self._last
        if folder != last:
            level = self.start
            for step in folder.split("/") if folder else ():
                level = level.folder(step) if level is not None else None
            self._last = folder, level
        return level.file(name) if level is not None else None

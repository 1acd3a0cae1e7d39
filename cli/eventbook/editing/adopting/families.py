"""Families: files of one form with about the same keys, and the patterns that name just these."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from eventbook.book.patterns import Matcher, RecordPattern
from eventbook.editing.adopting.forms import Form, Holds

MOST_FAMILIES = 100
"""Files that are like none of so many families are left out: a repository of odds and ends."""
_MOST_FOLDERS = 40
"""Patterns that a kind is given at most, before one is taken that holds other files as well."""

_NO_RECORDS = re.compile(
    r"(docker-)?compose|mkdocs|_config|environment|conda|action|chart|values|pubspec|openapi|"
    r"swagger|codecov|appveyor|pnpm-lock|package|netlify|dependabot|serverless|cloudbuild",
    re.IGNORECASE,
)
"""Names, without their endings, of files that well-known programs are configured by."""


@dataclass(slots=True)
class _Growing:
    holds: Holds
    files: list[str] = field(default_factory=list)
    keys: Counter[str] = field(default_factory=Counter)
    lists: Counter[str] = field(default_factory=Counter)
    records: int = 0

    def add(self, form: Form, paths: Sequence[str], records: int) -> None:
        self.files += paths
        self.records += records
        for key in form.keys:
            self.keys[key] += len(paths)
        for key in form.lists:
            self.lists[key] += len(paths)

    @property
    def core(self) -> frozenset[str]:
        """The keys in at least half of the files."""
        return _core(self.keys, len(self.files))


@dataclass(frozen=True, slots=True)
class Family:
    """Files that look alike.

    Attributes:
        holds: what each is: a map, or a list of maps.
        files: their paths, sorted.
        keys: those in at least half of them.
        lists: keys under which at least half of them have lists of maps.
        records: how many maps there are in all.
    """

    holds: Holds
    files: tuple[str, ...]
    keys: frozenset[str]
    lists: tuple[str, ...]
    records: int

    @property
    def folder(self) -> str:
        """The folder that they all lie in or below; empty for the root."""
        return posixpath.commonpath([posixpath.dirname(path) or "." for path in self.files])


def families(forms: Mapping[str, Form]) -> list[Family]:
    """Files sorted into families, the largest first. A family may have one member.

    Args:
        forms: what each file holds, by path.
    """
    alike: dict[tuple[Holds, frozenset[str]], list[str]] = {}
    for path, form in forms.items():
        if not _NO_RECORDS.fullmatch(posixpath.splitext(posixpath.basename(path))[0]):
            alike.setdefault((form.holds, form.keys), []).append(path)
    growing: list[_Growing] = []
    for (holds, keys), paths in sorted(alike.items(), key=lambda each: (-len(each[1]), each[1])):
        home = next((one for one in growing if one.holds == holds and _alike(keys, one.core)), None)
        if home is None:
            if len(growing) == MOST_FAMILIES:
                continue
            home = _Growing(holds)
            growing.append(home)
        for path in paths:
            home.add(forms[path], [path], forms[path].records)
    found = [
        Family(
            each.holds,
            tuple(sorted(each.files)),
            each.core,
            tuple(sorted(_core(each.lists, len(each.files)))),
            each.records,
        )
        for each in growing
    ]
    return sorted(found, key=lambda family: (-family.records, family.files))


def _core(counts: Counter[str], total: int) -> frozenset[str]:
    return frozenset(key for key, count in counts.items() if count * 2 >= total)


def _alike(keys: frozenset[str], core: frozenset[str]) -> bool:
    """Whether at least half of the keys are shared (the coefficient of Sørensen and Dice)."""
    return 4 * len(keys & core) >= len(keys) + len(core)


def patterns(family: Family, others: Iterable[str]) -> tuple[list[str], list[str]]:
    """Globs that match the files of a family and, if there are such, no others.

    Args:
        others: files with another meaning.

    Returns:
        The globs, and those others that they match all the same.
    """
    others = list(others)
    for globs in _proposals(family):
        if not _outside(globs, family.files) and not (taken := _matched(globs, others)):
            return globs, []
    globs = _by_ending(family.folder, "**/*", family.files)
    taken = _matched(globs, others)
    return globs, taken


def _proposals(family: Family) -> Iterator[list[str]]:
    """Globs from the plainest to the most exact."""
    folder, files = family.folder, family.files
    names = {posixpath.basename(path) for path in files}
    folders = sorted({posixpath.dirname(path) for path in files})
    if len(files) == 1:
        yield [_literal(files[0])]
        return
    if len(names) == 1:
        yield [_joined(folder, f"**/{_literal(names.pop())}")]
    elif len(folders) == 1:
        yield _by_ending(folder, "*", files)
    yield _by_ending(folder, "**/*", files)
    yield _by_ending(folder, "*/**/*", files)
    yield [glob for one in folders[:_MOST_FOLDERS] for glob in _by_ending(one, "*", files)]
    yield [_literal(path) for path in files[:_MOST_FOLDERS]]


def _by_ending(folder: str, inside: str, files: Iterable[str]) -> list[str]:
    endings = sorted({posixpath.splitext(path)[1] for path in files})
    return [_joined(folder, f"{inside}{ending}") for ending in endings]


def _joined(folder: str, inside: str) -> str:
    return inside if folder in ("", ".") else f"{_literal(folder)}/{inside}"


def _literal(path: str) -> str:
    """A glob for one path; its own wildcards may stand for any one character."""
    return re.sub(r"[*?\[\]]", "?", path)


def _matcher(globs: Iterable[str]) -> Matcher[bool]:
    return Matcher((RecordPattern.parse(glob).segments, True) for glob in globs)


def _matched(globs: Sequence[str], paths: Iterable[str]) -> list[str]:
    matcher = _matcher(globs)
    return [path for path in paths if matcher.match(path)]


def _outside(globs: Sequence[str], paths: Iterable[str]) -> bool:
    matcher = _matcher(globs)
    return any(not matcher.match(path) for path in paths)

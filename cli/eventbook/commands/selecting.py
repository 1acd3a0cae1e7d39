"""Which records are meant by the words on a command line: ids, parts of ids, files, folders."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from eventbook.book.facts import Facts
from eventbook.commands.opened import Opened
from eventbook.errors import UsageError
from eventbook.query.ids import by_id, distinct, nearest, with_former_id, with_id

_Named: TypeAlias = Callable[[Sequence[Facts], str], Facts]
"""Finds the record of a word that is no path."""

STDIN = "-"
"""The word that means that ids and paths stand on standard input."""


def select(
    opened: Opened, records: Sequence[Facts], words: Sequence[str], directory: Path
) -> Sequence[Facts]:
    """Those of a book's records that words mean, in their order; all where there are no words.

    Args:
        directory: what relative paths start from.

    Raises:
        UsageError: a word means nothing, or more than one record.
    """
    return _chosen(opened, records, words, directory, by_id) if words else records


def _chosen(
    opened: Opened, records: Sequence[Facts], words: Sequence[str], directory: Path, named: _Named
) -> Sequence[Facts]:
    chosen: set[tuple[str, tuple[str | int, ...]]] = set()
    files: dict[str, list[Facts]] = {}
    for facts in records:
        files.setdefault(facts.path, []).append(facts)
    for word in words:
        meant = _meant(opened, files, word, directory) or [named(records, word)]
        chosen.update((facts.path, facts.place) for facts in meant)
    return [facts for facts in records if (facts.path, facts.place) in chosen]


def files_meant(
    opened: Opened, known: Sequence[str], words: Sequence[str], directory: Path
) -> set[str]:
    """Those of a book's files that words mean: whole ids of records, files, folders.

    Args:
        known: the files that hold records, or should.
        directory: what relative paths start from.

    Raises:
        UsageError: a word means nothing, a part of an id, or more than one record.
    """
    chosen: set[str] = set()
    for word in words:
        path = directory / word
        if word and not os.path.lexists(path):
            chosen.add(exactly(opened.records, word).path)
            continue
        inside = _inside(known, opened.book.relative(path)) if word else ()
        if not inside:
            raise _nothing(word)
        chosen.update(inside)
    return chosen


def _inside(paths: Iterable[str], relative: str) -> list[str]:
    return [
        path
        for path in paths
        if relative == "." or path == relative or path.startswith(relative + "/")
    ]


def _nothing(word: str) -> UsageError:
    if not word:  # an unset variable of a script, and not the folder itself
        return UsageError("an empty argument is no record and no file")
    return UsageError(
        f"{word}: no record of this book is there",
        help="the settings' `records` say which files hold records",
    )


def select_to_write(
    opened: Opened, records: Sequence[Facts], words: Sequence[str], directory: Path
) -> Sequence[Facts]:
    """As `select`, but an id must be whole; one of the words may be `-`.

    Raises:
        UsageError: a word means nothing, or more than one record.
    """
    words = words_meant(words)
    if not words:
        return ()
    whole = unique_ids(records)
    return _chosen(
        opened, records, words, directory, lambda _, word: whole.get(word) or exactly(records, word)
    )


def words_meant(words: Sequence[str]) -> Sequence[str]:
    """The words themselves; for `-` those on standard input, which may be none.

    Raises:
        UsageError: there are others beside `-`.
    """
    if STDIN not in words:
        return words
    if len(words) > 1:
        raise UsageError("`-` stands alone", help="give the other ids on standard input, too")
    return _listed(sys.stdin.buffer.read())


def select_many(
    opened: Opened, records: Sequence[Facts], words: Sequence[str], directory: Path
) -> Sequence[Facts]:
    """As `select`, quickly for many words, which are mostly whole ids; none where there are none.

    Raises:
        UsageError: a word means nothing, or more than one record.
    """
    whole = unique_ids(records)
    return _chosen(
        *(opened, records, words, directory),
        lambda _, word: whole.get(word) or by_id(records, word),
    )


def unique_ids(records: Sequence[Facts]) -> dict[str, Facts]:
    """The records by `ID` and by `kind/ID`, as far as those mean one alone."""
    found: dict[str, list[Facts]] = {}
    for each in records:
        if each.id:
            found.setdefault(each.id, []).append(each)
            found.setdefault(f"{each.kind}/{each.id}", []).append(each)
    return {name: meant[0] for name, meant in found.items() if len(meant) == 1}


def _listed(data: bytes) -> list[str]:
    """Ids and paths, each ended by NUL if there is any, else by a line end."""
    lines = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [os.fsdecode(line) for line in lines if line.strip()]


def exactly(records: Sequence[Facts], word: str) -> Facts:
    """The record with this id, `ID` or `kind/ID`: a part of it is not enough to write into one.

    Raises:
        UsageError: there is none, or there are several.
    """
    found = with_id(records, word)
    if len(found) == 1:
        return found[0]
    if found:
        places = dict.fromkeys(each.path for each in found)
        names = {f"{each.kind}/{each.id}" for each in found}
        advice = ", ".join(places)
        if len(names) == len(found):
            advice = f"write {' or '.join(sorted(names))}"
        elif len(places) < len(found):  # items of a list
            advice = f"all in {advice}; `edit -w` tells them apart by another field"
        raise UsageError(f"`{word}` is the id of {len(found)} records", help=advice)
    known = [each for each in records if each.id]
    if renamed := with_former_id(known, word):
        now = " or ".join(f"`{each}`" for each in distinct(renamed))
        raise UsageError(f"there is no record `{word}` any more", help=f"it is called {now} now")
    parts = [str(each.id) for each in known if word in str(each.id)]
    if len(parts) == 1:
        message = f"`{word}` is a part of an id; to write, the whole id is needed"
        raise UsageError(message, help=f"did you mean `{parts[0]}`?")
    meant = nearest(known, word)
    advice = f"did you mean `{meant}`?" if meant else ""
    raise UsageError(f"there is no record `{word}`", help=advice)


def _meant(
    opened: Opened, files: Mapping[str, Sequence[Facts]], word: str, directory: Path
) -> Sequence[Facts]:
    """The records in a file or folder; none where the word is neither."""
    path = directory / word
    is_there = os.path.lexists(path)  # False, too, for what is too long to be a name
    if not word:
        raise _nothing(word)
    if not is_there and opened.book.snapshot is None:
        return ()
    relative = opened.book.relative(path)
    inside = files.get(relative) or [
        facts for inner in _inside(files, relative) for facts in files[inner]
    ]
    if not inside and is_there:  # in another state of the book, a path may be there or not
        raise _nothing(word)
    return inside

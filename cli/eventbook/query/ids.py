"""Finding one record by its id, by an id that it had before, or by any unique part of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from eventbook.book.facts import Facts
from eventbook.errors import UsageError
from eventbook.events.references import former_ids
from eventbook.schema.words import close_to
from eventbook.values.folding import fold

_SHOWN = 5


def by_id(records: Sequence[Facts], word: str) -> Facts:
    """The record that a word means: its id, one that it had, or a part that no other id has.

    The word may begin with the kind: `person/ann`. A part may lack capitals and accents.

    Raises:
        UsageError: none is meant, or several are.
    """
    if not word:
        raise UsageError("the id is empty")
    known = [record for record in records if record.id is not None]
    if found := with_id(known, word) or with_former_id(known, word):
        return _only(found, word)
    parts = _with_part(known, word)
    if len(parts) == 1:
        return parts[0]
    if parts:
        names = sorted(distinct(parts))
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        listed = ", ".join(names[:_SHOWN])
        raise UsageError(f"`{word}` is part of several ids", help=f"{listed}{more}")
    within = [record.id for record in known if record.path == word.removeprefix("./")]
    if within:
        raise UsageError(
            f"`{word}` is a file, and here an id is needed", help=f"it is `{within[0]}`"
        )
    meant = nearest(known, word)
    raise UsageError(
        f"there is no record and no file `{word}`", help=f"did you mean `{meant}`?" if meant else ""
    )


def nearest(records: Sequence[Facts], word: str) -> str | None:
    """The id that was probably meant; of a word that begins with a kind, rather one of this."""
    of_kind, rest = _of_kind(records, word)
    if of_kind is not None and (meant := close_to(rest, (str(each.id) for each in of_kind))):
        return f"{of_kind[0].kind}/{meant}"
    return close_to(rest, (each.id for each in records if each.id is not None))


def with_id(records: Sequence[Facts], word: str) -> list[Facts]:
    """The records of which a word is the id, alone or behind the kind."""
    return [each for each in records if each.id and word in (each.id, f"{each.kind}/{each.id}")]


def with_former_id(records: Sequence[Facts], word: str) -> list[Facts]:
    """The records of which a word was the id, alone or behind the kind."""
    return [
        each
        for each in records
        if any(word in (name, f"{each.kind}/{name}") for name in former_ids(each))
    ]


def distinct(records: Sequence[Facts]) -> list[str]:
    """The ids of records, with the kind before those that several of them have."""
    times = Counter(each.id for each in records)
    return [
        each.id if times[each.id] == 1 else f"{each.kind}/{each.id}"
        for each in records
        if each.id is not None
    ]


def _only(found: Sequence[Facts], word: str) -> Facts:
    """The one record of which a word is the id.

    Raises:
        UsageError: there are several.
    """
    if len(found) > 1:
        raise UsageError(f"`{word}` is the id of {len(found)} records", help=_told_apart(found))
    return found[0]


def _told_apart(found: Sequence[Facts]) -> str:
    """How to write each of several records that have one id."""
    names = list(dict.fromkeys(f"{each.kind}/{each.id}" for each in found))
    if len(names) == len(found):
        return f"write {' or '.join(sorted(names))}"
    paths = ", ".join(dict.fromkeys(each.path for each in found))
    return f"in {paths}; `eventbook list -w 'id={found[0].id}' -f yaml` shows them all"


def _with_part(records: Sequence[Facts], word: str) -> list[Facts]:
    """The records that have a word in their id; behind `kind/`, those of this kind."""
    of_kind, rest = _of_kind(records, word)
    if of_kind is not None:
        records, word = of_kind, rest
    exact = [each for each in records if word in str(each.id)]
    folded = fold(word)
    return exact or [each for each in records if folded and folded in fold(str(each.id))]


def _of_kind(records: Sequence[Facts], word: str) -> tuple[Sequence[Facts] | None, str]:
    """Of `kind/word` the records of this kind and the word; else None and the word as it is."""
    kind, _, rest = word.partition("/")
    found = [each for each in records if each.kind == kind] if rest else []
    return (found, rest) if found else (None, word)

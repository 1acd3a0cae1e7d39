"""ref-missing: the record that a reference means is in the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import PurePosixPath

from eventbook.book.facts import Facts
from eventbook.events.references import (
    AUTHORITIES,
    FORMER,
    REFERENCES,
    Reference,
    former_ids,
    of_model,
    references,
)
from eventbook.findings import Fix
from eventbook.rules.rule import BookRule, Context, Manual, Remark
from eventbook.schema.words import close_to

_START = 3  # letters that a misspelt id most likely begins with all the same
_MOST = 100  # ids that one missing id is compared with
_SUGGESTIONS = 200  # missing ids that a suggestion is looked for; a book with more has other cares


class _Ids:
    """The ids of all records, those they had before, and which of them are alike."""

    def __init__(self, records: Sequence[Facts]) -> None:
        self.there: set[tuple[str, str]] = set()
        self.moved: dict[tuple[str, str], str] = {}
        self._names: list[tuple[str, str]] = []
        self._near: dict[tuple[str, str], str | None] = {}
        for record in records:
            # What cannot be read is there all the same; another finding says so.
            name = record.id if record.value is not None else PurePosixPath(record.path).stem
            if name is None:
                continue
            self.there.add((record.kind, name))
            self._names.append((record.kind, name))
            for old in former_ids(record):
                self.moved.setdefault((record.kind, old), name)

    @cached_property
    def _alike(self) -> dict[tuple[str, str], list[str]]:
        """The ids that have a part, by kind and part; only a missing one is looked for in there."""
        alike: dict[tuple[str, str], list[str]] = {}
        for kind, name in self._names:
            for part in _parts(name):
                alike.setdefault((kind, part), []).append(name)
        return alike

    def near(self, one: Reference) -> str | None:
        """The id that was probably meant, among those with a word or a beginning in common."""
        key = (one.kind, one.id)
        if key not in self._near and len(self._near) < _SUGGESTIONS:
            parts = _parts(one.id)
            common = Counter(n for part in parts for n in self._alike.get((one.kind, part), ()))
            self._near[key] = close_to(one.id, [name for name, _ in common.most_common(_MOST)])
        return self._near.get(key)


def _parts(name: str) -> set[str]:
    return {name[:_START], *(part for part in name.split("-") if not part.isdecimal())}


def check(records: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Remark]]:
    """Every reference to a record that is not there."""
    records = of_model(records, context.settings)
    kinds = {kind.name for kind in context.settings.kinds}
    ids = _Ids(records)
    for record in records:
        if record.path == "-":
            continue  # it came without its book
        for one in references(record, context.settings):
            wrong = one.allowed and one.kind not in one.allowed
            if not wrong and one.kind in {*kinds, *AUTHORITIES}:  # else `ref-kind` speaks
                if one.kind not in kinds:
                    yield record, _without_kind(one)
                elif (one.kind, one.id) not in ids.there:
                    yield record, _missing(one, ids)


def _without_kind(one: Reference) -> Remark:
    return Remark(
        f"`{one.written}` is not in the book, which has no records of the kind `{one.kind}`",
        one.place,
        help="write the name itself, or declare the kind in the settings",
    )


def _missing(one: Reference, ids: _Ids) -> Remark:
    bare = one.place[-1] != "ref"
    moved = ids.moved.get((one.kind, one.id))
    meant = moved or ids.near(one)
    content = meant if bare else f"{one.kind}/{meant}"
    if moved:
        advice = f"it is called `{content}` now"
    elif meant:
        advice = f"did you mean `{content}`?"
    else:
        advice = "correct it, or add the record"
    return Remark(
        f"`{one.id if bare else one.written}` is not in the book",
        one.place,
        help=advice,
        fix=Fix("safe" if moved else "unsafe", content or "") if meant else None,
    )


_WRONG = """\
# records/events/2019-turin-organ-recital.yaml
participants:
  - {ref: person/ada-moretti, roles: [soloist]}
  - {ref: person/ada-moreti, roles: [speaker]}
# records/people/ada-moretti.yaml
name: Ada Moretti
"""
_RIGHT = """\
# records/events/2019-turin-organ-recital.yaml
participants:
  - {ref: person/ada-moretti, roles: [soloist, speaker]}
# records/people/ada-moretti.yaml
name: Ada Moretti
"""

RULE = BookRule(
    slug="ref-missing",
    severity="error",
    manual=Manual(
        summary="A reference means a record that is not in the book.",
        why="A reference stands instead of a name. If nothing is there, the record has lost it.",
        remedy="Correct the kind and the id, add the record, or write the name itself. What was "
        "renamed is found by its `former_ids`: take the new id.",
        wrong=_WRONG,
        right=_RIGHT,
        safe="writes the new id of a record that was renamed",
        unsafe="writes the id that is spelt almost so",
    ),
    check=check,
    reads=(FORMER,),
    takes=(REFERENCES,),
)

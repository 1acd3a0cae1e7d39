"""What changed between two states of a book: records paired by id, whatever their paths."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple, TypeAlias

from eventbook.changes.diff import Change, diff
from eventbook.changes.pairing import RecordSide, paired
from eventbook.changes.patch import to_json_patch
from eventbook.changes.redact import WITHHELD, redact, without
from eventbook.changes.scope import Scope, alike, scoped
from eventbook.changes.sentences import record_title
from eventbook.changes.trees import Identity
from eventbook.jsonvalue import Json, canonical, equal

__all__ = ["Patch", "RecordChange", "RecordSide", "Status", "diff_books"]

Status: TypeAlias = Literal["added", "removed", "changed", "moved", "renamed", "formatting"]

WHOLE = Scope()


class Patch(NamedTuple):
    """What turns one version of a record into the other (RFC 6902).

    Attributes:
        operations: to be applied in order; each `remove` and `replace` behind a `test`.
        left_out: how many more there are, which hold what must not be shown.
        is_whole: whether they make the one version of the other: nothing that must not be shown
            differs.
    """

    operations: tuple[dict[str, Json], ...]
    left_out: int = 0
    is_whole: bool = True


class RecordChange(NamedTuple):
    """What happened to one record.

    Attributes:
        record: its id, the new one where it was renamed.
        kind: its kind.
        status: `moved` has the same id at another path; `renamed` was recognised under another
            id; `formatting` has the same value in other bytes.
        path: where it is, or was, if it was removed.
        old_path: where it was before, if elsewhere; else `None`.
        changes: how its value changed, private values taken out; none for `added`, `removed`.
        old_record: its former id, where it was renamed; else `None`.
        problem: why values could not be compared; else `None`.
        title: what it calls itself now, or did; empty where that is nothing, or private.
        patch: where it was asked for and the versions can be read.
    """

    record: str
    kind: str
    status: Status
    path: str
    old_path: str | None = None
    changes: tuple[Change, ...] = ()
    old_record: str | None = None
    problem: str | None = None
    title: str = ""
    patch: Patch | None = None


def diff_books(
    old: Iterable[RecordSide],
    new: Iterable[RecordSide],
    identity: Callable[[str], Identity],
    *,
    scope: Scope = WHOLE,
    patches: bool = False,
) -> tuple[RecordChange, ...]:
    """Compares two states of a book.

    Records that need no mention may be left out on both sides.

    Args:
        identity: the identities of list items by kind.
        scope: the fields to look at. Records in which they are equal are left out; so are those
            of which only the formatting differs, where some fields alone are looked at.
        patches: whether patches are wanted too. They are of the whole values, whatever the scope.

    Returns:
        What happened, by path.
    """
    pairs, removed, added = paired(list(old), list(new))
    changes = [_alone(side, "removed", patches) for side in removed if _is_told(side, scope)]
    changes += [_alone(side, "added", patches) for side in added if _is_told(side, scope)]
    for before, after in pairs:
        change = _compared(before, after, identity(after.kind), scope)
        if change is not None:
            if patches and change.problem is None:
                change = change._replace(patch=_patch(before, after, identity(after.kind)))
            changes.append(change)
    return tuple(sorted(changes, key=lambda c: (c.path, c.old_path or "", c.record, c.status)))


def _is_told(side: RecordSide, scope: Scope) -> bool:
    return not scope.only or side.problem is not None or scope.holds_any(_public(side))


def _public(side: RecordSide) -> Json:
    return without(side.value, side.private)


def _alone(side: RecordSide, status: Status, patches: bool) -> RecordChange:
    value = _public(side)
    patch = None
    if patches and side.problem is None:
        whole: dict[str, Json] = {"op": "add", "path": "", "value": value}
        if status == "removed":
            patch = Patch(({**whole, "op": "test"}, {"op": "remove", "path": ""}))
        else:
            patch = Patch((whole,))
        if side.blanked or not equal(value, side.value):
            patch = Patch((), 1, is_whole=False)
    title = "" if side.problem else record_title(value)
    return RecordChange(
        side.id, side.kind, status, side.path, problem=side.problem, title=title, patch=patch
    )


def _compared(
    before: RecordSide, after: RecordSide, identity: Identity, scope: Scope
) -> RecordChange | None:
    """What happened to a record, or `None` if nothing did, or nothing that is looked at."""
    is_renamed, is_moved = before.id != after.id, before.path != after.path
    if before.raw_hash == after.raw_hash and not is_renamed and not is_moved:
        return None
    problem = _problem(before, after)
    found: tuple[Change, ...] = ()
    changes: tuple[Change, ...] = ()
    if problem is None and before.raw_hash != after.raw_hash:
        found = diff(before.value, after.value, identity)
        if scope.is_whole or not alike(before.value, after.value, scope, identity):
            changes = redact(found, before.private, after.private)
        if changes and not scope.is_whole:
            changes = tuple(scoped(changes, _public(before), _public(after), scope))
    status = _status(is_renamed, is_moved, bool(changes) or problem is not None)
    if status == "formatting" and (found or scope.only):
        return None
    return RecordChange(
        after.id,
        after.kind,
        status,
        after.path,
        before.path if is_moved else None,
        changes,
        before.id if is_renamed else None,
        problem,
        "" if after.problem else record_title(_public(after)),
    )


def _patch(before: RecordSide, after: RecordSide, identity: Identity) -> Patch:
    """The patch from one version to the other, without operations that hold private values."""
    found = to_json_patch(_public(before), _public(after), identity, guarded=True)
    if not before.private and not after.private:
        return Patch(tuple(found))
    shown = [each for each in found if WITHHELD not in canonical(each)]
    is_whole = (
        not before.blanked
        and not after.blanked
        and equal(shown, to_json_patch(before.value, after.value, identity, guarded=True))
    )
    return Patch(tuple(shown), len(found) - len(shown), is_whole)


def _status(is_renamed: bool, is_moved: bool, has_changed: bool) -> Status:
    if is_renamed:
        return "renamed"
    if is_moved:
        return "moved"
    return "changed" if has_changed else "formatting"


def _problem(before: RecordSide, after: RecordSide) -> str | None:
    """Why two sides cannot be compared, if they cannot and their bytes differ."""
    if before.raw_hash == after.raw_hash:
        return None
    problems = [
        f"the {name} version cannot be read: {side.problem}"
        for name, side in (("old", before), ("new", after))
        if side.problem is not None
    ]
    return "; ".join(problems) or None

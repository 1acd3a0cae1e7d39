"""A difference as a JSON Patch (RFC 6902) that turns the old value into exactly the new one."""

from __future__ import annotations

from dataclasses import dataclass, field

from eventbook.changes.match import match_fields, match_items
from eventbook.changes.sequences import longest_increasing
from eventbook.changes.trees import Identity, Tree, TreeBuilder, ordered
from eventbook.jsonvalue import Json
from eventbook.pointer import Place, to_pointer


def to_json_patch(
    old: Json, new: Json, identity: Identity, *, guarded: bool = False
) -> list[dict[str, Json]]:
    """The operations that turn one value into another.

    Unlike `diff.diff` it also restores the order of sets; like it, not that of keys, which JSON
    does not have. It holds values as they are: never show one of a record with private findings.

    Args:
        identity: what identifies the items of the list at a place.
        guarded: put a `test` before each `remove` and `replace`, so that the patch refuses any
            value but the one it was made for.

    Returns:
        Operations of RFC 6902, to be applied in order; none when the values are equal.
    """
    builder = TreeBuilder(ordered(identity))
    writer = _Writer(guarded)
    writer.rewrite(builder.build(old), builder.build(new), ())
    return writer.operations


@dataclass(slots=True)
class _Writer:
    """Collects operations; each place is one of the value as the operations so far leave it."""

    guarded: bool
    operations: list[dict[str, Json]] = field(default_factory=list)

    def rewrite(self, old: Tree, new: Tree, place: Place) -> None:
        """Turns the subtree at a place into another."""
        if old.number == new.number:
            return
        if old.kind == new.kind == "map":
            self._rewrite_map(old, new, place)
        elif old.kind == new.kind == "list":
            self._rewrite_list(old, new, place)
        else:
            self._guard(place, old)
            self._write("replace", place, new)

    def _rewrite_map(self, old: Tree, new: Tree, place: Place) -> None:
        renamed = match_fields(old, new)
        before, after = {key for key, _ in renamed}, {key for _, key in renamed}
        for key, tree in old.fields.items():
            if key not in new.fields and key not in before:
                self._remove((*place, key), tree)
        for old_key, key in renamed:
            self._move((*place, old_key), (*place, key))
            self.rewrite(old.fields[old_key], new.fields[key], (*place, key))
        for key, tree in new.fields.items():
            if key in old.fields:
                self.rewrite(old.fields[key], tree, (*place, key))
            elif key not in after:
                self._write("add", (*place, key), tree)

    def _rewrite_list(self, old: Tree, new: Tree, place: Place) -> None:
        pairs = match_items(old, new)
        matched = {i for i, _ in pairs}
        for i in range(len(old.items) - 1, -1, -1):
            if i not in matched:
                self._remove((*place, i), old.items[i])
        self._arrange(new, [j for _, j in pairs], place)
        for i, j in pairs:
            self.rewrite(old.items[i], new.items[j], (*place, j))

    def _arrange(self, new: Tree, order: list[int], place: Place) -> None:
        """Moves and adds items; `order` holds the new indices of those that are there.

        Going up the new list, each item that is not in place yet is put right behind the one
        before it. Items that have yet to move stand among the others until it is their turn.
        """
        in_place = {order[index] for index in longest_increasing(order)}
        waiting = len(order) - len(in_place)
        present = set(order)
        for j, tree in enumerate(new.items):
            if j in in_place:
                continue
            if j in present:
                source = order.index(j)
                del order[source]
                waiting -= 1
            # The one before stands at j - 1, or later by as many as wait in front of it.
            target = order.index(j - 1, j - 1) + 1 if j and waiting else j
            order.insert(target, j)
            if j not in present:
                self._write("add", (*place, target), tree)
            elif source != target:
                self._move((*place, source), (*place, target))

    def _remove(self, place: Place, tree: Tree) -> None:
        self._guard(place, tree)
        self.operations.append({"op": "remove", "path": to_pointer(place)})

    def _guard(self, place: Place, tree: Tree) -> None:
        if self.guarded:
            self._write("test", place, tree)

    def _write(self, op: str, place: Place, tree: Tree) -> None:
        self.operations.append({"op": op, "path": to_pointer(place), "value": tree.value})

    def _move(self, source: Place, target: Place) -> None:
        self.operations.append(
            {"op": "move", "from": to_pointer(source), "path": to_pointer(target)}
        )

"""Which item of one list is which of another, and which key of a map was renamed.

Every choice is made alike when the two sides change roles, so that a difference read backwards
takes away what it added.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeAlias, TypeVar

from eventbook.changes.sequences import common
from eventbook.changes.similarity import alike
from eventbook.changes.trees import Tree
from eventbook.jsonvalue import Json, canonical

_T = TypeVar("_T")

Pair: TypeAlias = tuple[int, int]
"""The index of an item in the old list, and in the new one."""

Candidate: TypeAlias = tuple[tuple[str, ...], ...]

ItemName: TypeAlias = "tuple[tuple[str, bool | int | float | str], ...]"
"""What names an item among the items of its list: fields with their values."""

LEAST_ALIKE_ITEMS = 0.5
LEAST_ALIKE_FIELDS = 0.6
_SHORTEST_TELLING_TEXT = 4


def match_items(old: Tree, new: Tree) -> list[Pair]:
    """Pairs the items of two lists, by the identity that is declared for the new one.

    First by each declared candidate in turn, then equal contents in the same order (a longest
    common subsequence), then equal contents elsewhere, then the most alike. Items of sets pair by
    equal contents only.

    Returns:
        The pairs by rising old index; no index occurs twice.
    """
    rest_old, rest_new = list(range(len(old.items))), list(range(len(new.items)))
    pairs: list[Pair] = []

    def keep(found: Iterable[Pair]) -> None:
        nonlocal rest_old, rest_new
        known = list(found)
        pairs.extend(known)
        seen_old, seen_new = {i for i, _ in known}, {j for _, j in known}
        rest_old = [i for i in rest_old if i not in seen_old]
        rest_new = [j for j in rest_new if j not in seen_new]

    if new.identity == "set":
        return sorted(_same_content(old, new, rest_old, rest_new))
    for candidate in new.identity or ():
        keep(_by_identity(old, new, rest_old, rest_new, candidate))
    if rest_old and rest_new:
        keep(_in_order(old, new, rest_old, rest_new))
    if rest_old and rest_new:
        keep(_same_content(old, new, rest_old, rest_new))
    if rest_old and rest_new:
        olds, news = [old.items[i] for i in rest_old], [new.items[j] for j in rest_new]
        keep([(rest_old[i], rest_new[j]) for i, j in alike(olds, news, LEAST_ALIKE_ITEMS)])
    return sorted(pairs)


def same_items(old: Tree, new: Tree, olds: Sequence[int], news: Sequence[int]) -> list[Pair]:
    """Pairs those of some items that are the same: by a declared name, or by their content.

    Where nothing is declared no two are: equal items may well be meant twice.

    Args:
        olds: positions in the old list; `news` in the new one.
    """
    if new.identity is None:
        return []
    if new.identity == "set":
        return sorted(_same_content(old, new, olds, news))
    pairs: list[Pair] = []
    rest_old, rest_new = list(olds), list(news)
    for candidate in new.identity:
        pairs += _by_identity(old, new, rest_old, rest_new, candidate)
        rest_old = [i for i in rest_old if all(i != known for known, _ in pairs)]
        rest_new = [j for j in rest_new if all(j != known for _, known in pairs)]
    return sorted(pairs)


def match_fields(old: Tree, new: Tree) -> list[tuple[str, str]]:
    """Pairs the keys that only one of two maps has: keys that were renamed.

    A key was renamed where only its Unicode normalisation differs, where it has an equal value
    that is no triviality (such as `true`), or an alike one.

    Returns:
        Old and new keys; none occurs twice.
    """
    gone = sorted(key for key in old.fields if key not in new.fields)
    fresh = sorted(key for key in new.fields if key not in old.fields)
    pairs: list[tuple[str, str]] = []

    def keep(found: Iterable[tuple[str, str]]) -> None:
        for before, after in found:
            gone.remove(before)
            fresh.remove(after)
            pairs.append((before, after))

    if gone and fresh:
        keep(_same(gone, fresh, [_nfc(key) for key in gone], [_nfc(key) for key in fresh]))
    gone_telling = [key for key in gone if _is_telling(old.fields[key])]
    fresh_telling = [key for key in fresh if _is_telling(new.fields[key])]
    if gone_telling and fresh_telling:
        numbers = [old.fields[key].number for key in gone_telling]
        other_numbers = [new.fields[key].number for key in fresh_telling]
        keep(_same(gone_telling, fresh_telling, numbers, other_numbers))
        olds = [key for key in gone_telling if key in gone]
        news = [key for key in fresh_telling if key in fresh]
        trees = [old.fields[key] for key in olds], [new.fields[key] for key in news]
        keep([(olds[i], news[j]) for i, j in alike(*trees, LEAST_ALIKE_FIELDS)])
    return pairs


def item_name(item: Json, candidate: Candidate) -> ItemName | None:
    """The fields that identify an item under a candidate, texts in Unicode's form NFC.

    Returns:
        `None` where the item is no map, lacks a field, or has a null, map or list there.
    """
    if not isinstance(item, dict):
        return None
    parts: list[tuple[str, bool | int | float | str]] = []
    for names in candidate:
        field = next((name for name in names if name in item), None)
        value = item[field] if field is not None else None
        if field is None or value is None or isinstance(value, dict | list):
            return None
        parts.append((field, _nfc(value) if isinstance(value, str) else value))
    return tuple(parts)


def item_names(tree: Tree) -> list[ItemName | None]:
    """A name for each item of a list: by the first candidate that names this item alone."""
    names: list[ItemName | None] = [None] * len(tree.items)
    if tree.identity is None or tree.identity == "set":
        return names
    for candidate in tree.identity:
        for members in _grouped(tree, range(len(tree.items)), candidate).values():
            if len(members) == 1 and names[members[0]] is None:
                names[members[0]] = item_name(tree.items[members[0]].value, candidate)
    return names


def _by_identity(
    old: Tree, new: Tree, rest_old: list[int], rest_new: list[int], candidate: Candidate
) -> list[Pair]:
    groups = _grouped(new, rest_new, candidate)
    pairs: list[Pair] = []
    for identity, olds in _grouped(old, rest_old, candidate).items():
        news = groups.get(identity, [])
        if len(olds) == len(news) == 1:
            pairs.append((olds[0], news[0]))
        elif news:
            # Of items with the same identity, those with equal contents first, then by order.
            equal = _same_content(old, new, olds, news)
            seen_old, seen_new = {i for i, _ in equal}, {j for _, j in equal}
            pairs += equal
            pairs += zip(
                [i for i in olds if i not in seen_old],
                [j for j in news if j not in seen_new],
                strict=False,
            )
    return pairs


def _grouped(tree: Tree, indices: Iterable[int], candidate: Candidate) -> dict[Hashable, list[int]]:
    """The items of a list that a candidate identifies, by identity."""
    groups: dict[Hashable, list[int]] = {}
    for index in indices:
        name = item_name(tree.items[index].value, candidate)
        if name is not None:
            # With the types, for Python holds 1, 1.0 and True to be equal.
            key = tuple([(field, type(value), value) for field, value in name])
            groups.setdefault(key, []).append(index)
    return groups


def _in_order(old: Tree, new: Tree, rest_old: list[int], rest_new: list[int]) -> list[Pair]:
    """Items with equal contents that kept their order."""
    olds, news = [old.items[i] for i in rest_old], [new.items[j] for j in rest_new]
    a, b = [tree.number for tree in olds], [tree.number for tree in news]
    if a == b:
        return list(zip(rest_old, rest_new, strict=True))
    is_mirrored = _is_second(olds, news)
    found = [(i, j) for j, i in common(b, a)] if is_mirrored else common(a, b)
    return [(rest_old[i], rest_new[j]) for i, j in found]


def _is_second(olds: list[Tree], news: list[Tree]) -> bool:
    """Whether the old items are to come second in a comparison that prefers the first.

    Where contents repeat there may be several longest subsequences; which one is taken must not
    depend on the roles.
    """
    if len(olds) != len(news):
        return len(olds) > len(news)
    if all(len({tree.number for tree in side}) == len(side) for side in (olds, news)):
        return False
    return canonical([tree.value for tree in olds]) > canonical([tree.value for tree in news])


def _same_content(
    old: Tree, new: Tree, rest_old: Sequence[int], rest_new: Sequence[int]
) -> list[Pair]:
    numbers = [old.items[i].number for i in rest_old]
    other_numbers = [new.items[j].number for j in rest_new]
    return _same(rest_old, rest_new, numbers, other_numbers)


def _same(
    olds: Sequence[_T], news: Sequence[_T], marks: Sequence[Hashable], others: Sequence[Hashable]
) -> list[tuple[_T, _T]]:
    """Pairs those with equal marks, the first with the first."""
    waiting: dict[Hashable, deque[_T]] = {}
    for item, mark in zip(news, others, strict=True):
        waiting.setdefault(mark, deque()).append(item)
    return [
        (item, waiting[mark].popleft())
        for item, mark in zip(olds, marks, strict=True)
        if waiting.get(mark)
    ]


def _is_telling(tree: Tree) -> bool:
    """Whether a value is unlikely to occur twice by chance."""
    if isinstance(tree.value, str):
        return len(tree.value) >= _SHORTEST_TELLING_TEXT
    return tree.size > 1


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)

"""What the schemas of a book know of a typed path, so that no filter fails silently."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from eventbook.book.patterns import RecordPattern
from eventbook.book.settings import Kind, Settings
from eventbook.errors import UsageError
from eventbook.jsonvalue import Json
from eventbook.pointer import Place, to_path
from eventbook.query.operands import as_text, scalars
from eventbook.query.paths import REFERENCE, Path
from eventbook.query.places import Spot, called
from eventbook.schema.catalog import Located
from eventbook.schema.shape import Shape
from eventbook.schema.words import close_to, listed, same_word

PSEUDO = ("id", "path", "kind", "title", "date")
"""What every record has beside its fields; see `query.records`."""
_DATES = frozenset(("edtf-date", "date"))
_NUMERIC = frozenset({"integer", "number"})


@dataclass(frozen=True, slots=True)
class Known:
    """The schemas of a book, seen from their records.

    Attributes:
        kinds: the book's kinds by name.
        starts: of each kind, where in its schema a record stands.
        items: of each kind, where the members of a list stand whose fields come before the
            record's own of the same name; none where rows are records.
        follows: a path leads on through a reference, into the fields of the record that is meant.
    """

    kinds: Mapping[str, Kind]
    starts: Mapping[str, tuple[Spot, ...]]
    items: Mapping[str, tuple[Spot, ...]] = field(default_factory=dict)
    follows: bool = True

    @classmethod
    def of(
        cls,
        settings: Settings,
        shape: Callable[[Kind], Shape],
        judges_file: Callable[[Kind, RecordPattern], bool],
    ) -> Known:
        """What the schemas of a book know.

        Args:
            shape: a kind's schema.
            judges_file: whether that schema is for whole files of a pattern, not for each record.
        """
        starts = {}
        for kind in settings.kinds:
            places = [_start(pattern, judges_file(kind, pattern)) for pattern in kind.records]
            starts[kind.name] = tuple(Spot(shape(kind), place) for place in dict.fromkeys(places))
        return cls({kind.name: kind for kind in settings.kinds}, starts)

    def declares(self, kind: str, name: str) -> bool:
        """Whether a kind's schema speaks of a field of this name."""
        return any(name in start.names() for start in self.starts[kind])

    def within(self, path: Path) -> Known:
        """The same where a row is a member of the list at a path.

        Raises:
            UsageError: no schema knows it, or it holds no list.
        """
        own = self.own
        own.check(path)
        spots = {name: own._spots(name, path) for name in self.kinds}
        if not any("array" in spot.types for found in spots.values() for spot in found):
            raise UsageError(f"`{to_path(path)}` holds no list")
        members = {
            name: tuple(member for spot in found for member in spot.members())
            for name, found in spots.items()
        }
        return replace(self, items=members)

    @property
    def own(self) -> Known:
        """The same without what is known of the records that others refer to."""
        return replace(self, follows=False)

    def item_names(self, kind: str) -> list[str]:
        """The fields of a row that are those of a list's member, in order."""
        return list(dict.fromkeys(name for one in self.items.get(kind, ()) for name in one.names()))

    def spots(self, path: Path) -> list[Spot]:
        """Where a path can lead in the schemas of all kinds; none for a pseudo-field alone."""
        return [spot for name in self.starts for spot in self._spots(name, path)]

    def _spots(self, kind: str, path: Path) -> list[Spot]:
        if path[0] in self.item_names(kind):
            return [spot for start in self.items[kind] for spot in self._follow(start, path)]
        return [
            spot
            for actual in self._actual(self.kinds[kind], path)
            for start in self.starts[kind]
            for spot in self._follow(start, actual)
        ]

    def _follow(self, start: Spot, path: Path) -> list[Spot]:
        spots = [start]
        for part in path:
            spots = [
                further
                for spot in spots
                for further in spot.follow((part,)) or self._referred(spot, part)
            ]
        return spots

    def _referred(self, spot: Spot, part: str | int) -> Iterator[Spot]:
        """Where a name leads that only the records have which are referred to at a place."""
        for kind in self._meant_at(spot) if self.follows else ():
            for start in self.starts.get(kind, ()):
                yield from start.follow((part,))

    def _meant_at(self, spot: Spot) -> dict[str, None]:
        """The kinds of record that can be referred to at a place."""
        kinds: dict[str, None] = {}
        for each in spot.maps():
            said: Json = each.shape.annotation(each.shape.at((*each.place, REFERENCE)), "x-ref")
            kinds |= dict.fromkeys(map(str, said if isinstance(said, list) else [said]))
        return kinds

    def check(self, path: Path) -> None:
        """Refuse a path that no record can have.

        Raises:
            UsageError: no schema knows it, and none has room for it.
        """
        if path[0] in PSEUDO and len(path) == 1:
            return
        if self.spots(path):
            return
        meant, advice = self.meant(path), self._listed(path)
        raise UsageError(
            f"no schema knows `{to_path(path)}`",
            help=f"did you mean `{meant}`?" if meant else advice,
        )

    def is_open(self, path: Path) -> bool:
        """Whether no schema speaks of a path, though some leave room for it."""
        if path[0] in PSEUDO and len(path) == 1:
            return False
        return not any(spot.declared for spot in self.spots(path))

    def allowed(self, path: Path) -> Mapping[str, Mapping[str, str]] | None:
        """The only texts that can stand at a path, each with the words people try for it.

        None where the schema gives no closed list.
        """
        found: dict[str, dict[str, str]] = {}
        if path == ("kind",):  # where a record has no such field, its kind of record stands there
            found = {name: {} for name in self.kinds if not self._has_kind(name)}
        for spot in self._ends(path):
            values = spot.allowed()
            if values is None:
                return None
            synonyms = spot.shape.annotation(spot.schemas, "x-value-synonyms") or {}
            for value in values:
                for text in map(as_text, scalars(value)):
                    found[text] = {word: text for word, meant in synonyms.items() if meant == text}
        return found or None

    def _has_kind(self, name: str) -> bool:
        return self.declares(name, "kind") or "kind" in self.item_names(name)

    def is_dated(self, path: Path) -> bool:
        """Whether what stands at a path are dates."""
        return any(spot.formats() & _DATES for spot in self._ends(path))

    def is_only_dated(self, path: Path) -> bool:
        """Whether every schema that speaks of a path says that dates stand there."""
        spots = [spot for spot in self._ends(path) if spot.declared]
        return bool(spots) and all(spot.formats() & _DATES for spot in spots)

    def is_numeric(self, path: Path) -> bool:
        """Whether nothing but numbers can stand at a path."""
        types = {name for spot in self._ends(path) for name in spot.types - {"array", "null"}}
        return bool(types) and types <= _NUMERIC

    def parts(self, path: Path) -> list[str]:
        """The fields that one must choose from at a path; none where it leads to a value."""
        found: dict[str, None] = {}
        for spot in self._ends(path):
            if spot.holds_texts or spot.types - {"object", "null"} or not spot.names():
                return []
            found |= dict.fromkeys(spot.names())
        return list(found)

    def _ends(self, path: Path) -> list[Spot]:
        return [end for spot in self.spots(path) for end in spot.ends()]

    def _actual(self, kind: Kind, path: Path) -> Iterator[Path]:
        """The fields that a kind's settings call title and date, then the path as it is."""
        named = {"title": kind.title, "date": kind.date}.get(str(path[0]))
        if named is not None and named != path[0]:
            yield (named, *path[1:])
        yield path

    def meant(self, path: Path) -> str | None:
        """The path that was probably meant by one that no schema speaks of.

        What comes behind a misspelt name is kept where that leads to something.
        """
        meant, rest = self._next_meant(path)
        while meant and rest:
            if any(spot.declared for spot in self.spots((*meant, *rest))):
                return to_path((*meant, *rest))
            further, left = self._next_meant((*meant, *rest))
            if len(left) >= len(rest):
                break
            meant, rest = further or meant, left
        return to_path(meant) if meant else None

    def _next_meant(self, path: Path) -> tuple[Path, Path]:
        """The path with what was meant by its first unknown name; what comes behind that name."""
        before, name = self._until_unknown(path)
        rest = path[len(before) + 1 :]
        known = self._names(before)
        words = [*known, *(() if before else PSEUDO)]
        deeper = [word for word in known if self._has((*before, word), name)]
        near = next((word for word in words if same_word(word, name)), None)
        if near is None and len(deeper) == 1:
            return (*before, deeper[0], name), rest
        near = near or called(name, known) or close_to(name, words)
        return ((*before, near), rest) if near else ((), ())

    def _listed(self, path: Path) -> str:
        """What there is where a path leads astray."""
        before, _ = self._until_unknown(path)
        names = dict.fromkeys([*self._names(before), *(() if before else PSEUDO)])
        where = f" in `{to_path(before)}`" if before else ""
        return f"known{where}: {listed(names)}" if names else f"there are no fields{where}"

    def _until_unknown(self, path: Path) -> tuple[Path, str]:
        """The part of a path that schemas speak of, and the first name that they do not."""
        for depth in range(1, len(path)):
            if not any(spot.declared for spot in self.spots(path[:depth])):
                return path[: depth - 1], str(path[depth - 1])
        return path[:-1], str(path[-1])

    def _names(self, path: Path) -> dict[str, Located]:
        """The names that schemas give at a path, each with its first schema."""
        starts = [
            one for each in (self.items, self.starts) for all_ in each.values() for one in all_
        ]
        found: dict[str, Located] = {}
        spots = self.spots(path) if path else starts
        referred = (
            start
            for spot in (spots if path and self.follows else ())
            for kind in self._meant_at(spot)
            for start in self.starts.get(kind, ())
        )
        for spot in (*spots, *referred):
            for name, located in spot.names().items():
                found.setdefault(name, located)
        return found

    def _has(self, path: Path, name: str) -> bool:
        return any(name in spot.names() for spot in self.spots(path) if spot.declared)


def _start(pattern: RecordPattern, judges_file: bool) -> Place:
    """Where a record stands in what its schema judges; list members count as number 0."""
    place: Place = ()
    for keys in pattern.steps if judges_file else ():
        place = (*place, *keys, 0)
    return place

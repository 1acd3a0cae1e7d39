"""Reducing with a cache: a state that is known is not reduced again, nor all of one like it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import NamedTuple

from eventbook.book.cache import Cache
from eventbook.book.facts import Facts, Reduced, reduced_from_json, reduced_to_json
from eventbook.mapping.known import Known
from eventbook.rules.rule import Context


class Reducing(NamedTuple):
    """How the facts of a book come to findings, and where these are kept.

    Attributes:
        known: the book's files; all are readable.
        facts: gives the facts of all, which may have to be decoded first.
        recipe: the digest of what judges the book.
        cache: where findings are kept; None: nowhere.
    """

    known: Known
    facts: Callable[[], Sequence[Facts]]
    recipe: str
    cache: Cache | None

    def reduced(self, context: Context) -> tuple[Reduced, bool]:
        """What the book comes to, and whether that was known."""
        kept = self._kept(self._key(context, self.known.digests))
        return (kept, True) if kept else (self._again(context) or self._whole(context), False)

    def keep(self, context: Context, reduced: Reduced) -> None:
        """Keep what the book comes to, instead of what it came to before."""
        key = self._key(context, self.known.digests)
        if self.cache and key:
            self.cache.keep_reduced(key, reduced_to_json(reduced))

    def _whole(self, context: Context) -> Reduced:
        from eventbook.reduction import reduction

        return reduction(self.facts(), context)

    def _again(self, context: Context) -> Reduced | None:
        """What the cache knew before, as the change has it; None: there is no such thing."""
        before = self.known.before
        old = self._kept(self._key(context, before.digests)) if before else None
        if before is None or old is None or not old.distinct:
            return None
        from eventbook.reduction import Change, reduced_again

        now, then = self.known.digests, before.digests
        paths = {path for path in (*now, *then) if now.get(path) != then.get(path)}
        after = list(self.known.facts([path for path in now if path in paths]))
        change = Change(frozenset(paths), before.facts, after)
        return reduced_again(old, change, self.facts, context)

    def _kept(self, key: bytes | None) -> Reduced | None:
        text = self.cache.reduced(key) if self.cache and key else None
        if text is not None:
            with suppress(ValueError, TypeError, LookupError):  # not as this code writes it
                return reduced_from_json(text)
        return None

    def _key(self, context: Context, digests: Mapping[str, bytes | None]) -> bytes | None:
        """What tells the reduce of a state on this day from all others; None: nothing does."""
        if context.sources is not None:
            return None
        hashed = sha256(f"{self.recipe} {context.today.isoformat()}".encode())
        for path in sorted(digests):
            digest = digests[path]
            if digest is None:
                return None
            hashed.update(path.encode("utf-8", "surrogateescape"))
            hashed.update(b"\0")
            hashed.update(digest)
        return hashed.digest()

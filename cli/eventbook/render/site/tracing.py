"""What a record's page shows of other records: which change of theirs must make it anew.

A record's page links every name that has a page, and shows what the records hold to which it
refers. So each of its texts that could be such a name or reference is looked up; what is found is
an input of the page. More may be found than the page shows, never less.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eventbook.render.reading import clean
from eventbook.render.site.index import Index

_LONGEST = 400
"""No name is longer: such a text is not cleaned to be looked up."""


class Tracer:
    """Looks up what the records of one site could refer to."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._names: dict[str, list[str]] = {}
        for topic in index.topics.values():
            for text in _texts(topic.name):
                self._names.setdefault(clean(text), []).append(topic.path)
        self._known: dict[str, list[str]] = {}

    def shown(self, value: object) -> list[str]:
        """Pages and digests on which the page of a value depends beside the value itself."""
        found: dict[str, None] = {}
        for text in _texts(value):
            for name in self._of(text):
                found[name] = None
        return list(found)

    def _of(self, text: str) -> list[str]:
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._look_up(text)
        return known

    def _look_up(self, text: str) -> list[str]:
        index = self._index
        found = list(self._names.get(clean(text) if len(text) < _LONGEST else text, ()))
        entry = index.by_id.get(text.removeprefix("event/"))
        if entry:
            return [*found, entry.path, entry.brief]
        digest = index.site.digests.get(text, "") if "/" in text else ""
        if digest:
            self._known[text] = []  # a circle of references ends here
            found += [digest, index.path(text) or "", *self.shown(index.lookup(text))]
        return found


def _texts(value: object) -> Iterator[str]:
    """Every text and number of a value, as names are compared."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, Mapping):
            stack.extend(item.values())
        elif isinstance(item, list | tuple):
            stack.extend(item)
        elif isinstance(item, int):
            yield str(item)

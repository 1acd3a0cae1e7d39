"""What a record's page shows of other records: which change of theirs must make it anew.

A record's page links every name that has a page, and shows what the records hold to which it
refers. So each of its texts that could be such a name or reference is looked up; what is found is
an input of the page. More may be found than the page shows, never less.
"""

from __future__ import annotations

from collections.abc import Mapping

from eventbook.render.reading import clean, is_map
from eventbook.render.site.index import Index

_LISTS = (list, tuple)
_LONGEST = 200
"""A longer text is looked up as it is, and not kept: few are names."""


class Tracer:
    """Looks up what the records of one site could refer to."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._names: dict[str, list[str]] = {}
        for topic in index.topics.values():
            name = topic.name
            for text in name.values() if isinstance(name, Mapping) else (name,):
                if isinstance(text, str):
                    self._names.setdefault(clean(text), []).append(topic.path)
        self._known: dict[str, list[str]] = {}

    def shown(self, value: object) -> list[str]:
        """Pages and digests on which the page of a value depends beside the value itself."""
        found: dict[str, None] = {}
        known = self._known
        stack = [value]
        while stack:  # every text of every record passes here, hence no slower questions
            item = stack.pop()
            if isinstance(item, str):
                names = known.get(item)
                if names is None:
                    names = self._look_up(item)
                    if len(item) < _LONGEST:
                        known[item] = names
                if names:
                    found.update(dict.fromkeys(names))
            elif isinstance(item, _LISTS):
                stack += item
            elif is_map(item):
                stack += item.values()
            elif isinstance(item, int):
                stack.append(str(item))
        return list(found)

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

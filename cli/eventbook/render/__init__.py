"""Records as pages and texts that people read: one file a target.

A new target is one file with a function `render(records, options) -> str` and one line in
`TARGETS`. The file is imported when it is first used, and so are the libraries it needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from eventbook.render.eventview import EventView

    RecordView: TypeAlias = EventView
    """What a target is given of a record: an event's view, while only events have pages."""


class Options(NamedTuple):
    """What a page needs beside its records.

    Attributes:
        lang: the language asked for (BCP 47); the page's own words fall back to English.
        site: the archive's web address, named in citations.
        book: the archive's title, named in citations.
    """

    lang: str | None = None
    site: str | None = None
    book: str | None = None


class Target(NamedTuple):
    """A form in which records are rendered.

    Attributes:
        name: what `--format` calls it.
        media_type: of what it makes (RFC 6838).
        suffix: of the files it makes, with the dot.
        module: where its `render(records, options)` lives.
    """

    name: str
    media_type: str
    suffix: str
    module: str

    def render(self, records: Sequence[RecordView], options: Options) -> str:
        """The records as one text, ending in a line feed; the same for the same records."""
        text: str = import_module(f"eventbook.render.{self.module}").render(records, options)
        return text


_ALL = (
    Target("html", "text/html; charset=utf-8", ".html", "html"),
    Target("markdown", "text/markdown; charset=utf-8; variant=CommonMark", ".md", "markdown"),
    Target("text", "text/plain; charset=utf-8", ".txt", "text"),
)
TARGETS: Final[Mapping[str, Target]] = MappingProxyType({target.name: target for target in _ALL})

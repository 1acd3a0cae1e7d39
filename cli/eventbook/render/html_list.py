"""A list of events as one self-contained HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from eventbook.render import Rendering
from eventbook.render.article import blocks
from eventbook.render.document import document
from eventbook.render.listing import event_list

if TYPE_CHECKING:
    from eventbook.render import Item, Options

_MAIN = Markup('<h1>{}</h1>\n<p class="count">{}</p>\n<div class="events">\n{}</div>\n')


def render(items: Sequence[Item], options: Options) -> Rendering:
    """The list; titles lead to the archive's site where that is known."""
    found = event_list(items, options)
    entries = blocks([found.listing] if items else [], found.pages)
    main = _MAIN.format(found.title, found.size, entries)
    return Rendering(document(found.title, main, found.lang, book=options.book or ""))

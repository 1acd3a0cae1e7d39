"""A list of events as CommonMark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eventbook.render import Rendering
from eventbook.render.listing import event_list
from eventbook.render.markdown import block
from eventbook.render.page import Paragraph
from eventbook.render.wording import plain

if TYPE_CHECKING:
    from eventbook.render import Item, Options


def render(items: Sequence[Item], options: Options) -> Rendering:
    """The list. No links: an address behind every title would hide the titles from readers."""
    found = event_list(items, options)
    lines = [f"# {found.title}", "", *block(Paragraph(plain(found.size)), 2), ""]
    if items:
        lines += [*block(found.listing, 2), ""]
    return Rendering("\n".join(lines))

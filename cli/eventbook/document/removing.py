"""What goes from a text with a key or an item: its lines, its comments, and what parted it.

Each function gives the ways of writing an edit, the best first; `splice` takes the first one that
reads back as it should.
"""

from __future__ import annotations

from eventbook.document.document import Node
from eventbook.document.page import Edit, Entry, Page
from eventbook.pointer import Place


def removals(page: Page, place: Place) -> list[list[Edit]]:
    """Ways to remove the key or item at a place."""
    parent = page.node(place[:-1])
    entries = page.entries(parent)
    index = next(i for i, entry in enumerate(entries) if entry.part == place[-1])
    entry = entries[index]
    if parent.style in ("{", "["):
        return [_from_flow(page, parent, entries, index)]
    if len(entries) == 1:
        return _only_one(page, place[:-1], parent, entry)
    if page.first_on_line(entry.start):
        return _cuts(page, page.lead(entry.start), page.trailing(entry))
    return [_pull_up(page, entry, entries[1])]


def _cuts(page: Page, start: int, stop: int) -> list[list[Edit]]:
    """Ways to take whole lines out; at most one blank line is left where they stood."""
    above, below = page.blank_above(start), page.blank_below(stop)
    kept = ""
    if below < len(page.text):
        one = above if above < start else stop
        if above < start or stop < below:
            kept = page.text[one : page.below(one)]
    elif page.text[-1] not in "\r\n":  # what is last now ends the file as it ended before
        above = page.stop(page.line_start(above - 1))
    # Blank lines may belong to a text above; then they stay.
    return [[(above, below, kept)], [(start, stop, "")]]


def _only_one(page: Page, place: Place, parent: Node, entry: Entry) -> list[list[Edit]]:
    """Leave an empty collection."""
    empty = "{}" if parent.style == ":" else "[]"
    if not place or (above := page.entry(place)).value <= page.stop(above.after):
        return [[(parent.start, page.stop(entry.end), empty)]]
    cuts = _cuts(page, page.lead(entry.start), page.trailing(entry))
    return [[(above.after, above.after, " " + empty), *cut] for cut in cuts]


def _pull_up(page: Page, entry: Entry, following: Entry) -> list[Edit]:
    """Remove the first of several from the line of a dash; the next one takes its place there."""
    stop = page.stop(entry.end)
    if "#" not in page.text[stop : following.start]:
        return [(entry.start, following.start, "")]
    # Comments stand above the next one: it stays below them, and the dash stands alone.
    return [(len(page.text[: entry.start].rstrip(" \t")), stop, "")]


def _from_flow(page: Page, parent: Node, entries: list[Entry], index: int) -> list[Edit]:
    entry = entries[index]
    comma = page.skip(entry.end)
    has_comma = page.text.startswith(",", comma)
    behind = comma + 1 if has_comma else entry.end
    if len(entries) == 1:
        if "#" in page.text[parent.start : entry.start] + page.text[entry.end : parent.end]:
            return [(entry.start, behind, "")]
        return [(parent.start, parent.end, "{}" if parent.style == "{" else "[]")]
    last = index == len(entries) - 1
    before = page.skip(entries[index - 1].end)  # the comma before it, unless it is the first
    alone = page.first_on_line(entry.start) and page.nothing_behind(behind)
    if alone:
        lines = (page.lead(entry.start), page.below(behind), "")
        return [(before, before + 1, ""), lines] if last and not has_comma else [lines]
    if not last:
        return [(entry.start, entries[index + 1].start, "")]
    if "#" in page.text[before : entry.start]:
        return [(before, before + 1, ""), (entry.start, entry.end, "")]
    return [(entries[index - 1].end, entry.end, "")]

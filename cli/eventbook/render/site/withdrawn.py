"""What stays where a record was: a page that it was withdrawn, and pages that lead on.

Of a withdrawn record nothing is shown but its id and the days on which it was published and
withdrawn; of an earlier id, only where the record stands now.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from eventbook.render.reading import Record, items, sub
from eventbook.render.site.file import File
from eventbook.render.site.given import Site, SiteEvent
from eventbook.render.site.history import section
from eventbook.render.site.index import Entry, Index
from eventbook.render.site.leaf import Leaf, leaves
from eventbook.render.site.paths import event_path
from eventbook.values.ids import check_record_id


def files(site: Site, index: Index) -> Iterator[File]:
    """The pages in each language."""
    taken = {event.id.lower() for event in site.events}
    for event in index.withdrawn:
        revisions = [(one.commit, one.when) for one in event.revisions]
        for leaf in leaves(site, index, event_path(event.id)):
            known = (event.id, event.changed, revisions, _day(event))
            yield leaf.file(partial(_withdrawn, event=event), *known)
    for entry in index.entries:
        for former in items(entry.event.value.get("former_ids")):
            if _usable(former, taken):
                taken.add(str(former).lower())
                for leaf in leaves(site, index, event_path(str(former))):
                    yield leaf.file(partial(_moved, entry=entry), entry.brief)


def _usable(former: object, taken: set[str]) -> bool:
    if not isinstance(former, str) or former.lower() in taken:
        return False
    return check_record_id(former) is None


def _day(event: SiteEvent) -> object:
    """The day of the review that withdrew it, as recorded."""
    return sub(event.value.get("review")).get("on")


def _withdrawn(leaf: Leaf, *, event: SiteEvent) -> bytes:
    return leaf.page(
        "withdrawn.html.jinja",
        leaf.word("withdrawn"),
        head=Markup('<meta name="robots" content="noindex">\n'),
        event=event.id,
        on=leaf.word("withdrawn-on", date=on) if (on := leaf.reader({}).date(_day(event))) else "",
        history=section(event, leaf.lang, _nothing),
    )


def _nothing(_ref: str) -> Record | None:
    """A withdrawn record's history names nobody."""
    return None


def _moved(leaf: Leaf, *, entry: Entry) -> bytes:
    target = leaf.to(entry.path)
    head = Markup('<meta name="robots" content="noindex">\n')
    head += Markup('<meta http-equiv="refresh" content="0; url={}">\n').format(target)
    return leaf.page(
        "moved.html.jinja",
        leaf.word("moved"),
        head=head,
        instead=entry.path,
        link=leaf.event(entry),
    )

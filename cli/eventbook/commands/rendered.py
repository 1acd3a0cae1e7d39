"""What `render` gives to a form: records, and those that they refer to, nothing withheld."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from eventbook.book.facts import Facts
from eventbook.commands.opened import Opened
from eventbook.commands.site_given import by_reference, event_kinds, state
from eventbook.jsonvalue import Json
from eventbook.query.records import shown
from eventbook.render import Changed, Item


def rendered(
    opened: Opened,
    chosen: Sequence[Facts],
    lang: str | None,
    times: Mapping[str, Changed],
    *,
    drafts: bool,
) -> list[Item]:
    """What is rendered. A published record tells nothing of an event that is not published.

    Args:
        opened: the book.
        chosen: the records.
        lang: in which they are read.
        times: when they changed, as far as that has to be known.
        drafts: whether events that are not published are told of all the same.
    """
    from eventbook.commands.record_changes import key

    whole, published = _lookup(opened, drafts=True), _lookup(opened, drafts=drafts)
    pages = opened.listed.facts(chosen, opened.book.settings)
    return [
        Item(
            page.fields,
            lang,
            published if state(facts.fields) == "published" else whole,
            times.get(key(facts)),
        )
        for facts, page in zip(chosen, pages, strict=True)
    ]


def _lookup(opened: Opened, *, drafts: bool) -> Callable[[str], Mapping[str, Json] | None]:
    """From a reference, `person/slug` or an event's id, to the record it means.

    Args:
        drafts: whether events are found, too, that are not published.
    """
    settings = opened.book.settings
    kinds = event_kinds(settings)
    found = shown(opened.records, settings)
    if not drafts:
        found = [one for one in found if one.kind not in kinds or state(one.fields) == "published"]
    known = by_reference(found, kinds)

    def referred(reference: str) -> Mapping[str, Json] | None:
        facts = known.get(reference)
        return opened.listed.fields(facts.fields) if facts else None

    return referred

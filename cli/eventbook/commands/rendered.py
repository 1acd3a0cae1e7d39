"""What `render` gives to a form: records, and those that they refer to, nothing withheld."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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

    settings = opened.book.settings
    kinds = event_kinds(settings)
    known = by_reference(shown(opened.records, settings), kinds)

    def whole(reference: str) -> Mapping[str, Json] | None:
        facts = known.get(reference)
        return opened.listed.fields(facts.fields) if facts else None

    def published(reference: str) -> Mapping[str, Json] | None:
        facts = known.get(reference)
        hidden = facts and facts.kind in kinds and state(facts.fields) != "published"
        return None if hidden else whole(reference)

    pages = opened.listed.facts(chosen, settings)
    return [
        Item(
            page.fields,
            lang,
            published if not drafts and state(facts.fields) == "published" else whole,
            times.get(key(facts)),
        )
        for facts, page in zip(chosen, pages, strict=True)
    ]

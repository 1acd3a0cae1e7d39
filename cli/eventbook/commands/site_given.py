"""What a site is made of, read from a book: its events and their states, and what they refer to."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from eventbook.book.facts import Facts
from eventbook.book.paths import shown as shown_path
from eventbook.book.settings import Settings
from eventbook.commands.record_changes import RecordChanges, key
from eventbook.errors import UsageError
from eventbook.query.records import shown
from eventbook.render.site.given import Site, SiteEvent, State
from eventbook.values.days import Day
from eventbook.values.edtf import Edtf, EdtfError, from_value, parse

if TYPE_CHECKING:
    from eventbook.commands.opened import Opened
    from eventbook.jsonvalue import Json


class Given(NamedTuple):
    """A site's material.

    Attributes:
        site: what it is made of.
        chosen: the records of its events.
        note: on what git remembers; empty if there is nothing to say.
    """

    site: Site
    chosen: Sequence[Facts]
    note: str


def given(
    opened: Opened, facts: Sequence[Facts], languages: Sequence[str], *, drafts: bool
) -> Given:
    """What a site is made of.

    Args:
        opened: the book.
        facts: the records that are meant; those that are no events are left out.
        languages: of its pages.
        drafts: whether records that are not published stand on it.

    Raises:
        UsageError: two events have one id, or one has none.
    """
    settings = opened.book.settings
    events = events_of(facts, settings)
    chosen = [one for one in events if drafts or state(one.fields) != "draft"]
    _check_ids(chosen)
    changes = RecordChanges(opened, chosen)
    visible = shown(opened.facts, settings)
    digest = {id(one): _digest(one.fields) for one in visible}
    kinds = event_kinds(settings)
    known = by_reference(visible, kinds)
    pages = [known[one.id] for one in chosen if one.id]
    standing = {one.id for one in chosen if state(one.fields) != "withdrawn"}
    # Of an event that does not stand on the site, nothing is told by those that refer to it.
    references = {
        reference: one
        for reference, one in known.items()
        if one.kind not in kinds or one.id in standing
    }
    values = {reference: one.fields for reference, one in references.items()}
    made = [
        SiteEvent(
            one.id or "",
            _referring(one.fields, kinds),
            digest[id(one)],
            state(one.fields),
            changes.changes.get(key(one)),
            changes.revisions.get(key(one), ()),
        )
        for one in pages
    ]
    site = Site(
        title=settings.title or opened.book.root.name,
        url=settings.site.url,
        since=settings.site.since,
        languages=tuple(languages),
        about=settings.site.about,
        events=tuple(sorted(made, key=_when)),
        lookup=values.get,
        digests={reference: digest[id(one)] for reference, one in references.items()},
    )
    return Given(site, chosen, changes.note)


def events_of(facts: Sequence[Facts], settings: Settings) -> list[Facts]:
    """Those of some records that are events and can be read."""
    kinds = event_kinds(settings)
    return [one for one in facts if one.kind in kinds and one.readable]


def event_kinds(settings: Settings) -> Collection[str]:
    """The names of the kinds that have pages."""
    return {kind.name for kind in settings.kinds if kind.model == "event"}


def _referring(value: Mapping[str, Json], kinds: Collection[str]) -> Mapping[str, Json]:
    """A value that refers to events as `event/id`, whatever the book calls its kinds of event."""
    own = frozenset(kinds) - {"event"}
    found = _renamed({**value}, own) if own else value
    return found if isinstance(found, Mapping) else value


def _renamed(value: Json, kinds: Collection[str]) -> Json:
    if isinstance(value, list):
        return [_renamed(item, kinds) for item in value]
    if not isinstance(value, dict):
        return value
    made = {name: _renamed(item, kinds) for name, item in value.items()}
    kind, _, name = ref.partition("/") if isinstance(ref := value.get("ref"), str) else ("", "", "")
    return {**made, "ref": f"event/{name}"} if name and kind in kinds else made


def state(value: Mapping[str, Json]) -> State:
    """Whether a record may be read on a site."""
    review = value.get("review")
    status = review.get("status") if isinstance(review, dict) else None
    if status == "published":
        return "published"
    return "withdrawn" if status == "withdrawn" else "draft"


def by_reference(facts: Sequence[Facts], events: Collection[str]) -> dict[str, Facts]:
    """Every record by `kind/id`, and events by their ids alone."""
    found: dict[str, Facts] = {}
    for one in facts:
        if one.id is not None and one.kind in events:
            found[one.id] = found[f"event/{one.id}"] = one
        if one.id is not None:
            found[f"{one.kind}/{one.id}"] = one
    return found


def _digest(value: Mapping[str, Json]) -> str:
    """Of a value with the order of its fields, which pages may follow."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _check_ids(chosen: Sequence[Facts]) -> None:
    seen: dict[str, Facts] = {}
    for one in chosen:
        if not one.id:
            raise UsageError(
                f"{shown_path(one.path)}: the record has no id, so its page would have no address",
                help="`eventbook validate` names such records",
            )
        if other := seen.get(one.id):
            raise UsageError(
                f"{shown_path(other.path)} and {shown_path(one.path)} have one id, so their pages"
                " would have one address",
                help="`eventbook rename` gives one of them another",
            )
        seen[one.id] = one


def _when(event: SiteEvent) -> tuple[Day, Day, str]:
    """Earliest, latest, id, by all that is known of the date; what has none comes last."""
    date = _edtf(event.value.get("date")) or parse("XXXX")
    before, after = (_edtf(event.value.get(name)) for name in ("not_before", "not_after"))
    return (*date.narrowed(before, after).sort_key, event.id)


def _edtf(value: object) -> Edtf | None:
    try:
        return from_value(value)
    except EdtfError:
        return None

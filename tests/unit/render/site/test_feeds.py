"""Which feeds and calendars a site has, what is in them, and when they have to be made anew."""

from __future__ import annotations

from datetime import UTC, datetime

import feedparser
import pytest
from icalendar import Calendar

from eventbook.render import Changed
from eventbook.render.site.feeds import Alternate, alternates, files
from eventbook.render.site.given import Site, SiteEvent, State
from eventbook.render.site.index import Index


def event(
    id_: str, state: State = "published", date: str = "2023-02-24", minute: int | None = 0
) -> SiteEvent:
    value = {"id": id_, "title": f"Title of {id_}", "date": date, "review": {"status": state}}
    when = None if minute is None else datetime(2024, 1, 1, 0, minute, tzinfo=UTC)
    published = None if state == "draft" else datetime(2023, 1, 1, tzinfo=UTC)
    return SiteEvent(id_, value, f"d-{id_}", state, Changed(when, published) if when else None)


def site(*events: SiteEvent, url: str = "https://archive.example/a/", since: str = "2024") -> Site:
    return Site("Archive", url, since, ("en", "it"), "", events, lambda ref: None, {})


def made(given: Site) -> dict[str, bytes]:
    return {file.path: file.make() for file in files(given, Index(given))}


ALL = site(
    event("a", minute=1),
    event("b", date="2023-02", minute=2),
    event("c", "draft", minute=3),
    event("d", "withdrawn", minute=4),
    event("e", minute=None),
)


def test_a_feed_and_a_calendar_a_language_and_a_calendar_for_each_event_with_a_day() -> None:
    assert list(made(ALL)) == [
        *("feed.atom", "calendar.ics", "events/a.ics", "events/c.ics"),
        *("it/feed.atom", "it/calendar.ics", "it/events/a.ics", "it/events/c.ics"),
    ]


def test_only_what_is_published_is_in_the_feed_and_in_the_calendar() -> None:
    found = made(ALL)
    feed = feedparser.parse(found["it/feed.atom"])
    assert not feed.bozo
    assert feed.feed.id == "tag:archive.example,2024:a/feeds/site/it"
    assert [(one.id, one.link, one.published, one.updated) for one in feed.entries] == [
        (
            f"tag:archive.example,2024:a/events/{id_}",
            f"https://archive.example/a/it/events/{id_}.html",
            "2023-01-01T00:00:00Z",
            f"2024-01-01T00:0{minute}:00Z",
        )
        for id_, minute in (("b", 2), ("a", 1))
    ]
    assert feed.feed.updated == "2024-01-01T00:04:00Z"  # when one was withdrawn
    assert b'<at:deleted-entry ref="tag:archive.example,2024:a/events/d"' in found["feed.atom"]
    calendar = Calendar.from_ical(found["it/calendar.ics"])
    assert [(one["uid"], one["url"]) for one in calendar.events] == [
        ("a@archive.example/a", "https://archive.example/a/it/events/a.html")
    ]
    assert calendar["source"] == "https://archive.example/a/it/calendar.ics"
    assert b"DRAFT" in found["events/c.ics"]


def test_only_the_newest_are_in_the_feed_and_it_says_so() -> None:
    many = site(*(event(f"e{number:02}", minute=number % 60) for number in range(60)))
    feed = feedparser.parse(made(many)["feed.atom"])
    assert [one.title for one in feed.entries] == [
        f"Title of e{number:02}" for number in range(59, 9, -1)
    ]
    assert feed.feed.subtitle == "The 50 records that changed last"
    assert "subtitle" not in feedparser.parse(made(ALL)["feed.atom"]).feed


@pytest.mark.parametrize(("url", "since"), [("", "2024"), ("https://archive.example/", "")])
def test_without_an_address_or_its_date_there_is_no_feed(url: str, since: str) -> None:
    found = made(site(event("a"), url=url, since=since))
    assert list(found) == ["calendar.ics", "events/a.ics", "it/calendar.ics", "it/events/a.ics"]
    assert (b"\r\nURL:" in found["events/a.ics"]) == bool(url)


def test_without_anything_to_tell_there_is_no_file() -> None:
    unpublished = event("w", "withdrawn")
    assert unpublished.changed is not None
    never = unpublished._replace(changed=unpublished.changed._replace(published=None))
    assert made(site()) == {}
    assert made(site(never)) == {}
    assert list(made(site(event("a", date="2023")))) == ["feed.atom", "it/feed.atom"]
    assert alternates(site(), "en") == ()


def test_what_a_page_names_is_what_there_is() -> None:
    assert alternates(ALL, "it", ALL.events[0]) == (
        Alternate("it/events/a.ics", "text/calendar"),
        Alternate("it/feed.atom", "application/atom+xml"),
        Alternate("it/calendar.ics", "text/calendar"),
    )
    paths = set(made(ALL))
    for one in ALL.events:
        for lang in ALL.languages:
            assert {each.path for each in alternates(ALL, lang, one)} <= paths


def test_a_file_has_other_inputs_whenever_its_bytes_are_others() -> None:
    def told(given: Site) -> dict[str, tuple[str, bytes]]:
        return {file.path: (file.inputs, file.make()) for file in files(given, Index(given))}

    before = told(ALL)
    value = {**ALL.events[0].value, "place": {"ref": "place/x"}}
    placed = ALL.events[0]._replace(value=value, digest="other")
    named = site(placed, *ALL.events[1:])._replace(
        lookup={"place/x": {"name": "Hall"}}.get, digests={"place/x": "1"}
    )
    renamed = named._replace(lookup={"place/x": {"name": "Room"}}.get, digests={"place/x": "2"})
    for old, new in (
        (before, told(site(event("a", minute=9), *ALL.events[1:]))),
        (before, told(ALL._replace(title="Other"))),
        (before, told(ALL._replace(since="2023"))),
        (before, told(site(*ALL.events[:3], event("d", "withdrawn", minute=5)))),
        (before, told(named)),
        (told(named), told(renamed)),
    ):
        changed = {path for path in old if old[path][1] != new[path][1]}
        assert changed
        assert changed <= {path for path in old if old[path][0] != new[path][0]}
    assert told(ALL) == before

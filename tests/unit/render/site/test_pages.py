"""The pages of a site: well formed, tied together, and made anew exactly when they would differ."""

from __future__ import annotations

import base64
import copy
import hashlib
import html
import posixpath
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from eventbook.render import Changed
from eventbook.render.site import files
from eventbook.render.site.file import digest
from eventbook.render.site.given import Site, SiteEvent, State

Record = dict[str, Any]
LANGUAGES = ("en", "it", "az")
SECRET = "Quillon Vesterby"
"""A name that was invented, and is withheld in the book below."""


def event(number: int, **fields: object) -> Record:
    record: Record = {
        "id": f"2020-event-{number:02d}",
        "title": {"en": f"Event {number}", "it": f"Evento {number}"},
        "type": "concert",
        "date": f"{2000 + number % 7}-0{1 + number % 9}-1{number % 10}",
        "place": {"name": f"Hall {number % 4}", "city": "Rome", "country": "IT"},
        "sources": [{"key": "s", "title": "Report", "publisher": f"Paper {number % 3}"}],
        "review": {"status": "published"},
    }
    return record | fields


def records() -> dict[str, Record]:
    found = [event(number) for number in range(30)]
    found[1]["participants"] = [
        {"key": "a", "name": "Ada Lind", "roles": ["speaker"], "position": "Chair"},
        {"withheld": True, "label": "A person", "name": SECRET, "roles": ["speaker"]},
        {"name": "Only There", "roles": ["attendee"]},
        {"ref": "person/bo-ek", "roles": ["performer"]},
    ]
    found[2]["participants"] = [{"name": "Ada Lind", "roles": ["moderator"]}]
    found[2]["mentions"] = [{"name": "Spoken Of"}, {"ref": "person/cy-oh"}]
    found[3] |= {"date": "2001-05?", "part_of": {"ref": "event/2020-event-04"}}
    found[4] |= {"type": "series", "date": "XXXX"}
    found[5] |= {"date": "2001/2003", "part_of": {"name": "Spring concerts"}}
    found[6] |= {"date": "../2004", "former_ids": ["2020-older-name"]}
    found[7] |= {"date": "18XX", "place": {"ref": "place/hall"}}
    found[8]["occasion"] = {
        "kind": "anniversary",
        "of": {"ref": "subject/the-flood", "names_used": [{"text": "The Ruin", "used_by": "a"}]},
    }
    found[8]["participants"] = [{"key": "a", "name": "Ada Lind", "roles": ["speaker"]}]
    found[9]["programme"] = [
        {"kind": "performance", "people": [{"name": "Dee Fo"}], "works": [{"ref": "work/song"}]}
    ]
    found[10]["campaigns"] = [{"name": "Plant trees", "relation": "launched"}]
    found[11]["organisers"] = [{"name": {"en": "The Guild", "it": "La Gilda"}, "role": "host"}]
    found[12] |= {"relations": [{"kind": "follows", "event": "2020-event-11"}]}
    found[13]["title"] = {"az": "Konsert <b>&"}
    found[14]["review"] = {"status": "withdrawn"}
    found[14]["title"] = "A title that is gone"
    found[15]["date"] = "not a date"
    found[16]["place"] = {"name": "Hall 1", "minor": True}
    found[17]["title"] = None
    return {record["id"]: record for record in found}


def authorities() -> dict[str, Record]:
    return {
        "person/bo-ek": {"id": "bo-ek", "name": "Bo Ek", "positions": [{"title": "Conductor"}]},
        "person/cy-oh": {"id": "cy-oh", "name": "Cy Oh", "withheld": True},
        "place/hall": {
            "id": "hall",
            "name": {"en": "The Hall", "it": "La Sala"},
            "aliases": ["Old Hall"],
            "country": "AZ",
            "ids": {"wikidata": "Q1"},
        },
        "subject/the-flood": {
            "id": "the-flood",
            "name": "The flood of 1900",
            "date": "1900",
            "adjudication": {"term": "flood", "body": "A court", "url": "https://court.example/1"},
            "notes": [{"text": "Kept inside", "visibility": "internal"}],
        },
        "work/song": {"id": "song", "title": "Song", "composer": {"ref": "person/bo-ek"}},
    }


def site(events: dict[str, Record], others: dict[str, Record], *, drafts: bool = True) -> Site:
    known = others | events | {f"event/{id_}": value for id_, value in events.items()}
    when = Changed(datetime(2024, 1, 1, tzinfo=UTC), datetime(2023, 1, 1, tzinfo=UTC))
    given = []
    for id_, value in events.items():
        status = value["review"]["status"]
        state: State = status if status in ("published", "withdrawn") else "draft"
        if state != "draft" or drafts:
            given.append(SiteEvent(id_, value, digest(value), state, when))
    return Site(
        title="Archive",
        url="https://archive.example/",
        since="2024",
        languages=LANGUAGES,
        about={"en": "What it is.\n\nMore of it.", "it": "Che cos’è."},
        events=tuple(given),
        lookup=known.get,
        digests={ref: digest(value) for ref, value in known.items()},
    )


@cache
def made() -> dict[str, bytes]:
    return {file.path: file.make() for file in files(site(records(), authorities()))}


def pages() -> Iterator[tuple[str, str]]:
    return ((path, made()[path].decode()) for path in made() if path.endswith(".html"))


class Outline(HTMLParser):
    """What a page is made of: headings, ids, links, and tags that are not closed."""

    EMPTY = frozenset({"meta", "link", "input", "br", "line", "rect", "circle", "path", "use"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if len(named) != len(attrs):
            self.wrong.append(f"an attribute twice in {tag}")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if named.get("id"):
            self.ids.append(str(named["id"]))
        if "style" in named or any(name.startswith("on") for name in named):
            self.wrong.append(f"an acting attribute in {tag}")
        if tag == "a" or "href" in named or "src" in named:
            self.links.append({"tag": tag} | named)
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.EMPTY:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"{tag} closed")


def test_every_page_is_well_formed() -> None:
    wrong = {}
    for path, text in pages():
        found = Outline(text)
        levels = found.headings
        steps = all(after <= before + 1 for before, after in pairwise(levels))
        faults = [
            *found.wrong,
            *(["not closed"] if found.open else []),
            *([] if levels.count(1) == 1 and levels[0] == 1 and steps else [f"headings {levels}"]),
            *([] if len(set(found.ids)) == len(found.ids) else ["an id twice"]),
        ]
        if faults:
            wrong[path] = faults
    assert wrong == {}


def test_every_link_leads_to_a_file_or_safely_out() -> None:
    wrong = []
    for path, text in pages():
        found = Outline(text)
        for link in found.links:
            url = str(link.get("href") or link.get("src") or "")
            parts = urlsplit(url)
            if url == "data:," and link.get("rel") == "icon" and path.endswith("404.html"):
                continue  # the page for nothing found needs no other file
            if parts.scheme:
                safe = link["tag"] == "a" and link.get("rel") == "noopener noreferrer"
                if not safe and not (link["tag"] == "link" and link.get("rel") == "canonical"):
                    wrong.append((path, url))
                continue
            if path.endswith("404.html") and parts.path.startswith("/"):
                assert unquote(parts.path)[1:] in made()
                continue
            target = posixpath.normpath(
                posixpath.join(posixpath.dirname(path), unquote(parts.path))
            )
            if parts.path and target not in made():
                wrong.append((path, url))
            if not parts.path and parts.fragment not in found.ids:
                wrong.append((path, url))
    assert wrong == []


def test_every_page_stands_in_every_language() -> None:
    paths = {path for path, _text in pages()}
    root = {path for path in paths if path.split("/")[0] not in LANGUAGES}
    assert paths == root | {f"{lang}/{path}" for lang in LANGUAGES[1:] for path in root}
    for path, text in pages():
        lang = path.split("/")[0] if path.split("/")[0] in LANGUAGES else "en"
        assert f'<html lang="{lang}">' in text


def test_who_has_a_page() -> None:
    names = sorted(path for path in made() if path.startswith("people/"))
    assert names == [
        "people/ada-lind-7eb45fd4.html",
        "people/bo-ek.html",
        "people/dee-fo-3190b161.html",
        "people/index.html",
    ]


def test_nothing_of_a_withheld_person_or_a_withdrawn_record_stands_anywhere() -> None:
    for path, content in made().items():
        for word in (SECRET, "Cy Oh", "A title that is gone", "Kept inside"):
            assert word.encode() not in content, path
    gone = made()["events/2020-event-14.html"].decode()
    assert "This record was withdrawn" in gone
    assert "noindex" in gone
    named = [path for path, text in pages() if "event-14" in text and "event-14" not in path]
    assert named == []


GONE: Record = {"minor": True, "label": "Somebody", "name": SECRET, "position": SECRET}
SLOTS: dict[str, Record] = {
    "participants": {"participants": [GONE | {"roles": ["speaker"], "key": "g"}]},
    "organisers": {"organisers": [GONE | {"role": "host", "as_written": SECRET}]},
    "mentions": {"mentions": [GONE]},
    "on behalf of": {"participants": [{"name": "Ada Lind", "on_behalf_of": GONE}]},
    "programme": {"programme": [{"kind": "reading", "people": [GONE]}]},
    "author": {"programme": [{"kind": "reading", "works": [{"title": "W", "author": GONE}]}]},
    "speaker": {"statements": [{"id": "a", "speaker": GONE, "text": "Said so", "source": "s"}]},
    "used by": {"occasion": {"of": {"name": "It", "names_used": [{"text": "X", "used_by": GONE}]}}},
    "subjects": {"subjects": [GONE]},
    "publisher": {"sources": [{"key": "s", "title": "R", "publisher": GONE}]},
    "campaigns": {"campaigns": [GONE]},
    "part of": {"part_of": GONE},
}


@pytest.mark.parametrize("slot", SLOTS)
def test_a_withheld_name_stands_nowhere_whatever_slot_a_broken_record_has_it_in(slot: str) -> None:
    broken = event(1, **SLOTS[slot])
    given = site({str(broken["id"]): broken}, {})
    shown = [file.path for file in files(given) if SECRET.encode() in file.make()]
    assert shown == []
    assert [file.path for file in files(given) if "vesterby" in file.path] == []


def test_an_earlier_id_leads_on() -> None:
    moved = made()["it/events/2020-older-name.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=../events/2020-event-06.html">' in moved
    assert '<a href="../events/2020-event-06.html">Evento 6</a>' in moved
    meant = "https://archive.example/it/events/2020-event-06.html"
    assert f'<link rel="canonical" href="{meant}">' in moved


def test_the_page_for_what_is_not_found_works_at_every_address() -> None:
    text = made()["it/404.html"].decode()
    style = text.partition("<style>")[2].partition("</style>")[0]
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{hashed}'" in html.unescape(text)
    assert '<link rel="stylesheet"' not in text
    assert '<a href="/it/years/index.html">' in text
    given = site(records(), authorities())._replace(url="")
    bare = next(file.make() for file in files(given) if file.path == "it/404.html").decode()
    assert '<a href="years/index.html">' in bare


def test_what_may_fall_into_a_year_is_told_from_what_does() -> None:
    text = made()["years/2001.html"].decode()
    sure, _heading, maybe = text.partition("Possibly in this year")
    assert "2020-event-08.html" in sure
    assert "2020-event-03.html" not in sure
    assert "May 2001 (uncertain)" in maybe
    for year in (2001, 2002, 2003):
        assert "2020-event-05.html" in made()[f"years/{year}.html"].decode()
    assert "2020-event-07.html" in made()["years/wide.html"].decode()
    assert "2020-event-04.html" in made()["years/undated.html"].decode()


def test_drafts_stand_only_where_they_are_wanted() -> None:
    events = records()
    events["2020-event-20"]["review"] = {"status": "draft"}
    events["2020-event-20"]["title"] = "Not yet to be read"
    events["2020-event-21"]["relations"] = [{"kind": "follows", "event": "2020-event-20"}]
    for drafts in (True, False):
        given = files(site(events, authorities(), drafts=drafts))
        content = b"".join(file.make() for file in given)
        assert (b"Not yet to be read" in content) == drafts
        assert ("events/2020-event-20.html" in {file.path for file in given}) == drafts


CHANGES: dict[str, Callable[[dict[str, Record], dict[str, Record]], object]] = {
    "nothing": lambda events, others: None,
    "title": lambda events, others: events["2020-event-05"].update(title="Another title"),
    "date": lambda events, others: events["2020-event-05"].update(date="2005-05-05"),
    "summary": lambda events, others: events["2020-event-05"].update(summary="Something"),
    "speaker": lambda events, others: events["2020-event-20"].update(
        participants=[{"name": "Spoken Of", "roles": ["speaker"]}]
    ),
    "role": lambda events, others: events["2020-event-02"]["participants"][0].update(
        roles=["host"]
    ),
    "parent": lambda events, others: events["2020-event-21"].update(part_of="2020-event-04"),
    "withdrawn": lambda events, others: events["2020-event-11"].update(
        review={"status": "withdrawn"}
    ),
    "name": lambda events, others: others["person/bo-ek"].update(name="Bo E. Ek"),
    "country": lambda events, others: others["place/hall"].update(country="GE"),
    "composer": lambda events, others: others["work/song"].update(composer="Ada Lind"),
    "ruling": lambda events, others: others["subject/the-flood"].update(date="1901"),
    "names used": lambda events, others: events["2020-event-08"]["occasion"]["of"].update(
        names_used=[{"text": "The Rain", "used_by": "a"}]
    ),
    "publisher": lambda events, others: events["2020-event-10"]["sources"][0].update(
        publisher="Paper 9"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_page_is_made_anew_exactly_when_it_would_differ(change: str) -> None:
    events, others = copy.deepcopy(records()), copy.deepcopy(authorities())
    before = {file.path: file for file in files(site(records(), authorities()))}
    CHANGES[change](events, others)
    after = {file.path: file for file in files(site(events, others))}
    stale, needless = [], []
    for path in before.keys() & after.keys():
        same = before[path].inputs == after[path].inputs
        equal = made()[path] == after[path].make()
        if same and not equal:
            stale.append(path)
        if not same and equal:
            needless.append(path)
    assert stale == []
    assert len(needless) <= len(after) // 5, needless
    if change == "nothing":
        assert needless == []


def test_countries_stand_in_the_order_of_the_languages_letters() -> None:
    codes = ("GR", "TD", "DJ", "AF", "EE", "CN", "KZ", "QA", "JP")
    events = {f"e{n}": event(n, place={"name": f"Hall {n}", "country": code})
              for n, code in enumerate(codes)}  # fmt: skip
    events["e99"] = event(99, place={"name": "Hall without a country", "city": "Port"})
    found = {file.path: file.make().decode() for file in files(site(events, {}))}

    def headings(path: str) -> list[str]:
        return re.findall(r"<h2[^>]*>([^<]+)</h2>", found[path])

    assert headings("places/index.html") == [
        "Afghanistan", "Chad", "China", "Djibouti", "Estonia", "Greece", "Japan", "Kazakhstan",
        "Qatar", "Elsewhere",
    ]  # fmt: skip
    assert headings("az/places/index.html") == [
        "Cibuti", "Çad", "Çin", "Estoniya", "Əfqanıstan", "Qazaxıstan", "Qətər", "Yaponiya",
        "Yunanıstan", "Başqa yerlər",
    ]  # fmt: skip


def test_the_map_is_one_way_in() -> None:
    place = {"name": "Hall", "coordinates": {"lat": 1, "lon": 2, "precision": "city"}}
    found = {file.path: file for file in files(site({"e1": event(1, place=place)}, {}))}
    assert found["index.html"].make().decode().count('<a href="map.html">') == 1

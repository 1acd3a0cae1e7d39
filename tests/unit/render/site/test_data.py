"""The JSON dump: one document, a record a line, nothing in it that strangers may not have."""

import json
from datetime import UTC, datetime

from eventbook.render import Changed
from eventbook.render.public import public
from eventbook.render.site.data import PATH, files
from eventbook.render.site.given import Site, SiteEvent
from eventbook.render.site.index import Index

KNOWN = {
    "person/petra-pau": {
        "id": "petra-pau",
        "name": "Petra Pau",
        "ids": {"wikidata": "Q77301"},
        "notes": [{"text": "INTERNAL"}],
        "review": {"status": "published", "of": "0" * 64},
    }
}
CHANGED = Changed(datetime(2024, 1, 2, tzinfo=UTC), datetime(2023, 1, 1, 10, 5, tzinfo=UTC))
TALK = {
    "id": "2023-talk",
    "title": "Talk",
    "date": "2023",
    "participants": [
        {"ref": "person/petra-pau", "roles": ["speaker"]},
        {"key": "anna", "minor": True, "label": "A child", "roles": ["reader"]},
        {"name": "Ann Poe", "ref": "person/nobody"},
    ],
    "sources": [{"url": "https://example.org/secret", "link": "omit"}],
    "notes": [{"text": "INTERNAL"}],
    "waive": [{"rule": "a", "reason": "INTERNAL"}],
}


def event(value, state="published", changed=CHANGED):
    return SiteEvent(str(value["id"]), value, json.dumps(value), state, changed)


def site(*events, url="https://archive.example/", title="Archive"):
    digests = {ref: json.dumps(value) for ref, value in KNOWN.items()}
    return Site(title, url, "2024", ("en", "it"), "", events, KNOWN.get, digests)


def one(given):
    (file,) = files(given, Index(given))
    assert file.path == PATH
    return file


def test_the_events_of_the_site_and_the_records_that_they_refer_to():
    draft = event({"id": "b", "title": "B"}, "draft", None)
    given = site(event(TALK), draft, event({"id": "gone"}, "withdrawn"))
    assert json.loads(one(given).make()) == {
        "generator": "eventbook",
        "title": "Archive",
        "url": "https://archive.example/",
        "license": None,
        "languages": ["en", "it"],
        "events": [
            {
                "page": "https://archive.example/events/2023-talk.html",
                "state": "published",
                "published": "2023-01-01T10:05:00Z",
                "updated": "2024-01-02T00:00:00Z",
                "record": public(TALK),
            },
            {
                "page": "https://archive.example/events/b.html",
                "state": "draft",
                "published": None,
                "updated": None,
                "record": {"id": "b", "title": "B"},
            },
        ],
        "records": [
            {
                "ref": "person/petra-pau",
                "page": "https://archive.example/people/petra-pau.html",
                "record": {
                    "id": "petra-pau",
                    "name": "Petra Pau",
                    "ids": {"wikidata": "Q77301"},
                    "notes": [],
                    "review": {"status": "published"},
                },
            }
        ],
    }


def test_nothing_that_is_kept_inside_is_in_it():
    text = one(site(event(TALK))).make().decode()
    assert [word for word in ("INTERNAL", "anna", "secret", "0000") if word in text] == []


def test_one_record_a_line_in_the_records_own_order():
    lines = (
        one(site(event(TALK), event({"id": "b", "title": "\u202eB"}))).make().decode().split("\n")
    )
    assert len(lines) == 9
    assert lines[2].startswith('{"page":"https://archive.example/events/2023-talk.html",')
    assert '"record":{"id":"2023-talk","title":"Talk","date":"2023","participants":' in lines[2]
    assert '"title":"\\u202eB"' in lines[3]


def test_without_an_address_pages_are_named_from_the_folder_of_the_site():
    made = json.loads(one(site(event(TALK), url="")).make())
    assert (made["url"], made["events"][0]["page"]) == (None, "events/2023-talk.html")


def test_a_site_without_events_has_an_empty_document():
    made = json.loads(one(site()).make())
    assert (made["events"], made["records"]) == ([], [])


def test_it_is_made_anew_exactly_when_something_in_it_changes():
    given = site(event(TALK))
    same = [given, site(event(TALK))]
    others = [
        site(event({**TALK, "title": "Speech"})),
        site(event(TALK, "draft")),
        site(event(TALK, changed=None)),
        site(event(TALK), title="Other"),
        site(event(TALK), url=""),
        site(event(TALK), event({"id": "b"})),
        given._replace(digests={"person/petra-pau": "other"}),
    ]
    assert len({one(each).inputs for each in same}) == 1
    assert len({one(each).make() for each in same}) == 1
    assert len({one(each).inputs for each in (*same, *others)}) == 1 + len(others)

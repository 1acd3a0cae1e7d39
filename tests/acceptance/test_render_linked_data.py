"""`eventbook render -f jsonld`: one graph of what is published, under addresses that stay."""

from __future__ import annotations

import json

import pytest

from acceptance.conftest import SETTINGS, Book

BOOK = f"""{SETTINGS}
[kinds.person]
records = ["records/people/*.yaml"]
schema = "eventbook:person"
title = "name"
model = "authority"
"""
SITE = '[site]\nurl = "https://archive.example/"\n'
PERSON = """\
id: ann-poe
name: Ann Poe
ids: {viaf: "113230702"}
notes: [{text: INTERNAL}]
"""
EVENT = """\
id: %s
title: Reading in Turin
date: 2019-05-18
participants:
  - {key: poe, ref: person/ann-poe, roles: [reader]}
  - {key: child, minor: true, label: A child (name withheld), roles: [reader]}
programme:
  - {kind: reading, people: [poe, child]}
statements:
  - {id: s1, speaker: poe, kind: paraphrase, text: Called it a good day., source: report}
sources:
  - {key: report, title: Report, publisher: The Post, url: "https://example.org/x", link: omit}
notes: [{text: INTERNAL}]
review: {status: %s}
"""


@pytest.fixture
def archive(book: Book) -> Book:
    """A book with two published records, a draft, and a person to whom they refer."""
    book.write("eventbook.toml", f"{BOOK}{SITE}")
    book.write("records/people/ann-poe.yaml", PERSON)
    for name, status in (("one", "published"), ("two", "published"), ("three", "draft")):
        book.record(name, EVENT % (name, status))
    book.commit()
    return book


def nodes(text: str) -> dict[str, dict[str, object]]:
    document = json.loads(text)
    assert document.keys() == {"@context", "@graph"}
    assert document["@context"] == "https://schema.org"
    return {node["@id"]: node for node in document["@graph"]}


def test_many_records_are_one_graph_of_what_is_published(archive: Book) -> None:
    done = archive("render", "-f", "jsonld", "-w", "title~Turin")
    assert done.returncode == 0, done.stderr
    found = nodes(done.stdout)
    page = "https://archive.example/events/{}.html"
    assert {name for name in found if name.endswith("#event")} == {
        page.format("one") + "#event",
        page.format("two") + "#event",
    }
    assert found["https://archive.example/people/ann-poe.html#person"] == {
        "@id": "https://archive.example/people/ann-poe.html#person",
        "@type": "Person",
        "name": "Ann Poe",
        "sameAs": "https://viaf.org/viaf/113230702",
        "identifier": {"@type": "PropertyValue", "propertyID": "viaf", "value": "113230702"},
    }
    when = archive.git("log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%dT%H:%M:%SZ")
    assert found[page.format("one")]["dateModified"] == when.strip()
    for inside in ("INTERNAL", "example.org", "child"):
        assert inside not in done.stdout


def test_a_draft_is_there_by_name_or_if_asked_for(archive: Book) -> None:
    for words in (["three"], ["--drafts"]):
        done = archive("render", "-f", "jsonld", *words)
        assert (done.returncode, "events/three.html#event" in done.stdout) == (0, True)
    draft = nodes(done.stdout)["https://archive.example/events/three.html"]
    assert draft["creativeWorkStatus"] == {"@value": "Draft", "@language": "en"}


def test_the_same_records_give_the_same_bytes(archive: Book) -> None:
    first, second = (archive("render", "one", "two", "-f", "jsonld").stdout for _ in range(2))
    assert first == second
    assert first.endswith("}\n")


def test_without_an_address_names_hold_in_the_document_only(archive: Book) -> None:
    archive.write("eventbook.toml", BOOK)
    found = nodes(archive("render", "one", "-f", "jsonld").stdout)
    assert [name for name in found if not name.startswith("_:")] == []
    assert found["_:event-one"]["performer"] == {
        "@type": "Role",
        "performer": {"@id": "_:person-ann-poe"},
        "roleName": {"@value": "reader", "@language": "en"},
    }

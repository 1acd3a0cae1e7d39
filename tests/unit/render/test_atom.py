"""Feeds line by line, as a feed reader has them, and well-formed whatever a record says."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventbook.errors import UsageError
from eventbook.render import Changed, Item, LeftOut, Options
from eventbook.render.atom import render
from eventbook.render.brief import NO_TIME
from eventbook.render.reading import clean

CHANGED = Changed(datetime(2024, 3, 6, 7, 8, 9, tzinfo=UTC), datetime(2024, 3, 5, tzinfo=UTC))
OPTIONS = Options(site="https://archive.example/", since="2024", book="Example archive")
ATOM = "{http://www.w3.org/2005/Atom}"
TEXTS = st.text(
    st.characters() | st.sampled_from("<>&'\"]\\\r\n\t\x00\x0b\x1b\ufffe\uffff\ud800"), min_size=1
)
NAUGHTY = [
    "<script>alert(1)</script>",
    "]]></summary><entry>",
    "&lt;b&gt; &#60; &amp; &",
    '"><link rel="self" href="https://evil.example"/>',
    "a\u202eb\x00\x0b\x1b\x7f\x85\u2028",
    "\ufffe\uffff\ud800",
    "<?xml version='1.1'?><!DOCTYPE x [<!ENTITY y 'z'>]>&y;",
    "w" * 5000,
]


def event(id_="e", **value):
    return {"id": id_, "title": "T", "date": "1992-02-26", **value}


def feed(*values, options=OPTIONS, changed=CHANGED):
    made = render([Item(value, None, None, changed) for value in values], options)
    found = feedparser.parse(made.text.encode())
    assert not found.bozo
    return found


def test_every_line_of_two_records(golden, full, minimal, lookup):
    made = render([Item(each, None, lookup, CHANGED) for each in (full, minimal)], OPTIONS)
    assert made.text.encode() == (golden / "both.atom").read_bytes()
    assert made.left_out == ()


def test_a_reader_has_the_fields_as_the_record_has_them():
    found = feed(
        event(
            title={"it": "Concerto <b> & più"},
            date="1992-02?",
            type="concert",
            keywords=["a & b", "concert"],
            summary="It’s <i>short</i>.",
            place={"name": "Hall"},
            content_advisory=["loss of life"],
            status="held",
            review={"status": "published"},
        )
    )
    assert found.feed.id == "tag:archive.example,2024:feeds/selection/en"
    assert (found.feed.title, found.feed.author) == ("Example archive", "Example archive")
    assert (found.feed.link, found.feed.updated) == (OPTIONS.site, "2024-03-06T07:08:09Z")
    (entry,) = found.entries
    assert entry.id == "tag:archive.example,2024:events/e"
    assert entry.link == "https://archive.example/events/e.html"
    assert (entry.published, entry.updated) == ("2024-03-05T00:00:00Z", "2024-03-06T07:08:09Z")
    assert entry.title_detail.value == "Concerto <b> & più"
    assert (entry.title_detail.type, entry.title_detail.language) == ("text/plain", "it")
    assert [(tag.term, tag.label) for tag in entry.tags] == [
        ("concert", "Concert"),
        ("a & b", "a & b"),
    ]
    assert entry.summary == (
        "<p>Content advisory: loss of life</p>"
        "<p>Date: February 1992 (uncertain); day not stated</p>"
        "<p>Status: Held</p><p>Place: Hall</p><p>It’s &lt;i&gt;short&lt;/i&gt;.</p>"
    )


def test_a_draft_says_so_and_was_not_published():
    made = render([Item(event(), None, None, Changed(CHANGED.updated))], OPTIONS)
    (entry,) = feedparser.parse(made.text).entries
    assert entry.summary.startswith("<p>DRAFT: this record has not been reviewed.</p>")
    assert "published" not in entry


def test_what_changed_last_comes_first():
    days = {"a": 2, "b": 3, "c": 3, "d": 1}
    items = [
        Item(event(id_), None, None, Changed(datetime(2024, 1, day, tzinfo=UTC)))
        for id_, day in days.items()
    ]
    made = render(items, OPTIONS).text
    assert made == render(items[::-1], OPTIONS).text
    found = feedparser.parse(made)
    assert [entry.id.rpartition("/")[2] for entry in found.entries] == ["b", "c", "a", "d"]
    assert found.feed.updated == "2024-01-03T00:00:00Z"


def test_a_withdrawn_record_is_a_deleted_entry_and_tells_no_more():
    made = render(
        [Item(event(review={"status": "withdrawn"}, title="SECRET"), changed=CHANGED)], OPTIONS
    )
    root = ElementTree.fromstring(made.text)
    (deleted,) = root.iter("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert deleted.attrib == {
        "ref": "tag:archive.example,2024:events/e",
        "when": "2024-03-06T07:08:09Z",
    }
    assert [child.text for child in deleted] == [
        "WITHDRAWN: the archive has withdrawn this record."
    ]
    assert "SECRET" not in made.text
    assert not feedparser.parse(made.text).bozo


@pytest.mark.parametrize(
    ("site", "since", "tag"),
    [
        ("https://Archive.Example:8080/", "2024-01-15", "tag:archive.example,2024-01-15:events/e"),
        ("https://a.example/one two/é/", "2024", "tag:a.example,2024:one%20two/%C3%A9/events/e"),
    ],
)
def test_ids_are_tags_of_the_archive(site, since, tag):
    found = feed(event(), options=OPTIONS._replace(site=site, since=since))
    assert found.entries[0].id == tag


@pytest.mark.parametrize("since", ["2024", "2024-01", "2024-01-01"])
def test_a_feed_without_entries_has_changed_when_the_archive_began(since):
    assert feed(options=OPTIONS._replace(since=since)).feed.updated == "2024-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("missing", "field"),
    [({"site": None}, "url"), ({"since": None}, "since"), ({"site": ""}, "url")],
)
def test_without_what_ids_are_made_of_there_is_no_feed(missing, field):
    with pytest.raises(UsageError, match=rf"a feed needs `{field}` in \[site\]"):
        render([Item(event(), changed=CHANGED)], OPTIONS._replace(**missing))


def test_what_cannot_be_in_a_feed_is_said():
    items = [
        Item(event(), changed=CHANGED),
        Item(event(), changed=CHANGED),
        Item(event(None), changed=CHANGED),
        Item(event("f")),
    ]
    assert render(items, OPTIONS).left_out == (
        LeftOut("e", "another record has the same id"),
        LeftOut("", "it has no id"),
        LeftOut("f", NO_TIME),
    )


def check_inert(text):
    """A record of this text makes the elements that it makes otherwise, and the text is there."""

    def made(each):
        value = event(title=each, summary=each, keywords=[each], place={"name": each}, type="other",
                      as_written=each, content_advisory=[each])  # fmt: skip
        options = OPTIONS._replace(book=each)
        return render([Item(value, None, None, CHANGED)], options).text

    trees = [ElementTree.fromstring(made(each).encode()) for each in ("plain words", text)]
    if clean(text):
        plain, naughty = ([node.tag for node in tree.iter()] for tree in trees)
        assert naughty == plain
    shown = clean(text) or "Untitled event"
    for mark in "\ufffe\uffff":
        shown = shown.replace(mark, f"\\u{ord(mark):04x}")
    assert trees[1].find(f"{ATOM}entry/{ATOM}title").text == shown
    summary = trees[1].find(f"{ATOM}entry/{ATOM}summary").text
    page = ElementTree.fromstring(f"<div>{summary}</div>")
    assert {node.tag for node in page.iter()} <= {"div", "p"}
    if clean(text):
        assert page[-1].text == shown


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_no_text_becomes_an_element(text):
    check_inert(text)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_no_text_at_all_becomes_an_element(text):
    check_inert(text)

"""What is blank means nobody, and what is odd is shown all the same."""

from __future__ import annotations

from eventbook.render import Item
from eventbook.render.reading import no_lookup
from eventbook.render.site.given import Site, SiteEvent
from eventbook.render.site.index import Index
from eventbook.render.site.naming import named

BLANK = "\u2028"


def test_a_relation_whose_event_ends_in_a_stroke_is_shown() -> None:
    view = Item({"relations": [{"kind": "related", "event": "a//", "note": "Why"}]}, "en").view()
    assert [(tie.title.text, tie.note and tie.note.text) for tie in view.relations] == [
        ("a//", "Why")
    ]


def test_a_blank_name_is_not_that_of_one_whose_reference_is_blank() -> None:
    record = {
        "organisers": [{"name": "Choir", "ref": BLANK, "role": "organiser"}],
        "programme": [{"kind": "speech", "people": [" ", "Ada Lind"]}],
    }
    view = Item(record, "en").view()
    assert [name.text for name in view.programme[0].people] == ["Ada Lind"]


def test_a_blank_reference_hides_no_name() -> None:
    record = {
        "organisers": [{"name": "Choir", "ref": BLANK}],
        "part_of": {"name": "Sunday concerts", "ref": BLANK},
    }
    found = [one.entity for one in named(record, no_lookup)]
    assert found == ["organisation/=Choir", "series/=Sunday concerts"]


def test_the_schemes_of_identifiers_are_cleaned() -> None:
    assert Item({"ids": {"a\x00b": "1"}}, "en").view().ids == ("a\\u0000b: 1",)


def test_a_record_with_a_blank_name_goes_by_its_id() -> None:
    place = {"id": "hall", "name": BLANK}
    event = {"id": "a", "title": "Concert", "place": {"ref": "place/hall"}}
    lookup = {"place/hall": place, "event/a": event}.get
    made = SiteEvent("a", event, "0", "published")
    site = Site("Archive", "", "", ("en",), "", (made,), lookup, {})
    assert Index(site).topics["place/hall"].name == "hall"

"""What may be shown of a record that withholds somebody's name."""

from __future__ import annotations

from typing import Any

import pytest

from eventbook.events.privacy import WITHHELD, published


def test_a_record_that_withholds_nobody_stays_as_it_is() -> None:
    value = {
        "id": "a",
        "participants": [{"name": "Somebody", "minor": False}, {"key": "b", "label": "x"}],
        "withheld": [{"at": "participants/b", "reason": "privacy"}],
    }
    assert published(value) is value


@pytest.mark.parametrize("flag", [{"minor": True}, {"withheld": True}, {"minor": None}])
def test_an_entry_keeps_what_does_not_tell_who_it_is(flag: dict[str, Any]) -> None:
    kept = {
        "key": "reader",
        **flag,
        "label": "A child (name withheld)",
        "roles": ["reader"],
        "position": "pupil",
        "source": "release",
        "note": "read aloud",
        "on_behalf_of": {"name": "A school"},
    }
    dropped = {
        "name": "Named Here",
        "ref": "person/named-here",
        "ids": {"wikidata": "Q1"},
        "image": "https://example.org/p.jpg",
        "aliases": ["N. H."],
        "as_written": "little one",
        "nmae": "Named Here",
    }
    assert published({"participants": [{**dropped, **kept}]}) == {"participants": [kept]}


def test_a_name_that_the_entry_gives_is_taken_out_everywhere() -> None:
    value = {
        "title": {"en": "A reading by named HERE", "it": "Lettura"},
        "participants": [{"minor": True, "label": "A child", "name": "Named Here"}],
        "programme": [{"people": ["Named Here", "Named Hereby"]}],
        "mentions": [{"withheld": True, "label": "L", "aliases": ["Alias"], "name": {"en": " "}}],
        "keywords": ["alias", "aliases", "reading"],
        "attendance": {"count": 3},
    }
    assert published(value) == {
        "title": {"en": WITHHELD, "it": "Lettura"},
        "participants": [{"minor": True, "label": "A child"}],
        "programme": [{"people": [WITHHELD, "Named Hereby"]}],
        "mentions": [{"withheld": True, "label": "L"}],
        "keywords": [WITHHELD, "aliases", "reading"],
        "attendance": {"count": 3},
    }


def test_entries_deep_inside_are_found_and_the_record_is_not_changed() -> None:
    value = {"programme": [{"works": [{"author": {"minor": True, "name": "Named Here"}}]}]}
    assert published(value) == {"programme": [{"works": [{"author": {"minor": True}}]}]}
    assert value["programme"][0]["works"][0]["author"]["name"] == "Named Here"

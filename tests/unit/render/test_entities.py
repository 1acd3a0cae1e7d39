"""What a name on a page names: by reference, else by its kind and itself; never a withheld one."""

import pytest

from eventbook.render import Item
from eventbook.render.compose import compose
from eventbook.render.page import Address, Citation, Facts, Group, Listing, Time
from eventbook.render.reading import named_by

BOARD = {"person/ann-poe": {"name": {"en": "Ann Poe"}}, "2018-fair": {"title": "Fair of 2018"}}
RECORD = {
    "id": "2019-fair",
    "title": "Fair",
    "part_of": {"name": "Fairs of the town"},
    "relations": [
        {"kind": "follows", "event": "2018-fair", "note": "Same hall."},
        {"kind": "related", "event": "event/2017-fair"},
    ],
    "place": {"name": "Port Selby", "city": "Port Selby"},
    "occasion": {
        "kind": "other",
        "of": {
            "name": "The flood",
            "names_used": [{"text": "the Wave", "used_by": {"name": "Cy"}}],
        },
    },
    "organisers": [{"name": {"az": "Fond", "en": "Fund"}, "role": "organiser"}],
    "participants": [
        {"key": "ann", "ref": "person/ann-poe", "on_behalf_of": {"name": "The Board"}},
        {"key": "child", "minor": True, "label": "A child (name withheld)"},
        {"ref": "person/unknown-to-us"},
    ],
    "mentions": [{"name": "Bo Ray"}, {"ref": "organisation/port"}],
    "campaigns": [{"name": "Clean Water"}],
    "subjects": [{"ref": "subject/water"}, {"name": "Dams"}],
    "programme": [
        {
            "kind": "reading",
            "people": ["ann", "child", {"name": "Di"}, "nobody"],
            "place": {"ref": "place/hall"},
            "works": [
                {
                    "title": {"it": "Onda", "en": "Wave"},
                    "author": [{"ref": "person/ann-poe"}, {"name": "Bo Ray"}],
                    "translator": {"minor": True, "label": "A pupil"},
                },
                {"ref": "work/tide"},
            ],
        }
    ],
    "statements": [
        {"speaker": "ann", "text": "One.", "about": "subject"},
        {"speaker": {"name": "Eve"}, "text": "Two.", "about": {"ref": "organisation/port"}},
    ],
    "sources": [{"title": "Fund", "publisher": {"ref": "organisation/port"}}],
}


def _lines(block):
    match block:
        case Facts(rows):
            for _name, lines in rows:
                yield from lines
        case Listing(entries):
            for entry in entries:
                yield from (entry.line, *entry.details)
        case Group(heading, listing):
            yield heading
            yield from _lines(listing)
        case _:
            yield block.line


def _named(record, lang=None):
    """What the names of a page name, as (text, entity), section by section."""
    page = compose(Item(record, lang, BOARD.get).view())
    return {
        section.key: found
        for section in page.sections
        if (
            found := [
                (piece.text, piece.entity)
                for block in section.blocks
                for line in _lines(block)
                for piece in line
                if not isinstance(piece, Address | Citation | Time) and piece.entity
            ]
        )
    }


def test_every_name_of_a_page():
    assert _named(RECORD) == {
        "facts": [
            ("Port Selby", "place/=Port Selby"),
            ("The flood", "subject/=The flood"),
            ("Fairs of the town", "event/=Fairs of the town"),
            ("Fair of 2018", "event/2018-fair"),
            ("2017-fair", "event/2017-fair"),
        ],
        "organisers": [("Fund", "organisation/=Fond")],
        "programme": [
            ("Ann Poe", "person/ann-poe"),
            ("Di", "person/=Di"),
            ("hall", "place/hall"),
            ("“Wave”", "work/=Onda"),
            ("Ann Poe", "person/ann-poe"),
            ("Bo Ray", "person/=Bo Ray"),
            ("“tide”", "work/tide"),
        ],
        "people": [
            ("Ann Poe", "person/ann-poe"),
            ("The Board", "organisation/=The Board"),
            ("unknown-to-us", "person/unknown-to-us"),
        ],
        "mentions": [("Bo Ray", "person/=Bo Ray"), ("port", "organisation/port")],
        "campaigns": [("Clean Water", "campaign/=Clean Water")],
        "names-used": [("Cy", "person/=Cy")],
        "statements": [
            ("Ann Poe", "person/ann-poe"),
            ("The Board", "organisation/=The Board"),
            ("The flood", "subject/=The flood"),
            ("Eve", "person/=Eve"),
            ("port", "organisation/port"),
        ],
        "sources": [("port", "organisation/port")],
        "more": [("water", "subject/water"), ("Dams", "subject/=Dams")],
    }


def test_the_language_asked_for_changes_the_text_and_not_what_it_names():
    named = _named(RECORD, "it")
    assert named["programme"][3] == ("«Onda»", "work/=Onda")
    assert named["organisers"] == [("Fond", "organisation/=Fond")]


@pytest.mark.parametrize("mark", ["minor", "withheld"])
@pytest.mark.parametrize("where", ["own", "authority"])
def test_nobody_withheld_is_named(mark, where):
    person = {"name": "XSECRETX", "ref": "person/xsecretx", "label": "A guest"}
    if where == "own":
        person[mark] = True
    known = {"person/xsecretx": {"name": "XSECRETX", mark: True}}
    slots = {
        slot: [{**person, "key": slot}, {**person, mark: False} if where != "own" else person]
        for slot in ("participants", "organisers", "mentions", "campaigns", "subjects")
    }
    record = {
        **slots,
        "place": person,
        "part_of": person,
        "relations": [{"kind": "related", "event": person}],
        "occasion": {"of": {**person, "names_used": [{"text": "x", "used_by": person}]}},
        "programme": [{"people": [person], "works": [{"title": "x", "author": [person]}]}],
        "statements": [{"speaker": person, "text": "x", "about": person}],
        "sources": [{"publisher": person}],
        "media": [{"url": "https://example.org/", "credit": person}],
    }
    view = Item(record, None, known.get).view()
    assert "secret" not in repr(view).lower()
    assert "entity='person" not in repr(compose(view))


@pytest.mark.parametrize(
    ("entity", "kind", "expected"),
    [
        ({"ref": "person/ann"}, "organisation", "person/ann"),
        ({"ref": "2018-fair"}, "event", "event/2018-fair"),
        ({"ref": "person/Ann Poe", "name": "Ann"}, "person", "person/=Ann"),
        ({"ref": "../../etc"}, "person", ""),
        ({"ref": ["person/ann"]}, "person", ""),
        ({"name": " Ann\n Poe "}, "person", "person/=Ann Poe"),
        ({"name": {"en": " ", "it": "Anna"}}, "person", "person/=Anna"),
        ({"name": {"en": 3}, "title": "Third"}, "work", "work/=Third"),
        ({"name": ["Ann"]}, "person", ""),
        ({"name": 1984}, "work", "work/=1984"),
        ({"name": "Ann"}, "", ""),
        ({}, "person", ""),
    ],
)
def test_named_by(entity, kind, expected):
    assert named_by(entity, kind) == expected

"""Merges as they happen to people, each with the whole text that comes of it."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from eventbook.changes.trees import ListIdentity
from eventbook.editing.merging.files import LineMerge, merge_files
from eventbook.pointer import Place

BASE = """\
# Concert of the lake choir
id: 2024-lake-choir
title: Evening concert
date: 2024-05-03

people:
  - key: ann   # conductor
    role: conductor
    note: first
  - key: bob
    role: soloist
    note: second

# Words to find it by
tags: [choir, lake]
days: [1, 2, 3]
text: |
  The choir sang.
  The hall was full.

  There was an encore.
place:
  city: Constance
  code: '78462'
programme:
  - kind: speech
    title: Welcome
  - kind: performance
    title: Four songs
"""
ANN = "  - key: ann   # conductor\n    role: conductor\n    note: first\n"
BOB = "  - key: bob\n    role: soloist\n    note: second\n"
CY = "  - key: cy\n    role: reader\n"
DI = "  - key: di   # the youngest but one\n    role: reader\n"
PLACE = "place:\n  city: Constance\n  code: '78462'\n"
SPEECH = "  - kind: speech\n    title: Welcome\n"
SONGS = "  - kind: performance\n    title: Four songs\n"
Edit = tuple[str, str]


def clash(ours: str, theirs: str) -> str:
    return f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"


class Case(NamedTuple):
    """Edits of the base; what is wanted is edits of the base, too."""

    name: str
    ours: list[Edit]
    theirs: list[Edit]
    wanted: list[Edit]
    conflicts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


BOTH = ("both changed it",)
CASES = [
    Case(
        "neighbouring fields",
        [("Evening", "Night")],
        [("05-03", "05-04")],
        [("Evening", "Night"), ("05-03", "05-04")],
    ),
    Case(
        "one field",
        [("Evening", "Night")],
        [("Evening", "Summer")],
        [
            (
                "title: Evening concert\n",
                clash("title: Night concert\n", "title: Summer concert\n"),
            )
        ],
        BOTH,
    ),
    Case("each adds an item", [(BOB, BOB + CY)], [(BOB, BOB + DI)], [(BOB, BOB + CY + DI)]),
    Case(
        "each adds an item at the top",
        [(ANN, CY + ANN)],
        [(ANN, DI + ANN)],
        [(ANN, DI + CY + ANN)],
    ),
    Case(
        "each adds the same person",
        [(BOB, BOB + CY)],
        [(BOB, BOB + "  - role: reader\n    key: cy\n    note: late\n")],
        [(BOB, BOB + "  - key: cy\n    note: late\n    role: reader\n")],
    ),
    Case(
        "each adds the same person, in another part",
        [(BOB, BOB + CY)],
        [(BOB, BOB + CY.replace("reader", "host"))],
        [(BOB, BOB + "  - key: cy\n" + clash("    role: reader\n", "    role: host\n"))],
        BOTH,
    ),
    Case(
        "ours moves, theirs changes",
        [(ANN + BOB, BOB + ANN)],
        [("second", "2nd")],
        [(ANN + BOB, BOB.replace("second", "2nd") + ANN)],
    ),
    Case(
        "theirs moves, ours changes",
        [("second", "2nd   # so")],
        [(ANN + BOB, BOB + ANN)],
        [(ANN + BOB, BOB.replace("second", "2nd   # so") + ANN)],
    ),
    Case(
        "theirs moves, ours adds",
        [(BOB, BOB + CY)],
        [(ANN + BOB, BOB + ANN)],
        [(ANN + BOB, BOB + ANN + CY)],
    ),
    Case(
        "ours changes what theirs removes",
        [("second", "2nd")],
        [(BOB, "")],
        [(BOB, clash(BOB.replace("second", "2nd"), ""))],
        ("theirs removed it",),
    ),
    Case("each removes another item", [(ANN, "")], [(SPEECH, "")], [(ANN, ""), (SPEECH, "")]),
    Case(
        "each removes an item of one list, and none is left",
        [(ANN, "")],
        [(BOB, "")],
        [("people:\n" + ANN + BOB, "people: []\n")],
    ),
    Case(
        "each adds another field to one item",
        [("    note: first\n", "    note: first\n    since: 2001\n")],
        [("    note: first\n", "    note: first\n    until: 2025\n")],
        [("    note: first\n", "    note: first\n    until: 2025\n    since: 2001\n")],
    ),
    Case(
        "the key of an item and its note",
        [("key: bob", "key: robert")],
        [("second", "2nd")],
        [("key: bob", "key: robert"), ("second", "2nd")],
    ),
    Case(
        "one key far apart, two values",
        [("title: Evening", "url: https://a.example/\ntitle: Evening")],
        [(SONGS, SONGS + "url: https://b.example/\n")],
        [
            (
                "title: Evening",
                clash("url: https://a.example/\n", "url: https://b.example/\n") + "title: Evening",
            )
        ],
        BOTH,
    ),
    Case(
        "one key far apart, one value",
        [("title: Evening", "url: https://a.example/\ntitle: Evening")],
        [(SONGS, SONGS + "url: https://a.example/\n")],
        [("title: Evening", "url: https://a.example/\ntitle: Evening")],
    ),
    Case(
        "two keys at one place",
        [(SONGS, SONGS + "x: 1\n")],
        [(SONGS, SONGS + "y: 2   # why\n")],
        [(SONGS, SONGS + "y: 2   # why\nx: 1\n")],
    ),
    Case(
        "ours indents otherwise, theirs changes",
        [("  - key", "- key"), ("    role", "  role"), ("    note", "  note")],
        [("second", "2nd"), ("'78462'", '"78464"')],
        [
            ("  - key", "- key"),
            ("    role", "  role"),
            ("    note", "  note"),
            ("second", "2nd"),
            ("'78462'", '"78464"'),
        ],
    ),
    Case(
        "ours indents otherwise, theirs adds",
        [("  - key", "- key"), ("    role", "  role"), ("    note", "  note")],
        [(BOB, BOB + DI)],
        [
            (BOB, BOB + DI),
            ("  - key", "- key"),
            ("    role", "  role"),
            ("    note", "  note"),
        ],
    ),
    Case(
        "ours quotes otherwise, theirs changes",
        [("'78462'", '"78462"')],
        [("'78462'", "'78464'")],
        [("'78462'", "'78464'")],
    ),
    Case(
        "ours changes, theirs quotes otherwise",
        [("'78462'", "'78464'")],
        [("'78462'", '"78462"')],
        [("'78462'", "'78464'")],
    ),
    Case(
        "lines of one text, apart",
        [("The choir sang.", "The lake choir sang.")],
        [("an encore", "one encore")],
        [("The choir sang.", "The lake choir sang."), ("an encore", "one encore")],
    ),
    Case(
        "lines of one text, side by side",
        [("The choir sang.", "The lake choir sang.")],
        [("The hall was full.", "The hall was half full.")],
        [
            (
                "text: |\n  The choir sang.\n  The hall was full.\n\n  There was an encore.\n",
                clash(
                    "text: |\n  The lake choir sang.\n  The hall was full.\n\n"
                    "  There was an encore.\n",
                    "text: |\n  The choir sang.\n  The hall was half full.\n\n"
                    "  There was an encore.\n",
                ),
            )
        ],
        BOTH,
    ),
    Case(
        "each adds a line to a text",
        [("an encore.\n", "an encore.\n  It rained.\n")],
        [("an encore.\n", "an encore.\n  It snowed.\n")],
        [
            (
                "text: |\n  The choir sang.\n  The hall was full.\n\n  There was an encore.\n",
                clash(
                    "text: |\n  The choir sang.\n  The hall was full.\n\n"
                    "  There was an encore.\n  It rained.\n",
                    "text: |\n  The choir sang.\n  The hall was full.\n\n"
                    "  There was an encore.\n  It snowed.\n",
                ),
            )
        ],
        BOTH,
    ),
    Case(
        "a comment above what changes",
        [("title: Evening", "# devised\ntitle: Evening")],
        [("Evening", "Night")],
        [("title: Evening", "# devised\ntitle: Night")],
    ),
    Case(
        "a comment behind what changes",
        [("Evening", "Night")],
        [("Evening concert", "Evening concert   # devised")],
        [("Evening concert", "Night concert   # devised")],
    ),
    Case(
        "a comment behind what ours writes over lines",
        [("title: Evening concert", "title: |-\n  Night\n  concert")],
        [("Evening concert", "Evening concert   # devised")],
        [("title: Evening concert", "# devised\ntitle: |-\n  Night\n  concert")],
    ),
    Case(
        "comments at both ends",
        [("# Concert of", "# A concert of")],
        [(SONGS, SONGS + "# the end\n")],
        [("# Concert of", "# A concert of"), (SONGS, SONGS + "# the end\n")],
    ),
    Case(
        "two comments at one place",
        [("title: Evening", "# from ours\ntitle: Evening")],
        [("title: Evening", "# from theirs\ntitle: Evening")],
        [("title: Evening", "# from ours\n# from theirs\ntitle: Evening")],
    ),
    Case(
        "a comment is changed, and what stands below it",
        [("# Words to find it by", "# Keywords")],
        [("[choir, lake]", "[choir, lake, May]")],
        [("# Words to find it by", "# Keywords"), ("[choir, lake]", "[choir, lake, May]")],
    ),
    Case(
        "a comment is removed, and what stands below it changes",
        [("# Words to find it by\n", "")],
        [("[choir, lake]", "[choir, lake, May]")],
        [("# Words to find it by\n", ""), ("[choir, lake]", "[choir, lake, May]")],
    ),
    Case(
        "a comment on what is removed",
        [("key: bob", "key: bob  # the tenor")],
        [(BOB, "")],
        [(BOB, "")],
        (),
        ("a comment on `people[1]` went with it",),
    ),
    Case(
        "a comment behind the name of a list",
        [("people:\n", "people:   # in order\n")],
        [(BOB, BOB + CY)],
        [("people:\n", "people:   # in order\n"), (BOB, BOB + CY)],
    ),
    Case(
        "theirs calls a key otherwise, ours changes its value",
        [("city: Constance", "city: Konstanz")],
        [("city: Constance", "town: Constance")],
        [
            (
                "  city: Constance\n",
                "  town: Constance\n" + clash("  city: Konstanz\n", ""),
            )
        ],
        ("theirs removed it",),
    ),
    Case(
        "each adds to a set",
        [("[choir, lake]", "[choir, lake, May]")],
        [("[choir, lake]", "[choir, evening, lake]")],
        [("[choir, lake]", "[choir, evening, lake, May]")],
    ),
    Case(
        "one adds to a set, one removes",
        [("[choir, lake]", "[lake]")],
        [("[choir, lake]", "[choir, lake, May]")],
        [("[choir, lake]", "[lake, May]")],
    ),
    Case(
        "a set gets lines of its own, and a word",
        [("tags: [choir, lake]", "tags:\n  - choir\n  - lake  # of Constance")],
        [("[choir, lake]", "[choir, lake, May]")],
        [("tags: [choir, lake]", "tags:\n  - choir\n  - lake  # of Constance\n  - May")],
    ),
    Case(
        "a list without names: ends apart",
        [("[1, 2, 3]", "[0, 1, 2, 3]")],
        [("[1, 2, 3]", "[1, 2, 3, 4]")],
        [("[1, 2, 3]", "[0, 1, 2, 3, 4]")],
    ),
    Case(
        "a list without names: one place",
        [("[1, 2, 3]", "[1, 2, 3, 4]")],
        [("[1, 2, 3]", "[1, 2, 3, 5]")],
        [
            (
                "days: [1, 2, 3]\n",
                clash("days: [1, 2, 3, 4]\n", "days: [1, 2, 3, 5]\n"),
            )
        ],
        BOTH,
    ),
    Case(
        "items without names: each changes another",
        [("Welcome", "Words of welcome")],
        [("Four songs", "Five songs")],
        [("Welcome", "Words of welcome"), ("Four songs", "Five songs")],
    ),
    Case(
        "items without names: each adds one at one place",
        [(SONGS, SONGS + "  - kind: silence\n")],
        [(SONGS, SONGS + "  - kind: prayer\n")],
        [(SONGS, SONGS + clash("  - kind: silence\n", "  - kind: prayer\n"))],
        BOTH,
    ),
    Case(
        "items without names: moved by one, changed by the other",
        [(SPEECH + SONGS, SONGS + SPEECH)],
        [("Four songs", "Five songs")],
        [(SPEECH + SONGS, SONGS.replace("Four", "Five") + SPEECH)],
    ),
    Case(
        "what theirs removed, ours changed inside",
        [("city: Constance", "city: Konstanz")],
        [(PLACE, "")],
        [(PLACE, clash(PLACE.replace("Constance", "Konstanz"), ""))],
        ("theirs removed it",),
    ),
    Case(
        "what ours removed, theirs changed inside",
        [(PLACE, "")],
        [("city: Constance", "city: Konstanz")],
        [(PLACE, clash("", PLACE.replace("Constance", "Konstanz")))],
        ("ours removed it",),
    ),
    Case(
        "a type against a text",
        [("'78462'", "78462")],
        [("'78462'", "'78464'")],
        [("  code: '78462'\n", clash("  code: 78462\n", "  code: '78464'\n"))],
        BOTH,
    ),
    Case(
        "each begins the same map",
        [(SONGS, SONGS + "geo:\n  lat: 47.66\n")],
        [(SONGS, SONGS + "geo:\n  lon: 9.17   # east\n")],
        [(SONGS, SONGS + "geo:\n  lon: 9.17   # east\n  lat: 47.66\n")],
    ),
    Case(
        "the first key of an item, on the line of its dash",
        [("kind: speech", "kind: talk")],
        [("kind: speech", "kind: message")],
        [
            (
                SPEECH,
                "  -\n" + clash("    kind: talk\n", "    kind: message\n") + "    title: Welcome\n",
            )
        ],
        BOTH,
    ),
    Case(
        "the first key of an item goes, another changes",
        [("  - kind: speech\n    title", "  - title")],
        [("Welcome", "Words of welcome")],
        [("  - kind: speech\n    title: Welcome", "  - title: Words of welcome")],
    ),
    Case(
        "a blank line more, and a field",
        [("date: 2024-05-03\n", "date: 2024-05-03\n\n")],
        [("05-03", "05-04")],
        [("date: 2024-05-03\n", "date: 2024-05-04\n\n")],
    ),
    Case(
        "a map between brackets, and what is in it",
        [(PLACE, "place: {city: Constance, code: '78462'}\n")],
        [("city: Constance", "city: Konstanz")],
        [(PLACE, "place: {city: Konstanz, code: '78462'}\n")],
    ),
    Case(
        "two fields of one map between brackets",
        [(PLACE, "place: {city: Konstanz, code: '78462'}\n")],
        [("'78462'", "'78464'")],
        [(PLACE, "place: {city: Konstanz, code: '78464'}\n")],
    ),
]


def identity(place: Place) -> ListIdentity:
    declared: dict[str, ListIdentity] = {"people": ((("key",),),), "tags": "set"}
    return declared.get(next((p for p in reversed(place) if isinstance(p, str)), ""))


def edited(edits: list[Edit]) -> str:
    text = BASE
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return text


def no_lines() -> LineMerge:
    return LineMerge(b"<<<<<<< by lines\n", clean=False)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_merge(case: Case) -> None:
    base, ours, theirs = (edited(each).encode() for each in ([], case.ours, case.theirs))
    found = merge_files(base, ours, theirs, identity, no_lines)
    assert found.data.decode() == edited(case.wanted)
    assert tuple(each.why for each in found.conflicts) == case.conflicts
    assert found.clean == (not case.conflicts)
    assert found.notes == case.notes


def test_there_are_as_many_as_promised() -> None:
    assert len(CASES) >= 50
    assert len({case.name for case in CASES}) == len(CASES)

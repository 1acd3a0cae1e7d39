"""Where records mean each other."""

from __future__ import annotations

from dataclasses import replace

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS, Kind
from eventbook.events.references import Reference, modelled, of_model, references

AGENT = ("person", "organisation")


def found(kind="event", **fields):
    return list(references(Facts("a.yaml", kind, value=fields), DEFAULTS))


def test_each_slot_has_its_kinds() -> None:
    assert found(
        place={"ref": "place/duomo"},
        participants=[{"name": "A"}, {"ref": "person/a", "on_behalf_of": {"ref": "place/b"}}],
        occasion={"of": {"ref": "subject/c"}},
        programme=[{"works": [{"ref": "work/d"}, {"author": {"ref": "person/e"}}]}],
        part_of={"ref": "event/f"},
        relations=[{"kind": "follows", "event": "g"}, {"kind": "part-of", "event": "h"}],
    ) == [
        Reference(("place", "ref"), "place", "duomo", ("place",)),
        Reference(("participants", 1, "ref"), "person", "a", AGENT),
        Reference(("participants", 1, "on_behalf_of", "ref"), "place", "b", AGENT),
        Reference(("occasion", "of", "ref"), "subject", "c", ("subject",)),
        Reference(("programme", 0, "works", 0, "ref"), "work", "d", ("work",)),
        Reference(("programme", 0, "works", 1, "author", "ref"), "person", "e", AGENT),
        Reference(("part_of", "ref"), "event", "f", ("event",), whole=True),
        Reference(("relations", 0, "event"), "event", "g", ("event",)),
        Reference(("relations", 1, "event"), "event", "h", ("event",), whole=True),
    ]


def test_an_authority_is_part_of_its_like() -> None:
    assert found("organisation", part_of={"ref": "organisation/a"}) == [
        Reference(("part_of", "ref"), "organisation", "a", ("organisation",), whole=True)
    ]


def test_what_is_the_archives_own_or_withheld_or_no_reference_is_left_alone() -> None:
    hidden = {"minor": True, "ref": "person/n-n", "on_behalf_of": {"ref": "organisation/a"}}
    assert found(local={"ref": "heads/main"}, participants=[hidden], place={"ref": "Place/A"}) == []


def test_only_kinds_beside_events_refer_to_each_other() -> None:
    def book(*names):
        kinds = [Kind(n, (), "s", model="event" if n == "talk" else None) for n in names]
        return replace(DEFAULTS, kinds=tuple(kinds))

    assert modelled(book("talk", "person", "issue")) == {"talk", "person"}
    assert modelled(book("person", "issue")) == frozenset()
    records = [Facts("a", "issue"), Facts("b", "talk")]
    assert of_model(records, book("talk", "issue")) == records[1:]

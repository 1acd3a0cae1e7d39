"""Every field of the schemas is used by a record of the example book, or says why it is not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from eventbook.document.loader import load
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.schema.catalog import Catalog, Located
from eventbook.schema.shape import Shape

ROOT = Path(__file__).parents[3]
FOLDERS = {
    "event": "events",
    "organisation": "organisations",
    "person": "people",
    "place": "places",
    "subject": "subjects",
    "work": "works",
}

_REASONS = {
    "No page that was read prints an identifier in another database, and none is guessed.": """
        event.campaigns[].ids event.ids event.ids.ark event.ids.doi event.ids.geonames
        event.ids.gnd event.ids.handle event.ids.isbn event.ids.isni event.ids.issn
        event.ids.lccn event.ids.musicbrainz event.ids.oclc event.ids.orcid event.ids.osm
        event.ids.ror event.ids.tgn event.ids.ulan event.ids.viaf event.ids.wikidata
        event.mentions[].ids event.organisers[].ids event.participants[].ids
        event.participants[].on_behalf_of.ids event.place.ids event.programme[].works[].ids
        event.statements[].speaker.ids event.subjects[].ids organisation.ids person.ids place.ids
        subject.ids work.ids""",
    "No page that was read gives coordinates; a point of ours would be invented.": """
        event.place.coordinates event.place.coordinates.as_written event.place.coordinates.lat
        event.place.coordinates.lon event.place.coordinates.precision place.coordinates""",
    "The one street that is known stands in the place's own record.": "event.place.address",
    "No page was opened on a known day, nor archived; the records say so in a note.": """
        event.sources[].accessed event.sources[].archive_url""",
    "Every record is a draft: nobody has reviewed one.": """
        event.review.by event.review.of event.review.on""",
    "Nothing is found in these records that would have to be waived.": """
        organisation.waive person.waive place.waive subject.waive work.waive""",
    "No record was renamed.": """
        event.former_ids organisation.former_ids person.former_ids place.former_ids
        subject.former_ids work.former_ids""",
    "The example book is nobody's archive, so there are no numbers of an archive's own.": """
        event.local organisation.local person.local place.local subject.local work.local""",
    "The events are over, or announced without a contact.": """
        event.contact event.contact.email event.contact.name event.contact.phone
        event.contact.url""",
    "No source says when an event, or a part of it, ended.": """
        event.end_time event.sessions[].end""",
    "The sessions that are recorded were at one place.": "event.sessions[].place",
    "The counts that sources give differ, so they stand in statements, with who gave them.": """
        event.attendance.count event.attendance.groups[].count event.attendance.max""",
    "The pages name channels and no address of the broadcast.": "event.broadcasts[].url",
    "The one film that is linked states none of this.": """
        event.media[].alt event.media[].credit event.media[].rights""",
    "No portrait is linked: no page that was read offers one for use.": """
        event.mentions[].image event.organisers[].image event.participants[].image
        event.participants[].on_behalf_of.image event.statements[].speaker.image""",
    "Those who are withheld took part; nobody else is recorded without a name.": """
        event.mentions[].label event.mentions[].minor event.mentions[].withheld
        event.organisers[].minor event.participants[].on_behalf_of.label
        event.participants[].on_behalf_of.minor event.participants[].on_behalf_of.withheld
        event.statements[].speaker.label event.statements[].speaker.minor
        event.statements[].speaker.withheld""",
    "Nobody of whom there is a record is only spoken of, or spoken for.": """
        event.mentions[].ref event.participants[].on_behalf_of.ref""",
    "Speakers that are no participants are told by name and position, and the statement has the"
    " rest.": """
        event.statements[].speaker.as_written event.statements[].speaker.note
        event.statements[].speaker.source event.participants[].on_behalf_of.as_written""",
    "The vocabularies had a word for it.": """
        event.as_written event.campaigns[].as_written event.programme[].works[].as_written
        event.sources[].as_written work.as_written""",
    "No page that was read names one.": """
        event.programme[].works[].arranger event.programme[].works[].director
        event.programme[].works[].translator work.arranger work.director work.translator
        subject.aliases work.aliases""",
    "Every name that a court or the United Nations established is used by a subject's record.": """
        event.subjects[].adjudication event.subjects[].adjudication.source""",
}
UNUSED = {path: reason for reason, paths in _REASONS.items() for path in paths.split()}
"""Fields that no record has, each with the reason; not a wish list, for no fact is invented."""


@cache
def catalog() -> Catalog:
    files = sorted((ROOT / "schemas").glob("*.schema.json"))
    return Catalog({path.name: path.read_bytes() for path in files})


@cache
def shape(kind: str) -> Shape:
    return Shape(catalog(), f"{kind}.schema.json")


def _children(shape: Shape, place: Place) -> Iterator[tuple[Place, Located]]:
    """The fields below a place; of a list, those of its items, or the item with a vocabulary."""
    at = shape.at(place)
    for name, declared in shape.properties(at).items():
        yield (*place, name), declared
    if items := shape.annotation(at, "items"):
        item = (*place, 0)
        if shape.annotation(shape.at(item), "enum"):
            yield item, shape.located(items)
        else:
            yield from _children(shape, item)


def _path(kind: str, place: Place) -> str:
    return kind + "".join("[]" if isinstance(part, int) else f".{part}" for part in place)


def declared_fields() -> dict[int, str]:
    """Every field once, by its schema: the first path that leads to it."""
    found: dict[int, str] = {}
    for kind in FOLDERS:
        queue: list[Place] = [()]
        for place in queue:
            for child, schema in _children(shape(kind), place):
                if id(schema.schema) not in found:
                    found[id(schema.schema)] = _path(kind, child)
                    queue.append(child)
    return found


def _used(kind: str, value: Json, place: Place = ()) -> Iterator[int]:
    """The schemas of the fields that a record fills; null and empty values fill nothing."""
    if value is None or value == [] or value == {}:
        return
    if place:
        parent = shape(kind).at(place[:-1])
        if isinstance(place[-1], str):
            declared = shape(kind).properties(parent).get(place[-1])
            if declared is not None:
                yield id(declared.schema)
        elif items := shape(kind).annotation(parent, "items"):
            yield id(items)
    if isinstance(value, dict):
        for name, child in value.items():
            yield from _used(kind, child, (*place, name))
    elif isinstance(value, list):
        for child in value:
            yield from _used(kind, child, (*place, 0))


def records(kind: str) -> list[Path]:
    return sorted((ROOT / "records" / FOLDERS[kind]).rglob("*.yaml"))


def used_fields() -> set[int]:
    found: set[int] = set()
    for kind in FOLDERS:
        for path in records(kind):
            document = load(path.read_bytes(), path.name).document
            assert document is not None
            found.update(_used(kind, document.value))
    return found


@pytest.mark.parametrize("kind", FOLDERS)
def test_the_book_has_records_of_every_kind(kind: str):
    assert records(kind) != []


def test_every_field_is_used_or_has_a_reason_why_not():
    used = used_fields()

    unused = sorted(path for schema, path in declared_fields().items() if schema not in used)

    assert unused == sorted(UNUSED)
    assert sum(len(paths.split()) for paths in _REASONS.values()) == len(UNUSED)


def test_the_walk_finds_every_property_that_the_schemas_declare():
    paths = set(declared_fields().values())

    assert len(paths) > 200
    assert {
        "event.sources[].stance",
        "event.programme[].works[].composer",
        "work.language",
    } <= paths
    assert "event.participants[].roles[]" in paths

"""Every term is one of schema.org, on a type that has it, with a value that it takes.

The tables hold what schema.org says of the terms used here: of a type its parents, of a property
the types that have it and those that it takes. They were read from the vocabulary as schema-dts
2.1.0 states it.
"""

import re

import pytest

from eventbook.render.jsonld import vocabulary

PARENTS = {
    "CreativeWork Event Organization Person Place Role VirtualLocation": "Thing",
    "GeoCoordinates PostalAddress PropertyValue BroadcastService": "Thing",
    "ArchiveComponent Article Book Claim DigitalDocument MediaObject Movie": "CreativeWork",
    "MusicComposition Painting Photograph Play Poster Quotation Sculpture": "CreativeWork",
    "VisualArtwork WebPage WebSite": "CreativeWork",
    "NewsArticle SocialMediaPosting": "Article",
    "AudioObject ImageObject VideoObject": "MediaObject",
    "ConferenceEvent EducationEvent EventSeries ExhibitionEvent Festival": "Event",
    "LiteraryEvent MusicEvent ScreeningEvent SportsEvent BroadcastEvent": "Event",
    "AdministrativeArea City Country": "Place",
}
PROPERTIES = {
    "additionalType alternateName description name": ("Thing", "Text"),
    "identifier": ("Thing", "Text PropertyValue"),
    "sameAs url": ("Thing", "URL"),
    "subjectOf": ("Thing", "CreativeWork Event"),
    "citation creativeWorkStatus creditText copyrightNotice headline": ("CreativeWork", "Text"),
    "temporalCoverage text version": ("CreativeWork", "Text"),
    "archivedAt": ("CreativeWork", "URL WebPage"),
    "author creator publisher": ("CreativeWork", "Organization Person"),
    "dateCreated dateModified datePublished": ("CreativeWork", "Date DateTime"),
    "encoding": ("CreativeWork", "MediaObject"),
    "isBasedOn isPartOf": ("CreativeWork", "CreativeWork"),
    "mainEntity mentions": ("CreativeWork", "Thing"),
    "about": ("CreativeWork Event", "Thing"),
    "inLanguage": ("CreativeWork Event", "Text"),
    "keywords": ("CreativeWork Event", "Text"),
    "contributor sponsor translator": ("CreativeWork Event", "Organization Person"),
    "composer": ("MusicComposition Event", "Organization Person"),
    "director": ("Movie Event", "Person"),
    "appearance": ("Claim", "CreativeWork"),
    "lastReviewed": ("WebPage", "Date"),
    "sha256": ("MediaObject", "Text"),
    "attendee organizer performer": ("Event", "Organization Person"),
    "startDate endDate previousStartDate": ("Event", "Date DateTime"),
    "eventStatus": ("Event", "EventStatusType"),
    "eventAttendanceMode": ("Event", "EventAttendanceModeEnumeration"),
    "location": ("Event", "Place VirtualLocation"),
    "subEvent superEvent": ("Event", "Event"),
    "workFeatured workPerformed": ("Event", "CreativeWork"),
    "broadcastOfEvent": ("BroadcastEvent", "Event"),
    "isLiveBroadcast": ("BroadcastEvent", "Boolean"),
    "publishedOn": ("BroadcastEvent", "BroadcastService"),
    "address": ("Place", "PostalAddress"),
    "containedInPlace": ("Place", "Place"),
    "geo": ("Place", "GeoCoordinates"),
    "latitude longitude": ("GeoCoordinates", "Number"),
    "addressCountry addressLocality addressRegion streetAddress": ("PostalAddress", "Text"),
    "namedPosition roleName": ("Role", "Text"),
    "propertyID value": ("PropertyValue", "Text"),
}
MEMBERS = {
    "EventStatusType": {"EventScheduled", "EventCancelled", "EventPostponed", "EventRescheduled"},
    "EventAttendanceModeEnumeration": {
        "OfflineEventAttendanceMode",
        "OnlineEventAttendanceMode",
        "MixedEventAttendanceMode",
    },
}

ABOVE = {name: parent for names, parent in PARENTS.items() for name in names.split()}
TERMS = {
    name: (set(has.split()), set(takes.split()))
    for names, (has, takes) in PROPERTIES.items()
    for name in names.split()
}
DATE = re.compile(r"-?\d{4}(-\d\d(-\d\d)?)?")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?")
ADDRESS = re.compile(r"https?://\S+")
VALUES = {
    "Text": lambda value: isinstance(value, str),
    "Number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "Boolean": lambda value: isinstance(value, bool),
    "Date": lambda value: isinstance(value, str) and DATE.fullmatch(value),
    "DateTime": lambda value: isinstance(value, str) and MOMENT.fullmatch(value),
    "URL": lambda value: isinstance(value, str) and ADDRESS.fullmatch(value),
    **{
        name: lambda value, of=members: value in {f"https://schema.org/{one}" for one in of}
        for name, members in MEMBERS.items()
    },
}


def types(name):
    """A type with all above it."""
    return {name} if name == "Thing" else {name} | types(ABOVE[name])


def fits(value, takes, nodes):
    if isinstance(value, dict) and "@value" in value:
        assert value.keys() <= {"@value", "@language"}
        return "Text" in takes
    if isinstance(value, dict):
        node = nodes[value["@id"]] if value.keys() == {"@id"} else value
        return bool(types(node["@type"]) & takes)
    return any(VALUES[name](value) for name in takes if name in VALUES)


def wrong(node, nodes, within=None):
    """What of a node schema.org does not know."""
    for key, value in node.items():
        if key.startswith("@"):
            continue
        if key not in TERMS:
            yield f"{key}: no such property"
            continue
        has, takes = TERMS[key]
        # A Role repeats the property in which it stands (schema.org, "Introducing Role").
        if not types(node["@type"]) & has and not (node["@type"] == "Role" and key == within):
            yield f"{node['@type']} has no {key}"
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and one.get("@type") == "Role":
                yield from wrong(one, nodes, key)
            elif not fits(one, takes, nodes):
                yield f"{key} takes no {one}"
            elif isinstance(one, dict) and "@type" in one:
                yield from wrong(one, nodes)


@pytest.mark.parametrize("site", ["https://archive.example/", None])
def test_every_record_uses_the_vocabulary_as_it_is(events, document, site):
    for event in events:
        graph = document(event, site=site)["@graph"]
        nodes = {node["@id"]: node for node in graph}
        assert len(nodes) == len(graph)
        assert (event["id"], [fault for node in graph for fault in wrong(node, nodes)]) == (
            event["id"],
            [],
        )


def test_every_type_that_a_record_may_become_is_one():
    tables = (
        vocabulary.EVENT_TYPES, vocabulary.ITEM_TYPES, vocabulary.SOURCE_TYPES,
        vocabulary.WORK_TYPES, vocabulary.MEDIA_TYPES, vocabulary.WIDER_PLACES,
    )  # fmt: skip
    named = {name for table in tables for name in table.values()}
    assert named <= ABOVE.keys()
    assert {*vocabulary.ORGANISERS.values(), *vocabulary.PARTICIPANTS.values()} <= TERMS.keys()
    for table, name in (
        (vocabulary.STATUS, "EventStatusType"),
        (vocabulary.ATTENDANCE, "EventAttendanceModeEnumeration"),
    ):
        assert {one.rpartition("/")[2] for one in table.values()} <= MEMBERS[name]


def test_the_words_of_the_record_are_those_of_its_schema(schema_words):
    for table, at in (
        (vocabulary.EVENT_TYPES, "type"),
        (vocabulary.STATUS, "status"),
        (vocabulary.ATTENDANCE, "attendance_mode"),
        (vocabulary.ITEM_TYPES, "item.kind"),
        (vocabulary.ORGANISERS, "organiser.role"),
        (vocabulary.PARTICIPANTS, "participant.roles"),
        (vocabulary.SOURCE_TYPES, "source.kind"),
        (vocabulary.MEDIA_TYPES, "medium.kind"),
        (vocabulary.WORK_TYPES, "workType"),
        (vocabulary.WIDER_PLACES, "coordinates.precision"),
    ):
        assert (at, table.keys() - schema_words(at)) == (at, set())

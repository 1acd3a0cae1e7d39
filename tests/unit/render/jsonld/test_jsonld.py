"""Linked data as those read it who ask a graph: who said what, and nothing of who is withheld."""

import copy
import json
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import RDF

from eventbook.events.privacy import withholds
from eventbook.render import TARGETS, Changed, Item, Options
from eventbook.render.jsonld import block
from eventbook.render.reading import clean

# rdflib's own parser of JSON-LD still calls what rdflib 7 deprecates
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

SITE = "https://archive.example/"
# schema.org's own context lies on the web; this one says of the terms used here what it says.
CONTEXT = {
    "@vocab": "https://schema.org/",
    **{
        term: {"@type": "@id"}
        for term in ("additionalType", "archivedAt", "sameAs", "url", "eventStatus")
    },
}
TERM = rdflib.Namespace("https://schema.org/")
ASK = "PREFIX : <https://schema.org/> SELECT "


def graph(document):
    text = json.dumps({**document, "@context": CONTEXT})
    return rdflib.Graph().parse(data=text, format="json-ld")


def rows(document, query):
    found = graph(document).query(ASK + query)
    return sorted(tuple(None if one is None else str(one) for one in row) for row in found)


@pytest.mark.parametrize("name", ["full", "minimal"])
def test_one_record(name, golden, request, lookup):
    item = Item(
        request.getfixturevalue(name), None, lookup, Changed(datetime(2024, 3, 6, tzinfo=UTC))
    )
    options = Options(site=SITE, book="Example archive")
    expected = (golden / f"{name}.jsonld").read_text(encoding="utf-8")
    assert TARGETS["jsonld"].render([item], options).text == expected


def test_several_records_without_an_address(golden, full, minimal, lookup):
    items = [Item(record, None, lookup) for record in (full, minimal)]
    expected = (golden / "both.jsonld").read_text(encoding="utf-8")
    assert TARGETS["jsonld"].render(items, Options()).text == expected


def test_who_said_what_in_which_source(full, document):
    query = """?who ?kind ?text ?source { VALUES ?kind { :Claim :Quotation }
      ?said a ?kind; :text ?text; (:author|:creator)/:name ?who;
        (:appearance|:isBasedOn)/:name ?source. }"""
    report, release = "La notte del faro, cento anni dopo", "Port Selby remembers its darkest night"
    claim, quotation = "https://schema.org/Claim", "https://schema.org/Quotation"
    assert rows(document(full), query) == [
        ("Aiko Mori", claim, "Thanked the mayor.", report),
        ("Kenji Ito", quotation, "Ricordiamo insieme.", report),
        ("Miriam Hale", claim, "Asked for more research.", report),
        ("Miriam Hale", quotation, "It was an accident, and a town paid for it.", report),
        (
            "Port Selby Museum",
            claim,
            "Says the fire was laid on purpose and that twelve people died.",
            release,
        ),
    ]
    unattributed = "?text ?credit { ?said :text ?text; :creditText ?credit }"
    assert rows(document(full), unattributed) == [
        ("Blamed the insurers.", "A speaker not named in the source"),
        ("Recalled a grandfather’s account.", "A person (name withheld)"),
    ]


def test_a_publisher_whose_name_looks_like_a_key_is_named(document):
    value = {
        "id": "a",
        "title": "A",
        "sources": [{"key": "s", "title": "S", "publisher": "iraf"}],
        "statements": [{"speaker": "publisher", "kind": "quote", "text": "T", "source": "s"}],
    }
    who = "?name { ?x :publisher ?who. ?said :text 'T'; :creator ?who. ?who :name ?name }"
    assert rows(document(value), who) == [("iraf",)]


def test_every_statement_is_there_once_with_its_source_and_who_said_it(events, document):
    for event in events:
        made = graph(document(event))
        said = [
            one for kind in (TERM.Claim, TERM.Quotation) for one in made.subjects(RDF.type, kind)
        ]
        given = [one for one in event.get("statements", []) if one.get("text")]
        assert (event["id"], len(set(said))) == (event["id"], len(given))
        who = (TERM.author, TERM.creator, TERM.creditText)
        assert [one for one in said if not any((one, by, None) in made for by in who)] == []
        cited = [one for one in given if one.get("source") or event.get("default_source")]
        where = (TERM.appearance, TERM.isBasedOn)
        found = [one for one in said if any((one, at, None) in made for at in where)]
        assert len(found) == len(cited)
        assert (None, RDF.type, TERM.ClaimReview) not in made


def test_nobody_who_is_withheld_is_in_it_in_any_form(events, document):
    seen = 0
    for event in events:
        text = json.dumps(document(event), ensure_ascii=False)
        withheld = [
            one
            for slot in ("participants", "organisers", "mentions")
            for one in event.get(slot, [])
            if withholds(one)
        ]
        for one in withheld:
            seen += 1
            label = one["label"]
            labels = label.values() if isinstance(label, dict) else [label]
            assert [word for word in labels if word in text] == []
            assert "withheld-1" not in text
    assert seen > 3


def test_names_that_somebody_uses_for_the_subject_are_no_names_of_it(known, document):
    event = known["event/2023-rome-embassy-commemoration"]
    names = (
        "DISTINCT ?name { ?event :about ?it. ?it :name|:alternateName ?name. ?event :subEvent ?x }"
    )
    assert rows(document(event), names) == [
        ("Events at Khojaly, 1992",),
        ("Justice for Khojaly!",),
    ]
    titles = "?name { ?event a :Event; :eventStatus ?s; :name|:alternateName ?name }"
    assert rows(document(event), titles) == [
        ("Khojaly commemoration at the Cultural Centre of the Embassy of Azerbaijan, Rome",)
    ]


def test_what_two_records_name_by_reference_stands_there_once(document):
    known = {
        "person/ann-poe": {"id": "ann-poe", "name": "Ann Poe", "ids": {"viaf": "7"}},
        "place/hall": {"id": "hall", "name": "Hall", "city": "Rome"},
    }
    one, two = (
        {
            "id": name, "title": name, "date": "2023", "place": {"ref": "place/hall"},
            "participants": [
                {"ref": "person/ann-poe", "roles": ["performer"]},
                {"name": "Ben Oakes", "roles": ["performer"]},
            ],
        }
        for name in ("one", "two")
    )  # fmt: skip
    made = document(one, two, lookup=known.get)
    query = "?event ?who ?same { ?event :performer ?who. OPTIONAL { ?who :sameAs ?same } }"
    ann = f"{SITE}people/ann-poe.html#person"
    assert rows(made, query) == [
        (f"{SITE}events/one.html#event", f"{SITE}events/one.html#name-ben-oakes", None),
        (f"{SITE}events/one.html#event", ann, "https://viaf.org/viaf/7"),
        (f"{SITE}events/two.html#event", f"{SITE}events/two.html#name-ben-oakes", None),
        (f"{SITE}events/two.html#event", ann, "https://viaf.org/viaf/7"),
    ]
    assert len([node for node in made["@graph"] if node["@type"] == "Place"]) == 1


@pytest.mark.parametrize(
    ("part_of", "expected"),
    [
        ({"ref": "event/series"}, [(f"{SITE}events/series.html#event", "Evenings", "EventSeries")]),
        ("series", []),
        ({"name": "Mornings"}, [(f"{SITE}events/a.html#series", "Mornings", "Event")]),
        ({"ref": "event/not-to-be-seen"}, []),
        ({"minor": True, "name": "X"}, []),
    ],
)
def test_what_an_event_is_part_of(document, part_of, expected):
    known = {
        "event/series": {"id": "series", "type": "series", "title": "Evenings", "date": "2023"}
    }
    made = document({"id": "a", "title": "A", "part_of": part_of}, lookup=known.get)
    nodes = {node["@id"]: node for node in made["@graph"]}
    above = nodes[f"{SITE}events/a.html#event"].get("superEvent")
    found = [nodes[above["@id"]]] if above else []
    assert [(node["@id"], node["name"], node["@type"]) for node in found] == expected
    assert "not-to-be-seen" not in json.dumps(made)


def test_an_address_that_is_omitted_is_nowhere(full, document):
    assert "post.example/private" not in json.dumps(document(full))


@pytest.mark.parametrize(
    ("precision", "place", "wider"),
    [
        ("building", True, None),
        ("street", True, None),
        (None, True, None),
        ("city", False, ("City", "Rome")),
        ("region", False, ("AdministrativeArea", "Lazio")),
        ("country", False, ("Country", {"@value": "Italy", "@language": "en"})),
    ],
)
def test_coordinates_are_those_of_what_they_are_of(document, precision, place, wider):
    precise = {"precision": precision} if precision else {}
    where = {
        "name": "Hall", "city": "Rome", "region": "Lazio", "country": "IT",
        "coordinates": {"lat": 41.9, "lon": 12.5, **precise},
    }  # fmt: skip
    made = document({"id": "a", "title": "A", "date": "2023", "place": where})
    (node,) = [one for one in made["@graph"] if one["@type"] == "Place"]
    assert ("geo" in node) is place
    around = node.get("containedInPlace")
    assert (around and (around["@type"], around["name"])) == wider
    geo = node["geo"] if place else around["geo"]
    assert (geo["latitude"], geo["longitude"]) == (41.9, 12.5)


@pytest.mark.parametrize("lat", ["41.9", True, 91, None, [], float("1e400")])
def test_what_is_no_latitude_is_no_coordinate(document, lat):
    where = {"name": "Hall", "coordinates": {"lat": lat, "lon": 1}}
    made = document({"id": "a", "title": "A", "date": "2023", "place": where})
    assert "GeoCoordinates" not in json.dumps(made)


def reordered(value):
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in reversed(value)}
    return [reordered(item) for item in value] if isinstance(value, list) else value


def test_the_order_of_keys_means_nothing(events, document):
    for event in events[:20]:
        assert isomorphic(graph(document(event)), graph(document(reordered(event))))


def test_the_same_record_is_the_same_text(full, lookup):
    made = {
        TARGETS["jsonld"].render([Item(copy.deepcopy(full), None, lookup)], Options(site=SITE)).text
        for _ in range(2)
    }
    assert len(made) == 1


NAUGHTY = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]> & &lt; <b>",
    '"}]} \\" \\u003c',
    "a\u2028b\u2029c",
    "\u202eabc\u2066",
    "\ud800 lone",
    "\x00\x1b[31m",
    "{{ 7 * 7 }}",
    "_:b0",
    "@id",
    "@context",
    "https://evil.example/#x y",
    "javascript:alert(1)",
    "漢字 é \u0301 \U0001f600",
    "",
    " ",
]
STEERING = {
    "key", "kind", "type", "status", "stance", "source", "speaker", "default_source", "visibility",
    "minor", "withheld", "date", "published",
}  # fmt: skip


def filled(value, text, key=None):
    if key in STEERING:
        return value
    if isinstance(value, str):
        return text
    if isinstance(value, dict):
        return {name: filled(item, text, name) for name, item in value.items()}
    return [filled(item, text) for item in value] if isinstance(value, list) else value


class Scripts(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found, self.data = [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.found.append(("comment", data))

    def handle_data(self, data):
        self.data += data


@pytest.mark.parametrize("text", NAUGHTY)
@pytest.mark.parametrize("site", [SITE, None])
def test_any_text_comes_back_as_it_is_and_is_never_markup(full, lookup, text, site):
    item = Item(filled(full, text), None, lookup)
    options = Options(site=site, book=text)
    rendered = TARGETS["jsonld"].render([item], options).text
    document = json.loads(rendered)
    assert rendered.encode().decode() == rendered
    if clean(text):
        said = [one["text"] for one in document["@graph"] if one["@type"] == "Claim"]
        values = {one["@value"] if isinstance(one, dict) else one for one in said}
        assert values == {clean(text)}
    markup = block(item, options)
    scripts = Scripts(f"<head>{markup}</head>")
    assert scripts.found == [("head", {}), ("script", {"type": "application/ld+json"})]
    assert json.loads(scripts.data) == document
    inside = markup.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert [char for char in "<>&\u2028\u2029" if char in inside] == []


@pytest.mark.parametrize("text", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "x"])
def test_only_web_addresses_are_addresses(document, text):
    event = {
        "id": "a", "title": "A", "date": "2023", "links": [{"url": text}], "media": [{"url": text}],
        "sources": [{"url": text, "archive_url": text}], "broadcasts": [{"url": text}],
    }  # fmt: skip
    assert text not in json.dumps(document(event)).split('"')


def test_a_page_in_another_language_is_about_the_same_event(minimal, lookup):
    item = Item(minimal, "it", lookup)
    text = block(item, Options(site=SITE), "it/events/2023-port-selby-open-day.html")
    nodes = json.loads(Scripts(text).data)["@graph"]
    assert [(node["@id"], node["@type"]) for node in nodes[:2]] == [
        (f"{SITE}events/2023-port-selby-open-day.html#event", "Event"),
        (f"{SITE}it/events/2023-port-selby-open-day.html", "WebPage"),
    ]
    assert nodes[1]["mainEntity"] == {"@id": nodes[0]["@id"]}


@pytest.mark.parametrize("odd", [7, "x", [[["x"]]], {"a": {}}])
def test_no_shape_of_a_value_is_too_odd(full, document, odd, lookup):
    for key in full:
        made = document({**full, key: odd}, lookup=lookup)
        assert {"@context", "@graph"} == made.keys()
    for key, value in full.items():
        if isinstance(value, list) and isinstance(value[0], dict):
            for inner in value[0]:
                document({**full, key: [{**value[0], inner: odd}]}, lookup=lookup)


def test_without_an_address_no_node_has_a_name_of_its_own(events, document):
    for event in events:
        for node in document(event, site=None)["@graph"]:
            assert node["@id"].startswith("_:")

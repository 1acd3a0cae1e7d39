"""The pages of the example book in linked data: each says what it is, and leads somewhere."""

import json
import re
from pathlib import Path

import pytest

from eventbook.document.loader import load
from eventbook.render.site import files
from eventbook.render.site.given import Site, SiteEvent

URL = "https://archive.example/"
RECORDS = Path(__file__).parents[4] / "records"
KINDS = {
    "events": "event", "people": "person", "organisations": "organisation", "places": "place",
    "works": "work", "subjects": "subject",
}  # fmt: skip
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')


@pytest.fixture(scope="module")
def made():
    """The files of a site of all records of the example book, by their paths."""
    records = {}
    for path in sorted(RECORDS.rglob("*.yaml")):
        value = load(path.read_bytes(), path.name).document.value
        records[f"{KINDS[path.relative_to(RECORDS).parts[0]]}/{value['id']}"] = value
    events = tuple(
        SiteEvent(value["id"], value, ref, "published")
        for ref, value in records.items()
        if ref.startswith("event/")
    )
    site = Site(
        "Archive", URL, "2026", ("en", "it"), "", events,
        lambda ref: records.get(ref) or records.get(f"event/{ref}"), {ref: ref for ref in records},
    )  # fmt: skip
    return {file.path: file for file in files(site)}


def test_each_page_of_a_record_says_what_it_is_and_leads_to_pages_that_are_there(made):
    pages = [path for path in made if re.fullmatch(r"(it/)?events/[^/]+\.html", path)]
    assert len(pages) > 20
    for path in pages:
        text = made[path].make().decode()
        (block,) = BLOCK.findall(text)
        event, page, *others = json.loads(block)["@graph"]
        assert [page["@id"]] == CANONICAL.findall(text) == [URL + path]
        assert page["mainEntity"] == {"@id": event["@id"]}
        assert event["@id"] == f"{URL}{path.removeprefix('it/')}#event"
        named = {node["@id"].partition("#")[0].removeprefix(URL) for node in others}
        assert (path, named - {""} - made.keys()) == (path, set())


def test_the_dump_has_every_event_and_leads_to_its_page(made):
    dump = json.loads(made["events.json"].make())
    pages = {one["page"].removeprefix(URL) for one in (*dump["events"], *dump["records"])}
    assert pages <= made.keys()
    assert len(dump["events"]) == len(list((RECORDS / "events").rglob("*.yaml")))
    refs = {one["ref"] for one in dump["records"]}
    assert {"person/petra-pau", "organisation/nhk-symphony-orchestra"} <= refs

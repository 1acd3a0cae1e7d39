"""Every event there is to render, with the records to which they refer."""

import json
from pathlib import Path

import pytest

from eventbook.document.loader import load
from eventbook.render import Item, Options
from eventbook.render.jsonld import render

ROOT = Path(__file__).parents[4]
KINDS = {
    "events": "event", "people": "person", "organisations": "organisation", "places": "place",
    "works": "work", "subjects": "subject",
}  # fmt: skip


def _loaded(folder):
    for path in sorted((ROOT / folder).rglob("*.yaml")):
        document = load(path.read_bytes(), path.name).document
        if document is not None and isinstance(document.value, dict):
            yield path, document.value


RECORDS = {
    f"{KINDS[path.relative_to(ROOT).parts[1]]}/{value['id']}": value
    for path, value in _loaded("records")
}
EXAMPLES = [
    value
    for path, value in _loaded("tests/examples/valid")
    if "sources" in value and "date" in value
]
EVENTS = [value for ref, value in RECORDS.items() if ref.startswith("event/")]


@pytest.fixture(scope="session")
def events():
    """Every event of the example book and of the examples of what is valid."""
    golden = Path(__file__).parent.parent / "golden"
    full = json.loads((golden / "full.json").read_text("utf-8"))
    return [full, *EVENTS, *EXAMPLES]


@pytest.fixture(scope="session")
def known():
    return RECORDS


@pytest.fixture(scope="session")
def document():
    """The linked data of records, parsed."""

    def made(*values, site="https://archive.example/", lang=None, lookup=RECORDS.get):
        items = [Item(value, lang, lookup) for value in values]
        return json.loads(render(items, Options(site=site, book="Archive")).text)

    return made


@pytest.fixture(scope="session")
def schema_words():
    """From a place in the schemas, `item.kind`, the words that may stand there."""
    event, common = (
        json.loads((ROOT / f"schemas/{name}.schema.json").read_text("utf-8"))
        for name in ("event", "common")
    )
    known = {**common["$defs"], **event["$defs"]}

    def words(at):
        holder, _, field = at.rpartition(".")
        fields = (known[holder] if holder else event)["properties"]
        found = fields[field] if field in fields else known[field]
        return set(found["items"]["enum"] if "items" in found else found["enum"])

    return words

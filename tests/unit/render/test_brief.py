"""What calendars and feeds show of an event is what its page shows of it."""

from pathlib import Path

import pytest

from eventbook.document.value import load_value
from eventbook.render import Item
from eventbook.render.brief import brief_view
from eventbook.render.reading import no_lookup

RECORDS = sorted((Path(__file__).parents[3] / "records" / "events").rglob("*.yaml"))
SAME = (
    "id", "lang", "title", "date", "review", "type", "advisory", "summary", "time", "sessions",
    "status", "place", "occasion", "organisers", "participants", "withheld", "keywords",
)  # fmt: skip


def uncited(part):
    """A part of a view without its references to sources, which calendars and feeds do not show."""
    if not isinstance(part, tuple):
        return part
    inner = [uncited(each) for each in part]
    if not hasattr(part, "_fields"):
        return tuple(inner)
    made = type(part)(*inner)
    return made._replace(cites=()) if "cites" in part._fields else made


def check(value, lookup):
    item = Item(value, "it", lookup)
    whole, brief = item.view(), brief_view(item)
    for field in SAME:
        assert uncited(getattr(brief, field)) == uncited(getattr(whole, field)), field


def test_a_record_of_every_field(full, minimal, lookup):
    check(full, lookup)
    check(minimal, lookup)
    check({**full, "withheld": [{"at": "campaigns/relight", "what": "name"}]}, lookup)
    check({**full, "date": "2019-05"}, lookup)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_records_of_an_archive(path):
    check(load_value(path.read_bytes(), path.name).value, no_lookup)


@pytest.mark.parametrize("of", [None, "x", ["x"], {"name": "N", "names_used": 3}])
def test_an_occasion_of_any_shape(of):
    check({"id": "e", "occasion": {"kind": "anniversary", "of": of}}, no_lookup)

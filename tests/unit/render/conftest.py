"""Records to render: one that uses every field, one with the four that are required."""

import json
import re
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
KNOWN = {
    "organisation/friends-of-the-light": {
        "id": "friends-of-the-light",
        "name": {"en": "Friends of the Light"},
        "notes": [{"text": "Not a matter of this event.", "visibility": "public"}],
    },
    "2018-port-selby-memorial-stone": {"title": "Laying of the memorial stone, Port Selby"},
}


@pytest.fixture
def golden():
    return GOLDEN


@pytest.fixture
def lookup():
    return KNOWN.get


@pytest.fixture
def full():
    return json.loads((GOLDEN / "full.json").read_text(encoding="utf-8"))


@pytest.fixture
def minimal():
    return json.loads((GOLDEN / "minimal.json").read_text(encoding="utf-8"))


@pytest.fixture
def unstyled():
    """A page without its style sheet, which is one file and is looked at on its own."""

    def of(page):
        bare = re.sub("<style>.*?</style>", "<style>…</style>", page, flags=re.DOTALL)
        return re.sub("'sha256-[^']+'|&#39;sha256-.*?&#39;", "'sha256-…'", bare)

    return of

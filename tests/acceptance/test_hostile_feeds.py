"""Whatever texts a record holds, programs that read a site's files read just these."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import feedparser
import icalendar
import pytest
from markupsafe import escape

from acceptance import hostile_book
from acceptance.hostile_book import STRICT, Made, both_sites
from acceptance.naughty import Plain
from eventbook.render.reading import clean


@pytest.fixture(scope="module")
def made() -> Made:
    return hostile_book.make(STRICT)


@pytest.fixture(scope="module")
def sites(made: Made, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The hostile site and the one with plain words."""
    return both_sites(tmp_path_factory, made)


Reader = Callable[[bytes], list[str]]


def calendar(data: bytes) -> list[str]:
    """All that a calendar says, as a library reads it."""
    parsed = icalendar.Calendar.from_ical(data)
    assert parsed.errors == []
    said = []
    for one in parsed.walk():
        assert one.errors == []
        said.append(one.name)
        for name, value in one.property_items(recursive=False):
            values = value.cats if hasattr(value, "cats") else [value]
            if isinstance(value, icalendar.vUnknown):  # NAME of RFC 7986 and 9073, a TEXT
                values = [re.sub(r"\\(.)", r"\1", value)]
            said += [f"{name}={each}" for each in values]
            said += [f"{name};{key}={each}" for key, each in getattr(value, "params", {}).items()]
    return said


def xml(data: bytes) -> list[str]:
    """All that a feed says, with the names of what says it."""
    said = []
    for one in ElementTree.fromstring(data).iter():
        said += [f"{one.tag}={one.text}", *(f"{key}={text}" for key, text in one.items())]
    return said


def feed(data: bytes) -> list[str]:
    """The same as a reader of feeds has it."""
    parsed = feedparser.parse(data)
    assert not parsed.bozo, parsed.bozo_exception
    return [f"{entry.id} {entry.updated}" for entry in parsed.entries]


def data(text: bytes) -> list[str]:
    """All strings of JSON, keys and values; data holds them as the records do."""
    return [clean(each) for each in _strings(json.loads(text))]


def linked(page: bytes) -> list[str]:
    """All strings of the data in pages."""
    blocks = re.findall(rb'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return [each for block in blocks for each in data(block)]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    else:
        yield repr(value) if not isinstance(value, str) else value


READERS: dict[str, tuple[Reader, ...]] = {
    ".ics": (calendar,),
    ".atom": (xml, feed),
    ".json": (data,),
    ".geojson": (data,),
    ".html": (linked,),
}
ADDRESS = re.compile(r"(https?://.*|places/)[Zz]q\d+zq")
"""Made from a text, which is written in another way there, or not at all where it cannot be."""


def test_programs_read_the_same_fields(sites: tuple[Path, Path], made: Made) -> None:
    """Each string of the plain file, with its words put back, stands in the hostile one."""
    hostile, plain = sites
    wrong, compared = [], 0
    files = [path.relative_to(plain) for path in plain.rglob("*") if path.suffix in READERS]
    for name in sorted(files):
        if name.name.startswith(".") or (name.suffix == ".html" and "wired-" not in str(name)):
            continue
        for reader in READERS[name.suffix]:
            said = reader((hostile / name).read_bytes())
            meant = reader((plain / name).read_bytes())
            wrong += differing(made.plain, said, meant, str(name))
            compared += len(meant)
    assert wrong == [], "\n".join(wrong)
    print(f"\n{compared:,} strings read back by icalendar, ElementTree, feedparser and json")


def differing(plain: Plain, said: list[str], meant: list[str], where: str) -> list[str]:
    """What is not said as it was meant; texts inside of HTML are escaped once more."""
    found = Counter(said)
    wrong = []
    if len(said) != len(meant) and not where.endswith(".html"):
        wrong.append(f"{where}: {len(said)} not {len(meant)} strings")
    for text in meant:
        if ADDRESS.match(text):
            continue
        ways = (plain.back(text), plain.back(text, lambda word: str(escape(word))))
        if not any(found[way] for way in ways):
            wrong.append(f"{where}: {text[:60]!r}: {ways[0][:200]!r}")
    return wrong


def test_the_site_map_is_well_formed_and_leads_to_files(sites: tuple[Path, Path]) -> None:
    for place in ElementTree.parse(sites[0] / "archive/sitemap.xml").iter():
        if place.tag.endswith("}loc"):
            path = unquote((place.text or "").removeprefix("https://archive.example/"))
            path = path + "index.html" if path.endswith("/") else path
            assert (sites[0] / path).is_file(), path

"""Whatever things and records are called, each has a file of its own that every system can hold."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import pytest

from acceptance import naughty
from acceptance.conftest import Book, Run
from acceptance.naughty import ROOT
from eventbook.render.reading import clean

URL = "https://archive.example/archive/"
SETTINGS = f"""
[book]
title = "Archive"
language = "en"

[site]
url = "{URL}"
since = "2026"
languages = ["en", "it", "az"]

[kinds.event]
records = ["records/event/*.yaml"]
schema = "eventbook:event"
model = "event"

[kinds.person]
records = ["records/person/*.yaml"]
schema = "schemas/person.schema.json"
title = "name"
model = "authority"
"""
NAMES = (
    "a.b", "a/b", "a\\b", "a:b", "a*b?", 'a"b', "a|b", "a\tb", "a%2fb", "../../../etc/passwd", "/",
    "CON", "con", "Con.", "nul.html", "AUX", "prn.txt", "COM1", "lpt9", "COM¹", "CONIN$",
    "trailing.", "trailing ", "trailing", "trailing...", " leading", ".hidden", "-rf", "~",
    ".", "..",
    "n" * 300, "n" * 301, "é" * 300, "王" * 300, "a-" * 200,
    "Café", "Cafe\u0301", "CAFÉ", "cafe", "CAFE", "Cafe", "ﬁn", "fin", "\u212aelvin", "kelvin",
    "Straße", "STRASSE", "strasse", "İ", "i", "ı", "I", "Ʒ", "ʒ",
    "🎻", "🎺", "👨‍👩‍👧", "مرحبا", "שלום", "\u202egnp.exe", "東京", "東 京",
    "!!!", "???", "...!", "—", "index", "Index", "index.html", "people", "2", "person", "it", "404",
    "__proto__", "constructor", "<script>pwned()</script>", "desktop.ini", ".git",
    "a" + "\u0301" * 300,
)  # fmt: skip
IDS = tuple({clean(name): name for name in NAMES if clean(name)}.values())
_SHUT = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]')
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
}
"""Microsoft, Naming Files, Paths, and Namespaces."""


def shown(names: tuple[str, ...]) -> list[str]:
    """What pages show of names: each once, for some differ in what nobody sees."""
    return [*dict.fromkeys(filter(None, map(clean, names)))]


def event(number: int, name: str, id_: str) -> dict[str, Any]:
    """An event with an odd id that names one thing of each kind, and refers to a person."""
    return {
        "id": id_,
        "title": f"Event {number}",
        "type": "concert",
        "date": f"20{number % 30:02}-05-18",
        "place": {"name": name},
        "organisers": [{"name": name, "role": "organiser"}],
        "participants": [
            {"name": name, "roles": ["performer"]},
            {"ref": f"person/{IDS[number % len(IDS)]}", "roles": ["speaker"]},
        ],
        "subjects": [{"name": name}],
        "programme": [{"kind": "performance", "works": [{"title": name}]}],
        "campaigns": [{"name": name, "relation": "part"}],
        "part_of": {"name": name},
        "sources": [{"title": "Programme", "publisher": name}],
        "relations": [{"event": f"event/{IDS[(number + 1) % len(IDS)]}", "relation": "other"}],
        "review": {"status": "published"},
    }


class Leaf(NamedTuple):
    """The heading of a page, and where its links lead."""

    heading: str
    links: list[str]


def read(site: Path) -> dict[str, Leaf]:
    """All pages by path; they are written in one way, so that patterns read them."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        text = file.read_text("utf-8")
        [heading] = re.findall(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
        links = re.findall(r"(?:href|src)=\"([^\"]*)\"", text)
        bare = unescape(re.sub(r"<[^>]*>", "", heading))
        found[file.relative_to(site).as_posix()] = Leaf(bare, [*map(unescape, links)])
    return found


class Side(NamedTuple):
    """A site, and its pages by path."""

    site: Path
    pages: Mapping[str, Leaf]


class Built(NamedTuple):
    """A site, and the same after records were added that are called alike."""

    before: Side
    after: Side


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("names")
    book = Book(folder / "book", Run(folder))
    shutil.copytree(ROOT / "schemas", book.root / "schemas")
    book.write("eventbook.toml", SETTINGS)
    for number, name in enumerate(NAMES):
        id_ = IDS[number] if number < len(IDS) else f"more-{number}"
        book.write(f"records/event/{number}.yaml", naughty.written(event(number, name, id_)))
    for number, id_ in enumerate(IDS):
        person = {"id": id_, "name": f"Person {number}"}
        book.write(f"records/person/{number}.yaml", naughty.written(person))
    book.git("init", "--quiet", "--initial-branch=main", "--template=")
    book.commit()
    before, after = folder / "before", folder / "after"
    book.run("render", "-f", "site", "-o", before, cwd=book.root)
    for number, name in enumerate(("Trailing", "cAFÉ", "STRAßE", "A B", "Ann Poe", "東-京")):
        twin = event(number, name, f"twin-{number}") | {"date": "1999-01-01"}
        book.write(f"records/event/twin-{number}.yaml", naughty.written(twin))
    book.commit()
    done = book.run("render", "-f", "site", "-o", after, cwd=book.root)
    assert done.returncode == 0, done.stderr
    return Built(Side(before, read(before)), Side(after, read(after)))


def headings(pages: Mapping[str, Leaf], folder: str) -> Counter[str]:
    """How many pages of a folder have each heading."""
    found = ((path, page) for path, page in pages.items() if posixpath.dirname(path) == folder)
    return Counter(page.heading for path, page in found if not path.endswith("/index.html"))


@pytest.mark.parametrize("lang", ["", "it/", "az/"])
def test_each_thing_and_each_record_has_one_page(built: Built, lang: str) -> None:
    pages = built.before.pages
    once = Counter(shown(NAMES))
    for folder in (
        "organisations",
        "places",
        "subjects",
        "works",
        "campaigns",
        "series",
        "sources",
    ):
        assert headings(pages, f"{lang}{folder}") == once, folder
    people = Counter(f"Person {number}" for number in range(len(IDS)))
    assert headings(pages, f"{lang}people") == once + people
    events = Counter(f"Event {number}" for number in range(len(NAMES)))
    assert headings(pages, f"{lang}events") == events


def test_every_system_can_hold_the_files(built: Built) -> None:
    paths = [file.relative_to(built.after.site).as_posix() for file in built.after.site.rglob("*")]
    for path in paths:
        for part in path.split("/"):
            assert not _SHUT.search(part), path
            assert part == part.rstrip(". "), path
            assert len(part.encode()) <= 255, path
            assert part.partition(".")[0].lower() not in _DEVICES, path
        assert len(path) <= 200, path  # of the 260 that a path may have on Windows
    folded = Counter(unicodedata.normalize("NFC", path).casefold() for path in paths)
    assert [path for path, count in folded.items() if count > 1] == []


def test_every_link_leads_to_a_file(built: Built) -> None:
    site, count = built.after.site, 0
    for path, page in built.after.pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or not parts.path:
                assert link.startswith((URL, "#", "?", "data:,")), link
                continue
            at = posixpath.join("/archive", posixpath.dirname(path), unquote(parts.path))
            target = posixpath.relpath(at, "/archive")  # 404.html says where it is from the root
            assert (site / target).is_file(), (path, link)
            count += 1
    assert count > 20_000


def test_every_full_address_leads_to_a_file(built: Built) -> None:
    site = built.after.site
    found = set(_addresses(site))
    for address in found:
        path = unquote(urlsplit(address).path.removeprefix(urlsplit(URL).path))
        path = path if path and not path.endswith("/") else f"{path}index.html"
        assert (site / path).is_file(), address
    assert len(found) > 3_000


def _addresses(site: Path) -> Iterator[str]:
    """The site's own addresses in its feeds, data, calendars, site map and linked data."""
    for file in site.rglob("*"):
        if file.suffix in (".atom", ".json", ".geojson", ".xml", ".ics", ".html"):
            text = file.read_text("utf-8").replace("\n ", "")
            yield from re.findall(rf"{re.escape(URL)}[^\s\"'<>;\\]*", text)


def test_the_search_leads_to_files(built: Built) -> None:
    rows = (built.before.site / "search/1.js").read_text("utf-8")
    data = json.loads(rows.partition('"events",')[2].rpartition(")")[0])
    stems = [row[0] for row in data]
    assert len(set(stems)) == len(NAMES)
    assert [
        stem for stem in stems if not (built.before.site / f"events/{stem}.html").is_file()
    ] == []


def test_addresses_stay_when_records_are_added(built: Built) -> None:
    """Also when what is added is called nearly the same, and comes before."""
    before, after = (
        {
            path: page.heading
            for path, page in side.pages.items()
            if not path.endswith("index.html") and "/years/" not in f"/{path}"
        }
        for side in built
    )
    assert {path: after.get(path) for path in before} == before
    assert len(after) > len(before)


def test_ids_that_nobody_can_tell_apart_are_refused(tmp_path: Path) -> None:
    book = Book(tmp_path / "book", Run(tmp_path))
    book.write("eventbook.toml", SETTINGS.partition("[kinds.person]")[0])
    for number, id_ in enumerate(("rome", "rome ")):
        book.write(f"records/event/{number}.yaml", naughty.written(event(number, "Rome", id_)))
    done = book("render", "-f", "site", "-o", "www")
    assert (done.returncode, done.stdout) == (2, "")
    assert "the site would have two files `events/rome.html`" in done.stderr
    assert not (book.root / "www").exists()

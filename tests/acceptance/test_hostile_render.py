"""Whatever texts a record holds, its pages show them, and do nothing else, in a real browser."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

import feedparser
import icalendar
import pytest
from markupsafe import escape
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from acceptance import naughty
from acceptance.conftest import Book, Run
from acceptance.naughty import AUTHORITIES, OWN, ROOT, Plain, Slot, Template
from acceptance.site_served import served
from eventbook.render import TARGETS, Item, Options
from eventbook.render.reading import clean

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
STRICT = bool(os.environ.get("EVENTBOOK_STEPS"))
CHROMIUM = os.environ.get("EVENTBOOK_CHROMIUM") or shutil.which("chromium") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium; EVENTBOOK_CHROMIUM names one")

LANGUAGES = ["en"] if STRICT else ["en", "it", "az"]
TITLE = "</title><script>pwned()</script>"
"""Of the hostile archive, and what it says of itself."""
assert TITLE in OWN

SETTINGS = """
[book]
title = {title}
language = "en"

[site]
url = "https://archive.example/archive/"
since = "2026"
languages = {languages}
about = {about}

[kinds.event]
records = ["records/event/*.yaml"]
schema = "eventbook:event"
model = "event"
"""
_KIND = """
[kinds.{0}]
records = ["records/{0}/*.yaml"]
schema = "schemas/{0}.schema.json"
title = "{1}"
model = "authority"
"""
# What is watched in every page before any of its own scripts can run.
_WATCH = """
window.__ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open", "pwned"])
  Object.defineProperty(window, name, { value: () => window.__ran.push(name) });
document.addEventListener("securitypolicyviolation",
  (event) => window.__ran.push(`policy ${event.violatedDirective} ${event.blockedURI}`));
"""
_STRUCTURE = """(pages) => pages.map((html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const tags = [...page.querySelectorAll("*")].map((one) =>
    [one.localName, ...one.getAttributeNames()].join(" "));
  const comments = document.evaluate("count(//comment())", page, null, 1, null).numberValue;
  for (const one of page.querySelectorAll("script")) one.textContent = "";
  const texts = [...page.querySelectorAll("*")].flatMap((one) => [...one.attributes]
    .map((attribute) => attribute.value));
  return { tags, comments, text: [page.documentElement.textContent, ...texts].join(" \\n ") };
})"""


Sides = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]


class Made(NamedTuple):
    """A hostile book's records beside the same with plain words.

    Attributes:
        plain: the words.
        records: by path, the hostile and the plain value, and what stood there before.
        pairs: how often a text stands in a field.
        fields: how many fields are filled.
    """

    plain: Plain
    records: dict[str, Sides]
    pairs: int
    fields: int
    tried: frozenset[str]


def texts() -> tuple[str, ...]:
    return tuple(dict.fromkeys((*OWN, *naughty.blns())))


def given(payloads: tuple[str, ...], number: int, index: int, slot: Slot) -> str:
    """The text of a place in a record: the next one for each place, and shifted for each record."""
    text = payloads[(number + index) % len(payloads)]
    return text[:80] if slot.key else text  # YAML's keys are short


def make(full: bool) -> Made:
    """All texts in all fields, or all texts and all fields, each at least once."""
    payloads = texts()
    plain = Plain([*payloads, *(text[:80] for text in payloads)])
    records: dict[str, Sides] = {}
    pairs: set[tuple[str, str]] = set()
    templates = {"wired": naughty.wired(), "every": naughty.every("event")}
    templates |= {kind: naughty.every(kind) for kind in AUTHORITIES}
    for name, template in templates.items():
        many = len(payloads) if full else -(-len(payloads) // len(template.slots))
        if not full and name in AUTHORITIES:
            many = -(-len(payloads) // len(naughty.wired().slots))
        for number in range(many):
            start = number if full else number * len(template.slots)
            chosen = [given(payloads, start, i, slot) for i, slot in enumerate(template.slots)]
            pairs |= {
                (f"{name} {slot.field}", text)
                for slot, text in zip(template.slots, chosen, strict=True)
            }
            plain_words = [
                # A key that is a language's tag marks its text as being in that language.
                text if slot.key and _TAG.fullmatch(text) else plain.word(text)
                for slot, text in zip(template.slots, chosen, strict=True)
            ]
            kind = name if name in AUTHORITIES else "event"
            stem = f"{name}-{number}" if kind == "event" else f"{number}"
            records[f"records/{kind}/{stem}.yaml"] = (
                _record(template, stem, number, chosen),
                _record(template, stem, number, plain_words),
                _record(template, stem, number, ["before"] * len(chosen)),
            )
    gone = {"id": "gone", "review": {"status": "withdrawn"}}
    first, second, third = records["records/event/wired-0.yaml"]
    records["records/event/gone.yaml"] = ({**first, **gone}, {**second, **gone}, {**third, **gone})
    fields = len({field for field, _ in pairs})
    return Made(plain, records, len(pairs), fields, frozenset(text for _, text in pairs))


def _record(template: Template, stem: str, number: int, chosen: list[str]) -> dict[str, Any]:
    value = template.filled(lambda index, _slot: chosen[index])
    value["id"] = stem
    return json.loads(json.dumps(value).replace("/NUMBER", f"/{number}"))


def site(folder: Path, made: Made, which: int, languages: list[str], payload: str) -> Path:
    """The site of a book by the real command, its records changed once."""
    folder.mkdir()
    book = Book(folder / "book", Run(folder))
    shutil.copytree(ROOT / "schemas", book.root / "schemas")
    kinds = (_KIND.format(kind, "title" if kind == "work" else "name") for kind in AUTHORITIES)
    quoted = json.dumps(payload)
    head = SETTINGS.format(title=quoted, about=quoted, languages=json.dumps(languages))
    book.write("eventbook.toml", head + "".join(kinds))
    for path, sides in made.records.items():
        book.write(path, naughty.written(sides[2]))
    book.git("init", "--quiet", "--initial-branch=main", "--template=")
    _commit(book, "2026-01-02T00:00:00Z")
    for path, sides in made.records.items():
        book.write(path, naughty.written(sides[which]))
    _commit(book, "2026-01-03T00:00:00Z")
    done = book("render", "-f", "site", "-o", folder / "www" / "archive")
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    return folder / "www"


def _commit(book: Book, when: str) -> None:
    """Commit every file at a time of its own, for that time is shown."""
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    for words in (("add", "--all"), ("commit", "--quiet", "--message", "Change")):
        done = book.run.program("git", *words, cwd=book.root, env=dates)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    arguments = ["--no-sandbox", "--disable-gpu"]
    with (
        sync_playwright() as started,
        started.chromium.launch(executable_path=CHROMIUM, args=arguments) as launched,
    ):
        yield launched


@pytest.fixture(scope="module")
def made() -> Made:
    return make(STRICT)


@pytest.fixture(scope="module")
def sites(made: Made, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The hostile site and the one with plain words."""
    folder = tmp_path_factory.mktemp("hostile")
    return (
        site(folder / "hostile", made, 0, LANGUAGES, TITLE),
        site(folder / "plain", made, 1, LANGUAGES, made.plain.word(TITLE)),
    )


class Watched:
    """A page of the browser, and what it did that it must not do."""

    def __init__(self, browser: Browser, base: str) -> None:
        context = browser.new_context()
        context.add_init_script(_WATCH)
        self.base, self.wrong = base, list[str]()
        self.page: Page = context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.on("request", lambda asked: self._asked(asked.url))
        self.page.on("console", self._told)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.wrong.append("dialog"), dialog.dismiss()))
        self.page.on("popup", lambda _popup: self.wrong.append("popup"))

    def _asked(self, url: str) -> None:
        if not url.startswith(self.base):
            self.wrong.append(f"request: {url[:200]}")

    def _told(self, message: ConsoleMessage) -> None:
        self.wrong.append(f"console: {message.text} {message.location}")

    def open(self, path: str) -> None:
        before = len(self.wrong)
        self.page.goto(self.base + path)
        ran = self.page.evaluate("window.__ran")
        self.wrong += [f"ran: {one}" for one in ran]
        self.wrong[before:] = [f"{path}: {one}" for one in self.wrong[before:]]


def pages(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def opened(folder: Path) -> list[str]:
    """Every page in the first language; in the others, every one only if all is asked for."""
    found = pages(folder)
    if STRICT:
        return found
    entities = tuple(f"/{name}/" for name in ("people", "organisations", "places", "subjects",
        "campaigns", "works", "series", "sources"))  # fmt: skip
    other = ("archive/it/", "archive/az/")
    return [
        path
        for path in found
        if not (path.startswith(other) and any(part in path for part in entities))
    ]


def test_every_page_is_inert(browser: Browser, sites: tuple[Path, Path], made: Made) -> None:
    found = opened(sites[0])
    with served(sites[0]) as base:
        watched = Watched(browser, base)
        for path in found:
            watched.open(path)
    assert watched.wrong == []
    print(
        f"\n{len(made.tried)} texts, {made.fields} fields, {made.pairs:,} texts in fields,"
        f" {len(found):,} pages opened"
    )
    assert len(made.tried) >= 650
    assert made.fields >= 900
    assert made.pairs >= (400_000 if STRICT else 1_900)


def test_search_finds_and_shows_what_is_typed(
    browser: Browser, sites: tuple[Path, Path], made: Made
) -> None:
    """Every text is typed; words that mean something to the script are found like others."""
    with served(sites[0]) as base:
        watched = Watched(browser, base)
        watched.open("archive/search.html?q=pwned")
        watched.page.wait_for_selector("#results li")
        told = watched.page.evaluate(
            """(texts) => texts.map((text) => {
              const input = document.getElementById("search-words");
              input.value = text;
              input.form.requestSubmit();
              const list = document.getElementById("results");
              const tags = [...list.querySelectorAll("*")].map((one) => one.localName);
              return [list.children.length, [...new Set(tags)]];
            })""",
            sorted(made.tried),
        )
        ran = watched.page.evaluate("[window.__ran, ({}).pwned === undefined]")
    assert watched.wrong == []
    assert ran == [[], True]
    assert {tag for _, tags in told for tag in tags} <= {"li", "div", "p", "a", "span", "mark"}
    hits = dict(zip(sorted(made.tried), (number for number, _ in told), strict=True))
    for text in ("__proto__", "constructor", "index", "search", "undefined NaN null"):
        assert hits[text] > 0, text


class Structure(NamedTuple):
    """What a browser makes of a page."""

    tags: list[str]
    comments: int
    text: str

    def bare(self) -> Structure:
        """Without the attributes."""
        return self._replace(tags=[tag.split()[0] for tag in self.tags])


def structures(page: Page, texts: list[str]) -> list[Structure]:
    """What a browser's parser makes of pages; none of them is shown, so nothing of them runs."""
    found: list[Structure] = []
    for start in range(0, len(texts), 50):
        made = page.evaluate(_STRUCTURE, texts[start : start + 50])
        found += [Structure(one["tags"], one["comments"], clean(one["text"])) for one in made]
    return found


def same(made: Made, hostile: Structure, plain: Structure, where: str) -> list[str]:
    """How two pages differ that must differ in their words alone."""
    wrong = []
    hidden: set[str] = set()
    if (
        "every" in where
    ):  # where fields that steer are filled, keys and languages are no longer such
        hostile, plain = hostile.bare(), plain.bare()
        hidden = pointing(made.records[f"records/event/{Path(where).stem}.yaml"][0])
    if (hostile.tags, hostile.comments) != (plain.tags, plain.comments):
        extra = Counter(hostile.tags) - Counter(plain.tags)
        lost = Counter(plain.tags) - Counter(hostile.tags)
        wrong.append(f"{where}: more {dict(extra)}, fewer {dict(lost)}")
    for word in dict.fromkeys(re.findall(r"Zq\d+zq", plain.text)):
        text = made.plain.texts[word]
        if text not in hostile.text and text not in hidden:
            wrong.append(f"{where}: lost {text[:80]!r}")
    return wrong


def pointing(value: dict[str, Any]) -> set[str]:
    """The texts that only say which other thing is meant; they are no words of a page."""
    fields = {"id", "ref", "event", "key"}
    found = set()
    for slot in naughty.slots(value):
        if slot.path[-1] in fields:
            text: Any = value
            for step in slot.path:
                text = text[step]
            found.add(clean(text))
    return found


def test_pages_of_records_differ_in_words_alone(
    browser: Browser, sites: tuple[Path, Path], made: Made
) -> None:
    page = browser.new_page()
    stems = {Path(path).stem for path in made.records if "/event/" in path}
    names = [path for path in pages(sites[0]) if Path(path).stem in stems and "/events/" in path]
    assert len(names) == len(LANGUAGES) * len(stems)
    sides = (structures(page, [(one / name).read_text("utf-8") for name in names]) for one in sites)
    wrong: list[str] = []
    for name, hostile, plain in zip(names, *sides, strict=True):
        wrong += same(made, hostile, plain, name)
    assert wrong == [], "\n".join(wrong)


def test_other_pages_hold_no_element_that_plain_ones_lack(
    browser: Browser, sites: tuple[Path, Path]
) -> None:
    """Lists are in another order, so that their elements are compared as sets, folder by folder."""
    page = browser.new_page()
    kinds: list[dict[str, set[str]]] = [{}, {}]
    for elements, folder in zip(kinds, sites, strict=True):
        names = pages(folder)
        texts = [(folder / name).read_text("utf-8") for name in names]
        for name, found in zip(names, structures(page, texts), strict=True):
            assert found.comments == 0, name
            kind = re.sub(r"^archive/(it/|az/)?", "", name)
            kind = kind.partition("/")[0] if "/" in kind else kind
            elements.setdefault(kind, set()).update(found.bare().tags)
    hostile, plain = kinds
    for kind, found_tags in hostile.items():
        assert found_tags - {"bdi"} <= plain[kind] | {"span"}, kind


# -- what other programs read ---------------------------------------------------------------------

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


class _Elements(HTMLParser):
    """The elements of a page with the names of their attributes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}",))


def test_each_text_in_each_field_changes_words_alone_in_a_single_page() -> None:
    """`render -f html` without a browser: every text in every field, or a sample of the product."""
    payloads, template = texts(), naughty.wired()
    plain = Plain([*payloads, *(text[:80] for text in payloads)])
    options = Options(site="https://archive.example/", since="2026", book="Archive")

    def elements(chosen: list[str]) -> list[tuple[str, ...]]:
        item = Item(_record(template, "wired", 0, chosen))
        return _Elements(TARGETS["html"].render([item], options).text).found

    differ = []
    for number in range(0, len(payloads), 1 if STRICT else 16):
        chosen = [given(payloads, number, i, slot) for i, slot in enumerate(template.slots)]
        words = [
            text if slot.key and _TAG.fullmatch(text) else plain.word(text)
            for slot, text in zip(template.slots, chosen, strict=True)
        ]
        if elements(chosen) != elements(words):
            differ.append(number)
    assert differ == []

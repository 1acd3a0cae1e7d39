"""The site in a real browser: reading, searching, languages, paper, small screens, no script."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from acceptance.conftest import Book, Run
from acceptance.site_served import DRAFT, FOLDER, ROME, WITHDRAWN, published_book, served

CHROMIUM = os.environ.get("EVENTBOOK_CHROMIUM") or shutil.which("chromium") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium; EVENTBOOK_CHROMIUM names one")

KINDS = (
    "index.html",
    "about.html",
    "search.html",
    "corrections.html",
    "404.html",
    "years/index.html",
    "people/index.html",
    "places/index.html",
    "organisations/index.html",
    "subjects/index.html",
    "works/index.html",
    f"events/{ROME}.html",
    f"events/{WITHDRAWN}.html",
    "it/index.html",
    f"az/events/{ROME}.html",
)
"""A page of every kind, and of every language."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a server gives out, with the site in a folder of it."""
    place = tmp_path_factory.mktemp("site")
    book = Book(published_book(place / "book"), Run(place))
    book.git("init", "--quiet", "--initial-branch=main", "--template=")
    book.commit("Publish")
    path = next((book.root / "records/events").rglob(f"{ROME}.yaml"))
    text = path.read_text("utf-8")
    assert "\nstatus: held\n" in text
    path.write_text(text.replace("\nstatus: held\n", "\nstatus: unconfirmed\n"), "utf-8")
    book.commit("Correct")
    done = book("render", "-f", "site", "-o", place / "www" / FOLDER)
    assert done.returncode == 0, done.stderr
    return place / "www"


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    """The address of the site."""
    with served(site) as address:
        yield f"{address}{FOLDER}/"


@pytest.fixture(scope="module")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    """Chromium, without a window."""
    arguments = ["--no-sandbox", "--disable-gpu"]
    with _playwright.chromium.launch(executable_path=CHROMIUM, args=arguments) as launched:
        yield launched


class Watched:
    """A page, and what it asked for and complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile."""
    with browser.new_context(locale="en-GB") as made:
        made.set_default_timeout(20_000)
        yield made


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page."""
    return context.new_page()


def all_pages(site: Path) -> list[str]:
    """Every page of the site, as a path from its folder."""
    folder = site / FOLDER
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


# Every page


def test_no_page_asks_for_anything_foreign_or_complains(context, base, site):
    watched = Watched(context)
    pages = all_pages(site)
    assert len(pages) > 100
    for path in pages[:: max(1, len(pages) // 60)]:
        watched.page.goto(base + path)
    assert [url for url in watched.asked if not url.startswith(base)] == []
    assert watched.complaints == []


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_no_page_is_wider_than_the_screen(width, page, base):
    page.set_viewport_size({"width": width, "height": 800})
    wide = {}
    for path in KINDS:
        page.goto(base + path)
        found = page.evaluate("document.scrollingElement.scrollWidth")
        if found > width:
            wide[path] = found
    assert wide == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(scheme, width, browser, base):
    from axe_playwright_python.sync_playwright import Axe

    found = {}
    size = {"width": width, "height": 900}
    # The policy of the site lets nobody's script in, axe's neither.
    with browser.new_context(color_scheme=scheme, viewport=size, bypass_csp=True) as context:
        page = context.new_page()
        for path in KINDS:
            page.goto(base + path)
            violations = Axe().run(page).response["violations"]
            if violations:
                found[path] = [
                    (each["id"], [node["html"][:200] for node in each["nodes"]][:3])
                    for each in violations
                ]
    assert found == {}


def test_dark_and_light_are_two_looks(browser, base):
    def ground(scheme):
        with browser.new_context(color_scheme=scheme) as context:
            page = context.new_page()
            page.goto(base)
            colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        return sum(int(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3])

    assert ground("dark") < 150 < 600 < ground("light")


# Reading


def test_from_home_to_a_record_and_on(page, base):
    page.goto(base)
    page.get_by_role("navigation").get_by_role("link", name="Years").first.click()
    page.get_by_role("main").get_by_role("link", name="2023").first.click()
    page.get_by_role("main").get_by_role("link", name="Khojaly commemoration").first.click()
    assert page.url == f"{base}events/{ROME}.html"
    assert page.get_by_role("heading", level=1).count() == 1
    page.get_by_role("main").get_by_role("link", name="Rashad Aslanov").first.click()
    assert "/people/" in page.url
    assert page.get_by_role("heading", level=1).inner_text() == "Rashad Aslanov"
    page.get_by_role("main").get_by_role("link", name="Khojaly commemoration").first.click()
    assert page.url == f"{base}events/{ROME}.html"


def test_the_keyboard_reaches_the_text_first(page, base):
    page.goto(f"{base}events/{ROME}.html")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#main"
    assert skip.is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_what_is_withdrawn_says_so_and_no_more(page, base, site):
    page.goto(f"{base}events/{WITHDRAWN}.html")
    text = page.locator("body").inner_text()
    assert "withdrawn" in text.lower()
    assert WITHDRAWN in text
    assert "Perimeter" not in text


def test_drafts_are_nowhere(site):
    folder = site / FOLDER
    naming = [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and DRAFT.encode() in path.read_bytes()
    ]
    assert naming == []


def test_the_history_of_a_record(page, base):
    page.goto(f"{base}events/{ROME}.html")
    history = page.get_by_role("region", name="History of this record")
    assert "Held" in history.inner_text()
    assert "Unconfirmed" in history.inner_text()


# Languages


def test_the_same_record_in_another_language(page, base):
    page.goto(f"{base}events/{ROME}.html")
    page.get_by_role("link", name="italiano", exact=True).click()
    assert page.url == f"{base}it/events/{ROME}.html"
    assert page.locator("html").get_attribute("lang") == "it"
    assert page.get_by_role("heading", name="Fonti", exact=True).count() == 1
    page.get_by_role("link", name="azərbaycan", exact=True).click()
    assert page.locator("html").get_attribute("lang") == "az"
    page.get_by_role("link", name="English", exact=True).click()
    assert page.url == f"{base}events/{ROME}.html"


# Search


def hits(page: Page) -> list[str]:
    """The addresses of what was found, once something was."""
    page.get_by_role("main").locator("#results a").first.wait_for()
    links = page.get_by_role("main").locator("#results a").all()
    return [str(link.get_attribute("href")) for link in links]


@pytest.mark.parametrize("typed", ["aslanov", "ASLANOV", "Râshad ASL", "khojaly rome"])
def test_search(typed, page, base):
    page.goto(f"{base}search.html")
    page.get_by_role("searchbox").fill(typed)
    assert hits(page)[0].endswith(f"events/{ROME}.html")
    page.keyboard.press("Tab")


def test_a_search_has_an_address(page, base):
    page.goto(f"{base}search.html?q=aslanov")
    assert [url.rpartition("/")[2] for url in hits(page)] == [f"{ROME}.html"]
    page.get_by_role("searchbox").fill("nobody of that name")
    page.get_by_role("status").get_by_text("No record found").wait_for()
    assert page.url.endswith("?q=nobody+of+that+name")


def test_search_in_files_without_a_server(page, site):
    page.goto((site / FOLDER / "it" / "search.html").as_uri())
    page.get_by_role("searchbox").fill("aslanov")
    assert hits(page)[0].endswith(f"events/{ROME}.html")
    page.get_by_role("main").locator("#results a").first.click()
    assert page.locator("html").get_attribute("lang") == "it"
    assert page.get_by_role("heading", level=1).count() == 1


def test_without_javascript(browser, base):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{base}search.html")
        assert page.get_by_role("searchbox").count() == 0
        page.get_by_role("main").get_by_role("link", name="Khojaly commemoration").first.click()
        assert page.url == f"{base}events/{ROME}.html"


# Paper


def test_on_paper(page, base):
    page.goto(f"{base}events/{ROME}.html")
    assert page.get_by_role("navigation").first.is_visible()
    page.emulate_media(media="print")
    shown = [each for each in page.get_by_role("navigation").all() if each.is_visible()]
    assert shown == []
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.pdf().startswith(b"%PDF")

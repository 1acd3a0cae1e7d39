"""Sitemaps name every page in every language once, and nothing that is not to be found."""

from datetime import UTC, datetime
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest

from eventbook.render import Changed
from eventbook.render.site import files as all_files
from eventbook.render.site import sitemap
from eventbook.render.site.given import Site, SiteEvent
from eventbook.render.site.index import Index

URL = "https://archive.example/"
PATHS = [
    "index.html", "it/index.html", "events/a.html", "it/events/a.html", "events/w.html",
    "404.html", "search.html", "assets/site.css", "events/a.ics", "years/2023.html",
    "years/2023/2.html", "item.html",
]  # fmt: skip
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def event(id_, state="published"):
    value = {"id": id_, "title": id_, "date": "2023-02-24"}
    changed = Changed(datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC))
    return SiteEvent(id_, value, id_, state, changed)


def site(*events, url=URL, languages=("en", "it")):
    return Site("A & B", url, "", languages, "", events, lambda ref: None, {})


def made(given, paths=PATHS):
    return {file.path: file.make() for file in sitemap.files(given, Index(given), paths)}


def urls(data):
    """Address, last change and alternates of each page of a sitemap."""
    return [
        (
            url.findtext("s:loc", None, SPACES),
            url.findtext("s:lastmod", None, SPACES),
            {link.get("hreflang"): link.get("href") for link in url.findall("x:link", SPACES)},
        )
        for url in ElementTree.fromstring(data).findall("s:url", SPACES)
    ]


def test_every_page_in_every_language_with_its_versions():
    found = made(site(event("a"), event("w", "withdrawn")))
    assert list(found) == ["robots.txt", "sitemap.xml"]
    expected = []
    for page, changed in (
        ("events/a.html", "2024-01-02T03:04:05Z"),
        ("index.html", None),
        ("item.html", None),
        ("years/2023.html", None),
        ("years/2023/2.html", None),
    ):
        versions = {"en": URL + page, "it": f"{URL}it/{page}", "x-default": URL + page}
        expected += [(versions[lang], changed, versions) for lang in ("en", "it")]
    assert urls(found["sitemap.xml"]) == expected


def test_a_site_of_one_language_has_no_versions():
    found = made(site(event("a"), languages=("en",)), ["events/a.html", "it/b.html"])
    assert urls(found["sitemap.xml"]) == [
        (f"{URL}events/a.html", "2024-01-02T03:04:05Z", {}),
        (f"{URL}it/b.html", None, {}),
    ]


def test_addresses_are_quoted_and_escaped():
    found = made(site(url="https://x.example/a&b/", languages=("en",)), ["e/é <&>.html"])
    assert b"https://x.example/a&amp;b/e/%C3%A9%20%3C%26%3E.html" in found["sitemap.xml"]
    assert urls(found["sitemap.xml"])[0][0] == "https://x.example/a&b/e/%C3%A9%20%3C%26%3E.html"


def test_more_pages_than_one_may_hold_stand_in_several(monkeypatch):
    monkeypatch.setattr(sitemap, "MOST", 6)
    pages = [f"p/{number}.html" for number in range(7)]
    found = made(site(), pages)
    assert list(found) == ["robots.txt", "sitemap.xml", *(f"sitemap-{n}.xml" for n in (1, 2, 3))]
    listed = ElementTree.fromstring(found["sitemap.xml"]).findall("s:sitemap/s:loc", SPACES)
    assert [one.text for one in listed] == [f"{URL}sitemap-{number}.xml" for number in (1, 2, 3)]
    parts = [urls(found[f"sitemap-{number}.xml"]) for number in (1, 2, 3)]
    assert [len(part) for part in parts] == [6, 6, 2]
    addresses = [address for part in parts for address, _, _ in part]
    assert sorted(addresses) == sorted(
        f"{URL}{folder}{page}" for page in pages for folder in ("", "it/")
    )


def test_fifty_thousand_addresses_fit_into_one():
    given = site(languages=("en",))
    exactly = [f"p{number}.html" for number in range(50_000)]
    names = [file.path for file in sitemap.files(given, Index(given), exactly)]
    assert names == ["robots.txt", "sitemap.xml"]
    names = [file.path for file in sitemap.files(given, Index(given), [*exactly, "x.html"])]
    assert names == ["robots.txt", "sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]


@pytest.mark.parametrize(("url", "names"), [("", []), (f"{URL}b/", ["sitemap.xml"])])
def test_what_a_site_has_whose_address_is_not_known_or_a_folder(url, names):
    assert list(made(site(event("a"), url=url))) == names


def robots(data):
    parser = RobotFileParser()
    parser.parse(data.decode().splitlines())
    return parser.can_fetch("Anybot", f"{URL}events/a.html"), parser.site_maps()


def test_robots_may_read_a_site_and_not_a_preview():
    assert robots(made(site(event("a")))["robots.txt"]) == (True, [f"{URL}sitemap.xml"])
    preview = made(site(event("a", "draft")))
    assert list(preview) == ["robots.txt"]
    assert robots(preview["robots.txt"]) == (False, None)


def test_they_are_made_anew_exactly_when_something_in_them_changes():
    def inputs(given, paths=PATHS):
        return tuple(file.inputs for file in sitemap.files(given, Index(given), paths))

    later = event("a")._replace(changed=Changed(datetime(2025, 1, 1, tzinfo=UTC)))
    rest = [
        inputs(site(later)),
        inputs(site(event("a")), [*PATHS, "new.html"]),
        inputs(site(event("a"), url="https://b.example/")),
        inputs(site(event("a"), languages=("en",))),
    ]
    assert inputs(site(event("a"))) == inputs(site(event("a")._replace(digest="other")))
    assert len({inputs(site(event("a"))), *rest}) == 1 + len(rest)


def test_the_site_lists_the_pages_that_it_has():
    given = site(event("a"), event("w", "withdrawn"))
    found = {file.path: file for file in all_files(given)}
    listed = {address for address, _, _ in urls(found["sitemap.xml"].make())}
    pages = {f"{URL}{path}" for path in found if path.endswith(".html")}
    assert listed <= pages
    unlisted = {address.rpartition("/")[2] for address in pages - listed}
    assert unlisted <= {"404.html", "search.html", "w.html"}

"""Lists of events: title, date, place and kind in the order given; what is a draft is marked."""

import pytest

from eventbook.render import TARGETS, Item, Options

PUBLISHED = {
    "id": "2020-rome-fair",
    "title": {"it": "Fiera <b>*x*</b>"},
    "date": "2020-05",
    "type": "exhibition",
    "place": {"name": "Hall", "city": "Rome", "country": "IT"},
    "review": {"status": "published"},
}
WITHDRAWN = {**PUBLISHED, "id": "2021-fair", "title": "Fair", "review": {"status": "withdrawn"}}
REVIEWED = {"id": "2019-fair", "title": "Fair", "review": {"status": "reviewed"}}
RECORDS = [PUBLISHED, WITHDRAWN, REVIEWED, {"title": None}]
SITE = "https://archive.example/"


def _made(name, records=RECORDS, **options):
    return TARGETS[name].render([Item(record) for record in records], Options(**options)).text


def test_markdown():
    assert _made("markdown-list", site=SITE) == (
        "# Event records\n\n4 events\n\n"
        "- **Fiera \\<b\\>\\*x\\*\\</b\\>**\n"
        "  - May 2020 · Hall, Rome, Italy · Exhibition\n"
        "- **Fair**\n"
        "  - May 2020 · Hall, Rome, Italy · Exhibition · **Withdrawn**\n"
        "- **Fair**\n"
        "  - date unknown · **Draft**\n"
        "- **Untitled event**\n"
        "  - date unknown · **Draft**\n"
    )


def test_html():
    html = _made("html-list", site=SITE, book="Archive")
    assert html.partition('<main id="main">\n')[2] == (
        '<h1>Event records</h1>\n<p class="count">4 events</p>\n<div class="events">\n<ul>\n'
        '<li>\n<p><strong lang="it" dir="auto">'
        '<a class="name" href="https://archive.example/events/2020-rome-fair.html">'
        "Fiera &lt;b&gt;*x*&lt;/b&gt;</a></strong></p>\n"
        '<p class="detail"><time datetime="2020-05">May 2020</time> · Hall, Rome, Italy · '
        "Exhibition</p>\n</li>\n"
        "<li>\n<p><strong>Fair</strong></p>\n"
        '<p class="detail"><time datetime="2020-05">May 2020</time> · Hall, Rome, Italy · '
        "Exhibition · <strong>Withdrawn</strong></p>\n</li>\n"
        "<li>\n<p><strong>Fair</strong></p>\n"
        '<p class="detail">date unknown · <strong>Draft</strong></p>\n</li>\n'
        "<li>\n<p><strong>Untitled event</strong></p>\n"
        '<p class="detail">date unknown · <strong>Draft</strong></p>\n</li>\n'
        "</ul>\n</div>\n</main>\n</body>\n</html>\n"
    )
    assert "<title>Event records · Archive</title>" in html


def test_without_a_site_nothing_is_a_link():
    main = _made("html-list").partition("<main")[2]
    assert "href" not in main


@pytest.mark.parametrize("name", ["html-list", "markdown-list"])
def test_no_event(name):
    made = _made(name, records=[])
    assert "0 events" in made
    assert "<ul>" not in made
    assert not made.endswith("\n\n")

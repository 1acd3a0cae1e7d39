"""On this day: only events with one certain day, under the day and month they took place."""

import re

import pytest

from eventbook.render.site import days
from eventbook.render.site.file import digest
from eventbook.render.site.given import Site, SiteEvent
from eventbook.render.site.index import Index


def site(*dates, languages=("en",)):
    values = [
        {"id": f"event-{number}", "title": f"Event {number}"}
        | (date if isinstance(date, dict) else {"date": date})
        for number, date in enumerate(dates)
    ]
    events = tuple(SiteEvent(one["id"], one, digest(one), "published") for one in values)
    return Site("Archive", "", "", languages, "", events, lambda _ref: None, {})


def made(given):
    return {file.path: file.make().decode() for file in days.files(given, Index(given))}


def ids(page):
    return re.findall(r'href="[./]*events/(event-\d+)\.html"', page)


@pytest.mark.parametrize(
    "date",
    [
        "2023-02-24?", "2023-02-24~", "2023-02-24%", "2023-02", "2023", "2023-02-24/2023-02-25",
        "2023-02-24/..", "2023-21", "2023-02-XX", "XXXX", "no date", None,
        {"date": "2023-02-24", "status": "cancelled"},
        {"date": "2023-02-24", "status": "postponed"},
        {"date": "2023-02", "not_before": "2023-02-24", "not_after": "2023-02-24"},
    ],
)  # fmt: skip
def test_what_has_no_certain_day_stands_nowhere(date):
    [(path, page)] = made(site(date)).items()
    assert path == "days.html"
    assert "Of no event is the day known for certain." in page
    assert page.count("<li><span>") == 366


def test_a_day_holds_the_events_of_all_years():
    found = made(site("1920-02-24", "2020-02-29", "2023-02-24", "2023-12-01"))
    assert list(found) == ["days.html", "days/02.html", "days/12.html"]
    february = found["days/02.html"]
    assert re.findall(r'<h2 id="(d\d+)">([^<]*)</h2>', february) == [
        ("d24", "24 February"),
        ("d29", "29 February"),
    ]
    assert ids(february) == ["event-0", "event-2", "event-1"]
    assert (
        '<a href="days/02.html#d24" aria-label="24 February: 2 events">24</a>'
        in (found["days.html"])
    )
    assert found["days.html"].count("<li><span>") == 366 - 3


def test_a_long_month_has_a_page_for_each_day(monkeypatch):
    monkeypatch.setattr(days, "MOST", 2)
    found = made(site("1920-02-24", "2020-02-29", "2023-02-24", "2023-12-01"))
    assert list(found) == [
        "days.html",
        "days/02.html",
        "days/02-24.html",
        "days/02-29.html",
        "days/12.html",
    ]
    assert ids(found["days/02.html"]) == []
    assert '<a href="../days/02-24.html">2 events</a>' in found["days/02.html"]
    assert ids(found["days/02-24.html"]) == ["event-0", "event-2"]
    assert 'href="days/02-24.html"' in found["days.html"]


def test_a_page_depends_on_its_own_events():
    before, after = (
        {file.path: file.inputs for file in days.files(one, Index(one))}
        for one in (
            site("2020-02-24", "2020-03-01"),
            site("2020-02-24", {"date": "2020-03-01", "type": "concert"}),
        )
    )
    assert [path for path in before if before[path] != after[path]] == ["days/03.html"]


@pytest.mark.parametrize(
    ("lang", "day", "month"),
    [
        ("en", "24 February", "February"),
        ("it", "24 febbraio", "febbraio"),
        ("az", "24 fevral", "fevral"),
    ],
)
def test_days_and_months_in_words(lang, day, month):
    assert days.day_name(2, 24, lang) == day
    assert days.month_name(2, lang) == month

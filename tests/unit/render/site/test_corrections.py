"""The page of corrections: what changed after publication, the latest first, and nothing else."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from eventbook.render.site import corrections
from eventbook.render.site.file import digest
from eventbook.render.site.given import Revision, Site, SiteEvent
from eventbook.render.site.index import Index

PUBLISHED, WITHDRAWN = {"review": {"status": "published"}}, {"review": {"status": "withdrawn"}}
DRAFT = {"review": {"status": "draft"}}


def event(one, *steps, state="published"):
    """A record with revisions, each a day and what it says."""
    revisions = tuple(
        Revision(
            f"{index:02x}{one}".ljust(40, "0"),
            datetime.fromisoformat(day).replace(tzinfo=UTC),
            {"id": one, "title": f"Event {one}", "date": "2020", **value},
        )
        for index, (day, value) in enumerate(steps)
    )
    value = revisions[-1].value
    return SiteEvent(one, value, digest(value), state, None, revisions)


def site(*events):
    return Site("Archive", "", "", ("en",), "", events, lambda _ref: None, {})


def files(given_site):
    return {file.path: file for file in corrections.files(given_site, Index(given_site))}


def told(page):
    """What a page says, by lines."""
    main = page.decode().partition('<div class="changes">')[2].partition("</div>")[0]
    return [line for line in re.sub(r"<[^>]*>", "\n", main).split("\n") if line.strip()]


def test_a_site_without_changes_says_so():
    found = files(site(event("a", ("2024-01-01", DRAFT), ("2024-02-01", PUBLISHED))))
    assert list(found) == ["corrections.html"]
    assert told(found["corrections.html"].make()) == [
        "No published record has changed since its first publication."
    ]


def test_changes_stand_by_month_the_latest_first():
    one = event(
        "a",
        ("2023-12-30", {**DRAFT, "title": "A first try"}),
        ("2024-01-01", PUBLISHED),
        ("2024-02-03", {**PUBLISHED, "date": "2021"}),
        ("2024-02-03", {**PUBLISHED, "date": "2022"}),
    )
    two = event("b", ("2024-01-01", PUBLISHED), ("2024-01-09", {**PUBLISHED, "summary": "X."}))
    page = files(site(one, two))["corrections.html"].make()
    assert told(page) == [
        "February 2024",
        "3 February 2024", "03a0000000", "Event a", "Date: 2022 (before: 2021)",
        "3 February 2024", "02a0000000", "Event a", "Date: 2021 (before: 2020)",
        "January 2024",
        "9 January 2024", "01b0000000", "Event b", "Summary: added",
    ]  # fmt: skip


def test_of_a_withdrawn_record_only_that_it_was_is_told():
    gone = event(
        "a",
        ("2024-01-01", PUBLISHED),
        ("2024-01-02", {**PUBLISHED, "date": "2021"}),
        ("2024-01-03", WITHDRAWN),
        state="withdrawn",
    )
    page = files(site(gone))["corrections.html"].make()
    assert told(page) == ["January 2024", "3 January 2024", "02a0000000", "Record a", ": Withdrawn"]
    assert 'href="events/a.html"' in page.decode()
    assert "Event a" not in page.decode()


def test_where_there_are_many_the_years_have_pages(monkeypatch):
    monkeypatch.setattr(corrections, "LATEST", 2)
    one = event(
        "a",
        ("2022-01-01", PUBLISHED),
        *((f"202{year}-06-01", {**PUBLISHED, "date": f"19{year}0"}) for year in range(3, 6)),
    )
    found = files(site(one))
    assert list(found) == [
        "corrections.html",
        "corrections/2025.html",
        "corrections/2024.html",
        "corrections/2023.html",
    ]
    first = found["corrections.html"].make()
    assert [line for line in told(first) if line.startswith("Date")] == [
        "Date: 1950 (before: 1940)",
        "Date: 1940 (before: 1930)",
    ]
    assert 'href="corrections/2023.html"' in first.decode()
    assert [line for line in told(found["corrections/2023.html"].make()) if "Date" in line] == [
        "Date: 1930 (before: 2020)"
    ]


def test_only_as_many_records_are_compared_as_the_page_shows(monkeypatch):
    monkeypatch.setattr(corrections, "LATEST", 3)
    compared = []
    lines = corrections.lines
    monkeypatch.setattr(
        corrections, "lines", lambda event, *rest: compared.append(event.id) or lines(event, *rest)
    )
    start = datetime(2024, 1, 1)
    events = [
        event(
            f"e{number:02}",
            ("2023-01-01", PUBLISHED),
            (f"{start + timedelta(days=number):%Y-%m-%d}", {**PUBLISHED, "date": "2021"}),
        )
        for number in range(20)
    ]
    page = files(site(*events))["corrections.html"].make()
    assert re.findall(r"Event (e\d+)", page.decode()) == ["e19", "e18", "e17"]
    assert compared == ["e19", "e18", "e17"]


def test_a_page_depends_on_the_commits():
    steps = [("2024-01-01", PUBLISHED), ("2024-01-02", {**PUBLISHED, "date": "2021"})]
    before = files(site(event("a", *steps)))["corrections.html"].inputs
    again = files(site(event("a", *steps)))["corrections.html"].inputs
    after = files(site(event("a", *steps, ("2024-01-03", steps[1][1]))))["corrections.html"].inputs
    assert before == again != after


SECRET = "Zyxwvut"
TEXTS = st.sampled_from([SECRET, f"<b>{SECRET}", {"en": SECRET}, [{"name": SECRET}], None])
OLD = st.dictionaries(
    st.sampled_from(["title", "summary", "date", "place", "participants", "statements", "type"]),
    TEXTS,
    max_size=4,
)


@given(st.lists(OLD, min_size=1, max_size=3))
def test_nothing_that_stood_in_old_revisions_only_is_told(olds):
    steps = [(f"2024-01-{day:02}", {**PUBLISHED, **old}) for day, old in enumerate(olds, 1)]
    page = files(site(event("a", *steps, ("2024-02-01", PUBLISHED))))["corrections.html"].make()
    assert SECRET not in page.decode()

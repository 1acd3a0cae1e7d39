import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.exchange.dateline import (
    find_dates,
    month_numbers,
    read_dateline,
    short_month_numbers,
)


def dates(text: str) -> list[tuple[str, str | None, str]]:
    return [(text[d.start : d.end], d.iso, d.doubt) for d in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("March 14, 2019", "2019-03-14"),
        ("14 March 2019", "2019-03-14"),
        ("MARCH 14 2019", "2019-03-14"),
        ("14th of March, 2019", "2019-03-14"),
        ("Sept. 3, 2019", "2019-09-03"),
        ("3 Sep 2019", "2019-09-03"),
        ("14 marzo 2019", "2019-03-14"),
        ("1° maggio 2019", "2019-05-01"),
        ("1er février 2019", "2019-02-01"),
        ("14 août 2019", "2019-08-14"),
        ("14. März 2019", "2019-03-14"),
        ("14 de febrero de 2019", "2019-02-14"),
        ("14 de março de 2019", "2019-03-14"),
        ("14 марта 2019 г.", "2019-03-14"),
        ("14 березня 2019 р.", "2019-03-14"),
        ("14 Şubat 2019", "2019-02-14"),
        ("14 ARALIK 2019", "2019-12-14"),
        ("14 fevral 2019-cu il", "2019-02-14"),
        ("2019-cu il 14 fevral", "2019-02-14"),
        ("2019-cu il fevralın 14", "2019-02-14"),
        ("14.03.2019", "2019-03-14"),
        ("4.3.2019", "2019-03-04"),
        ("14/03/2019", "2019-03-14"),
        ("03/14/2019", "2019-03-14"),
        ("04/04/2019", "2019-04-04"),
        ("2019-03-14", "2019-03-14"),
        ("2019/03/14", "2019-03-14"),
    ],
)
def test_a_full_date_is_read_whole(text: str, iso: str):
    (found,) = find_dates(text)

    assert (found.iso, found.start, found.end) == (iso, 0, len(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("02/03/2019", [("02/03/2019", None, "order")]),
        ("02.03.2019", [("02.03.2019", "2019-03-02", "dotted")]),
        ("02.14.2019", [("02.14.2019", None, "calendar")]),
        ("14.03.19", [("14.03.19", None, "century")]),
        ("30 February 2019", [("30 February 2019", None, "calendar")]),
        ("2019-02-30", [("2019-02-30", None, "calendar")]),
        ("23–25 March 2019", [("23–25 March 2019", None, "range")]),
        ("March 23-25, 2019", [("March 23-25, 2019", None, "range")]),
        ("on February 23 of this year", [("February 23", None, "no-year")]),
        ("fevralın 14-də", [("fevralın 14", None, "no-year")]),
        ("to 3 June, on 5 July", [("3 June", None, "no-year"), ("5 July", None, "no-year")]),
        ("14.03.2019On May 12", [("14.03.2019", "2019-03-14", ""), ("May 12", None, "no-year")]),
    ],
)  # fmt: skip
def test_what_is_not_sure_is_no_date(text: str, expected: list[tuple[str, str | None, str]]):
    assert dates(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "613 people, 44 days, 31 years",
        "10 out of 12 cups",
        "they may 10 times over",
        "1.2.3.2019 is a version",
        "call 0123-45-6789",
        "14 Martin Street 2019",
        "in March",
    ],
)
def test_other_numbers_are_no_dates(text: str):
    assert dates(text) == []


@given(
    st.dates(datetime.date(1000, 1, 1)), st.sampled_from(["en", "it", "fr", "de", "ru", "tr", "az"])
)
def test_what_babel_writes_in_full_is_read(day: datetime.date, tag: str):
    from babel.dates import format_date

    text = format_date(day, "long", locale=tag)

    assert [found.iso for found in find_dates(text)] == [day.isoformat()]


@given(st.text(max_size=300))
def test_any_line_is_read_and_spans_do_not_overlap(text: str):
    found = find_dates(text)

    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= d.start < d.end <= len(text) for d in found)


def test_full_stops_mean_day_first_in_every_locale():
    """The reason why 02.03.2019 is a date and 02/03/2019 is not."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    patterns = {str(Locale.parse(t).date_formats["short"].pattern) for t in locale_identifiers()}
    month_first = {p for p in patterns if p.lower().startswith("m")}

    assert month_first
    assert not [p for p in month_first if "." in p]


def test_no_month_name_means_two_months():
    assert month_numbers()["mart"] == 3
    assert month_numbers()["aralik"] == 12
    assert short_month_numbers()["sept"] == 9
    assert set(month_numbers().values()) == set(range(1, 13))


@pytest.mark.parametrize(
    ("text", "place", "iso", "rest"),
    [
        ("HALVORSK, Norland, March 14. The", "HALVORSK, Norland", None, "The"),
        ("NEW BRIXTON, March 25, 2013—The", "NEW BRIXTON", "2013-03-25", "The"),
        ("ROVIGNO, 24 March 2019 (AGIMAR) - The", "ROVIGNO", "2019-03-24", "The"),
        ("HALVORSK, March 14, 2019. /NORD/. The", "HALVORSK", "2019-03-14", "The"),
        ("HALVORSK, March 14, 2019 /NORD/ -- The", "HALVORSK", "2019-03-14", "The"),
        ("(AGIMAR) - ROVIGNO, 24 MAR 2019 - The", "ROVIGNO", "2019-03-24", "The"),
        ("ROVIGNO (AGIMAR), 24 March 2019: The", "ROVIGNO", "2019-03-24", "The"),
        ("Reggio nell'Emilia, 24 marzo 2019 – Il", "Reggio nell'Emilia", "2019-03-24", "Il"),
        ("Castel del Piano, 24 marzo 2019 – Il", "Castel del Piano", "2019-03-24", "Il"),
        ("Rovigno, 24 March 2019", "Rovigno", "2019-03-24", ""),
        ("On March 14, 2019, the hall", None, None, ""),
        ("In Rovigno, 24 March 2019 - the", None, None, ""),
        ("Friday, 15 March 2019", None, None, ""),
        ("The hall opened on 14 March 2019.", None, None, ""),
        ("March 14, 2019", None, None, ""),
    ],
)
def test_a_dateline_opens_the_text(text: str, place: str | None, iso: str | None, rest: str):
    found = read_dateline(text)

    if place is None:
        assert found is None
    else:
        assert found is not None
        assert (found.place, found.date.iso, text[found.end :]) == (place, iso, rest)

"""What a refused date is told: the message, the help, and the text most likely meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.values.edtf import try_parse
from eventbook.values.edtf_advice import explain
from eventbook.values.problem import Problem

FORMS = (
    "write a day `2023-02-24`, a month `2023-02`, a year `2023`, an interval "
    "`2023-05-28/2023-09-15`, or `XXXX` if nothing is known"
)
MONTHS = "months are 01 to 12, seasons 21 (spring) to 24 (winter)"
ONE_END = "an interval needs a date at one end; write `XXXX` if nothing is known"
ENDS = "an unknown end is left empty, an open one is `..`: write"
FROM_THE_RIGHT = "digits may be left open from the right only: write"
WIDER = "write a decade `199X`, a century `19XX`, an interval, or `XXXX` for unknown"
FOUR_DIGITS = (
    "years have four digits, from `-9999` to `9999`; for a span of years write an interval, a "
    "decade `202X` or a century `20XX`"
)
SHORT_YEAR = "years have four digits: write `1944`, or `0044` for the year 44"
NOT_AFTER = "a record says that in `not_after`, with `XXXX` as its date; a filter in `--until`"
NOT_BEFORE = "a record says that in `not_before`, with `XXXX` as its date; a filter in `--since`"
EMPTY = Problem("date-invalid", "the date is empty", "write `XXXX` if the date is unknown")
BEFORE_1 = "the year before 1 is `0000-13`"
SET = (
    "write an interval such as `2023-02-01/2023-02-24`, or one with an open end `../2023-02-24`; "
    "`not_before` and `not_after` say what else is known"
)

REWRITTEN = [
    # (what stands there, the words before the replacement, the replacement)
    ("24.02.2023", "write", "2023-02-24"),
    ("24/02/2023", "write", "2023-02-24"),
    ("02/24/2023", "write", "2023-02-24"),
    ("2023/02/24", "write", "2023-02-24"),
    ("2023-2-4", "write", "2023-02-04"),
    ("20230224", "write", "2023-02-24"),
    (" 2023-02-24", "write", "2023-02-24"),
    ("February 2023", "write", "2023-02"),
    ("c. 1905", "write", "1905~"),
    ("1990s", "write", "199X"),
    ("199u", "write", "199X"),
    ("unknown", "write", "XXXX"),
    ("5/2023", "write", "2023-05"),
    ("2023–2024", "write", "2023/2024"),
    ("1914-1918", "write", "1914/1918"),
    ("2023-13-02", "the month comes before the day: write", "2023-02-13"),
    ("2023-31-12?", "the month comes before the day: write", "2023-12-31?"),
    ("2023-21-05", "a season has no days: write", "2023-21"),
    ("2023-24-02", "a season has no days: write", "2023-24"),
    ("2023-00", "if the month is unknown write", "2023"),
    ("-0000-05", "the year before 1 is", "0000-05"),
    ("202x", "unspecified digits are written with a capital X: write", "202X"),
    ("2023-02-xx", "unspecified digits are written with a capital X: write", "2023-02-XX"),
    ("1984?~", "a qualifier stands once, at the end: write", "1984%"),
    ("2023?-02", "a qualifier stands once, at the end: write", "2023-02?"),
    ("XXXX?", "the unknown takes no qualifier: write", "XXXX"),
    ("XXXX/2023", ENDS, "/2023"),
    ("2023/unknown", ENDS, "2023/"),
    ("2023/open", ENDS, "2023/.."),
    ("28.05.2019/15.09.2019", "write", "2019-05-28/2019-09-15"),
    ("../15.09.2019", "write", "../2019-09-15"),
    ("1990s/2003", "write", "199X/2003"),
]


@pytest.mark.parametrize(("text", "lead", "replacement"), REWRITTEN)
def test_the_text_meant_is_given(text: str, lead: str, replacement: str) -> None:
    message = f"`{text}` is not a date"
    expected = Problem("date-invalid", message, f"{lead} `{replacement}`", replacement)
    assert explain(text) == expected


EXPLAINED = [
    ("2023-02-30", "February 2023 has 28 days; write `2023-02` if the day is unknown"),
    ("2024-02-30?", "February 2024 has 29 days; write `2024-02` if the day is unknown"),
    ("2023-06-31", "June 2023 has 30 days; write `2023-06` if the day is unknown"),
    ("2023-01-32", "January 2023 has 31 days; write `2023-01` if the day is unknown"),
    ("2023-12-00", "December 2023 has 31 days; write `2023-12` if the day is unknown"),
    ("2023-13", MONTHS),
    ("2023-32-13", MONTHS),
    ("1990-95", f"{MONTHS}; two years are written `1990/1995`"),
    ("2019-20", f"{MONTHS}; two years are written `2019/2020`"),
    ("04/02/2023", "write `2023-02-04` or `2023-04-02`, whichever is meant"),
    ("1/12/2023", "write `2023-12-01` or `2023-01-12`, whichever is meant"),
    ("1900s", "write `190X` for the decade or `19XX` for the century"),
    ("24.02.23", SHORT_YEAR),
    ("24 Feb 23", SHORT_YEAR),
    ("44", SHORT_YEAR),
    ("12023", FOUR_DIGITS),
    ("Y12023", FOUR_DIGITS),
    ("1950S2", FOUR_DIGITS),
    ("20231345", MONTHS),
    ("2023/13", MONTHS),
    ("1914–18", f"{MONTHS}; two years are written `1914/1918`"),
    ("30 February 2023", "February 2023 has 28 days; write `2023-02` if the day is unknown"),
    ("31 giugno 2019", "June 2019 has 30 days; write `2019-06` if the day is unknown"),
    ("Feb 29, 2023?", "February 2023 has 28 days; write `2023-02` if the day is unknown"),
    ("29.02.2023", "February 2023 has 28 days; write `2023-02` if the day is unknown"),
    ("25/14/2023", MONTHS),
    ("1905/06", "write `1905-06` for the month or `1905/1906` for the years"),
    ("2008/10", "write `2008-10` for the month or `2008/2010` for the years"),
    ("2008/9", "write `2008-09` for the month or `2008/2009` for the years"),
    ("yaz 2023", "write `2023-21` or `2023-22`, whichever is meant"),
    ("before 1905", NOT_AFTER),
    ("By 24 Feb 2023", NOT_AFTER),
    ("after May 2019", NOT_BEFORE),
    ("after the war", FORMS),
    ("XXXX-12-25", "write `XXXX` if the year is unknown; `notes` can hold the rest"),
    ("20XX-02", WIDER),
    ("1XXX", WIDER),
    ("2023-1X", f"{FROM_THE_RIGHT} `2023`"),
    ("2023-02-2X", f"{FROM_THE_RIGHT} `2023-02`"),
    ("2023-XX-24", f"{FROM_THE_RIGHT} `2023-XX`"),
    ("../..", ONE_END),
    ("/", ONE_END),
    ("XXXX/unknown", ONE_END),
    ("2023-02-?", FORMS),
    ("someday", FORMS),
    ("2023-W05", FORMS),
    ("2023/2024/2025", FORMS),
    ("x" * 60, FORMS),
]


@pytest.mark.parametrize(("text", "advice"), EXPLAINED)
def test_without_one_clear_meaning_nothing_is_replaced(text: str, advice: str) -> None:
    assert explain(text) == Problem("date-invalid", f"`{text}` is not a date", advice)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", EMPTY),
        (" \t", EMPTY),
        (
            "2023-02-24T18:00",
            Problem(
                "date-invalid",
                "`2023-02-24T18:00` holds a time of day",
                'write `2023-02-24` and put the time in `start_time: "18:00"`',
            ),
        ),
        (
            "2023-02-24 9",
            Problem(
                "date-invalid",
                "`2023-02-24 9` holds a time of day",
                'write `2023-02-24` and put the time in `start_time: "09:00"`',
            ),
        ),
        (
            "[..2023-02-24]",
            Problem(
                "date-invalid",
                "`[..2023-02-24]` is a set of dates, which is EDTF Level 2",
                SET,
            ),
        ),
        (
            "2023/02",
            Problem(
                "date-invalid",
                "`2023/02` is not a date",
                "write the month as `2023-02`; an interval of years as `2023/2024`",
                "2023-02",
            ),
        ),
        (
            "2023/01",
            Problem(
                "date-invalid",
                "`2023/01` is not a date",
                "write the month as `2023-01`; an interval of years as `2023/2024`",
                "2023-01",
            ),
        ),
        (
            "2024/2023",
            Problem(
                "date-invalid",
                "`2024/2023` ends before it starts",
                "the earlier date comes first: write `2023/2024`",
                "2023/2024",
            ),
        ),
        (
            "2019-05-28/2019-02-30",
            Problem(
                "date-invalid",
                "`2019-02-30` is not a date",
                "February 2019 has 28 days; write `2019-02` if the day is unknown",
            ),
        ),
        (
            "24.02.2023/24.02.2022",
            Problem("date-invalid", "`24.02.2023` is not a date", "write `2023-02-24`"),
        ),
        ("-0000-13", Problem("date-invalid", "`-0000-13` is not a date", BEFORE_1)),
        ("x" * 999, Problem("date-invalid", f"`{'x' * 60}…` is not a date", FORMS)),
    ],
)  # fmt: skip
def test_messages_of_their_own(text: str, expected: Problem) -> None:
    assert explain(text) == expected


written = st.one_of(
    st.text("0123456789-/.XYxu?~%T: ", max_size=24),
    st.text(max_size=30),
    st.lists(
        st.sampled_from(
            ["2023", "24", "Feb", "/", "..", "c. ", "-", "XX", "?", " ", "1990s", "to", "unknown"]
        ),
        max_size=7,
    ).map("".join),
)


@given(written)
def test_every_replacement_is_a_date(text: str) -> None:
    if try_parse(text) is None:
        problem = explain(text)
        assert problem.help
        assert problem.replacement is None or try_parse(problem.replacement)

"""Hypothesis strategies for the texts of the EDTF profile, made from its grammar."""

from __future__ import annotations

from hypothesis import strategies as st

MARKS = st.sampled_from(["", "?", "~", "%"])


def _year(number: int) -> str:
    return f"{number:04d}" if number >= 0 else f"-{-number:04d}"


def _length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]


@st.composite
def days(draw: st.DrawFn, years: st.SearchStrategy[int]) -> str:
    year, month = draw(years), draw(st.integers(1, 12))
    return f"{_year(year)}-{month:02d}-{draw(st.integers(1, _length(year, month))):02d}"


def plain_dates(years: st.SearchStrategy[int]) -> st.SearchStrategy[str]:
    """Single dates without a qualifier."""
    written = years.map(_year)
    months = st.integers(1, 12).map("{:02d}".format)
    return st.one_of(
        days(years),
        st.builds("{}-{}".format, written, months),
        st.builds("{}-{}-XX".format, written, months),
        st.builds("{}-{}".format, written, st.integers(21, 24)),
        written,
        written.map("{}-XX".format),
        written.map("{}-XX-XX".format),
        written.map(lambda year: year[:-1] + "X"),
        written.map(lambda year: year[:-2] + "XX"),
    )


YEARS = st.integers(-9999, 9999)
NEAR_YEARS = st.integers(2018, 2022)


def single_dates(years: st.SearchStrategy[int] = YEARS) -> st.SearchStrategy[str]:
    """Single dates, qualified or not, but not the unknown one."""
    return st.builds("{}{}".format, plain_dates(years), MARKS)


def written_intervals(years: st.SearchStrategy[int] = YEARS) -> st.SearchStrategy[str]:
    """Intervals as anyone may write them: some end before they start, some have no end at all."""
    ends = st.one_of(single_dates(years), st.sampled_from(["", ".."]))
    return st.builds("{}/{}".format, ends, ends)

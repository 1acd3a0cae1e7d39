"""Values as sources write them, and as records have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.exchange.importing.conversions import CONVERSIONS, Settings
from eventbook.exchange.importing.dates import FORMATS, interval
from eventbook.exchange.importing.unfit import Unfit
from eventbook.jsonvalue import Json
from eventbook.values import country, language, timezone, web
from eventbook.values.edtf import try_parse

UNFIT = "unfit"


def convert(name: str, value: Json, settings: Settings = Settings()) -> Json:  # noqa: B008
    try:
        return CONVERSIONS[name](value, settings)
    except Unfit:
        return UNFIT


@pytest.mark.parametrize(
    ("name", "value", "converted"),
    [
        ("text", "  a \n b\t", "a b"),
        ("text", 3, "3"),
        ("text", 3.0, "3"),
        ("text", 3.5, "3.5"),
        ("text", True, UNFIT),
        ("text", {"a": 1}, UNFIT),
        ("text", "e\u0301\x00\x1b[1m\u202ex", "é [1mx"),
        ("text", "\x00", None),
        ("text", {"@value": "a"}, "a"),
        ("text", [{"@value": "a", "@language": "EN"}, {"@value": "b", "@language": "it"}],
         {"en": "a", "it": "b"}),
        ("text", {"@value": "a", "@language": "xx-not"}, UNFIT),
        ("lines", " a \r\n b\n\n", "a\n b"),
        ("country", "Italy", "IT"),
        ("country", "it", "IT"),
        ("country", "ITA", "IT"),
        ("country", "U.S.A.", "US"),
        ("country", "U.K.", "GB"),
        ("country", "Deutschland", "DE"),
        ("country", "ITALIA", "IT"),
        ("country", "Türkiye", "TR"),
        ("country", "Österreich", "AT"),
        ("country", "Bosnia & Herzegovina", "BA"),
        ("country", "Itlay", UNFIT),
        ("country", "Kosovo", UNFIT),
        ("country", "", UNFIT),
        ("language", "EN", "en"),
        ("language", "en_gb", "en-GB"),
        ("language", "Italian", "it"),
        ("language", "JP", UNFIT),
        ("language", "Klingonese", UNFIT),
        ("timezone", "Europe/Rome", "Europe/Rome"),
        ("timezone", "CET", UNFIT),
        ("timezone", "2023-02-24T18:00:00Z", "UTC"),
        ("timezone", "2023-02-24T18:00:00+01:00", None),
        ("timezone", "2023-02-24T18:00", None),
        ("timezone", "2023-02-24", None),
        ("country", "a" * 3000, UNFIT),
        ("url", " https://example.org/a ", "https://example.org/a"),
        ("url", "example.org", UNFIT),
        ("url", "javascript:alert(1)", UNFIT),
        ("number", "41.90", 41.9),
        ("number", "-3", -3),
        ("number", 2.5, 2.5),
        ("number", "1e9", UNFIT),
        ("number", "٣", UNFIT),
        ("number", True, UNFIT),
        ("integer", "3", 3),
        ("integer", "3.0", 3),
        ("integer", "3.5", UNFIT),
        ("boolean", "Yes", True),
        ("boolean", 0, False),
        ("boolean", "perhaps", UNFIT),
        ("slug", "Café 2023!", "cafe-2023"),
        ("slug", "!!!", UNFIT),
        ("date", "2023-02-24", "2023-02-24"),
        ("date", "20230224", "2023-02-24"),
        ("date", 2023, "2023"),
        ("date", "2023-02", "2023-02"),
        ("date", "2023-02-24T23:30:00+01:00", "2023-02-24"),
        ("date", "2023-02-30", UNFIT),
        ("date", "24.02.2023", UNFIT),
        ("time", "18:00", "18:00"),
        ("time", "18.30", "18:30"),
        ("time", "6 pm", "18:00"),
        ("time", "12:15 a.m.", "00:15"),
        ("time", "13 pm", UNFIT),
        ("time", "25:00", UNFIT),
        ("time", "2023-02-24T18:00:00.000Z", "18:00"),
        ("time", "2023-02-24", None),
    ],
)  # fmt: skip
def test_a_value_is_converted(name: str, value: Json, converted: Json) -> None:
    assert convert(name, value) == converted


@pytest.mark.parametrize(
    ("form", "text", "date"),
    [
        ("edtf", "2023-02?", "2023-02?"),
        ("edtf", "199X", "199X"),
        ("edtf", "2023-02-24/2023-02-26", "2023-02-24/2023-02-26"),
        ("edtf", "soon", UNFIT),
        ("day-month-year", "24.2.2023", "2023-02-24"),
        ("day-month-year", "24/02/2023", "2023-02-24"),
        ("day-month-year", "2/24/2023", UNFIT),
        ("day-month-year", "24/02/23", UNFIT),
        ("month-day-year", "2/24/2023", "2023-02-24"),
        ("month-day-year", "24/2/2023", UNFIT),
        ("year-month-day", "2023/2/4", "2023-02-04"),
        ("words", "24 February 2023", "2023-02-24"),
        ("words", "one day", UNFIT),
    ],
)
def test_dates_are_read_in_the_named_formats(form: str, text: str, date: str) -> None:
    assert convert("date", text, Settings((form,))) == date


def test_the_first_format_that_reads_counts() -> None:
    both = Settings(("day-month-year", "month-day-year"))
    assert convert("date", "2/3/2023", both) == "2023-03-02"
    assert convert("date", "2/13/2023", both) == "2023-02-13"


def test_a_named_zone_moves_times_with_an_offset_and_no_others() -> None:
    rome = Settings(timezone="Europe/Rome")
    late = "2023-07-31T22:30:00Z"
    found = [convert(name, late, rome) for name in ("date", "time", "timezone")]
    assert found == ["2023-08-01", "00:30", "Europe/Rome"]
    assert convert("time", "2023-07-31T22:30", rome) == "22:30"
    assert convert("timezone", "2023-07-31T22:30", rome) is None
    assert convert("date", "9999-12-31T23:30:00Z", rome) == "9999-12-31"


def test_intervals() -> None:
    assert interval("2023-02", "2023-02") == "2023-02"
    assert interval("2023-02-24", "2023-03-01") == "2023-02-24/2023-03-01"
    for start, end in (("2023-02-24", "2023-02-23"), ("2022/2023", "2024")):
        with pytest.raises(Unfit):
            interval(start, end)


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)
_WRITTEN = st.from_regex(
    r"[0-9]{1,4}[-/. ]?[0-9]{0,2}[-/. T]?[0-9:]{0,8}[Zpm+:0-9]{0,6}", fullmatch=True
)


@given(st.sampled_from(sorted(CONVERSIONS)), _ANY | _WRITTEN, st.sampled_from(sorted(FORMATS)))
def test_whatever_comes_in_is_converted_into_what_a_record_can_hold_or_refused(
    name: str, value: Json, form: str
) -> None:
    try:
        found = CONVERSIONS[name](value, Settings((form,), "Asia/Baku"))
    except Unfit:
        return
    checks = {"country": country.check, "timezone": timezone.check, "url": web.check}
    if found is not None and name in checks:
        assert checks[name](str(found)) is None
    if name == "language":
        assert language.check(str(found)) is None
    if name == "date":
        assert try_parse(str(found)) is not None
    if name == "time" and found is not None:
        hour, minute = str(found).split(":")
        assert (int(hour) < 24, int(minute) < 60) == (True, True)
    if name == "text":
        assert found is None or isinstance(found, dict) or (found and found == str(found).strip())

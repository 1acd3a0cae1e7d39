"""Country codes, with babel's territories and the tz database's list as oracles."""

from __future__ import annotations

from importlib.resources import files

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from eventbook.values.country import ISO_3166_1, check, problem
from eventbook.values.problem import Problem


def test_the_codes_are_those_babel_knows() -> None:
    known = {code for code in Locale("en").territories if len(code) == 2}
    assert ISO_3166_1 - known == set()
    # exceptional reservations, groupings, and codes for private use
    others = "AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ"
    assert " ".join(sorted(known - ISO_3166_1)) == others


def test_the_codes_are_those_of_the_tz_database() -> None:
    table = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text("utf-8")
    listed = {line[:2] for line in table.splitlines() if not line.startswith("#")}
    assert listed == ISO_3166_1
    assert len(ISO_3166_1) == 249


FORM = "use the two capital letters of ISO 3166-1, such as `IT`"

REFUSED = [
    ("it", "write `IT`", "IT"),
    (" IT", "write `IT`", "IT"),
    ("UK", "write `GB`", "GB"),
    ("uk", "write `GB`", "GB"),
    ("ITA", "write `IT`", "IT"),
    ("aze", "write `AZ`", "AZ"),
    ("Italy", "write `IT`", "IT"),
    ("azerbaijan", "write `AZ`", "AZ"),
    ("Azerbaidjan", "write `AZ`", "AZ"),
    ("England", "write `GB`", "GB"),
    ("USA", "write `US`", "US"),
    ("Turkey", "write `TR`", "TR"),
    ("YU", "the codes of today are `RS`, `ME`", None),
    ("XX", FORM, None),
    ("XK", FORM, None),
    ("EU", FORM, None),
    ("Atlantis", FORM, None),
    ("۱۲", FORM, None),
]


@pytest.mark.parametrize(("code", "advice", "replacement"), REFUSED)
def test_refused_codes(code: str, advice: str, replacement: str | None) -> None:
    message = f"`{code}` is not a country code"
    assert problem(code) == Problem("code-invalid", message, advice, replacement)
    assert check(code) == f"{message}; {advice}"


def test_assigned_codes_and_none() -> None:
    assert [check(code) for code in ("IT", "AZ", "GB")] == [None, None, None]
    assert check("") == f"an empty text is not a country code; {FORM}"


@given(st.text(max_size=20))
def test_any_text_gets_a_verdict_and_a_replacement_is_good(code: str) -> None:
    found = problem(code)
    assert (found is None) == (code in ISO_3166_1)
    assert found is None or found.replacement is None or problem(found.replacement) is None

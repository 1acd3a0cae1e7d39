"""Language tags, with babel's registry data as the oracle."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.core import get_global
from hypothesis import example, given
from hypothesis import strategies as st

from eventbook.values.language import ISO_639_1, check, in_usual_case, problem
from eventbook.values.problem import Problem


def test_the_two_letter_codes_are_those_babel_knows() -> None:
    known = {code for code in Locale("en").languages if len(code) == 2}
    assert len(ISO_639_1) == 183
    assert known - ISO_639_1 == {"sh"}  # withdrawn in 2000; sr, hr and bs took its place
    assert ISO_639_1 - known == set()


def test_three_letter_codes_give_way_to_two_letter_ones_as_babel_has_it() -> None:
    aliases = get_global("language_aliases")
    expected = {code: aliases.get(code) for code in (*SHORTER, "ger", "fre", "chi", "cze")}
    found = {}
    for code in expected:
        refused = problem(code)
        found[code] = refused.replacement if refused else None
    assert found == expected
    for code in ISO_639_1 - {"no", "tl", "tw"}:
        longer = [alias for alias, short in aliases.items() if short == code and len(alias) == 3]
        assert any(
            check(alias) == f"`{alias}` is not a language tag; write `{code}`" for alias in longer
        )


SHORTER = ("ita", "aze", "deu", "fra", "rus", "tur", "nob")


@pytest.mark.parametrize(
    "tag",
    [
        *("it", "en-GB", "az-Arab", "zh-Hans-CN", "es-419", "und", "mul", "zxx", "tlh", "fil"),
        *("sl-rozaj-biske-1994", "de-CH-1996", "zh-yue", "ja-JP-u-ca-japanese", "en-a-bbb-b-ccc"),
        *("x-house", "en-x-house", "en-XK", "en-QQ", "en-ZZ", "sr-Latn", "nb", "nn-NO"),
        "de-Latn-DE-1996-u-co-phonebk-x-foo",
    ],
)
def test_good_tags(tag: str) -> None:
    assert check(tag) is None


HELP = "write a BCP 47 tag such as `it`, `az-Arab` or `en-GB`"

REFUSED = [
    ("EN", "write `en`", "en"),
    ("en-gb", "write `en-GB`", "en-GB"),
    ("az-arab", "write `az-Arab`", "az-Arab"),
    ("en_GB", "write `en-GB`", "en-GB"),
    ("en_gb", "write `en-GB`", "en-GB"),
    (" it", "write `it`", "it"),
    ("no", "write `nb` for Bokmål or `nn` for Nynorsk", None),
    ("no-NO", "write `nb` for Bokmål or `nn` for Nynorsk", None),
    ("Norwegian", "write `nb`", "nb"),
    ("Italian", "write `it`", "it"),
    ("itallian", "write `it`", "it"),
    ("Azerbaijani", "write `az`", "az"),
    ("ger", "write `de`", "de"),
    ("ita-IT", "write `it-IT`", "it-IT"),
    ("iw", "write `he`", "he"),
    ("sh-RS", "write `sr-Latn-RS`", "sr-Latn-RS"),
    ("jp", "write `ja`", "ja"),
    ("cz", "write `cs`", "cs"),
    ("xx", "`xx` is no language in ISO 639-1", None),
    ("en-UK", "write `en-GB`", "en-GB"),
    ("sr-latn-yu", "`YU` is no region", None),
    ("en-WW", "`WW` is no region", None),
    ("de-1996-1996", "`1996` stands in it twice", None),
    ("en-a-bbb-a-ccc", "`a` stands in it twice", None),
    ("i-klingon", HELP, None),
    ("en--GB", HELP, None),
    ("x", HELP, None),
    ("日本語", HELP, None),
    ("français", HELP, None),
    ("en-GB\n", "write `en-GB`", "en-GB"),
]


@pytest.mark.parametrize(("tag", "advice", "replacement"), REFUSED)
def test_refused_tags(tag: str, advice: str, replacement: str | None) -> None:
    message = f"`{tag}` is not a language tag"
    assert problem(tag) == Problem("code-invalid", message, advice, replacement)
    assert check(tag) == f"{message}; {advice}"


def test_no_tag_at_all() -> None:
    assert check("") == f"an empty text is not a language tag; {HELP}"
    assert check("en-" * 100) == f"`{'en-' * 20}…` is not a language tag; {HELP}"


subtags = st.one_of(
    st.sampled_from(
        ["en", "az", "iw", "ita", "Arab", "GB", "uk", "419", "1996", "x", "u", "a", "no"]
    ),
    st.text("abcxyzABC0123456789", max_size=9),
)


@given(st.one_of(st.text(max_size=20), st.lists(subtags, max_size=6).map("-".join)))
@example("EL-UK-0-00-0-00")
def test_any_text_gets_a_verdict_and_a_replacement_is_good(tag: str) -> None:
    found = problem(tag)
    if found is None:
        assert in_usual_case(tag) == tag
    elif found.replacement is not None:
        assert problem(found.replacement) is None

"""Ids, safe names, slugs, and ids proposed from a title."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.values.ids import (
    check_record_id,
    check_safe_name,
    propose_id,
    propose_name_id,
    slugify,
)

FORM = "an id is made of lower-case letters a to z, digits, and single hyphens between them"
NAME_FORM = (
    "a name is made of the letters A to Z, digits, `.`, `_` and `-`, and begins with a letter or "
    "digit"
)


def test_record_ids() -> None:
    good = ["a", "7", "2023-rome-embassy-commemoration", "console", "com10", "a" * 80]
    assert [check_record_id(text) for text in good] == [None] * len(good)


@pytest.mark.parametrize(
    "text",
    ["", "-", "-a", "a-", "a--b", "A", "a_b", "a.b", "a b", "a/b", "..", "é", "a\n", "٣", "ａ"],
)
def test_refused_record_ids(text: str) -> None:
    assert check_record_id(text) == FORM


def test_record_ids_that_no_system_can_store() -> None:
    assert check_record_id("a" * 81) == "the id has 81 characters, 80 are allowed"
    assert check_record_id("con") == "`con` is the name of a device on Windows"
    assert check_record_id("lpt9") == "`lpt9` is the name of a device on Windows"


def test_safe_names() -> None:
    good = ["a", "README.md", "2019_Talk-3.final", "9", "A" * 100, "a..b", "console.txt", "a-"]
    assert [check_safe_name(text) for text in good] == [None] * len(good)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", NAME_FORM),
        (".git", NAME_FORM),
        ("-rf", NAME_FORM),
        ("..", NAME_FORM),
        ("a/b", NAME_FORM),
        ("a\\b", NAME_FORM),
        ("a:b", NAME_FORM),
        ("a b", NAME_FORM),
        ("naïve", NAME_FORM),
        ("a\n", NAME_FORM),
        ("a\x00", NAME_FORM),
        ("a.", "a name cannot end with a point"),
        ("A" * 101, "the name has 101 characters, 100 are allowed"),
        ("NUL", "`NUL` is the name of a device on Windows"),
        ("Con.txt", "`Con` is the name of a device on Windows"),
        ("com1.tar.gz", "`com1` is the name of a device on Windows"),
    ],
)
def test_refused_safe_names(text: str, message: str) -> None:
    assert check_safe_name(text) == message


SLUGS = {
    "Khojaly commemoration": "khojaly-commemoration",
    "Kürdəmir ışığı, İstanbul": "kurdemir-isigi-istanbul",
    "Straße ØRESUND Łódź Đurđa": "strasse-oresund-lodz-durda",
    "Ægir, Þór og Œuvre, ðað": "aegir-thor-og-oeuvre-dad",
    "Azerbaijan's Azerbaijan’s": "azerbaijans-azerbaijans",
    "l'arte O'Neill": "l-arte-o-neill",
    "Щёлково, Объезд, Хатынь, Йошкар": "shchyolkovo-obezd-khatyn-yoshkar",
    "Київ, Ґалаґан, Ўзбек, Љубљана": "kiyiv-galagan-uzbek-ljubljana",
    "Ελλάδα, Θεσσαλονίκη, ψυχή": "ellada-thessaloniki-psychi",
    "ﬁn ½ № ①": "fin-1-2-no-1",
    "  --- a___b...c --- ": "a-b-c",
    "日本 ১": "",
    "": "",
}


@pytest.mark.parametrize(("text", "slug"), SLUGS.items())
def test_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text(max_size=40))
def test_a_slug_is_empty_or_of_the_form_of_an_id(text: str) -> None:
    slug = slugify(text)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert slugify(slug) == slug


PROPOSED = [
    (
        (
            2023,
            "Rome",
            "Khojaly commemoration at the Embassy of Azerbaijan's cultural centre, Rome",
        ),
        "2023-rome-khojaly-commemoration-embassy-azerbaijans",
    ),
    ((2023, "Rome", "On the Rome of the 2023"), "2023-rome-event"),
    ((2019, "Venezia", "La mostra dell'arte d'oggi"), "2019-venezia-mostra-arte-oggi"),
    ((2020, "Bakı", "Bakı şəhərində konsert və sərgi"), "2020-baki-seherinde-konsert-sergi"),
    ((2020, "Köln", "Die Lesung für das Jahr über den Rhein"), "2020-koln-lesung-jahr-rhein"),
    ((2020, "Paris", "L'exposition du siècle à l'Opéra"), "2020-paris-exposition-siecle-opera"),
    ((2020, "", "Talk, talk and talk again"), "2020-talk-again"),
    ((None, "", "日本"), "undated-event"),
    ((0, "Athens", "Games"), "1-bce-athens-games"),
    ((-43, "Rome", "Ides"), "44-bce-rome-ides"),
    ((987, "Kyiv", "x"), "0987-kyiv-x"),
    ((2020, "San José de la Montaña", "y"), "2020-san-jose-de-la-y"),
    ((2020, "x", "w" * 200), "2020-x"),
]


@pytest.mark.parametrize(("given_facts", "expected"), PROPOSED)
def test_proposed_ids(given_facts: tuple[int | None, str, str], expected: str) -> None:
    assert propose_id(*given_facts, taken=()) == expected


def test_a_taken_id_gets_a_number() -> None:
    taken = {"2020-x-y", "2020-x-y-2"}
    assert propose_id(2020, "x", "y", taken) == "2020-x-y-3"
    long_city, long_title = "c" * 35, "d" * 36
    base = f"2020-{long_city}-{long_title}"
    assert len(base) == 77
    assert propose_id(2020, long_city, f"{long_title} eh", ()) == f"{base}-eh"
    assert propose_id(2020, long_city, f"{long_title} eh", {f"{base}-eh"}) == f"{base}-2"


@given(
    st.none() | st.integers(-9999, 9999),
    st.text(max_size=50),
    st.text(max_size=200),
    st.integers(0, 3),
)
def test_a_proposed_id_is_good_and_free(
    year: int | None, city: str, title: str, taken_before: int
) -> None:
    taken: set[str] = set()
    for _ in range(taken_before + 1):
        proposed = propose_id(year, city, title, taken)
        assert check_record_id(proposed) is None
        assert proposed not in taken
        taken.add(proposed)


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("Ann Example", (), "ann-example"),
        ("Ann Example", ("ann-example", "ann-example-2"), "ann-example-3"),
        ("The House by the Lake", (), "the-house-by-the-lake"),
        ("!", (), "person"),
        ("", ("person",), "person-2"),
        ("a" * 100, (), "a" * 80),
        ("a" * 79 + " " + "b", (), "a" * 79),
    ],
)
def test_the_id_of_a_name(name: str, taken: tuple[str, ...], expected: str) -> None:
    assert propose_name_id(name, "person", taken) == expected

"""Dates in words, and words read as dates."""

from __future__ import annotations

import subprocess
import sys
from typing import Literal

import pytest
from babel.dates import get_month_names
from hypothesis import assume, given
from hypothesis import strategies as st

from eventbook.values.date_lexicon import (
    PHRASES,
    month_name,
    month_numbers,
    season_numbers,
    weekday_names,
)
from eventbook.values.date_reading import from_words
from eventbook.values.date_words import LANGUAGES, in_words, value_in_words
from eventbook.values.edtf import parse, try_parse
from eventbook.values.folding import fold
from unit.values.edtf_strategies import days, plain_dates

WORDS = {
    "en": {
        "2023-02-24": "24 February 2023",
        "2023-02": "February 2023",
        "2023-02-XX": "February 2023",
        "2023-02?": "February 2023 (uncertain)",
        "1905~": "about 1905",
        "1905%": "about 1905 (uncertain)",
        "2023-21": "spring 2023",
        "2023-24": "winter 2023",
        "1990": "1990",
        "1990-XX": "1990",
        "199X": "1990s",
        "200X": "2000–2009",
        "190X": "1900–1909",
        "18XX": "1800–1899",
        "0987": "987",
        "-0044-03-15": "15 March 45 BC",
        "0000": "1 BC",
        "-199X": "2000 BC – 1991 BC",
        "XXXX": "date unknown",
        "2019-05-28/2019-09-15": "from 28 May to 15 September 2019",
        "2019-05-01/2019-05-03": "from 1 to 3 May 2019",
        "2019-05-01/2020-05-03": "from 1 May 2019 to 3 May 2020",
        "2019-05/2019-08": "from May to August 2019",
        "2019-21/2019-22": "from spring to summer 2019",
        "2019/2019-08": "from 2019 to August 2019",
        "1914/1918": "from 1914 to 1918",
        "1914/1914": "from 1914 to 1914",
        "199X/2003": "1990s – 2003",
        "1905~/1910": "about 1905 – 1910",
        "1905/1910?": "1905 – 1910 (uncertain)",
        "1985-04/..": "from April 1985 onwards",
        "1985~/..": "about 1985 – …",
        "1985/": "from 1985, end unknown",
        "../1985-08-08": "up to 8 August 1985",
        "../199X": "… – 1990s",
        "/1985~": "until about 1985, beginning unknown",
    },
    "it": {
        "2023-02-24": "24 febbraio 2023",
        "2023-02?": "febbraio 2023 (data incerta)",
        "2023-08~": "circa agosto 2023",
        "2023-23": "autunno 2023",
        "199X": "anni 1990",
        "2019-05-28/2019-09-15": "dal 28 maggio al 15 settembre 2019",
        "2019-03-08/2019-03-11": "dall'8 all'11 marzo 2019",
        "2019-05/2019-08": "da maggio ad agosto 2019",
        "1914/1918": "dal 1914 al 1918",
        "1985-04/..": "da aprile 1985 in poi",
        "../1985-08-08": "fino all'8 agosto 1985",
        "1985/": "1985, fine non nota",
        "XXXX": "data sconosciuta",
    },
    "az": {
        "2023-02-24": "24 fevral 2023",
        "2023-02?": "fevral 2023 (dəqiq deyil)",
        "1905~": "təxminən 1905",
        "2023-21": "yaz 2023",
        "199X": "1990–1999",
        "2019-05-28/2019-09-15": "28 may – 15 sentyabr 2019",
        "1985-04/..": "aprel 1985 – …",
        "/1985": "1985, başlanğıcı məlum deyil",
        "-0044-03-15": "15 mart e.ə. 45",
        "-199X": "e.ə. 2000 – e.ə. 1991",
        "XXXX": "tarix məlum deyil",
    },
    "de": {
        "2023-02-24": "24. Februar 2023",
        "2023-03": "März 2023",
        "1905%": "ca. 1905 (unsicher)",
        "199X": "1990er Jahre",
        "2019-05-28/2019-09-15": "vom 28. Mai bis 15. September 2019",
        "2019-05-01/2019-05-03": "vom 1. bis 3. Mai 2019",
        "2019-05/2019-08": "von Mai bis August 2019",
        "1985/..": "von 1985 an",
        "../1985-08-08": "bis 8. August 1985",
        "-0044": "45 v. Chr.",
    },
    "fr": {
        "2023-02-24": "24 février 2023",
        "2023-02-01": "1er février 2023",
        "1905~": "vers 1905",
        "2023-02-01~": "vers le 1er février 2023",
        "-0044~": "vers 45 av. J.-C.",
        "2019-05-28/2019-09-15": "du 28 mai au 15 septembre 2019",
        "2019-05-01/2019-05-03": "du 1er au 3 mai 2019",
        "2019-04/2019-08": "d'avril à août 2019",
        "1985-10/..": "à partir d'octobre 1985",
        "../1985-08-08": "jusqu'au 8 août 1985",
        "199X": "années 1990",
    },
    "ru": {
        "2023-02-24": "24 февраля 2023 г.",
        "2023-02": "февраль 2023 г.",
        "199X": "1990-е годы",
        "2019-05-28/2019-09-15": "28 мая – 15 сентября 2019 г.",
    },
    "tr": {
        "2023-02-24": "24 Şubat 2023",
        "2023-22?": "yaz 2023 (kesin değil)",
        "2019-05/2019-08": "Mayıs – Ağustos 2019",
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_in_words(language: str) -> None:
    assert {text: in_words(parse(text), language) for text in WORDS[language]} == WORDS[language]


def test_month_names_do_not_depend_on_which_language_came_first() -> None:
    """Each in a process of its own: babel keeps what it has once looked up."""
    script = (
        "import sys; from eventbook.values.date_words import in_words\n"
        "from eventbook.values.edtf import parse\n"
        "print(*(ascii(in_words(parse('1985-04'), lang)) for lang in sys.argv[1:]))"
    )
    expected = {lang: ascii(in_words(parse("1985-04"), lang)) for lang in LANGUAGES}
    for order in (LANGUAGES, LANGUAGES[::-1]):
        run = [sys.executable, "-c", script, *order]
        printed = subprocess.run(run, capture_output=True, text=True, check=True).stdout
        assert printed.strip() == " ".join(expected[lang] for lang in order)
    assert month_name("de", 4, with_day=False) == "April"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("it-CH", "febbraio 2023"),
        ("IT", "febbraio 2023"),
        ("it_IT", "febbraio 2023"),
        ("az-Latn", "fevral 2023"),
        ("az-Arab", "February 2023"),  # these words are in Latin script
        ("ru-Cyrl", "февраль 2023 г."),
        ("ja", "February 2023"),
        ("und", "February 2023"),
        ("", "February 2023"),
    ],
)
def test_which_language_a_tag_gets(lang: str, expected: str) -> None:
    assert in_words(parse("2023-02"), lang) == expected


def test_narrowed_bounds_do_not_change_the_words() -> None:
    narrow = parse("2023-02").narrowed(parse("2023-02-10"), parse("2023-02-10"))
    assert in_words(narrow) == "February 2023"


READ = [
    ("2023-02-24", "2023-02-24"),
    (" 2019-05/.. ", "2019-05/.."),
    ("24 February 2023", "2023-02-24"),
    ("24 Feb. 2023", "2023-02-24"),
    ("24-Feb-2023", "2023-02-24"),
    ("February 24, 2023", "2023-02-24"),
    ("FEBRUARY 24, 2023", "2023-02-24"),
    ("Friday, 24th of February, 2023", "2023-02-24"),
    ("2023 February 24", "2023-02-24"),
    ("24 febbraio 2023", "2023-02-24"),
    ("24 fevral 2023-cü il", "2023-02-24"),
    ("24. Februar 2023", "2023-02-24"),
    ("24 février 2023", "2023-02-24"),
    ("mardi 24 fevrier 2023", "2023-02-24"),
    ("24 февраля 2023 года", "2023-02-24"),
    ("24 Şubat 2023", "2023-02-24"),
    ("24 SUBAT 2023", "2023-02-24"),
    ("5 Jänner 2020", "2020-01-05"),
    ("1er janvier 2020", "2020-01-01"),
    ("Sept. 5, 2019", "2019-09-05"),
    ("5 mar 2019", "2019-03-05"),
    ("Feb 2023", "2023-02"),
    ("maggio 987", "0987-05"),
    ("spring 2023", "2023-21"),
    ("Fall 2023", "2023-23"),
    ("2023 qış", "2023-24"),
    ("1905-cu il", "1905"),
    ("24.02.2023", "2023-02-24"),
    ("24. 2. 2023", "2023-02-24"),
    ("4/4/2023", "2023-04-04"),
    ("24-02-2023", "2023-02-24"),
    ("02/24/2023", "2023-02-24"),
    ("12/13/2023", "2023-12-13"),
    ("13/12/2023", "2023-12-13"),
    ("2/2023", "2023-02"),
    ("2023.2", "2023-02"),
    ("2023-2-4", "2023-02-04"),
    ("2023/02/24", "2023-02-24"),
    ("20230224", "2023-02-24"),
    ("c. 1905", "1905~"),
    ("c.1905", "1905~"),
    ("ca 1905", "1905~"),
    ("circa febbraio 2023", "2023-02~"),
    ("around 5 May 2019", "2019-05-05~"),
    ("um 1905", "1905~"),
    ("vers le 5 mai 2019", "2019-05-05~"),
    ("təxminən 1905", "1905~"),
    ("probably 1999", "1999?"),
    ("May 2019?", "2019-05?"),
    ("about 1905 (uncertain)", "1905%"),
    ("ca. 1905 (unsicher)", "1905%"),
    ("1990s", "199X"),
    ("the 1990's", "199X"),
    ("1990er Jahre", "199X"),
    ("anni 1990", "199X"),
    ("1990-е", "199X"),
    ("c. 1990s", "199X~"),
    ("19th century", "18XX"),
    ("199u", "199X"),
    ("2023-xx~", "2023-XX~"),
    ("1984?~", "1984%"),
    ("unknown", "XXXX"),
    ("n.d.", "XXXX"),
    ("xxxx", "XXXX"),
    ("Datum unbekannt", "XXXX"),
    ("from 28 May to 15 September 2019", "2019-05-28/2019-09-15"),
    ("28 May 2019 – 3 June 2020", "2019-05-28/2020-06-03"),
    ("1-3 May 2019", "2019-05-01/2019-05-03"),
    ("28-30 May 2019", "2019-05-28/2019-05-30"),
    ("May 28-30, 2019", "2019-05-28/2019-05-30"),
    ("from May to August 2019", "2019-05/2019-08"),
    ("dall'8 all'11 marzo 2019", "2019-03-08/2019-03-11"),
    ("d'avril à août 2019", "2019-04/2019-08"),
    ("1914-1918", "1914/1918"),
    ("1914 – 1918", "1914/1918"),
    ("1985 – …", "1985/.."),
    ("… – 1985", "../1985"),
    ("since 1985", "1985/.."),
    ("May 2019 onwards", "2019-05/.."),
    ("from 24 Feb 2023 on", "2023-02-24/.."),
    ("until May 2019", "../2019-05"),
    ("2023/2", "2023-02"),
    ("2023/02", "2023-02"),
    ("data sconosciuta", "XXXX"),
    ("naməlum", "XXXX"),
    ("s. d.", "XXXX"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_words_read_as_a_date(text: str, expected: str) -> None:
    assert from_words(text) == parse(expected)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("yaz 2023", "az", "2023-21"),
        ("Yaz 2023?", "az-Latn", "2023-21?"),
        ("yaz 2023", "tr", "2023-22"),
        ("yazdan 2023", "az", None),
        ("yaz 2023", "az-Arab", None),
        ("yaz 2023", "it", None),
        ("yay 2023", "tr", "2023-22"),
    ],
)
def test_the_language_decides_what_a_word_means(text: str, lang: str, expected: str | None) -> None:
    assert from_words(text, lang) == (expected and parse(expected))


@pytest.mark.parametrize(
    "text",
    [
        *("", "?!", "...", "May", "5 May", "24", "tomorrow", "carnival 2019", "foo bar 2019"),
        *(
            "04/02/2023",
            "12/11/2023",
            "11/12/2023",
            "25/14/2023",
            *("1905/06", "1905/12", "2008/9"),
            *("since soon", "until", "onwards", "up to …", "from 1985"),
            "1900s",
            "2000s",
            "yaz 2023",
            "24.02.23",
            "2019 2020",
            "1 2 2020",
        ),
        *("31 June 2019", "2023-02-30", "2023-13", "0th century", "5 spring 2023", "0 May 2019"),
        *("2019 –", "– 2019", "… – …", "3 to 1 May 2019", "May 5-3, 2019", "1 – 2 – 3 May 2019"),
        *("1 May 2 May 2019", "May June 2019", "24 February 2023; 3 p.m.", "x" * 1000, "None/2019"),
    ],
)
def test_what_is_not_clear_is_not_read(text: str) -> None:
    assert from_words(text) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_are_called_what_babel_calls_them(language: str) -> None:
    contexts: dict[bool, Literal["format", "stand-alone"]] = {True: "format"}
    contexts[False] = "stand-alone" if language == "ru" else "format"
    for with_day, context in contexts.items():
        theirs = get_month_names("wide", context, language)
        ours = {month: month_name(language, month, with_day=with_day) for month in theirs}
        assert ours == dict(theirs)


def test_no_name_means_two_things() -> None:
    months, seasons = month_numbers(), season_numbers()
    assert not months.keys() & seasons.keys()
    assert not (months.keys() | seasons.keys()) & weekday_names()
    assert "yaz" not in seasons  # spring in Azerbaijani, summer in Turkish
    for language in PHRASES:
        for number in range(1, 13):
            for with_day in (True, False):
                name = month_name(language, number, with_day=with_day)
                assert (name, months[fold(name)]) == (name, number)


simple_dates = plain_dates(st.integers(1000, 9999)).filter(
    lambda text: not text.endswith(("00X", "0X", "XX"))
)
one_mark = st.sampled_from(["", "?", "~", "%"])


@given(simple_dates, one_mark)
def test_english_words_read_back(text: str, mark: str) -> None:
    date = parse(text + mark)
    assert from_words(in_words(date)) == date


@given(simple_dates, one_mark, st.sampled_from(LANGUAGES))
def test_words_of_every_language_read_back(text: str, mark: str, language: str) -> None:
    date = parse(text + mark)
    assume(date.precision != "decade" or PHRASES[language].decade)
    assert from_words(in_words(date, language), language) == date


@given(simple_dates, one_mark, st.sampled_from(LANGUAGES), st.sampled_from(["{}/..", "../{}"]))
def test_open_intervals_of_every_language_read_back(
    text: str, mark: str, language: str, form: str
) -> None:
    date = parse(form.format(text + mark))
    assume(try_parse(text).precision != "decade" or PHRASES[language].decade)
    assert from_words(in_words(date, language), language) == date


near = days(st.integers(2018, 2020))


@given(near, near, st.sampled_from(LANGUAGES))
def test_intervals_of_days_read_back(first: str, second: str, language: str) -> None:
    date = try_parse(f"{first}/{second}")
    assume(date is not None)
    assert date is not None
    assert from_words(in_words(date, language)) == date


VOCABULARY = (
    "24 5 1 2023 1990s may feb mai spring to – from the c. ? (uncertain) , / . 2019 98 of il"
)
words = st.sampled_from(VOCABULARY.split())


@given(st.one_of(st.text(max_size=40), st.lists(words, max_size=8).map(" ".join)))
def test_whatever_is_read_is_a_date(text: str) -> None:
    found = from_words(text)
    assert found is None or parse(str(found)) == found


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-02?", "febbraio 2023 (data incerta)"),
        (2023, "2023"),
        ("soon", None),
        (True, None),
        (None, None),
        (["2023"], None),
    ],
)
def test_the_value_of_a_field_in_words(value: object, expected: str | None) -> None:
    assert value_in_words(value, "it") == expected

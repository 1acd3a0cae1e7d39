from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.events.leaks.matcher import BLANK, Matcher, Occurrence
from eventbook.events.leaks.names import read_names

ANN = "Ann Example"


def matcher(*names: str) -> Matcher:
    return Matcher(read_names("\n".join(names).encode(), "list"))


def found(text: str, *names: str) -> list[str]:
    return [text[one.start : one.end] for one in matcher(*(names or (ANN,))).occurrences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Example",
        "ANN EXAMPLE",
        "ann-example",
        "Ann_Example",
        "ann__-  example",
        "Ann\u00a0Example",
        "Ann\u2011Example",
        "Ann\u2009–\u2009Example",
        "Ann\nExample",
        "Ann\r\n    Example",
        "Ann\n  # Example",
        "Ann \\\n  Example",
        "Änn Éxample",
        "A\u0308nn E\u0301xample",
        "Ａｎｎ Ｅｘａｍｐｌｅ",
        "Ann Exam\u00adple",
        "Ann\u200b Exa\u200dmple",
        "ann.example",
        "Ann+Example",
        "Ann%20Example",
        "%41nn%2DExample",
        r"Ann\u0020\u0045xample",
        r"\x41nn\nExample",
        "Ann&nbsp;Example",
        "&#65;nn&#x20;Example",
        "Example, Ann",
        "Example,Ann",
        "EXAMPLE Ann",
        "example-ann",
        "Example;Ann",
        'Example","Ann',
        "Example,\n  Ann",
        "Example، Ann",
    ],
)
@pytest.mark.parametrize("around", ["{}", "2019-{}.yaml", "«{}»", "x ({}'s) y", "/{}/", "王{}'"])
def test_a_name_is_found_however_it_is_written(text: str, around: str) -> None:
    whole = around.format(text)
    assert found(whole) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ann",
        "Example",
        "Ann Examples",
        "Anna Example",
        "Joann Example",
        "AnnExample",
        "Ann, Example",
        "Ann. Example",
        "Ann/Example",
        "Ann B. Example",
        "Ann and Example",
        "Ann\n\nExample",
        "Ann" + " " * 300 + "Example",
        "Ann\ufffdExample",
        "ann2 example",
        "ann example2",
        "Example. Ann",
        "100% &amp; \\ nothing",
    ],
)
def test_what_is_not_the_name_is_not_found(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Şəhanə İsayeva", "SEHANE ISAYEVA"),
        ("Şəhanə İsayeva", "şəhanə isayeva"),
        ("Sehane Isayeva", "Şəhanə I\u0307sayeva"),
        ("Jürg Groß", "JURG GROSS"),
        ("Jürg Gross", "Ju\u0308rg Groß"),
        ("Łukasz Ørsted", "lukasz-orsted"),
        ("Ann O'Brien", "Ann O’Brien"),
        ("Ann O’Brien", "ann-o-brien"),
        ("Ann O'Brien", "ann-obrien"),
        ("Рашад Асланов", "rashad-aslanov"),
        ("J.R.R. Anvelsson", "J. R. R.  Anvelsson"),
        ("J R R Anvelsson", "anvelsson, j.r.r."),
        ("Семён Ёлкин", "семен елкин"),
        ("Mary Ann de la Cruz", "de la Cruz, Mary Ann"),
        ("Mary Ann de la Cruz", "Cruz, Mary Ann de la"),
        ("王小明", "歌手王小明演唱"),
        ("김민수", "김민수는"),
        ("김민수", unicodedata.normalize("NFD", "김민수") + "는"),
        ("ジョン・スミス", "ジョン スミス"),
        ("สมชาย ใจดี", "นายสมชาย ใจดีกล่าว"),
    ],
)
def test_letters_are_compared_as_people_type_them(name: str, text: str) -> None:
    assert len(found(text, name)) == 1


def test_the_longest_name_counts_and_none_overlaps_another() -> None:
    names = ("Ann Example", "Ann Example Smith", "Smith Jones")
    assert found("Ann Example Smith Jones, Ann Example", *names) == [
        "Ann Example Smith",
        "Ann Example",
    ]


def test_positions_and_lines_of_the_list() -> None:
    names = matcher("# c", "Ann Example", "Bo Person")
    text = "é Bo Person, and Ann%20Example, Ann Example."
    assert names.occurrences(text) == [
        Occurrence(2, 11, 3),
        Occurrence(17, 30, 2),
        Occurrence(32, 43, 2),
    ]
    assert names.blanked(text) == f"é {BLANK}, and {BLANK}, {BLANK}."


def test_without_names_nothing_is_found() -> None:
    assert not matcher("# nobody")
    assert matcher("# nobody").occurrences("nobody") == []
    assert matcher("# nobody").blanked("Ann%20Example") == "Ann%20Example"


PIECES = st.sampled_from(
    ["Ann", "example", "EXAMPLE", "Bo", "x", " ", "-", ", ", "\n", "_", "%20", "é", ".", "'", "2"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_nothing_is_left_where_names_are_blanked(text: str) -> None:
    names = matcher(ANN, "Bo Example", "Example Bo Ann")
    blanked = names.blanked(text)
    assert names.occurrences(blanked) == []
    assert blanked.count(BLANK) == len(names.occurrences(text))


@given(st.text(), st.text())
def test_any_text_is_read_and_a_name_apart_in_it_is_found(before: str, behind: str) -> None:
    text = f"{before}\n\n{ANN}\n\n{behind}"
    starts = [one.start for one in matcher(ANN).occurrences(text)]
    assert len(before) + 2 in starts


@pytest.mark.parametrize(
    "text",
    [
        "Ann " * 100_000,
        "Example, " * 50_000,
        "Ann Example " * 20_000 + "%20",
        "Ann" + "\n" * 400_000,
        "%" * 400_000,
        "&a" * 200_000,
        "Ann" + " " * 400_000 + "x",
    ],
    ids=["first-words", "commas", "names", "line-ends", "percent", "entities", "spaces"],
)
def test_hostile_texts_take_time_by_their_length(text: str) -> None:
    names = matcher(*(f"Ann Example{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(200)), ANN)
    start = time.process_time()
    names.occurrences(text)
    assert time.process_time() - start < 8  # seconds; with the square it would be minutes

"""Words for values and near misses."""

from __future__ import annotations

import pytest

from eventbook.schema.words import (
    alternatives,
    close_to,
    first_sentence,
    listed,
    same_word,
    shown,
    type_words,
)


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["null"], "nothing"),
        (["boolean"], "true or false"),
        (["integer", "number"], "a whole number or a number"),
        (["string", "array", "object"], "a text, a list or a map"),
        (["other"], "other"),
    ],
)
def test_type_words(names: list[str], text: str) -> None:
    assert type_words(names) == text


def test_alternatives() -> None:
    assert alternatives(iter("abc")) == "a, b or c"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("é", "é"),
        (1.5, "1.5"),
        (None, "null"),
        ({"é": [True]}, '{"é": [true]}'),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
    ],
)
def test_shown(value: object, text: str) -> None:
    assert shown(value) == text


def test_listed() -> None:
    assert listed(["a", 1, None]) == "a, 1, null"
    assert listed(range(12)) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11"
    assert listed(range(13)) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … (13 in all)"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("titel", "title"),
        ("TITLE", "title"),
        ("start-time", "start_time"),
        ("start time", "start_time"),
        ("Straße", "strasse"),
        ("zzz", None),
        ("", None),
    ],
)
def test_close_to(word: str, meant: str | None) -> None:
    assert close_to(word, ["title", "start_time", "strasse"]) == meant


def test_nobody_means_a_word_of_hundreds_of_letters() -> None:
    assert close_to("a" * 100, ["a" * 99]) == "a" * 99
    assert close_to("a" * 101, ["a" * 100]) is None


def test_of_words_that_fold_alike_the_first_is_meant() -> None:
    assert close_to("start time", ["start_time", "start-time"]) == "start_time"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("Café", "cafe", True), ("a-b", "a_b", True), ("a b", "A-B", True), ("a", "b", False)],
)
def test_same_word(a: str, b: str, same: bool) -> None:
    assert same_word(a, b) is same


@pytest.mark.parametrize(
    ("text", "first"),
    [("One. Two.", "One"), ("One.", "One"), ("v1.2 is it", "v1.2 is it"), ("", "")],
)
def test_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first

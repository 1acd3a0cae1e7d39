"""Signs of a child in a text: every form of an age is found, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.events.minors import (
    AGE,
    CHILD,
    NUMBER,
    ages,
    may_tell_age,
    signs,
    that_may_tell_age,
)

FORMS = (
    "9 years old", "nine-year-old", "a 9 yr old", "9 yrs of age", "9yo", "9 y/o", "aged 9", "age 9",
    "aged of nine", "di 9 anni", "età di nove anni", "(9 anni)", "novenne", "dodicenni",
    "de 9 ans", "(neuf ans)", "9-jährig", "neunjähriger", "Alter von 9", "9 Jahre alt",
    "9-летний", "девяти летняя", "в возрасте 9 лет", "(9 лет)", "9 yaşlı", "doqquz yaşında",
    "on iki yaşı", "9 yaş", "on beş yaşında", "de 9 años", "(nueve años)", "16 years old",
    "9 months old", "18-month-old", "nine month old", "9 Monate alt",
)  # fmt: skip
# Besides its capital, what a letter is taken for when case is not looked at.
CASES = {"i": "iIİı", "s": "sSſ", "k": "kK\u212a", "т": "тТ\u1c84\u1c85"}


@st.composite
def in_any_case(draw: st.DrawFn) -> str:
    """One of the forms with each letter in any case."""
    form = draw(st.sampled_from(FORMS))
    return "".join(draw(st.sampled_from(CASES.get(c, c + c.swapcase()[:1]))) for c in form)


@given(in_any_case())
def test_an_age_is_found_in_any_case(form: str) -> None:
    """Letters that stand for others without case are no way round."""
    assert [match.group() for match in ages(form)] != []


FRAGMENTS = st.text(st.sampled_from("yearo/nisşñßä 9٣,(\u1c84ле\0\nΣİ\ud800"), max_size=6)


@given(st.lists(in_any_case() | FRAGMENTS, min_size=1, max_size=6))
def test_of_many_texts_none_is_left_out_that_may_tell_an_age(texts: list[str]) -> None:
    """However the texts end and begin, whatever stands between them."""
    found = that_may_tell_age(texts, "\0".join(texts))
    assert {i for i, text in enumerate(texts) if may_tell_age(text)} <= set(found)
    assert list(found) == sorted(set(found))
    assert set(found) <= set(range(len(texts)))


def test_texts_without_any_sign_of_an_age_are_not_looked_at_closer() -> None:
    """A comma and a number in two texts are none."""
    texts = ["Turin,", " 9", "9 years old", "the organ"]
    assert list(that_may_tell_age(texts, "\0".join(texts))) == [2]
    assert list(that_may_tell_age(["the organ", "(", "9"], "the organ\0(\09")) == []


@pytest.mark.parametrize("text", ["19 years old", "the years", "9", "many ages ago", "9 old yards"])
def test_what_is_no_age_under_18(text: str) -> None:
    """A word of age alone is none, nor is a number alone, nor an adult's age."""
    assert ages(text) == []


def test_only_the_reasons_asked_for_are_looked_for() -> None:
    """Each alone gives what it gives among all."""
    text = "Xxxxx, aged 9, spoke. A pupil called Xxxxx spoke. Then Xxxxx (7) spoke."
    everything = [(reason, at) for reason, at, _ in signs(text)]
    assert everything == [(AGE, 7), (CHILD, 24), (NUMBER, 55)]
    for reason in (AGE, CHILD, NUMBER):
        alone = [(each, at) for each, at, _ in signs(text, (reason,))]
        assert alone == [(each, at) for each, at in everything if each == reason]


@pytest.mark.parametrize("words", ["fifth-grader", "sixth grader", "schoolboy", "şagird"])
def test_a_word_for_a_child_beside_a_name_is_a_sign(words: str) -> None:
    text = f"The {words} N. Nielsen read."
    assert [reason for reason, _, _ in signs(text)] == [CHILD]

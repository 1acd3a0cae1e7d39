"""Quotation marks in paraphrases."""

from __future__ import annotations

import pytest

from eventbook.events.rules.paraphrase_quoted import RULE


def _saying(text, **more):
    return {"statements": [{"kind": "paraphrase", "text": text}], **more}


@pytest.mark.parametrize(
    "text",
    [
        'Said "we are all here".',
        "Said 'we are all here'.",
        "Said ‘it’s all ours’ twice.",
        "Said “we are all here”.",
        "Sagte „wir sind alle da“.",
        "Mówił „jesteśmy tu wszyscy”.",
        "Sa ”vi är alla här”.",
        "Dit « nous sommes tous là ».",
        "Sagte »wir sind alle da«.",
        "「私たちは皆ここにいる」と言った。",
    ],
)
def test_three_words_in_quotation_marks_of_any_script(remarks, text) -> None:
    assert [each.place for each in remarks(RULE, _saying(text))] == [("statements", 0, "text")]


@pytest.mark.parametrize(
    "text",
    [
        "Said so.",
        "Called it “a disgrace”.",
        "The boys' choir and the girls' choir of the town's school sang.",
        "The players’ wish and the hearers’ joy at the festival’s end.",
        'A pipe of 8" or so and another of 16 feet.',
        "“” and ‘’ and “ alone",
        "「美」と呼んだ。",
    ],
)
def test_terms_apostrophes_and_inches_are_no_quotations(remarks, text) -> None:
    assert remarks(RULE, _saying(text)) == []


def test_a_title_that_the_record_gives_may_be_marked(remarks) -> None:
    text = "Praised “The art of fugue!” above all."
    works = {"programme": [{"works": [{"title": {"en": "The Art of Fugue"}}]}]}
    assert remarks(RULE, _saying(text, **works)) == []
    assert len(remarks(RULE, _saying(text))) == 1


def test_the_text_of_another_statement_is_no_name(remarks) -> None:
    said = {"kind": "quote", "text": "we are all here"}
    value = {"statements": [{"kind": "paraphrase", "text": "Said “we are all here”."}, said]}
    assert len(remarks(RULE, value)) == 1


def test_each_language_is_looked_at(remarks) -> None:
    value = _saying({"en": "Said so.", "de": "Sagte „wir sind alle da“."})
    assert [each.place for each in remarks(RULE, value)] == [("statements", 0, "text", "de")]

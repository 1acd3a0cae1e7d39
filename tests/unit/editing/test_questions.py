import pytest

from eventbook.editing.questions import Answer, AnswerError, questions, read_date, read_source, tidy


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2023-02-24", Answer("2023-02-24", "2023-02-24 (24 February 2023)")),
        ("24 February 2023", Answer("2023-02-24", "2023-02-24 (24 February 2023)")),
        ("c. 1905", Answer("1905~", "1905~ (about 1905)")),
        ("2023", Answer("2023", "2023")),
        ("unknown", Answer("XXXX", "XXXX (date unknown)")),
    ],
)
def test_dates_may_be_words(text, answer):
    assert read_date(text, "en") == answer


def test_words_of_two_meanings_have_that_of_the_readers_language():
    assert read_date("yaz 2023", "az") == Answer("2023-21", "2023-21 (yaz 2023)")
    assert read_date("yaz 2023", "tr") == Answer("2023-22", "2023-22 (yaz 2023)")
    with pytest.raises(AnswerError, match="write `2023-21` or `2023-22`, whichever is meant"):
        read_date("yaz 2023", "it")


@pytest.mark.parametrize("text", ["2026-02-30", "04/05/2023", "someday"])
def test_what_is_no_date_is_told_why(text):
    with pytest.raises(AnswerError, match="is not a date"):
        read_date(text, "en")


def test_a_source_is_an_address_or_a_title():
    assert read_source("https://example.org/a").value == [{"url": "https://example.org/a"}]
    assert read_source("Printed programme").value == [{"title": "Printed programme"}]
    for wrong in ("https://", "www.example.org", "http://a b/"):
        with pytest.raises(AnswerError):
            read_source(wrong)


def test_an_answer_is_tidied_or_refused():
    assert tidy("  Concert \n") == "Concert"
    for wrong in ("\n", "  ", "a\x1b[A", "a\tb"):
        with pytest.raises(AnswerError):
            tidy(wrong)


def test_each_field_is_asked_in_its_way(event_shape, event_kind, shape):
    asked = questions(["title", "date", "sources"], event_kind, event_shape, "it")
    assert [(each.field, each.prompt) for each in asked] == [
        ("title", "title"),
        ("date", "date"),
        ("sources", "source (title or address)"),
    ]
    assert asked[0].read("12") == Answer("12")
    assert asked[1].read("2023-02") == Answer("2023-02", "2023-02 (febbraio 2023)")
    assert asked[2].read("Poster") == Answer([{"title": "Poster"}])
    [count] = questions(["count"], event_kind, shape, "en")
    assert count.read("3") == Answer(3)
    with pytest.raises(AnswerError, match="takes a whole number"):
        count.read("three")

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.exchange.minors import AGE, CHILD, NUMBER, REASONS, MinorHint, suspect_minors
from eventbook.exchange.release_bytes import Line


def reasons(text: str) -> list[tuple[int, str]]:
    lines = [Line(n, row) for n, row in enumerate(text.split("\n"), start=1) if row]
    return [(hint.line, hint.reason) for hint in suspect_minors(lines).hints]


@pytest.mark.parametrize(
    "text",
    [
        "Then a 9-year-old pupil, N., read.",
        "Then N., 9 years old, read.",
        "Then nine-year-old N. read.",
        "Then N., aged 12, read.",
        "Then N., at the age of seventeen, read.",
        "Poi N., di 9 anni, ha letto.",
        "Poi N., dodici anni, ha letto.",
        "Poi il dodicenne N. ha letto.",
        "Puis N., âgé de 9 ans, a lu.",
        "Puis N., dix-sept ans, a lu.",
        "Dann las der 9-jährige N. vor.",
        "Dann las N. im Alter von elf Jahren.",
        "Sonra 9 yaşlı N. oxudu.",
        "Sonra on iki yaşlı N. oxudu.",
        "Sonra 9 yaşındaki N. okudu.",
        "Затем 9-летняя Н. читала стихи.",
        "Затем девятилетний Н. читал стихи.",
        "Затем Н. (12 лет) читала стихи.",
        "Luego N., de 9 años, leyó.",
    ],
)
def test_an_age_under_18_beside_a_name(text: str):
    assert reasons(text) == [(1, AGE)]


@pytest.mark.parametrize(
    "text",
    [
        "Then a child, N., read.",
        "Then the schoolgirl N. read.",
        "Then N., a pupil of the school, read.",
        "Then April, a little girl, read.",
        "Poi la bambina N. ha letto.",
        "Puis une élève, N., a lu.",
        "Dann las die Schülerin N. vor.",
        "Sonra məktəbli N. oxudu.",
        "Sonra çocuk yazar N. okudu.",
        "Затем школьница Н. читала стихи.",
    ],
)
def test_a_word_for_a_child_beside_a_name(text: str):
    assert reasons(text) == [(1, CHILD)]


@pytest.mark.parametrize("text", ["Then N. (9) read.", "Then N. N., 9, read."])
def test_a_number_behind_a_name(text: str):
    assert reasons(text) == [(1, NUMBER)]


@pytest.mark.parametrize(
    "text",
    [
        "A 9-year-old pupil read a poem.",
        "N. N., aged 19, read.",
        "N. N., a 42-year-old pianist, played.",
        "N. N. played for 9 years.",
        "Das 10-jährige Jubiläum im Museum",
        "10-летний юбилей музея Н.",
        "On March 14, 12, and 15 guests came",
        "N. N. (2019) and N. N. (42)",
        "Children of the valley sang in the hall of N.",
    ],
)
def test_adults_and_the_unnamed_are_left_alone(text: str):
    assert reasons(text) == []


def test_rows_of_one_paragraph_are_read_together_and_both_are_told():
    assert reasons("Then a 9-year-old\npupil,\nN., read.") == [(1, AGE), (2, CHILD), (3, AGE)]
    assert reasons("Then a 9-year-old\n\nN. read.") == []


def test_a_name_far_from_the_age_is_not_beside_it():
    assert reasons("A 9-year-old pupil read" + " and read" * 10 + " to N. N.") == []


def test_a_headline_that_repeats_a_word_beside_the_age_is_touched():
    suspicion = suspect_minors([Line(3, "Then Xxxxxx, a 9-year-old, read.")])

    assert suspicion.touches(Line(1, "Evening with Xxxxxxs poems"))
    assert suspicion.touches(Line(3, "Then"))
    assert not suspicion.touches(Line(1, "Evening of poems"))
    assert "xxx" not in repr(suspicion).lower()


@given(st.text(max_size=400))
def test_any_text_gives_nothing_but_lines_and_fixed_reasons(text: str):
    lines = [Line(n, row) for n, row in enumerate(text.split("\n"), start=1) if row.strip()]

    for hint in suspect_minors(lines).hints:
        assert hint == MinorHint(hint.line, hint.reason)
        assert hint.reason in REASONS
        assert hint.line in {line.number for line in lines}

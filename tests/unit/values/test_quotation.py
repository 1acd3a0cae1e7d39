"""Whether a quotation stands in a text, and what is nearest to it where it does not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.values.quotation import Part, parts
from eventbook.values.searched import LONGEST_SHOWN, Passage, Searched
from eventbook.values.source_text import source_text

TEXT = """\
Recital in the dark

The organist said: “It was pitch‑dark — nobody   left,” and
then, after a pause: «L’organo era freddo… ma suonava».
The mayor was glad. Ann Example, the mayor of the town, said that she would come again.
これは本です。私はそれを
読みます。
Cafe\u0301 con\u00adcert
"""
SEARCHED = Searched(source_text(TEXT))


def stands(quotation: str) -> bool:
    return SEARCHED.missing(parts(quotation)) is None


def nearest(quotation: str, searched: Searched = SEARCHED) -> Passage | None:
    part = searched.missing(parts(quotation))
    assert part is not None
    return searched.nearest(part)


@pytest.mark.parametrize(
    "quotation",
    [
        "It was pitch-dark -- nobody left",
        "It was\n  pitch - dark–nobody left,",
        '"It was pitch-dark - nobody left."',
        "‘It was pitch-dark",
        "said: 'It was pitch-dark — nobody left,' and then",
        "nobody left,” and then, after a pause: \"L'organo",
        "« L'organo era freddo... ma suonava. »",
        "era freddo. . . ma suonava",
        "Caf\u00e9 concert",
        "それを読みます",
        "本です。私は",
        "",
        "…",
        "“”",
        "[the mayor]",
    ],
)
def test_spaces_and_shapes_do_not_matter(quotation: str) -> None:
    assert stands(quotation)


@pytest.mark.parametrize(
    "quotation",
    [
        "it was pitch-dark",
        "It was pitchdark",
        "It was pitch-dark; nobody left",
        "nobody left? and then",
        "body left",
        "nobody lef",
        "Cafe concert",
        "nobody ever left",
    ],
)
def test_words_marks_capitals_and_accents_matter(quotation: str) -> None:
    assert not stands(quotation)


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("The organist said […] nobody left", True),
        ("The organist said (...) nobody left [. . .] suonava", True),
        ("nobody left … The organist said", False),
        ("It was … It was", False),
        ("[t]he mayor was glad", True),
        ("[I]t was pitch-dark", True),
        ("said: “[i]t was pitch-dark", True),
        ("[X]t was pitch-dark", False),
        ("[Mrs] Example, the mayor [here] said that she would come again", True),
        ("nobody [at all] left", True),
        ("nobody [of the nine] after", True),
        ("It was pitch-dark [and cold] a pause", False),
        ("It was pitch-dark [and cold] […] a pause", True),
        ("It was pitch-dark […] [and cold] a pause", True),
        ("[The mayor] said that [Ann] would come again", True),
        ("The mayor [Ann Example] would come", False),
        ("“[I]t was pitch-dark", True),
        ("“[Then it] was pitch-dark [and cold].”", True),
        ("[He] left", True),
    ],
)
def test_what_is_left_out_and_what_is_put_in(quotation: str, expected: bool) -> None:
    assert stands(quotation) is expected


def test_a_quotation_falls_into_parts() -> None:
    assert parts("“One two […] [T]hree [x] four.”") == (
        Part((("One", "two"),), None),
        Part((("Three",), ("three",)), None),
        Part((("four",),), 8),
    )
    assert parts("[O]ne [t]wo") == (
        Part((("One",), ("one",)), None),
        Part((("Two",), ("two",)), 0),
    )


def test_a_part_near_any_place_of_the_one_before_is_found() -> None:
    far = "x " * 12
    searched = Searched(source_text(f"one two {far} three {far} one two four three"))
    assert searched.missing(parts("one two [and] three")) is None
    assert searched.missing(parts("one two [and] three x")) is not None


def test_more_brackets_than_anybody_writes_are_omissions() -> None:
    assert {part.gap for part in parts("a [x] " * 31 + "b")} == {None, 8}
    assert parts("a [x] " * 31 + "b")[-1].gap is None


@pytest.mark.parametrize(
    ("quotation", "line", "text"),
    [
        ("It was dark — nobody left", 3, "It was pitch‑dark — nobody left"),
        ("nobody stayed, and then", 3, "nobody left,” and then"),
        ("and then, after a long pause", 4, "and then, after a pause"),
        ("era molto freddo, ma suonava", 4, "era freddo… ma suonava"),
        ("それを読んだ", 7, "それを 読みま"),
        ("[t]he mayer was glad", 5, "The mayor was glad"),
    ],
)
def test_the_nearest_passage(quotation: str, line: int, text: str) -> None:
    found = nearest(quotation)
    assert found is not None
    assert (found.line, found.text, found.moved) == (line, text, False)
    assert text in " ".join(found.around.split())


@pytest.mark.parametrize(
    ("quotation", "line", "text"),
    [
        ("NOBODY", 3, "nobody"),
        ("cafe", 8, "Café"),
        ("The organist Said", 3, "The organist said"),
        ("Ann Example, the Mayor of the town,", 5, "Ann Example, the mayor of the town"),
    ],
)
def test_capitals_and_accents_make_nothing_unlike(quotation: str, line: int, text: str) -> None:
    found = nearest(quotation)
    assert found is not None
    assert (found.line, unicodedata.normalize("NFC", found.text)) == (line, text)


def test_the_line_is_that_of_the_word_that_differs_in_case() -> None:
    found = nearest("one\ntwo Three four", Searched(source_text("one\ntwo\nthree\nfour")))
    assert found is not None
    assert (found.line, found.text) == (3, "one two three four")


def test_an_accent_on_nothing_is_a_mark_like_others() -> None:
    found = nearest("And \u0301 bread", Searched(source_text("and \u0301 bread")))
    assert found is not None
    assert (found.line, found.text) == (1, "and \u0301 bread")


def test_a_part_out_of_order_is_told_as_such() -> None:
    found = nearest("nobody left […] It was pitch-dark")
    assert found is not None
    assert (found.line, found.text, found.moved) == (3, "It was pitch‑dark", True)


@pytest.mark.parametrize("quotation", ["Bread and butter", "zz"])
def test_what_is_like_nothing(quotation: str) -> None:
    assert nearest(quotation) is None


def test_an_empty_text_has_no_quotation() -> None:
    assert nearest("a", Searched(source_text(""))) is None


def test_a_long_passage_is_cut_around_the_words_that_differ() -> None:
    words = [f"w{number}" for number in range(2_000)]
    text = "\n".join(words)
    changed = " ".join([*words[100:400], "other", *words[401:900]])
    found = nearest(changed, Searched(source_text(text)))
    assert found is not None
    shown = "…" + " ".join(words[388:419]) + "…"
    assert (found.line, found.text, found.moved) == (401, shown, False)
    assert len(found.text) <= LONGEST_SHOWN
    assert found.around.split()[0] < words[300] < words[499] < found.around.split()[-2]


def test_a_long_passage_without_spaces_is_cut_too() -> None:
    signs = "".join(chr(0x4E00 + number) for number in range(400))
    found = nearest(signs[:99] + "！" + signs[100:300], Searched(source_text(signs)))
    assert found is not None
    assert (found.line, found.text) == (1, f"…{signs[39:197]}…")


WORDS = st.lists(st.text(alphabet="abçdeñ", min_size=1, max_size=6), min_size=8, max_size=120)
MARKS = st.sampled_from([" ", ", ", "\n", " — ", ". ", " “", "” ", "’", "; "])
SAME = {"—": "–-―", "“": '"„«', "”": '"“»', "’": "'‘", " ": "\n\t\u00a0", "\n": " \u2009"}


@st.composite
def texts(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Words, and what stands behind each."""
    words = draw(WORDS)
    return words, draw(st.lists(MARKS, min_size=len(words), max_size=len(words)))


@given(texts(), st.data())
def test_what_is_cut_out_of_a_text_stands_in_it(
    given_text: tuple[list[str], list[str]], data: st.DataObject
) -> None:
    words, marks = given_text
    whole = [word + mark for word, mark in zip(words, marks, strict=True)]
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    cut = "".join(whole[start:end])
    changed = "".join(
        data.draw(st.sampled_from(SAME[char] + char)) if char in SAME else char for char in cut
    )
    form = data.draw(st.sampled_from(["NFC", "NFD"]))
    searched = Searched(source_text("".join(whole)))
    assert searched.missing(parts(unicodedata.normalize(form, changed))) is None  # type: ignore[arg-type]


@given(texts(), st.data())
def test_with_one_word_changed_it_does_not(
    given_text: tuple[list[str], list[str]], data: st.DataObject
) -> None:
    words, marks = given_text
    whole = [word + mark for word, mark in zip(words, marks, strict=True)]
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    at = data.draw(st.integers(start, end - 1))
    changed = "".join([*whole[start:at], "x" + whole[at], *whole[at + 1 : end]])
    text = "".join(whole)
    searched = Searched(source_text(text))
    missing = searched.missing(parts(changed))
    assert missing is not None
    found = searched.nearest(missing)
    assert found is None or 1 <= found.line <= text.count("\n") + 1
    assert found is None or 0 < len(found.text) <= LONGEST_SHOWN


@given(st.text(), st.text())
def test_no_text_fails(quotation: str, text: str) -> None:
    searched = Searched(source_text(text))
    missing = searched.missing(parts(quotation))
    assert missing is None or searched.nearest(missing) is None or text


@given(st.text(alphabet="ab .…[]()", max_size=40), st.text(alphabet="ab .…[]()\n", max_size=40))
def test_no_brackets_fail(quotation: str, text: str) -> None:
    searched = Searched(source_text(text))
    missing = searched.missing(parts(quotation))
    assert missing is None or searched.nearest(missing) is None or text

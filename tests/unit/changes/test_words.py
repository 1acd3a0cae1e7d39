"""Texts word by word."""

from __future__ import annotations

import itertools
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.changes.words import Piece, shortened, word_diff, word_pieces

texts = st.lists(st.sampled_from(["a", "the", "song", "é", "e\u0301", ".", ",", " ", "\n", "  "]))
texts_of_words = texts.map("".join) | st.text(max_size=12)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("It was cold.", "It was very warm.", "It was [-cold-]{+very warm+}."),
        ("a quick brown fox", "a slow red fox", "a [-quick brown-]{+slow red+} fox"),
        ("one two", "one two three", "one two{+ three+}"),
        ("one two three", "two three", "[-one -]two three"),
        (" one two", " six two", " [-one-]{+six+} two"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("same", "same", "same"),
        ("a  b", "a b", "a[-  -]{+ +}b"),
        ("82 works", "80 works", "[-82-]{+80+} works"),
    ],
)
def test_words_are_marked(old: str, new: str, shown: str) -> None:
    assert word_diff(old, new) == shown


def test_long_equal_stretches_are_left_out() -> None:
    words = [f"w{number}" for number in range(40)]
    new = [*words[:20], "new", *words[21:]]
    assert word_diff(" ".join(words), " ".join(new)) == (
        "… w14 w15 w16 w17 w18 w19 [-w20-]{+new+} w21 w22 w23 w24 w25 w26 …"
    )
    ends = ["x", *words[1:-1], "y"]
    assert word_diff(" ".join(words), " ".join(ends)) == (
        "[-w0-]{+x+} w1 w2 w3 w4 w5 w6 … w33 w34 w35 w36 w37 w38 [-w39-]{+y+}"
    )


@given(texts_of_words, texts_of_words)
def test_the_pieces_are_the_two_texts(old: str, new: str) -> None:
    pieces = word_pieces(old, new)
    assert "".join(p.text for p in pieces if p.kind in ("same", "removed")) == old
    assert "".join(p.text for p in pieces if p.kind in ("same", "added")) == new
    assert all(piece.text for piece in pieces)
    kinds = [piece.kind for piece in pieces]
    assert all(a != b and (a, b) != ("added", "removed") for a, b in itertools.pairwise(kinds))


@given(texts_of_words, texts_of_words)
def test_shortening_keeps_every_change(old: str, new: str) -> None:
    pieces = word_pieces(old, new)
    changes = [piece for piece in pieces if piece.kind != "same"]
    kept = [piece for piece in shortened(pieces) if piece.kind in ("removed", "added")]
    assert kept == changes


def test_a_short_text_is_not_shortened() -> None:
    pieces = (Piece("same", "one two three "), Piece("added", "four"))
    assert shortened(pieces) == pieces


def test_two_long_texts_take_no_quadratic_time() -> None:
    seed = random.Random(2)
    common = ["the", "of", "and", "a", "in"]
    old, new = (
        " ".join(seed.choice([*common, f"w{seed.randrange(3000)}"]) for _ in range(20_000))
        for _ in range(2)
    )
    start = time.process_time()
    pieces = word_pieces(old, new)
    assert time.process_time() - start < 10
    assert "".join(p.text for p in pieces if p.kind != "added") == old

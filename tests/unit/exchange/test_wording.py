import re

import pytest

from eventbook.exchange.language_guess import guess_language
from eventbook.exchange.stance import read_stance
from eventbook.exchange.wording import (
    ANOTHER_EVENT,
    EMBARGO_WORDS,
    FURNITURE,
    OWN_WORDS,
    PUBLISHED_LABELS,
    RELATIVE_DAYS,
    RELEASE_KINDS,
    TOOK_PLACE,
    UPDATE_WORDS,
    WILL_TAKE_PLACE,
    fold,
)


def test_no_word_sets_two_languages_apart():
    seen: dict[str, str] = {}
    for tag, words in OWN_WORDS.items():
        assert len(words.split()) == len(set(words.split())), tag
        for word in words.split():
            assert seen.setdefault(word, tag) == tag, word


def test_every_pattern_compiles_and_matches_nothing_empty():
    patterns = [ANOTHER_EVENT, EMBARGO_WORDS, PUBLISHED_LABELS, RELEASE_KINDS, UPDATE_WORDS]
    tables = (RELATIVE_DAYS, TOOK_PLACE, WILL_TAKE_PLACE)
    for pattern in patterns + [pattern for table in tables for pattern in table.values()]:
        assert re.fullmatch(f"(?:{pattern})", "") is None


def test_every_language_has_every_table():
    assert set(OWN_WORDS) == set(RELATIVE_DAYS) == set(TOOK_PLACE) == set(WILL_TAKE_PLACE)


def test_folding():
    assert [fold(word) for word in ("MÄRZ", "ŞUBAT", "ARALIK", "İyun", "fe\u0301vrier")] == [
        "marz", "subat", "aralik", "iyun", "fevrier",
    ]  # fmt: skip
    assert "baskı" not in FURNITURE
    assert fold("Ana Səhifə") in FURNITURE


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The concert was held in the hall.", None),
        ("Концерт се състоя в залата и на него и за него и от него и с него и по него и", None),
        ("Что и как, и що та які року і были, и были, и это, и его", None),
        ("De zaal is van het museum en de tuin is van de stad en het huis is van het dorp", None),
        ("The hall and the house of the town were with the guests that came from the sea.", "en"),
        ("la sala e il coro della scuola che è nel paese, gli ospiti e il sindaco sono nel", "it"),
    ],
)
def test_a_language_is_guessed_only_where_it_is_clear(text: str, lang: str | None):
    assert guess_language(text) == lang


@pytest.mark.parametrize(
    ("text", "stance", "mixed"),
    [
        ("A concert was held.", "reports", False),
        ("A concert will be held.", "announces", False),
        ("A concert was held and a dance will be held.", None, True),
        ("The hall has a garden.", None, False),
        ("Si è tenuto un concerto.", "reports", False),
        ("Si terrà un concerto.", "announces", False),
        ("Un concert a eu lieu.", "reports", False),
        ("Un concert aura lieu.", "announces", False),
        ("Gestern fand im Saal ein Konzert statt.", "reports", False),
        ("Das Konzert wird im Saal stattfinden.", "announces", False),
        ("El concierto tuvo lugar.", "reports", False),
        ("El concierto tendrá lugar.", "announces", False),
        ("O concerto terá lugar no salão.", "announces", False),
        ("Состоялся концерт.", "reports", False),
        ("Состоится концерт.", "announces", False),
        ("Відбувся концерт.", "reports", False),
        ("Відбудеться концерт.", "announces", False),
        ("Konsert keçirilib.", "reports", False),
        ("Konsert keçiriləcək.", "announces", False),
        ("Konser düzenlendi.", "reports", False),
        ("Konser düzenlenecek.", "announces", False),
    ],
)
def test_stance_by_the_verbs_of_every_language(text: str, stance: str | None, mixed: bool):
    reading = read_stance([text], [], None)

    assert (reading.stance, reading.mixed) == (stance, mixed)


def test_the_lead_is_heard_before_the_rest():
    assert read_stance(
        ["A concert will be held."], ["It was first held in 1954."], "en"
    ).stance == ("announces")

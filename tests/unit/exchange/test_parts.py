from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from eventbook.exchange import hints
from eventbook.exchange.parts import MOST, SIGNS, Layout, lay_out
from eventbook.exchange.release import read_release
from eventbook.exchange.release_bytes import ReleaseError, decode_release
from eventbook.exchange.wording import LANGUAGES


def laid_out(*rows: str) -> Layout:
    return lay_out(decode_release("\n".join(rows).encode()).lines)


def spans(layout: Layout) -> list[tuple[int, int]]:
    return [(part.lines[0].number, part.lines[-1].number) for part in layout.parts]


def titles(layout: Layout) -> list[str | None]:
    return [part.headline.text if part.headline else None for part in layout.parts]


@pytest.mark.parametrize(
    ("rows", "sign", "expected"),
    [
        (("• 10 March: a film", "• 17 March: a dance"), "item", [(1, 1), (2, 2)]),
        (("1. May 5: a film", "2. May 9: a dance"), "item", [(1, 1), (2, 2)]),
        (("- On Sunday, 10 March, a film", "- On 17 March, a dance"), "item", [(1, 1), (2, 2)]),
        (("Low Harbour", "* Alderton, 10 March: a film", "* Brackwell, 17 March: a dance"),
         "item", [(2, 2), (3, 3)]),
        (("1. 10 March: a film", "- with music", "2. 17 March: a dance", "- here", "", "End"),
         "item", [(1, 2), (3, 4)]),
        (("• 10 March", "A film.", "", "It was long.", "• 17 March", "A dance.", "", "And a song."),
         "item", [(1, 4), (5, 8)]),
        (("10 March: a film", "17 March: a dance", "Tickets at the door"), "row", [(1, 1), (2, 2)]),
        (("10. März: Film", "", "14. April: Tanz"), "row", [(1, 1), (3, 3)]),
        (("10 March 2019", "Film", "A film was shown.", "17 March 2019", "Dance", "They danced."),
         "heading", [(1, 3), (4, 6)]),
        (("Film in the barn, 10 March, 20:00", "It was long.", "Dance (17 March)", "They danced."),
         "heading", [(1, 2), (3, 4)]),
        (("ROME, 10 March - A film was shown.", "In the barn.", "PARIS, 11 March - They danced."),
         "dateline", [(1, 2), (3, 3)]),
    ],
)  # fmt: skip
def test_a_layout_that_divides(rows: tuple[str, ...], sign: str, expected: list[tuple[int, int]]):
    layout = laid_out(*rows)

    assert (layout.sign, spans(layout), layout.doubtful) == (SIGNS[sign], expected, ())


@pytest.mark.parametrize(
    ("rows", "doubtful"),
    [
        (("• 10 March: a film",), ()),
        (("• 10 March, 10:00: a film", "• 10 March, 15:00: a dance"), ()),
        (("• 3 March 1921: founded", "• 5 May 1954: a new hall"), ()),
        (("On 10 March a film was shown.", "On 17 March they danced."), ()),
        (("• 10 March: a film", "• a song", "• 17 March: a dance"), (1, 3)),
        (("• 10 March: a film", "• 11 March: a dance", "• 12 March: a song"), (1, 2, 3)),
        (("28 February: a film", "1 March: a dance"), (1, 2)),
        (("• 02/03/2019: a film", "• 05/03/2019: a dance"), (1, 2)),
        (("• 30 February: a film", "• 17 March: a dance"), (1, 2)),
        (("• 10 March: a film", "• 17 March: a dance", "10 April: a song", "17 April: a game"),
         (1, 2, 3, 4)),
        (("10 March 2019", "A film was shown.", "17 March 2019"), (1, 3)),
        (("10 March: a film", "17 March: a dance", "In the hall.", "20 March: a song"), (1, 2, 4)),
        (("x" * 161, "14 March 2019", "Lecture on bells", "A lecture was given."), (2,)),
        (("short", "14 March 2019", "Lecture on bells", "A lecture was given."), ()),
    ],
)  # fmt: skip
def test_a_layout_that_leaves_doubt_divides_nothing(
    rows: tuple[str, ...], doubtful: tuple[int, ...]
):
    assert laid_out(*rows) == Layout(doubtful=doubtful)


def test_a_calendar_is_left_whole():
    rows = [f"• {1 + n % 28} {m}: a film" for m in ("March", "May") for n in range(28)]

    assert laid_out(*rows).doubtful == tuple(range(1, MOST + 1))


def test_headlines_of_parts_stand_beside_the_day_or_below_it():
    beside = laid_out("10 March: A long  film", "It was shown.", "17 March: so they danced", "All.")
    below = laid_out("10 March", "Film", "It was shown.", "17 March", "They danced.", "All.")

    assert titles(beside) == ["A long film", None]
    assert titles(below) == ["Film", None]
    assert titles(laid_out("10 March: Film", "17 March: Dance")) == [None, None]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["• {} – x", "1. {}: x", "{}\nX\nX x."])
def test_days_are_read_in_every_language(language: str, form: str):
    months = Locale.parse(language).months["format"]["wide"]
    of = " de " if language in ("es", "pt") else " "

    layout = laid_out(*(form.format(f"{3 + 9 * n}{of}{months[n]}") for n in (2, 1, 3)))

    assert [part.opening.day for part in layout.parts] == [(2, 21), (1, 12), (3, 30)]


def test_a_day_that_may_be_the_event_s_is_not_taken_for_that_of_publication():
    rows = "10 March 2019: Film\nIt was shown.\n\n17 March 2019: Dance\nThey danced.\n"
    series = "10 March 2019: Film\n11 March 2019: Dance\n"

    for text in (rows, series):
        release = read_release(text.encode())
        assert (release.published, release.published_line) == (None, None)


def test_what_is_open_about_a_part_is_a_hint_on_its_first_line():
    rows = (
        "10–12 March: Film\nA film was presented and a dance will be held.\n\n"
        "17 March: Dance\nThey danced.\n"
    )
    release = read_release(rows.encode())

    assert [(hint.line, hint.text) for hint in release.parts[0].hints] == [
        (1, hints.RANGE.text),
        (1, hints.STANCE_UNSURE.text),
    ]
    assert [part.stance for part in release.parts] == [None, None]


PIECES = st.sampled_from(
    ["• ", "1. ", "2) ", "- ", "10 March", "14. März", " 2019", "17 March", "31 March", ": ", " – ",
     "ROME, ", "On ", "(", ")", "A film was shown.", "Film", "\n", "\n", "\n\n", "02/03/2019", ", "]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_parts_are_in_order_apart_and_whole(text: str):
    try:
        lines = decode_release(text.encode()).lines
    except ReleaseError:
        return
    layout = lay_out(lines)

    within = [line.number for part in layout.parts for line in part.lines]
    assert within == sorted(set(within))
    assert set(within) <= {line.number for line in lines}
    assert all(part.lines[0].number == part.opening.number for part in layout.parts)
    assert len(layout.parts) != 1
    assert bool(layout.parts) == bool(layout.sign)
    assert not (layout.parts and layout.doubtful)
    days = [part.opening.day for part in layout.parts]
    assert len(set(days)) == len(days)
    read_release(text.encode())

import contextlib
import hashlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventbook.exchange import hints
from eventbook.exchange.hints import DOUBTS
from eventbook.exchange.minors import REASONS
from eventbook.exchange.release import Release, ReleaseError, read_release
from eventbook.exchange.release_bytes import MAX_BYTES

BODY = (
    "The Museum of Clocks hosted a lecture on pendulum clocks. The lecture was attended by"
    " clockmakers from nine towns, and the museum showed its oldest clocks and drawings."
)


def read(*lines: str) -> Release:
    return read_release("\n".join(lines).encode())


def told(release: Release) -> list[tuple[int, str]]:
    return [(hint.line, hint.text) for hint in release.hints]


def head(release: Release) -> tuple[str | None, str | None, str | None]:
    return release.published, release.headline, release.identifier


def test_hash_and_size_are_of_the_bytes_as_given():
    data = b"\xef\xbb\xbfLecture\r\n"

    release = read_release(data)

    assert (release.sha256, release.size) == (hashlib.sha256(data).hexdigest(), len(data))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("14.03.2019Lecture on clocks", BODY), ("2019-03-14", "Lecture on clocks", None)),
        (("14.03.2019 - Lecture on clocks", BODY), ("2019-03-14", "Lecture on clocks", None)),
        (("Thursday, 14 March 2019", "Lecture on clocks", BODY),
         ("2019-03-14", "Lecture on clocks", None)),
        (("2019-03-14T15:30:00+01:00", "Lecture on clocks", BODY),
         ("2019-03-14", "Lecture on clocks", None)),
        (("Press release No. 7/2019", "14 March 2019", "Lecture on clocks", BODY),
         ("2019-03-14", "Lecture on clocks", "Press release No. 7/2019")),
        (("Comunicato stampa n. 12", "Lecture on clocks", BODY),
         (None, "Lecture on clocks", "Comunicato stampa n. 12")),
        (("PRESS RELEASE", "Lecture on clocks", BODY), (None, "Lecture on clocks", None)),
        (("Press release prize goes to museum of clocks", BODY),
         (None, "Press release prize goes to museum of clocks", None)),
        (("14 March 2019, Rovigno – " + BODY,), ("2019-03-14", None, None)),
        (("14 March 2019 was a good day for clocks and their museum.", BODY), (None, None, None)),
        (("Lecture on clocks given.", "14 March 2019", BODY), ("2019-03-14", None, None)),
        (("Lecture on clocks", "15:30", "1024", "14 March 2019", BODY),
         ("2019-03-14", "Lecture on clocks", None)),
        (("Culture", "Lecture on pendulum clocks", "14 March 2019", BODY),
         ("2019-03-14", "Lecture on pendulum clocks", None)),
        (("Updated 15 March 2019", "Lecture on clocks", BODY), (None, "Lecture on clocks", None)),
        (("Lecture on  clocks\tat noon", "", BODY), (None, "Lecture on clocks at noon", None)),
    ],
)  # fmt: skip
def test_heads_as_they_are_found(
    lines: tuple[str, ...], expected: tuple[str | None, str | None, str | None]
):
    assert head(read(*lines)) == expected


@pytest.mark.parametrize(
    ("lines", "hint"),
    [
        (("Embargoed until 14 March 2019, 10:00", "Lecture on clocks", BODY), (1, hints.EMBARGO)),
        (("March 2019", "Lecture on clocks", BODY), (1, hints.MONTH_ONLY)),
        (("14.03.19", "Lecture on clocks", BODY), (1, hints.CENTURY)),
        (("31.02.2019", "Lecture on clocks", BODY), (1, hints.NOT_IN_CALENDAR)),
        (("23–25 March 2019", "Lecture on clocks", BODY), (1, hints.RANGE)),
        (("02/03/2019 Lecture on clocks", BODY), (1, hints.ORDER)),
        (("Lecture on clocks", BODY, "The lecture of 23–25 March"), (3, hints.RANGE)),
        (("Lecture on clocks", BODY, "It was yesterday."), (3, hints.RELATIVE_DAY)),
        (("Last updated: 15 March 2019", "Lecture on clocks", BODY), (1, hints.UPDATED)),
        (("Lecture on\x07clocks", BODY), (1, hints.UNSEEN)),
        (("Lecture on clocks", "The museum hosted a lecture, and will host a dance."),
         (2, hints.STANCE_UNSURE)),
        (("Lecture on clocks", "", "Clockmakers in the museum", "", BODY), (3, hints.SUBTITLE)),
    ],
)  # fmt: skip
def test_what_is_not_sure_is_a_hint(lines: tuple[str, ...], hint: tuple[int, hints.Doubt]):
    release = read(*lines)

    assert release.published is None
    assert (hint[0], hint[1].text) in told(release)


def test_a_list_below_a_headline_is_no_doubt():
    release = read("Lecture on pendulum clocks", "", "- The museum hosted a lecture on clocks.")

    assert release.headline == "Lecture on pendulum clocks"
    assert told(release) == []


def test_a_date_below_a_long_paragraph_is_not_the_release_s():
    release = read("Lecture on clocks", BODY, "14 March 2019", "Lecture on bells", BODY)

    assert release.published is None
    assert (3, hints.DAY_IN_TEXT.text) in told(release)


def test_the_place_of_a_dateline_beside_a_child_is_not_told():
    release = read("ROVIGNO, 14 March 2019 - Then Xxxxxx, a 9-year-old pupil, read.")

    assert release.dateline_place is None


@pytest.mark.parametrize(
    ("lines", "doubt"),
    [
        (("Rowing club elects treasurer",), hints.OTHER_ITEM),
        (("Rowing club elects treasurer", "Bakers open their ovens"), hints.MAYBE_HEADLINE),
    ],
)
def test_a_headline_that_shares_no_word_with_the_text_is_none(
    lines: tuple[str, ...], doubt: hints.Doubt
):
    release = read(*lines, BODY, "Visitors of every village walked through the garden.")

    assert release.headline is None
    assert [(n, doubt.text) for n, _ in enumerate(lines, start=1)] == told(release)[: len(lines)]


def test_a_second_date_is_a_hint_and_the_first_stands():
    release = read("15 March 2019", "Lecture on clocks", f"ROVIGNO, 14 March 2019 - {BODY}")

    assert release.published == "2019-03-15"
    assert (3, hints.OTHER_DATE.text) in told(release)


def test_days_of_other_years_are_history():
    release = read("15 March 2019", "Lecture on clocks", BODY, "It was founded on 3 May 1871.")

    assert told(release) == []


def test_words_in_quotation_marks_say_nothing_about_time():
    release = read("Lecture on clocks", 'The museum hosted a reading of "It will take place".')

    assert release.stance == "reports"


def test_a_headline_with_a_childs_name_is_marked():
    release = read("Evening with Xxxxxx", "", "Then Xxxxxx, a 9-year-old pupil, read.")

    assert release.headline_may_name_minor
    assert [(minor.line, minor.reason) for minor in release.minors] == [
        (3, "an age under 18 stands beside what looks like a name")
    ]


def test_repr_shows_no_word_of_the_text():
    shown = repr(read("ROVIGNO, 14 March 2019 - Zzzzz hosted Qqqqq.", "Yyyyy"))

    assert not [word for word in ("ROVIGNO", "Zzzzz", "Qqqqq", "Yyyyy") if word in shown]


def check(release: Release) -> None:
    texts = {doubt.text for doubt in DOUBTS}
    assert {hint.text for hint in release.hints} <= texts
    assert {minor.reason for minor in release.minors} <= REASONS
    lines = [hint.line for hint in (*release.hints, *release.minors)]
    assert all(line >= 1 for line in lines)
    assert list(release.hints) == sorted(set(release.hints))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes):
    with contextlib.suppress(ReleaseError):
        check(read_release(data))


WORDS = st.sampled_from(
    ["14", "March", "2019", ",", "\n", "\n\n", "14.03.2019", "ROME", "-", "PRESS RELEASE", "No 7",
     "The", "hall", "was", "held", ".", "will take place", "aged 9", "N.", "•", "today", "Home >",
     "02/03/2019", "(ANSA)", "/X/", "yaşlı", "2019-cu il", "\u202e", "embargo", "Published:"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_mixture_of_what_releases_hold_is_read(text: str):
    if text.replace("\u202e", " ").strip():
        check(read_release(text.encode()))
    else:
        with pytest.raises(ReleaseError, match="the release has no text"):
            read_release(text.encode())


@pytest.mark.parametrize(
    "piece",
    [
        "A",
        "9 ",
        "14 March ",
        "a child ",
        "N. ",
        "\n9",
        "“",
        "fand ",
        "will ",
        "PRESS ",
        "> ",
        "# a  ",
        "Le 12 mars : a\n",
    ],
)
def test_a_large_text_is_read_in_good_time(piece: str):
    data = (piece * (MAX_BYTES // 4 // len(piece.encode()))).encode()
    began = time.process_time()

    read_release(data)

    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "line",
    [
        "Paris, le 1er avril 2022",
        "Pressemitteilung vom 12.05.2026",
        "2024年5月3日",
        "٢٤ فبراير ٢٠٢٣",
        "2024 წლის 3 მაისი",
    ],
)
def test_a_date_that_is_not_understood_is_no_headline(line: str) -> None:
    text = f"{line}\n\nLa Fondation ouvre sa saison\n\nLa saison de la Fondation ouvre à Lyon.\n"
    release = read_release(text.encode())
    assert (release.headline, release.headline_line) == ("La Fondation ouvre sa saison", 3)
    if release.published is None:
        assert 1 in {hint.line for hint in release.hints}

"""The press summary keeps its size, and takes statements whole or not at all."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventbook.events.labels import LANGUAGES
from eventbook.render import Item, Options
from eventbook.render.text import COLUMNS, MOST_WORDS, render

FULL = json.loads((Path(__file__).parent / "golden" / "full.json").read_text(encoding="utf-8"))
STEERING = {"key", "kind", "source", "speaker", "roles", "role", "default_source", "status"}


def width(line):
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in line)


def filled(value, text, key=None):
    if isinstance(value, str):
        return value if key in STEERING else text
    if isinstance(value, dict):
        return {name: filled(item, text, name) for name, item in value.items()}
    return [filled(item, text, key) for item in value] if isinstance(value, list) else value


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.lists(st.text("abc漢é", min_size=1, max_size=90), min_size=1, max_size=60).map(" ".join),
        st.text(max_size=300),
    ),
    st.sampled_from(LANGUAGES),
)
def test_size_holds_for_any_text(text, lang):
    summary = render([Item(filled(FULL, text), lang)], Options(lang=lang)).text
    assert len(summary.split()) <= MOST_WORDS
    assert max(map(width, summary.splitlines())) <= COLUMNS


def _said(*texts):
    statements = [
        {"speaker": {"name": f"Speaker {number}"}, "text": text, "source": "a", "locator": "p. 1"}
        for number, text in enumerate(texts)
    ]
    return {"title": "Evening", "sources": [{"key": "a"}], "statements": statements}


def _shown(record):
    summary = render([Item(record)], Options()).text
    return [number for number in range(5) if f"Speaker {number}, as reported:" in summary]


def test_at_most_two_statements():
    assert _shown(_said("One.", "Two.", "Three.")) == [0, 1]


def test_a_statement_that_does_not_fit_is_left_out_whole():
    long = "word " * 240
    assert _shown(_said(long, "Two.", "Three.")) == [1, 2]
    assert "word" not in render([Item(_said(long))], Options()).text


def test_two_speakers_come_before_one_speakers_second_statement():
    record = _said("One.", "Two.")
    record["statements"].insert(1, {**record["statements"][0], "text": "More."})
    assert _shown(record) == [0, 1]


def test_many_people_are_counted_not_cut():
    people = [
        {"name": f"Person {number}", "position": "Member of the board"} for number in range(40)
    ]
    summary = render([Item({"title": "Evening", "participants": people})], Options()).text
    assert summary == (
        "DRAFT: this record has not been reviewed.\n"
        "\n"
        "Evening\n"
        "\n"
        "When: date unknown\n"
        "Who: Person 0 (Member of the board); Person 1 (Member of the board);\n"
        "  Person 2 (Member of the board); Person 3 (Member of the board); Person\n"
        "  4 (Member of the board); Person 5 (Member of the board); Person 6\n"
        "  (Member of the board); Person 7 (Member of the board); Person 8\n"
        "  (Member of the board); Person 9 (Member of the board); Person 10\n"
        "  (Member of the board); Person 11 (Member of the board); Person 12\n"
        "  (Member of the board); and 27 more\n"
    )


def test_who_had_several_parts_is_named_once_and_withheld_people_each():
    child = {"minor": True, "label": "A child", "roles": ["reader"]}
    record = {
        "title": "Evening",
        "organisers": [
            {"name": "Fund", "role": "organiser"},
            {"name": "Fund", "role": "sponsor"},
            {"name": "Ann Poe", "role": "host"},
        ],
        "participants": [
            {"name": "Fund", "roles": ["performer", "organiser"]},
            {"name": "Ann Poe", "roles": ["speaker"], "position": "Mayor"},
            child,
            child,
        ],
    }
    summary = render([Item(record)], Options()).text
    assert "\n".join(summary.splitlines()[5:]) == (
        "Who: Fund (organiser, sponsor, performer); Ann Poe (host); Ann Poe\n"
        "  (speaker, Mayor); A child (reader); A child (reader)"
    )


def test_a_part_that_needs_more_may_have_what_others_leave():
    summary = " ".join(f"w{number}" for number in range(70))
    shown = render([Item({"title": "Evening", "summary": summary})], Options()).text
    assert "w59…" in shown
    assert "w60" not in shown
    short = " ".join(summary.split()[:60])
    assert "w59\n" in render([Item({"title": "Evening", "summary": short})], Options()).text


@pytest.mark.parametrize(("status", "draft"), [("published", False), ("draft", True)])
def test_draft_line_comes_first(status, draft):
    record = {"title": "Evening", "review": {"status": status}, "content_advisory": ["fire"]}
    first = render([Item(record)], Options()).text.splitlines()[0]
    assert first == (
        "DRAFT: this record has not been reviewed." if draft else "Content advisory: fire"
    )

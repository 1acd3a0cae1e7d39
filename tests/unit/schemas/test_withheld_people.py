"""Nothing identifies a minor, or an adult whom the record withholds, wherever they may stand."""

from __future__ import annotations

from typing import Any

import pytest

MINIMAL: dict[str, Any] = {
    "id": "2023-rome-embassy-commemoration",
    "title": "Commemoration at an embassy, Rome",
    "date": "2023-02?",
    "sources": [{"url": "https://archive.example/59/5254/"}],
}
CHILD: dict[str, Any] = {"minor": True, "label": "A child (name withheld)"}
ADULT: dict[str, Any] = {"withheld": True, "label": "A survivor (name withheld)"}
ANN: dict[str, Any] = {"name": "Ann Example"}

# Wherever a person can stand: the record that holds one there, and the pointer to it.
SLOTS: dict[str, Any] = {
    "/participants/0": lambda who: {"participants": [who]},
    "/organisers/0": lambda who: {"organisers": [who]},
    "/mentions/0": lambda who: {"mentions": [who]},
    "/participants/0/on_behalf_of": lambda who: {"participants": [{**ANN, "on_behalf_of": who}]},
    "/statements/0/speaker": lambda who: {
        "statements": [{"kind": "quote", "text": "x", "speaker": who}]
    },
    **{
        f"/programme/0/works/0/{part}": lambda who, part=part: {
            "programme": [{"kind": "reading", "works": [{"title": "A", part: who}]}]
        }
        for part in ("author", "composer", "translator", "arranger", "director")
    },
}
IDENTIFYING: dict[str, Any] = {
    "name": {"en": "Ann"},
    "ref": "person/ann",
    "ids": {"wikidata": "Q42"},
    "image": "https://archive.example/ann.jpg",
}


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize(
    ("who", "slug"),
    [(CHILD, "minor-named"), (ADULT, "withheld-named"), (CHILD | ADULT, "minor-named")],
)
def test_nothing_identifies_whom_the_record_withholds(
    slot: str, who: dict[str, Any], slug: str, judge: Any, judge_fast: Any, judge_keywords: Any
) -> None:
    hidden = MINIMAL | SLOTS[slot](who)
    assert (judge(hidden), judge_fast(hidden)) == ([], [])
    named = MINIMAL | SLOTS[slot](who | IDENTIFYING)
    assert judge(named) == sorted((f"{slot}/{field}", slug) for field in IDENTIFYING)
    assert judge_fast(named) == judge_keywords(named)


@pytest.mark.parametrize("flag", ["minor", "withheld"])
@pytest.mark.parametrize("value", ["yes", 1, None, {}])
def test_a_flag_of_another_type_still_withholds(flag: str, value: object, judge: Any) -> None:
    who = {flag: value, "label": "A person (name withheld)", "name": "Ann"}
    assert set(judge(MINIMAL | {"mentions": [who]})) == {
        (f"/mentions/0/{flag}", "type"),
        ("/mentions/0/name", f"{flag}-named"),
    }

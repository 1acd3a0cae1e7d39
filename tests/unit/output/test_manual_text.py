"""A page of the manual on terminals of several widths, and in a pipe."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from eventbook.output.manual_json import manual as as_json
from eventbook.output.manual_page import ManualPage
from eventbook.output.manual_text import manual
from eventbook.query.fields import Field
from eventbook.rules.rule import Described, Manual

TITLE = Described(
    "warning",
    Manual(
        summary="A title is written in capital letters only.",
        why="Capitals hide which words are names, and screen readers may spell them out.",
        remedy="Write it as in a sentence.",
        wrong="title: ORGAN RECITAL\nplace:\n  name: A name longer than the terminal is wide\n",
        right="title: Organ recital\n",
    ),
)
NAMES = [
    ("event", "id", "Id"),
    ("event", "content_advisory", "What a reader may wish to be told before"),
    ("person", "name", "Name"),
]
LIST = ManualPage(
    rules={"title-shouted": TITLE, "age": Described("info", Manual("Old.", "", "", "", ""))},
    names=NAMES,
    overview=True,
)


def test_a_rule_is_wrapped_and_its_examples_are_not() -> None:
    assert (
        manual(ManualPage(rules={"title-shouted": TITLE}), 40)
        == """\
title-shouted (warning; looks at the
record alone)

A title is written in capital letters
only.

Capitals hide which words are names, and
screen readers may spell them out.

What to do: Write it as in a sentence.

Wrong:

  title: ORGAN RECITAL
  place:
    name: A name longer than the terminal is wide

Right:

  title: Organ recital
"""
    )


def test_as_json_examples_are_fields_like_the_others() -> None:
    assert json.loads(as_json(ManualPage(rules={"title-shouted": TITLE}), None)) == [
        {
            "rule": "title-shouted",
            "severity": "warning",
            "needs": "record",
            "summary": TITLE.manual.summary,
            "why": TITLE.manual.why,
            "remedy": TITLE.manual.remedy,
            "wrong": TITLE.manual.wrong,
            "right": TITLE.manual.right,
            "safe": "",
            "unsafe": "",
        }
    ]


def test_the_list_has_a_line_for_each_where_there_is_room_or_no_terminal() -> None:
    lines = """\
Rules:
  age            info     Old.
  title-shouted  warning  A title is written in capital letters only.

Fields of event:
  id                    Id
  content_advisory      What a reader may wish to be told before

Fields of person:
  name                  Name
"""
    assert manual(LIST, None) == lines
    assert manual(LIST, 69) == lines


def test_in_a_narrower_list_a_text_goes_on_below_itself() -> None:
    assert (
        manual(LIST, 61)
        == """\
Rules:
  age            info     Old.
  title-shouted  warning  A title is written in capital
                          letters only.

Fields of event:
  id                    Id
  content_advisory      What a reader may wish to be told
                        before

Fields of person:
  name                  Name
"""
    )


def test_in_a_very_narrow_list_a_text_goes_on_below_its_name() -> None:
    assert (
        manual(LIST, 40)
        == """\
Rules:
  age            info     Old.
  title-shouted  warning
    A title is written in capital
    letters only.

Fields of event:
  id                    Id
  content_advisory
    What a reader may wish to be told
    before

Fields of person:
  name                  Name
"""
    )


@pytest.mark.parametrize("width", [1, 10, 24, 60, 80, 200])
def test_every_word_is_shown_at_any_width(width: int) -> None:
    words = manual(LIST, None).split()
    assert "".join(manual(LIST, width).split()) == "".join(words)


COUNT = Field("figures.value", "event", "Value", "How many.", ("integer", "null"), required=True)


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        (
            [COUNT, replace(COUNT, kind="talk"), replace(COUNT, kind="tour", required=False)],
            """\
figures.value: Value (event, talk; required)
  How many.
  Type: a whole number or nothing

figures.value: Value (tour; optional)
  How many.
  Type: a whole number or nothing
""",
        ),
        (
            [
                Field(
                    "aka", "event", types=("null", "object", "string"),
                    is_list=True, is_text=True, instead=("name", "ref"),
                )
            ],
            """\
aka (event; this or `name` or `ref`)
  Type: a list, each member a text, a map of texts by language or nothing
""",
        ),
    ],
)  # fmt: skip
def test_fields(fields: list[Field], lines: str) -> None:
    assert manual(ManualPage(fields=fields), None) == lines

"""Parts outside of what they are part of."""

from __future__ import annotations

from datetime import date

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules.date_outside_parent import RULE
from eventbook.findings import Related
from eventbook.jsonvalue import Json
from eventbook.rules.rule import Context, Remark

CONTEXT = Context(DEFAULTS, date(2026, 1, 15))


def found(part: str, whole: str, **more: Json) -> list[Remark]:
    of: dict[str, Json] = {"part_of": {"ref": "event/whole"}, **more}
    records = [
        Facts("part.yaml", "event", id="part", value={"date": part, **of}),
        Facts("whole.yaml", "event", id="whole", value={"date": whole}),
    ]
    return [remark for _, remark in RULE.check(records, CONTEXT)]


def test_said_twice_it_is_found_once() -> None:
    assert found("2019-06", "2019-05", relations=[{"kind": "part-of", "event": "whole"}]) == [
        Remark(
            "the date, 2019-06, is not within 2019-05, the date of `whole` that it is part of",
            ("date",),
            help="correct one of the two dates; what only belongs with it is `related`",
            related=(Related("whole.yaml", "part of this", ("date",)),),
        )
    ]


@pytest.mark.parametrize(
    ("part", "whole", "outside"),
    [
        ("2019-05-18", "2018/..", False),
        ("2017-05-18", "2018/..", True),
        ("2019-05-18?", "2018", False),
        ("2019-05-18", "2018?", False),
        ("2019-05-18", "2019-22", False),
        ("2019", "2019-05-18", False),
        ("2019-04/2019-05-18", "2019-05", True),
        ("2019-05-18/2019-06", "2019-05", True),
        ("2019-05-18/..", "2019-05", False),
        ("2019-05-18", "XXXX", False),
    ],
)
def test_only_what_is_certain_counts(part: str, whole: str, outside: bool) -> None:
    assert bool(found(part, whole)) is outside


@pytest.mark.parametrize("of", ["event/part", "event/nowhere", "person/whole", "whole", "", 3])
def test_what_leads_nowhere_or_back_is_passed_over(of: Json) -> None:
    assert found("2019", "2018", part_of={"ref": of}) == []

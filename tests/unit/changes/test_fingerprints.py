"""Fingerprints: what they hang on, what they do not, and that none is there twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.changes.fingerprints import Spot, fingerprints
from eventbook.findings import Finding, Fix, Related, Span

FINDING = Finding(
    "date-invalid",
    "error",
    "`2026-02-30` is not a date of `2026`",
    "records/a.yaml",
    ("programme", 0, "date"),
    record="spring",
    span=Span(3, 7, 3, 17),
)


def one(finding: Finding, kind: str = "event") -> str:
    (name,) = fingerprints([finding], lambda each: Spot(kind, each.place))
    return name


@pytest.mark.parametrize(
    "change",
    [
        {"span": Span(9, 9, 9, 10)},
        {"path": "records/moved.yaml"},
        {"severity": "warning", "waived": True, "private": True},
        {"help": "other", "label": "other", "note": "other", "schema_path": "#/x"},
        {"message": "there is no `2026-02-30` in `2026`"},
        {"fix": Fix("safe", "x"), "related": (Related("b.yaml", "here"),), "at": "key"},
    ],
)
def test_what_it_does_not_hang_on(change: dict[str, Any]) -> None:
    assert one(replace(FINDING, **change)) == one(FINDING)


@pytest.mark.parametrize(
    "change",
    [
        {"slug": "date-doubtful"},
        {"record": "summer"},
        {"record": None},
        {"place": ("programme", 1, "date")},
        {"place": ("programme", "0", "date")},
        {"place": ()},
        {"message": "`2026-02-31` is not a date of `2026`"},
        {"message": "`2026-02-30` is not a date"},
    ],
)
def test_what_it_hangs_on(change: dict[str, Any]) -> None:
    assert one(replace(FINDING, **change)) != one(FINDING)


def test_without_a_record_it_hangs_on_the_file() -> None:
    lost = replace(FINDING, record=None)
    assert one(lost) != one(replace(lost, path="records/moved.yaml"))
    assert one(lost) != one(replace(FINDING, record="records/a.yaml"))


def test_records_of_different_kinds_may_share_an_id() -> None:
    assert one(FINDING, "person") != one(FINDING, "place")


def test_findings_that_are_alike_are_numbered_in_their_order() -> None:
    alike = [replace(FINDING, span=Span(line, 1, line, 2)) for line in (3, 5, 9)]
    three = fingerprints(alike)
    assert len(set(three)) == 3
    assert fingerprints(alike[:2]) == three[:2]
    assert fingerprints(alike[1:]) == three[:2]
    other = replace(FINDING, slug="x-y")
    assert fingerprints([other, alike[0], other, alike[1]])[1::2] == three[:2]


TEXTS = st.text(st.sampled_from(["`", "a", "\n", '"', "\ud800"]), max_size=4)


@given(
    st.lists(
        st.builds(
            Finding,
            TEXTS,
            st.just("error"),
            TEXTS,
            TEXTS,
            st.lists(TEXTS | st.integers(0, 2), max_size=2).map(tuple),
            record=st.none() | TEXTS,
        ),
        max_size=20,
    )
)
def test_none_is_there_twice(findings: list[Finding]) -> None:
    names = fingerprints(findings)
    assert len(set(names)) == len(findings)
    assert all(len(name) == 32 for name in names)

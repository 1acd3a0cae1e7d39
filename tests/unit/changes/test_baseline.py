"""Baselines: what is known, new and gone; the text of one; and what is refused as one."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventbook.changes.baseline import (
    FORMAT,
    Entry,
    can_stay,
    looks_like_one,
    read,
    sort_out,
    written,
)
from eventbook.changes.fingerprints import as_written
from eventbook.errors import ConfigError
from eventbook.findings import Finding

A = Finding("date-invalid", "error", "no `x`", "records/a.yaml", ("date",), record="a")
B = Finding("x-y", "warning", "hm", "records/b.yaml", ("list", 3, "Ann Example", "k_1"))
ENTRY = Entry("0" * 32, "date-invalid", "records/a.yaml", "a", "date")


def test_known_new_and_gone() -> None:
    before = sort_out([A, B], (), as_written)
    assert (before.left, before.known, before.gone) == ([A, B], [], [])
    assert [each[1:] for each in before.entries] == [
        ("date-invalid", "records/a.yaml", "a", "date"),
        ("x-y", "records/b.yaml", "", "list[].*.k_1"),
    ]
    new = replace(A, place=("end_date",))
    after = sort_out([new, B], before.entries, as_written)
    assert (after.left, after.known, after.gone) == ([new], [B], before.entries[:1])


def test_of_findings_that_are_alike_so_many_are_known_as_there_were() -> None:
    before = sort_out([A, A], (), as_written)
    assert len({each.fingerprint for each in before.entries}) == 2
    assert len(sort_out([A, A, A], before.entries, as_written).left) == 1
    assert len(sort_out([A], before.entries, as_written).gone) == 1


@pytest.mark.parametrize(
    "finding",
    [replace(A, severity="info"), replace(A, private=True), replace(A, waived=True)],
    ids=["info", "private", "waived"],
)
def test_what_cannot_stay_is_never_in_one(finding: Finding) -> None:
    assert not can_stay(finding)
    forged = sort_out([A], (), as_written).entries
    held = sort_out([finding], forged, as_written)
    assert (held.left, held.known, held.entries, held.gone) == ([finding], [], [], forged)


def test_the_text_of_a_baseline() -> None:
    second = Entry("1" * 32, "x-y", "records/\u202eb.yaml", "", "")
    assert written([second, ENTRY]) == (
        '{"format": "eventbook baseline 1", "findings": [\n'
        '{"fingerprint": "00000000000000000000000000000000", "rule": "date-invalid",'
        ' "path": "records/a.yaml", "record": "a", "field": "date"},\n'
        '{"fingerprint": "11111111111111111111111111111111", "rule": "x-y",'
        ' "path": "records/\\u202eb.yaml", "record": "", "field": ""}\n'
        "]}\n"
    )
    assert written([]) == '{"format": "eventbook baseline 1", "findings": []}\n'


TEXTS = st.text(st.characters(codec=None), max_size=8)
ENTRIES = st.lists(
    st.builds(Entry, st.from_regex("[0-9a-f]{32}", fullmatch=True), TEXTS, TEXTS, TEXTS, TEXTS),
    unique_by=lambda each: each.fingerprint,
    max_size=6,
)


@given(ENTRIES)
def test_what_is_written_can_be_read_and_does_not_hang_on_the_order(entries: list[Entry]) -> None:
    text = written(entries)
    assert written(reversed(entries)) == text
    assert sorted(read(text.encode(), "b")) == sorted(entries)
    assert len(text.splitlines()) == (len(entries) + 2 if entries else 1)
    assert looks_like_one(text.encode())


def changed(**fields: object) -> bytes:
    entry = {**ENTRY._asdict(), **fields}
    return json.dumps({"format": FORMAT, "findings": [entry]}).encode()


ANEW = "--write-baseline writes it anew"
OTHER = "name a file that --write-baseline made"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", f"b.json:1:1: not JSON; {OTHER}"),
        (b"[book]\n", f"b.json:1:2: not JSON; {OTHER}"),
        (b"\xff", f"b.json is not UTF-8; {OTHER}"),
        (b"[]", f"b.json is no baseline; {OTHER}"),
        (b"null", f"b.json is no baseline; {OTHER}"),
        (b"NaN", f"b.json is no baseline; {OTHER}"),
        (b"1" * 5000, f"b.json is no baseline; {OTHER}"),
        (b"[" * 100_000, f"b.json is no baseline; {OTHER}"),
        (b"{}", f"b.json is no baseline; {OTHER}"),
        (b'{"format": 1}', f"b.json is not in the format `{FORMAT}`; {OTHER}"),
        (
            b'{"format": "eventbook baseline 9"}',
            f"b.json is not in the format `{FORMAT}`; {ANEW}",
        ),
        (f'{{"format": "{FORMAT}"}}'.encode(), f"b.json: `findings` is no list; {ANEW}"),
        (changed(fingerprint="x"), f"b.json: finding 1 is no entry of a baseline; {ANEW}"),
        (changed(fingerprint=None), f"b.json: finding 1 is no entry of a baseline; {ANEW}"),
        (changed(more=""), f"b.json: finding 1 is no entry of a baseline; {ANEW}"),
        (changed(rule=["x"]), f"b.json: finding 1 is no entry of a baseline; {ANEW}"),
        (
            written([ENTRY, ENTRY]).encode(),
            f"b.json: finding 2 is there twice; {ANEW}",
        ),
        (
            written([ENTRY]).replace("[\n", "[\n<<<<<<< HEAD\n").encode(),
            f"b.json:2:1: not JSON; settle the merge conflict, or {ANEW}",
        ),
    ],
)
def test_what_is_no_baseline(data: bytes, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(data, "b.json")
    assert str(caught.value) == message


def refusal(data: bytes) -> str | None:
    """Why bytes are no baseline; None where they are one."""
    try:
        read(data, "b.json")
    except ConfigError as error:
        return str(error)
    return None


@given(st.binary(max_size=60), st.integers(0, 200))
@example(b'"', 3)
def test_any_damage_is_told_in_one_line(damage: bytes, at: int) -> None:
    text = written([ENTRY]).encode()
    for data in (damage, text[:at] + damage + text[at:], text[:at]):
        said = refusal(data)
        assert re.match("b.json", said or "b.json")
        assert "\n" not in (said or "")

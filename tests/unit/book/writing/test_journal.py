from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.book.writing import journal
from eventbook.book.writing.journal import Entry, Journal
from eventbook.errors import EnvironmentFault

A, B = "a" * 64, "b" * 64
SLOT = "records/.eventbook-0123456789abcdef-3"
ENTRIES = (
    Entry("records/a.yaml", A, B, "", 0o644),
    Entry("records/b.yaml", None, B, SLOT, None),
    Entry("c.yaml", A, None, "", 0o600),
)
WHOLE = Journal(ENTRIES, ("records", "records/new"), True, 1_795_000_000, "0123456789abcdef")

digests = st.text("0123456789abcdef", min_size=64, max_size=64)
names = st.from_regex(r"[a-zé][a-z0-9_-]{0,9}(/[a-z0-9ü]{1,9}){0,3}", fullmatch=True)
entries = st.builds(
    Entry, names, st.none() | digests, digests, st.just(""), st.none() | st.integers(0, 0o7777)
)


@given(st.lists(entries, max_size=5), st.lists(names, max_size=3), st.booleans())
def test_what_is_stored_is_read(found: list[Entry], folders: list[str], kept: bool) -> None:
    stored = Journal(tuple(found), tuple(folders), kept, 1, "x")
    assert Journal.from_bytes(stored.to_bytes()) == stored


def changed(**parts: Any) -> bytes:
    return json.dumps(json.loads(WHOLE.to_bytes()) | parts).encode()


def entry(**parts: Any) -> bytes:
    return changed(entries=[list(ENTRIES[0]._replace(**parts))])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", None),
        (b"{", None),
        (b"\xff", None),
        (b"[" * 100_000, None),
        (b"[]", "it is of another version of eventbook"),
        (changed(version=2), "it is of another version of eventbook"),
        (b'{"version": 1}', "it is incomplete"),
        (changed(entries=[["a", A]]), "it is incomplete"),
        (changed(entries=[3]), "it is incomplete"),
        (changed(kept="yes"), "it is damaged"),
        (entry(old="a"), "it is damaged"),
        (entry(old=None, new=None), "it is damaged"),
        (entry(mode="0644"), "it is damaged"),
        (entry(slot=None), "it is damaged"),
        (entry(slot="records/a.yaml"), "it names a file that is not of a change"),
        (entry(slot="../.eventbook-0123456789abcdef-3"), "it names a file that is not of a change"),
        (entry(path="../a"), "it names a path that no book has"),
        (entry(path="/etc/passwd"), "it names a path that no book has"),
        (entry(path=".git/config"), "it names a path that no book has"),
        (entry(path=3), "it names a path that no book has"),
        (changed(folders=["../x"]), "it names a path that no book has"),
    ],
)
def test_other_bytes_are_no_journal(tmp_path: Path, data: bytes, why: str | None) -> None:
    (tmp_path / "journal").write_bytes(data)
    folder = os.open(tmp_path, os.O_RDONLY)
    try:
        with pytest.raises(EnvironmentFault) as caught:
            journal.read(folder, "journal")
    finally:
        os.close(folder)
    start = "the journal of a change that was broken off cannot be used: "
    assert caught.value.message.startswith(start)
    assert why is None or caught.value.message == start + why


def test_one_with_permissions_that_a_checkout_gives_is_not_believed(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    try:
        journal.write_plan(folder, WHOLE)
        assert journal.read(folder, "journal.new", doubtful=True) == WHOLE
        assert journal.read(folder, "journal", doubtful=True) is None
        for mode in (0o644, 0o600, 0o755, 0o420):
            (tmp_path / "journal.new").chmod(mode)
            assert journal.read(folder, "journal.new") == WHOLE
            with pytest.raises(journal.Unusable, match=r"it was not written here$"):
                journal.read(folder, "journal.new", doubtful=True)
    finally:
        os.close(folder)

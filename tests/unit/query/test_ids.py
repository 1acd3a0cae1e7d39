"""Records by their ids, and by what is taken for an id."""

from __future__ import annotations

import pytest

from eventbook.book.facts import Facts
from eventbook.errors import UsageError
from eventbook.query.ids import by_id

PATHS = {"ann": "records/people/ann.yaml", "anna-b": "records/people/anna-b.yaml"}
RECORDS = [Facts(path, "person", id=name, value={"id": name}) for name, path in PATHS.items()]


@pytest.mark.parametrize(
    ("word", "meant"), [("ann", "ann"), ("person/ann", "ann"), ("anna", "anna-b"), ("-b", "anna-b")]
)
def test_an_id_or_a_part_that_no_other_has(word: str, meant: str) -> None:
    assert by_id(RECORDS, word).id == meant


@pytest.mark.parametrize(
    ("word", "message", "remedy"),
    [
        ("", "the id is empty", ""),
        ("an", "`an` is part of several ids", "ann, anna-b"),
        ("amn", "there is no record and no file `amn`", "did you mean `ann`?"),
        ("zzz", "there is no record and no file `zzz`", ""),
        (PATHS["ann"], f"`{PATHS['ann']}` is a file, and here an id is needed", "it is `ann`"),
        (
            "./" + PATHS["anna-b"],
            f"`./{PATHS['anna-b']}` is a file, and here an id is needed",
            "it is `anna-b`",
        ),
    ],
)
def test_what_means_no_record(word: str, message: str, remedy: str) -> None:
    with pytest.raises(UsageError) as refused:
        by_id(RECORDS, word)
    assert (refused.value.message, refused.value.help) == (message, remedy)

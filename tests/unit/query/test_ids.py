"""Records by their ids, and by what is taken for an id."""

from __future__ import annotations

import pytest

from eventbook.book.facts import Facts
from eventbook.errors import UsageError
from eventbook.query.ids import by_id, distinct

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


def _named(kind: str, name: str, *former: str, path: str = "") -> Facts:
    path = path or f"records/{kind}/{name}.yaml"
    return Facts(path, kind, id=name, value={"former_ids": [*former, None]})


LIST = "`eventbook list -w 'id=twice' -f yaml`"
BOOK = [
    _named("person", "baku"),
    _named("place", "baku"),
    _named("place", "Şəhər", "old-town"),
    _named("event", "2024-baku-concert", "2024-concert", "baku"),
    _named("event", "2024-concert-hall", "shared"),
    _named("event", "twice", path="records/a.yaml"),
    _named("event", "twice", path="records/b.yaml"),
    _named("work", "spain", "shared"),
    Facts("records/broken.yaml", "event"),
]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("person/baku", "person/baku"),
        ("2024-concert", "event/2024-baku-concert"),  # its former id, not a part of another
        ("event/baku", "event/2024-baku-concert"),
        ("place/old-town", "place/Şəhər"),
        ("place/ba", "place/baku"),
        ("SEHER", "place/Şəhər"),
        ("event/HALL", "event/2024-concert-hall"),
        ("work/shared", "work/spain"),
    ],
)
def test_a_record_that_is_called_otherwise(word: str, meant: str) -> None:
    found = by_id(BOOK, word)
    assert f"{found.kind}/{found.id}" == meant


@pytest.mark.parametrize(
    ("word", "message", "remedy"),
    [
        ("baku", "`baku` is the id of 2 records", "write person/baku or place/baku"),
        (
            "twice",
            "`twice` is the id of 2 records",
            f"in records/a.yaml, records/b.yaml; {LIST} shows them all",
        ),
        (
            "shared",
            "`shared` is the id of 2 records",
            "write event/2024-concert-hall or work/spain",
        ),
        (
            "aku",
            "`aku` is part of several ids",
            "2024-baku-concert, person/baku, place/baku",
        ),
        ("2024", "`2024` is part of several ids", "2024-baku-concert, 2024-concert-hall"),
        (
            "place/bakoo",
            "there is no record and no file `place/bakoo`",
            "did you mean `place/baku`?",
        ),
        ("work/bakoo", "there is no record and no file `work/bakoo`", "did you mean `baku`?"),
        ("place/", "there is no record and no file `place/`", ""),
        ("\u0301", "there is no record and no file `\u0301`", ""),
    ],
)
def test_what_may_mean_several_records_or_none(word: str, message: str, remedy: str) -> None:
    with pytest.raises(UsageError) as refused:
        by_id(BOOK, word)
    assert (refused.value.message, refused.value.help) == (message, remedy)


def test_ids_that_tell_records_apart() -> None:
    assert distinct(BOOK) == [
        "person/baku",
        "place/baku",
        "Şəhər",
        "2024-baku-concert",
        "2024-concert-hall",
        "event/twice",
        "event/twice",
        "spain",
    ]

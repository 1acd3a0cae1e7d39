from __future__ import annotations

import pytest

from eventbook.book.layout import id_from_path, path_for, shelf
from eventbook.book.patterns import RecordPattern
from eventbook.book.settings import DEFAULTS, Kind
from eventbook.errors import UsageError
from eventbook.values.edtf import parse


def kind(*patterns: str, source: str = "field:id", model: str | None = None) -> Kind:
    records = tuple(RecordPattern.parse(text) for text in patterns)
    return Kind("talk", records, "s.json", id=source, model=model)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2023-02-24", "2023"),
        ("2023", "2023"),
        ("2023-02?", "2023"),
        ("1974-XX-XX", "1974"),
        ("2023-12-30/2024-01-02", "2023"),
        ("-0044-03-15", "-0044"),
        ("XXXX", "undated"),
        ("19XX", "undated"),
        ("197X", "undated"),
        ("../2023", "undated"),
        ("/2023", "undated"),
        ("", "undated"),
        (None, "undated"),
        ("20233", "undated"),
        ("soon", "undated"),
    ],
)
def test_shelf(date: str | None, expected: str) -> None:
    assert shelf(date) == expected


def test_shelf_takes_dates_as_values() -> None:
    assert [shelf(parse(text)) for text in ("2023-02-24/..", "XXXX")] == ["2023", "undated"]


def test_events_stand_on_shelves() -> None:
    event = DEFAULTS.kinds[0]
    assert path_for(event, "2023-rome-evening", "2023-02-24") == (
        "records/events/2023/2023-rome-evening.yaml"
    )
    assert path_for(event, "draft-x") == "records/events/undated/draft-x.yaml"


def test_what_events_refer_to_stands_on_no_shelf() -> None:
    assert [path_for(each, "x", "1953") for each in DEFAULTS.kinds[1:]] == [
        "records/people/x.yaml",
        "records/organisations/x.yaml",
        "records/places/x.yaml",
        "records/works/x.yaml",
        "records/subjects/x.yaml",
    ]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (kind("records/people/**/*.yaml"), "records/people/ann.yaml"),
        (kind("records/people/*.yml"), "records/people/ann.yml"),
        (kind("*.yaml"), "ann.yaml"),
        (kind("talks/*.talk.yaml"), "talks/ann.talk.yaml"),
        (kind("talks/*"), "talks/ann.yaml"),
        (kind("list.yml[]", "talks/*.yaml"), "talks/ann.yaml"),
        (kind("*/x/*.yaml", "talks/*.yaml"), "talks/ann.yaml"),
        (kind("one.yaml"), "one.yaml"),
        (kind("talks/*.yaml", source="stem"), "talks/ann.yaml"),
        (kind("talks/*.talk.yaml", "t/*.yaml", source="stem"), "t/ann.yaml"),
        (kind("talks/*/talk.yml", source="folder"), "talks/ann/talk.yml"),
        (kind("talks/**/talk.yml", source="folder"), "talks/ann/talk.yml"),
        (kind("talks/*.yaml", model="event"), "talks/ann.yaml"),
        (kind("talks/*.yaml", "e/*/*.yaml", model="event"), "e/2023/ann.yaml"),
        (kind("e/[0-9][0-9][0-9][0-9]/*.yaml", model="event"), "e/2023/ann.yaml"),
        (kind("e/**/*/talk.yaml", source="folder", model="event"), "e/2023/ann/talk.yaml"),
    ],
)
def test_the_patterns_say_where_a_record_goes(target: Kind, expected: str) -> None:
    assert path_for(target, "ann", "2023-02") == expected
    assert id_from_path(target, expected) in (None, "ann")


@pytest.mark.parametrize(
    ("target", "record_id", "message"),
    [
        (
            kind("*/x/*.yaml"),
            "ann",
            "the patterns of [kinds.talk] do not say where `ann` belongs",
        ),
        (
            kind("e/[0-9][0-9][0-9][0-9]/*.yaml", model="event"),
            "ann",
            "the patterns of [kinds.talk] do not say where `ann` belongs",
        ),
        (
            kind("talks/[a-m]*.yaml"),
            "zoe",
            "the patterns of [kinds.talk] do not say where `zoe` belongs",
        ),
        (
            kind("talks/[!x]*.yaml"),
            "xen",
            "the patterns of [kinds.talk] do not say where `xen` belongs",
        ),
        (kind("list.yml[]"), "ann", "a talk is an item of a list, not a file of its own"),
        (kind("*.yaml"), "a/b", "`a/b` cannot name a file: it holds a slash"),
        (kind("*.yaml"), "..", "`..` cannot name a file: it leaves the book (..)"),
        (kind("*.yaml"), "", "`` cannot name a file: it is empty"),
        (
            kind("*.yaml"),
            ".hidden",
            "the patterns of [kinds.talk] do not say where `.hidden` belongs",
        ),
        (
            kind("t/*.yaml"),
            "x" * 239,
            f"the patterns of [kinds.talk] do not say where `{'x' * 239}` belongs",
        ),
    ],
)
def test_what_has_no_place_is_refused(target: Kind, record_id: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        path_for(target, record_id, None)
    assert caught.value.message == message
    by_hand = "write it with an editor, then `eventbook validate`"
    assert caught.value.help == ("" if "cannot name" in message else by_hand)


def test_id_from_path() -> None:
    path = "conf/2023/rome.it/talk.yaml"
    sources = ("stem", "folder", "field:id")
    found = [id_from_path(kind("**/*.yaml", source=source), path) for source in sources]
    assert found == ["talk", "rome.it", None]
    assert id_from_path(kind("*.yaml", source="folder"), "talk.yaml") is None

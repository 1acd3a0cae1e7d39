from __future__ import annotations

import pytest

from eventbook.editing.adopting.fields import Fields, IdSource


def tally(records, paths=None):
    fields = Fields()
    for number, record in enumerate(records):
        fields.add(paths[number] if paths else f"d/{number}.yml", record)
    return fields


def test_a_field_that_is_there_for_it_goes_first():
    fields = tally([{"id": n, "title": f"t{n}", "slug": f"s{n}"} for n in range(3)])
    assert fields.id_source(alone=True) == IdSource("field:id", 0, 0)
    assert fields.is_identified()


def test_a_few_without_an_id_or_with_another_s_do_not_matter():
    records = [{"key": f"k{n}"} for n in range(48)]
    fields = tally([*records, {"key": "K3"}, {}])
    assert fields.id_source(alone=False) == IdSource("field:key", 1, 1)


def test_names_of_files_then_of_folders_then_any_field_that_tells_records_apart():
    twice = [{"id": 1, "title": f"t{n}", "body": "x"} for n in range(3)]
    assert tally(twice).id_source(alone=True) == IdSource("stem", 0, 0)
    paths = [f"{n}/info.yml" for n in range(3)]
    assert tally(twice, paths).id_source(alone=True) == IdSource("folder", 0, 0)
    assert tally(twice, ["x/i.yml"] * 3).id_source(alone=True) == IdSource("field:title", 0, 0)
    assert tally(twice).id_source(alone=False) == IdSource("field:title", 0, 0)
    assert tally([{"isbn": "a", "body": "x"}, {"isbn": "b", "body": "x"}]).id_source(
        alone=False
    ) == IdSource("field:isbn", 0, 0)


def test_what_comes_nearest_where_nothing_tells_them_apart():
    records = [{"id": "a"}, {"id": "a"}, {"id": "b"}, {"x": 1}]
    assert tally(records).id_source(alone=False) == IdSource("field:id", 1, 1)
    assert tally([{}, {}]).id_source(alone=False) == IdSource("field:id", 2, 0)
    assert tally([3, None]).id_source(alone=False) == IdSource("field:id", 2, 0)


@pytest.mark.parametrize("value", ["", "a/b", "x" * 101, "a\nb", None, True, 1.5, ["a"], {}])
def test_what_can_be_no_id(value):
    assert tally([{"id": value}]).id_source(alone=False) == IdSource("field:id", 1, 0)


def test_names_of_fields_that_settings_cannot_hold_are_passed_over():
    fields = tally([{" x": "a", "y\n": "b", "": "c"}, {" x": "d", "y\n": "e", "": "f"}])
    assert fields.id_source(alone=False) == IdSource("field:id", 2, 0)


def test_title_and_date_are_what_most_records_have():
    records = [
        {"name": "A", "date": "June 5-7, 2024", "year": 2024, "start": "2024-06-05"},
        {"name": "B", "date": "June", "year": 2023},
        {"title": "C", "date": "June", "year": 2022},
    ]
    fields = tally(records)
    assert (fields.title(), fields.date(), fields.dated("year")) == ("name", "year", 3)
    assert tally([{"date": "soon"}, {"date": "later"}]).date() == "date"
    assert tally([{"day": "2024-02-30"}]).dated("day") == 0
    bare = tally([{"label": 3, "place": "Ulm"}])
    assert (bare.title(), bare.date(), bare.dated("date")) == (None, None, 0)


def test_a_table_of_names_does_not_cost_memory_without_end():
    fields = tally([{f"k{n}": n for n in range(5000)}])
    assert fields.id_source(alone=False).faults == 0

from __future__ import annotations

import json
import tomllib

from eventbook.book.files import Unreadable
from eventbook.book.settings import load_settings
from eventbook.editing.adopting.settings_text import settings_text
from eventbook.editing.adopting.survey import survey

ITEM = {"type": "object", "properties": {"title": {}, "confs": {"type": "array"}}}


def surveyed(files):
    def read(path):
        data = files[path]
        if isinstance(data, str):
            return data.encode()
        raise data

    return survey(sorted(files), read)


def talk(number):
    return f"id: t{number}\ntitle: Talk {number}\nday: 2024-01-0{number}\n"


def conference(number):
    editions = "".join(f"  - {{id: c{number}-{year}, year: {year}}}\n" for year in (2023, 2024))
    return f"- title: Conf {number}\n  rank: A\n  confs:\n{editions}"


def test_a_kind_with_its_schema_and_fields():
    schema = {"type": "object", "properties": {"id": {}, "title": {}, "day": {}}}
    files = {f"talks/{n}.yml": talk(n) for n in (1, 2, 3)}
    found = surveyed({**files, "talk.json": json.dumps(schema), "notes.json": "{}", "a.txt": "x"})
    (kind,) = found.kinds
    assert (kind.name, kind.records_patterns, kind.schema) == (
        "talk",
        ("talks/*.yml",),
        "talk.json",
    )
    assert (kind.id.source, kind.title, kind.date, kind.dated) == ("field:id", "title", "day", 3)
    assert (kind.starter, kind.also, found.starters, found.unused) == (None, (), {}, [])
    assert (found.looked_at, found.json) == (5, ["notes.json"])


def test_records_are_where_the_ids_are():
    found = surveyed({f"conference/{n}.yml": conference(n) for n in (1, 2)})
    (kind,) = found.kinds
    assert (kind.name, kind.records_patterns, kind.instead) == (
        "conf",
        ("conference/*.yml[].confs[]",),
        ("[]",),
    )
    assert (kind.records, kind.id.source, kind.date) == (4, "field:id", "year")
    assert json.loads(found.starters["schemas/conf.schema.json"])["required"] == ["id", "year"]


def test_a_schema_for_the_items_says_where_they_are():
    files = {f"conference/{n}.yml": conference(n) for n in (1, 2)}
    (kind,) = surveyed({**files, "item.json": json.dumps(ITEM)}).kinds
    assert (kind.records_patterns, kind.id.source) == (("conference/*.yml[]",), "field:title")
    assert kind.schema == "item.json"


def test_a_schema_for_the_list_leaves_it_to_the_ids():
    files = {f"conference/{n}.yml": conference(n) for n in (1, 2)}
    inner = {"type": "array", "items": {"properties": {"id": {}, "year": {}}}}
    whole = {"type": "array", "items": {**ITEM, "properties": {"confs": inner, "title": {}}}}
    (kind,) = surveyed({**files, "list.json": json.dumps(whole)}).kinds
    assert (kind.records_patterns, kind.schema) == (("conference/*.yml[].confs[]",), "list.json")


def test_what_a_schema_refers_to_is_a_part_of_it():
    files = {f"talks/{n}.yml": talk(n) for n in (1, 2)}
    schema = {"type": "object", "properties": {"id": {}, "title": {}, "day": {"$ref": "d.yml#/d"}}}
    parts = {"s/talk.json": json.dumps(schema), "s/d.yml": "d: {$ref: 'e.json#/e'}\n"}
    found = surveyed({**files, **parts, "s/e.json": '{"e": {}}', "s/f.json": "{}"})
    assert (found.kinds[0].schema, found.unused) == ("s/talk.json", [])
    assert (found.unlike, found.json) == ([], ["s/f.json"])


def test_of_two_schemas_that_fit_the_other_is_named():
    files = {f"talks/{n}.yml": talk(n) for n in (1, 2)}
    loose = {"type": "object", "properties": {"id": {}, "title": {}}}
    strict = {**loose, "properties": {**loose["properties"], "day": {}}}
    found = surveyed({**files, "a.json": json.dumps(loose), "b.json": json.dumps(strict)})
    (kind,) = found.kinds
    assert (kind.schema, kind.also, found.unused) == ("b.json", ("a.json",), [])


def test_a_single_file_is_records_only_by_a_schema():
    assert surveyed({"a/one.yml": talk(1)}).kinds == ()
    assert surveyed({"a/one.yml": talk(1)}).unlike == ["a/one.yml"]
    schema = json.dumps({"type": "object", "properties": {"id": {}, "title": {}, "day": {}}})
    (kind,) = surveyed({"a/one.yml": talk(1), "s.json": schema}).kinds
    assert (kind.files, kind.schema) == (("a/one.yml",), "s.json")


def test_what_is_not_taken_is_counted():
    found = surveyed(
        {
            "a/1.yml": "a: &x 1\nb: *x\n",
            "a/2.yml": "--- 1\n--- 2\n",
            "a/3.yml": "- just\n- words\n",
            "a/4.yml": Unreadable("permission", "a/4.yml"),
            "a/5.yml": Unreadable("missing", "a/5.yml"),
            "b.md": "---\ntitle: x\n---\ntext\n",
            "c.md": "# text\n",
            "d.json": "[1",
            "e.schema.json": '{"$schema": "http://json-schema.org/draft-07/schema#", "$ref": "x"}',
        }
    )
    assert {path: {each.slug for each in said} for path, said in found.refused.items()} == {
        "a/1.yml": {"yaml-alias"},
        "a/2.yml": {"yaml-many-documents"},
    }
    assert (found.unlike, found.pages, found.json) == (["a/3.yml"], ["b.md"], ["d.json"])
    assert found.unreadable == [Unreadable("permission", "a/4.yml")]
    assert [(each.path, bool(each.broken)) for each in found.unused] == [("e.schema.json", True)]
    assert found.kinds == ()


def test_names_of_kinds_and_new_schemas_do_not_collide():
    found = surveyed(
        {
            "a/talks/1.yml": "id: a\nx: 1\ny: 1\n",
            "a/talks/2.yml": "id: b\nx: 1\ny: 1\n",
            "b/talks/1.yml": "id: a\np: 1\nq: 1\n",
            "b/talks/2.yml": "id: b\np: 1\nq: 1\n",
            "schemas/Talk.schema.json": "{}",
        }
    )
    assert [(kind.name, kind.schema) for kind in found.kinds] == [
        ("talk", "schemas/talk-starter.schema.json"),
        ("b", "schemas/b.schema.json"),
    ]


def test_values_that_were_not_kept_are_read_again(monkeypatch):
    files = {f"talks/{n}.yml": talk(n) for n in (1, 2, 3)}
    kept = surveyed(files)
    monkeypatch.setattr("eventbook.editing.adopting.survey._MOST_BYTES", 10)
    assert surveyed(files) == kept


def test_the_settings_say_what_was_found_and_can_be_read():
    files = {f'ta"lks/{n}.yml': talk(n) for n in (1, 2)}
    odd = {f"x/{n}.yml": f"- key: k{n}\n  at: soon\n- key: k{n}\n  at: x\n" for n in (1, 2)}
    text = settings_text('The "A"', "de", surveyed({**files, **odd}).kinds)
    assert text.decode() == (
        "# The settings of this book, made by `eventbook init --adopt` from the files that were "
        "here.\n"
        "# Look them through. They are data: they name files and fields, never code.\n"
        "[book]\n"
        'title = "The \\"A\\""\n'
        'language = "de"  # of texts that do not say theirs (BCP 47)\n'
        "\n"
        "# 4 records in 2 files.\n"
        "[kinds.x]\n"
        'records = ["x/*.yml[]"]\n'
        'schema = "schemas/x.schema.json"  # made from the records; look it through\n'
        'id = "field:key"  # 2 repeated\n'
        '# title = "…"  # no field is called title or name\n'
        '# date = "…"  # no field is called date, start or year\n'
        "\n"
        "# 2 records in 2 files.\n"
        "[kinds.ta-lk]\n"
        'records = ["ta\\"lks/*.yml"]\n'
        'schema = "schemas/ta-lk.schema.json"  # made from the records; look it through\n'
        'id = "field:id"\n'
        'title = "title"\n'
        'date = "day"\n'
        "\n"
        "# [rules]  # off, info, warning or error\n"
        '# format-invalid = "off"  # where nobody has looked at the formats in the schemas so far\n'
    )
    assert [kind.name for kind in load_settings(text).kinds] == ["x", "ta-lk"]
    assert tomllib.loads(text.decode())["book"]["language"] == "de"

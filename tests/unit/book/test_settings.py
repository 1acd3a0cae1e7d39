from __future__ import annotations

import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.book.patterns import RecordPattern
from eventbook.book.settings import DEFAULTS, Kind, Settings, from_pyproject, load_settings
from eventbook.errors import ConfigError

FULL = b"""\
[book]
title = "Example archive"
language = "en"
source_store = "../sources"

[kinds.event]
records = ["records/events/**/*.yaml"]
schema = "eventbook:event"
model = "event"

[kinds.conference]
records = ["conference/**/*.yml[].confs[]", "one.yml"]
schema = "schemas/conf.json"
id = "field:key"
title = "name"
date = "start"

[rules]
one-sided-sources = "off"
date-invalid = "warning"

[events]
contested_terms = { en = ["one", "two"], az-Latn = [] }
"""


def test_everything_that_can_be_said() -> None:
    conference = ("conference/**/*.yml[].confs[]", "one.yml")
    assert load_settings(FULL) == Settings(
        title="Example archive",
        language="en",
        source_store="../sources",
        kinds=(
            Kind(
                name="event",
                records=(RecordPattern.parse("records/events/**/*.yaml"),),
                schema="eventbook:event",
                model="event",
            ),
            Kind(
                name="conference",
                records=tuple(RecordPattern.parse(text) for text in conference),
                schema="schemas/conf.json",
                id="field:key",
                title="name",
                date="start",
                model=None,
            ),
        ),
        rules={"one-sided-sources": "off", "date-invalid": "warning"},
        contested_terms={"en": ("one", "two"), "az-Latn": ()},
    )


def test_what_is_not_said_is_the_default() -> None:
    assert load_settings(b"") == DEFAULTS
    assert load_settings(b"[book]\n[kinds]\n[rules]\n[events]\n[site]\n") == DEFAULTS
    assert DEFAULTS.kinds[0] == (
        Kind(
            name="event",
            records=(
                RecordPattern("records/events/**/*.yaml", "records/events/**/*.yaml"),
                RecordPattern("records/events/**/*.yml", "records/events/**/*.yml"),
            ),
            schema="eventbook:event",
            id="field:id",
            title="title",
            date="date",
            model="event",
        )
    )
    assert [(kind.name, kind.schema, kind.title, kind.model) for kind in DEFAULTS.kinds[1:]] == [
        ("person", "eventbook:person", "name", "authority"),
        ("organisation", "eventbook:organisation", "name", "authority"),
        ("place", "eventbook:place", "name", "authority"),
        ("work", "eventbook:work", "title", "authority"),
        ("subject", "eventbook:subject", "name", "authority"),
    ]


def test_a_kind_says_where_its_id_and_schema_are() -> None:
    event, conference = load_settings(FULL).kinds
    assert (event.id_field, event.built_in_schema) == ("id", "event")
    assert (conference.id_field, conference.built_in_schema) == ("key", None)
    stem = Kind("a", (), "s.json", id="stem")
    assert stem.id_field is None
    assert load_settings(FULL).kind("conference") == conference
    assert load_settings(FULL).kind("talk") is None


def test_settings_travel_between_processes() -> None:
    assert pickle.loads(pickle.dumps(load_settings(FULL))) == load_settings(FULL)


KIND = '[kinds.talk]\nschema = "s.json"\nrecords = ["a.yml"]\n'


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("[boook]", "f.toml:1:2: unknown key `boook` in the file", "did you mean `book`?"),
        (
            "zzz = 1",
            "f.toml:1:1: unknown key `zzz` in the file",
            "known: book, events, kinds, rules, site",
        ),
        (
            "[book]\n# titel\ntitel = 'x'",
            "f.toml:3:1: unknown key `titel` in [book]",
            "did you mean `title`?",
        ),
        ("book.title = 3", "f.toml:1:6: `title` in [book] must be text, not a number", ""),
        ("book = []", "f.toml:1:1: `book` in the file must be a table, not an array", ""),
        (
            "book = 2023-01-01",
            "f.toml:1:1: `book` in the file must be a table, not a date or time",
            "",
        ),
        (
            "[book]\nlanguage = 'english please'",
            "f.toml:2:1: `language` in [book]: `english please` is not a language tag such as `en`",
            "",
        ),
        (
            "[book]\nsource_store = ''",
            "f.toml:2:1: `source_store` in [book]: it names no folder",
            "",
        ),
        ("[kinds]\ntalk = 1", "f.toml:2:1: `talk` in [kinds] must be a table, not a number", ""),
        (
            "[kinds.Talk]",
            "f.toml:1:8: `Talk` cannot name a kind: lower-case words joined by hyphens",
            "",
        ),
        ("[kinds.talk]", "f.toml:1:8: [kinds.talk] lacks `records`", ""),
        ("[kinds.talk]\nrecords = ['a']", "f.toml:1:8: [kinds.talk] lacks `schema`", ""),
        (
            "[kinds.talk]\nrecords = 'a'\nschema = 's'",
            "f.toml:2:1: `records` in [kinds.talk] must be an array, not text",
            "",
        ),
        (
            "[kinds.talk]\nrecords = ['a', 1]\nschema = 's'",
            "f.toml:2:1: `records` in [kinds.talk] must hold text only",
            "",
        ),
        (
            "[kinds.talk]\nrecords = []\nschema = 's'",
            "f.toml:2:1: `records` in [kinds.talk] is empty",
            "",
        ),
        (
            "[kinds.talk]\nschema = 's'\nrecords = [\n  '../*.yml',\n]",
            (
                "f.toml:3:1: `records` in [kinds.talk]: `../*.yml` is no pattern of files: "
                "it leaves the book (..)"
            ),
            "",
        ),
        (
            "[kinds.talk]\nrecords = ['a']\nschema = '/etc/passwd'",
            (
                "f.toml:3:1: `schema` in [kinds.talk]: `/etc/passwd` is no file of this book: "
                "it is absolute"
            ),
            "",
        ),
        (
            "[kinds.talk]\nrecords = ['a']\nschema = 'eventbook:../x'",
            "f.toml:3:1: `schema` in [kinds.talk]: `eventbook:../x` names no built-in schema",
            "",
        ),
        (
            KIND + "id = 'fields:x'",
            "f.toml:4:1: `id` in [kinds.talk]: `fields:x` is not `field:NAME`, `stem` or `folder`",
            "",
        ),
        (
            KIND + "id = 'field:'",
            "f.toml:4:1: `id` in [kinds.talk]: `field:` is not `field:NAME`, `stem` or `folder`",
            "",
        ),
        (KIND + "title = ''", "f.toml:4:1: `title` in [kinds.talk]: it names no field", ""),
        (
            KIND + "model = 'events'",
            "f.toml:4:1: `model` in [kinds.talk]: `events` is not known",
            "did you mean `event`?",
        ),
        (
            KIND + "hook = 'os:system'",
            "f.toml:4:1: unknown key `hook` in [kinds.talk]",
            "known: date, id, model, records, schema, title",
        ),
        (
            "[rules]\nx = 'of'",
            "f.toml:2:1: `x` in [rules]: `of` is not known",
            "did you mean `off`?",
        ),
        ("[rules]\nx = false", "f.toml:2:1: `x` in [rules] must be text, not true or false", ""),
        ("[rules]\n'X!' = 'off'", "f.toml:2:2: `X!` in [rules] is no name of a rule", ""),
        (
            "[events]\ncontested_terms = { en = 'x' }",
            "f.toml:2:1: `en` in [events.contested_terms] must be an array, not text",
            "",
        ),
        (
            "[events.contested_terms]\n'e n' = []",
            (
                "f.toml:2:2: a key of [events.contested_terms]: "
                "`e n` is not a language tag such as `en`"
            ),
            "",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, message: str, suggestion: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(text.encode(), "f.toml")
    assert (caught.value.message, caught.value.help) == (message, suggestion)


def test_pyproject_has_its_settings_in_a_table() -> None:
    text = b'[project]\nname = "x"\n[tool.eventbook.book]\ntitle = "T"\n'
    found = from_pyproject(text)
    assert found is not None
    assert (found.title, found.kinds) == ("T", DEFAULTS.kinds)
    assert from_pyproject(b"[tool.eventbook]\n") == DEFAULTS


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"not toml at all [[",
        b'[project]\ndependencies = ["eventbook"]\n',
        b"[tool.ruff]\n# eventbook\n",
        b"tool = 1\neventbook = 1\n",
    ],
)
def test_a_pyproject_without_the_table_says_nothing(text: bytes) -> None:
    assert from_pyproject(text) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            b"[tool.eventbook.book]\ntitel = 1",
            "pyproject.toml:2:1: unknown key `titel` in [tool.eventbook.book]",
        ),
        (
            b"[tool]\neventbook = 1",
            "pyproject.toml:2:1: `eventbook` in [tool] must be a table, not a number",
        ),
        (
            b"[tool.eventbook\n",
            "pyproject.toml:1:16: invalid TOML: expected ']' at the end of a table declaration",
        ),
    ],
)
def test_a_wrong_pyproject(text: bytes, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        from_pyproject(text)
    assert caught.value.message == message


@given(
    st.recursive(
        st.sampled_from(["1", "true", "'x'", "2023-01-01", "'a.yml'", "'off'"]),
        lambda inner: st.lists(inner, max_size=2).map(lambda items: f"[{', '.join(items)}]"),
        max_leaves=4,
    ),
    st.sampled_from(
        [
            "book",
            "book.title",
            "kinds",
            "kinds.a",
            "kinds.a.records",
            "rules.x",
            "events",
            "x",
            "events.contested_terms",
            "events.contested_terms.en",
            "kinds.a.schema",
            "site",
            "site.url",
            "site.since",
            "site.languages",
            "site.about",
            "site.about.en",
        ]
    ),
)
def test_any_value_anywhere_is_taken_or_refused(value: str, key: str) -> None:
    message = "eventbook.toml:1: accepted"
    try:
        load_settings(f"{key} = {value}\n".encode())
    except ConfigError as error:
        message = error.message
    assert message.startswith("eventbook.toml:1:")


def test_a_hostile_file_is_refused_quickly() -> None:
    for data in (
        b"a = " + b"[" * 100_000,
        b"x = 1\n" + b"# title\n" * 50_000 + b"[book]\ntitle = 1\n",
        b"\n".join(b'k%d = """ titel' % n for n in range(20_000)),
    ):
        start = time.process_time()
        with pytest.raises(ConfigError):
            load_settings(data)
        assert time.process_time() - start < 5.0

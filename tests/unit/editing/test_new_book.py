import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.book.settings import DEFAULTS, load_settings
from eventbook.document.loader import load
from eventbook.editing.new_book import companion_files, essential_files, lacks, toml_text

FOLDERS = {
    "event": "events",
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "work": "works",
    "subject": "subjects",
}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_can_stand_in_the_settings(text):
    assert tomllib.loads(f"x = {toml_text(text)}") == {"x": text}


def test_the_settings_are_settings():
    title = 'A "quoted" \\ title\nwith {braces} # and more\x7f'
    files = essential_files(title, "az-Arab", {"event.schema.json": b"{}"})

    settings = load_settings(files["eventbook.toml"])

    assert sorted(files) == [
        "eventbook.toml",
        *(f"records/{folder}/.gitkeep" for folder in sorted(FOLDERS.values())),
        "schemas/event.schema.json",
    ]
    assert (settings.title, settings.language) == (title, "az-Arab")
    assert {kind.name: kind.records[0].folder[1] for kind in settings.kinds} == FOLDERS
    assert [replace(kind, schema=f"eventbook:{kind.name}") for kind in settings.kinds] == list(
        DEFAULTS.kinds
    )
    assert {kind.schema for kind in settings.kinds} == {
        f"schemas/{kind.name}.schema.json" for kind in settings.kinds
    }


def test_the_commented_settings_are_settings_too():
    text = essential_files("t", "en", {})["eventbook.toml"].decode()
    lines = (
        line.removeprefix("# ") if "= " in line or "# [" in line else line
        for line in text.splitlines()
    )

    settings = load_settings("\n".join(lines).encode())

    assert settings.source_store == "../sources"
    assert settings.rules == {"todo-left": "warning"}


def test_the_hooks_are_one_yaml_document():
    loaded = load(companion_files()[".pre-commit-config.yaml"], "x")
    assert loaded.findings == ()
    [hook] = loaded.document.value["repos"][0]["hooks"]
    assert (hook["entry"], hook["language"]) == ("eventbook validate --staged", "system")


@pytest.mark.parametrize("path", sorted(companion_files()))
def test_what_a_file_of_ones_own_lacks(path):
    assert lacks(path, companion_files()[path].decode()) == ""
    assert lacks(path, "# something else\n") != ""


def test_a_line_counts_wherever_it_stands():
    assert lacks(".gitignore", "a\n /.withheld \nb") == ""
    assert lacks(".gitignore", "not.withheld\n") == ".withheld"
    assert lacks(".gitattributes", "*.yml text eol=lf\n") == "`*.yaml text eol=lf`"

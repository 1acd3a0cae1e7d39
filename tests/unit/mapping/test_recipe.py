"""Recipes: what two checkers must share to give the same answers."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from eventbook.book.settings import DEFAULTS
from eventbook.mapping.recipe import Recipe, versions

SCHEMA = b'{"type": "object"}'
BASE = Recipe(DEFAULTS, {"schemas/a.json": SCHEMA})


def test_a_sent_recipe_is_the_same() -> None:
    sent = pickle.loads(pickle.dumps(BASE))
    assert sent == BASE
    assert hash(sent) == hash(BASE)
    assert sent.checker is BASE.checker


@pytest.mark.parametrize(
    "other",
    [
        Recipe(DEFAULTS, {}),
        Recipe(DEFAULTS, {"schemas/b.json": SCHEMA}),
        Recipe(DEFAULTS, {"schemas/a.json": SCHEMA + b" "}),
        Recipe(DEFAULTS, {"schemas/a.json": SCHEMA}, reference=True),
        Recipe(replace(DEFAULTS, title="x"), {"schemas/a.json": SCHEMA}),
        Recipe(replace(DEFAULTS, rules={"date-order": "off"}), {"schemas/a.json": SCHEMA}),
    ],
)
def test_other_parts_make_another_recipe(other: Recipe) -> None:
    assert other != BASE
    assert other.checker is not BASE.checker


def test_a_recipe_is_no_other_thing() -> None:
    assert BASE != "x"


def test_versions_name_the_libraries_and_the_code() -> None:
    known = "\n".join(versions())
    assert "check.py " in known
    assert "jsonschema_rs-" in known
    assert "yaml_rs-" in known

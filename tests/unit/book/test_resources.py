from __future__ import annotations

import json
from pathlib import Path

import pytest

from eventbook.book import resources
from eventbook.book.resources import builtin_schema, builtin_schemas
from eventbook.book.settings import DEFAULTS
from eventbook.errors import EnvironmentFault, SchemaError

SCHEMAS = Path(__file__).parents[3] / "schemas"


def test_every_shipped_schema_is_found() -> None:
    expected = {
        path.name.removesuffix(".schema.json"): path.read_bytes() for path in SCHEMAS.glob("*")
    }
    assert builtin_schemas() == expected
    assert list(builtin_schemas()) == sorted(expected)


def test_built_in_kinds_have_their_schemas() -> None:
    for kind in DEFAULTS.kinds:
        assert kind.built_in_schema is not None
        assert isinstance(json.loads(builtin_schema(kind.built_in_schema)), dict)


@pytest.mark.parametrize("name", ["evnt", "", "../pyproject", "event.schema.json"])
def test_no_other_name_is_answered(name: str) -> None:
    with pytest.raises(SchemaError) as caught:
        builtin_schema(name)
    assert caught.value.message == f"no built-in schema `eventbook:{name}`"
    assert caught.value.help == f"known: {', '.join(builtin_schemas())}"


def test_schemas_inside_the_package_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("schemas", "cli/eventbook/schemas"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "event.schema.json").write_text(f'"{folder}"')
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "cli/eventbook/book/resources.py"))
    assert builtin_schemas() == {"event": b'"cli/eventbook/schemas"'}


def test_an_installation_without_schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "a/b/c/d.py"))
    with pytest.raises(EnvironmentFault) as caught:
        builtin_schemas()
    assert caught.value.message == "the installation lacks its schemas"

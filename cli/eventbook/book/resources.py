"""The schemas that are shipped with the package."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from eventbook.errors import EnvironmentFault, SchemaError

ENDING = ".schema.json"


def builtin_schemas() -> Mapping[str, bytes]:
    """Every shipped schema by name: `event` is `event.schema.json`.

    Raises:
        EnvironmentFault: the installation lacks them.
    """
    files = sorted(_files(), key=lambda file: file.name)
    return {file.name.removesuffix(ENDING): file.read_bytes() for file in files}


def builtin_schema(name: str) -> bytes:
    """One shipped schema.

    Args:
        name: without ending: `event`.

    Raises:
        SchemaError: there is none of that name.
        EnvironmentFault: the installation lacks them all.
    """
    files = {file.name.removesuffix(ENDING): file for file in _files()}
    if name not in files:
        known = ", ".join(sorted(files))
        raise SchemaError(f"no built-in schema `eventbook:{name}`", help=f"known: {known}")
    return files[name].read_bytes()


def _files() -> list[Path]:
    """The schema files: inside the package in a wheel, at the top in an editable install."""
    package = Path(__file__).parents[1]
    for folder in (package / "schemas", package.parents[1] / "schemas"):
        if found := list(folder.glob(f"*{ENDING}")):
            return found
    raise EnvironmentFault("the installation lacks its schemas", help="install eventbook again")

"""Settings of VS Code's YAML extension: which schema is meant for which files."""

from __future__ import annotations

import json
from collections.abc import Sequence

from eventbook.escape import json_text
from eventbook.output.interface import KindSchema


def schemas(kinds: Sequence[KindSchema]) -> str:
    """`.vscode/settings.json`, whose keys are dotted paths."""
    settings = {"yaml.schemas": associations(kinds)}
    return json_text(json.dumps(settings, ensure_ascii=False, indent=2)) + "\n"


def associations(kinds: Sequence[KindSchema]) -> dict[str, list[str]]:
    """Globs of files by the file of their schema, as yaml-language-server takes them."""
    found: dict[str, list[str]] = {}
    for kind in kinds:
        if kind.path is not None and kind.globs:
            found.setdefault(f"./{kind.path}", []).extend(kind.globs)
    return found

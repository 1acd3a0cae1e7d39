"""Settings of yaml-language-server for any other editor: maps in maps, as its clients send them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from eventbook.escape import json_text
from eventbook.output.interface import KindSchema
from eventbook.output.schema_vscode import associations


def schemas(kinds: Sequence[KindSchema]) -> str:
    """What `workspace/didChangeConfiguration` carries."""
    settings = {"yaml": {"schemas": associations(kinds)}}
    return json_text(json.dumps(settings, ensure_ascii=False, indent=2)) + "\n"

"""A kind's schema as one JSON document, with everything it refers to."""

from __future__ import annotations

import json
from collections.abc import Sequence

from eventbook.errors import UsageError
from eventbook.escape import json_text
from eventbook.output.interface import KindSchema


def schemas(kinds: Sequence[KindSchema]) -> str:
    """The one kind's schema.

    Raises:
        UsageError: there are several.
        SchemaError: it does not fit into one document.
    """
    if len(kinds) != 1:
        names = ", ".join(kind.name for kind in kinds)
        raise UsageError("one document holds one schema", help=f"name a kind: {names}")
    return json_text(json.dumps(kinds[0].bundled(), ensure_ascii=False, indent=2)) + "\n"

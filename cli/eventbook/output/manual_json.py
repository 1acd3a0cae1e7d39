"""A page of the manual as JSON: an array of rules, or of fields."""

from __future__ import annotations

import json
from dataclasses import asdict

from eventbook.escape import json_text
from eventbook.output.manual_page import ManualPage


def manual(page: ManualPage, width: int | None) -> str:  # noqa: ARG001 - a format's signature
    """One object a rule or field, with all that is said of it."""
    rules = [
        {
            "rule": slug,
            "severity": described.severity,
            "needs": described.needs,
            **described.manual._asdict(),
        }
        for slug, described in sorted(page.rules.items())
    ]
    listed = [*rules, *(asdict(field) for field in page.fields)]
    return json_text(json.dumps(listed, ensure_ascii=False, indent=2)) + "\n"

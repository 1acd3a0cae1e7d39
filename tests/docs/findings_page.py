"""Write the page of all findings, from the manuals that stand beside the rules.

python tests/docs/findings_page.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from eventbook.check import RULES, SLUGS
from eventbook.events.declared import DECLARED
from eventbook.events.waivers import WAIVERS
from eventbook.rules.loader_manuals import LOADER
from eventbook.rules.rule import Manual
from eventbook.rules.schema_manuals import SCHEMA

PAGE = Path(__file__).parents[2] / "cli/docs/findings.md"
INTRODUCTION = """\
# Findings

Everything that `eventbook validate` may find, by its slug. A schema can declare more of its own, \
with `x-finding`. A book can give each another severity: [settings](settings.md#severities). This \
page is written by `tests/docs/findings_page.py`.
"""


def page() -> str:
    """The page's text."""
    return "\n".join([INTRODUCTION, *(entry for slug in sorted(SLUGS) for entry in _entry(slug))])


def _entry(slug: str) -> Iterator[str]:
    severity, where, manual = _described(slug)
    yield f"## {slug}\n"
    yield f"{manual.summary} ({severity}; {where})\n"
    yield f"{manual.why}\n"
    yield f"**What to do:** {manual.remedy}\n"


def _described(slug: str) -> tuple[str, str, Manual]:
    for where, described in (
        ("from the loader", LOADER),
        ("from any schema", SCHEMA),
        ("from the event schema", DECLARED),
        ("events", WAIVERS),
    ):
        if slug in described:
            return described[slug].severity, where, described[slug].manual
    rule = next(rule for rule in RULES if rule.slug == slug)
    return rule.severity, "events" if rule.model else "every kind", rule.manual


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

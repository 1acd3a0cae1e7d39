"""Write the page of all rules, from the manuals that stand beside them.

python tests/docs/rules_page.py
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from eventbook.check import MANUALS, RULES
from eventbook.events.declared import DECLARED
from eventbook.events.leaks.manual import LEAKS
from eventbook.events.rules import EVENT_RULES
from eventbook.events.waivers import WAIVERS
from eventbook.rules.loader_manuals import LOADER
from eventbook.rules.rule import ANY_MODEL, Described, Needs, Rule
from eventbook.rules.schema_manuals import SCHEMA

PAGE = Path(__file__).parents[2] / "cli/docs/rules.md"
INTRODUCTION = """\
# Rules

Everything that `eventbook validate` may find, by its name; `eventbook explain NAME` says the same \
on the terminal. A book can give each another severity: [settings](settings.md#severities). A \
schema can declare more of its own, with `x-finding`.

An example shows the fields that matter, and leaves out the others that a record needs. Where it \
takes several files, a comment names each. Every example is tried: the rule finds exactly one \
fault in the wrong one, and no rule any in the right one.

This page is written by `tests/docs/rules_page.py`.
"""
LOOKS_AT: Mapping[Needs, str] = {
    "record": "the record alone",
    "book": "all records of the book",
    "clock": "the record and the day it is",
    "git": "the history",
    "sources": "local copies of the sources",
    "withheld": "the list of withheld names",
}
MODEL = "events, and the people, organisations, places, works and subjects that they refer to"
KINDS = {"event": "events", "authority": MODEL.removeprefix("events, and the "), ANY_MODEL: MODEL}


def page() -> str:
    """The page's text."""
    entries = (_entry(slug, described) for slug, described in sorted(MANUALS.items()))
    return "\n".join([INTRODUCTION, _index(), *(line for entry in entries for line in entry)])


def _index() -> str:
    rows = (
        f"| [{slug}](#{slug}) | {described.severity} | {described.manual.summary} |\n"
        for slug, described in sorted(MANUALS.items())
    )
    return "| rule | severity | finds |\n|-|-|-|\n" + "".join(rows)


def _entry(slug: str, described: Described) -> Iterator[str]:
    manual = described.manual
    yield f"## {slug}\n"
    yield f"{manual.summary}\n"
    looks_at, kinds = _scope(slug)
    yield f"Severity: {described.severity}. Looks at: {looks_at}. For: {kinds}.\n"
    yield f"{manual.why}\n"
    yield f"**What to do:** {manual.remedy}\n"
    yield f"Wrong:\n\n```yaml\n{manual.wrong}```\n"
    yield f"Right:\n\n```yaml\n{manual.right}```\n"


def _scope(slug: str) -> tuple[str, str]:
    """What a slug's finding needs, and which records can have it."""
    for looks_at, kinds, table in (
        ("the text of the file", "every kind of record", LOADER),
        ("the record, by its schema", "every kind of record", SCHEMA),
        ("the record, by the schemas of the event model", MODEL, DECLARED),
        ("all findings on the record", MODEL, WAIVERS),
        ("the list of withheld names", "every file that git has or would take", LEAKS),
    ):
        if slug in table:
            return looks_at, kinds
    if slug == "withheld-leak":
        return "every file and its path, with the list of withheld names", "the whole repository"
    rule = next(rule for rule in RULES if rule.slug == slug)
    return LOOKS_AT[rule.needs], _kinds(rule)


def _kinds(rule: Rule) -> str:
    if rule.model is not None:
        return KINDS[rule.model]
    return MODEL if rule in EVENT_RULES else "every kind of record"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

"""Write the page of all rules, from the manuals that stand beside them.

python tests/docs/rules_page.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from eventbook.check import MANUALS, RULES
from eventbook.events.declared import DECLARED
from eventbook.events.leaks.manual import LEAKS
from eventbook.events.rules import EVENT_RULES
from eventbook.events.waivers import WAIVERS
from eventbook.rules.loader_manuals import LOADER
from eventbook.rules.rule import ANY_MODEL, NEEDS, Described
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

`eventbook validate --fix` mends what is fixable and safe: the record says the same afterwards. \
With `--unsafe-fixes` it also writes what was probably meant. Not every finding of a fixable rule \
proposes something; those that do are marked in the report. What would bring a new error, in its \
record or in another, is left as it is, and all files are written, or none.

This page is written by `tests/docs/rules_page.py`.
"""
SAFE = "`validate --fix`"
UNSAFE = "`validate --unsafe-fixes`, by a guess,"
FIXABLE = {(True, False): "safe", (False, True): "unsafe", (True, True): "safe, unsafe"}
EVERY_KIND = "every kind of record"
MODEL = "events, and the people, organisations, places, works and subjects that they refer to"
KINDS = {"event": "events", "authority": MODEL.removeprefix("events, and the "), ANY_MODEL: MODEL}


def page() -> str:
    """The page's text."""
    entries = (_entry(slug, described) for slug, described in sorted(MANUALS.items()))
    return "\n".join([INTRODUCTION, _index(), *(line for entry in entries for line in entry)])


def _index() -> str:
    rows = (
        f"| [{slug}](#{slug}) | {described.severity} | {_fixable(described)} "
        f"| {described.manual.summary} |\n"
        for slug, described in sorted(MANUALS.items())
    )
    return "| rule | severity | fixable | finds |\n|-|-|-|-|\n" + "".join(rows)


def _fixable(described: Described) -> str:
    manual = described.manual
    return FIXABLE.get((bool(manual.safe), bool(manual.unsafe)), "")


def _entry(slug: str, described: Described) -> Iterator[str]:
    manual = described.manual
    yield f"## {slug}\n"
    yield f"{manual.summary}\n"
    looks_at = NEEDS[described.needs]
    yield f"Severity: {described.severity}. Looks at: {looks_at}. For: {_kinds(slug)}.\n"
    yield f"{manual.why}\n"
    yield f"**What to do:** {manual.remedy}\n"
    for option, does in ((SAFE, manual.safe), (UNSAFE, manual.unsafe)):
        if does:
            yield f"**Fixable:** {option} {does}.\n"
    yield f"Wrong:\n\n```yaml\n{manual.wrong}```\n"
    yield f"Right:\n\n```yaml\n{manual.right}```\n"


def _kinds(slug: str) -> str:
    """Which records can have a slug's finding."""
    for kinds, table in (
        (EVERY_KIND, LOADER),
        (EVERY_KIND, SCHEMA),
        (MODEL, DECLARED),
        (MODEL, WAIVERS),
        ("every file that git has or would take", LEAKS),
    ):
        if slug in table:
            return kinds
    rule = next(rule for rule in RULES if rule.slug == slug)
    if rule.model is not None:
        return KINDS[rule.model]
    return MODEL if rule in EVENT_RULES else EVERY_KIND


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

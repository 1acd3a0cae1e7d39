"""Manuals of rules and descriptions of fields, for a terminal or a program."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

from eventbook.escape import json_text, terminal
from eventbook.query.fields import Field
from eventbook.rules.builtin import Described
from eventbook.schema.words import shown, type_words

_WIDTH = 88


def rule_text(slug: str, described: Described, width: int | None) -> str:
    """A rule's manual."""
    manual = described.manual
    paragraphs = [
        f"{slug} ({described.severity})",
        manual.summary,
        manual.why,
        f"What to do: {manual.remedy}",
    ]
    return "\n\n".join(_wrapped(text, width) for text in paragraphs) + "\n"


def fields_text(fields: Sequence[Field], width: int | None) -> str:
    """Fields, each with all that its schema says of it."""
    return "\n".join("".join(f"{line}\n" for line in _field(field, width)) for field in fields)


def overview_text(
    rules: Mapping[str, Described], fields: Iterable[tuple[str, str, str]], width: int | None
) -> str:
    """All rules with their summaries, and all fields with their titles."""
    lines = ["Rules:"]
    longest = max(map(len, rules))
    for slug, described in sorted(rules.items()):
        line = f"  {slug:<{longest}}  {described.severity:<7}  {described.manual.summary}"
        lines.append(line if width is None else textwrap.shorten(line, width, placeholder="…"))
    kind = None
    for owner, name, title in fields:
        if owner != kind:
            lines += ["", f"Fields of {terminal(owner)}:"]
            kind = owner
        lines.append(f"  {terminal(name):<20}  {terminal(title)}".rstrip())
    return "\n".join(lines) + "\n"


def rules_json(rules: Mapping[str, Described]) -> str:
    """Rules as a JSON array."""
    listed = [
        {"rule": slug, "severity": described.severity, **asdict(described.manual)}
        for slug, described in sorted(rules.items())
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def fields_json(fields: Sequence[Field]) -> str:
    """Fields as a JSON array."""
    listed = [asdict(field) for field in fields]
    return json_text(json.dumps(listed, ensure_ascii=False, indent=2)) + "\n"


def _field(field: Field, width: int | None) -> Iterator[str]:
    required = "required" if field.required else "optional"
    yield f"{terminal(field.path)}: {terminal(field.title)} ({terminal(field.kind)}, {required})"
    if field.description:
        yield _wrapped(terminal(field.description), width, "  ")
    words = type_words(field.types)
    yield f"  Type: {'a list, each member ' if field.is_list else ''}{words}"
    for label, texts in (
        ("Format", field.formats),
        ("Values", [shown(value) for value in field.values]),
        ("Examples", [shown(value) for value in field.examples]),
        ("Also tried as", field.synonyms),
    ):
        if texts:
            yield _wrapped(f"{label}: {terminal(', '.join(texts))}", width, "  ")
    if field.parts:
        yield "  Fields:"
        for name, title in field.parts:
            yield f"    {terminal(name):<18}  {terminal(title)}".rstrip()


def _wrapped(text: str, width: int | None, indent: str = "") -> str:
    return textwrap.fill(
        text,
        min(width or _WIDTH, _WIDTH),
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )

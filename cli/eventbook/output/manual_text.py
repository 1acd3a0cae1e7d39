"""A page of the manual for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from eventbook.escape import terminal
from eventbook.output.manual_page import ManualPage
from eventbook.query.fields import Field
from eventbook.rules.rule import NEEDS, Described
from eventbook.schema.words import alternatives, shown, type_words

_WIDTH = 88
_COLUMN = 36  # cells; in a narrower column sentences are hard to read


def manual(page: ManualPage, width: int | None) -> str:
    """Rules and fields in full, or the list of both.

    Args:
        width: the terminal's width in cells, or `None`.
    """
    if page.overview:
        return _lines([*_listed_rules(page, width), *_listed_fields(page, width)])
    rules = [_rule(slug, described, width) for slug, described in sorted(page.rules.items())]
    fields = [_lines(_field(field, kinds, width)) for field, kinds in _merged(page.fields)]
    names = [_lines(list(_listed_fields(page, width))[1:])] if page.names else []
    return "\n".join([*rules, *fields, *names])


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _merged(fields: Iterable[Field]) -> list[tuple[Field, list[str]]]:
    """The fields, those of which the same is to be said as one, with the kinds that have it."""
    kinds: dict[Field, list[str]] = {}
    for field in fields:
        kinds.setdefault(replace(field, kind=""), []).append(field.kind)
    return list(kinds.items())


def _rule(slug: str, described: Described, width: int | None) -> str:
    paragraphs = [
        f"{slug} ({described.severity}; looks at {NEEDS[described.needs]})",
        described.manual.summary,
        described.manual.why,
        f"What to do: {described.manual.remedy}",
        *_fixes(described),
    ]
    examples = [
        f"{label}:\n\n{textwrap.indent(text, '  ')}"
        for label, text in (("Wrong", described.manual.wrong), ("Right", described.manual.right))
    ]
    told = [f"{_wrapped(text, width)}\n" for text in paragraphs]
    return "\n".join([*told, *examples])


def _fixes(described: Described) -> Iterator[str]:
    """What validate can do about a rule's findings."""
    if described.manual.safe:
        yield f"Fixable: `validate --fix` {described.manual.safe}."
    if described.manual.unsafe:
        yield f"Fixable: `validate --unsafe-fixes`, by a guess, {described.manual.unsafe}."


def _listed_rules(page: ManualPage, width: int | None) -> Iterator[str]:
    yield "Rules:"
    longest = max(map(len, page.rules))
    for slug, described in sorted(page.rules.items()):
        head = f"  {slug:<{longest}}  {described.severity:<7}"
        yield _listed(head, described.manual.summary, width)


def _listed_fields(page: ManualPage, width: int | None) -> Iterator[str]:
    kind = None
    for owner, name, title in page.names:
        if owner != kind:
            yield ""
            yield f"Fields of {terminal(owner)}:"
            kind = owner
        yield _listed(f"  {terminal(name):<20}", terminal(title), width)


def _listed(head: str, text: str, width: int | None) -> str:
    """A line of a list; too long for a terminal, the text goes on below itself or its head."""
    line = f"{head}  {text}".rstrip()
    if width is None or len(line) <= width:
        return line
    if width - len(head) < _COLUMN:
        return f"{head.rstrip()}\n{_wrapped(text, width, '    ')}"
    indent = " " * (len(head) + 2)
    filled = textwrap.fill(text, width - len(indent), break_on_hyphens=False)
    return f"{head}  {textwrap.indent(filled, indent).removeprefix(indent)}"


def _field(field: Field, kinds: Sequence[str], width: int | None) -> Iterator[str]:
    head = ": ".join(filter(None, (field.path, field.title)))
    yield _wrapped(terminal(f"{head} ({', '.join(kinds)}; {_need(field)})"), width)
    if field.description:
        yield _wrapped(terminal(field.description), width, "  ")
    yield f"  Type: {'a list, each member ' if field.is_list else ''}{_types(field)}"
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


def _need(field: Field) -> str:
    if field.instead and not field.required:
        return f"this or {alternatives(f'`{name}`' for name in field.instead)}"
    return "required" if field.required else "optional"


def _types(field: Field) -> str:
    if not field.is_text:
        return type_words(field.types)
    others = [name for name in field.types if name not in ("object", "string")]
    return alternatives(
        ["a text", "a map of texts by language", *(type_words([name]) for name in others)]
    )

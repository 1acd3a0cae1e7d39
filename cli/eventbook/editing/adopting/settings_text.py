"""The settings of an adopted repository as text, with what somebody should look through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from eventbook.editing.adopting.adopted import Adopted
from eventbook.editing.new_book import toml_text

_HEAD = """\
# The settings of this book, made by `eventbook init --adopt` from the files that were here.
# Look them through. They are data: they name files and fields, never code.
[book]
title = {title}
language = {language}  # of texts that do not say theirs (BCP 47)
"""
_TAIL = """
# [rules]  # off, info, warning or error
# format-invalid = "off"  # where nobody has looked at the formats in the schemas so far
"""
_MOST_NAMED = 3


class Commented(NamedTuple):
    """A line of settings with what is to be said beside it."""

    key: str
    value: str
    remark: str = ""

    def __str__(self) -> str:
        line = f"{self.key} = {self.value}"
        return f"{line}  # {self.remark}" if self.remark else line


def settings_text(title: str, language: str, kinds: Iterable[Adopted]) -> bytes:
    """The file `eventbook.toml`.

    Args:
        title: what the archive calls itself.
        language: a BCP 47 tag.
        kinds: in the order in which they claim files.
    """
    head = _HEAD.format(title=toml_text(title), language=toml_text(language))
    tables = (["", *_above(kind), f"[kinds.{kind.name}]", *_lines(kind), ""] for kind in kinds)
    return "".join([head, *("\n".join(table) for table in tables), _TAIL]).encode()


def _above(kind: Adopted) -> Iterator[str]:
    yield f"# {counted(kind.records, 'record')} in {counted(len(kind.files), 'file')}."
    if kind.others:
        named = ", ".join(map(toml_text, kind.others[:_MOST_NAMED]))
        more = f" and {len(kind.others) - _MOST_NAMED} more" if kind.others[_MOST_NAMED:] else ""
        yield f"# The patterns also match what looks otherwise: {named}{more}."


def _lines(kind: Adopted) -> Iterator[str]:
    yield f"records = {_array(kind.records_patterns)}"
    for instead in kind.instead:
        yield f"# records = {_array(glob + instead for glob in kind.globs)}  # would do, too"
    schema = draft(kind.draft)
    if kind.starter is not None:
        schema = "made from the records; look it through"
    elif kind.also:
        schema += f"; also fit: {', '.join(map(toml_text, kind.also[:_MOST_NAMED]))}"
    yield str(Commented("schema", toml_text(kind.schema), schema))
    yield str(Commented("id", toml_text(kind.id.source), _about_ids(kind)))
    if kind.title:
        yield f"title = {toml_text(kind.title)}"
    else:
        yield '# title = "…"  # no field is called title or name'
    if kind.date:
        remark = f"a date in {kind.dated} of {kind.records}" if kind.dated < kind.records else ""
        yield str(Commented("date", toml_text(kind.date), remark))
    else:
        yield '# date = "…"  # no field is called date, start or year'


def _about_ids(kind: Adopted) -> str:
    said = []
    if kind.id.without:
        said.append(f"{counted(kind.id.without, 'record')} without one")
    if kind.id.repeated:
        said.append(f"{kind.id.repeated} repeated")
    return ", ".join(said)


def _array(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(toml_text, texts))}]"


def draft(name: str) -> str:
    """A draft of JSON Schema in words: `draft 07`, `draft 2020-12`."""
    return f"draft {name.removeprefix('draft-')}"


def counted(number: int, thing: str) -> str:
    """`1 record`, `12 records`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"

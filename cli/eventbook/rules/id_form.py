"""id-form: the records of a kind without a model have ids that can be written anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from eventbook.book.facts import Facts
from eventbook.book.settings import Kind, Settings
from eventbook.jsonvalue import type_name
from eventbook.rules.rule import Manual, RecordRule, Remark
from eventbook.values.ids import check_safe_name

_OTHERWISE = "or say in the settings of the kind where its ids are"


def check(record: Facts, settings: Settings) -> Iterator[Remark]:
    """The id that is not there, or that not every program can take for a name."""
    kind = settings.kind(record.kind)
    if kind is None or kind.model is not None or not isinstance(record.value, dict):
        return  # with a model, the schema has its say
    why = check_safe_name(record.id) if record.id is not None else None
    if (record.id is not None and not why) or _is_told(record, kind.id_field):
        return
    if record.id is None:
        yield _missing(record, kind)
    else:
        yield Remark(
            f"the id `{record.id}` cannot be used everywhere: {why}",
            place=(kind.id_field,) if kind.id_field else (),
            at="value" if kind.id_field else "start",
            help="give it a plainer one, or set `id-form` to `off` in [rules]",
        )


def _is_told(record: Facts, name: str | None) -> bool:
    """Whether the schema found the field missing, or wrong."""
    return name is not None and any(
        found.place == (*record.place, name)
        or (found.slug == "property-missing" and f"`{name}`" in found.message)
        for found in record.findings
    )


def _missing(record: Facts, kind: Kind) -> Remark:
    name = kind.id_field or ""
    if name not in record.fields:
        message = f"the record has no `{name}`, and so no id"
        return Remark(message, at="start", help=f"add `{name}: …`, {_OTHERWISE}")
    found = record.fields[name]
    what = "empty" if found == "" else f"no text but {_TYPES.get(type_name(found), 'null')}"
    return Remark(f"the id in `{name}` is {what}", (name,), help=f"write a text, {_OTHERWISE}")


_TYPES = {"array": "a list", "object": "a map", "boolean": "a truth value", "number": "a fraction"}

_WRONG = """\
# talks/opening.yaml
id: Opening talk, 1st
"""
_RIGHT = """\
# talks/opening.yaml
id: Opening_talk-1
"""

RULE = RecordRule(
    slug="id-form",
    severity="warning",
    manual=Manual(
        summary="A record of a kind without a model has no id, or one that is no safe name.",
        why="Only by its id can a record be shown, edited or referred to. Ids become the names "
        "of files and pages: letters A to Z, digits, `.`, `_` and `-` are fit for that "
        "everywhere, spaces and other scripts are not. Such a record is listed all the same.",
        remedy="Give the record an id, or take the ids from elsewhere: `id` in [kinds].",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
)

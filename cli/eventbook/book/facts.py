"""Facts: what one record contributes to questions about the whole book.

A pure function makes them of a file's bytes (`check.map_file`), so they can be cached, sent to
another process, and asked again without reading the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple, cast

from eventbook.findings import Finding, Fix, Related, Span
from eventbook.jsonvalue import Json
from eventbook.pointer import Place


@dataclass(frozen=True, slots=True)
class Facts:
    """One record, or a file in which none could be read.

    Attributes:
        path: the file, relative to the book's root.
        kind: the name of its kind.
        place: where the record is in the file's value; () where the file is the record.
        id: the record's id, if it can be read.
        value: the record's value; None where there is none to speak of.
        findings: what its own text, its schema and the rules on records say.
        alone: the file is the record, so that its name can be expected to say the id.
        extracts: what rules over the book take from the value (`rules.extract`), by name, where
            there was something to take; None where nothing was taken yet.
        gist: the value as far as rules over the book read it (`rules.reads`); None where nothing
            was taken yet.
        flagged: a field somewhere in the value may have one of the names that were asked for when
            the facts were read from JSON; False: none has.
    """

    path: str
    kind: str
    place: Place = ()
    id: str | None = None
    value: Json = None
    findings: tuple[Finding, ...] = ()
    alone: bool = True
    extracts: Mapping[str, Json] | None = field(default=None, compare=False)
    gist: Json = field(default=None, compare=False)
    flagged: bool = field(default=True, compare=False)

    @property
    def lean(self) -> Facts:
        """These facts with the gist instead of the value: as much as a book's check asks for."""
        return Facts(
            *(self.path, self.kind, self.place, self.id, self.gist, self.findings, self.alone),
            extracts=self.extracts,
        )

    @property
    def fields(self) -> dict[str, Json]:
        """The record's fields; none where it is not a map."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def readable(self) -> bool:
        """Whether there is a record here to list or render."""
        return isinstance(self.value, dict)

    def text(self, field: str, lang: str | None = None) -> str:
        """A field as one line of text: of a language map the asked language, else the first."""
        value = self.fields.get(field)
        if isinstance(value, dict):
            texts = {key: text for key, text in value.items() if isinstance(text, str)}
            value = texts.get(lang or "", next(iter(texts.values()), ""))
        if isinstance(value, str):
            return value
        return "" if value is None else json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Reduced:
    """What the facts of a book come to (`reduction`).

    Attributes:
        findings: at the severities that the settings give them, waived or not.
        waiving: the records with waivers, without anything else.
        distinct: each slug tells whether its findings come from records or from the whole.
    """

    findings: Sequence[Finding]
    waiving: tuple[Facts, ...] = ()
    distinct: bool = True


_ODD = " "
"""Before facts in JSON, where it means nothing: one of the file's records is no map, or has a
`ref` of its own, through which it has fields of another record."""


def facts_to_json(facts: Iterable[Facts]) -> str:
    """The facts of a file as a line of JSON."""
    facts = list(facts)
    odd = any(not isinstance(each.value, dict) or "ref" in each.value for each in facts)
    return (_ODD if odd else "") + _dumps(
        [
            [
                each.path,
                each.kind,
                each.place,
                each.id,
                each.value,
                _plain(each.findings),
                each.alone,
                each.extracts,
            ]
            for each in facts
        ]
    )


def facts_from_json(text: str, flags: Iterable[str] = ()) -> tuple[Facts, ...]:
    """What `facts_to_json` was given.

    Args:
        flags: names of fields that somebody will look for (`Facts.flagged`).
    """
    names = [f'"{flag}":' for flag in flags]
    flagged = not names or any(name in text for name in names)
    return tuple(
        Facts(
            path,
            kind,
            tuple(place),
            record,
            value,
            tuple(map(_finding, findings)),
            alone,
            extracts,
            flagged=flagged,
        )
        for path, kind, place, record, value, findings, alone, extracts in json.loads(text)
    )


class Trace(NamedTuple):
    """What a value leaves in the facts, as JSON, of every record that has it.

    Attributes:
        texts: one of them is there; none has a sign that JSON escapes.
        field: in which the value is, or that of another record which is referred to there; empty
            where it is always the record's own.
    """

    texts: tuple[str, ...]
    field: str = ""

    def may_be_in(self, text: str) -> bool:
        """Whether a record in facts, as `facts_to_json` gave them, may have the value."""
        if text.startswith(_ODD) or any(each in text for each in self.texts):
            return True
        return bool(self.field) and _refers(text, f"{_dumps(self.field)}:")


def _refers(text: str, key: str) -> bool:
    """Whether there is a reference in what stands behind a key somewhere in a JSON text."""
    start = text.find(key)
    while start >= 0:
        start += len(key)
        _, end = _DECODER.raw_decode(text, start)
        if text.find('"ref":', start, end) >= 0:
            return True
        start = text.find(key, end)
    return False


_DECODER = json.JSONDecoder()


def reduced_to_json(reduced: Reduced) -> str:
    """What a book comes to, in three lines of JSON."""
    waiving = facts_to_json(reduced.waiving)
    return f"{_dumps(reduced.distinct)}\n{waiving}\n{_dumps(_plain(reduced.findings))}"


def reduced_from_json(text: str) -> Reduced:
    """What `reduced_to_json` was given."""
    distinct, waiving, findings = text.split("\n")
    found = [_finding(each) for each in json.loads(findings)]
    return Reduced(found, facts_from_json(waiving), json.loads(distinct))


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _plain(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [asdict(each) for each in findings]


def _place(parts: list[Any]) -> Place:
    return cast("Place", tuple(parts))


def _span(data: list[int] | None) -> Span | None:
    return Span(*data) if data else None


def _finding(data: dict[str, Any]) -> Finding:
    related = tuple(
        Related(path, message, _place(place), at, _span(span))
        for path, message, place, at, span in data["related"]
    )
    more = {
        "place": _place(data["place"]),
        "span": _span(data["span"]),
        "fix": Fix(*data["fix"]) if data["fix"] else None,
        "related": related,
    }
    return Finding(**{**data, **more})

"""term-own-voice: contested terms are somebody's, never the record's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.own_voice import names_given, subjects
from eventbook.events.reading import all_maps, maps, texts
from eventbook.events.references import is_event, of_model
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.rules.extract import Extract
from eventbook.rules.reads import fields, only
from eventbook.rules.record import Record
from eventbook.rules.rule import BookRule, Context, Manual, Remark
from eventbook.values.folding import fold

_WORD = re.compile(r"\w+")
_SAID = fields(
    ("id", "title", "summary", "keywords", "occasion.of", "subjects", "statements[].terms")
)


def check(records: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Remark]]:
    """Every contested term in what the record calls itself and its subject."""
    settings = context.settings
    described = {
        f"{one.kind}/{one.id}": one.fields
        for one in of_model(records, settings)
        if one.kind == "subject"
    }
    listed = [term for terms in settings.contested_terms.values() for term in terms]
    for record in records:
        taken = SAID.of(record, settings)
        if isinstance(taken, dict):
            for remark in _in(taken, described, listed):
                yield record, remark
        elif listed and f"{record.kind}/{record.id}" in described:
            for remark in _of_subject(record.fields, listed):
                yield record, remark


def _take(record: Record, settings: Settings) -> Json:
    """The fields that matter, of an event where they may hold any contested term at all."""
    if not is_event(record, settings):
        return None
    own = {_words(term) for term in _contested(record.fields)}
    listed = {_words(term) for terms in settings.contested_terms.values() for term in terms}
    terms = [term for term in own | listed if term.strip()]
    said = [_words(text) for _, text in names_given(record.fields)] if terms else []
    holds = any(term in text for text in said for term in terms)
    refers = own and any("ref" in subject for _, subject in subjects(record.fields))
    return only(record.value, _SAID) if holds or refers else None


SAID = Extract("own voice", _take)
"""Of the few events in which it holds contested terms."""


def _in(
    fields: Mapping[str, Json],
    described: Mapping[str, Mapping[str, Json]],
    listed: Sequence[str],
) -> Iterator[Remark]:
    """Of an event; the name of a subject that it refers to is in its voice, too.

    Terms of the settings are looked for in the record of that subject itself.
    """
    ruled = list(_adjudicated(fields, described))
    own = list(_contested(fields))
    yield from _held(names_given(fields), [*own, *listed], ruled)
    elsewhere = set(map(_words, listed))
    own = [term for term in own if _words(term) not in elsewhere]
    for place, subject in subjects(fields):
        ref = subject.get("ref")
        known = described.get(ref) if isinstance(ref, str) else None
        names = [((*place, "ref"), text) for _, text in texts((known or {}).get("name"))]
        where = "in the name that the subject has in its own record"
        yield from dict.fromkeys(_held(names, own, ruled, where))


def _of_subject(fields: Mapping[str, Json], listed: Sequence[str]) -> Iterator[Remark]:
    """Of the record of a subject."""
    ruled = list(_adjudicated({"subjects": [dict(fields)]}, {}))
    names = [each for field in ("id", "name") for each in texts(fields.get(field), (field,))]
    yield from _held(names, listed, ruled)


def _held(
    names: Iterable[tuple[Place, str]],
    contested: Sequence[str],
    ruled: Iterable[str],
    where: str = "in the record's own voice",
) -> Iterator[Remark]:
    """The contested terms in names, but for those that were ruled on."""
    established = {_words(term) for term in ruled}
    terms = {_words(term): term for term in contested}
    open_terms = {
        words: term
        for words, term in sorted(terms.items(), key=lambda each: (-len(each[0]), each[0]))
        if words.strip() and not any(_share(words, other) for other in established)
    }
    for place, text in names if open_terms else ():
        said, found = _words(text), ""
        for words, term in open_terms.items():
            if words in said and words not in found:
                found += words
                yield Remark(
                    f"`{term}` is a contested term, and stands {where}",
                    place,
                    help="say it in neutral words, or give the `adjudication` that established it",
                )


def _words(text: str) -> str:
    """The words, folded, each between spaces, so that `in` looks for whole ones."""
    return f" {' '.join(_WORD.findall(fold(text)))} "


def _share(one: str, other: str) -> bool:
    return bool(other.strip()) and (one in other or other in one)


def _contested(fields: Mapping[str, Json]) -> Iterator[str]:
    """What the statements of a record name as such."""
    for _, statement in maps(fields, "statements"):
        yield from (term for _, term in texts(statement.get("terms")))


def _adjudicated(
    fields: Mapping[str, Json], described: Mapping[str, Mapping[str, Json]]
) -> Iterator[str]:
    about: Iterable[Json] = [subject for _, subject in subjects(fields)]
    for subject in about:
        ref = subject.get("ref") if isinstance(subject, dict) else None
        known = described.get(ref) if isinstance(ref, str) else None
        for inner in (*(inner for _, inner in all_maps(subject)), known or {}):
            ruling = inner.get("adjudication")
            if isinstance(ruling, dict):
                yield from (term for _, term in texts(ruling.get("term")))


_WRONG = """\
title: Protest against the neglect of the organ
statements:
  - speaker: publisher
    kind: paraphrase
    terms: [neglect]
    text: Speaks of neglect of the organ by the town.
    source: release
sources: [{key: release, title: Save our organ}]
"""
_RIGHT = """\
title: Protest over the state of the organ
statements:
  - speaker: publisher
    kind: paraphrase
    terms: [neglect]
    text: Speaks of neglect of the organ by the town.
    source: release
sources: [{key: release, title: Save our organ}]
"""

RULE = BookRule(
    slug="term-own-voice",
    severity="warning",
    manual=Manual(
        summary="A contested term stands in the title, id, summary, keywords or subject of a "
        "record.",
        why="A record says who used which words. Used by itself, they would be a verdict of the "
        "archive's. Contested are the `terms` of the record's statements and those in the "
        "settings, `contested_terms`.",
        remedy="Say it in neutral words, and keep the term in `statements` and `names_used`. "
        "Where a court or the United Nations has established it, give the `adjudication`, in the "
        "subject or in the subject's own record.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    reads=("id", "name", "adjudication"),
    takes=(SAID,),
)

"""figure-own-voice: a claimed figure stands in what its speaker said, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.events.own_voice import remarks_of
from eventbook.events.reading import maps, texts
from eventbook.rules.rule import Manual, RecordRule, Remark
from eventbook.values.folding import fold

_SMALL = 31  # days, hours, ordinals: a number up to this says nothing by itself
_YEARS = range(1000, 2101)
_BESIDE = 3  # words
_NUMBER = re.compile(
    r"(?<![\w.,:/-])(?P<whole>\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+|\d+)(?:[.,](?P<part>\d{1,2}))?"
    r"(?![\w:/]|-\d|[.,]\d)"
)
_WORD = re.compile(r"\w+")
# One to twenty, a language a line; for want of a single word, `-`.
_COUNTED = """\
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
seventeen eighteen nineteen twenty
uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici \
sedici diciassette diciotto diciannove venti
un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize - - - vingt
ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn \
siebzehn achtzehn neunzehn zwanzig
un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis \
diecisiete dieciocho diecinueve veinte
bir iki üç dört beş altı yedi sekiz dokuz on
bir iki üç dörd beş altı yeddi səkkiz doqquz on
один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать \
четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать
"""
_VALUES = {
    fold(word): float(value)
    for row in _COUNTED.splitlines()
    for value, word in enumerate(row.split(), start=1)
    if word != "-"
}
_NO_THINGS = {"from", "they", "that", "this", "with", "came", "were", "have", "number", "total"}


def check(record: Facts, _settings: Settings) -> Iterator[Remark]:
    """Every figure of a statement in a text of the record's own."""
    claimed: dict[float, set[str]] = {}
    for _, statement in maps(record.fields, "statements"):
        for _, figure in maps(statement, "figures"):
            value = figure.get("value")
            if isinstance(value, int | float) and not isinstance(value, bool):
                words = {w for _, t in texts(figure.get("what")) for w in _things(t)}
                claimed.setdefault(float(value), set()).update(words)
    if not claimed:
        return
    for place, text in remarks_of(record.fields):
        for written, value, beside in _numbers(text):
            if value in claimed and (value > _SMALL or _meets(beside, claimed[value])):
                yield Remark(
                    f"`{written}` is a figure that somebody claims, and stands in the record's "
                    "own voice",
                    place,
                    help="leave it to the statement, where its speaker and source stand",
                )


def _numbers(text: str) -> Iterator[tuple[str, float, list[str]]]:
    """The numbers in a text as written, their values, and the words beside them."""
    for match in _NUMBER.finditer(text):
        whole = "".join(filter(str.isdecimal, match["whole"]))
        if len(whole) > 15 or (match[0].isdecimal() and int(whole) in _YEARS):
            continue
        yield match[0], float(f"{whole}.{match['part'] or 0}"), _beside(text, *match.span())
    for match in _WORD.finditer(text):
        value = _VALUES.get(fold(match[0]))
        if value is not None:
            yield match[0], value, _beside(text, *match.span())


def _beside(text: str, start: int, end: int) -> list[str]:
    before = _WORD.findall(text[max(0, start - 60) : start])[-_BESIDE:]
    return [fold(word) for word in (*before, *_WORD.findall(text[end : end + 60])[:_BESIDE])]


def _things(text: str) -> Iterator[str]:
    """The words for what is counted, endings aside."""
    for word in _WORD.findall(fold(text)):
        if len(word) >= 4 and word not in _NO_THINGS:
            yield word[: max(4, len(word) - 2)]


def _meets(beside: list[str], things: set[str]) -> bool:
    return any(word.startswith(thing) for word in beside for thing in things)


_WRONG = """\
summary: 412 people heard the recital.
statements:
  - speaker: publisher
    kind: paraphrase
    figures: [{what: listeners, value: 412}]
    text: Counts 412 listeners.
    source: newsletter
sources: [{key: newsletter, title: News of the house}]
"""
_RIGHT = """\
summary: A recital on the restored organ.
statements:
  - speaker: publisher
    kind: paraphrase
    figures: [{what: listeners, value: 412}]
    text: Counts 412 listeners.
    source: newsletter
sources: [{key: newsletter, title: News of the house}]
"""

RULE = RecordRule(
    slug="figure-own-voice",
    severity="warning",
    manual=Manual(
        summary="A figure of a statement also stands in the title, the summary or a note.",
        why="Numbers of the dead, of visitors or of countries differ with who gives them. In the "
        "record's own voice, one of them would be said to be true.",
        remedy="Leave the number to the statement; say in the summary what it is about. Years, "
        "and small numbers of other things, are not meant.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    model="event",
)

"""quote-not-in-source: a quotation stands in its source word for word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from eventbook.book.facts import Facts
from eventbook.book.sources import CopyUnreadable
from eventbook.events.local_copies import Guard, Quotation, quotations, wanted
from eventbook.events.minors import signs
from eventbook.jsonvalue import Json
from eventbook.pointer import Place
from eventbook.rules.rule import BookRule, Context, Manual, Remark

if TYPE_CHECKING:
    from eventbook.values.quotation import Part
    from eventbook.values.searched import Passage, Searched

_KEPT = 4  # copies kept ready; records that cite one source follow each other


@dataclass(frozen=True, slots=True)
class _Copy:
    """A source's copy that quotations are looked up in."""

    file: str
    words: Searched
    record: Facts
    source: Mapping[str, Json]
    guard: Guard

    def may_show(self, passage: Passage) -> bool:
        """Whether a passage of it can name nobody who is withheld."""
        return not self.guard.hides(self.record, self.source) and not any(signs(passage.around))


def check(records: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Remark]]:
    """Every quotation that its source's local copy does not have; each copy that is no text."""
    store = context.sources
    if store is None:
        return
    from eventbook.values.searched import Searched
    from eventbook.values.source_text import source_text

    guard = Guard(records, store)

    @lru_cache(_KEPT)
    def searched(file: str) -> Searched | CopyUnreadable:
        try:
            return Searched(source_text(store.text(file), file))
        except CopyUnreadable as error:
            return error

    for record in wanted(records, context):
        for place, source, quoted in _by_source(record):
            files = store.files(record.id, source)
            if not files:
                continue
            words = searched(files[0])
            if isinstance(words, CopyUnreadable):
                yield record, _no_text(files[0], words.why, place, source)
                continue
            copy = _Copy(files[0], words, record, source, guard)
            for one in quoted:
                remark = _looked_up(one, source.get("lang"), copy)
                if remark is not None:
                    yield record, remark


def _by_source(record: Facts) -> Iterator[tuple[Place, Mapping[str, Json], list[Quotation]]]:
    """The sources that are quoted, with what is quoted from each."""
    quoted: dict[Place, tuple[Mapping[str, Json], list[Quotation]]] = {}
    for one in quotations(record.fields):
        if one.source is not None:
            place, source = one.source
            quoted.setdefault(place, (source, []))[1].append(one)
    for place, (source, ones) in quoted.items():
        yield place, source, ones


def _no_text(file: str, why: str, place: Place, source: Mapping[str, Json]) -> Remark:
    beside = f"{file.rpartition('.')[0] or file}.txt"
    return Remark(
        f"what is quoted from this source cannot be looked up: the local copy `{file}` {why}",
        (*place, "key") if "key" in source else place,
        help=f"put its text beside it, in UTF-8, as `{beside}`" if beside != file else "",
    )


def _looked_up(one: Quotation, language: Json, copy: _Copy) -> Remark | None:
    place = (*one.place, "text")
    given = _in_language(one.text, place, language)
    if given is None:
        return Remark(
            f"the quotation is not given in `{language}`, the language of its source",
            place,
            help="quote the words that stand there; a translation may stand beside them",
        )
    from eventbook.values.quotation import parts
    from eventbook.values.tokens import is_mark

    lacking: list[tuple[Place, Part]] = []
    for at, text in given:
        pieces = parts(text)
        if not any(not is_mark(word) for each in pieces for word in each.spellings[0]):
            return Remark("the quotation has no words", at, help="quote some, or remove it")
        part = copy.words.missing(pieces)
        if part is None:
            return None  # which of several it is in a source without a language, nobody says
        lacking.append((at, part))
    if not lacking:
        return None
    at, part = lacking[0]
    return Remark(
        "the quotation does not stand in its source word for word",
        at if len(lacking) == 1 else place,
        help=_nearest(part, copy),
    )


def _in_language(text: Json, place: Place, language: Json) -> list[tuple[Place, str]] | None:
    """The words in the source's language, all where it has none; None where they are missing."""
    if isinstance(text, str):
        return [(place, text)]
    tagged = text.items() if isinstance(text, dict) else ()
    given = [(tag, words) for tag, words in tagged if isinstance(words, str)]
    if isinstance(language, str) and given:
        same = [each for each in given if each[0].lower() == language.lower()]
        same += [each for each in given if _base(each[0]) == _base(language)]
        if not same:
            return None
        given = same[:1]
    return [((*place, tag), words) for tag, words in given]


def _base(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _nearest(part: Part, copy: _Copy) -> str:
    """Where in the copy something like it stands, and its words, where they may be shown."""
    found = copy.words.nearest(part)
    if found is None:
        return f"nothing like it is in `{copy.file}`"
    where = f"line {found.line} of `{copy.file}`"
    shown = copy.may_show(found)
    if found.moved:
        named = f"its part “{found.text}”" if shown else "a part of it"
        return f"{named} is in {where}, but not where it stands in the quotation"
    if not shown:
        return f"the nearest is {where}, not shown because it may name somebody withheld"
    return f"{where} has “{found.text}”"


_WRONG = """\
# records/events/2019-turin-organ-recital.yaml
sources: [{key: gazette, title: Recital in the dark}]
statements:
  - {kind: quote, speaker: unnamed, source: gazette, text: It was dark.}
# sources/2019-turin-organ-recital/gazette.txt
"It was pitch-dark," said one of the listeners, "and nobody left."
"""
_RIGHT = """\
# records/events/2019-turin-organ-recital.yaml
sources: [{key: gazette, title: Recital in the dark}]
statements:
  - kind: quote
    speaker: unnamed
    source: gazette
    text: It was pitch-dark […] and nobody left.
# sources/2019-turin-organ-recital/gazette.txt
"It was pitch-dark," said one of the listeners, "and nobody left."
"""

RULE = BookRule(
    slug="quote-not-in-source",
    severity="error",
    manual=Manual(
        summary="A quotation is not in the local copy of its source word for word.",
        why="Quotation marks promise the speaker's own words. A word that was changed, left out or "
        "translated on the way makes somebody say what nobody can find.",
        remedy="Copy the words as they stand there, or make the statement a paraphrase. `[…]` "
        "stands for what is left out, `[the mayor]` for words that you put in, `[T]he` for a "
        "letter made small or capital. Spaces, line breaks and the shapes of quotation marks, "
        "dashes and ellipses do not matter, nor does a full stop or comma at the end. A copy that "
        "is no text, such as a scan, needs its text beside it in a `.txt` of the same name.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    reads=None,
    model="event",
    needs="sources",
)

"""Reading a record's value tolerantly: texts in one language, dates in words, no crash.

A field of a wrong shape is left out or shown as the text it holds; judging it is validation's
work, and a page of a broken record must still come out.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType, NoneType
from typing import NamedTuple, TypeAlias, TypeGuard

from eventbook.events.labels import label, ordinal, page_language
from eventbook.render.eventview import DateView, Words

Record: TypeAlias = Mapping[str, object]
Lookup: TypeAlias = Callable[[str], Record | None]
"""From a reference (`person/rashad-aslanov`, or an event's id) to that record's value."""

_SPACES = re.compile(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_REFERENCE = re.compile(r"(?:[a-z]+/)?[a-z0-9]+(?:-[a-z0-9]+)*")
_MACHINE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
# Of what shape a value is, is asked thousands of times a page.
_LISTS = (list, tuple)
_SCALARS = (str, int)
_NO_MAPS = (str, list, NoneType)
# An authority record's own housekeeping says nothing about the event that refers to it.
_NOT_INHERITED = frozenset(
    {"id", "sources", "notes", "local", "review", "aliases", "waive", "positions", "ids"}
)


def no_lookup(_ref: str) -> None:
    """A lookup that finds nothing: references are shown by their slug."""


def clean(text: str) -> str:
    r"""One line of text, safe to show anywhere: white space folded, acting characters visible.

    Control characters, lone surrogates and the directional embeddings, overrides and isolates
    of Unicode (UAX #9) become `\u202e` and the like; LRM, RLM and ALM stay, texts need them.
    """
    if text.isprintable() and "  " not in text:  # as most texts are
        return text.strip()
    folded = _SPACES.sub(" ", text).strip()
    return folded if folded.isprintable() else "".join(map(_visible, folded)).strip()


def _visible(char: str) -> str:
    if char in _DIRECTION or unicodedata.category(char) in ("Cc", "Cs"):
        return f"\\u{ord(char):04x}"
    return char


def as_text(value: object) -> str:
    """A scalar as cleaned text; maps and lists as JSON; None as the empty text."""
    if isinstance(value, str):
        return clean(value)
    return "" if value is None else clean(json.dumps(value, ensure_ascii=False, default=str))


def is_map(value: object) -> TypeGuard[Record]:
    """Whether a value is a map; asking `Mapping` itself is slow, so that it is asked last."""
    if isinstance(value, dict):
        return True
    return not isinstance(value, _NO_MAPS) and isinstance(value, Mapping)


def maps(value: object) -> Iterator[Record]:
    """The maps of a list; what is no map is passed over. A lone map counts as a list of one."""
    if isinstance(value, _LISTS):
        for item in value:
            if is_map(item):
                yield item
    elif is_map(value):
        yield value


def items(value: object) -> Iterator[object]:
    """The items of a list; a lone value counts as a list of one, None as none."""
    if isinstance(value, _LISTS):
        for item in value:
            if item is not None:
                yield item
    elif value is not None:
        yield value


def sub(value: object) -> Record:
    """The value if it is a map, else an empty one."""
    return value if is_map(value) else {}


class Reader(NamedTuple):
    """How one record is read: for which language, and where its references lead.

    Attributes:
        asked: the language asked for, if any.
        page: the language of the page's own words.
        languages: the record's own languages, in its order.
        lookup: from a reference to the record it means.
    """

    asked: str | None
    page: str
    languages: tuple[str, ...] = ()
    lookup: Lookup = no_lookup

    @classmethod
    def of(cls, value: Record, lang: str | None, lookup: Lookup) -> Reader:
        """The reader for a record."""
        languages = tuple(tag for tag in items(value.get("languages")) if isinstance(tag, str))
        return cls(lang, page_language(lang), languages, lookup)

    def label(self, key: str) -> str:
        """A label in the page's language."""
        return label(key, self.page)

    def phrase(self, key: str, **parts: str) -> str:
        """A phrase in the page's language, its parts filled in."""
        return self.label(f"phrase.{key}").format(**parts)

    def vocabulary(self, group: str, value: object, as_written: object = None) -> str:
        """The label of a vocabulary's value; of `other`, the wording the record gives."""
        text = as_text(value)
        if text == "other" and (written := self.words(as_written)):
            return self.phrase("quoted", text=written.text)
        return self.label(f"{group}.{text}") if text else ""

    def words(self, value: object, lang: object = None) -> Words | None:
        """A text in the best language there is, or None if there is no text.

        Args:
            value: a string, a scalar, or a map of languages (BCP 47) to strings.
            lang: the language of a plain string, where the record says it.
        """
        if isinstance(value, str):
            text = clean(value)
            return Words(text, self._foreign(lang) if lang else None) if text else None
        if value is None or isinstance(value, _LISTS):
            return None
        if is_map(value):
            return self._choose(value)
        text = as_text(value)
        return Words(text, self._foreign(lang)) if text else None

    def all_words(self, value: object, lang: object = None) -> tuple[Words, ...]:
        """The texts of a list; a lone text counts as a list of one."""
        found = (self.words(item, lang) for item in items(value))
        return tuple(words for words in found if words)

    def _choose(self, texts: Record) -> Words | None:
        given = {
            tag: clean(text) for tag, text in texts.items() if isinstance(text, str) and clean(text)
        }
        for wish in filter(None, (self.asked, self.page, *self.languages)):
            tag = wish if wish in given else _nearest(given, wish)
            if tag:
                return Words(given[tag], self._foreign(tag))
        return next((Words(text, self._foreign(tag)) for tag, text in given.items()), None)

    def _foreign(self, tag: object) -> str | None:
        if not isinstance(tag, str) or tag == self.page or not _TAG.fullmatch(tag):
            return None
        return None if tag.lower() == self.page else tag

    def date(self, value: object) -> str:
        """A date in words; one that is no EDTF as its text; nothing for None."""
        if value is None:
            return ""
        return _date(value, self.page) if isinstance(value, _SCALARS) else as_text(value)

    def date_view(self, value: object, notes: tuple[str, ...] = ()) -> DateView:
        """A date in words together with its machine form, where it is exact."""
        text = as_text(value)
        machine = text if _MACHINE.fullmatch(text) and self.date(value) != text else None
        if _MACHINE.fullmatch(text) and len(text) == 4:
            machine = text
        return DateView(self.date(value), machine, notes)

    def entity(self, value: object) -> Record:
        """An entity with what its authority record adds; the event's own words go first."""
        if isinstance(value, str):
            return {"name": value}
        own = sub(value)
        ref = own.get("ref")
        known = self.lookup(ref) if isinstance(ref, str) else None
        if not known:
            return own
        inherited = {key: item for key, item in known.items() if key not in _NOT_INHERITED}
        whole = {**inherited, **own}
        if is_withheld(known) and not is_withheld(whole):
            whole["withheld"] = True
        return whole

    def name(self, value: object, kind: str = "") -> Words | None:
        """The name an entity goes by: of a withheld one only its label, whatever it holds.

        Args:
            value: the entity.
            kind: of what it names where it has no reference (`Words.entity`).
        """
        entity = self.entity(value)
        if is_withheld(entity):
            return self.words(entity.get("label")) or Words(self.phrase("withheld-person"))
        named = self.words(entity.get("name")) or self.words(entity.get("title"))
        ref = str(entity.get("ref") or "")
        named = named or self.words(ref.rpartition("/")[2] or ref)
        return named._replace(entity=named_by(entity, kind)) if named else None

    def country(self, code: object) -> Words | None:
        """A country's name from its ISO 3166-1 code; an unknown code as it is."""
        text = as_text(code)
        return Words(_countries(self.page).get(text.upper()) or text) if text else None

    def language(self, tag: object) -> str:
        """A language's name from its tag; an unknown tag as it is."""
        text = as_text(tag)
        names = _languages(self.page)
        base, _, rest = text.partition("-")
        if text.replace("-", "_") in names:
            return names[text.replace("-", "_")]
        return f"{names[base.lower()]} ({rest})" if base.lower() in names and rest else text

    def ordinal(self, number: object, of: object = "") -> str:
        """An ordinal number, in the form that its kind of occasion asks; else the value's text."""
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            return as_text(number)
        return ordinal(number, self.page, as_text(of))


def named_by(entity: Record, kind: str = "") -> str:
    """What an entity's name names, as `Words.entity` has it; nothing of a withheld one.

    Args:
        entity: with what its authority record adds (`Reader.entity`).
        kind: of what it names where it has no reference; without one, such a name names nothing.
    """
    if is_withheld(entity):
        return ""
    ref = entity.get("ref")
    if isinstance(ref, str) and _REFERENCE.fullmatch(ref):
        return ref if "/" in ref else f"event/{ref}"
    name = next(filter(None, map(_any_text, (entity.get("name"), entity.get("title")))), "")
    return f"{kind}/={name}" if kind and name else ""


def _any_text(value: object) -> str:
    """A text, the same for a reader of any language: of several, the first that is given."""
    if is_map(value):
        texts = (clean(text) for text in value.values() if isinstance(text, str))
        return next(filter(None, texts), "")
    return "" if isinstance(value, _LISTS) else as_text(value)


def is_withheld(entity: Record) -> bool:
    """Whether somebody's name is held back: a minor's always is."""
    none = (None, False)
    return entity.get("minor") not in none or entity.get("withheld") not in none


def _nearest(given: Mapping[str, str], wish: str) -> str | None:
    """The tag that is the wish in another case, else the first of those with the same base."""
    exact = (tag for tag in given if tag.lower() == wish.lower())
    base = wish.split("-")[0].lower()
    same = sorted(tag for tag in given if base and tag.split("-")[0].lower() == base)
    return next(exact, same[0] if same else None)


@lru_cache(maxsize=8192, typed=True)
def _date(value: str | int, lang: str) -> str:
    from eventbook.values.date_words import in_words
    from eventbook.values.edtf import from_value

    try:
        return clean(in_words(from_value(value), lang))
    except (ValueError, TypeError):
        return as_text(value)


@cache
def _countries(lang: str) -> Mapping[str, str]:
    from babel import Locale

    return MappingProxyType(dict(Locale.parse(lang).territories))


@cache
def _languages(lang: str) -> Mapping[str, str]:
    from babel import Locale

    return MappingProxyType(dict(Locale.parse(lang).languages))

"""The questions whose answers a new record lacks: how each is put, and how its answer is read."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from eventbook.book.settings import Kind
from eventbook.editing.typed import typed
from eventbook.errors import EventbookError
from eventbook.jsonvalue import Json
from eventbook.schema.shape import Shape
from eventbook.values.date_reading import from_words
from eventbook.values.date_words import in_words
from eventbook.values.edtf import EdtfError, parse
from eventbook.values.web import problem as web_problem


class AnswerError(ValueError):
    """An answer that cannot stand; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer was read as.

    Attributes:
        value: for the record.
        echo: how it was understood, where that may surprise; else empty.
    """

    value: Json
    echo: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question on one field.

    Attributes:
        field: the field whose value is asked for.
        prompt: what to show, without punctuation.
        read: the answer that a text means; raises AnswerError.
    """

    field: str
    prompt: str
    read: Callable[[str], Answer]


def questions(fields: Iterable[str], kind: Kind, shape: Shape, lang: str) -> list[Question]:
    """A question for each field, in the order given.

    Args:
        lang: the book's language, in which dates are echoed in words.
    """
    return [_question(name, kind, shape, lang) for name in fields]


def tidy(line: str) -> str:
    """An answer without the space around it.

    Raises:
        AnswerError: it is empty, or holds what a slip of the hand typed: control characters.
    """
    text = line.strip()
    if not text:
        raise AnswerError("an answer is needed here; ^C stops, and writes nothing")
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in text):
        raise AnswerError("it holds control characters; type it again")
    return text


def read_date(text: str, lang: str) -> Answer:
    """A date in EDTF or in words.

    Raises:
        AnswerError: it is none, or could mean two.
    """
    found = from_words(text, lang)
    if found is None:
        try:
            found = parse(text)
        except EdtfError as error:
            raise AnswerError(str(error)) from error
    words = in_words(found, lang)
    return Answer(str(found), f"{found}" if words == str(found) else f"{found} ({words})")


def read_source(text: str) -> Answer:
    """The list of one source, from its address or else its title.

    Raises:
        AnswerError: it begins like an address and is none.
    """
    looks_like_address = text.lower().startswith(("http:", "https:", "www."))
    if not looks_like_address:
        return Answer([{"title": text}])
    if wrong := web_problem(text):
        raise AnswerError(str(wrong))
    return Answer([{"url": text}])


def _question(name: str, kind: Kind, shape: Shape, lang: str) -> Question:
    schemas = shape.at((name,))
    if shape.annotation(schemas, "format") == "edtf-date":
        return Question(name, name, lambda text: read_date(text, lang))
    if kind.model == "event" and name == "sources":
        return Question(name, "source (title or address)", read_source)

    def read(text: str) -> Answer:
        try:
            return Answer(typed(text, (name,), shape))
        except EventbookError as error:
            raise AnswerError(str(error)) from error

    return Question(name, name, read)

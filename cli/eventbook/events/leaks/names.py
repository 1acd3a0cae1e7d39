"""The list of withheld names: one a line, `#` for comments; it is kept outside git."""

from __future__ import annotations

from dataclasses import dataclass

from eventbook.errors import ConfigError
from eventbook.events.leaks.words import is_spaceless, key, pattern
from eventbook.values.slug import slugify

LONGEST_NAME = 16
"""Most words of one name; a longer line is a sentence that strayed into the list."""

_MANUAL = "write one full name a line; `#` begins a comment"


@dataclass(frozen=True, slots=True)
class Name:
    """A name that must occur nowhere.

    Attributes:
        line: where it stands in the list, from 1: all that may be told of it.
        forms: the ways to write it, each as words; `,` stands for a comma between two.
    """

    line: int
    forms: tuple[tuple[str, ...], ...]


def read_names(data: bytes, source: str) -> tuple[Name, ...]:
    """The names of a list.

    Line ends of every system and a byte order mark are fine. A `#` begins a comment at the start
    of a line or behind a space.

    Args:
        data: the list's bytes.
        source: what to call it in messages, which give the number of a line and never its text.

    Raises:
        ConfigError: it is not UTF-8, or a line is a single word, too short or too long to be
            looked for.
    """
    names = []
    for number, raw in enumerate(_lines(data), start=1):
        try:
            line = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise ConfigError(f"{source}, line {number}: not UTF-8", help=_MANUAL) from None
        text = line.split(" #")[0].split("\t#")[0].strip()
        if not text or text.startswith("#"):
            continue
        words = [match.group() for match in pattern(text).finditer(text)]
        if wrong := _why_unfit(words):
            raise ConfigError(f"{source}, line {number}: {wrong}", help=_MANUAL)
        names.append(Name(number, forms(text)))
    return tuple(names)


def _lines(data: bytes) -> list[bytes]:
    plain = data.removeprefix(b"\xef\xbb\xbf")
    return plain.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def _why_unfit(words: list[str]) -> str:
    letters = "".join(map(key, words))
    if len(letters) < 3 and not (words and all(map(is_spaceless, words))):
        return "a name of fewer than three letters would be found everywhere"
    if len(words) < 2:
        return "a single word would be found in other names and texts"
    if len(words) > LONGEST_NAME:
        return f"a name of more than {LONGEST_NAME} words"
    return ""


def forms(text: str) -> tuple[tuple[str, ...], ...]:
    """The ways to write a name: as given, without apostrophes, as an id; each surname first too.

    A name of one word is looked for as it is given.
    """
    plain = tuple(key(match.group()) for match in pattern(text).finditer(text))
    without = "".join(char for char in text if char not in "'’‘`ʼʻ")
    joined = tuple(key(match.group()) for match in pattern(without).finditer(without))
    slug = tuple(word for word in slugify(text).split("-") if word)
    straight = [form for form in (plain, joined, slug) if len(form) >= min(len(plain), 2) > 0]
    turned = [
        (*form[split:], *comma, *form[:split])
        for form in straight
        for split in range(1, len(form))
        for comma in ((), (",",))
    ]
    return tuple(dict.fromkeys([*straight, *turned]))

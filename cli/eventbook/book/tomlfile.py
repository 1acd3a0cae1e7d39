"""TOML settings files: typed reading, and errors that name file, line, column and key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from eventbook.errors import ConfigError

Keys: TypeAlias = tuple[str, ...]

_PLACE = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|.*)\)", re.S)
_TYPES: Mapping[type, str] = {
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "an array",
    dict: "a table",
}
_MOST_CANDIDATES = 100
"""How many lines to try for the place of an error: enough for any file a person wrote."""
_MOST_DOTS = 1000
"""In one line: more than any array of addresses or patterns that a person wrote in one."""


class TomlFile(NamedTuple):
    """The text of a TOML file and its values.

    Attributes:
        name: how messages call it.
    """

    name: str
    text: str
    values: Mapping[str, Any]

    @classmethod
    def parse(cls, data: bytes, name: str) -> TomlFile:
        """Read TOML 1.0.

        Raises:
            ConfigError: it is not UTF-8 or not TOML; the message holds line and column.
        """
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise ConfigError(f"{name}:{line}: not UTF-8 text") from error
        import tomllib  # only where there is a file to read

        for number, content in enumerate(text.split("\n"), 1):
            if content.count(".") > _MOST_DOTS:  # tomllib takes the square of their number
                raise ConfigError(f"{name}:{number}: too many dots in one line")
        try:
            return cls(name, text, tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(_syntax_message(name, text, str(error))) from error
        except RecursionError as error:
            raise ConfigError(f"{name}: nested too deeply") from error
        except ValueError as error:  # from `int`, which reads at most 4300 digits
            raise ConfigError(f"{name}: a number is too long") from error

    def error(self, keys: Keys, message: str, *, suggestion: str = "") -> ConfigError:
        """An error about what stands at some keys."""
        place = locate(self.text, keys)
        at = f":{place[0]}:{place[1]}" if place else ""
        return ConfigError(f"{self.name}{at}: {message}", help=suggestion)


def _syntax_message(name: str, text: str, message: str) -> str:
    found = _PLACE.fullmatch(message)
    if found is None:
        return f"{name}: invalid TOML: {message}"
    last = text.split("\n")
    line, column = found["line"] or len(last), found["column"] or len(last[-1]) + 1
    what = found["what"]
    return f"{name}:{line}:{column}: invalid TOML: {what[:1].lower()}{what[1:]}"


def locate(text: str, keys: Keys) -> tuple[int, int] | None:
    """Line and column, from 1, where keys are set; for inner keys of one line, where that begins.

    A line counts when the text before it, with the line's own key, is TOML in which the keys
    exist: so neither comments nor texts of several lines mislead.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    for length in range(len(keys), 0, -1):
        if place := _locate_exactly(lines, keys[:length]):
            return place
    return None


def _locate_exactly(lines: list[str], keys: Keys) -> tuple[int, int] | None:
    import tomllib

    candidates = (index for index, line in enumerate(lines) if keys[-1] in line)
    for index, _ in zip(candidates, range(_MOST_CANDIDATES), strict=False):
        line = lines[index]
        is_header = line.lstrip().startswith("[")
        head = line if is_header else line.partition("=")[0] + "= 0"
        try:
            value: object = tomllib.loads("\n".join([*lines[:index], head]))
        except (tomllib.TOMLDecodeError, RecursionError):
            continue
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None:
            return index + 1, line.rindex(keys[-1], 0, len(head)) + 1
    return None


def nearest(word: str, known: Iterable[str]) -> str:
    """A help sentence: the known word that a mistyped one is likely to mean, or all of them."""
    from difflib import get_close_matches

    words = sorted(known)
    close = get_close_matches(word, words, n=1)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"known: {', '.join(words)}" if words else ""


class Table(NamedTuple):
    """One table of a file, read key by key. Every method raises ConfigError on a wrong type."""

    file: TomlFile
    keys: Keys
    values: Mapping[str, Any]

    @property
    def title(self) -> str:
        """The table as messages call it: `[kinds.event]`."""
        return f"[{'.'.join(self.keys)}]" if self.keys else "the file"

    def error(self, key: str, message: str, *, suggestion: str = "") -> ConfigError:
        """An error about one key of this table."""
        return self.file.error((*self.keys, key), message, suggestion=suggestion)

    def allow(self, *known: str) -> None:
        """Refuse every other key."""
        for key in self.values:
            if key not in known:
                message = f"unknown key `{key}` in {self.title}"
                raise self.error(key, message, suggestion=nearest(key, known))

    def table(self, key: str) -> Table:
        """A table inside this one; empty where it is absent."""
        return Table(self.file, (*self.keys, key), self._typed(key, dict) or {})

    def text(self, key: str) -> str | None:
        """A text; None where it is absent."""
        found = self._typed(key, str)
        return found if found is None else str(found)

    def texts(self, key: str) -> tuple[str, ...] | None:
        """An array of texts; None where it is absent."""
        found = self._typed(key, list)
        for item in found or ():
            if not isinstance(item, str):
                raise self.error(key, f"`{key}` in {self.title} must hold text only")
        return found if found is None else tuple(found)

    def checked(self, key: str, default: str, check: Callable[[str], str]) -> str:
        """A text that a check finds no fault with: `check` says what is wrong, or ""."""
        found = self.text(key)
        if found is None:
            return default
        if why := check(found):
            raise self.error(key, f"`{key}` in {self.title}: {why}")
        return found

    def choice(self, key: str, known: tuple[str, ...]) -> str | None:
        """One of some words; None where it is absent."""
        found = self.text(key)
        if found is not None and found not in known:
            message = f"`{key}` in {self.title}: `{found}` is not known"
            raise self.error(key, message, suggestion=nearest(found, known))
        return found

    def require(self, key: str) -> None:
        """Refuse a table without this key."""
        if key not in self.values:
            raise self.file.error(self.keys, f"{self.title} lacks `{key}`")

    def _typed(self, key: str, wanted: type) -> Any:
        found = self.values.get(key)
        if found is not None and type(found) is not wanted:
            is_now = _TYPES.get(type(found), "a date or time")
            message = f"`{key}` in {self.title} must be {_TYPES[wanted]}, not {is_now}"
            raise self.error(key, message)
        return found

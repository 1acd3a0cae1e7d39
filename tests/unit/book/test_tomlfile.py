from __future__ import annotations

import tomllib

import pytest

from eventbook.book.tomlfile import TomlFile, locate, nearest
from eventbook.errors import ConfigError

TEXT = '''\
# title = "no"
about = """
[book]
title = "not yet"
"""
[book] # title
many = [
  "title = 1",
]
"title" = "yes"
[book.inner]
title.deep = 1
flat = { key = 1 }
[[list]]
a = 1
'''


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (("about",), (2, 1)),
        (("book",), (6, 2)),
        (("book", "title"), (10, 2)),
        (("book", "many"), (7, 1)),
        (("book", "inner"), (11, 7)),
        (("book", "inner", "title"), (12, 1)),
        (("book", "inner", "title", "deep"), (12, 7)),
        (("book", "inner", "flat", "key"), (13, 1)),
        (("book", "absent"), (6, 2)),
        (("absent",), None),
        ((), None),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_locate(keys: tuple[str, ...], place: tuple[int, int] | None, line_end: str) -> None:
    assert locate(TEXT.replace("\n", line_end), keys) == place


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a = 1\nb = \xff", "x:2: not UTF-8 text"),
        (b"a = 1\na = 2", "x:2:6: invalid TOML: cannot overwrite a value"),
        (b"a = 1\nb = ", "x:2:5: invalid TOML: invalid value"),
        (b"a = '''\n", "x:2:1: invalid TOML: expected \"'''\""),
        (b"a = \x00", "x:1:5: invalid TOML: invalid value"),
    ],
)
def test_syntax_errors_have_line_and_column(data: bytes, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        TomlFile.parse(data, "x")
    assert caught.value.message == message


def test_nesting_without_end() -> None:
    with pytest.raises(ConfigError) as caught:
        TomlFile.parse(b"a = " + b"[" * 5000, "x")
    assert caught.value.message == "x: nested too deeply"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a = 1\n" + b"a." * 2000 + b"a = 1", "x:2: too many dots in one line"),
        (b"a = " + b"9" * 5000, "x: a number is too long"),
    ],
)
def test_what_would_take_too_long(data: bytes, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        TomlFile.parse(data, "x")
    assert caught.value.message == message


def test_nearest() -> None:
    assert nearest("titel", ["title", "date"]) == "did you mean `title`?"
    assert nearest("zzz", ["title", "date"]) == "known: date, title"
    assert nearest("zzz", []) == ""


def test_an_error_without_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(text: str) -> None:
        raise tomllib.TOMLDecodeError("Something new")

    monkeypatch.setattr(tomllib, "loads", failing)
    with pytest.raises(ConfigError) as caught:
        TomlFile.parse(b"", "x")
    assert caught.value.message == "x: invalid TOML: Something new"

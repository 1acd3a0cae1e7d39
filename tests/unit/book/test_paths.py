from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.book.paths import colliding, collision_key, has_odd_characters, shown, why_unsafe


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("records/events/2023/a.yaml", ""),
        ("a", ""),
        ("é/ə ı.yaml", ""),
        ("-n/--help.yaml", ""),
        ("..a/b..", ""),
        ("", "it is empty"),
        ("/etc/passwd", "it is absolute"),
        ("C:/a", "it is absolute"),
        ("c:a", "it is absolute"),
        ("a\\b", "it holds a backslash"),
        ("../a", "it leaves the book (..)"),
        ("a/../../b", "it leaves the book (..)"),
        ("a//b", "it has an empty part or a lone dot"),
        ("a/", "it has an empty part or a lone dot"),
        ("./a", "it has an empty part or a lone dot"),
        (".git/config", "it lies inside .git"),
        ("a/.GIT/hooks/x", "it lies inside .git"),
        ("git~1/config", "it lies inside .git"),
        ("a\nb", "it holds control characters or bytes that are not UTF-8"),
        ("a\0", "it holds control characters or bytes that are not UTF-8"),
        ("a\x9b", "it holds control characters or bytes that are not UTF-8"),
        ("a\u2028", "it holds control characters or bytes that are not UTF-8"),
        (os.fsdecode(b"a\xff"), "it holds control characters or bytes that are not UTF-8"),
        ("a/" * 119 + "bc", ""),
        ("a/" * 119 + "bcd", "it is longer than 240 bytes"),
        ("ə" * 121, "it is longer than 240 bytes"),
    ],
)
def test_why_unsafe(path: str, why: str) -> None:
    assert why_unsafe(path) == why


def test_shown_escapes_only_what_acts() -> None:
    assert shown("a/é ə.yaml") == "a/é ə.yaml"
    assert shown(os.fsdecode(b"a\xff\x1b[2J")) == "a\\udcff\\x1b[2J"
    assert shown("a\u2028b\nc") == "a\\u2028b\\nc"


@given(st.text(st.characters(exclude_categories=())))
def test_shown_is_always_plain_text(path: str) -> None:
    assert not has_odd_characters(shown(path))
    shown(path).encode()


def test_colliding() -> None:
    paths = ["b/Straße", "a/x", "A/x", "b/strasse", "e\u0301", "é", "É", "z", "z", "İ"]
    assert colliding(paths) == (
        ("A/x", "a/x"),
        ("b/Straße", "b/strasse"),
        ("e\u0301", "É", "é"),
    )


@given(st.text())
def test_collision_key_is_a_normal_form(path: str) -> None:
    assert collision_key(collision_key(path)) == collision_key(path)

"""Web addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.values.problem import Problem
from eventbook.values.web import check, problem

OVERRIDE = "right-to-left override U+202E"
FORM = "write an address that begins with `https://` or `http://` and a host"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org/a/b.html?c=d&e=%20#f",
        "https://example.org:8080/",
        "http://localhost:8000/",
        "HTTPS://Example.ORG/",
        "https://xn--e1afmkfd.xn--p1ai/",
        "https://пример.рф/путь?ə=ı",
        "https://example.org./x",
        "https://192.0.2.1/",
        "https://[2001:db8::1]:443/x",
        "https://sub_domain.example.org/",
        "https://example.org/a[0]",
        "https://example.org?x",
    ],
)
def test_good_addresses(url: str) -> None:
    assert check(url) is None


REFUSED = [
    ("javascript:alert(1)", "`javascript:` is not the address of a web page", FORM, None),
    ("JavaScript:alert(1)", "`javascript:` is not the address of a web page", FORM, None),
    ("data:text/html,x", "`data:` is not the address of a web page", FORM, None),
    ("file:///etc/passwd", "`file:` is not the address of a web page", FORM, None),
    ("ftp://example.org/", "`ftp:` is not the address of a web page", FORM, None),
    ("mailto:a@example.org", "`mailto:` is not the address of a web page", FORM, None),
    ("", "an empty text is not a web address", FORM, None),
    ("example", "`example` is not a web address", FORM, None),
    ("//example.org/x", "`//example.org/x` is not a web address", FORM, None),
    ("https://", "`https://` names no host", FORM, None),
    ("https:///path", "`https:///path` names no host", FORM, None),
    ("https:example.org", "`https:example.org` names no host", FORM, None),
    ("https://?x", "`https://?x` names no host", FORM, None),
    ("https://[::1", "`https://[::1` has no host that can be read", FORM, None),
    ("https://a:99999/", "`https://a:99999/` has no host that can be read", FORM, None),
    ("https://a:b/", "`https://a:b/` has no host that can be read", FORM, None),
    ("https://-a.org/", "`-a.org` is no host's name", FORM, None),
    ("https://example..org/", "`example..org` is no host's name", FORM, None),
    ("https://a,b.org/", "`a,b.org` is no host's name", FORM, None),
    (
        "www.example.org/x",
        "`www.example.org/x` does not say how it is reached",
        "write `https://www.example.org/x`",
        "https://www.example.org/x",
    ),
    (
        "https://ann:secret@example.org/",
        "the address holds a user name or password",
        "leave out what stands before the `@`",
        None,
    ),
    (
        " https://example.org\n",
        "` https://example.org\n` has space around it",
        "leave the space out",
        "https://example.org",
    ),
    (
        "https://example.org/a b",
        "`https://example.org/a b` holds a space, which no web address can",
        "write it as `%20`",
        "https://example.org/a%20b",
    ),
    (
        'https://example.org/<"x">',
        '`https://example.org/<"x">` holds `<`, which no web address can',
        "write it as `%3C`",
        "https://example.org/%3C%22x%22%3E",
    ),
    (
        "https://example .org/",
        "`https://example .org/` holds a space, which no web address can",
        "write it as `%20`",
        None,
    ),
    (
        "https://example.org\\@example.com/",
        "`https://example.org\\@example.com/` holds `\\`, which no web address can",
        "write it as `%5C`",
        None,
    ),
    (
        "https://example.org/\x07",
        "`https://example.org/\x07` holds the control character U+0007, which no web address can",
        "copy the address again, without it",
        None,
    ),
    (
        "https://example.org/\u202e",
        f"`https://example.org/\u202e` holds the {OVERRIDE}, which no web address can",
        "copy the address again, without it",
        None,
    ),
]


@pytest.mark.parametrize(("url", "message", "advice", "replacement"), REFUSED)
def test_refused_addresses(url: str, message: str, advice: str, replacement: str | None) -> None:
    assert problem(url) == Problem("url-invalid", message, advice, replacement)
    assert check(url) == f"{message}; {advice}"


pieces = st.sampled_from(
    [
        "https",
        "http",
        "javascript",
        ":",
        "//",
        "/",
        "@",
        "[",
        "]",
        ".",
        "a",
        "-",
        " ",
        "\\",
        "?",
        "9",
    ]
)


@given(st.one_of(st.text(max_size=30), st.lists(pieces, max_size=12).map("".join)))
def test_any_text_gets_a_verdict_and_a_replacement_is_good(url: str) -> None:
    found = problem(url)
    if found is None:
        assert url.lower().startswith(("http://", "https://"))
        assert url.isprintable()
        assert not set(url) & set(' \\<>"`')
    elif found.replacement is not None:
        assert problem(found.replacement) is None

from __future__ import annotations

import pytest

from eventbook.book.settings import DEFAULTS, SiteSettings, load_settings
from eventbook.errors import ConfigError

FULL = b"""\
[book]
language = "it"

[site]
url = "https://archive.example/events"
since = "2026-01-15"
languages = ["it", "en-GB"]

[site.about]
it = "Un archivio."
en-GB = '''
An archive.

Nobody pays for it.
'''
"""


def site(text: str) -> SiteSettings:
    return load_settings(f"[site]\n{text}".encode(), "f.toml").site


def test_everything_that_can_be_said() -> None:
    assert load_settings(FULL).site == SiteSettings(
        url="https://archive.example/events/",
        since="2026-01-15",
        languages=("it", "en-GB"),
        about={"it": "Un archivio.", "en-GB": "An archive.\n\nNobody pays for it.\n"},
    )


def test_what_is_not_said_is_empty_and_the_language_is_the_books() -> None:
    assert DEFAULTS.site == SiteSettings(url="", since="", languages=("en",), about="")
    assert load_settings(b"[book]\nlanguage = 'az'\n").site == SiteSettings(languages=("az",))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://archive.example", "https://archive.example/"),
        ("HTTP://archive.example/a//", "http://archive.example/a/"),
        (
            "https://xn--bcher-kva.example:8443/%C3%A4/",
            "https://xn--bcher-kva.example:8443/%C3%A4/",
        ),
    ],
)
def test_an_address_ends_in_one_slash(written: str, meant: str) -> None:
    assert site(f"url = '{written}'").url == meant


@pytest.mark.parametrize("since", ["2026", "2026-01", "2024-02-29"])
def test_since_is_a_year_a_month_or_a_day(since: str) -> None:
    assert site(f"since = '{since}'").since == since


def test_the_site_changes_nothing_that_is_kept_of_judged_files() -> None:
    plain, changed = load_settings(b""), load_settings(b"[site]\nsince = '2026'\n")
    assert repr(plain) == repr(changed)  # what `mapping.recipe` takes a digest of
    assert plain != changed


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("ulr = 'x'", "2:1: unknown key `ulr` in [site]", "did you mean `url`?"),
        ("url = 1", "2:1: `url` in [site] must be text, not a number", ""),
        (
            "url = 'archive.example'",
            (
                "2:1: `url` in [site]: `archive.example` does not say how it is reached; "
                "write `https://archive.example`"
            ),
            "",
        ),
        (
            "url = 'ftp://archive.example/'",
            (
                "2:1: `url` in [site]: `ftp:` is not the address of a web page; "
                "write an address that begins with `https://` or `http://` and a host"
            ),
            "",
        ),
        (
            "url = 'https://me:secret@archive.example/'",
            (
                "2:1: `url` in [site]: the address holds a user name or password; "
                "leave out what stands before the `@`"
            ),
            "",
        ),
        (
            "url = 'https://archive.example/?a#b'",
            (
                "2:1: `url` in [site]: `https://archive.example/?a#b` has a fragment, "
                "which the addresses of pages cannot; write `https://archive.example/?a`"
            ),
            "",
        ),
        (
            "url = 'https://archive.example/?a'",
            (
                "2:1: `url` in [site]: `https://archive.example/?a` has a query, "
                "which the addresses of pages cannot; write `https://archive.example/`"
            ),
            "",
        ),
        (
            "url = 'https://bücher.example/'",
            (
                "2:1: `url` in [site]: `https://bücher.example/` holds letters beyond ASCII; "
                "write the host in its xn-- form, a path as %.."
            ),
            "",
        ),
        ("since = 2026", "2:1: `since` in [site] must be text, not a number", ""),
        ("since = 2026-01-15", "2:1: `since` in [site] must be text, not a date or time", ""),
        (
            "since = '2026-02-30'",
            (
                "2:1: `since` in [site]: `2026-02-30` is no date; "
                "write a year, a month or a day such as `2026-01-15`"
            ),
            "",
        ),
        (
            "since = '２０２６'",
            (
                "2:1: `since` in [site]: `２０２６` is no date; "
                "write a year, a month or a day such as `2026-01-15`"
            ),
            "",
        ),
        ("languages = 'en'", "2:1: `languages` in [site] must be an array, not text", ""),
        ("languages = [1]", "2:1: `languages` in [site] must hold text only", ""),
        (
            "languages = []",
            "2:1: `languages` in [site] is empty",
            'leave it out, or write `["en"]`',
        ),
        (
            "languages = ['en', 'IT']",
            "2:1: `languages` in [site]: `IT` is not a language tag",
            "write `it`",
        ),
        (
            "languages = ['en', 'it', 'en']",
            "2:1: `languages` in [site] names `en` twice",
            "leave one of them out",
        ),
        ("about = ['x']", "2:1: `about` in [site] must be text, not an array", ""),
        (
            "[site.about]\nEnglish = 'x'",
            "3:1: a key of [site.about]: `English` is not a language tag",
            "write `en`",
        ),
        ("about = { en = 1 }", "2:1: `en` in [site.about] must be text, not a number", ""),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, message: str, suggestion: str) -> None:
    with pytest.raises(ConfigError) as caught:
        site(text)
    assert (caught.value.message, caught.value.help) == (f"f.toml:{message}", suggestion)

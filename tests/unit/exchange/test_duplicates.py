import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.exchange.duplicates import normal_address, same_address, same_source

HASH = "ab" * 32
URL = "https://museum.example/news/7"
SOURCES = [{"key": "other"}, {"url": URL, "sha256": HASH}]


@pytest.mark.parametrize(
    ("sha256", "url", "expected"),
    [
        (HASH, None, "sha256"),
        (HASH.upper(), "https://elsewhere.example/", "sha256"),
        ("cd" * 32, "HTTPS://Museum.example:443/news/7/#top", "url"),
        ("cd" * 32, "https://museum.example/news/8", None),
        (None, None, None),
    ],
)
def test_a_source_with_the_same_bytes_or_address(
    sha256: str | None, url: str | None, expected: str | None
):
    assert same_source(sha256, url, SOURCES) == expected


@pytest.mark.parametrize(
    "sources", [None, 7, "text", {}, [], [None, "x", {"url": 7, "sha256": []}]]
)
def test_sources_of_a_wrong_shape_share_nothing(sources: object):
    assert same_source(HASH, URL, sources) is None


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("https://museum.example/news/7/", True),
        ("HTTPS://MUSEUM.EXAMPLE/news/7", True),
        ("https://museum.example:443/news/7#a", True),
        (" https://museum.example/news/7", True),
        ("http://museum.example/news/7", False),
        ("https://museum.example/News/7", False),
        ("https://museum.example/news/7?page=2", False),
        ("https://museum.example:8443/news/7", False),
        ("https://ann@museum.example/news/7", False),
        ("https://[museum", False),
        ("", False),
        (None, False),
    ],
)
def test_addresses_differ_in_more_than_trifles(other: str | None, same: bool):
    assert same_address(URL, other) is same


def test_an_ipv6_host_keeps_its_brackets():
    assert normal_address("http://[2001:DB8::1]:80/a/") == "http://[2001:db8::1]/a"


@given(st.text(max_size=40))
def test_any_text_is_an_address_equal_to_itself(text: str):
    assert same_address(text, text) is bool(text.strip())


@given(st.from_regex(r"https?://[a-z]{1,8}\.example(/[A-Za-z0-9~%.-]{1,6}){0,3}", fullmatch=True))
def test_case_of_the_scheme_last_slash_and_fragment_are_trifles(url: str):
    scheme, rest = url.split(":", 1)

    assert same_address(url, f"{scheme.upper()}:{rest}/#part")
    assert not same_address(url, f"{url}/more")

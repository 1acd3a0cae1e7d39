"""What becomes a link: http and https addresses with a host, and nothing that looks like one."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from eventbook.render import TARGETS, Item, Options
from eventbook.render.citing import ascii_host, web_address

SCRIPT = "javascript:alert(1)"
EVASIONS = [
    SCRIPT,
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\u00a0javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\x00script:alert(1)",
    "java\u200bscript:alert(1)",
    "javascript\u2028:alert(1)",
    "javascript&colon;alert(1)",
    "java&#115;cript:alert(1)",
    "&#x6A&#x61vascript:alert(1)",
    "%6Aavascript:alert(1)",
    "\uff4aavascript:alert(1)",
    "javascript\uff1aalert(1)",
    "javascript://example.org/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "DATA:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "feed:javascript:alert(1)",
    "view-source:https://example.org/",
    "blob:https://example.org/1",
    "filesystem:https://example.org/x",
    "file:///etc/passwd",
    "ftp://example.org/",
    "mailto:someone@example.org",
    "about:blank",
    "//example.org/",
    "///example.org/",
    "\\\\example.org\\x",
    "/events/x.html",
    "https:",
    "https://",
    "https:example.org",
    "https:/example.org/",
    "https:///example.org/",
    "https://?x",
    "https://[broken",
    "https://example.org:port/",
    "https://user:password@example.org/",
    "https://example.com@example.org/",
    "https://example.org\\@example.com/",
    "https://exa mple.org/",
    "https://exa\u202emple.org/",
    "https://example.org/\u202egpj.exe",
    "https://example\u3000.org/",
    "https://exam\u00adple.org/",
    "https://..org/",
    'https://example.org/"onclick=x',
    "https://example.org/<x>",
    "https://example.org/a b",
    "https://example.org/`x`",
    "https://example.org/{x}",
    "h\u0442tps://example.org/",
    "example.org",
    "",
]
GOOD = [
    "https://example.org",
    "HTTP://EXAMPLE.ORG/",
    "http://localhost:8000/a?b=c&d=%20#e",
    "https://[2001:db8::1]/",
    "https://example.org/a_(b)*~$@!;'x",
    "https://m\u00fcller.example/stra\u00dfe",
]


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html.partition('<main id="main">')[2])

    def handle_starttag(self, tag, attrs):
        assert {name for name, _ in attrs} <= {
            "id", "class", "href", "rel", "role", "lang", "dir", "datetime",
            "aria-labelledby",
        }  # fmt: skip
        self.found += [value for name, value in attrs if name == "href"]


def record(url):
    """One that gives the address wherever it may give one."""
    return {
        "id": "x",
        "title": url,
        "sources": [{"url": url, "archive_url": url, "title": url}],
        "links": [{"url": url, "title": url}, url],
        "media": [{"url": url}],
        "broadcasts": [{"url": url}],
        "contact": [{"url": url, "email": url}],
        "occasion": {"of": {"name": url, "adjudication": [{"term": "t", "url": url}]}},
        "place": {"name": "x", "ref": url},
        "review": {"status": "published"},
    }


def links(url):
    """What is a link of an HTML page and of a Markdown one, beside those within the page."""
    item, options = Item(record(url)), Options(site=url)
    html = TARGETS["html"].render([item], options).text
    markdown = MarkdownIt("commonmark").parse(TARGETS["markdown"].render([item], options).text)
    return (
        {link for link in Links(html).found if not link.startswith("#")},
        {
            child.attrs["href"]
            for token in markdown
            for child in token.children or []
            if child.type == "link_open"
        },
    )


@pytest.mark.parametrize("url", EVASIONS)
def test_no_link(url):
    assert links(url) == (set(), set())
    listed = TARGETS["html-list"].render([Item(record(url))], Options(site=url)).text
    assert Links(listed).found == []


@pytest.mark.parametrize("url", GOOD)
def test_link(url):
    html, markdown = links(url)
    assert url in html
    assert len(markdown) == len(html)
    assert all(link.startswith(url) for link in html)


NEAR = st.lists(
    st.sampled_from(
        ["http", "https", "javascript", "data", ":", "/", "//", "\\", "@", "example.org", "[", "]",
         "\t", "\n", "\x00", " ", "\u200b", "\u2028", "&colon;", "%3a", "#", "?", "<", ">", '"']
    ),
    max_size=8,
).map("".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=30) | NEAR)
def test_what_is_a_link_leads_to_a_host_over_http(url):
    if web_address(url) is None:
        return
    parts = urlsplit(url)
    assert parts.scheme in ("http", "https")
    assert parts.hostname
    assert "@" not in parts.netloc
    assert re.fullmatch(r"https?://[^\s<>\"`\\]+", url, re.IGNORECASE)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30) | NEAR)
def test_no_page_has_another_link(url):
    html, markdown = links(url)
    assert all(web_address(link) for link in html)
    assert len(markdown) <= len(html)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.org/\u00e9", ""),
        ("https://m\u00fcller.example/", "xn--mller-kva.example"),
        ("https://\u0430pple.example/", "xn--pple-43d.example"),
        ("https://M\u00dcLLER.example:80/", "xn--mller-kva.example"),
        ("https://stra\u00dfe.example/", "xn--strae-oqa.example"),
        ("javascript:\u0430", ""),
        ("", ""),
    ],
)
def test_a_host_that_may_deceive_is_also_shown_as_the_net_knows_it(url, host):
    assert ascii_host(url) == host
    text = TARGETS["html"].render([Item({"sources": [{"url": url}]})], Options()).text
    assert (f"{url}</a> ({host})" in text) == bool(host)

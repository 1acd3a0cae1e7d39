"""Text of a record never becomes markup, a link, a heading or an instruction to a terminal."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from eventbook.render import TARGETS, Item, Options
from eventbook.render.markdown import _heading, _line
from eventbook.render.page import Text
from eventbook.render.reading import clean, no_lookup

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title><svg/onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "{value} {text} {0.__class__}",
    "javascript:alert(1)",
    "data:text/html,<b>x</b>",
    "https://evil.example/\"onmouseover='x'",
    "[click](https://evil.example) ![img](https://evil.example/x.png)",
    "<https://evil.example> [a]: https://evil.example",
    "[1]: https://evil.example",
    "# heading\n\n## another\n===\n---",
    "- item\n- item\n1. item\n> quote\n```\ncode\n```\n    indented",
    "1. one",
    "12) twelve",
    "+ plus",
    "* * *",
    "_ _ _",
    "**bold** __bold__ *em* _em_ ~~gone~~ `code` $x$ | a | b |",
    "&lt;b&gt; &#60; &amp;",
    "ends with ##",
    "ends with \\",
    "](https://evil.example)",
    "a\u202eb\u2066c\u2069\u200ed\x1b[31m\x00\x9b",
    "\ud800 lone",
]
PLAIN = "plain words"
# Values that steer: with these left alone, every part of the page is there to be attacked.
STEERING = {
    "key", "kind", "role", "roles", "type", "status", "stance", "relation", "source", "speaker",
    "default_source", "country", "date", "published", "visibility", "at", "about", "people", "ref",
    "title_lang", "lang", "language", "languages", "qualifier", "used_by", "url", "archive_url",
    "link", "date_basis", "basis", "publisher_basis", "id", "event",
}  # fmt: skip


def filled(value, text, keep=frozenset(), key=None):
    if key in keep:
        return value
    if isinstance(value, str):
        return text
    if isinstance(value, dict):
        return {name: filled(item, text, keep, name) for name, item in value.items()}
    return [filled(item, text, keep) for item in value] if isinstance(value, list) else value


class Structure(HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.links, self.text = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.links += [value for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag):
        self.tags.append((f"/{tag}", ()))

    def handle_comment(self, data):
        self.tags.append(("comment", ()))

    def handle_data(self, data):
        self.text.append(data)


def rendered(target, record, text, keep, lookup):
    views = [Item(filled(record, text, keep), None, lookup or no_lookup)] * 2
    full = Options(site="https://archive.example/", since="2024", book="A")
    bare = full._replace(book=None) if TARGETS[target].kept else Options()
    one = TARGETS[target].render(views[:1], full).text
    return one, TARGETS[target].render(views, bare).text


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("keep", [frozenset(), STEERING], ids=["all", "texts"])
def test_html_keeps_its_structure(payload, keep, full, lookup):
    for plain, hostile in zip(
        rendered("html", full, PLAIN, keep, lookup),
        rendered("html", full, payload, keep, lookup),
        strict=True,
    ):
        expected, found = Structure(plain), Structure(hostile)
        assert found.tags == expected.tags
        assert found.links == expected.links
        assert clean(payload) in "".join(found.text)


def structure_of_markdown(text):
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    found = []
    for token in markdown.parse(text):
        found.append((token.type, token.tag, token.level))
        kinds = [(child.type, child.attrGet("href")) for child in token.children or []]
        found += [kind for kind in kinds if kind[0] not in ("text", "text_special")]
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("keep", [frozenset(), STEERING], ids=["all", "texts"])
def test_markdown_keeps_its_structure(payload, keep, full, lookup):
    for plain, hostile in zip(
        rendered("markdown", full, PLAIN, keep, lookup),
        rendered("markdown", full, payload, keep, lookup),
        strict=True,
    ):
        found = structure_of_markdown(hostile)
        assert found == structure_of_markdown(plain)
        assert not [kind for kind in found if str(kind[0]).startswith("html")]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_holds_no_acting_character(payload, full, lookup):
    for text in rendered("text", full, payload, STEERING, lookup):
        assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text) == []
        assert re.findall("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text) == []


@pytest.mark.parametrize("target", sorted(TARGETS))
@pytest.mark.parametrize("payload", PAYLOADS)
def test_output_can_be_written(target, payload, minimal):
    for text in rendered(target, minimal, payload, frozenset(), None):
        assert text.encode("utf-8").decode("utf-8") == text
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "https:",
        "https://",
        "https://[broken",
        "ftp://example.org",
        'https://evil.example/"x',
        "https://evil.example/<x>",
        "https://evil.example/a b",
    ],
)
def test_only_web_addresses_become_links(url, minimal):
    minimal["sources"] = [{"url": url, "archive_url": url}]
    minimal["links"] = [{"url": url}]
    event = Item(minimal)
    links = Structure(TARGETS["html"].render([event], Options(site=url)).text).links
    assert links == ["#main"]
    inline = structure_of_markdown(TARGETS["markdown"].render([event], Options(site=url)).text)
    assert not [kind for kind in inline if kind[0] == "link_open"]


def test_a_web_address_is_a_link_that_tells_nothing(minimal):
    html = TARGETS["html"].render([Item(minimal)], Options()).text
    assert (
        '<a class="url" href="https://museum.example/open-day" rel="noopener noreferrer">'
        "https://museum.example/open-day</a>"
    ) in html


MARKUP = st.text(
    st.sampled_from("\\`*_{}[]()<>#+-.!|~$&:;=\"'/ \t\nab1w0\u00a0é漢\u0301\u202e"), max_size=40
)
BEFORE = ["", "# ", "- ", "10. ", "> ", "- - "]


def read_back(text, before):
    """What a reader makes of an escaped text: the kinds of its blocks, and the text."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    write = _heading if before == "# " else _line
    tokens = markdown.parse(before + write((Text(clean(text)),)))
    plain = [token.type for token in markdown.parse(f"{before}x")]
    read = "".join(child.content for token in tokens for child in token.children or [])
    return [token.type for token in tokens] == plain, read


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MARKUP, st.sampled_from(BEFORE))
def test_markdown_escaping_is_read_back(text, before):
    same, read = read_back(text, before)
    # CommonMark itself takes other white space off a line's ends (section 4.8).
    assert read.strip() == clean(text).strip()
    assert same or not clean(text)


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize(
    "payload", [*PAYLOADS, "#", "# #", "a ##", "&copy; &#x41; & b", "1)", "=="]
)
def test_markdown_payloads_are_read_back(payload, before):
    assert read_back(payload, before) == (True, clean(payload))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://evil.example", r"see https\://evil.example"),
        ("see www.evil.example, WWW.x", r"see www\.evil.example, WWW\.x"),
        ("snake_case and _under_", r"snake_case and \_under\_"),
        ("2 * 3 < 7 & 1", r"2 \* 3 \< 7 & 1"),
        ("1999 was (not) a #year.", "1999 was (not) a #year."),
    ],
)
def test_markdown_escapes_no_more_than_acts(text, expected):
    """Bare addresses are links in GitHub's dialect (GFM 6.9), which the parser here lacks."""
    assert _line((Text(text),)) == expected


@pytest.mark.parametrize("text", ["Tea &quot", "&#x3e", "&#", "R&B", "&"])
@pytest.mark.parametrize("after", ["; and so on", "60;", "lt;"])
def test_no_entity_is_made_of_two_texts(text: str, after: str) -> None:
    written = MarkdownIt().render(_line((Text(text), Text(after))))
    page = _Texts()
    page.feed(written)
    assert page.said.strip() == text + after


class _Texts(HTMLParser):
    said = ""

    def handle_data(self, data: str) -> None:
        self.said += data

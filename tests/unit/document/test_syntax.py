"""libyaml's complaints in our words, and where they stand."""

from __future__ import annotations

import pytest

from eventbook.document.loader import load
from eventbook.findings import Finding, Span

QUOTE = ("this quote is never closed", "close it, or remove it")
AFTER_QUOTE = (
    "text after a closing quote",
    "put the whole text in quotes; a quote inside is doubled, `''`, in single quotes",
)
COLON = (
    "a `:` that makes no sense here",
    "put quotes around the text, or begin the key on a line of its own",
)
TOO_DEEP = (
    "this line is indented deeper than the text above it, and so continues that text",
    "indent it like the line above",
)
ESCAPE = (
    "an unknown escape in double quotes",
    "write `\\\\` for a backslash, or use single quotes",
)
LIST = ("this list is never closed", "add the missing `]` or `,`")
MAP = ("this map is never closed", "add the missing `}` or `,`")
NO_KEY = ("this line is not a `key: value`", "write a `:` after the key, or indent it")
TAB = ("a tab where YAML wants spaces", "indent with spaces")
MISSING = ("a value is missing here", "write the value, or remove this character")
DIRECTIVE = ("directives (`%…`) are not used in records", "remove the line")
TAG = ("tags (`!…`) are not allowed", "put quotes around a text that begins with `!`")
HEADER = ("text after `|` or `>`", "begin the text on the next line")
CONFLICT = (
    "a merge conflict is left in the file",
    "keep what is right and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`",
)


def beginning(character: str) -> tuple[str, str]:
    return f"a text cannot begin with `{character}`", "put quotes around it"


def indentation(line: int) -> tuple[str, str]:
    advice = f"indent it like the lines of the block that begins on line {line}"
    return "the indentation does not fit", advice


CASES = [
    ("a: one: two\n", (1, 7), COLON),
    ("a: it's: so\n", (1, 8), COLON),
    ("a: 1\n  b: 2\n", (2, 3), TOO_DEEP),
    ("a: one\n  b\n    c: 2\n", (3, 5), TOO_DEEP),
    ("a: one\n  two b: 2\n", (2, 8), COLON),
    ("a:b\nc: d\n", (2, 2), COLON),
    (": a\n", (1, 1), ("a key is missing before the `:`", "write the key")),
    (
        "a: 1\n- b\n",
        (2, 1),
        ("this line belongs to no list", "indent it like the other items of its list"),
    ),
    ("a: 'x\nb: 1\n", (1, 4), QUOTE),
    ('a: "x\nb: 1\n', (1, 4), QUOTE),
    ("a: 'x\n---\nb: 1\n", (1, 4), QUOTE),
    ('a: "x" y\nb: 1\n', (1, 8), AFTER_QUOTE),
    ("a: 'it's'\n", (1, 8), AFTER_QUOTE),
    ('- "x" y\n', (1, 7), AFTER_QUOTE),
    ('"x" y\n', (1, 5), AFTER_QUOTE),
    ('a: "\\q"\n', (1, 5), ESCAPE),
    ('a: "\\x1"\n', (1, 7), ESCAPE),
    ('a: "\\ud800"\n', (1, 7), ESCAPE),
    ("a: [1, 2\nb: 3\n", (1, 4), LIST),
    ("a: [1 }\n", (1, 4), LIST),
    ("a: {b: 1\nc: 2\n", (1, 4), MAP),
    ("a: 1\nb\nc: 2\n", (2, 1), NO_KEY),
    ("- a: 1\n  b\n", (2, 3), NO_KEY),
    (
        "- a\n- b\nc: 1\n",
        (3, 1),
        (
            "this line does not belong to the list above it",
            "begin it with `- `, as the list that begins on line 1 does",
        ),
    ),
    ("a:\n  b: 1\n c: 2\n", (3, 2), indentation(1)),
    ("x: 1\na:\n  - b\n c: 1\n", (4, 2), indentation(1)),
    ("a: - b\n", (1, 4), ("a list cannot begin on this line", "begin the list on the next line")),
    ("a: | x\n  y\n", (1, 6), HEADER),
    ("a: > x\n", (1, 6), HEADER),
    ("%YAML 3.0\n---\na: 1\n", (1, 1), DIRECTIVE),
    ("%YAML 1.2\n%YAML 1.2\n---\na: 1\n", (2, 1), DIRECTIVE),
    ("%FOO\n---\na: 1\n", (1, 1), DIRECTIVE),
    ("%YAML x\n---\na: 1\n", (1, 1), DIRECTIVE),
    ("a: ,\n", (1, 4), MISSING),
    ("a: ]\n", (1, 4), MISSING),
    ("[a,,b]\n", (1, 4), MISSING),
    ("a:\n\tb: 1\n", (2, 1), TAB),
    ("a: >-\n\tb\n", (2, 1), TAB),
    ("a: 1\n\tb\n", (2, 1), TAB),
    ("a: @x\n", (1, 4), beginning("@")),
    ("a: `x`\n", (1, 4), beginning("`")),
    ("a: %x\n", (1, 4), beginning("%")),
    ("a: **bold**\n", (1, 4), beginning("*")),
    ("a: & b\n", (1, 4), beginning("&")),
    ("a: &amp; b\n", (1, 4), beginning("&")),
    ("[|]\n", (1, 2), beginning("|")),
    ("[>]\n", (1, 2), beginning(">")),
    ("a: !<x\n", (1, 4), TAG),
    ("a: !b!c\n", (1, 4), TAG),
    ("a: ? b\n", (1, 4), ("a `?` cannot stand here", "put quotes around it")),
    (
        "a: 1\n...\nb: 2\n",
        (3, 1),
        ("the record has ended before this", "remove it, or put quotes around the whole text"),
    ),
    (
        "a: |0\n  b\n",
        (1, 5),
        ("the YAML cannot be read: found an indentation indicator equal to 0", ""),
    ),
    ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n", (2, 1), CONFLICT),
    ("<<<<<<<\na: 1\n=======\na: 2\n>>>>>>>\n", (1, 1), CONFLICT),
]


@pytest.mark.parametrize(("text", "at", "words"), CASES)
def test_what_is_said(text: str, at: tuple[int, int], words: tuple[str, str]) -> None:
    loaded = load(text.encode(), "a.yaml")
    message, advice = words
    line, column = at
    span = Span(line, column, line, column + 1)
    assert loaded.document is None
    assert loaded.findings == (
        Finding("yaml-syntax", "error", message, "a.yaml", help=advice, span=span),
    )


@pytest.mark.parametrize(
    ("text", "column", "end"),
    [("a: !<x", 4, 5), ("[a", 1, 2), ("[", 2, 2), ("'", 1, 2), ('"\\', 2, 3)],
)
def test_a_mistake_at_the_end_of_the_file_has_a_place_in_it(
    text: str, column: int, end: int
) -> None:
    (finding,) = load(text.encode(), "a.yaml").findings
    assert (finding.slug, finding.span) == ("yaml-syntax", Span(1, column, 1, end))

"""Records whose every text acts: on terminals, workflows, spreadsheets, pages and readers' eyes."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from acceptance.conftest import Book
from acceptance.watching import COMMANDS, FORMS, STRICT, Done, harmless, theirs, watched
from eventbook.output import FORMATS
from eventbook.render import TARGETS

MANY = 30 if STRICT else 1
PAYLOADS = {
    "escape": "\x1b]0;owned\x07\x1b[2J\x1b[8m\x1bP\x1b\\ \x9b31m \x7f\x08\x00 organ",
    "lines": "organ\r\n::set-output name=x::owned\r::error::y\n##[error]owned\n  ::stop-commands::",
    "separators": "organ\u2028::error::owned\u2029##[error]owned\x85::warning::x\x0b\x0c\x1c",
    "bidi": "\u202eorgan\u202c \u2066x\u2069 \u061c\u200e\u200f\u202a\u202b\u202d \u2067\u2068",
    "hidden": "or\u200bgan\u2060\ufeff\u00ad\U000e0041\U000e0100\ufe0f\u3164\u034f\ue000\ufff9",
    "zalgo": "organ" + "\u0301\u0316\u0489" * 100 * MANY,
    "long": "organ" + "x" * 8_000 * MANY,
    "words": "organ " * 1_000 * MANY,
    "html": "<script>owned</script><img src=x onerror=owned>javascript:owned organ &lt;\"'`",
    "markdown": "organ | [x](javascript:owned) ![x](//x/y) `` ` `` <b> \\ # * _ ~ $x$ ---",
    "formula": "=cmd|'/C calc'!A0 organ",
    "template": "{{ 7*7 }}{% raw %}${7*7}%s%n{0.__class__} organ",
    "shell": "$(touch ran)`touch ran`;touch ran|organ\n!/bin/sh",
    "percent": "%0A::error::owned%0D%25 organ,:::",
    "surrogates": "organ \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0010ffff",
    "right": "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 organ \u05e9\u05dc\u05d5\u05dd",
}
IDS = [
    *(
        "../../../../etc/passwd",
        "/etc/passwd",
        "organ/../x",
        ".git/config",
        "..",
        ".",
        "",
        "con",
        "-rf",
    ),
    *(
        "organ\x1b[2J",
        "organ\n",
        "\u202eorgan",
        "organ\x00",
        "*",
        ":(glob)**",
        "--output=x",
        "C:x",
        "~",
    ),
    *(
        "organ" * 1_000,
        "${HOME}",
        "%2e%2e%2f",
        "organ.yaml",
        "ORGAN",
        "org\u0430n",
        "organ ",
        "a\\b",
    ),
]


def record(record_id: str, text: str) -> bytes:
    """A record, as JSON in ASCII, with a text in every place that takes one."""
    value = {
        "id": record_id,
        "title": {"en": text, "it": text},
        "type": text,
        "date": text,
        "status": text,
        "place": {"name": text, "city": text, "country": text, "coordinates": {"lat": text}},
        "summary": text,
        "keywords": [text, "organ"],
        "participants": [
            {"key": text, "name": text, "roles": [text], "aliases": [text], "ref": text}
        ],
        "programme": [{"kind": text, "people": [text], "note": text, "works": [{"title": text}]}],
        "statements": [
            {
                "id": text,
                "speaker": text,
                "kind": "quote",
                "text": text,
                "source": text,
                "lang": text,
            }
        ],
        "sources": [{"key": text, "title": text, "url": text, "sha256": text, "stored": text}],
        "relations": [{"kind": text, "event": text}],
        "waive": [{"rule": text, "reason": text, "by": text}],
        "review": {"status": text, "by": text},
        "local": {text[:200]: text},
        text[:200]: text,
    }
    return json.dumps(value).encode()


def filled(book: Book) -> Book:
    theirs(book)
    for name, text in PAYLOADS.items():
        book.record(name, record(name, text))
        if not (STRICT or f"{name}-2" in ON_PAGES):
            continue
        plain = {
            "id": f"{name}-2",
            "title": text,
            "date": "2019-05-18",
            "sources": [{"title": text}],
        }
        book.record(f"{name}-2", json.dumps(plain))
    for number, record_id in enumerate(IDS if STRICT else IDS[::4]):
        book.record(f"id{number}", record(record_id, "organ"))
    book.commit("Texts that act")
    return book


ESCAPING = [each for each in FORMS if each[0] != "render"]
ON_PAGES = ("escape-2", "bidi-2", "html-2", "separators-2")
PAGES = [["render", "-f", target, name] for target in TARGETS for name in ON_PAGES]


def test_no_text_acts_in_any_format(book: Book) -> None:
    filled(book)
    calls = [*COMMANDS, *ESCAPING, *PAGES]
    for name in PAYLOADS if STRICT else ["escape", "separators"]:
        calls += [
            ["show", name],
            ["show", f"{name}-2", "-f", "yaml"],
            ["edit", name, "--set", "a=b", "-n"],
        ]
    done = watched(book, calls)
    kept = {"csv"}  # data: only what acts everywhere is made visible there
    harmless([as_a_page(each) for each in done if not kept & {*each.arguments}])
    for each in done:
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", each.output), each.name
        assert each.status in (0, 1, 2), each.name
        if "github" in each.arguments:
            assert commands(each) <= {"error", "warning", "notice", "group", "endgroup"}
            assert "##[" not in each.output
        if "html" in each.arguments:
            assert "<script>owned" not in each.output
            assert "<img src=x" not in each.output
    assert not (book.root / "ran").exists()


def as_a_page(done: Done) -> Done:
    """Pages keep the marks that writing from right to left needs, which reorder nothing else.

    The lines of a calendar end as RFC 5545 has it; no carriage return stands anywhere else.
    """
    if done.arguments[0] != "render":
        return done
    output = re.sub("[\u061c\u200e\u200f]", "", done.output)
    return replace(done, output=output.replace("\r\n", "\n") if "ics" in done.arguments else output)


def commands(done: Done) -> set[str]:
    """The workflow commands in an output, read as the runner does (actions/runner)."""
    lines = re.split(r"\r\n|\r|\n", done.output)
    starts = [line.strip().removeprefix("::") for line in lines if line.strip().startswith("::")]
    return {re.split(r"[ :]", start)[0] for start in starts}


def test_ids_lead_nowhere(book: Book) -> None:
    """As arguments of every command that takes one, and in records, nothing outside is touched."""
    filled(book)
    before = sorted(book.root.rglob("*"))
    calls = []
    for record_id in IDS if STRICT else IDS[::4]:
        calls += [
            ["show", "--", record_id],
            ["edit", "-w", f"id={record_id}", "--set", "title=X", "-n"],
        ]
        if STRICT:
            calls += [["render", "--", record_id], ["diff", "main", "--", record_id]]
    harmless(watched(book, calls))
    after = [path for path in sorted(book.root.rglob("*")) if ".git" not in path.parts]
    assert after == [path for path in before if ".git" not in path.parts]


def test_the_formats_are_those_that_exist() -> None:
    """A format that is added is among those above."""
    named = {each[-1] for each in FORMS if "-f" in each}
    shown = {name for name, form in FORMATS.items() if any((form.report, form.rows, form.changes))}
    assert shown <= named

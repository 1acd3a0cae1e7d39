"""Hostile files: whatever stands in one, a run ends soon and says something sensible of it."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator

import pytest

from eventbook.check import SLUGS

RECORD = b"""\
# yaml-language-server: $schema=../../schemas/event.schema.json
id: 2019-turin-organ-recital
title: {en: "Organ recital, Turin", it: Recital d'organo a Torino}
type: concert
date: 2019-05-18
place: {name: Duomo, city: Turin, country: IT, coordinates: {lat: 45.07, lon: 7.68}}
participants:
  - {key: verdi, name: Anna Verdi, roles: [performer]}
  - {minor: true, label: A child (name withheld), roles: [reader]}
programme:
  - kind: performance
    people: [verdi]
    works: [{title: Fugue, composer: J. S. Bach}]
default_source: programme
statements:
  - speaker: verdi
    kind: quote
    text: >-
      The organ was silent
      for twelve years.
sources: [{key: programme, title: Printed programme, url: "https://example.org/p.pdf"}]
"""
# Bytes that no record may hold, and pieces that parsers, terminals and patterns stumbled over.
FORBIDDEN = [
    *(
        b"\x00",
        b"\x1b[2J",
        b"\x07",
        b"\x7f",
        b"\xff",
        b"\xc0\xaf",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80",
    ),
    *(b"\xef\xbb\xbf", b"\xc2\x85", b"\xe2\x80\xa8"),
]
PIECES = [
    *(b"\r", b"\r\n", b"\t", b"\n", b"\n  ", b" ", b"\xe2\x80\xae", b"\xe2\x80\x8b"),
    *(b"&a ", b"*a", b"!!binary ", b"!<x> ", b"<<: *a\n", b"? ", b": ", b"- ", b"%TAG ! x\n"),
    *(b"---\n", b"...\n", b"{", b"}", b"[", b"]", b'"', b"'", b"|2-\n", b">\n", b"#", b"@", b"`"),
    *(b"null", b"true", b"1e999", b"-0", b"0x", b".inf", b"9" * 400, b"\\x", b"\\uD800", b"''''"),
    *(("ə\u0301" * 50).encode(), "\U0001f468\u200d\U0001f469".encode(), "\ufdfa".encode()),
    *(b"id: x\n", b"id:\n", b"sources: []\n", b"date: [..]\n", b"minor: yes\n", b"x: " * 40),
]
SEED = 20190518
MUTATIONS = 220


def mutated(number: int) -> bytes:
    """The record with one to four pieces cut out, doubled or put in."""
    chance = random.Random(SEED + number)
    data = bytearray(RECORD)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((1, 1, 2, 5, 40))
        piece = chance.choice(FORBIDDEN if chance.random() < 0.1 else PIECES)
        match chance.randrange(5):
            case 0:
                del data[at : at + length]
            case 1:
                data[at:at] = piece
            case 2:
                data[at : at + length] = piece
            case 3:
                data[at:at] = data[at : at + length] * chance.choice((1, 30))
            case _:
                data[at : at + 1] = bytes([chance.randrange(0x20, 0x7F)])
    return bytes(data)


def shapes() -> Iterator[tuple[str, bytes]]:
    """Files that are deep, long or many of something, by name."""
    head = RECORD + b"local:\n  x: "
    for opening, closing in (("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("[{a: ", "}]")):
        for depth in (10, 63, 64, 1_000, 50_000):
            text = opening * depth + closing * depth
            yield f"deep-{ord(opening[0])}-{len(opening)}-{depth}", head + text.encode() + b"\n"
    stairs = "".join(f"{'  ' * depth}a:\n" for depth in range(700))
    yield "deep-stairs", RECORD + b"local:\n" + stairs.encode()
    yield "deep-document", b"[" * 500_000
    for what, piece in (
        ("keys", "k{}: 1\n"),
        ("unknown-names", "titel{}: 1\n"),
        ("same-key", "titel: {}\n"),
        ("documents", "--- {}\n"),
        ("anchors", "a{0}: &a{0} [x]\n"),
        ("aliases", "a{0}: *a{0}\n"),
        ("tags", "a{}: !x y\n"),
        ("comments", "# {}\n"),
        ("quotes", "a{}: 'it''s'\n"),
    ):
        yield f"many-{what}", RECORD + "".join(map(piece.format, range(3_000))).encode()
    roles = ", ".join(["performr"] * 5_000)
    yield "many-wrong-values", RECORD.replace(b"[performer]", f"[{roles}]".encode())
    yield "many-people", RECORD.replace(b"[verdi]", f"[{roles}]".encode())
    yield (
        "many-minors",
        RECORD.replace(b"programme:\n", b"  - {minor: true, name: N. N.}\n" * 900, 1),
    )
    for name, text in {
        "long-key": b"k" * 900_000 + b": 1\n",
        "long-key-explicit": b"? " + b"k" * 900_000 + b"\n: 1\n",
        "long-date": RECORD.replace(b"2019-05-18", b"2019-05-18 " * 10_000),
        "long-digits": RECORD.replace(b"45.07", b"4" * 200_000),
        "long-url": RECORD.replace(b"https://", b"https://" + b"a." * 100_000),
        "long-language": RECORD.replace(b"it: R", b"x" + b"-aaaaaaaa" * 20 + b": R"),
        "long-id": RECORD.replace(b"2019-turin", b"2019-" * 50_000),
        "long-line": RECORD.replace(b"Fugue", b"Fugue " * 100_000),
        "long-words": RECORD.replace(b"Fugue", b'"' + b"\xcc\x81" * 100_000 + b'"'),
        "long-block": RECORD.replace(b">-\n", b">-\n" + b"\n" * 300_000),
        "too-large": RECORD + b"#" * (1 << 20),
        "backtracking-email": RECORD + b"contact: {email: " + b"a@" * 50_000 + b"}\n",
        "backtracking-id": RECORD.replace(b"2019-turin", b"a" * 50_000 + b"!"),
        "backtracking-isbn": RECORD + b'ids: {isbn: "' + b"9-" * 50_000 + b'x"}\n',
        "prototype": RECORD + b"__proto__: {a: 1}\nconstructor: 1\n__class__: 1\n",
        "python": RECORD + b'x: !!python/object/apply:os.system ["touch owned"]\n',
        "template": RECORD.replace(b"Fugue", b"'{{ 7*7 }}{% raw %}${7*7}%s{0}'"),
        "half-record": RECORD[: len(RECORD) // 2],
        "json": json.dumps({"id": "json", "title": [None, {}]}).encode(),
        "utf-16": RECORD.decode().encode("utf-16"),
        "utf-32": RECORD.decode().encode("utf-32"),
        "zeros": bytes(4_096),
        "spaces": b" " * 100_000,
        "line-ends": b"\n\r" * 50_000,
        "dashes": b"-" * 100_000,
        "colons": b": " * 50_000,
        "percent": b"%" * 100_000,
        "surrogate-escapes": RECORD.replace(b"Organ recital", b"\\uD83D\\uDE00\\uD83D"),
        "escaped-controls": RECORD.replace(b"Organ recital", b"\\e]0;owned\\a\\0\\N\\L\\P"),
        "odd-white-space": RECORD.replace(b"Duomo", "\u00a0\u3000\u2003\u200b\ufeff".encode()),
    }.items():
        yield name, text


HOSTILE = {
    **{f"mutated-{number:03}": mutated(number) for number in range(MUTATIONS)},
    **dict(shapes()),
}


@pytest.fixture
def hostile(book):
    """A book of all of them, each in a file of its own."""
    for name, data in HOSTILE.items():
        book.write(f"records/events/{name}.yaml", data)
    return book


@pytest.mark.parametrize("stack", ["0", "1"])
def test_a_book_of_hostile_files(hostile, stack):
    env = {"EVENTBOOK_REFERENCE": stack}
    done = hostile.run("validate", "-f", "json", cwd=hostile.root, env=env, timeout=280)
    assert (done.returncode, done.stderr) == (1, "")
    findings = json.loads(done.stdout)
    assert {found["rule"] for found in findings} <= SLUGS
    assert all(found["location"]["line"] >= 1 <= found["location"]["column"] for found in findings)
    assert {found["severity"] for found in findings} == {"error", "warning"}
    named = {found["path"].split("/")[-1].removesuffix(".yaml") for found in findings}
    # Each has at least the wrong file name, unless it cannot be read at all, which is a finding.
    assert set(HOSTILE) - named == set()
    assert not (hostile.root / "owned").exists()


@pytest.mark.parametrize("form", ["full", "concise", "github"])
def test_what_is_said_of_them_is_harmless_and_short(hostile, form):
    done = hostile.run("validate", "-f", form, cwd=hostile.root, timeout=280)
    assert (done.returncode, done.stderr) == (1, "")
    assert [line for line in done.stdout.split("\n") if not harmless(line)] == []
    assert max(map(len, done.stdout.split("\n"))) < 4_000


def harmless(line: str) -> bool:
    """Whether no terminal acts on a line."""
    return all(letter.isprintable() or letter in "\u200d\u00a0\u3000\u2003" for letter in line)


def known(output: str) -> list[dict[str, object]]:
    """Findings without their fingerprints: equal ones in records of one id are numbered."""
    findings = json.loads(output)
    for finding in findings:
        del finding["fingerprint"]
    return findings


def test_every_one_alone_says_the_same(book):
    """What stands beside a file changes nothing about it (a sample)."""
    names = random.Random(SEED).sample(sorted(HOSTILE), 12)
    for name in names:
        book.write(f"records/events/{name}.yaml", HOSTILE[name])
    together = book("validate", "-f", "json", "--ignore", "id-duplicate").stdout
    expected = known(together)
    alone = []
    for name in sorted(names):
        target = f"records/events/{name}.yaml"
        done = book("validate", "-f", "json", "--ignore", "id-duplicate", target)
        alone += known(done.stdout)
    assert alone == expected
    assert sys.getsizeof(together) > 1_000

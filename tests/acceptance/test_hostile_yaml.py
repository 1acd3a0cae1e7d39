"""Files of YAML made to exhaust, to confuse or to run something: each is refused, or read as plain
data, in less than a second."""

from __future__ import annotations

from collections.abc import Iterator

from acceptance.conftest import Book
from acceptance.watching import STRICT, Done, harmless, theirs, watched

MIB = 1 << 20
HEAD = b"id: organ\ntitle: Organ recital\ndate: 2019-05-18\nsources: [{title: P}]\nlocal: "


def filled(piece: bytes, head: bytes = b"", tail: bytes = b"") -> bytes:
    """A file just below the limit, of one piece again and again."""
    return head + piece * ((MIB - len(head) - len(tail) - 1) // len(piece)) + tail


def shapes() -> Iterator[tuple[str, bytes]]:
    """Nesting of seven shapes and more, at the largest size that is read."""
    for piece in (
        b"[",
        b"{",
        b"- ",
        b"? ",
        b"[{a: ",
        b"{? ",
        b"[[",
        b"{a: ",
        b"!!x ",
        b"&a ",
        b"*a ",
    ):
        yield f"only {piece.decode()!r}", filled(piece)
        yield f"behind a record {piece.decode()!r}", filled(piece, HEAD)
    for piece in (
        b"'",
        b'"',
        b"|",
        b">",
        b"#",
        b"%",
        b"@",
        b"`",
        b",",
        b":",
        b": ",
        b"\t",
        b" ",
        b"\n",
    ):
        yield f"many {piece!r}", filled(piece, HEAD)
    for piece in (b"--- x\n", b"...\n", b"---\n", b"%YAML 1.1\n", b"%TAG ! tag:x,2000:\n---\n"):
        yield f"documents {piece!r}", filled(piece)
    stairs = b"".join(b" " * depth + b"a:\n" for depth in range(1_400))
    yield "stairs", stairs
    yield "stairs of lists", b"".join(b" " * depth + b"-\n" for depth in range(1_400))
    yield "one key, many times", filled(b"a: 1\n")
    yield "lists in one list", filled(b"[],", HEAD + b"[", b"]\n")
    yield "maps in one list", filled(b"{},", HEAD + b"[", b"]\n")
    yield "nulls", filled(b",", HEAD + b"[", b"]\n")
    yield "keys without values", filled(b"a,", HEAD + b"{", b"}\n")


def bombs() -> Iterator[tuple[str, bytes]]:
    """What grows when it is read."""
    laughs = b"a0: &a0 [lol, lol]\n" + b"".join(
        b"a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 30)
    )
    yield "a billion laughs", laughs
    merges = b"a0: &a0 {k0: v}\n" + b"".join(
        b"a%d: &a%d {<<: [*a%d, *a%d], k%d: v}\n" % (n, n, n - 1, n - 1, n) for n in range(1, 30)
    )
    yield "merges that double", merges
    yield "an alias to itself", b"a: &a [*a]\n"
    yield "an alias as a key", b"a: &a [1]\n*a : 2\n"
    yield "anchors", b"".join(b"a%d: &a%d x\n" % (n, n) for n in range(40_000))
    yield "merges of one map", filled(b"- <<: {a: 1}\n")
    yield "a text of nearly everything", filled(b"x", HEAD)
    yield "a text in quotes", filled(b"x", HEAD + b'"', b'"\n')
    yield "escapes", filled(b"\\x41", HEAD + b'"', b'"\n')
    yield "wide escapes", filled(b"\\U0001F600", HEAD + b'"', b'"\n')
    yield "escaped line ends", filled(b"\\\n", HEAD + b'"', b'"\n')
    yield "blank lines in a text", filled(b"\n", HEAD + b'"', b'"\n')
    yield "a folded text", filled(b" x\n", HEAD + b">\n")
    yield "an indented text", HEAD + b"|9\n" + b" " * 900_000 + b"x\n"
    yield "a long key", filled(b"k", b"", b": 1\n")
    yield "a long key in quotes", filled(b"k", b'"', b'": 1\n')
    yield "long keys", b"".join(b"%s%d: 1\n" % (b"k" * 1_000, n) for n in range(1_000))
    yield "a long anchor", filled(b"a", HEAD + b"&", b" x\n")
    yield "a long tag", filled(b"a", HEAD + b"!", b" x\n")
    yield "a tag of escapes", filled(b"%41", HEAD + b"!<", b"> x\n")
    yield "a long comment", filled(b"# ", HEAD + b"x ")


def scalars() -> Iterator[tuple[str, bytes]]:
    """Numbers, dates and other plain words that Python, JSON or YAML stumble over."""
    for text in (
        *(
            "9" * 400_000,
            "-" + "9" * 5_000,
            "0." + "0" * 400_000 + "1",
            "1e" + "9" * 4_000,
            "1e400",
        ),
        *("0x" + "f" * 200_000, "0b" + "1" * 200_000, "0o7" + "7" * 5_000, ".inf", "-.INF", ".nan"),
        *(
            "1:" * 100_000 + "1",
            "190:20:30",
            "1_000" + "_000" * 50_000,
            "+" * 10_000,
            "0" * 100_000,
        ),
        *("2019-13-45", "0000-00-00", "2019-05-18T25:61:61Z", "9" * 300 + "-01-01", "-0", "~", "="),
        *(
            "!!int x",
            "!!float y",
            "!!timestamp z",
            "!!binary ====",
            "!!set {a, b}",
            "!!omap [a: 1]",
        ),
        *(
            "!!python/object/apply:os.system [touch ran]",
            "!!python/name:os.system",
            "!!js/function x",
        ),
        *(
            "!!python/object/new:os.system [touch ran]",
            "!!python/module:antigravity",
            "!!pairs [a: b]",
        ),
        *("!ruby/object:Gem {}", "!<tag:yaml.org,2002:python/tuple> [1]", "!include /etc/passwd"),
        *("!ENV ${HOME}", "${HOME}", "$(touch ran)", "{{ 7*7 }}", "%(x)s", "{0.__class__}", "<<"),
    ):
        yield f"{text[:30]}", HEAD + text.encode() + b"\n"
        yield f"date {text[:30]}", HEAD.replace(b"2019-05-18", text.encode()) + b"x\n"


def encodings() -> Iterator[tuple[str, bytes]]:
    """Bytes that are no UTF-8, that some programs read otherwise, or that act."""
    text = (HEAD + b"x\n").decode()
    for name in (
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-7",
        "utf-8-sig",
        "cp500",
    ):
        yield name, text.encode(name)
    for piece in (
        *(
            b"\x00",
            b"\x1b[2J",
            b"\x07",
            b"\x08",
            b"\x0b",
            b"\x0c",
            b"\x7f",
            b"\xc2\x85",
            b"\xc2\x9b31m",
        ),
        *(b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xef\xbb\xbf", b"\xef\xbf\xbe", b"\xef\xbf\xbf"),
        *(
            b"\xff",
            b"\xc0\xaf",
            b"\xe0\x80\xaf",
            b"\xf0\x80\x80\xaf",
            b"\xed\xa0\x80",
            b"\xed\xb0\x80",
        ),
        *(b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xc3", b"\xe2\x80", b"\r", b"\r\n\n\r"),
        *("\u202e".encode(), "\u2066".encode(), "\u200b\u200d".encode(), "\U000e0041".encode()),
        *(b"+ADw-script+AD4-", "\u0301".encode() * 200_000, "\ufdfa".encode() * 300_000),
    ):
        yield f"raw {piece[:8]!r}", HEAD + piece + b"x\n"
        yield f"in the title {piece[:8]!r}", HEAD.replace(b"Organ", b"Or" + piece + b"gan") + b"x\n"
    for escape in (
        *(r"\0", r"\a", r"\b", r"\e[2J", r"\e]0;owned\a", r"\x7f", r"\x9b31m", r"\N", r"\L", r"\P"),
        *(
            r"\uD800",
            r"\uDFFF",
            r"\uD83D\uDE00",
            r"\U00110000",
            r"\UFFFFFFFF",
            r"\u202e",
            r"\ufeff",
        ),
        *(r"\r", r"\r\n::error::x", r"\t", r"\_", r"\/", r"\ ", r"\q", r"\x", r"\u12", "\\\n"),
    ):
        quoted = f'"Or{escape}gan"'.encode()
        yield f"escape {escape!r}", HEAD.replace(b"Organ recital", quoted) + b"x\n"
        yield f"key {escape!r}", HEAD + b"{" + quoted + b": 1}\n"


ALL = [*shapes(), *bombs(), *scalars(), *encodings()]
FILES = ALL if STRICT else ALL[::13]
"""Each alone, for the time of one would hide in the time of all; EVENTBOOK_STEPS=1 takes all."""


def test_each_file_alone(book: Book) -> None:
    theirs(book)
    calls = [["validate", "-f", "full", "-"]] * len(FILES)
    done = watched(book, calls, inputs=[data for _, data in FILES])
    named = [each.renamed(name) for each, (name, _) in zip(done, FILES, strict=True)]
    harmless(named)
    assert max(each.memory for each in done) < 300 << 20
    assert [each.name for each in named if each.output == ""] == []
    assert not (book.root / "ran").exists()


def test_all_of_them_in_one_book(book: Book) -> None:
    theirs(book)
    for number, (_, data) in enumerate(FILES):
        book.record(f"r{number}", data)
    book.commit("Every one")
    seconds = len(FILES) * 0.3
    calls = [
        ["validate", "-f", "json", "--rev", "theirs"],
        ["validate", "-f", "github"],
        ["list", "-f", "tsv"],
        ["search", "organ"],
        ["fmt", "--check"],
        ["diff", "main...", "-f", "json"],
        ["diff", "main..."],
        ["status"],
    ]
    done = watched(book, calls)
    harmless(done, seconds=seconds)
    assert kept_apart(done[0])


def kept_apart(done: Done) -> bool:
    """Whether every file was looked at."""
    return sum(f"/r{number}.yaml" in done.output for number in range(len(FILES))) == len(FILES)

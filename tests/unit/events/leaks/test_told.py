from __future__ import annotations

from dataclasses import replace

from eventbook.book.history import Past
from eventbook.events.leaks.in_history import HistoryCheck
from eventbook.events.leaks.matcher import Matcher
from eventbook.events.leaks.names import read_names
from eventbook.events.leaks.text import as_text
from eventbook.events.leaks.told import (
    HELP,
    MOST,
    blanked,
    exposed_list,
    in_path,
    in_text,
    in_words,
)
from eventbook.findings import Finding, Fix, Related, Span

NAMES = Matcher(read_names(b"Ann Example\nBo Person\n", "list"))
FIRST, SECOND = "a" * 40, "b" * 40


def leak(message: str, path: str, line: int = 1, column: int = 1) -> Finding:
    span = Span(line, column, line, column + 1)
    if (line, column) == (1, 1) and "stands here" not in message:
        span = Span(1, 1, 1, 1)
    return Finding("withheld-leak", "error", message, path, help=HELP, private=True, span=span)


def test_a_text_is_told_by_places() -> None:
    assert list(in_text(NAMES, "a.md", "x\r\né Ann\nExample")) == [
        leak("a withheld name stands here (line 1 of the list)", "a.md", 2, 3)
    ]
    assert list(in_text(NAMES, "a.md", "Bo Person", "in what is staged")) == [
        leak("a withheld name stands here in what is staged (line 2 of the list)", "a.md")
    ]
    assert next(iter(in_text(NAMES, "a.md", "Ann Example, Bo Person", but={1}))).span == (
        Span(1, 14, 1, 15)
    )
    assert list(in_text(NAMES, "a.md", "Nobody")) == []


def test_many_in_one_file_are_counted() -> None:
    found = list(in_text(NAMES, "a.md", "Ann Example;\n" * (MOST + 3)))
    assert len(found) == MOST + 1
    assert (found[-1].message, found[-1].span) == (
        "and 3 more withheld names from here on",
        Span(MOST + 1, 1, MOST + 1, 2),
    )
    assert len(list(in_text(NAMES, "a.md", "Ann Example;\n" * MOST))) == MOST


def test_a_path_is_told_without_its_names() -> None:
    assert list(in_path(NAMES, "people/ann-example/bo_person.yaml")) == [
        leak(
            f"the path of this file holds a withheld name (line {line} of the list)",
            "people/(withheld)/(withheld).yaml",
        )
        for line in (1, 2)
    ]


def test_a_message_is_told_by_its_lines() -> None:
    text = "Add\n\nby Ann\nExample"
    assert list(in_words(NAMES, text, "the message of commit 1", ".git")) == [
        leak("the message of commit 1, line 3, holds a withheld name (line 1 of the list)", ".git")
    ]
    many = list(in_words(NAMES, "Ann Example;" * (MOST + 2), "the head of tag 1", ".git"))
    assert many[0] == leak("the head of tag 1 holds a withheld name (line 1 of the list)", ".git")
    assert many[MOST:] == [leak("the head of tag 1: and 2 more", ".git")]


def test_the_list_itself() -> None:
    tracked = exposed_list("names.txt", tracked=True)
    assert (tracked.message, tracked.help) == (
        "git tracks the list of withheld names",
        "git rm --cached it, add it to .gitignore, and clean the history of names.txt",
    )
    fresh = exposed_list("names.txt", tracked=False)
    assert (fresh.message, fresh.help) == (
        "git does not ignore the list of withheld names",
        "add names.txt to .gitignore",
    )
    assert tracked.private
    assert fresh.private


def test_findings_of_other_rules_lose_the_names_in_them() -> None:
    name, blank = "Ann Example", "(withheld)"
    given = Finding(
        slug="x",
        severity="error",
        message=f"a {name}",
        path=f"b {name}",
        place=("c", 0, name),
        record="ann-example",
        label=name,
        help=f"d {name}",
        note=f"e {name}",
        schema_path=f"#/properties/{name}",
        fix=Fix("safe", f"f {name}"),
        related=(Related(f"g {name}", f"h {name}", (name, 1)),),
    )
    wanted = Finding(
        slug="x",
        severity="error",
        message=f"a {blank}",
        path=f"b {blank}",
        place=("c", 0, blank),
        record=blank,
        label=blank,
        help=f"d {blank}",
        note=f"e {blank}",
        schema_path=f"#/properties/{blank}",
        related=(Related(f"g {blank}", f"h {blank}", (blank, 1)),),
    )
    harmless = replace(wanted, record=None, fix=Fix("safe", "f"))
    assert blanked([given, harmless], NAMES) == [wanted, harmless]


def test_a_history_is_told_where_a_name_came_in_and_counted_after() -> None:
    check = HistoryCheck(NAMES, lambda path: path and f"../{path}", "../.git")
    history = [
        Past("commit", FIRST, "", b"tree x\nauthor Ann Example <a@b>\n\nBegin\n"),
        Past("path", FIRST, "ann-example"),
        Past("path", FIRST, "ann-example/a"),
        Past("file", FIRST, "ann-example/a", b"Ann Example"),
        Past("file", FIRST, "b", None),
        Past("commit", SECOND, "", b"tree x\nauthor A <a@b>\n\nFor\n\nBo Person\n"),
        Past("file", SECOND, "ann-example/a", b"Ann Example; Bo Person"),
        Past("file", SECOND, "ann-example/a", b"Ann Example too"),
        Past("file", SECOND, "ann-example/a", b"Bo Person"),
        Past("file", SECOND, "c", b"Nobody"),
        Past("tag", SECOND, "", None),
        Past("tag", SECOND, "", b"object x\ntagger Bo Person <a@b>\n\nv1\n"),
    ]
    first, second = "a" * 12, "b" * 12
    folder = "../(withheld)"
    assert list(check.findings(["refs/heads/main", "refs/heads/bo-person"], history)) == [
        leak("the name of refs/heads/(withheld) holds a withheld name (line 2 of the list)",
             "../.git"),
        leak(f"the head of commit {first} (who made it), line 2, holds a withheld name"
             " (line 1 of the list)", "../.git"),
        leak(f"the path of this file holds a withheld name in commit {first}"
             " (line 1 of the list)", folder),
        leak(f"a withheld name stands here in commit {first} (line 1 of the list)", f"{folder}/a"),
        leak(f"the message of commit {second}, line 3, holds a withheld name"
             " (line 2 of the list)", "../.git"),
        leak(f"a withheld name stands here in commit {second} (line 2 of the list)",
             f"{folder}/a", 1, 14),
        leak(f"the head of tag {second} (who made it), line 2, holds a withheld name"
             " (line 2 of the list)", "../.git"),
        leak(f"withheld names stand in 2 later versions of this file, up to commit {second}",
             f"{folder}/a"),
    ]  # fmt: skip
    assert check.skipped == [
        f"../b in commit {first}: too large",
        f"../.git in commit {second}: too large",
    ]


def test_bytes_of_any_kind_become_text() -> None:
    assert as_text("é".encode()) == as_text(b"\xef\xbb\xbf\xc3\xa9") == "é"
    assert as_text("é".encode("utf-16")) == as_text(b"\xfe\xff\x00\xe9") == "é"
    assert as_text(b"a\xff\x00b") == "a\ufffd\0b"

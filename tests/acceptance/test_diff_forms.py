"""`eventbook diff` in its formats, of some fields alone, in short; and what it refuses."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

import jsonpatch
import pytest
from markdown_it import MarkdownIt

from acceptance.conftest import EVENTBOOK, Book

FIRST = """\
id: spring
title: Spring concert
date: 2026-05-01
summary: The choir of the house sang two songs, and the guests stood up and sang along.
keywords: [songs, choir]
participants:
  - {key: lee, name: Ann Lee, roles: [speaker]}
  - {key: ray, name: Bo Ray, roles: [performer]}
sources: [{key: a, title: Programme}]
"""
SECOND = """\
# Checked against the programme.
id: spring
title: Spring concert at the lake
date: 2026-05-01
summary: The choir of the house sang three songs, and the guests stood up and sang along.
keywords: [choir, songs]
participants:
  - {key: ray, name: Bo Ray, roles: [performer], position: pianist}
  - {key: lee, name: Ann Lee, roles: [speaker]}
sources: [{key: a, title: Programme}]
"""

HOSTILE = (
    "</code></summary></details><script>alert(1)</script> <img src=x onerror=1>"
    " ![i](http://e.x/i.png) [l](http://e.x) <http://e.x> @octocat #12 http://e.x"
    " ``` ```` ~~~ | a | $x$ <!-- &lt; **b** \x1b[31m\u202e :smile:"
)


@pytest.fixture
def changed(book: Book) -> Book:
    """A record with changed values, one with another layout, one removed and one added."""
    book.record("spring", FIRST)
    book.record("layout", FIRST.replace("id: spring", "id: layout"))
    book.record("gone")
    book.commit()
    book.record("spring", SECOND)
    book.record("layout", "# looked at\n" + FIRST.replace("id: spring", "id: layout"))
    (book.root / "records/events/gone.yaml").unlink()
    book.record("fresh", "id: fresh\ntitle: Reading\ndate: 2020-01-02\nsources: [{title: Bill}]\n")
    return book


def shown(book: Book, *words: str) -> str:
    done = book("diff", *words)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def refused(book: Book, *words: str) -> str:
    done = book("diff", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    return done.stderr


def value(book: Book, *words: str) -> dict[str, object]:
    done = book("show", *words, "-f", "json")
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_a_patch_for_each_record(changed):
    patches = {each["record"]: each for each in json.loads(shown(changed, "-f", "json-patch"))}
    assert {name: each["status"] for name, each in patches.items()} == {
        "spring": "changed",
        "gone": "removed",
        "fresh": "added",
    }
    assert patches["fresh"]["patch"][0]["op"] == "add"
    assert [each["op"] for each in patches["gone"]["patch"]] == ["test", "remove"]
    new = value(changed, "spring")
    changed.git("stash", "--quiet")
    old = value(changed, "spring")
    assert jsonpatch.apply_patch(old, patches["spring"]["patch"]) == new


def test_one_patch_for_two_files_applies_and_the_reverse_takes_it_back(changed, tmp_path):
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(FIRST)
    new.write_text(SECOND)
    patch = tmp_path / "patch.json"
    for more, start, end in (([], FIRST, SECOND), (["-R"], SECOND, FIRST)):
        patch.write_text(shown(changed, str(old), str(new), *more, "-f", "json-patch"))
        changed.record("spring", start)
        done = changed("edit", "spring", "--patch", str(patch), "--write")
        assert done.returncode == 0, done.stderr
        then = value(changed, "spring")
        changed.record("spring", end)
        assert then == value(changed, "spring")
        stale = changed("edit", "spring", "--patch", str(patch), "--write")
        assert (stale.returncode, "does not hold what is expected" in stale.stderr) == (1, True)
    assert shown(changed, str(old), str(old), "-f", "json-patch") == "[]\n"


def test_a_patch_that_private_values_would_be_in_does_not_claim_to_be_one(changed):
    changed.write(".withheld", "Cy Anvelsson\n")
    named = FIRST.replace("name: Ann Lee", "withheld: true, label: A guest, name: Cy Anvelsson")
    changed.record("spring", named)
    done = changed("diff", "spring", "-f", "json-patch", env={"EVENTBOOK_WITHHELD": ""})
    (each,) = json.loads(done.stdout)
    assert each["patch"] is None
    assert "private values differ" in each["problem"]
    assert "Anvelsson" not in done.stdout
    done = changed("diff", "fresh", "spring", "-f", "json-patch", env={"EVENTBOOK_WITHHELD": ""})
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no patch: private values differ" in done.stderr


def test_a_summary_to_paste(changed):
    assert shown(changed, "--summary") == (
        "1 record added, 1 removed, 1 changed, 1 in formatting or comments only.\n"
        "\n"
        "- Added: Reading (fresh).\n"
        "- Removed: Concert gone (gone).\n"
        "- In formatting or comments only: Spring concert (layout).\n"
        "- Changed: Spring concert at the lake (spring): title changed from Spring concert to "
        "Spring concert at the lake; summary changed: 1 word removed, 1 word added; "
        "position of participant ray added: pianist; participant lee moved from 1 to 2.\n"
    )
    assert shown(changed, "--summary", "layout", "--only", "title") == ""


def test_only_and_ignore(changed):
    assert shown(changed, "spring", "--only", "participants.position") == (
        "changed event spring  records/events/spring.yaml\n"
        "  + participants[key=ray].position: position of participant ray added: pianist\n"
    )
    assert shown(changed, "spring", "--only", "participants[key=lee].name") == ""
    ignoring = ["--ignore", "title", "--ignore", "summary", "--ignore", "participants"]
    assert shown(changed, "spring", *ignoring) == ""
    for form in ("text", "json", "markdown"):
        done = changed("diff", "spring", *ignoring, "--exit-code", "-f", form)
        assert done.returncode == 0
    assert changed("diff", "spring", "--ignore", "title", "--exit-code").returncode == 1
    assert shown(changed, "--only", "title", "--name-only") == (
        "records/events/fresh.yaml\nrecords/events/gone.yaml\nrecords/events/spring.yaml\n"
    )


def test_the_order_of_sets(changed):
    only = ["spring", "--only", "keywords"]
    assert shown(changed, *only) == ""
    assert "keyword moved from" in shown(changed, *only, "--order")
    assert changed("diff", *only, "--order", "--exit-code").returncode == 1


def test_formatting_counts_where_it_is_asked_for(changed):
    assert shown(changed, "layout") == "formatting event layout  records/events/layout.yaml\n"
    assert changed("diff", "layout", "--exit-code").returncode == 0
    assert changed("diff", "layout", "--exit-code", "--formatting").returncode == 1


def test_differences_that_the_eye_may_miss_are_named(changed):
    text = FIRST.replace("two songs, and", "two songs,  and").replace("Spring", "Spríng")
    changed.record("spring", text)
    changed.commit()
    changed.record("spring", FIRST.replace("Spring", "Spri\u0301ng"))
    notes = {"title": "unicode normalisation only", "summary": "whitespace only"}
    (each,) = json.loads(shown(changed, "-f", "json"))
    assert {change["path"]: change["note"] for change in each["changes"]} == notes
    for form in ("text", "markdown"):
        found = shown(changed, "-f", form)
        assert all(f"({note})" in found for note in notes.values())
    assert "(whitespace only)" in shown(changed, "--summary")


def test_names_for_other_programs(changed):
    names = shown(changed, "--name-only", "-0").split("\0")
    assert names == [
        *(f"records/events/{name}.yaml" for name in ("fresh", "gone", "layout", "spring")),
        "",
    ]


def test_markdown_holds_its_text_in_code(changed):
    hostile = json.dumps(HOSTILE)
    changed.record(
        "spring", SECOND.replace("Spring concert at the lake", hostile).replace("pianist", hostile)
    )
    text = shown(changed, "-f", "markdown")
    tokens = MarkdownIt("commonmark").parse(text)
    blocks = [token.content for token in tokens if token.type == "html_block"]
    for block in blocks:
        inside = block.replace("<details>", "").replace("</details>", "")
        for tag in ("<summary>", "</summary>", "<code>", "</code>"):
            inside = inside.replace(tag, "")
        assert "<" not in inside
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "code_inline", "softbreak"}
    outside = "".join(
        child.content for token in tokens for child in token.children or () if child.type == "text"
    )
    assert not {"@", "<", "http"} & set(outside)
    assert "octocat" not in outside
    assert text.count("<details>") == text.count("</details>\n") == 1
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--only plcae.city", "no schema knows `plcae.city`; did you mean `place.city`?"),
        ("--ignore titel", "no schema knows `titel`; did you mean `title`?"),
        ("--only a[", "the path `a[` is wrong at its end"),
        ("--stat -f json", "--stat is for text; leave out --format"),
        ("--name-only -f markdown", "--name-only is for text; use --summary"),
        ("--summary -f json", "--summary is for text and Markdown"),
        ("--stat --summary", "--stat and --summary exclude each other"),
        ("-0", "--null ends names; add --name-only"),
        ("--formatting", "--formatting says what --exit-code counts; give both"),
        ("--only title -f json-patch", "--only and --ignore do not fit"),
        ("--staged HEAD..main", "--staged compares with the index, not with `main`"),
        ("-f html", "unknown format `html`"),
        ("records/events/fresh.yaml bad.yaml", "bad.yaml cannot be compared: line 3, column 1: "),
        ("bad.yaml bad.yaml", "compare the lines with `git diff --no-index`"),
        ("both spring", "`both` may be a revision, or a record to compare with `spring`"),
        ("spring both~0", "`both~0` is a revision, and what stands behind the first word"),
        ("HEAD both~0", "compare two revisions with `OLD..both~0`"),
        ("both", "`both` may be a revision, or a record of the book; write `both~0`"),
        ("file fresh", "`file` may be a revision, or a file to compare with `fresh`"),
    ],
)
def test_what_does_not_fit_is_said(changed, words, message):
    changed.record("both")
    changed.write("bad.yaml", "id: x\ntitle: [\n")
    changed.write("file", FIRST)
    changed.git("branch", "both")
    changed.git("branch", "file")
    assert message in refused(changed, *words.split())


def test_what_is_ambiguous_can_be_said_otherwise(changed):
    changed.record("both", FIRST.replace("id: spring", "id: both"))
    changed.git("branch", "both")
    for words in (["both~0", "spring"], ["both~0", "records/events/spring.yaml"]):
        (each,) = json.loads(shown(changed, *words, "-f", "json"))
        assert (each["record"], each["old_path"]) == ("spring", None)
    (each,) = json.loads(shown(changed, "./records/events/both.yaml", "spring", "-f", "json"))
    assert (each["record"], each["old_path"]) == ("spring", "records/events/both.yaml")


def test_many_changes_into_a_pipe_that_closes(book):
    for number in range(400):
        book.record(f"r{number}", FIRST.replace("id: spring", f"id: r{number}"))
    book.commit()
    for number in range(400):
        book.record(f"r{number}", SECOND.replace("id: spring", f"id: r{number}"))
    command = f"{EVENTBOOK} diff -f $0 | head -c 100"
    for form in ("text", "json", "json-patch", "markdown"):
        done = book.run.program("bash", "-o", "pipefail", "-c", command, form, cwd=book.root)
        assert done.returncode in (0, 141)
        assert done.stderr == ""
    text = shown(book, "-f", "markdown")
    assert 50_000 < len(text) <= 65_536
    assert "Not shown for want of room: " in text.splitlines()[-1]


def test_a_narrow_terminal(changed):
    main, terminal = pty.openpty()
    command = [EVENTBOOK, "--color", "never", "diff", "spring"]
    environment = {**changed.run.environment(), "COLUMNS": "20", "TERM": "xterm"}
    done = subprocess.run(
        command, cwd=changed.root, env=environment, stdout=terminal, timeout=60, check=False
    )
    os.close(terminal)
    written = os.read(main, 4096)
    os.close(main)
    assert done.returncode == 0
    assert max(map(len, written.splitlines()[1:])) <= 40
    assert b"Spring concert" in written.replace(b"\r\n      ", b" ")


def test_two_files_without_a_book(run, tmp_path: Path):
    (tmp_path / "a.yaml").write_text(FIRST)
    (tmp_path / "b.yaml").write_text(SECOND)
    done = run("diff", "a.yaml", "b.yaml", "--only", "title", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "at the lake" in done.stdout
    done = run("diff", "a.yaml", "missing.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")


def test_two_files_of_a_book_in_no_repository(run, tmp_path: Path):
    (tmp_path / "records").mkdir()
    (tmp_path / "schemas").mkdir()
    (tmp_path / "a.yaml").write_text(FIRST)
    (tmp_path / "b.yaml").write_text(SECOND)
    done = run("diff", "a.yaml", "b.yaml", "--name-only", cwd=tmp_path)
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)

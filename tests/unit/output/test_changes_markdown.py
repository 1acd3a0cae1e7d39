"""Changes as Markdown: whole pages, hostile text, and the room they have."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from eventbook.changes.book_diff import RecordChange
from eventbook.changes.diff import Change
from eventbook.escape import terminal
from eventbook.output.changes_markdown import changes, code

TITLE = Change("replace", ("title",), ("title",), "A", "B", ("title",), ("title",))


def record(name: str, *found: Change, status: str = "changed", **more: str) -> RecordChange:
    return RecordChange(name, "event", status, f"{name}.yaml", changes=found, **more)  # type: ignore[arg-type]


def test_a_page() -> None:
    records = [
        record("a", status="added", title="Reading"),
        record("b", TITLE, title="B"),
        record("c", status="formatting"),
        record("d", TITLE, status="renamed", old_record="was", old_path="was.yaml"),
        record("e", problem="the new version cannot be read: line 2, column 1: a tab"),
    ]
    assert changes(records) == (
        "### 1 record added, 2 changed, 1 renamed, 1 in formatting or comments only\n"
        "\n"
        "- Added: `a` (`Reading`)\n"
        "- Changed: `b` (`B`), `e`\n"
        "- Renamed: `was` → `d`\n"
        "- In formatting or comments only: `c`\n"
        "\n"
        "<details>\n"
        "<summary>changed <code>event</code> <code>b</code> – 1 change</summary>\n"
        "\n"
        "```diff\n"
        "changed event b  b.yaml\n"
        "! title: A → B\n"
        "```\n"
        "\n"
        "</details>\n"
        "\n"
        "<details>\n"
        "<summary>renamed <code>event</code> <code>d</code> – 1 change</summary>\n"
        "\n"
        "```diff\n"
        "renamed event was → d  was.yaml → d.yaml\n"
        "! title: A → B\n"
        "```\n"
        "\n"
        "</details>\n"
        "\n"
        "<details>\n"
        "<summary>changed <code>event</code> <code>e</code> – not readable</summary>\n"
        "\n"
        "```diff\n"
        "changed event e  e.yaml\n"
        "! the new version cannot be read: line 2, column 1: a tab\n"
        "```\n"
        "\n"
        "</details>\n"
        "\n"
    )
    assert changes(records, summary=True) == changes(records).partition("\n<details>")[0]
    assert changes([]) == "### No record changed\n"
    (*_, after, _) = MarkdownIt("commonmark").parse(changes(records) + "Behind it\n")
    assert (after.type, after.content) == ("inline", "Behind it")


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("room", [1_000, 3_000, 65_000])
@pytest.mark.parametrize("text", ["x", "word " * 500, "\U0001f3bb" * 5_000, "`" * 9_000])
@pytest.mark.parametrize("number", [1, 400])
def test_it_stays_within_its_room(room: int, text: str, number: int) -> None:
    change = TITLE._replace(new=text)
    records = [
        record(f"{status}-{each:05}", *([change] if status == "changed" else []), status=status)
        for status in ("added", "changed")
        for each in range(number)
    ]
    page = changes(records, room=room)
    assert utf16(page) <= room
    assert page.startswith(f"### {number} record")
    assert page.count("<details>") == page.count("</details>\n")
    left_out = number - page.count("<details>")
    assert ("Not shown for want of room: " in page) == bool(left_out)
    if left_out:
        noun = "record" if left_out == 1 else "records"
        assert page.endswith(f"Not shown for want of room: {left_out} {noun} changed.\n")


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=12)
    | st.text("`~<>&\\ *_[]()!", max_size=20)
)
def test_a_code_span_shows_its_text_and_nothing_else(text: str) -> None:
    (_, inline, _) = MarkdownIt("commonmark").parse(f"a {code(text)} b")
    children = [(child.type, child.content) for child in inline.children or ()]
    shown = terminal(text) if terminal(text).strip() else '""'
    assert children == [("text", "a "), ("code_inline", shown), ("text", " b")]


@given(st.text("`~<>&\\ *_[]()!@#\n-+x:/", max_size=60), st.text("`~<>&\"'x", max_size=9))
def test_nothing_of_a_record_acts(text: str, name: str) -> None:
    added = Change("add", new_place=("note",), new=text, new_trail=("note",))
    page = changes([record(f"id{name}", added, TITLE._replace(new=text * 3), title=text)])
    tokens = MarkdownIt("commonmark").parse(page)
    assert [token.type for token in tokens if token.level == 0 and token.nesting >= 0] == [
        "heading_open",
        "bullet_list_open",
        "html_block",
        "fence",
        "html_block",
    ]
    block = next(token for token in tokens if token.type == "html_block")
    assert block.content == (
        "<details>\n<summary>changed <code>event</code> "
        f"<code>{html.escape(terminal('id' + name))}</code> – 2 changes</summary>\n"
    )

"""Lists in two lines a row."""

from __future__ import annotations

from eventbook.output import Table, TableContext, rows

TABLE = Table(
    columns=("id", "note", "title"),
    rows=[
        ["a", None, {"de": "Lied", "en": "Song"}],
        ["b", "x\x1b", "  "],
        ["c", "y" * 30, "z" * 30],
    ],
)


def test_what_it_is_and_under_it_the_last_column() -> None:
    assert rows("text")(TABLE, TableContext(language="en")) == (
        f"a\n    Song\nb  x\\x1b\nc  {'y' * 30}\n    {'z' * 30}\n"
    )


def test_lines_are_cut_to_the_width() -> None:
    assert rows("text")(TABLE, TableContext(width=10)) == (
        "a\n    Lied\nb  x\\x1b\nc  yyyyyy…\n    zzzzz…\n"
    )

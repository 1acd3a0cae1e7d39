"""Lines of .gitattributes: ours come and go, and all others stay."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eventbook.book.attributes import lines_for, ours, with_lines

GLOBS = st.lists(st.sampled_from(["a/*.yaml", "a b/**/*.yml", 'q"/x.yaml', "ä/[!a]*", "#x", "!y"]))
OTHERS = st.lists(
    st.sampled_from(
        ["*.yaml text eol=lf", "", "# merge=eventbook diff=eventbook", "*.x merge=eventbook",
         "*.md merge=union diff=eventbook", "[attr]a merge=eventbook", "x\x85y -text", "\udce9 z"]
    )
)  # fmt: skip
ENDS = st.sampled_from(["\n", "\r\n"])


def test_each_pattern_is_a_line_once_and_anchored() -> None:
    assert lines_for(["a/*.yaml", "*.yml", "a/*.yaml", 'a b/"x\ty".yaml']) == (
        "/a/*.yaml merge=eventbook diff=eventbook",
        "/*.yml merge=eventbook diff=eventbook",
        '"/a b/\\"x\\ty\\".yaml" merge=eventbook diff=eventbook',
    )


@given(OTHERS, GLOBS, GLOBS, ENDS)
def test_lines_of_others_stay_as_they_are(
    others: list[str], first: list[str], second: list[str], end: str
) -> None:
    text = "".join(f"{line}{end}" for line in others)
    once = with_lines(text, lines_for(first))
    assert once.startswith(text)
    assert ours(once) == lines_for(first)
    assert with_lines(once, lines_for(first)) == once
    again = with_lines(once, lines_for(second))
    assert set(ours(again)) == set(lines_for(second))
    assert with_lines(again, ()) == text

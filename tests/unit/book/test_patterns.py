from __future__ import annotations

import re
import time
from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.book.patterns import Matcher, RecordPattern


@pytest.mark.parametrize(
    ("text", "glob", "steps"),
    [
        ("records/**/*.yaml", "records/**/*.yaml", ()),
        ("conference/**/*.yml[]", "conference/**/*.yml", ((),)),
        ("conference/**/*.yml[].confs[]", "conference/**/*.yml", ((), ("confs",))),
        ("a.yml[].a.b[].c[]", "a.yml", ((), ("a", "b"), ("c",))),
        ("[0-9]?/[!a]x.yml", "[0-9]?/[!a]x.yml", ()),
    ],
)
def test_parse(text: str, glob: str, steps: tuple[tuple[str, ...], ...]) -> None:
    assert RecordPattern.parse(text) == RecordPattern(text, glob, steps)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is empty"),
        ("[]", "it is empty"),
        ("/a.yaml", "it is absolute"),
        ("../a.yaml", "it leaves the book (..)"),
        ("a\\*.yaml", "it holds a backslash"),
        ("c:/*.yaml", "it is absolute"),
        ("a\n", "it holds control characters or bytes that are not UTF-8"),
        ("a/**", "it must end with the name of a file, such as `*.yaml`"),
        ("a**/b.yaml", "`**` must stand alone between slashes, not in `a**`"),
        ("a/[b.yaml", "`[b.yaml` has a bracket without its partner"),
        ("a/b].yaml", "`b].yaml` has a bracket without its partner"),
        ("a.yml[].b", "what follows the file must look like `[]` or `[].key[]`"),
        ("a.yml[].[]", "what follows the file must look like `[]` or `[].key[]`"),
        ("a.yml[][]", "what follows the file must look like `[]` or `[].key[]`"),
        ("a.yml[]x", "what follows the file must look like `[]` or `[].key[]`"),
    ],
)
def test_parse_refuses(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        RecordPattern.parse(text)


@given(st.text(alphabet="ab*?[]!./\\\n-\0\udcff"))
def test_parse_never_fails_otherwise(text: str) -> None:
    try:
        pattern = RecordPattern.parse(text)
    except ValueError:
        return
    Matcher([(pattern.segments, True)]).match("a/b")


def test_folder() -> None:
    assert RecordPattern.parse("records/events/**/*.yaml").folder == ("records", "events")
    assert RecordPattern.parse("*/b/c.yaml").folder == ()
    assert RecordPattern.parse("a/b/c.yaml").folder == ("a", "b")


def matcher(*texts: str) -> Matcher[str]:
    return Matcher((RecordPattern.parse(text).segments, text) for text in texts)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("a/**/*.yaml", "a/x.yaml", True),
        ("a/**/*.yaml", "a/b/c/x.yaml", True),
        ("a/**/*.yaml", "a/x.yml", False),
        ("a/**/*.yaml", "b/x.yaml", False),
        ("a/**/*.yaml", "a/.hidden/x.yaml", False),
        ("a/**/*.yaml", "a/.x.yaml", False),
        ("a/**/*.yaml", "a/node_modules/x.yaml", False),
        (".a/*.yaml", ".a/x.yaml", True),
        (".*/*.yaml", ".git/x.yaml", False),
        ("a/*/x.yaml", "a/x.yaml", False),
        ("a/*/x.yaml", "a/b/c/x.yaml", False),
        ("**/b/**/x.yaml", "b/x.yaml", True),
        ("**/b/**/x.yaml", "a/b/b/c/x.yaml", True),
        ("[0-9][0-9]/?.yaml", "23/é.yaml", True),
        ("[!0-9]/x.yaml", "2/x.yaml", False),
        ("a.b/x.yaml", "aXb/x.yaml", False),
        ("x.yaml", "X.yaml", False),
    ],
)
def test_match(pattern: str, path: str, expected: bool) -> None:
    assert matcher(pattern).match(path) == (pattern if expected else None)


def test_the_pattern_declared_first_wins() -> None:
    both = matcher("b/*.yaml", "**/*.yaml")
    found = [both.match(path) for path in ("b/x.yaml", "c/x.yaml", "x.yaml")]
    assert found == ["b/*.yaml", "**/*.yaml", "**/*.yaml"]


@given(st.lists(st.sampled_from(["x", "a/x", "b/x", "a/b/x", "c/x", "a/.x"]), max_size=6))
def test_what_was_asked_before_changes_no_answer(paths: list[str]) -> None:
    globs = ("x", "a/*", "*/b/x", "**/c/x")
    patterns = [(RecordPattern.parse(glob).segments, glob) for glob in globs]
    one = Matcher(patterns)
    assert [one.match(path) for path in paths] == [Matcher(patterns).match(path) for path in paths]


@given(
    st.lists(st.sampled_from(["a", "b", "*", "?", "**", "a*", "[ab]"]), max_size=5),
    st.lists(st.sampled_from(["a", "b", "ab", "ba"]), min_size=1, max_size=6),
)
def test_match_agrees_with_a_plain_definition(pattern: list[str], names: list[str]) -> None:
    segments = (*pattern, "*")
    assert (Matcher([(segments, True)]).match("/".join(names)) or False) == fits(segments, names)


def fits(segments: tuple[str, ...], names: list[str]) -> bool:
    if not segments:
        return not names
    first, *rest = segments
    if first == "**":
        return any(fits(tuple(rest), names[start:]) for start in range(len(names)))
    return bool(names) and fnmatchcase(names[0], first) and fits(tuple(rest), names[1:])


def test_no_pattern_takes_long() -> None:
    hostile = matcher("**/" * 30 + "*a" * 60 + ".yaml")
    start = time.process_time()
    assert hostile.match("/".join(["a"] * 60 + ["a" * 250])) is None
    assert time.process_time() - start < 1.0


def test_parse_is_linear() -> None:
    start = time.process_time()
    with pytest.raises(ValueError, match="what follows"):
        RecordPattern.parse("a.yml" + "[].a" * 50_000)
    assert time.process_time() - start < 1.0

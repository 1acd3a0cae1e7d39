"""Hypothesis strategies: values that a record can hold, and YAML in pieces."""

from __future__ import annotations

from hypothesis import strategies as st

from eventbook.jsonvalue import Json
from eventbook.pointer import Place

AWKWARD = st.sampled_from(
    [
        *("", " ", "a ", " a", "a: b", "a #b", "#a", "- a", "-", "?", ":", "NO", "on", "null", "~"),
        *(
            "1",
            "1.5",
            "0x1F",
            "2023-02-24",
            "12:30",
            "1_000",
            "+1",
            ".5",
            "'",
            '"',
            "a\nb",
            "a\nb\n",
        ),
        *(
            "a\n\nb",
            "a\n b",
            "\n",
            "a\tb",
            "\t",
            "@a",
            "`",
            "%a",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "[a]",
        ),
        *("{a}", "a]", "a,b", "---", "...", "<<", "=", "\\", "a\\b", "é", "\U0001f56f", "\u00a0"),
        *("\u202e", "\u2028a\u2029", "\ufeff", "\x00", "\x1b[0m", "\x7f", "\x85", "\r\n", "y", "N"),
    ]
)
TEXTS = AWKWARD | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBERS = st.integers(-(10**18) + 1, 10**18 - 1) | st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
VALUES: st.SearchStrategy[Json] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)

_PIECES = [
    *("a", "b: ", "- ", "\n", "\n  ", "[", "]", "{", "}", ",", ": ", "? ", "|\n", ">-\n", "'", '"'),
    *("#c", "...", "---", "\r\n", "\r", "\\", "1", "0.5", "~", "é", "\U0001f56f", "\t", " "),
    *("*a", "&a ", "!t ", "<<", "%YAML 1.2\n", "@", "1e999", "\u202a"),
]
YAML_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)
BYTES = (
    st.binary(max_size=40)
    | YAML_TEXTS.map(str.encode)
    | st.text(max_size=30).map(lambda text: text.encode("utf-8", "surrogatepass"))
)


def places(value: Json, place: Place = ()) -> list[Place]:
    """The places of a value and of all that it holds."""
    found: list[Place] = [place]
    if isinstance(value, dict):
        found += [p for key, child in value.items() for p in places(child, (*place, key))]
    elif isinstance(value, list):
        found += [p for index, child in enumerate(value) for p in places(child, (*place, index))]
    return found

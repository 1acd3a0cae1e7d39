"""Records as a YAML list, read alike by other readers and by this package's own."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from eventbook.document.loader import load
from eventbook.escape import terminal
from eventbook.output import Table, TableContext, rows


def dumped(*records: dict[str, Any]) -> str:
    return rows("yaml")(Table((), [], records=records), TableContext())


def test_whole_output() -> None:
    same = ["shared"]
    assert dumped(
        {
            "id": "2026-05-01-spring",
            "date": "2026-05-01",
            "country": "NO",
            "on": "y",
            "number": "0123",
            "octal": "0o14",
            "time": "12:30",
            "exponent": "1e5",
            "count": 12,
            "share": 0.5,
            "open": True,
            "end": None,
            "title": {"az": "Novruz bayramı 🌱", "he": "א\u200fב"},
            "text": "First line: so.\nSecond line.\n",
            "lists": [[], {}, ["a", ["b"]], same, same],
        },
        {"id": "b"},
    ) == (
        "- id: 2026-05-01-spring\n"
        '  date: "2026-05-01"\n'
        '  country: "NO"\n'
        '  "on": "y"\n'
        '  number: "0123"\n'
        '  octal: "0o14"\n'
        '  time: "12:30"\n'
        '  exponent: "1e5"\n'
        "  count: 12\n"
        "  share: 0.5\n"
        "  open: true\n"
        "  end: null\n"
        "  title:\n"
        "    az: Novruz bayramı 🌱\n"
        '    he: "א\\u200fב"\n'
        "  text: |\n"
        "    First line: so.\n"
        "    Second line.\n"
        "  lists:\n"
        "  - []\n"
        "  - {}\n"
        "  - - a\n"
        "    - - b\n"
        "  - - shared\n"
        "  - - shared\n"
        "- id: b\n"
    )


def test_no_records() -> None:
    assert dumped() == "[]\n"


TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text(
    st.sampled_from("aNOye: -#'\"|>\n\r\t 012_.x\u200d\u202eé👩\x85\u2028\ufeff")
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_every_value_is_read_back_by_a_yaml_1_1_reader(record: dict[str, Any]) -> None:
    output = dumped(record, record)
    assert yaml.safe_load(output) == [record, record]
    assert all(terminal(line) == line for line in output.split("\n"))


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_every_value_is_read_back_by_this_package(record: dict[str, Any]) -> None:
    loaded = load(dumped(record).encode("utf-8"), "-")
    assert loaded.document is not None
    assert loaded.document.value == [record]

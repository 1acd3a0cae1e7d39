"""Names that a record gives although it withholds them: out of its texts, keys and findings."""

from __future__ import annotations

from dataclasses import replace

from eventbook.events.privacy import (
    CONCEALED,
    WITHHELD,
    conceal,
    published,
    secret_names,
    without_names,
)
from eventbook.findings import Finding, Related

RECORD = {
    "title": "Named Here plays",
    "guests": [{"withheld": True, "label": "A guest", "name": "Named Here", "aliases": ["N. H."]}],
    "Named Here": {"note": "x"},
}


def test_however_a_name_is_written_it_is_taken_out_of_texts_and_keys() -> None:
    texts = ["HERE, Named", "named-here", "https://e.org/?q=Named%20Here", "N. H.", "Ńamed\nHere"]
    assert published({**RECORD, "keywords": [*texts, "Named Hereby"]}) == {
        "title": WITHHELD,
        "guests": [{"withheld": True, "label": "A guest"}],
        WITHHELD: {"note": "x"},
        "keywords": [*[WITHHELD] * len(texts), "Named Hereby"],
    }


def test_findings_quote_no_name_and_stand_at_no_key_that_is_one() -> None:
    given = Finding(
        "x", "error", "`Named Here` is no key; did you mean `name`?", "a.yaml",
        ("list", 0, "Named Here", "note"), record="named-here",
        related=(Related("b.yaml", "also here, Named", ("Named Here",)),),
    )  # fmt: skip
    (found,) = conceal([given], RECORD, start=("list", 0))
    assert found == replace(
        given,
        message=f"`{WITHHELD}` is no key; did you mean `name`?",
        place=("list", 0),
        at="start",
        record=WITHHELD,
        related=(Related("b.yaml", f"also {WITHHELD}", (WITHHELD,)),),
    )


def test_findings_inside_an_entry_are_private_and_those_of_other_records_stay() -> None:
    inside = Finding("x", "error", "`Named Here`", "a.yaml", ("guests", 0, "name"))
    (found,) = conceal([inside], RECORD)
    assert (found.message, found.private, found.place) == (CONCEALED, True, inside.place)
    sound = {"guests": [{"withheld": True, "label": "A guest"}]}
    other = replace(inside, place=("title",))
    assert list(conceal([other], sound)) == [other]
    assert list(conceal([], RECORD)) == []


def test_two_versions_hide_what_either_withholds() -> None:
    open_one = {"guests": [{"name": "Bo Person"}, {"name": "Ann Example"}], "note": "By B. Person"}
    closed = {"guests": [{"withheld": True, "label": "A guest"}, {"name": "Ann Example"}]}
    for pair in ((open_one, closed), (closed, open_one)):
        names = secret_names(*pair)
        assert names is not None
        assert names.blanked("Bo Person, Ann Example") == f"{WITHHELD}, Ann Example"
    names = secret_names(RECORD, None)
    assert names is not None
    value, places = without_names({**RECORD, "ok": "x"}, names)
    assert list(value) == ["title", "guests", WITHHELD, "ok"]  # type: ignore[arg-type]
    assert places == {("title",), ("guests", 0, "name"), ("guests", 0, "aliases", 0)}
    assert secret_names(closed, closed) is None
    assert secret_names(open_one, open_one) is None

"""Quotations and hashes that local copies of the sources do not bear out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.book.sources import CopyUnreadable
from eventbook.events.rules import hash_mismatch, quote_not_in_source
from eventbook.jsonvalue import Json
from eventbook.rules.rule import BookRule, Context, Remark

NOT_THERE = "the quotation does not stand in its source word for word"
TEXT = f"""\
First line.
It was “dark” and nobody left.
{"No more was heard. " * 10}
The nine-year-old Ann Example stayed on.
"""
PLACE = ("statements", 0, "text")


@dataclass
class Copies:
    """Copies by the keys of sources: files and their texts; no text: unreadable."""

    texts: dict[str, str | None]
    read: list[str] = field(default_factory=list)

    def files(self, record_id: str | None, source: Mapping[str, Json]) -> tuple[str, ...]:
        key = str(source.get("key"))
        return tuple(name for name in self.texts if name.rpartition(".")[0] in (key, record_id))

    def sha256(self, file: str) -> str:
        self.read.append(file)
        text = self.texts[file]
        if text is None:
            raise CopyUnreadable("is no file")
        return f"hash of {text}"

    def text(self, file: str) -> str:
        self.read.append(file)
        text = self.texts[file]
        if text is None:
            raise CopyUnreadable("is no text")
        return text


def event(text: Json, name: str = "a", lang: Json = None, **fields: Any) -> Facts:
    """A record with one quotation."""
    source: dict[str, Json] = {"key": "s"} if lang is None else {"key": "s", "lang": lang}
    statement: dict[str, Json] = {"kind": "quote", "source": "s", "text": text}
    value: dict[str, Json] = {"sources": [source], "statements": [statement], **fields}
    return Facts(f"{name}.yaml", "event", id=name, value=value)


def said(
    rule: BookRule, *records: Facts, copies: Copies | None = None, **more: Any
) -> list[Remark]:
    store = copies or Copies({"s.txt": TEXT})
    context = Context(DEFAULTS, date(2026, 1, 15), sources=store, **more)
    return [remark for _, remark in rule.check(records, context)]


def quoted(*records: Facts, **more: Any) -> list[Remark]:
    return said(quote_not_in_source.RULE, *records, **more)


def help_for(text: str, **fields: Any) -> str:
    [remark] = quoted(event(text, **fields))
    assert (remark.message, remark.place) == (NOT_THERE, PLACE)
    return remark.help


@pytest.mark.parametrize(
    "text",
    ['It was "dark" and nobody left', "First line […] nobody left", {"en": "First line."}, 5, None],
)
def test_what_stands_there_or_is_no_text(text: Json) -> None:
    assert quoted(event(text)) == []


@pytest.mark.parametrize("text", [" ", "“ ”", "[…]", "—", "[the mayor]"])
def test_a_quotation_has_words(text: str) -> None:
    nothing = "the quotation has no words"
    assert quoted(event(text)) == [Remark(nothing, PLACE, help="quote some, or remove it")]


def test_the_nearest_passage_is_named() -> None:
    shown = "line 2 of `s.txt` has “It was “dark” and nobody left”"
    assert help_for("It was dark and nobody left.") == shown
    assert help_for("Bread and butter, please") == "nothing like it is in `s.txt`"
    moved = (
        "its part “First line” is in line 1 of `s.txt`, but not where it stands in the quotation"
    )
    assert help_for("nobody left […] First line") == moved


def test_no_word_is_shown_that_may_name_a_child() -> None:
    hidden = "the nearest is line 2 of `s.txt`, not shown because it may name somebody withheld"
    child = [{"label": "A child", "minor": True}]
    assert help_for("It was dark and nobody left.", participants=child) == hidden
    assert "Ann" not in help_for("The ten-year-old Ann Example stayed on.")
    moved = "a part of it is in line 1 of `s.txt`, but not where it stands in the quotation"
    assert help_for("nobody left […] First line", participants=child) == moved


def test_nor_by_another_record_with_the_same_source() -> None:
    child = event("First line", "b", participants=[{"label": "A child", "minor": True}])
    [remark] = quoted(event("It was dark and nobody left"), child)
    assert "not shown" in remark.help


@pytest.mark.parametrize(
    ("lang", "text", "place"),
    [
        ("en", {"en": "first line", "it": "First line"}, (*PLACE, "en")),
        ("en", {"it": "x", "en-GB": "first line"}, (*PLACE, "en-GB")),
        ("EN-gb", {"en": "first line", "en-GB": "First line", "en-US": "x"}, None),
        ("en-US", {"it": "First line", "en": "first line"}, (*PLACE, "en")),
        (None, {"it": "x", "en": "First line"}, None),
        (None, {"it": "x", "en": "y"}, PLACE),
        (5, {"en": "y"}, (*PLACE, "en")),
    ],
)
def test_the_words_in_the_language_of_the_source_count(
    lang: Json, text: dict[str, Json], place: tuple[str | int, ...] | None
) -> None:
    found = [(remark.message, remark.place) for remark in quoted(event(text, lang=lang))]
    assert found == ([] if place is None else [(NOT_THERE, place)])


def test_a_quotation_in_translation_alone() -> None:
    assert quoted(event({"it": "Prima riga"}, lang="en")) == [
        Remark(
            "the quotation is not given in `en`, the language of its source",
            PLACE,
            help="quote the words that stand there; a translation may stand beside them",
        )
    ]


def test_a_copy_that_is_no_text_is_said_once() -> None:
    statements = [{"kind": "quote", "source": "s", "text": text} for text in ("a", "b")]
    scan = Copies({"s.pdf": None})
    found = quoted(event("a", statements=statements), copies=scan)
    assert found == [
        Remark(
            "what is quoted from this source cannot be looked up: the local copy `s.pdf` is no"
            " text",
            ("sources", 0, "key"),
            help="put its text beside it, in UTF-8, as `s.txt`",
        )
    ]
    assert scan.read == ["s.pdf"]
    [own] = quoted(event("a"), copies=Copies({"s.txt": None}))
    assert own.help == ""


def test_paraphrases_and_sources_without_a_copy_are_passed_over() -> None:
    none = Copies({})
    assert quoted(event("nothing of the kind"), copies=none) == []
    told = [{"kind": "paraphrase", "source": "s", "text": "nothing of the kind"}]
    assert quoted(event("x", statements=told)) == []


def test_a_copy_is_read_once_and_only_for_who_looks() -> None:
    copies = Copies({"s.txt": TEXT})
    quoted(*(event("First line", name) for name in "abc"), copies=copies)
    assert copies.read == ["s.txt"]
    assert quoted(event("x"), event("y", "b"), wanted={"b.yaml"}, copies=copies) != []
    assert said(hash_mismatch.RULE, hashed("0"), wanted=(), copies=copies) == []
    assert copies.read == ["s.txt", "s.txt"]


@pytest.mark.parametrize("rule", [hash_mismatch.RULE, quote_not_in_source.RULE])
def test_without_a_store_nothing_is_found(rule: BookRule) -> None:
    context = Context(DEFAULTS, date(2026, 1, 15))
    assert list(rule.check([event("x", sources=[{"key": "s", "sha256": "0"}])], context)) == []
    assert not context.supplies(rule.needs)


def hashed(digest: Json, **source: Json) -> Facts:
    return Facts("a.yaml", "event", value={"sources": [{"key": "s", "sha256": digest, **source}]})


@pytest.mark.parametrize(
    ("digest", "texts"),
    [
        ("hash of a", {"s.txt": "a"}),
        ("HASH OF A", {"s.txt": "a"}),
        ("hash of b", {"s.txt": "a", "s.pdf": "b"}),
        ("hash of b", {"s.txt": None, "s.pdf": "b"}),
        ("0", {}),
        (5, {"s.txt": "a"}),
    ],
)
def test_hashes_that_are_right_or_not_to_be_told(
    digest: Json, texts: dict[str, str | None]
) -> None:
    assert said(hash_mismatch.RULE, hashed(digest), copies=Copies(texts)) == []


def test_a_hash_that_differs() -> None:
    found = said(hash_mismatch.RULE, hashed("0"), copies=Copies({"s.txt": "a", "s.pdf": "b"}))
    assert found == [
        Remark(
            "the local copy `s.txt` has another hash, hash of a",
            ("sources", 0, "sha256"),
            help="find out which of the two was read when the record was made",
        )
    ]


def test_a_copy_that_cannot_be_hashed() -> None:
    assert said(hash_mismatch.RULE, hashed("0"), copies=Copies({"s.txt": None})) == [
        Remark(
            "the local copy `s.txt` is no file",
            ("sources", 0, "sha256"),
            help="only a regular file inside the folder of sources can be compared",
        )
    ]

"""Contested terms in the record's own voice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS, Kind
from eventbook.events.rules.term_own_voice import RULE
from eventbook.rules.rule import Context

KINDS = (*DEFAULTS.kinds, Kind("subject", (), "s"))
SETTINGS = replace(DEFAULTS, kinds=KINDS, contested_terms={"en": ("atrocity",)})
SAID = [{"terms": ["Genocide", "Turin genocide", "martyrs"]}]


def found(fields, *others):
    event = Facts("a.yaml", "event", id="a", value={"statements": SAID, **fields})
    context = Context(SETTINGS, date(2026, 1, 15))
    return [
        (one.place, one.message.split("`")[1]) for _, one in RULE.check([event, *others], context)
    ]


def test_where_it_may_not_stand() -> None:
    assert found(
        {
            "id": "2019-turin-genocide-talk",
            "title": {"en": "On the Atrocity", "it": "Sul GÉNOCIDE"},
            "summary": "The genocide and its martyrs.",
            "keywords": ["genocides", "martyrs"],
            "occasion": {"of": {"name": "Turin genocide"}},
            "place": {"name": "Genocide Museum"},
            "formal_title": {"text": "Genocide"},
        }
    ) == [
        (("id",), "Turin genocide"),
        (("title", "en"), "atrocity"),
        (("title", "it"), "Genocide"),
        (("summary",), "Genocide"),
        (("summary",), "martyrs"),
        (("keywords", 1), "martyrs"),
        (("occasion", "of", "name"), "Turin genocide"),
    ]


@pytest.mark.parametrize("term", ["genocide", "GENOCIDE", {"en": "the Turin genocide of 1800"}])
@pytest.mark.parametrize("where", ["of", "subjects", "names_used"])
def test_what_was_established_may_be_said(term, where) -> None:
    ruled = {"adjudication": {"term": term, "body": "A court"}}
    about = {
        "of": {"occasion": {"of": ruled}},
        "subjects": {"subjects": [ruled]},
        "names_used": {"occasion": {"of": {"names_used": [ruled]}}},
    }[where]
    assert found({**about, "title": "After the Turin genocide: martyrs"}) == [
        (("title",), "martyrs")
    ]


def test_the_subjects_own_record_may_say_so() -> None:
    ruled = {"adjudication": {"term": "genocide", "body": "A court"}}
    subject = Facts("s.yaml", "subject", id="turin", value=ruled)
    fields = {"title": "The genocide", "occasion": {"of": {"ref": "subject/turin"}}}
    assert found(fields, subject) == []
    assert found(fields) == [(("title",), "Genocide")]


def test_the_name_of_a_subject_referred_to_is_in_its_voice_too() -> None:
    name = {"en": "The Turin genocide", "it": "Turin genocide"}
    subject = Facts("s.yaml", "subject", id="turin", value={"name": name})
    fields = {"title": "A talk", "occasion": {"of": {"ref": "subject/turin"}}}
    assert found(fields, subject) == [(("occasion", "of", "ref"), "Turin genocide")]
    ruled = {**subject.fields, "adjudication": {"term": "genocide", "body": "A court"}}
    assert found(fields, Facts("s.yaml", "subject", id="turin", value=ruled)) == []
    assert found({**fields, "statements": []}, subject) == []


def test_terms_of_the_settings_are_found_where_the_subject_is_named() -> None:
    subject = Facts("s.yaml", "subject", id="atrocity-1800", value={"name": "Atrocity"})
    fields = {"occasion": {"of": {"ref": "subject/atrocity-1800"}}}
    more = [*SAID, {"terms": ["atrocity"]}]
    assert found({**fields, "statements": more}, subject) == [(("name",), "atrocity")]
    named = {"id": "atrocity-1800", "name": "Events of 1800", "adjudication": "none"}
    assert found(fields, Facts("s.yaml", "subject", id="atrocity-1800", value=named)) == [
        (("id",), "atrocity")
    ]
    ruled = {**named, "adjudication": {"term": "atrocity", "body": "A court"}}
    assert found(fields, Facts("s.yaml", "subject", id="atrocity-1800", value=ruled)) == []

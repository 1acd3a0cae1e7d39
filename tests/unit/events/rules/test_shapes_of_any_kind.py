"""Rules meet records that no schema has seen: none fails, whatever stands in a field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from eventbook.book.facts import Facts
from eventbook.book.settings import DEFAULTS
from eventbook.events.rules import EVENT_RULES
from eventbook.jsonvalue import Json
from eventbook.rules.record import Record
from eventbook.rules.rule import BookRule, Context, Remark

_TEXTS = (
    "2019-05-18", "2019-05?", "1919", "../2019", "XXXX", "18:00", "held", "scheduled",
    "rescheduled",
    "anniversary", "announces", "part-of", "event/a", "person/a", "a", "Turin", "IT", "Asia/Baku",
    "Organ recital", "Petra Anvelsson", "Petra Anvelssen", "Q42", "",
    "paraphrase", "performance", "published", "attendee", "“one two three”", "aged nine, Petra",
    "12 people", "organiser", "quote",
)  # fmt: skip
_NAMES = (
    "id", "title", "date", "not_before", "not_after", "start_time", "end_time", "sessions", "start",
    "end", "status", "previous_dates", "sources", "published", "stance", "timezone", "place",
    "country", "city", "coordinates", "lat", "lon", "occasion", "of", "ordinal", "kind", "part_of",
    "ref", "relations", "event", "participants", "organisers", "mentions", "name", "positions",
    "position", "from", "to", "ids", "wikidata", "aliases", "withheld", "minor", "en", "speaker",
    "statements", "on_behalf_of", "key", "local",
    "summary", "keywords", "subjects", "terms", "term", "adjudication", "names_used", "figures",
    "what", "value", "text", "note", "notes", "programme", "people", "works", "roles", "campaigns",
    "source", "url", "relation", "publisher", "review", "of", "waive", "former_ids", "age",
    "default_source", "sha256", "lang", "stored",
)  # fmt: skip
_LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from(_TEXTS)
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=5)
    ),
    max_leaves=12,
)
_RECORDS = st.dictionaries(st.sampled_from(_NAMES), _VALUES, max_size=12) | _VALUES


class _Copies:
    """A copy of every source, with a text in it and a hash."""

    def files(self, _record_id: str | None, source: Mapping[str, Json]) -> tuple[str, ...]:
        return ("a.txt",) if source else ()

    def sha256(self, _file: str) -> str:
        return "a"

    def text(self, _file: str) -> str:
        return "Organ recital in Turin, with 12 people"


_TODAY = Context(DEFAULTS, date(2026, 1, 15), sources=_Copies())


@settings(max_examples=150, deadline=None)
@given(st.lists(_RECORDS, min_size=1, max_size=4))
def test_no_rule_fails(values: list[Json]) -> None:
    facts = [
        Facts(f"{number}.yaml", "event", id="a" if number else "b", value=value)
        for number, value in enumerate(values)
    ]
    for rule in EVENT_RULES:
        if isinstance(rule, BookRule):
            said = [remark for _, remark in rule.check(facts, _TODAY)]
        else:
            said = [remark for each in facts for remark in rule.check(Record.of(each), DEFAULTS)]
        assert all(isinstance(remark, Remark) for remark in said)

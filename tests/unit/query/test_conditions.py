"""Conditions: which records meet them, and what is refused."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from eventbook.book.facts import Trace
from eventbook.errors import UsageError
from eventbook.jsonvalue import Json
from eventbook.query.conditions import _AS_IT_IS, parse
from eventbook.query.known import Known
from eventbook.query.operands import as_text

from .conftest import Rows

EVENTS = [
    {
        "id": "a",
        "type": "concert",
        "title": {"en": "Spring concert", "it": "Concerto di primavera"},
        "date": "2023-03-01",
        "count": 120,
        "place": {"city": {"en": "Cologne", "de": "Köln"}, "country": "DE"},
        "people": [{"name": "Ann Doe", "role": "speaker"}, {"role": "other"}],
        "keywords": ["music", "spring"],
        "local": {"box": 12, "ok": True},
    },
    {
        "id": "b",
        "type": "reading",
        "title": 'A, B and "C"',
        "date": "2023-02?",
        "count": 9,
        "place": {"city": "Rome"},
        "people": [],
        "local": {"box": "12"},
    },
    {"id": "c", "type": "lecture", "title": "", "date": 1992, "count": None},
]


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("type=concert", "a"),
        (" type  =  concert ", "a"),
        ("type = 'concert'", "a"),
        ("type!=concert", "bc"),
        ("type in concert,reading", "ab"),
        ("type in \"concert\" , 'lecture'", "ac"),
        ("title=Spring concert", "a"),
        ("title=Concerto di primavera", "a"),
        ("title.it=Spring concert", ""),
        ("title.it~PRIMA", "a"),
        ("title.fr=", "abc"),
        ("title.it!=", "a"),
        ("title=spring concert", ""),
        ('title=A, B and "C"', "b"),
        ('title in "A, B","Spring concert"', "a"),
        ("title=", "c"),
        ('title=""', "c"),
        ("title!=", "ab"),
        ("count=120", "a"),
        ("count=120.0", ""),
        ("count<10", "b"),
        ("count>=9", "ab"),
        ("count=", "c"),
        ("count!=9", "ac"),
        ("date=1992", "c"),
        ("date=1992-cu il", "c"),
        ("date!=c. 1992", "abc"),
        ("date=", ""),
        ("date<2023-03", "bc"),
        ("date<=2023-02", "bc"),
        ("date>1 January 2023", "ab"),
        ("date>February 2023", "a"),
        ("date~^2023", "ab"),
        ("date!~^2023", "c"),
        ("place.city=Köln", "a"),
        ("place.city=Ko\u0308ln", "a"),
        ("place.city.de=Köln", "a"),
        ("place.city in Rome,Cologne", "ab"),
        ("place=", "c"),
        ("place!=", "ab"),
        ("people=", "bc"),
        ("people.name=Ann Doe", "a"),
        ("people.name=", "abc"),
        ("people.name!=", ""),
        ("people.name!=Ann Doe", "bc"),
        ("people[0].name!=", "a"),
        ("people.1.role=other", "a"),
        ("keywords=music", "a"),
        ("keywords!=music", "bc"),
        ("keywords=", "bc"),
        ("keywords~^s", "a"),
        ("local.box=12", "ab"),
        ("local.box<13", "ab"),
        ("local.box<9", "b"),
        ("local.ok=true", "a"),
        ("local.ok~TRU", "a"),
        ('local["box"]=12', "ab"),
        ("kind=event", "abc"),
        ("path~1", "b"),
        ("id in a,c", "ac"),
    ],
)
def test_which_records_meet_a_condition(known: Known, rows_of: Rows, text: str, met: str) -> None:
    condition = parse(text, known)
    assert "".join(row.facts.id or "" for row in rows_of(EVENTS) if condition.holds(row)) == met


SEASONS = "write `2023-21` or `2023-22`, whichever is meant"
HOW = "write KEY OP VALUE, such as `type=concert`; OP is one of = != ~ !~ < <= > >= in"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"`` is no condition; {HOW}"),
        ("type", f"`type` is no condition; {HOW}"),
        ("=concert", f"`=concert` is no condition; {HOW}"),
        ("type not in concert", f"`type not in concert` is no condition; {HOW}"),
        ("type in ", f"`type in ` is no condition; {HOW}"),
        ("type==concert", "`==` in `type==concert` is no operator; write `=`"),
        ("type =~ concert", "`=~` in `type =~ concert` is no operator; write `~`"),
        ("count=>1", "`=>` in `count=>1` is no operator; write `>=`"),
        ("count<>1", "`<>` in `count<>1` is no operator; write `!=`"),
        ("titel=x", "no schema knows `titel`; did you mean `title`?"),
        ("type=concrt", "`type` is never `concrt`; did you mean `concert`?"),
        ("type!=Concert", "`type` is never `Concert`; did you mean `concert`?"),
        ("type in concert,recital", "`type` is never `recital`; did you mean `concert`?"),
        ("type=zzz", "`type` is never `zzz`; it is concert, reading or lecture"),
        ("people.minor=yes", "`people.minor` is never `yes`; it is true or false"),
        ("kind=evnt", "`kind` is never `evnt`; did you mean `event`?"),
        (
            "type in concert,,reading",
            (
                "`concert,,reading` is no list of values for `type`; "
                "write values with commas between them, such as `type in concert,reading`"
            ),
        ),
        (
            'type in "concert" reading',
            '`type` is never `"concert" reading`; it is concert, reading or lecture',
        ),
        ("count=many", "`count` is a number, and `many` is none"),
        ("count<many", "`count` is a number, and `many` is none"),
        ("count<", "`count <` lacks a value"),
        ("title~", "`title ~` lacks a value"),
        (
            "title~(",
            "`(` is no regular expression: missing ), unterminated subpattern at position 0",
        ),
        (
            "date<2023-13",
            (
                "`date`: `2023-13` is not a date; "
                "months are 01 to 12, seasons 21 (spring) to 24 (winter)"
            ),
        ),
        (
            "date=2023-13",
            (
                "`date`: `2023-13` is not a date; "
                "months are 01 to 12, seasons 21 (spring) to 24 (winter)"
            ),
        ),
        ("date in 2023,yaz 2023", f"`date`: `yaz 2023` is not a date; {SEASONS}"),
        (
            "place=Rome",
            "`place` has fields of its own; name one of them: place.city, place.country, place.ref",
        ),
        (
            "people~Ann",
            (
                "`people` has fields of its own; name one of them: "
                "people.name, people.role, people.minor"
            ),
        ),
    ],
)
def test_what_is_refused(known: Known, text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text, known)
    assert str(caught.value) == message


def test_a_date_in_words_is_echoed(known: Known) -> None:
    echo = "`spring 2023` is read as 2023-21"
    echoes = {
        "date<spring 2023": echo,
        "date<2023-21": "",
        "date=spring 2023": echo,
        "date!=spring 2023": echo,
        "date=2023-21": "",
        "date=": "",
        "date in 2023, spring 2023,'c. 1905'": f"{echo}; `c. 1905` is read as 1905~",
        "date~spring 2023": "",
        "title<spring 2023": "",
        "title=spring 2023": "",
    }
    assert {text: parse(text, known).note for text in echoes} == echoes


def test_a_pattern_that_python_warns_of_is_quiet(known: Known) -> None:
    parse("title~[[a]", known)  # warnings are errors in these tests


def test_a_reference_is_followed(known: Known, rows_of: Rows) -> None:
    rows = rows_of([{"id": "rome", "city": "Rome"}, {"id": "x", "place": {"ref": "event/rome"}}])
    condition = parse("place.city=Rome", known)
    assert [row.facts.id for row in rows if condition.holds(row)] == ["x"]


# Texts that stand in every record which meets a condition


def test_nothing_becomes_a_sign_that_stands_as_it_is() -> None:
    for code in range(128, 0x110000):
        assert not _AS_IT_IS.search(unicodedata.normalize("NFC", chr(code))), hex(code)


scalar = st.one_of(
    st.text(st.sampled_from('aeK\u212a\u0301\u0308é"\\\n -1'), min_size=1),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
)


@given(scalar, st.sampled_from(["title={}", "title in {}", "title in other,{}"]))
def test_a_value_that_fits_holds_one_of_the_texts(value: Json, form: str) -> None:
    text = as_text(value).strip()  # type: ignore[arg-type]
    assume(text and not {*text} & {*"\"'\n\\"})
    condition = parse(form.format(text), Known({}, {}))
    assert condition.fits(value) or as_text(value) != text  # type: ignore[arg-type]
    if condition.trace and condition.fits(value):
        assert condition.trace.may_be_in(json.dumps([value], ensure_ascii=False))


@pytest.mark.parametrize(
    ("text", "trace"),
    [
        ("type=concert", Trace(("concert",))),
        ("type in concert,reading", Trace(("concert", "reading"))),
        ("title='Köln und Rom'", Trace(("ln und Rom",))),
        ("place.city=Rome", Trace(("Rome",), "place")),
        ("people[0].name in Ann Doe,K2", Trace(("Ann Doe", "2"), "people")),
        ("title.en=Rome", None),
        ("title=K", None),
        ("title=«»", None),
        ("title in Rome,K", None),
        ("title=(withheld)", None),
        ("title in Rome,(withheld)", None),
        ("title=", None),
        ("type!=concert", None),
        ("title~concert", None),
        ("count>5", None),
    ],
)
def test_traces(known: Known, text: str, trace: Trace | None) -> None:
    assert parse(text, known).trace == trace


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[["p","event",[],"a",{"place":{"city":"Rome"}},[]]]', True),
        ('[["p","event",[],"a",{"place":{"city":"Paris"}},[]]]', False),
        (' [["p","event",[],"a",{"ref":"x/y"},[]]]', True),
        ('[["p","event",[],"a",{"place":{"city":"Paris","at":[{"ref":"x/y"}]}},[]]]', True),
        ('[["p","event",[],"a",{"place":"Paris","a":{"place":[{"ref":"x/y"}]}},[]]]', True),
        ('[["p","event",[],"a",{"place":["\\"ref\\":"],"people":{"ref":"x/y"}},[]]]', False),
        ('[["p","event",[],"a",{"people":{"ref":"x/y"}},[]]]', False),
    ],
)
def test_where_a_trace_may_be(text: str, found: bool) -> None:
    assert Trace(("Rome",), "place").may_be_in(text) is found

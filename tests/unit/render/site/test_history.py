"""A record's history: what is told, and that nothing is told that was taken out."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventbook.events.labels import LANGUAGES, words
from eventbook.render import Changed
from eventbook.render.public_fields import KINDS
from eventbook.render.site.given import Revision, SiteEvent
from eventbook.render.site.history import lines, news, section
from eventbook.render.site.telling import LISTS, MOST_PARTS

START = datetime(2024, 1, 1, 12, tzinfo=UTC)
BASE = {
    "id": "2023-rome-reading",
    "title": "Reading in Rome",
    "date": "2023-02",
    "sources": [{"key": "paper", "title": "A report", "url": "https://example.org/a"}],
    "participants": [{"key": "lee", "name": "Ann Lee", "roles": ["speaker"]}],
    "review": {"status": "published", "by": "editor", "on": "2024-01-01"},
}


def nobody(_ref):
    return None


def event(*values, state="published"):
    """A record that had these values, one a day."""
    revisions = tuple(
        Revision(f"{number:040x}", START + timedelta(days=number), value)
        for number, value in enumerate(values)
    )
    return SiteEvent(BASE["id"], values[-1], "", state, None, revisions)


def told(*values, state="published", lang="en"):
    return [
        (line.when, line.step, list(line.parts))
        for line in lines(event(*values, state=state), lang, nobody)
    ]


def parts(old, new):
    """What is told of the change of a published record."""
    [(_, _, _), *rest] = told({**BASE, **old}, {**BASE, **new})
    return rest[0][2] if rest else []


def status(name):
    return {**BASE, "review": {"status": name}}


def test_nothing_is_told_from_before_the_first_publication():
    draft = {**status("draft"), "title": "A first try", "date": "2022"}
    assert told(draft, status("in-review"), BASE) == [("2024-01-03", "published", [])]


def test_a_record_with_one_commit_was_published_then():
    published = datetime(2024, 5, 31, 23, 30, tzinfo=timezone(timedelta(hours=-2)))
    one = SiteEvent(BASE["id"], BASE, "", "published", Changed(published, published))
    assert [(line.when, line.day, line.step) for line in lines(one, "en", nobody)] == [
        ("2024-06-01", "1 June 2024", "published")
    ]


def test_a_record_outside_git_has_no_history():
    assert section(SiteEvent("x", BASE, "", "published"), "en", nobody) == ""


def test_steps_of_publication():
    assert told(
        BASE,
        status("in-review"),
        {**status("draft"), "title": "Never shown"},
        {**BASE, "title": "Another reading"},
        status("withdrawn"),
        status("draft"),
        None,
        BASE,
    ) == [
        ("2024-01-01", "published", []),
        ("2024-01-02", "taken-back", []),
        ("2024-01-04", "published-again", ["Title: changed"]),
        ("2024-01-05", "withdrawn", []),
        ("2024-01-08", "published-again", ["Title: changed"]),
    ]


def test_a_withdrawn_record_tells_no_change():
    changed = {**BASE, "date": "2023-02-24"}
    assert told(BASE, changed, status("withdrawn"), state="withdrawn") == [
        ("2024-01-01", "published", []),
        ("2024-01-03", "withdrawn", []),
    ]


def test_what_only_editors_see_is_no_news():
    internal = {"notes": [{"text": "Ask again.", "visibility": "internal"}]}
    review = {"review": {"status": "published", "by": "other", "of": "0" * 64}}
    assert told(BASE, {**BASE, **internal}, {**BASE, **review}) == [("2024-01-01", "published", [])]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({}, {"date": "2023-02-24"}, "Date: 24 February 2023 (before: February 2023)"),
        ({"end_time": "20:00"}, {}, "End: no longer given"),
        ({}, {"start_time": "18:00"}, "Start: 18:00 (before: not given)"),
        ({"status": "scheduled"}, {"status": "held"}, "Status: Held (before: Scheduled)"),
        (
            {"timezone": "Europe/Rome"},
            {"timezone": "Asia/Baku"},
            "Time zone: Asia/Baku (before: Europe/Rome)",
        ),
        (
            {"place": {"name": "Hall", "country": "IT"}},
            {"place": {"name": "Hall", "country": "DE"}},
            "Place: Germany (before: Italy)",
        ),
        ({"place": {"name": "Hall"}}, {"place": {"name": "Other"}}, "Place: changed"),
        (
            {"attendance": {"count": 80}},
            {"attendance": {"count": 82}},
            "Number present: 82 (before: 80)",
        ),
        ({"languages": ["it"]}, {"languages": ["it", "az"]}, "Languages: added: Azerbaijani"),
        ({"summary": "One."}, {"summary": "Two."}, "Summary: changed"),
        ({"summary": "One."}, {}, "Summary: removed"),
        ({}, {"summary": "Two."}, "Summary: added"),
        (
            {"participants": [*BASE["participants"], {"name": "Somebody Else"}]},
            {},
            "People: 1 removed",
        ),
        (
            {},
            {"sources": [{"key": "paper", "title": "Other"}, {"title": "B"}, {"title": "C"}]},
            "Sources: 2 added, 1 changed",
        ),
        (
            {"programme": [{"kind": "speech"}, {"kind": "reading"}]},
            {"programme": [{"kind": "reading"}, {"kind": "speech"}]},
            "Programme: put in another order",
        ),
        ({}, {"local": {"shelf": 4}}, "Archive’s own fields: added"),
        (
            {"type": "other", "as_written": "Fair"},
            {"type": "other", "as_written": "Feast"},
            "Kind: changed",
        ),
    ],
)
def test_what_is_told_of_one_part(old, new, said):
    assert parts(old, new) == [said]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"date": "the day Jo Q. died"}, {"date": "2023-02-24"}),
        ({"start_time": "after Jo Q."}, {"start_time": "18:00"}),
        ({"status": "Jo Q."}, {"status": "held"}),
        ({"timezone": "Jo Q."}, {"timezone": "Europe/Rome"}),
        ({"languages": ["it-JoQ"]}, {"languages": ["it"]}),
        ({"place": {"country": "Jo Q."}}, {"place": {"country": "IT"}}),
        ({"attendance": {"count": "Jo Q."}}, {"attendance": {"count": 5}}),
        ({"previous_dates": ["Jo Q."]}, {"previous_dates": ["2023"]}),
    ],
)
def test_what_is_not_as_it_should_be_is_not_told(old, new):
    [said] = parts(old, new)
    assert "Jo" not in said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"keywords": ["a", "b"]}, {"keywords": ["b", "a"]}),
        ({"languages": ["it", "de"]}, {"languages": ["de", "it"]}),
        ({"summary": ""}, {}),
        ({"keywords": []}, {}),
        ({"place": {"name": "A", "city": "B"}}, {"place": {"city": "B", "name": "A"}}),
    ],
)
def test_what_means_the_same_is_no_news(old, new):
    assert parts(old, new) == []


def statement(one, speaker):
    return {"id": one, "speaker": speaker, "text": "Something.", "source": "paper"}


def test_a_statement_is_told_with_its_speaker():
    assert parts({}, {"statements": [statement("s1", "lee")]}) == ["Statements: 1 added (Ann Lee)"]


def test_a_speaker_whom_the_record_no_longer_names_is_not_told():
    said = [statement("s1", {"name": "Bo Orr"})]
    assert told(BASE, {**BASE, "statements": said}, BASE)[1:] == [
        ("2024-01-02", "changed", ["Statements: 1 added"]),
        ("2024-01-03", "changed", ["Statements: 1 removed"]),
    ]


def test_a_speaker_who_is_withheld_today_is_not_told():
    said = {"statements": [statement("s1", "lee")]}
    hidden = {"participants": [{"key": "lee", "withheld": True, "label": "An adult"}]}
    found = told(BASE, {**BASE, **said}, {**BASE, **said, **hidden})
    assert found[1] == ("2024-01-02", "changed", ["Statements: 1 added"])


def test_many_parts_are_condensed():
    names = [name for name in LISTS if name not in ("sources", "participants", "withheld")]
    new = {name: [{"text": "x", "visibility": "public", "name": "x"}] for name in names}
    new |= {"summary": "x", "timezone": "UTC", "keywords": ["x"]}
    found = parts({}, new)
    assert len(found) == MOST_PARTS
    assert found[-1].startswith("and ")


def test_the_section_is_marked_up_and_escaped():
    changed = {**BASE, "date": "2023-02-24", "statements": [statement("s1", "lee")]}
    changed["participants"] = [{"key": "lee", "name": "Ann <b>Lee</b>"}]
    assert str(section(event(BASE, changed), "en", nobody)) == (
        '<section class="history" aria-labelledby="history">\n'
        '<h2 id="history">History of this record</h2>\n'
        "<p>What changed since the record was first published. Of texts and names it is told"
        " that they changed, not how they read before.</p>\n"
        "<ol>\n"
        '<li><p class="when"><time datetime="2024-01-02">2 January 2024</time>'
        " <code>0000000000</code></p>"
        "<ul><li>Date: 24 February 2023 (before: February 2023)</li>"
        "<li>People: 1 changed</li>"
        "<li>Statements: 1 added (Ann &lt;b&gt;Lee&lt;/b&gt;)</li></ul></li>\n"
        '<li><p class="when"><time datetime="2024-01-01">1 January 2024</time>'
        " <code>0000000000</code></p><p>Published</p></li>\n"
        "</ol>\n</section>\n"
    )


def test_earlier_changes_fold_away():
    values = [{**BASE, "summary": str(number)} for number in range(20)]
    text = str(section(event(*values), "en", nobody))
    assert "<details><summary>8 earlier changes</summary>" in text


def test_news_is_what_comes_after_the_publication():
    assert news(event(status("draft"), BASE)) == ()
    assert news(event(status("draft"), status("withdrawn"))) == ()
    [later] = news(event(BASE, {**BASE, "title": "Other"}))
    assert later.value["title"] == "Other"


# -- the words ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_public_field_has_a_name(lang):
    silent = {"review", "as_written", "default_source"}
    fields = {name.replace("_", "-") for name in KINDS["event"].fields if name not in silent}
    assert {key for key in words(lang) if key.startswith("history-part.")} == {
        f"history-part.{name}" for name in fields
    }


def test_lists_are_matched_as_the_schema_declares():
    root = Path(__file__).parents[4]
    schema = json.loads((root / "schemas/event.schema.json").read_text(encoding="utf-8"))
    declared = {}
    for name, field in schema["properties"].items():
        if field.get("x-list") == "set":
            declared[name] = "set"
        elif "x-list-key" in field:
            keys = field["x-list-key"]
            declared[name] = tuple(tuple(tuple(f.split("|")) for f in one) for one in keys)
    del declared["waive"]
    assert {name: one for name, one in LISTS.items() if one} == declared


# -- what was taken out ---------------------------------------------------------------------------

SECRET = "Zyxwvut"
FIELDS = sorted({*KINDS["event"].fields, "waive", "image", "unknown"} - {"review"})
LEAVES = st.sampled_from([SECRET, f"the {SECRET} hall", f"2023-{SECRET}", 7, None, True, "it"])
KEYS = st.sampled_from(
    ["name", "ref", "key", "id", "text", "url", "title", "speaker", "label", "country", "count",
     "roles", "minor", "withheld", "visibility", "publisher", "note", SECRET]
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)
OLD = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=5)
STATES = st.sampled_from(["published", "published", "draft", "withdrawn", SECRET])


@given(st.lists(st.tuples(OLD, STATES), min_size=1, max_size=4), st.sampled_from(LANGUAGES))
def test_nothing_that_stood_in_old_revisions_only_is_told(olds, lang):
    values = [{**BASE, **old, "review": {"status": state, "by": SECRET}} for old, state in olds]
    shown = section(event(BASE, *values, BASE), lang, nobody)
    assert SECRET.lower() not in shown.lower()

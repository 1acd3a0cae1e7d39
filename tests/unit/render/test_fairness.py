"""No form of a record takes a side: over all records of the example book, in every language.

What a headline says, what somebody claims and who was only spoken of stands where a reader sees
whose it is, and nowhere else.
"""

import html
import json
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
import yaml

from eventbook.events.labels import label
from eventbook.render import TARGETS, Changed, Item, Options

ROOT = Path(__file__).parents[3]
LANGUAGES = ("en", "it", "az")
FOUR = (
    "2018-berlin-24-april-commemoration",
    "2019-potocari-11-july-commemoration",
    "2023-beijing-embassy-commemoration",
    "2023-rome-embassy-commemoration",
)
"""Commemorations of contested events, held by different sides."""
SECTIONS = """\
organisers programme people groups mentions campaigns names-used statements sources withheld
notes titles more review citation
"""
OPTIONS = Options(site="https://archive.example/", since="2024", book="Archive", approximate=True)
CHANGED = Changed(datetime(2024, 3, 6, tzinfo=UTC), None)
BRIEF = ("ics", "atom", "html-list", "markdown-list")
"""Forms without statements."""


class Loader(yaml.SafeLoader):
    """Dates stay texts, as in a record."""


Loader.yaml_implicit_resolvers = {
    first: [one for one in found if one[0] != "tag:yaml.org,2002:timestamp"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(path):
    return yaml.load(path.read_text("utf-8"), Loader)


BOOK = {path.stem: load(path) for path in sorted((ROOT / "records").rglob("*.yaml"))}
FULL = json.loads((Path(__file__).parent / "golden/full.json").read_text("utf-8"))
EVENTS = {
    path.stem: BOOK[path.stem] for path in sorted((ROOT / "records/events").rglob("*.yaml"))
} | {"full": FULL}
RECORDS = pytest.mark.parametrize("name", EVENTS)
SPEAK = pytest.mark.parametrize("lang", LANGUAGES)


def lookup(ref):
    return BOOK.get(ref.rpartition("/")[2])


@cache
def made(name, form, lang):
    """A record in one form, its lines as they were before they were folded, its words plain."""
    text = TARGETS[form].render([Item(EVENTS[name], lang, lookup, CHANGED)], OPTIONS).text
    if form == "ics":
        text = text.replace("\r\n ", "").replace("\\,", ",").replace("\\;", ";")
    if form == "atom":
        text = html.unescape(text)
    return text if form == "jsonld" else squeezed(text)


def squeezed(text):
    return " ".join(html.unescape(text).split())


@cache
def page(name, lang):
    """Of a page all before its sections, and the sections by name; scripts and marks apart."""
    text = TARGETS["html"].render([Item(EVENTS[name], lang, lookup, CHANGED)], OPTIONS).text
    text = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", text)
    parts = re.split(r'<section class="([a-z-]+)">', text)
    head, tail = parts[0], dict(zip(parts[1::2], parts[2::2], strict=True))
    if '<div class="facts">' in head:
        head, _, tail["facts"] = head.partition('<div class="facts">')
    return head, tail


def words(markup):
    return squeezed(re.sub(r"<[^>]+>", "", markup))


def texts(value):
    return [
        squeezed(one)
        for one in (value.values() if isinstance(value, dict) else [value])
        if isinstance(one, str)
    ]


def outside(name, lang, *sections):
    """What a page says outside of some sections."""
    head, tail = page(name, lang)
    rest = (found for key, found in tail.items() if key not in sections)
    return words(" ".join((head, *rest)))


def headlines(event):
    """Those that the record's own title is not made of."""
    formal = event.get("formal_title") or {}
    own = " ".join(texts(event["title"])).lower()
    return [one for one in texts(formal.get("text")) if one.lower() not in own]


@RECORDS
@SPEAK
def test_a_headline_stands_only_as_that_of_its_source(name, lang):
    for headline in headlines(EVENTS[name]):
        assert headline not in outside(name, lang, "titles", "sources")
        assert all(headline not in made(name, form, lang) for form in (*BRIEF, "text"))
        graph = json.loads(made(name, "jsonld", lang))["@graph"]
        holding = [node["@type"] for node in graph if headline in squeezed(json.dumps(node))]
        assert "Event" not in holding


@RECORDS
@SPEAK
def test_what_was_said_stands_only_under_who_said_it(name, lang):
    said = [one for each in EVENTS[name].get("statements", ()) for one in texts(each["text"])]
    elsewhere = outside(name, lang, "statements")
    for one in said:
        assert one not in elsewhere
        assert all(one not in made(name, form, lang) for form in BRIEF)
    if said:
        _, tail = page(name, lang)
        groups = re.split(r"<h3\b[^>]*>", tail["statements"])
        assert not any(one in words(groups[0]) for one in said)
    reported = label("phrase.said-briefly", lang).partition("{who}")[2].partition("{text}")[0]
    summary = made(name, "text", lang)
    for one in said:
        if (at := summary.find(one)) >= 0:
            assert reported.strip(" :") in summary[max(0, at - 60) : at]


@RECORDS
def test_a_statement_in_linked_data_has_an_author_and_nothing_else_repeats_it(name):
    said = {one for each in EVENTS[name].get("statements", ()) for one in texts(each["text"])}
    for node in json.loads(made(name, "jsonld", "en"))["@graph"]:
        held = [one for one in said if one in squeezed(json.dumps(node, ensure_ascii=False))]
        if held:
            assert node["@type"] in ("Claim", "Quotation")
            by = "author" if node["@type"] == "Claim" else "creator"
            assert node.keys() & {by, "disambiguatingDescription", "creditText", "description"}


@RECORDS
@SPEAK
def test_a_figure_stands_only_in_the_statement_that_gives_it(name, lang):
    event = EVENTS[name]
    figures = [one for each in event.get("statements", ()) for one in each.get("figures", ())]
    claimed = {str(one["value"]) for one in figures if len(str(one["value"])) > 2}
    own = json.dumps([event["title"], event.get("summary"), event.get("attendance")])
    elsewhere = outside(name, lang, "statements", "notes", "sources")
    for value in claimed - set(re.findall(r"\d+", own)):
        assert not re.search(rf"(?<![\d.,-]){re.escape(value)}(?![\d-])", elsewhere)


@RECORDS
@SPEAK
def test_a_name_for_a_subject_stands_with_who_uses_it(name, lang):
    event = EVENTS[name]
    used = subject_of(event).get("names_used", ())
    heading = (lookup(subject_of(event).get("ref", "")) or {}).get("name")
    own = " ".join([*texts(event["title"]), *texts(event.get("summary")), *texts(heading)])
    phrase = label("phrase.used-by", lang).partition("{text}")[2].partition("{who}")[0].strip(" ,:")
    for one in used:
        lines = re.findall(r"(?s)<li>.*?</li>", page(name, lang)[1]["names-used"])
        for text in texts(one["text"])[:1]:
            found = [words(line) for line in lines if text in words(line)[: len(text) + 2]]
            assert found
            assert all(phrase in line for line in found)
            if text not in own:
                assert text not in words(page(name, lang)[0])
                assert all(text not in made(name, form, lang) for form in BRIEF)


def subject_of(event):
    return (event.get("occasion") or {}).get("of") or {}


def ruling_on(event):
    subject = subject_of(event)
    return {**(lookup(subject.get("ref", "")) or {}), **subject}.get("adjudication")


@RECORDS
@SPEAK
def test_an_established_term_stands_with_the_body_that_established_it(name, lang):
    if ruling := ruling_on(EVENTS[name]):
        lines = re.findall(r"(?s)<li>.*?</li>", page(name, lang)[1]["names-used"])
        [told] = [words(line) for line in lines if texts(ruling["body"])[0] in words(line)]
        assert texts(ruling["term"])[0] in told


@RECORDS
@SPEAK
def test_who_was_only_spoken_of_is_nowhere_shown_as_present(name, lang):
    event = EVENTS[name]
    there = json.dumps([event.get("participants"), event.get("organisers")], ensure_ascii=False)
    only = [
        one
        for each in event.get("mentions", ())
        for one in texts(each.get("name"))
        if one not in there
    ]
    _, tail = page(name, lang)
    graph = json.loads(made(name, "jsonld", lang))["@graph"]
    known = {node.get("@id"): json.dumps(node.get("name"), ensure_ascii=False) for node in graph}
    present = ("performer", "attendee", "contributor", "organizer", "sponsor", "funder", "actor")
    for one in only:
        assert one in words(tail["mentions"])
        assert one not in words(tail.get("people", "") + tail.get("organisers", ""))
        assert f"SUMMARY:{one}" not in made(name, "ics", lang)
        for node in graph:
            for key in present:
                linked = json.dumps(node.get(key), ensure_ascii=False)
                named = " ".join(text for id_, text in known.items() if f'"{id_}"' in linked)
                assert one not in linked + named


@RECORDS
@SPEAK
def test_the_advisory_comes_before_the_title_and_the_draft_mark_before_the_text(name, lang):
    view = Item(EVENTS[name], lang, lookup).view()
    banner = squeezed(view.review.banner)
    for form in ("html", "markdown", "text", "ics", "atom"):
        text = made(name, form, lang).rpartition("</head>")[2]
        if form == "ics" and "BEGIN:VEVENT" not in text:
            continue
        assert banner in text
        if view.summary:
            told = text.partition("DESCRIPTION:")[2].replace("\\n", " ") if form == "ics" else text
            assert told.index(banner) < told.index(squeezed(view.summary.text)[:30])
        for one in view.advisory:
            assert squeezed(one.text) in text
            if form in ("html", "markdown", "text"):
                assert text.index(squeezed(one.text)) < text.index(squeezed(view.title.text)[:30])


@RECORDS
def test_linked_data_tells_the_state_of_its_page(name):
    graph = json.loads(made(name, "jsonld", "en"))["@graph"]
    states = [node["creativeWorkStatus"] for node in graph if "creativeWorkStatus" in node]
    assert "Draft" in json.dumps(states) or EVENTS[name]["review"]["status"] != "draft"


@pytest.mark.parametrize("form", ["html-list", "markdown-list"])
@SPEAK
@RECORDS
def test_a_list_marks_what_is_not_published(name, form, lang):
    published = EVENTS[name]["review"]["status"] == "published"
    assert (label("review-status.draft", lang) in made(name, form, lang)) != published


@SPEAK
def test_a_month_stays_a_month(lang):
    name = "2023-rome-embassy-commemoration"
    for key, part in page(name, lang)[1].items():
        if key != "sources" and key != "notes":
            assert 'datetime="2023-02-' not in part
    assert "<time" not in made(name, "html-list", lang)
    event = json.loads(made(name, "jsonld", lang))["@graph"][0]
    assert event["startDate"] == "2023-02"
    item = Item(EVENTS[name], lang, lookup, CHANGED)
    strict = TARGETS["ics"].render
    with_days = strict(
        [item, Item(EVENTS[FOUR[0]], lang, lookup, CHANGED)], OPTIONS._replace(approximate=False)
    )
    assert [one.id for one in with_days.left_out] == [name]
    assert (
        "2023-02" not in made(name, "atom", lang).partition("<entry>")[2].partition("<summary")[0]
    )


@RECORDS
@SPEAK
def test_the_day_of_a_report_is_called_so(name, lang):
    before = label("phrase.published", lang).partition("{date}")
    _, tail = page(name, lang)
    shown = words(tail["sources"])
    dated = [one for one in EVENTS[name]["sources"] if one.get("published")]
    assert shown.count(squeezed(before[2])) == len(dated)


@SPEAK
def test_four_commemorations_are_treated_alike(lang):
    for name in FOUR:
        head, tail = page(name, lang)
        found = [key for key in tail if key != "facts"]
        assert found == [key for key in SECTIONS.split() if key in found]
        assert {"names-used", "statements", "sources", "titles"} <= tail.keys()
        shape = re.findall(r'<(p class="\w+"|h1)', head.rpartition("<header>")[2])
        assert shape == ['p class="advisory"', "h1", 'p class="banner"', 'p class="summary"']

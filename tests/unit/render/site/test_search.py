"""The search page: what its index holds, and that its script folds as the program does."""

import json
import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventbook.render.site import search
from eventbook.render.site.file import digest
from eventbook.render.site.given import Site, SiteEvent
from eventbook.render.site.index import Index
from eventbook.values.folding import fold

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")
HALL = {"id": "hall", "name": "Great Hall", "city": "Rome", "country": "IT"}
LEE = {"id": "ann-lee", "name": {"en": "Ann Lee", "az": "Ənn Li"}}
EVENT = {
    "id": "2023-rome-reading",
    "title": {"en": "Reading in Rome", "it": "Lettura a Roma"},
    "date": "2023-02-24",
    "summary": "Nobody looks here.",
    "place": {"ref": "place/hall", "address": "1 Via Nuova"},
    "participants": [
        {"key": "lee", "ref": "person/ann-lee", "roles": ["speaker"], "position": "Chair"},
        {"key": "kid", "minor": True, "label": "A child", "roles": ["reader"]},
    ],
    "keywords": ["poetry"],
    "formal_title": {"text": "A loud headline"},
    "sources": [{"key": "paper", "title": "A report", "publisher": "The Paper"}],
    "statements": [
        {"id": "s1", "speaker": "lee", "kind": "quote", "text": "Books matter.", "lang": "it"},
        {"id": "s2", "speaker": "unnamed", "text": "It was full.", "source": "paper"},
        {"id": "s3", "speaker": "publisher", "text": "It was fine.", "source": "paper"},
        {"id": "s4", "text": "Nobody said it.", "source": "paper"},
    ],
    "review": {"status": "published"},
}
KNOWN = {"place/hall": HALL, "person/ann-lee": LEE}


def site(*values, languages=("en",)):
    events = tuple(
        SiteEvent(value["id"], value, digest(value), value["review"]["status"]) for value in values
    )
    digests = {ref: digest(value) for ref, value in KNOWN.items()}
    return Site("Archive", "", "", languages, "", events, KNOWN.get, digests)


def made(given):
    return {file.path: file for file in search.files(given, Index(given))}


def rows(data):
    """The call in a file of the index: its start, kind and rows."""
    text = data.decode()
    assert text.startswith("eventbook.index(")
    assert text.endswith(");\n")
    return json.loads(f"[{text[len('eventbook.index(') : -3]}]")


def test_the_files_of_a_site_in_two_languages():
    assert list(made(site(EVENT, languages=("en", "it")))) == [
        "assets/search.js",
        "search.html",
        "search/1.js",
        "search/said-1.js",
        "it/search.html",
        "it/search/1.js",
        "it/search/said-1.js",
    ]


def test_events_are_found_by_title_date_place_and_names():
    assert rows(made(site(EVENT))["search/1.js"].make()) == [
        0,
        "events",
        [
            [
                "2023-rome-reading",
                "Reading in Rome",
                "24 February 2023",
                "Great Hall, Rome, Italy",
                ["Ann Lee", "Ənn Li", "Lettura a Roma", "poetry"],
            ]
        ],
    ]


def test_a_draft_is_marked_among_what_is_found():
    draft = {**EVENT, "review": {"status": "draft"}}
    found = made(site(draft))
    assert rows(found["search/1.js"].make())[2][0][3] == "Great Hall, Rome, Italy · draft"
    assert found["search/1.js"].inputs != made(site(EVENT))["search/1.js"].inputs


def test_no_statement_stands_without_its_speaker():
    assert rows(made(site(EVENT))["search/said-1.js"].make()) == [
        0,
        "said",
        [
            [0, "Ann Lee, Chair", ["“Books matter.”", "it"]],
            [0, "A speaker not named in the source", "It was full."],
            [0, "The Paper, publisher of the source", "It was fine."],
            [0, "A speaker not recorded", "Nobody said it."],
        ],
    ]


def test_drafts_and_withdrawn_records_are_as_the_site_has_them():
    withdrawn = {**EVENT, "id": "gone", "review": {"status": "withdrawn"}}
    found = made(site(withdrawn, EVENT))
    assert [row[0] for row in rows(found["search/1.js"].make())[2]] == ["2023-rome-reading"]


def test_a_file_of_the_index_depends_on_its_records_alone(monkeypatch):
    monkeypatch.setattr(search, "PER_PART", 1)
    other = {**EVENT, "id": "2024-rome-reading", "place": {"name": "Elsewhere"}}
    changed = {**other, "title": "Changed"}
    before, after = made(site(EVENT, other)), made(site(EVENT, changed))
    assert {path for path in before if before[path].inputs != after[path].inputs} == {
        "search.html",
        "search/2.js",
        "search/said-2.js",
    }


def test_a_file_of_the_index_depends_on_what_its_records_name(monkeypatch):
    before = made(site(EVENT))
    monkeypatch.setitem(LEE, "name", "Ann B. Lee")
    after = made(site(EVENT))
    assert before["search/1.js"].inputs != after["search/1.js"].inputs
    assert rows(after["search/1.js"].make())[2][0][4][0] == "Ann B. Lee"


def test_the_page_lists_all_records_where_they_are_few(monkeypatch):
    page = made(site(EVENT))["search.html"].make().decode()
    assert 'href="events/2023-rome-reading.html"' in page
    assert 'src="assets/search.js" defer' in page
    assert "script-src &#39;self&#39;" in page
    assert '<form id="search-form" class="search" role="search" hidden' in page
    monkeypatch.setattr(search, "LISTED", 0)
    page = made(site(EVENT))["search.html"].make().decode()
    assert "events/2023-rome-reading.html" not in page
    assert 'href="years/index.html"' in page


def test_a_site_without_records_has_a_page():
    found = made(site())
    assert list(found) == ["assets/search.js", "search.html"]
    assert "There are no records yet." in found["search.html"].make().decode()


def test_the_script_is_small():
    assert len(search.script()) < 6 * 1024


# -- the script in node ---------------------------------------------------------------------------

STAGE = """
const fs = require("fs"), vm = require("vm");
const [script, query] = process.argv.slice(1);
class Element {
  constructor() { Object.assign(this, { children: [], listeners: {}, value: "", hidden: true }); }
  addEventListener(name, listener) { this.listeners[name] = listener; }
  append(...inner) { this.children.push(...inner); }
  replaceChildren(...inner) { this.children = inner; }
  get text() {
    const inner = this.children.map((one) => (typeof one === "string" ? one : one.text));
    return (this.tag === "mark" ? `[${inner.join("")}]` : inner.join("")) ;
  }
}
const elements = {};
const at = (id) => (elements[id] ||= new Element());
at("search-form").dataset = {
  parts: "0", counts: '{"one":"{number} found","other":"{number} found"}',
  said: "{who}, as reported: {text}", none: "none", loading: "loading", failed: "failed",
};
const context = {
  document: {
    documentElement: { lang: "en" }, head: at("head"), getElementById: at,
    createElement: (tag) => Object.assign(new Element(), { tag }),
  },
  location: { search: "", pathname: "/search.html" }, history: { replaceState() {} },
  URLSearchParams, Intl, setTimeout, clearTimeout,
};
context.window = context;
vm.createContext(context);
vm.runInContext(fs.readFileSync(script, "utf8"), context);
const asked = JSON.parse(fs.readFileSync(0, "utf8"));
if (asked.fold) console.log(JSON.stringify(asked.fold.map(context.eventbook.fold)));
else {
  for (const file of asked.files) vm.runInContext(file, context);
  console.log(JSON.stringify(asked.queries.map((query) => {
    at("search-words").value = query;
    at("search-form").listeners.submit({ preventDefault() {} });
    return [at("search-status").textContent, at("results").children.map((item) =>
      item.children.flatMap((one) => (one.tag === "div" ? one.children : [one]))
        .map((one) => one.text))];
  })));
}
"""


def staged(asked):
    path = search.__file__.replace("search.py", "assets/search.js")
    run = subprocess.run(
        [NODE, "-e", STAGE, path],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(run.stdout)


def assigned_long_ago(char):
    """Whether any Unicode of the last years has the character, so that node and Python agree."""
    return unicodedata.ucd_3_2_0.category(char) not in ("Cn", "Co", "Cs")


@needs_node
def test_the_script_folds_every_character_as_the_program_does():
    chars = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    chars = [char for char in chars if assigned_long_ago(char)]
    assert len(chars) > 90_000
    folded = staged({"fold": chars})
    assert [pair for pair in zip(chars, folded, strict=True) if fold(pair[0]) != pair[1]] == []


@needs_node
def test_the_script_folds_words_as_the_program_does():
    table = [
        "Əliyev", "ƏLİYEV", "Qarabağ", "ıIİi", "İstanbul", "Straße", "STRASSE", "ẞ", "ΟΔΟΣ",
        "Ὀδυσσεύς", "Łódź", "Þingvellir", "Ærø", "Œuvre", "d’Este", "ﬁn", "Ⅻ", "™", "ǅ", "ŉ",
        "한국", "東京", "ガ", "नमस्ते", "שָׁלוֹם", "مُحَمَّد", "e\u0301\u0323", "a\u0345\u0301", "Ꭰꭰ", "x²",
    ]  # fmt: skip
    assert staged({"fold": table}) == [fold(text) for text in table]


CHARS = [chr(code) for code in range(0x30000) if assigned_long_ago(chr(code))]
MARKS = [char for char in CHARS if unicodedata.category(char).startswith("M")]
SPECIAL = st.sampled_from("aAeEiIıİßẞəƏſςΣσøØłŁ’")
TEXTS = st.text(st.one_of(SPECIAL, st.sampled_from(MARKS), st.sampled_from(CHARS)))


@needs_node
@settings(max_examples=5)
@given(st.lists(TEXTS, min_size=40))
def test_the_script_folds_random_texts_as_the_program_does(texts):
    assert staged({"fold": texts}) == [fold(text) for text in texts]


@needs_node
def test_what_is_found():
    other = {**EVENT, "id": "2024-baku", "title": "Evening for Ənn Li", "statements": []}
    files = made(site(EVENT, other))
    scripts = [files[path].make().decode() for path in ("search/1.js", "search/said-1.js")]
    queries = [
        "",
        "enn",
        "READ",
        "read rome",
        "lee books",
        "rome rea",
        "books full",
        "x",
        "matt",
        "chair",
    ]
    found = dict(zip(queries, staged({"files": scripts, "queries": queries}), strict=True))
    place = "Great Hall, Rome, Italy"
    reading = ["24 February 2023", "Reading in Rome", place]
    first = ["24 February 2023", "[Reading] in Rome", place]
    # What Ann Lee said is no answer to her name.
    evening = ["24 February 2023", "Evening for [Ənn] Li", place, "[Ənn] Li"]
    said = "Ann Lee, Chair, as reported: “Books matter.”"
    assert found == {
        "": ["", []],
        "enn": ["2 found", [evening, [*reading, "[Ənn] Li"]]],
        "READ": ["1 found", [first]],
        "read rome": ["none", []],
        "lee books": [
            "1 found",
            [[*reading, "Ann [Lee]", said.replace("Lee", "[Lee]").replace("Books", "[Books]")]],
        ],
        "rome rea": ["1 found", [["24 February 2023", "[Reading] in [Rome]", place]]],
        "books full": ["none", []],
        "x": ["none", []],
        "matt": ["1 found", [[*reading, said.replace("matter", "[matter]")]]],
        "chair": ["1 found", [[*reading, said.replace("Chair", "[Chair]")]]],
    }


@needs_node
def test_a_text_is_shown_as_it_is():
    odd = '<img src="x" onerror="y"> </script> {who} {text} $& \u2028'
    value = {**EVENT, "title": f"{odd} title", "participants": [], "keywords": []}
    value["statements"] = [{"id": "s1", "speaker": {"name": f"{odd} Lee"}, "text": f"{odd} said"}]
    files = made(site(value))
    scripts = [files[path].make().decode() for path in ("search/1.js", "search/said-1.js")]
    [[_, [[_, title, _, name, said]]]] = staged({"files": scripts, "queries": ["lee said"]})
    shown = odd.replace("\u2028", "").strip()
    assert title == f"{shown} title"
    assert name == f"{shown} [Lee]"
    assert said == f"{shown} [Lee], as reported: {shown} [said]"


# -- what must not be found -----------------------------------------------------------------------

SECRET = "Zyxwvut"
HIDING = st.sampled_from(
    [
        {"minor": True, "name": SECRET, "label": "A child", "roles": ["speaker"]},
        {"withheld": True, "name": {"en": SECRET}, "key": "kid", "roles": ["performer"]},
        {"ref": "person/hidden", "roles": ["speaker"]},
    ]
)


@given(st.lists(HIDING, min_size=1, max_size=3), st.sampled_from(["participants", "organisers"]))
def test_nobody_withheld_is_found(hiding, where):
    known = {"person/hidden": {"id": "hidden", "name": SECRET, "withheld": True}}
    said = [{"id": f"s{n}", "speaker": one, "text": "Yes."} for n, one in enumerate(hiding)]
    value = {**EVENT, where: hiding, "statements": said}
    one = site(value)._replace(lookup=known.get)
    text = "".join(file.make().decode() for path, file in made(one).items() if ".js" in path)
    assert SECRET not in text
    assert text.count('"Yes."') == len(hiding)


def test_notes_headlines_and_names_others_use_are_not_in_the_index():
    value = {
        **EVENT,
        "notes": [{"text": SECRET, "visibility": "internal"}],
        "formal_title": {"text": SECRET},
        "occasion": {"kind": "anniversary", "of": {"name": "X", "names_used": [{"text": SECRET}]}},
        "mentions": [{"name": SECRET}],
        "contact": {"name": SECRET},
        "summary": SECRET,
    }
    text = "".join(file.make().decode() for path, file in made(site(value)).items())
    assert SECRET not in text

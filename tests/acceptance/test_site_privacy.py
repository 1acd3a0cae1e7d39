"""Whoever is withheld stands in no form and on no page, whatever slot of a record names them.

The names are made up and nobody's. Each slot has a first name of its own, so that a failure says
where it comes from.
"""

from __future__ import annotations

import base64
import codecs
import html
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from acceptance.conftest import Book, Run
from acceptance.forked import forked
from acceptance.site_served import DRAFT, WITHDRAWN, published_book
from eventbook.book.publishing.folder import Folder
from eventbook.commands.site_making import Leaked, Maker
from eventbook.events.leaks.matcher import Matcher
from eventbook.events.leaks.names import Name, forms
from eventbook.render import TARGETS
from eventbook.render.site.file import File

OWN = {"EVENTBOOK_WITHHELD": ""}
"""The book's own list of names is used."""

SURNAME = "anvelsson"
SETTINGS = """\
[book]
title = "Test archive"
language = "en"

[site]
url = "https://archive.example/"
since = "2026"
languages = ["en", "it", "az"]

"""
KINDS = "".join(
    f"[kinds.{kind}]\n"
    f'records = ["records/{folder}/**/*.yaml"]\nschema = "eventbook:{kind}"\nmodel = "{model}"\n\n'
    for kind, folder, model in (
        ("event", "events", "event"),
        ("person", "people", "authority"),
        ("work", "works", "authority"),
    )
)


def who(first: str, flag: str = "withheld", **more: object) -> str:
    """Somebody withheld whom a careless record names all the same, as flow YAML."""
    name = f"{first} Anvelsson"
    given = {
        flag: True,
        "label": "A person (name withheld)",
        "name": {"en": name, "it": name},
        "position": "Guest",
        "aliases": [f"{first[0]}. Anvelsson"],
        "image": f"https://example.org/{first.lower()}-anvelsson.jpg",
        "ids": {"wikidata": f"{first}Anvelsson"},
        "as_written": f"{name}, aged nine",
        **more,
    }
    return json.dumps(given)


def slots(event: str, status: str, flag: str) -> str:
    """A record with somebody withheld in every slot that can name anybody."""
    return f"""\
id: {event}
title: {{en: Recital in Turin, it: Recital a Torino}}
date: 2019-05-18
start_time: "18:00"
timezone: Europe/Rome
type: reading
status: held
place: {{name: Town hall, city: Turin, country: IT,
  coordinates: {{lat: 45.07, lon: 7.68, precision: building}}}}
occasion:
  kind: anniversary
  ordinal: 5
  of:
    name: Opening of the hall
    date: 2014
    names_used:
      - {{text: The great day, used_by: {who("Alba", flag)}, source: programme}}
      - {{text: The small day, used_by: benno-anvelsson, source: programme}}
organisers:
  - {who("Carla", flag, role="organiser")}
  - {{name: Town of Turin, role: host}}
participants:
  - {who("Benno", flag, key="benno-anvelsson", roles=["reader", "Benno Anvelsson"])}
  - {who("Dario", flag, key="dario", roles=["speaker"])}
  - {{key: mayor, name: Ada Mayor, roles: [speaker],
     on_behalf_of: {who("Elsa", flag)}}}
mentions:
  - {who("Fabia", flag)}
campaigns:
  - {{name: Read aloud, relation: belongs-to}}
programme:
  - kind: reading
    people: [benno-anvelsson, {who("Greta", flag)}]
    works:
      - {{title: Song of a day, author: {who("Hanna", flag)},
         composer: {who("Ilse", flag)}, translator: benno-anvelsson}}
statements:
  - {{id: s1, speaker: benno-anvelsson, kind: paraphrase, text: It was a long way., about: dario,
     source: programme}}
  - {{id: s2, speaker: {who("Jonas", flag)}, kind: paraphrase, text: There was rain.,
     about: {who("Karin", flag)}, source: programme}}
  - {{id: s3, speaker: mayor, kind: paraphrase, text: All are welcome., about: dario-anvelsson,
     source: programme}}
sources:
  - {{key: programme, title: Printed programme, publisher: {who("Lena", flag)},
     relation: organiser, published: 2019-05-19, link: omit, url:
     "https://example.org/lena-anvelsson?by=Lena%20Anvelsson",
     archive_url: "https://example.net/lena-anvelsson"}}
withheld:
  - {{what: participants.benno-anvelsson, reason: a child, decided_by: {who("Mira", flag)},
     decided_on: 2019-06-01}}
media:
  - {{url: "https://example.org/a.jpg", kind: photograph, credit: {who("Nora", flag)}}}
contact: {who("Olga", flag, email="olga.anvelsson@example.org")}
local: {{reader: {who("Pia", flag)}}}
notes:
  - {{visibility: internal, text: It was Quinn Anvelsson who read., by: Ann Editor, on: 2019-06-01}}
  - {{visibility: public, text: Told by a visitor., by: {who("Rosa", flag)}, on: 2019-06-01}}
waive: [{{rule: quote-missing, reason: Sara Anvelsson, by: Sara Anvelsson, on: 2019-06-01}}]
review: {{status: {status}, by: Ann Editor, on: 2019-06-02}}
"""


PERSON = """\
id: {id}
name: {name}
{flag}: true
label: An authority nobody may read
aliases: [T. Anvelsson]
sources: [{{title: Printed programme}}]
"""
REFERRING = """\
id: referring
title: Recital in Pisa
date: 2019-06
type: reading
place: {city: Pisa, country: IT}
organisers: [{ref: person/tilda-anvelsson, role: organiser}]
participants:
  - {key: speaker, ref: person/tilda-anvelsson, roles: [speaker]}
  - {ref: person/ursa-anvelsson, roles: [reader]}
mentions: [{ref: person/ursa-anvelsson}]
programme:
  - {kind: reading, people: [speaker, {ref: person/ursa-anvelsson}],
     works: [{title: Song, author: {ref: person/tilda-anvelsson}}, {ref: work/ballad}]}
statements:
  - {id: s1, speaker: speaker, kind: paraphrase, text: The train was late., source: programme}
sources: [{key: programme, title: Printed programme, publisher: {ref: person/tilda-anvelsson}}]
review: {status: published, by: Ann Editor, on: 2019-06-02}
"""
BALLAD = """\
id: ballad
title: A ballad
author: {ref: person/tilda-anvelsson}
composer: {ref: person/ursa-anvelsson}
sources: [{title: Printed programme}]
"""
ONCE = """\
id: once
title: {title}
date: 2019-07-01
type: reading
summary: {summary}
keywords: [{keyword}]
participants:
  - {person}
sources: [{{key: programme, title: Printed programme, note: "{note}"}}]
review: {{status: {status}, by: Ann Editor, on: 2019-07-02}}
"""
NAMED_ONCE = {
    "title": "Recital with Vera Anvelsson",
    "summary": "Vera Anvelsson read.",
    "keyword": "vera-anvelsson",
    "person": "{key: vera-anvelsson, name: Vera Anvelsson, roles: [reader]}",
    "note": "Told by Vera Anvelsson",
    "status": "published",
}
CLEANED = {
    "title": "Recital in Lucca",
    "summary": "Poems were read.",
    "keyword": "poems",
    "person": "{key: reader, withheld: true, label: A reader (name withheld), roles: [reader]}",
    "note": "Told by a visitor",
    "status": "published",
}
TAKEN_BACK = {**NAMED_ONCE, "status": "withdrawn"}


def spellings(data: bytes) -> list[str]:
    """A file's text as it stands, and with what may hide a name undone."""
    text = data.decode("utf-8", "replace")
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    found = [text, unfolded, unquote(text), re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), text)]
    found.append(re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text))
    found.append(re.sub(r"[\s_.+-]|<[^>]*>", "", text))  # marked up or cut within
    for coded in re.findall(r"[A-Za-z0-9+/_-]{16,}={0,2}", text):
        padded = coded.rstrip("=").translate(str.maketrans("-_", "+/"))
        for skip in range(4):
            cut = padded[skip:]
            found.append(base64.b64decode(cut[: len(cut) // 4 * 4]).decode("latin-1"))
    return found


def traces(data: bytes) -> list[str]:
    """What stands around the name in any spelling of a file's text."""
    sought = (SURNAME, codecs.encode(SURNAME, "rot13"))
    pattern = re.compile(f".{{0,40}}(?:{'|'.join(sought)}).{{0,20}}", re.I)
    # The pattern is slow, so it is tried only where the name stands; casefolding finds no less.
    suspect = [text for text in spellings(data) if any(one in text.casefold() for one in sought)]
    return sorted({found for text in suspect for found in pattern.findall(text)})


def site_traces(site: Path) -> list[tuple[str, list[str]]]:
    """Every file of a site that holds the name, in its path or in any byte."""
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    assert files
    told = [(path.relative_to(site).as_posix(), path.read_bytes()) for path in files]
    found = [(path, traces(path.encode() + b"\n" + data)) for path, data in told]
    return [one for one in found if one[1]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The command, imported once for all its processes here."""
    with forked(tmp_path_factory.mktemp("home")) as runner:
        yield runner


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Book:
    """A book in which somebody withheld is named in every slot, and was named in its history."""
    folder = tmp_path_factory.mktemp("privacy")
    made = Book(folder / "book", run)
    made.write("eventbook.toml", SETTINGS + KINDS)
    made.git("init", "--quiet", "--initial-branch=main", "--template=")
    for event in ("once", "gone"):
        made.write(f"records/events/{event}.yaml", ONCE.format(**NAMED_ONCE).replace("once", event))
    made.commit("Begin")
    made.write("records/events/once.yaml", ONCE.format(**CLEANED))
    made.write("records/events/gone.yaml", ONCE.format(**TAKEN_BACK).replace("once", "gone"))
    for flag in ("minor", "withheld"):
        for status in ("published", "draft", "withdrawn"):
            event = f"{flag}-{status}"
            made.write(f"records/events/{event}.yaml", slots(event, status, flag))
    made.write("records/events/referring.yaml", REFERRING)
    for first, flag in (("Tilda", "withheld"), ("Ursa", "minor")):
        key = f"{first.lower()}-anvelsson"
        text = PERSON.format(id=key, name=f"{first} Anvelsson", flag=flag)
        made.write(f"records/people/{key}.yaml", text)
    made.write("records/works/ballad.yaml", BALLAD)
    made.write("all.json.j2", "{{ events|tojson }}")
    made.commit("What should not be there")
    return made


@pytest.mark.parametrize("drafts", [["--drafts"], []], ids=["drafts", "published"])
def test_no_byte_of_a_site_holds_somebody_withheld(named, tmp_path, drafts):
    site = tmp_path / "site"
    done = named("render", "-f", "site", *drafts, "-o", str(site))
    assert done.returncode == 0, done.stderr
    assert traces((done.stdout + done.stderr).encode()) == []
    assert (site / "events/minor-published.html").is_file()
    assert (site / "az/events/gone.html").is_file()
    assert site_traces(site) == []


FORMS = ["all.json.j2", *(form for form in TARGETS if form != "site")]


@pytest.mark.parametrize(
    ("form", "lang"), [*((form, "en") for form in FORMS), ("html", "it"), ("text", "az")]
)
def test_no_form_holds_somebody_withheld(named, form, lang):
    events = ["minor-published", "withheld-draft", "referring", "once"]
    done = named("render", *events, "-f", form, "--lang", lang)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert traces(f"{done.stdout}{done.stderr}".encode()) == []


LISTED = """\
id: {id}
title: {title}
date: 2019-08-01
start_time: "18:00"
timezone: Europe/Rome
former_ids: [{former}]
sources: [{{title: Printed programme, url: "{url}"}}]
review: {{status: {status}, by: Ann Editor, on: 2019-08-02}}
"""
SOUND = {
    "id": "2019-siena-recital",
    "title": "Recital in Siena",
    "former": "2019-siena-song",
    "url": "https://example.org/siena",
    "status": "published",
}


@pytest.fixture
def book(tmp_path: Path, run: Run) -> Book:
    """A book with a list of withheld names and one sound record; in one language, unlinked."""
    made = Book(tmp_path / "book", run)
    made.write("eventbook.toml", SETTINGS.replace('"en", "it", "az"', '"en"') + KINDS)
    made.git("init", "--quiet", "--initial-branch=main", "--template=")
    made.write(".withheld", "Wanda Anvelsson\nYlva O'Anvelsson\n")
    return made


@pytest.mark.parametrize(
    "changed",
    [
        {"former": "2019-wanda-anvelsson-recital"},
        {"former": "2019-anvelsson-wanda"},
        {"former": "2019-ylva-o-anvelsson"},
        {"id": "2019-wanda-anvelsson-recital"},
        {"id": "2019-wanda-anvelsson-recital", "status": "withdrawn"},
        {"title": "Recital by Wanda Anvelsson"},
        {"title": "A recital in the old town hall, with many guests and Wanda Anvelsson"},
        {"title": "Recital by Ylva O'Anvelsson"},
        {"url": "https://example.org/?by=Wanda%20Anvelsson"},
    ],
    ids=lambda changed: " ".join(changed.values()),
)
def test_a_listed_name_is_published_neither_in_a_page_nor_as_its_address(book, changed):
    site = book.root / "site"
    book.write("records/events/one.yaml", LISTED.format(**{**SOUND, **changed}))
    done = book("render", "-f", "site", "-o", str(site), env=OWN)
    assert done.returncode == 1
    assert "error: nothing was written; " in done.stderr
    assert traces((done.stdout + done.stderr).encode()) == []
    assert not site.exists()


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("events/wanda-anvelsson.html", b"This record has moved"),
        ("calendar.ics", b"SUMMARY:With Wanda An\r\n velsson\r\n"),
        ("events.json", b'{"a":"Wanda\\nAnvelsson"}'),
        ("search/1.js", b'["Anvelsson, Wanda"]'),
        ("feed.atom", b"<title>Wanda&#160;Anvelsson</title>"),
    ],
)
def test_a_name_is_sought_in_the_address_and_however_a_form_writes_it(tmp_path, path, data):
    names = Matcher([Name(1, forms("Wanda Anvelsson"))])
    maker = Maker([File(path, "", lambda: data)], names, jobs=1)
    with pytest.raises(Leaked) as caught:
        list(maker([0], Folder.of(tmp_path / "site", tmp_path), None))
    assert [traces(told.encode()) for told, _ in caught.value.files] == [[]]


def test_a_name_asked_for_is_not_noted_beside_the_pages(book):
    book.write("records/events/one.yaml", LISTED.format(**SOUND))
    call = ("-w", "title!=Wanda Anvelsson", "-w", "status!=cancelled")
    done = book("render", "-f", "site", "-o", "site", *call, env=OWN)
    assert done.returncode == 0, done.stderr
    assert site_traces(book.root / "site") == []


def test_a_record_that_comes_to_be_withheld_leaves_every_page(named, tmp_path):
    root = Path(shutil.copytree(named.root, tmp_path / "book", symlinks=True))
    book = Book(root, named.run)
    people = sorted(root.glob("records/people/*.yaml"))
    hidden = [path.read_text() for path in people]
    for path, text in zip(people, hidden, strict=True):
        path.write_text(re.sub("(?m)^(minor|withheld|label): .*\n", "", text))
    assert book("render", "-f", "site", "-o", "site").returncode == 0
    assert site_traces(root / "site") != []
    for path, text in zip(people, hidden, strict=True):
        path.write_text(text)
    assert book("render", "-f", "site", "-o", "site").returncode == 0
    assert site_traces(root / "site") == []


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """The site of the example book: one record a draft, one withdrawn, the others published."""
    book = published_book(tmp_path_factory.mktemp("example"))
    done = run("render", "-f", "site", "--drafts", "-o", "site", cwd=book, env={**OWN})
    assert done.returncode == 0, done.stderr
    return book / "site"


def records(site: Path) -> dict[str, dict]:
    """What the site gives out of each event, by id."""
    given = json.loads((site / "events.json").read_text("utf-8"))["events"]
    return {one["record"]["id"]: one["record"] for one in given}


def plain(path: Path) -> str:
    """A file's text on one line, its characters as read."""
    return " ".join(html.unescape(path.read_text("utf-8")).split())


def worded(value: object) -> list[str]:
    texts = value.values() if isinstance(value, dict) else (value,)
    return [" ".join(text.split()) for text in texts if isinstance(text, str)]


def test_statements_and_headlines_stand_on_the_page_of_their_record_alone(example):
    found = records(example)
    files = {path: plain(path) for path in example.rglob("*") if path.suffix != ".css"
             and path.is_file() and path.name != "events.json"}  # fmt: skip
    for event, record in found.items():
        own = {f"{event}.html"}
        said = [one for each in record.get("statements", ()) for one in worded(each["text"])]
        titles = " ".join(worded(record["title"])).lower()
        formal = worded(record.get("formal_title", {}).get("text"))
        loud = [one for one in formal if one.lower() not in titles]
        for path, text in files.items():
            if path.name in own or (path.parent.name == "search" and path.name[:5] == "said-"):
                continue
            assert [one for one in said if len(one) > 30 and one in text] == []
            others = (worded(each.get("title")) for one in found.values() if one is not record
                      for each in one["sources"])  # fmt: skip
            shared = {title for each in others for title in each}
            assert [one for one in loud if one in text and one not in shared] == []
        for path in example.rglob(f"events/{event}.html"):
            head = plain(path).partition("</head>")[0]
            shown = re.sub(r"<script.*?</script>", "", head)
            assert [one for one in (*said, *loud) if one in shown] == []


def test_search_gives_no_statement_without_its_speaker(example):
    calls = [path.read_text("utf-8") for path in example.rglob("said-*.js")]
    assert len(calls) == 3
    for call in calls:
        rows = json.loads(f"[{call[len('eventbook.index(') : -3]}]")[2]
        assert rows
        assert all(isinstance(who, str) and who.strip() for _, who, _ in rows)


def test_who_is_only_mentioned_has_no_page(example):
    # Who has no record has eight letters and digits behind the name.
    stems = [path.stem for path in (example / "people").glob("*.html")]
    pages = {re.sub(r"-[0-9a-z]{8}$", "", stem) for stem in stems}
    assert "rashad-aslanov" in pages
    assert not pages & {"ilham-aliyev", "mehriban-aliyeva", "leyla-aliyeva"}


def test_a_draft_is_marked_wherever_it_is_shown_and_a_withdrawn_record_nowhere(example):
    head = plain(example / f"events/{DRAFT}.html").partition("</head>")[0]
    assert 'name="description" content="DRAFT: this record has not been reviewed. ' in head
    assert f'["{DRAFT}",' in (example / "search/1.js").read_text("utf-8")
    assert " · draft" in (example / "search/1.js").read_text("utf-8").split(DRAFT)[1][:400]
    withdrawn = plain(example / f"events/{WITHDRAWN}.html")
    assert "Waterloo" not in withdrawn
    naming = [path for path in example.rglob("*") if path.is_file() and WITHDRAWN in plain(path)]
    allowed = {f"{WITHDRAWN}.html", "corrections.html", ".eventbook-site.json", "feed.atom"}
    assert {path.name for path in naming} <= allowed

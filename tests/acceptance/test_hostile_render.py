"""Whatever texts records hold, what is rendered of them shows these, and does nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from markdown_it import MarkdownIt

from acceptance import naughty
from acceptance.conftest import Book, Run
from acceptance.hostile_book import STRICT, filled, plain_words, record, texts
from acceptance.hostile_browser import Tab, needs_chromium, visit
from acceptance.hostile_judging import differing, lost, pointing
from acceptance.site_served import served
from eventbook.render import TARGETS, Item, Options

OPTIONS = Options(lang="en", site="https://archive.example/", since="2026", book="Archive")
SETTINGS = """
[book]
title = "Archive"
language = "en"

[site]
url = "https://archive.example/"
since = "2026"

[kinds.event]
records = ["records/*.yaml"]
schema = "eventbook:event"
model = "event"
"""
READERS = {
    "with-html": MarkdownIt("js-default", {"html": True}),
    "no-html": MarkdownIt("js-default"),
}
"""An ordinary reader of Markdown, which lets HTML through as GitHub does, and which does not."""
PLAIN = plain_words()


class Pair(NamedTuple):
    """A record and its twin in plain words."""

    hostile: dict[str, Any]
    plain: dict[str, Any]


def whole_records() -> dict[str, Pair]:
    """By id; every text stands in one of them, and every field holds one of the texts."""
    made = {}
    for name, template in (("wired", naughty.wired()), ("every", naughty.every("event"))):
        for number in range(-(-len(texts()) // len(template.slots))):
            chosen, words = filled(template, number * len(template.slots), PLAIN)
            stem = f"{name}-{number}"
            sides = (record(template, stem, number, side) for side in (chosen, words))
            made[stem] = Pair(*sides)
    return made


def listed_records() -> dict[str, Pair]:
    """One for each text, which stands in it in all that lists show."""
    made = {}
    for number, text in enumerate(texts()):
        stem = f"listed-{number:03}"
        sides = (_listed(stem, text), _listed(stem, PLAIN.word(text)))
        made[stem] = Pair(*sides)
    return made


def _listed(stem: str, text: str) -> dict[str, Any]:
    place = {"name": text, "city": text, "region": text}
    return {"id": stem, "title": text, "type": "other", "as_written": text, "date": "2019",
            "place": place, "review": {"status": "published"}}  # fmt: skip


class Forms(NamedTuple):
    """What was rendered.

    Attributes:
        folder: of the pages, `hostile/NAME.html` and `plain/NAME.html`.
        hidden: by name, the texts that are no words of a page.
    """

    folder: Path
    hidden: dict[str, set[str]]


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Forms:
    """Each form by the command, of one record, of several, and of many in a list."""
    folder, hidden = tmp_path_factory.mktemp("forms"), dict[str, set[str]]()
    for kind, pairs, single, several in (
        ("whole", whole_records(), ("html", "markdown"), ("html", "markdown")),
        ("listed", listed_records(), (), ("html-list", "markdown-list")),
    ):
        book = Book(folder / kind, Run(folder))
        book.write("eventbook.toml", SETTINGS)
        for stem, pair in pairs.items():
            book.write(f"records/{stem}.yaml", naughty.written(pair.hostile))
        asked = [(form, stem) for form in single for stem in pairs]
        for form, stem in (*asked, *((form, "") for form in several)):
            told = book("render", "-f", form, f"records/{stem}.yaml" if stem else "records")
            assert told.returncode == 0, told.stderr
            chosen = [pairs[stem]] if stem else [pairs[one] for one in sorted(pairs)]
            meant = TARGETS[form].render([Item(pair.plain, "en") for pair in chosen], OPTIONS).text
            for name in _written(folder, f"{form}-{stem or 'all'}", told.stdout, meant):
                hidden[name] = set().union(*(pointing(pair.hostile) for pair in chosen))
    return Forms(folder, hidden)


def _written(folder: Path, name: str, hostile: str, plain: str) -> Sequence[str]:
    """Write both sides of a page; of Markdown as its readers make it. The names of the pages."""
    sides = {"hostile": hostile, "plain": plain}
    made = {name: sides}
    if name.startswith("markdown"):
        made = {
            f"{name}-{reader}": {side: _page(READERS[reader], text) for side, text in sides.items()}
            for reader in READERS
        }
    for name, sides in made.items():
        for side, text in sides.items():
            file = folder / side / f"{name}.html"
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, "utf-8")
    return [*made]


def _page(reader: MarkdownIt, text: str) -> str:
    icon = '<link rel="icon" href="data:,">'  # else one is asked for
    head = f'<html lang="en"><head><meta charset="utf-8">{icon}<title>x</title></head>'
    return f"<!DOCTYPE html>\n{head}<body>{reader.render(text)}</body></html>\n"


@needs_chromium
@pytest.mark.parametrize("opened", ["from a server", "from a disk"])
def test_each_form_shows_each_text_and_does_nothing(forms: Forms, opened: str) -> None:
    folder = forms.folder / "hostile"
    names = sorted(forms.hidden)
    if opened == "from a disk":
        wrong = _visited(forms, f"{folder.as_uri()}/", names)
    else:
        with served(folder) as base:
            wrong = _visited(forms, base, names)
    assert wrong == [], "\n".join(wrong)
    print(f"\n{len(texts())} texts in {len(names)} pages, {opened}")


def _visited(forms: Forms, base: str, names: list[str]) -> list[str]:
    async def looking(shown: Tab, parser: Tab, name: str) -> list[str]:
        [meant] = await parser.parsed([(forms.folder / f"plain/{name}.html").read_text("utf-8")])
        found = await shown.open(f"{base}{name}.html")
        if "wired" not in name:  # where keys and languages are filled, they are no longer such
            found, meant = found.bare(), meant.bare()
        return [
            *differing(found, meant, name),
            *lost(PLAIN, found, meant, forms.hidden[name], name),
        ]

    return visit(base, names, looking)


# -- in the process -------------------------------------------------------------------------------


class _Elements(HTMLParser):
    """The elements of a page with the names of their attributes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}",))


def elements(form: str, value: dict[str, Any]) -> list[tuple[str, ...]]:
    """The elements of the page that a form makes, or that a reader of Markdown makes of it."""
    page = TARGETS[form].render([Item(value)], OPTIONS).text
    return _Elements(READERS["with-html"].render(page) if form == "markdown" else page).found


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_each_text_in_each_field_changes_words_alone_in_a_single_page(form: str) -> None:
    """Without a browser: every text in every field, or a sample of the product."""
    template = naughty.wired()
    differ = []
    for number in range(0, len(texts()), 1 if STRICT else 32):
        sides = filled(template, number, PLAIN)
        hostile, plain = (elements(form, record(template, "wired", 0, side)) for side in sides)
        if hostile != plain:
            differ.append(number)
    assert differ == []

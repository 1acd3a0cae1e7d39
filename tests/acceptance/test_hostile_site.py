"""Whatever texts a record holds, the pages of its site show them, and do nothing else."""

from __future__ import annotations

import asyncio
import re
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from acceptance import hostile_book
from acceptance.hostile_book import LANGUAGES, STRICT, Made, both_sites, pages
from acceptance.hostile_browser import Tab, chromium, needs_chromium, tab, visit
from acceptance.hostile_judging import differing, lost, pointing
from acceptance.site_served import served
from eventbook.render.site.paths import FOLDERS

pytestmark = needs_chromium
_SHARE = 4 if STRICT else 8
"""Of so many pages of what is only named, one is opened; all of them are parsed."""


@pytest.fixture(scope="module")
def made() -> Made:
    return hostile_book.make(STRICT)


@pytest.fixture(scope="module")
def sites(made: Made, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The hostile site and the one with plain words."""
    return both_sites(tmp_path_factory, made)


def pages_of_records(made: Made) -> list[str]:
    """The paths of the pages that show each record whole, in each language."""
    found = []
    for path in sorted(made.records):
        _, kind, file = path.split("/")
        name = f"{FOLDERS[kind]}/{Path(file).stem}.html"
        found += [f"archive/{'' if lang == 'en' else lang + '/'}{name}" for lang in LANGUAGES]
    return found


def test_each_page_of_a_record_shows_its_texts_and_does_nothing(
    sites: tuple[Path, Path], made: Made
) -> None:
    """All are opened: each text in each field is shown by a browser, if all is asked for."""
    hostile, plain = sites
    found = pages_of_records(made)
    started = time.monotonic()
    with served(hostile) as base:
        wrong = visit(base, found, partial(shows_its_texts, base, plain, made))
    assert wrong == [], "\n".join(wrong)
    print(
        f"\n{len(made.tried)} texts, {made.fields} fields, {made.pairs:,} texts in fields;"
        f" {len(found):,} pages of records opened in {time.monotonic() - started:.0f} s"
    )
    assert len(made.tried) >= 650
    assert made.fields >= 900
    assert made.pairs >= (600_000 if STRICT else 1_900)


async def shows_its_texts(
    base: str, plain: Path, made: Made, shown: Tab, parser: Tab, path: str
) -> list[str]:
    """How the page of a record differs from the plain one in more than its words."""
    [meant] = await parser.parsed([(plain / path).read_text("utf-8")])
    found = await shown.open(base + path)
    hidden: set[str] = set()
    if "/every-" in path or "/events/" not in path:
        # Where fields that steer are filled, keys and languages are no longer such.
        found, meant = found.bare(), meant.bare()
    if "/every-" in path:
        hidden = pointing(made.records[f"records/event/{Path(path).stem}.yaml"][0])
    return [
        *differing(found, meant, path),
        *lost(made.plain, found, meant, hidden, path),
    ]


def test_other_pages_do_nothing(sites: tuple[Path, Path], made: Made) -> None:
    """Lists, and pages of what is only named: a share of these, for they are all alike."""
    every = sorted(set(pages(sites[0])) - set(pages_of_records(made)))
    named = [path for path in every if Path(path).parent.name in FOLDERS.values()]
    found = sorted({*every} - {*named} | {*named[::_SHARE]})
    started = time.monotonic()

    async def opened(base: str, shown: Tab, _parser: Tab, path: str) -> list[str]:
        await shown.open(base + path)
        return []

    with served(sites[0]) as base:
        wrong = visit(base, found, partial(opened, base))
    assert wrong == [], "\n".join(wrong)
    took = time.monotonic() - started
    print(f"\n{len(found):,} of {len(every):,} other pages opened in {took:.0f} s")


def test_no_other_page_holds_an_element_that_plain_ones_lack(
    sites: tuple[Path, Path], made: Made
) -> None:
    """Lists are in another order, so that their elements are compared as sets, folder by folder."""
    records = set(pages_of_records(made))
    found: list[dict[str, set[str]]] = [{}, {}]
    started = time.monotonic()

    async def parse() -> int:
        count = 0
        async with chromium() as browser, tab(browser) as parser:
            for kinds, folder in zip(found, sites, strict=True):
                names = sorted(set(pages(folder)) - records)
                count += len(names)
                for start in range(0, len(names), 50):
                    some = names[start : start + 50]
                    texts = [(folder / name).read_text("utf-8") for name in some]
                    for name, (comments, tags) in zip(some, await parser.kinds(texts), strict=True):
                        assert comments == 0, name
                        kinds.setdefault(kind_of(name), set()).update(tags)
        return count

    parsed = asyncio.run(parse())
    hostile, plain = found
    for kind, tags in hostile.items():
        assert tags - {"bdi"} <= plain[kind] | {"span"}, kind
    print(f"\n{parsed:,} other pages parsed in {time.monotonic() - started:.0f} s")


def kind_of(path: str) -> str:
    """The folder of a page, or its name where it has none."""
    name = re.sub(r"^archive/(it/|az/)?", "", path)
    return name.partition("/")[0]


def test_search_finds_and_shows_what_is_typed(sites: tuple[Path, Path], made: Made) -> None:
    """Every text is typed; words that mean something to the script are found like others."""
    tried = sorted(made.tried)

    async def typed(base: str) -> tuple[list[list[Any]], list[Any], list[str]]:
        async with chromium() as browser, tab(browser, base) as shown:
            await shown.open(f"{base}archive/search.html?q=pwned")
            await shown.page.wait_for_selector("#results li")
            told = await shown.page.evaluate(_TYPED, tried)
            ran = await shown.page.evaluate("[window.__ran, ({}).pwned === undefined]")
            return told, ran, shown.wrong

    with served(sites[0]) as base:
        told, ran, wrong = asyncio.run(typed(base))
    assert wrong == []
    assert ran == [[], True]
    assert {tag for _, tags in told for tag in tags} <= {"li", "div", "p", "a", "span", "mark"}
    hits = dict(zip(tried, (number for number, _ in told), strict=True))
    for text in ("__proto__", "constructor", "index", "search", "undefined NaN null"):
        assert hits[text] > 0, text


_TYPED = """(texts) => texts.map((text) => {
  const input = document.getElementById("search-words");
  input.value = text;
  input.form.requestSubmit();
  const list = document.getElementById("results");
  const tags = [...list.querySelectorAll("*")].map((one) => one.localName);
  return [list.children.length, [...new Set(tags)]];
})"""

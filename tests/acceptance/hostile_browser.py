"""Pages opened in a real browser, in several tabs at once, and what they did that they must not."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import pytest
from playwright.async_api import Browser, ConsoleMessage, Error, Page, async_playwright

from eventbook.render.reading import clean

CHROMIUM = os.environ.get("EVENTBOOK_CHROMIUM") or shutil.which("chromium") or ""
needs_chromium = pytest.mark.skipif(
    not CHROMIUM, reason="no Chromium; EVENTBOOK_CHROMIUM names one"
)

_TABS = 3
_AGED = 250
"""After how many pages a tab is replaced: it remembers all that it was asked for."""
# What is watched in every page before any of its own scripts can run.
_WATCH = """
window.__ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open", "pwned"])
  Object.defineProperty(window, name, { value: () => window.__ran.push(name) });
document.addEventListener("securitypolicyviolation",
  (event) => window.__ran.push(`policy ${event.violatedDirective} ${event.blockedURI}`));
"""
_STRUCTURE = """
const structure = (page) => {
  const all = [...page.querySelectorAll("*")];
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode())
    if (!["script", "style"].includes(walker.currentNode.parentNode.localName))
      texts.push(walker.currentNode.nodeValue);
  return {
    tags: all.map((one) => [one.localName, ...one.getAttributeNames()].join(" ")),
    comments: document.evaluate("count(//comment())", page, null, 1, null).numberValue,
    shown: texts.join(""),
  };
};
"""
_PARSED = f"""(pages) => {{
  {_STRUCTURE}
  const parser = new DOMParser();
  return pages.map((html) => structure(parser.parseFromString(html, "text/html")));
}}"""
# A frame is drawn first, with which what has the focus on its own gets it.
_OPENED = f"""() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => {{
  {_STRUCTURE}
  const shown = [document.title, document.body.innerText].join(" \\n ");
  done({{ ...structure(document), ran: window.__ran, shown }});
}})))"""
_KINDS = """(pages) => pages.map((html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const comments = document.evaluate("count(//comment())", page, null, 1, null).numberValue;
  return [comments, [...new Set([...page.querySelectorAll("*")].map((one) => one.localName))]];
})"""


class Structure(NamedTuple):
    """What a browser makes of a page.

    Attributes:
        tags: its elements with the names of their attributes, in order.
        comments: how many.
        shown: the title and what is to be seen; of a page that was only parsed, all texts.
    """

    tags: list[str]
    comments: int
    shown: str

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Structure:
        """From what the scripts above give."""
        return cls(found["tags"], found["comments"], clean(found["shown"]))

    def bare(self) -> Structure:
        """Without the attributes."""
        return self._replace(tags=[tag.split()[0] for tag in self.tags])


class Tab:
    """A page of the browser, and what it did that it must not do.

    Attributes:
        page: it.
        wrong: what it did.
    """

    def __init__(self, page: Page, bases: tuple[str, ...]) -> None:
        self.page, self.wrong, self._bases = page, list[str](), bases
        page.set_default_timeout(60_000)
        page.on("request", lambda asked: self._asked(asked.url))
        page.on("console", self._told)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("popup", lambda _popup: self.wrong.append("popup"))
        page.on("download", lambda _file: self.wrong.append("download"))

    def _asked(self, url: str) -> None:
        if not url.startswith(self._bases):
            self.wrong.append(f"request: {url[:200]}")

    def _told(self, message: ConsoleMessage) -> None:
        self.wrong.append(f"console: {message.text[:500]} {message.location}")

    async def open(self, address: str) -> Structure:
        """Open a page and wait until all of it is there, and drawn once."""
        before = len(self.wrong)
        await self.page.goto(address)
        try:
            found = await self.page.evaluate(_OPENED)
        except Error as error:
            if "because of a navigation" not in error.message:
                raise
            await self.page.wait_for_load_state()  # the page of a former id leads on by itself
            found = await self.page.evaluate(_OPENED)
        self.wrong += [f"ran: {one}" for one in found["ran"]]
        self.wrong[before:] = [f"{address}: {one}" for one in self.wrong[before:]]
        return Structure.of(found)

    async def parsed(self, texts: Sequence[str]) -> list[Structure]:
        """What the browser's parser makes of pages that are not shown, so nothing of them runs."""
        found = await self.page.evaluate(_PARSED, texts)
        return [Structure.of(one) for one in found]

    async def kinds(self, texts: Sequence[str]) -> list[tuple[int, set[str]]]:
        """The same in short: how many comments, and which elements."""
        return [(count, set(tags)) for count, tags in await self.page.evaluate(_KINDS, texts)]


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The browser."""
    arguments = ["--no-sandbox", "--disable-gpu"]
    async with async_playwright() as started:
        browser = await started.chromium.launch(executable_path=CHROMIUM, args=arguments)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def tab(browser: Browser, *bases: str) -> AsyncIterator[Tab]:
    """A tab that may ask for nothing but what begins with these."""
    context = await browser.new_context()
    await context.add_init_script(_WATCH)
    try:
        yield Tab(await context.new_page(), bases)
    finally:
        await context.close()


Looking = Callable[[Tab, Tab, str], Awaitable[list[str]]]
"""Opens a path in a tab, with another one to parse pages in; gives what is wrong."""


def visit(base: str, paths: Iterable[str], looking: Looking) -> list[str]:
    """What is wrong with pages, and what they did, by several tabs at once."""
    waiting, wrong = deque(paths), list[str]()

    async def work(browser: Browser, parser: Tab) -> None:
        while waiting:
            async with tab(browser, base) as shown:
                for _ in range(_AGED):
                    if waiting:
                        wrong.extend(await looking(shown, parser, waiting.popleft()))
                wrong.extend(shown.wrong)

    async def all_of_it() -> None:
        async with chromium() as browser, tab(browser) as parser:
            await asyncio.gather(*(work(browser, parser) for _ in range(_TABS)))
            wrong.extend(parser.wrong)

    asyncio.run(all_of_it())
    return wrong

"""How records are made here, and what the archive says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from markupsafe import Markup

from eventbook.events.labels import label
from eventbook.render.eventview import Words
from eventbook.render.reading import Reader, as_text
from eventbook.render.site import corrections
from eventbook.render.site.file import File
from eventbook.render.site.given import Site
from eventbook.render.site.index import Index
from eventbook.render.site.leaf import Leaf, leaves

PATH: Final = "about.html"
SECTIONS: Final = ("speaks", "dates", "titles", "withheld", "advisories", "corrections", "reuse")
"""What the page explains, each with a heading and a text among the labels."""


def files(site: Site, index: Index) -> Iterator[File]:
    """The page in each language."""
    for leaf in leaves(site, index, PATH):
        yield leaf.file(_about, site.about)


def paragraphs(leaf: Leaf) -> list[Words]:
    """What the archive says of itself, in the page's language; paragraphs by blank lines."""
    about = leaf.site.about
    if isinstance(about, Mapping):
        about = {tag: text for tag, text in about.items() if isinstance(text, str)}
        split = {tag: text.split("\n\n") for tag, text in about.items()}
        chosen = Reader.of({}, leaf.lang, leaf.index.lookup)
        first = chosen.words({tag: parts[0] for tag, parts in split.items()})
        if first is None:
            return []
        tag = first.lang or next(
            (tag for tag in split if tag.split("-")[0] == chosen.page), next(iter(split))
        )
        texts = split[tag]
        return [
            Words(as_text(" ".join(text.split())), first.lang) for text in texts if text.strip()
        ]
    if not isinstance(about, str):
        return []
    return [Words(as_text(" ".join(text.split()))) for text in about.split("\n\n") if text.strip()]


def _about(leaf: Leaf) -> bytes:
    return leaf.page(
        "about.html.jinja",
        leaf.word("about"),
        current="about",
        paragraphs=paragraphs(leaf),
        sections=[
            (leaf.word(f"about-{one}"), leaf.word(f"about-{one}-text"), _further(leaf, one))
            for one in SECTIONS
        ],
    )


def _further(leaf: Leaf, section: str) -> Markup | None:
    """Where a section leads."""
    if section != "corrections":
        return None
    return leaf.link(corrections.PATH, Words(label("history.corrections", leaf.lang)))

"""A record's page inside the process, part by part, beside templates that write the same page.

    python tests/bench/bench_render.py [--tiny|--quick|--full]

Jinja2 and Mako are given what our writer is given, the page as data, and their output is compared
with ours before it is measured. markdown-it makes HTML in another way: of the Markdown of the same
page, whose making is not counted; its page has no links within it. The goal is a whole page, from
the record's value, in a millisecond.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import corpus
from peers import mako
from scale import Scale

from eventbook.document.value import load_value
from eventbook.render import TARGETS, Item, Options
from eventbook.render.article import article
from eventbook.render.citing import web_address
from eventbook.render.compose import compose
from eventbook.render.document import document
from eventbook.render.jsonld import block
from eventbook.render.page import Page

_ROUNDS = 7
_KINDS = {
    "people": "person",
    "organisations": "organisation",
    "places": "place",
    "events": "event",
}
_TAGS = {"strong": "strong", "quote": "q", "dim": "small"}
_OPTIONS = Options(lang="en", site="https://archive.example/", book="Example archive")

_JINJA = """\
{%- macro foreign(lang) %}{% if lang %} lang="{{ '' if lang == 'und' else lang }}" dir="auto"
{%- endif %}{% endmacro -%}
{%- macro inline(line) %}{% for piece in line %}{% set kind = piece.__class__.__name__ -%}
{%- if kind == "Address" %}{% if piece.url | web_address -%}
<a class="url" href="{{ piece.url }}" rel="noopener noreferrer">{{ piece.url }}</a>
{%- else %}<span class="url">{{ piece.url }}</span>{% endif -%}
{%- elif kind == "Citation" -%}
<span class="cite">[{% if piece.number %}<a href="#source-{{ piece.number }}">{{ piece.number }}</a>
{%- else %}{{ piece.key }}{% endif %}{% if piece.locator %}, {{ piece.locator }}{% endif %}]</span>
{%- elif kind == "Time" %}<time datetime="{{ piece.machine }}">{{ piece.text }}</time>
{%- else -%}
{%- set tag = {"strong": "strong", "quote": "q", "dim": "small"}.get(piece.style) -%}
{%- set tag = tag or ("span" if piece.lang else "") -%}
{%- if tag %}<{{ tag }}{{ foreign(piece.lang) }}>{{ piece.text }}</{{ tag }}>
{%- else %}{{ piece.text }}{% endif -%}
{%- endif %}{% endfor %}{% endmacro -%}
{%- macro entries(listing) %}{% set tag = "ol" if listing.ordered else "ul" %}<{{ tag }}>
{% for entry in listing.entries -%}
<li{% if entry.anchor %} id="{{ entry.anchor }}"{% endif %}>
<p>{{ inline(entry.line) }}</p>
{% for line in entry.details %}<p class="detail">{{ inline(line) }}</p>
{% endfor %}</li>
{% endfor %}</{{ tag }}>
{% endmacro -%}
<article id="record" aria-labelledby="title">
<header>
{% if page.advisory %}<p class="advisory" role="note">{{ inline(page.advisory) }}</p>
{% endif %}<h1 id="title"{{ foreign(page.title.lang) }}>{{ page.title.text }}</h1>
{% if page.banner %}<p class="banner">{{ page.banner }}</p>
{% endif %}{% if page.summary %}<p class="summary">{{ inline(page.summary) }}</p>
{% endif %}</header>
{% for section in page.sections %}{% if section.heading %}<section class="{{ section.key }}">
<h2 id="{{ section.key }}">{{ section.heading }}</h2>
{% else %}<div class="{{ section.key }}">
{% endif %}{% for item in section.blocks %}{% set kind = item.__class__.__name__ -%}
{% if kind == "Facts" %}<dl>
{% for name, lines in item.rows %}<div>
<dt>{{ name }}</dt>
{% for line in lines %}<dd>{{ inline(line) }}</dd>
{% endfor %}</div>
{% endfor %}</dl>
{% elif kind == "Listing" %}{{ entries(item) }}{% elif kind == "Group" -%}
<h3>{{ inline(item.heading) }}</h3>
{{ entries(item.listing) }}{% else %}<p>{{ inline(item.line) }}</p>
{% endif %}{% endfor %}</{{ "section" if section.heading else "div" }}>
{% endfor %}</article>
"""

_MAKO = """\
<%def name="foreign(lang)">\\
% if lang:
 lang="${'' if lang == 'und' else lang}" dir="auto"\\
% endif
</%def>\\
<%def name="inline(line)">\\
% for piece in line:
<% kind = piece.__class__.__name__ %>\\
% if kind == "Address":
% if web_address(piece.url):
<a class="url" href="${piece.url}" rel="noopener noreferrer">${piece.url}</a>\\
% else:
<span class="url">${piece.url}</span>\\
% endif
% elif kind == "Citation":
<span class="cite">[\\
% if piece.number:
<a href="#source-${piece.number}">${piece.number}</a>\\
% else:
${piece.key}\\
% endif
% if piece.locator:
, ${piece.locator}\\
% endif
]</span>\\
% elif kind == "Time":
<time datetime="${piece.machine}">${piece.text}</time>\\
% else:
<% tag = TAGS.get(piece.style) or ("span" if piece.lang else "") %>\\
% if tag:
<${tag}${foreign(piece.lang)}>${piece.text}</${tag}>\\
% else:
${piece.text}\\
% endif
% endif
% endfor
</%def>\\
<%def name="entries(listing)">\\
<% tag = "ol" if listing.ordered else "ul" %>\\
<${tag}>
% for entry in listing.entries:
<li\\
% if entry.anchor:
 id="${entry.anchor}"\\
% endif
>
<p>${inline(entry.line)}</p>
% for line in entry.details:
<p class="detail">${inline(line)}</p>
% endfor
</li>
% endfor
</${tag}>
</%def>\\
<article id="record" aria-labelledby="title">
<header>
% if page.advisory:
<p class="advisory" role="note">${inline(page.advisory)}</p>
% endif
<h1 id="title"${foreign(page.title.lang)}>${page.title.text}</h1>
% if page.banner:
<p class="banner">${page.banner}</p>
% endif
% if page.summary:
<p class="summary">${inline(page.summary)}</p>
% endif
</header>
% for section in page.sections:
% if section.heading:
<section class="${section.key}">
<h2 id="${section.key}">${section.heading}</h2>
% else:
<div class="${section.key}">
% endif
% for item in section.blocks:
<% kind = item.__class__.__name__ %>\\
% if kind == "Facts":
<dl>
% for name, lines in item.rows:
<div>
<dt>${name}</dt>
% for line in lines:
<dd>${inline(line)}</dd>
% endfor
</div>
% endfor
</dl>
% elif kind == "Listing":
${entries(item)}\\
% elif kind == "Group":
<h3>${inline(item.heading)}</h3>
${entries(item.listing)}\\
% else:
<p>${inline(item.line)}</p>
% endif
% endfor
</${"section" if section.heading else "div"}>
% endfor
</article>
"""


def items(count: int) -> list[Item]:
    """Events of a synthetic book, with what they refer to."""
    known: dict[str, Any] = {}
    events = []
    for path, text in corpus.records(count):
        value: Any = load_value(text.encode(), path).value
        kind = _KINDS[path.split("/")[1]]
        if not isinstance(value, dict):
            continue  # one in a hundred is spoilt
        known[f"{kind}/{value['id']}"] = value
        if kind == "event":
            known[value["id"]] = value
            events.append(value)
    return [Item(value, "en", known.get) for value in events]


def jinja() -> Callable[[Page], str]:
    """Jinja2, as it is to be used: compiled once, every text escaped."""
    from jinja2 import Environment

    environment = Environment(autoescape=True, keep_trailing_newline=True)
    environment.filters["web_address"] = web_address
    template = environment.from_string(_JINJA)
    return lambda page: template.render(page=page)


def with_mako(folder: str) -> Callable[[Page], str]:
    """Mako, compiled once, every text escaped."""
    sys.path.append(folder)
    from mako.template import Template

    template = Template(_MAKO, default_filters=["h"])
    return lambda page: template.render(page=page, web_address=web_address, TAGS=_TAGS)


def milliseconds(run: Callable[[Any], object], given: Sequence[Any]) -> float:
    """CPU time a record, the median of several rounds."""
    for each in given:
        run(each)
    rounds = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        for each in given:
            run(each)
        rounds.append((time.process_time() - start) / len(given) * 1000)
    return statistics.median(rounds)


def main(scale: Scale) -> None:
    """Measure and print."""
    events = items(scale.pick(20, 300, 1000))
    views = [event.view() for event in events]
    pages = [compose(view) for view in views]
    articles = [article(page) for page in pages]
    html = TARGETS["html"]
    parts: dict[str, tuple[Callable[[Any], object], Sequence[Any]]] = {
        "view, from the value": (Item.view, events),
        "compose, the page as data": (compose, views),
        "article, the page as HTML": (article, pages),
        "document, the file around it": (lambda each: document("x", each, "en"), articles),
        "linked data in its head": (lambda each: block(each, _OPTIONS), events),
        "whole file": (lambda each: html.render([each], _OPTIONS), events),
    }
    print(f"{len(events)} records, {sum(map(len, articles)) / len(articles) / 1000:.1f} kB of HTML")
    taken = {name: milliseconds(*part) for name, part in parts.items()}
    for name, found in taken.items():
        print(f"{'eventbook ' + name:<44}{found:8.3f} ms a record")
    ours = taken["article, the page as HTML"]
    compare("Jinja2, the same page", jinja(), pages, ours)
    peer = mako(install=scale.installs)
    if peer.program is None:
        print(f"{peer.name}  not measured: {peer.why}")
    else:
        compare(f"{peer.name}, the same page", with_mako(peer.program), pages, ours)
    markdown(events, ours)
    page = sum(list(taken.values())[:4])
    verdict = (", reached" if page <= 1 else ", MISSED") if scale.name == "full" else ""
    print(f"goal: a page without linked data ≤1 ms: {page:.2f} ms{verdict}")


def compare(name: str, write: Callable[[Page], str], pages: Sequence[Page], ours: float) -> None:
    """Measure another writer of the same article."""
    for page in pages:
        if _lines(write(page)) != _lines(article(page)):
            raise SystemExit(f"{name}: {page.id} differs from ours")
    found = milliseconds(write, pages)
    print(f"{name:<44}{found:8.3f} ms a record: {found / ours:.1f} × ours")


def markdown(events: Sequence[Item], ours: float) -> None:
    """Measure the way by Markdown."""
    from markdown_it import MarkdownIt

    texts = [TARGETS["markdown"].render([event], _OPTIONS).text for event in events]
    found = milliseconds(MarkdownIt("commonmark").render, texts)
    print(
        f"{'markdown-it, from our Markdown':<44}{found:8.3f} ms a record: {found / ours:.1f} × ours"
    )


def _lines(html: str) -> list[str]:
    """Lines without what no browser shows; how a quotation mark is written does not matter."""
    return [line for line in html.replace("&#39;", "'").splitlines() if line.strip()]


if __name__ == "__main__":
    main(Scale(__doc__))

"""What stands around every page of the site: head, navigation, languages, foot."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from markupsafe import Markup

from eventbook.events.labels import label, page_language
from eventbook.render.site.given import Site
from eventbook.render.site.paths import absolute, localised, relative

if TYPE_CHECKING:
    from jinja2 import Environment

    from eventbook.render.site.index import Index

NOTHING: Final = Markup("")
STYLE: Final = "assets/site.css"
NAVIGATION: Final = ("years", "places", "people", "organisations", "subjects")
"""The kinds that stand in the head of each page, by their folder; `index.html` in each."""

FOOT: Final = (
    ("campaigns/index.html", "campaigns"),
    ("works/index.html", "works"),
    ("series/index.html", "series"),
    ("sources/index.html", "sources"),
)
"""What stands at the foot of each page: where, and its label."""

_QUIET: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'"
)
_SCRIPTED: Final = f"{_QUIET}; script-src 'self'; connect-src 'self'"


class Link(NamedTuple):
    """A link of the frame."""

    href: str
    text: str
    lang: str = ""
    current: bool = False


def page(
    site: Site,
    lang: str,
    path: str,
    title: str,
    main: Markup,
    *,
    head: Markup = NOTHING,
    current: str = "",
    script: bool = False,
    description: str = "",
) -> bytes:
    """A whole page.

    Args:
        site: what it belongs to.
        lang: one of the site's languages.
        path: of the page in the site's first language; where it stands follows from `lang`.
        title: of the page; that of the home page is empty.
        main: what stands on it, with one `h1`.
        head: further elements of the head, such as alternates.
        current: which entry of the navigation it belongs to.
        script: whether it runs a script of the site.
        description: for those who list pages.
    """
    first = site.languages[0]
    here = localised(path, lang, first)

    def to(target: str) -> str:
        return relative(localised(target, lang, first), here)

    kinds = [Link(to(f"{kind}/index.html"), _word(kind, lang)) for kind in NAVIGATION]
    extra = [Link(to(f"{one}.html"), _word(one, lang)) for one in ("search", "about")]
    names = (*NAVIGATION, "search", "about")
    navigation = [
        link._replace(current=name == current)
        for name, link in zip(names, [*kinds, *extra], strict=True)
    ]
    html: str = (
        environment()
        .get_template("site/shell.html.jinja")
        .render(
            title=title,
            site=site,
            lang=page_language(lang),
            home=Link(to("index.html"), site.title, current=current == "home"),
            navigation=navigation,
            foot=[Link(to(path), _word(key, lang)) for path, key in FOOT],
            versions=_versions(site, lang, path),
            canonical=absolute(here, site.url) if site.url else "",
            style=relative(STYLE, here),
            policy=_SCRIPTED if script else _QUIET,
            description=description,
            head=head,
            main=main,
            word=lambda key: _word(key, lang),
        )
    )
    return html.encode("utf-8", "backslashreplace")


def href(site: Site, index: Index, lang: str, page_path: str) -> Callable[[str], str | None]:
    """From an entity to the address of its page, as written on a page.

    Args:
        site: what the page belongs to.
        index: of the same site.
        lang: of the page.
        page_path: of the page in the site's first language.
    """
    first = site.languages[0]
    here = localised(page_path, lang, first)

    def address(entity: str) -> str | None:
        target = index.path(entity) if entity else None
        if target is None or target == page_path:
            return None
        return relative(localised(target, lang, first), here)

    return address


@cache
def environment() -> Environment:
    """The templates of the site, each compiled once."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("eventbook.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _versions(site: Site, lang: str, path: str) -> list[Link]:
    """The page in each language, named in that language."""
    from babel import Locale

    first = site.languages[0]
    here = localised(path, lang, first)
    links = []
    for other in site.languages:
        target = localised(path, other, first)
        name = Locale.parse(other, sep="-").get_display_name() or other
        links.append(Link(relative(target, here), name, other, other == lang))
    return links


def _word(key: str, lang: str) -> str:
    return label(f"site.{key}", lang)

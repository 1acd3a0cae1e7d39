"""What stands around every page of the site: head, navigation, languages, foot."""

from __future__ import annotations

from base64 import b64encode
from functools import cache, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from eventbook.events.labels import label, page_language
from eventbook.render.site.given import Site
from eventbook.render.site.paths import absolute, localised

if TYPE_CHECKING:
    from jinja2 import Environment


NOTHING: Final = Markup("")
NOT_FOUND: Final = "404.html"
"""What a server shows for an address where nothing is."""
STYLE: Final = "assets/site.css"
ICON: Final = "assets/icon.svg"
NAVIGATION: Final = ("years", "places", "people", "organisations", "subjects")
"""The kinds that stand in the head of each page, by their folder; `index.html` in each."""

FOOT: Final = (
    ("campaigns/index.html", "site.campaigns"),
    ("works/index.html", "site.works"),
    ("series/index.html", "site.series"),
    ("sources/index.html", "site.sources"),
    ("days.html", "days.heading"),
    ("corrections.html", "history.corrections"),
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
    instead: str = "",
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
        instead: of a page that only leads on, the path of the page that is meant.
    """
    first = site.languages[0]
    here = localised(path, lang, first)
    meant = localised(instead, lang, first) if instead else here
    root, up = _roots(site, path, here)
    template = environment().get_template("site/shell.html.jinja")
    html: str = template.render(
        title=title,
        site=site,
        lang=page_language(lang),
        masthead=_masthead(site.title, lang, up, current),
        foot=_foot(site.title, lang, up),
        versions=_versions(site, lang, path, root),
        languages=_word("languages", lang),
        skip=_word("skip", lang),
        canonical=absolute(meant, site.url) if site.url else "",
        style=root + STYLE,
        icon=root + ICON,
        sheet=_sheet() if path == NOT_FOUND else "",
        policy=_policy(path, script=script),
        description=description,
        head=head,
        main=main,
    )
    return html.encode("utf-8", "backslashreplace")


@cache
def _sheet() -> Markup:
    """The style sheet within a page: at whatever address that is shown, it needs no other file."""
    from eventbook.render.site.style import sheet

    return Markup("\n" + sheet().decode())


def _policy(path: str, *, script: bool) -> str:
    """The content security policy; a sheet within the page is named by its hash (CSP Level 3)."""
    if path != NOT_FOUND:
        return _SCRIPTED if script else _QUIET
    hashed = b64encode(sha256(_sheet().encode()).digest()).decode()
    policy = _QUIET.replace("style-src 'self'", f"style-src 'sha256-{hashed}'")
    return policy.replace("img-src 'self'", "img-src data:")  # the empty icon, for none is there


def _roots(site: Site, path: str, here: str) -> tuple[str, str]:
    """How a page writes the site's folder, and that of its language.

    A server shows the page for what it does not find at any address, so that one needs the whole
    way from the server's root, where that is known.
    """
    if path != NOT_FOUND or not site.url:
        return "../" * here.count("/"), "../" * path.count("/")
    root = urlsplit(site.url).path or "/"
    return root, root + here.removesuffix(path)


@lru_cache(maxsize=4096)
def quoted(path: str) -> str:
    """A path as addresses have it."""
    return quote(path)


@lru_cache(maxsize=256)
def _masthead(title: str, lang: str, up: str, current: str) -> Markup:
    """The archive's name, but not on its home page, and the ways in."""
    ways = [(f"{kind}/index.html", kind) for kind in NAVIGATION]
    ways += [(f"{one}.html", one) for one in ("search", "about")]
    links = [Link(up + path, _word(key, lang), current=key == current) for path, key in ways]
    name = None if current == "home" else Link(f"{up}index.html", title)
    template = environment().get_template("site/masthead.html.jinja")
    return Markup(template.render(name=name, links=links, label=_word("navigation", lang)))


@lru_cache(maxsize=256)
def _foot(title: str, lang: str, up: str) -> Markup:
    links = [Link(up + path, label(key, lang)) for path, key in FOOT]
    template = environment().get_template("site/foot.html.jinja")
    return Markup(template.render(title=title, links=links, label=_word("more", lang)))


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


def _versions(site: Site, lang: str, path: str, root: str) -> list[Link]:
    """The page in each language, named in that language; none where there is but one."""
    if len(site.languages) == 1:
        return []
    first = site.languages[0]
    return [
        Link(root + quoted(localised(path, other, first)), _own_name(other), other, other == lang)
        for other in site.languages
    ]


@cache
def _own_name(lang: str) -> str:
    """What a language calls itself; a tag that nobody knows is its own name."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(lang, sep="-").get_display_name() or lang
    except (UnknownLocaleError, ValueError):
        return lang


def _word(key: str, lang: str) -> str:
    return label(f"site.{key}", lang)

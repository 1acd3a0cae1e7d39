"""A page as one self-contained HTML file: no script, no image, nothing fetched.

The articles are written by `article`, what stands around them by a template that escapes every
text. The content security policy lets nothing act but the page's own style sheet, named by its
hash (CSP Level 3).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from eventbook.events.labels import label, page_language
from eventbook.render import Rendering
from eventbook.render.article import article, foreign
from eventbook.render.compose import compose

if TYPE_CHECKING:
    from jinja2 import Environment

    from eventbook.render import Item, Options

_STYLES = ("article.css", "page.css")
_TEMPLATE = "page.html.jinja"


def render(items: Sequence[Item], options: Options) -> Rendering:
    """Records as one HTML document; several follow a list of contents."""
    pages = [compose(item.view(), options.book or "", options.site or "") for item in items]
    lang = pages[0].lang if pages else page_language(options.lang)
    environment = _environment()
    style, policy = _style()
    template = environment.get_template(_TEMPLATE)
    html = template.render(
        pages=pages,
        articles=[
            article(page, scope=f"r{number}-", level=2) if len(pages) > 1 else article(page)
            for number, page in enumerate(pages, start=1)
        ],
        lang=lang,
        book=options.book or "",
        style=style,
        policy=policy,
        label=lambda key: label(key, lang),
    )
    return Rendering(html.rstrip("\n") + "\n")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("eventbook.render", "templates"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["foreign"] = lambda lang: Markup(foreign(lang))
    return environment


@cache
def _style() -> tuple[str, str]:
    """The style sheet, exactly as it stands between the tags, and the policy that names it."""
    from pkgutil import get_data

    parts = [get_data("eventbook.render", f"templates/{name}") or b"" for name in _STYLES]
    style = b"\n" + b"\n".join(parts)
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    quiet = "default-src 'none'; base-uri 'none'; form-action 'none'"
    return style.decode(), f"{quiet}; style-src 'sha256-{digest}'"

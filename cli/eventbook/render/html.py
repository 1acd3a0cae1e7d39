"""A page as one self-contained HTML file: no script, no image, nothing fetched.

Every text is escaped by Jinja's autoescape; only http and https addresses become links; the
content security policy lets nothing act but the page's own style sheet, named by its hash
(CSP Level 3). Bidirectional text of other languages is isolated (`dir="auto"`).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from eventbook.events.labels import label, page_language
from eventbook.render import Rendering
from eventbook.render.citing import web_address
from eventbook.render.compose import compose

if TYPE_CHECKING:
    from jinja2 import Environment

    from eventbook.render import Item, Options

_STYLE = "page.css"
_TEMPLATE = "page.html.jinja"


def render(items: Sequence[Item], options: Options) -> Rendering:
    """Records as one HTML document; several follow a list of contents."""
    pages = [compose(item.view(), options.book or "", options.site or "") for item in items]
    lang = pages[0].lang if pages else page_language(options.lang)
    environment = _environment()
    style = _style(environment)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    template = environment.get_template(_TEMPLATE)
    html = template.render(
        pages=pages,
        lang=lang,
        book=options.book or "",
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'",
        label=lambda key: label(key, lang),
    )
    return Rendering(html.rstrip("\n") + "\n")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("eventbook.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["web_address"] = web_address
    environment.tests["of_type"] = lambda piece, name: type(piece).__name__ == name
    return environment


def _style(environment: Environment) -> str:
    """The style sheet, exactly as it stands between the tags: its hash is in the policy."""
    loader = environment.loader
    assert loader is not None
    source, _path, _fresh = loader.get_source(environment, _STYLE)
    return "\n" + source

"""One self-contained HTML file around what it shows: no script, no image, nothing fetched.

The content security policy lets nothing act but the file's own style sheet, named by its hash
(CSP Level 3). A data block in the head, such as JSON-LD, is no script to it.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from eventbook.events.labels import label

if TYPE_CHECKING:
    from jinja2 import Template

_STYLES = ("article.css", "page.css")


class Alternate(NamedTuple):
    """The same in another form (`<link rel="alternate">`).

    Attributes:
        media_type: of that form (RFC 6838).
        href: where it is.
        label: what it is called.
    """

    media_type: str
    href: str
    label: str


def document(
    title: str,
    main: Markup,
    lang: str,
    *,
    book: str = "",
    head: Markup | str = "",
    alternates: tuple[Alternate, ...] = (),
) -> str:
    """A file that ends in a line end.

    Args:
        title: of the document.
        main: what it shows, with one `h1`; lines ended by line ends.
        lang: the language of its own words (BCP 47).
        book: the archive's title; empty for none.
        head: further elements of the head, as markup; a plain text is escaped.
        alternates: other forms of the same.
    """
    style, policy = _style()
    html = _template().render(
        title=title,
        main=main,
        lang=lang,
        book=book,
        head=head,
        alternates=alternates,
        style=style,
        policy=policy,
        skip=label("phrase.skip", lang),
    )
    return html.rstrip("\n") + "\n"


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("eventbook.render", "templates"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja")


@cache
def _style() -> tuple[Markup, str]:
    """The style sheet, exactly as it stands between the tags, and the policy that names it."""
    from pkgutil import get_data

    parts = [get_data("eventbook.render", f"templates/{name}") or b"" for name in _STYLES]
    style = b"\n" + b"\n".join(parts)
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    quiet = "default-src 'none'; base-uri 'none'; form-action 'none'"
    return Markup(style.decode()), f"{quiet}; style-src 'sha256-{digest}'"

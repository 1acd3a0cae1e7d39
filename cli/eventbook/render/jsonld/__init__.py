"""Records as linked data: one graph in the vocabulary of schema.org, written as JSON-LD.

Nobody whose name is withheld is in it, in any form. What people said is a Claim or a Quotation
with its speaker and its source. Sources: schema.org; JSON-LD 1.1 (W3C Recommendation, 2020).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from eventbook.escape import json_text
from eventbook.jsonvalue import Json
from eventbook.render import Item, Options, Rendering
from eventbook.render.jsonld.event import put
from eventbook.render.jsonld.graph import Graph

CONTEXT: Final = "https://schema.org"
_ACTING_IN_HTML = re.compile("[<>&\u2028\u2029]")


def render(items: Sequence[Item], options: Options) -> Rendering:
    """Records as one document; who or what several of them refer to stands in it once."""
    graph = Graph()
    for item in items:
        put(item, options, graph)
    return Rendering(json_text(json.dumps(_document(graph), ensure_ascii=False, indent=2)) + "\n")


def block(item: Item, options: Options, path: str = "") -> Markup:
    """One record as a data block for the head of its page.

    Args:
        item: the record.
        options: with the archive's address, if it is known.
        path: of the page from the site's folder, `it/events/2023-rome.html`; that of the
            record's page in the site's first language if it is left out.

    Returns:
        an element in whose text no character can end it or begin another.
    """
    graph = Graph()
    put(item, options, graph, path)
    text = json.dumps(_document(graph), ensure_ascii=False, separators=(",", ":"))
    safe = _ACTING_IN_HTML.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text(text))
    return Markup(f'<script type="application/ld+json">{safe}</script>')


def _document(graph: Graph) -> Json:
    return {"@context": CONTEXT, "@graph": [*graph.nodes.values()]}

"""yaml: a list of maps, at the top of a YAML text or at a path in it, read by our own loader."""

from __future__ import annotations

from eventbook.document.limits import Limits
from eventbook.document.loader import load
from eventbook.exchange.importing.readers.json import rows_of
from eventbook.exchange.importing.source import Content, Options, SourceError

_LIMITS = Limits(bytes=16 << 20, events=4_000_000)
"""Those of a list, not of one record."""


def read(data: bytes, name: str, options: Options) -> Content:
    """The rows of a YAML text in our profile: no anchors, no tags, one document.

    Raises:
        SourceError: the loader refuses it, or there are no rows at the path.
    """
    loaded = load(data, name, _LIMITS)
    errors = [each for each in loaded.findings if each.severity == "error"]
    if loaded.document is None or errors:
        first = min(errors, key=lambda each: each.span or (1, 1, 1, 1))
        at = f"{first.span.line}:{first.span.column}: " if first.span else " "
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise SourceError(f"{name}:{at}{first.message}{more}", help=first.help)
    return rows_of(loaded.document.value, name, options.items)

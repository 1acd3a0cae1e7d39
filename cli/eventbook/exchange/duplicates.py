"""Tells whether a record's sources already hold a release: the same bytes or the same address."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


def same_source(
    sha256: str | None, url: str | None, sources: object
) -> Literal["sha256", "url"] | None:
    """What one of a record's sources shares with a release; None (false) if nothing.

    Args:
        sha256: of the release's bytes, in hexadecimal.
        url: the release's address.
        sources: the record's `sources` as they stand; wrong shapes share nothing.
    """
    known = (
        [source for source in sources if isinstance(source, dict)]
        if isinstance(sources, list)
        else []
    )
    if sha256 and any(_lower(source.get("sha256")) == sha256.lower() for source in known):
        return "sha256"
    if url and any(same_address(url, source.get("url")) for source in known):
        return "url"
    return None


def same_address(a: object, b: object) -> bool:
    """True of two URLs that differ in nothing that matters (RFC 3986, 6.2.2 and 6.2.3)."""
    if not (isinstance(a, str) and isinstance(b, str) and a.strip() and b.strip()):
        return False
    return normal_address(a) == normal_address(b)


def normal_address(url: str) -> str:
    """A URL for comparison: lower-case scheme and host, no default port, fragment, last slash."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url.strip()
    scheme = parts.scheme.lower()
    user = parts.netloc.rpartition("@")[0]
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS.get(scheme):
        netloc += f":{port}"
    if user:
        netloc = f"{user}@{netloc}"
    return urlunsplit((scheme, netloc, parts.path.rstrip("/"), parts.query, ""))


def _lower(value: object) -> str | None:
    return value.lower() if isinstance(value, str) else None

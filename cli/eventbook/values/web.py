"""Web addresses: http or https with a host (RFC 3986; letters beyond ASCII as in RFC 3987)."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

from eventbook.values.problem import Problem, described, shown

_PLAIN = re.compile(
    r"https?://[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*"
    r"(?:[/?#][A-Za-z0-9/?#@!$&'()*+,;=:._~%-]*)?"
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?\.?|\[[0-9A-Fa-f:.]+\]")
_BARE_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_NEVER = frozenset('"<>\\^`{|}')


def check(url: str) -> str | None:
    """None for a web address, else what is wrong and what to write."""
    return described(problem(url))


def problem(url: str) -> Problem | None:
    """What is wrong with a web address; None where it is good."""
    if _PLAIN.fullmatch(url):
        return None
    stray = next((char for char in url if _is_stray(char)), None)
    return _scheme_problem(url) or _host_problem(url) if stray is None else _without(url, stray)


def _is_stray(char: str) -> bool:
    return char in _NEVER or char.isspace() or not char.isprintable()


def _without(url: str, stray: str) -> Problem:
    """An address with a character that none can hold, and the address without it."""
    bare = url.strip()
    encoded = "".join(quote(char) if char == " " or char in _NEVER else char for char in bare)
    clean = not any(map(_is_stray, encoded)) and not _scheme_problem(encoded)
    usable = encoded if clean and not _host_problem(encoded) else None
    if not any(map(_is_stray, bare)):
        return _refused(f"{shown(url)} has space around it", "leave the space out", usable)
    named = f"`{stray}`" if stray in _NEVER else _code_point(stray)
    message = f"{shown(url)} holds {named}, which no web address can"
    if stray == " " or stray in _NEVER:
        return _refused(message, f"write it as `{quote(stray)}`", usable)
    return _refused(message, "copy the address again, without it")


def _code_point(char: str) -> str:
    name = unicodedata.name(char, "control character").lower()
    return "a space" if char == " " else f"the {name} U+{ord(char):04X}"


def _scheme_problem(url: str) -> Problem | None:
    match = _SCHEME.match(url)
    scheme = match[1].lower() if match else ""
    if scheme in ("http", "https"):
        return None
    if _BARE_HOST.fullmatch(url):
        return _refused(
            f"{shown(url)} does not say how it is reached",
            f"write `https://{url}`",
            f"https://{url}",
        )
    if match:
        return _refused(f"`{scheme}:` is not the address of a web page", _ADVICE)
    return _refused(f"{shown(url)} is not a web address", _ADVICE)


def _host_problem(url: str) -> Problem | None:
    try:
        parts = urlsplit(url)
        host, user, _ = parts.hostname or "", parts.username, parts.port
    except ValueError:
        return _refused(f"{shown(url)} has no host that can be read", _ADVICE)
    if not url[len(parts.scheme) :].startswith("://") or not host:
        return _refused(f"{shown(url)} names no host", _ADVICE)
    if user is not None:
        # the address is not shown: a password may stand in it
        message = "the address holds a user name or password"
        return _refused(message, "leave out what stands before the `@`")
    bracketed = f"[{host}]" if ":" in host else host
    if not _HOST.fullmatch(bracketed) or ".." in host:
        return _refused(f"`{host}` is no host's name", _ADVICE)
    return None


_ADVICE = "write an address that begins with `https://` or `http://` and a host"


def _refused(message: str, advice: str, replacement: str | None = None) -> Problem:
    return Problem("url-invalid", message, advice, replacement)

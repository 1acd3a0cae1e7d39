"""Where things stand on the site, and how one page points to another.

Addresses are relative, so that a site works in any folder of a server, and as files on a disk.
"""

from __future__ import annotations

import posixpath
from typing import Final
from urllib.parse import quote

FOLDERS: Final = {
    "event": "events",
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "subject": "subjects",
    "campaign": "campaigns",
    "work": "works",
    "year": "years",
    "series": "series",
    "source": "sources",
}
"""The folder of the pages of each kind."""


def localised(path: str, lang: str, default: str) -> str:
    """A path in a language: those of the default language stand at the root."""
    return path if lang == default else f"{lang}/{path}"


def relative(target: str, page: str) -> str:
    """The address of a file as a page has to write it, both as paths from the site's folder."""
    return quote(posixpath.relpath(target, posixpath.dirname(page) or "."))


def absolute(target: str, url: str) -> str:
    """The full address of a file of the site."""
    return url + quote(target)

"""Where things stand on the site, and how one page points to another.

Addresses are relative, so that a site works in any folder of a server, and as files on a disk.
What a page's file is called hangs on what the page is of, and on nothing else on the site: an
address that was given out stays, whatever is added.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from eventbook.render.reading import clean
from eventbook.values.slug import slugify

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

_PLAIN: Final = re.compile(r"[a-z0-9]+(?:[._-]+[a-z0-9]+)*")
_LONGEST: Final = 120
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
"""What no file can be called on Windows, with any ending (Microsoft, Naming Files)."""
_SLUG: Final = 80


@lru_cache(maxsize=4096)
def file_stem(name: str) -> str:
    """What the pages of a record are called: its id, if that can be a file's name on any system.

    Every other id is written in Latin letters with a mark of its own, so that no two ids have
    one file where case or the form of letters is not told apart. Ids that nobody can tell apart
    are one here, as they are one in feeds and calendars.
    """
    name = clean(name)
    if len(name) <= _LONGEST and _PLAIN.fullmatch(name) and not _reserved(name):
        return name
    return marked(name, name)


def event_path(event: str) -> str:
    """The page of an event, in the site's first language."""
    return f"{FOLDERS['event']}/{file_stem(event)}.html"


def marked(text: str, whole: str, length: int = 8) -> str:
    """A text as the start of a file's name, and a mark of what it stands for.

    Args:
        text: what a reader may know it by; nothing of it need be left.
        whole: what no other name has.
        length: of the mark, in hexadecimal digits.
    """
    mark = sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:length]
    return "-".join(filter(None, (slugify(text[:_LONGEST])[:_SLUG].strip("-"), mark)))


def _reserved(name: str) -> bool:
    return name == "index" or _DEVICE.fullmatch(name) is not None


def localised(path: str, lang: str, default: str) -> str:
    """A path in a language: those of the default language stand at the root."""
    return path if lang == default else f"{lang}/{path}"


def relative(target: str, page: str) -> str:
    """The address of a file as a page has to write it, both as paths from the site's folder."""
    return quote(posixpath.relpath(target, posixpath.dirname(page) or "."))


def absolute(target: str, url: str) -> str:
    """The full address of a file of the site."""
    return url + quote(target)

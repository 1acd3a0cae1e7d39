"""What a site is made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from eventbook.render import Changed
from eventbook.render.reading import Lookup, Record

State: TypeAlias = Literal["published", "draft", "withdrawn"]
"""Of a record on the site; a draft is what is not published, and stands there only as preview."""


class Revision(NamedTuple):
    """A record as a commit left it.

    Attributes:
        commit: git's full object id.
        when: the commit's time, in UTC.
        value: the record's value then; None where it could not be read.
    """

    commit: str
    when: datetime
    value: Record | None


class SiteEvent(NamedTuple):
    """One event of the site.

    Attributes:
        id: its id, and the stem of its pages.
        value: its value now.
        digest: of its value.
        state: whether it may be read.
        changed: when it changed and was first published; None outside git.
        revisions: what git remembers of it, oldest first; empty where that is one commit or none.
    """

    id: str
    value: Record
    digest: str
    state: State
    changed: Changed | None = None
    revisions: tuple[Revision, ...] = ()


class Site(NamedTuple):
    """What a site is made of.

    Attributes:
        title: what the archive calls itself.
        url: the site's address with a slash at its end; empty if it is not known.
        since: since when that address is the archive's (RFC 4151); empty if not known.
        languages: of its pages (BCP 47), the first one's at the root.
        about: what the archive says of itself, a text or a map of languages.
        events: in the order of their dates, then ids; no drafts unless they are wanted.
        lookup: from a reference to the value of the record it means.
        digests: of the values of all records that may be referred to, by reference.
    """

    title: str
    url: str
    since: str
    languages: tuple[str, ...]
    about: object
    events: tuple[SiteEvent, ...]
    lookup: Lookup
    digests: Mapping[str, str]

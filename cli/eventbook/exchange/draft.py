"""Makes a draft record from a release: what is sure, `TODO` for the rest, comments for the editor.

The draft never holds a date, place, person or statement of the event, and its comments name lines,
never words, of the release.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from eventbook.exchange.hints import Hint
from eventbook.exchange.release import Release
from eventbook.exchange.release_bytes import ReleaseError
from eventbook.jsonvalue import Json

TODO_TITLE = "TODO a neutral title in the archive's own words"
TODO_SOURCE_TITLE = "TODO the title or the address of the release"

_KEYS = ("formal_title", "date", "sources")
"""The draft's keys that a hint can stand above; other hints stand at the top."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft record.

    Attributes:
        value: the record, its keys in the schema's order.
        comments: for a top-level key of `value`, the comment lines to place above it, without `#`.
    """

    value: dict[str, Json]
    comments: Mapping[str, tuple[str, ...]]


def draft_id(release: Release) -> str:
    """`draft-2023-02-24-1a2b3c`, or `draft-undated-1a2b3c`."""
    return f"draft-{release.published or 'undated'}-{release.sha256[:6]}"


def draft_from_release(release: Release, *, url: str | None, record_id: str | None = None) -> Draft:
    """The draft of the event that a release tells of.

    Args:
        release: the text, read.
        url: where the text was found; http or https, without a user name in it.
        record_id: instead of `draft_id(release)`; taken as it is.

    Raises:
        ReleaseError: the url is none that a record can hold.
    """
    if url is not None:
        _check_address(url)
    headline = None if release.headline_may_name_minor else release.headline
    value: dict[str, Json] = {
        "id": record_id or draft_id(release),
        "title": TODO_TITLE,
        "title_type": "supplied",
    }
    if headline:
        formal: dict[str, Json] = {"text": headline}
        if release.lang:
            formal["lang"] = release.lang
        value["formal_title"] = formal | {"source": "release"}
    value |= {
        "date": "XXXX",
        "date_basis": "unknown",
        "sources": [_source(release, headline, url)],
        "review": {"status": "draft"},
    }
    return Draft(value, _comments(release, tuple(value)))


def _source(release: Release, headline: str | None, url: str | None) -> Json:
    title = headline or (None if url else TODO_SOURCE_TITLE)
    fields: dict[str, Json] = {
        "key": "release",
        "kind": "press-release",
        "title": title,
        "stance": release.stance,
        "published": release.published,
        "lang": release.lang,
        "url": url,
        "identifier": release.identifier,
        "sha256": release.sha256,
        "sha256_of": f"plain text as received, {release.size} bytes, {release.encoding_note}",
        "stored": False,
    }
    return {key: field for key, field in fields.items() if field is not None}


def _comments(release: Release, keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Fixed sentences and the reading's hints, by the key they stand above."""
    top = ["Drafted from a release; line numbers are those of its text."]
    top += [
        f"Line {minor.line} may name a minor: {minor.reason}. Leave the name out."
        for minor in release.minors
    ]
    above: dict[str, list[str]] = {
        "id": top,
        "title": ["Devise it; the release's own headline is its publisher's voice."],
        "date": ["The event's day, not the release's; the text was not trusted to tell it."],
    }
    if release.headline_may_name_minor:
        above["title"].append(
            f"The headline (line {release.headline_line}) was left out: it may name a minor."
            " The address may repeat it."
        )
    for hint in release.hints:
        above.setdefault(_key_for(hint, keys), []).append(f"Line {hint.line}: {hint.text}.")
    return {key: tuple(above[key]) for key in keys if key in above}


def _key_for(hint: Hint, keys: tuple[str, ...]) -> str:
    if hint.about in keys and hint.about in _KEYS:
        return hint.about
    return "title" if hint.about == "formal_title" else "id"


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ReleaseError("the address is no URL") from None
    if any(c.isspace() or not c.isprintable() for c in url):
        raise ReleaseError("the address holds a space or a control character")
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise ReleaseError("the address is no http or https URL", help="give it in full")
    if parts.username is not None or parts.password is not None:
        raise ReleaseError("the address holds a user name or password", help="take it out")

"""Makes draft records of a release: what is sure, `TODO` for the rest, comments for the editor.

A draft never holds a date, place, person or statement of the event, and its comments name lines,
never words, of the release.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from eventbook.exchange.hints import Hint
from eventbook.exchange.minors import LISTED, MinorHint
from eventbook.exchange.release import Release, ReleasePart
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


def draft_id(release: Release, number: int | None = None) -> str:
    """`draft-2023-02-24-1a2b3c`, `draft-undated-1a2b3c`; of one of several, with its number."""
    stem = f"draft-{release.published or 'undated'}-{release.sha256[:6]}"
    return stem if number is None else f"{stem}-{number}"


def drafts_from_release(
    release: Release, *, url: str | None, record_id: str | None = None
) -> tuple[Draft, ...]:
    """The drafts of the events that a release tells of: one for each part, or a single one.

    Args:
        release: the text, read.
        url: where the text was found; http or https, without a user name in it.
        record_id: makes a single draft of the whole release, with this id, taken as it is.

    Raises:
        ReleaseError: the url is none that a record can hold.
    """
    if url is not None:
        _check_address(url)
    if record_id is None and release.parts:
        return tuple(_of_part(release, number, url) for number in range(1, len(release.parts) + 1))
    return (_of_whole(release, url, record_id or draft_id(release)),)


def _of_whole(release: Release, url: str | None, record_id: str) -> Draft:
    headline = None if release.headline_may_name_minor else release.headline
    source = _source(release, headline, release.stance, url)
    value = _record(record_id, _formal_title(headline, release.lang), source)
    above = _comments(release, release, tuple(value))
    above["id"] += [f"Perhaps an event of its own: {_lines(part)}." for part in release.parts]
    return Draft(value, {key: tuple(above[key]) for key in value if key in above})


def _of_part(release: Release, number: int, url: str | None) -> Draft:
    """The draft of one of several events. What it cites is the release, for some of its lines."""
    part = release.parts[number - 1]
    own = None if part.headline_may_name_minor else part.headline
    headline = own if release.headline_may_name_minor else release.headline or own
    source = _source(release, headline, part.stance, url)
    source["note"] = f"This event: {_lines(part)} of its text."
    value = _record(draft_id(release, number), _formal_title(own, release.lang), source)
    above = _comments(release, part, tuple(value))
    above["id"] += _on_parts(release, number)
    return Draft(value, {key: tuple(above[key]) for key in value if key in above})


def _record(record_id: str, formal: Json, source: Json) -> dict[str, Json]:
    fields: dict[str, Json] = {
        "id": record_id,
        "title": TODO_TITLE,
        "title_type": "supplied",
        "formal_title": formal,
        "date": "XXXX",
        "date_basis": "unknown",
        "sources": [source],
        "review": {"status": "draft"},
    }
    return {key: field for key, field in fields.items() if field is not None}


def _formal_title(headline: str | None, lang: str | None) -> Json:
    if not headline:
        return None
    fields: dict[str, Json] = {"text": headline, "lang": lang, "source": "release"}
    return {key: field for key, field in fields.items() if field is not None}


def _source(
    release: Release, headline: str | None, stance: str | None, url: str | None
) -> dict[str, Json]:
    title = headline or (None if url else TODO_SOURCE_TITLE)
    fields: dict[str, Json] = {
        "key": "release",
        "kind": "press-release",
        "title": title,
        "stance": stance,
        "published": release.published,
        "lang": release.lang,
        "url": url,
        "identifier": release.identifier,
        "sha256": release.sha256,
        "sha256_of": f"plain text as received, {release.size} bytes, {release.encoding_note}",
        "stored": False,
    }
    return {key: field for key, field in fields.items() if field is not None}


def _comments(
    release: Release, of: Release | ReleasePart, keys: tuple[str, ...]
) -> dict[str, list[str]]:
    """Fixed sentences and the reading's hints, by the key they stand above.

    Args:
        of: what the draft is made of. Of a part, hints on lines outside all parts are given, too.
    """
    top = ["Drafted from a release; line numbers are those of its text."]
    others = [part for part in release.parts if part is not of] if of is not release else []
    lines = {line for part in others for line in range(part.first, part.last + 1)}
    top += [
        f"Line {minor.line} {minor.words}. Leave the name out."
        for minor in release.minors
        if minor.line not in lines
    ]
    above: dict[str, list[str]] = {
        "id": top,
        "title": ["Devise it; the release's own headline is its publisher's voice."],
        "date": ["The event's day, not the release's; the text was not trusted to tell it."],
    }
    for each in (release,) if of is release else (release, of):
        if each.headline_may_name_minor:
            listed = MinorHint(each.headline_line or 0, LISTED) in each.minors
            why = "it holds a withheld name" if listed else "it may name a minor"
            above["title"].append(
                f"The headline (line {each.headline_line}) was left out: {why}."
                " The address may repeat it."
            )
    for hint in release.hints:
        if hint.line not in lines:
            above.setdefault(_key_for(hint, keys), []).append(f"Line {hint.line}: {hint.text}.")
    return above


def _on_parts(release: Release, number: int) -> list[str]:
    """Which lines belong to which draft, and how that was told."""
    count = len(release.parts)
    said = [f"Draft {number} of {count}: each part of the release begins with {release.sign}."]
    for each, part in enumerate(release.parts, start=1):
        mine = "this draft" if each == number else draft_id(release, each)
        said.append(f"{_lines(part).capitalize()}: {mine}.")
    if number == count and release.body[-1].number == release.parts[-1].last:
        said.append("The last part was taken to run to the end of the text.")
    said.append("Other lines belong to all of them or to none. If it is one event, keep one draft.")
    return said


def _lines(part: ReleasePart) -> str:
    return f"line {part.first}" if part.first == part.last else f"lines {part.first}-{part.last}"


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

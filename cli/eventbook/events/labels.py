"""What the event model's words are called on a page: one table a language.

Keys are `vocabulary.value` (`programme-kind.wreath-laying`), `heading.*` for the headings of a
page, `field.*` for the names of facts, and `phrase.*` for patterns whose `{parts}` a page fills
in. A new language is one more table; what it lacks is shown in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

DEFAULT_LANGUAGE: Final = "en"
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_VOCABULARY_EN: Final[Mapping[str, Mapping[str, str]]] = {
    "type": {
        "commemoration": "Commemoration",
        "ceremony": "Ceremony",
        "concert": "Concert",
        "reading": "Reading",
        "exhibition": "Exhibition",
        "screening": "Screening",
        "lecture": "Lecture",
        "conference": "Conference",
        "meeting": "Meeting",
        "protest": "Protest",
        "festival": "Festival",
        "press-event": "Press event",
        "sports": "Sports event",
        "series": "Series of events",
        "other": "Other event",
    },
    "title-type": {"supplied": "supplied by the archive", "formal": "formal title of the event"},
    "basis": {
        "stated": "as stated in the sources",
        "inferred": "inferred, not stated in the sources",
        "unknown": "basis not known",
    },
    "status": {
        "scheduled": "Scheduled",
        "held": "Held",
        "cancelled": "Cancelled",
        "postponed": "Postponed",
        "rescheduled": "Rescheduled",
        "unconfirmed": "Unconfirmed",
    },
    "attendance-mode": {"onsite": "On site", "online": "Online", "mixed": "On site and online"},
    "participant-role": {
        "speaker": "speaker",
        "moderator": "moderator",
        "host": "host",
        "chair": "chair",
        "panellist": "panellist",
        "presenter": "presenter",
        "performer": "performer",
        "conductor": "conductor",
        "soloist": "soloist",
        "reader": "reader",
        "author": "author",
        "translator": "translator",
        "curator": "curator",
        "celebrant": "celebrant",
        "patron": "patron",
        "guest-of-honour": "guest of honour",
        "attendee": "attendee",
        "other": "other role",
    },
    "organiser-role": {
        "organiser": "organiser",
        "co-organiser": "co-organiser",
        "host": "host",
        "supporter": "supporter",
        "sponsor": "sponsor",
        "partner": "partner",
        "patron": "patron",
        "other": "other role",
    },
    "programme-kind": {
        "speech": "Speech",
        "message": "Message",
        "lecture": "Lecture",
        "talk": "Talk",
        "panel": "Panel",
        "discussion": "Discussion",
        "workshop": "Workshop",
        "reading": "Reading",
        "performance": "Performance",
        "screening": "Screening",
        "exhibition": "Exhibition",
        "ceremony": "Ceremony",
        "prayer": "Prayer",
        "wreath-laying": "Laying of wreaths",
        "silence": "Silence",
        "award": "Award",
        "reception": "Reception",
        "break": "Break",
        "other": "Other item",
    },
    "occasion-kind": {
        "anniversary": "anniversary",
        "memorial-day": "memorial day",
        "birthday": "birthday",
        "opening": "opening",
        "closing": "closing",
        "award": "award",
        "holiday": "holiday",
        "other": "other occasion",
    },
    "source-kind": {
        "press-release": "Press release",
        "news-report": "News report",
        "web-page": "Web page",
        "programme": "Programme",
        "invitation": "Invitation",
        "poster": "Poster",
        "recording": "Recording",
        "photograph": "Photograph",
        "transcript": "Transcript",
        "archive-record": "Archive record",
        "book": "Book",
        "social-media": "Social media post",
        "own-record": "Own record",
        "other": "Other source",
    },
    "source-relation": {
        "organiser": "from an organiser of the event",
        "participant": "from a participant in the event",
        "official": "from an official body",
        "press": "from the press",
        "independent": "independent of the organisers",
    },
    "stance": {"announces": "announces the event", "reports": "reports on the event"},
    "statement-kind": {"quote": "quotation", "paraphrase": "paraphrase"},
    "figure-qualifier": {
        "exact": "{value}",
        "about": "about {value}",
        "at-least": "at least {value}",
        "at-most": "at most {value}",
        "more-than": "more than {value}",
        "less-than": "less than {value}",
        "expected": "{value} expected",
        "other": "{value}",  # and the wording of the source beside it
    },
    "campaign-relation": {
        "discussed": "talked about",
        "part-of": "the event is part of it",
        "launched": "launched here",
        "promoted": "promoted here",
        "other": "other relation",
    },
    "precision": {
        "building": "precise to the building",
        "street": "precise to the street",
        "city": "precise to the city",
        "region": "precise to the region",
        "country": "precise to the country",
        "other": "other precision",
    },
    "event-relation": {
        "follows": "Follows",
        "precedes": "Precedes",
        "part-of": "Part of",
        "prepares": "Prepares",
        "duplicates": "Duplicates",
        "related": "Related to",
    },
    "broadcast-kind": {"live": "live", "recorded": "recorded"},
    "media-kind": {
        "image": "image",
        "audio": "sound recording",
        "video": "video",
        "document": "document",
    },
    "work-type": {
        "book": "book",
        "poem": "poem",
        "play": "play",
        "text": "text",
        "musical-composition": "musical composition",
        "song": "song",
        "opera": "opera",
        "dance": "dance",
        "film": "film",
        "photograph": "photograph",
        "painting": "painting",
        "sculpture": "sculpture",
        "artwork": "work of art",
        "building": "building",
        "other": "other work",
    },
    "match": {"editor": "matched by the editor", "source": "matched by the source"},
    "link": {"show": "Address shown", "omit": "Address not shown"},
    "identifier": {
        "wikidata": "Wikidata",
        "viaf": "VIAF",
        "isni": "ISNI",
        "orcid": "ORCID",
        "gnd": "GND",
        "lccn": "LCCN",
        "ulan": "ULAN",
        "ror": "ROR",
        "musicbrainz": "MusicBrainz",
        "geonames": "GeoNames",
        "tgn": "TGN",
        "osm": "OpenStreetMap",
        "isbn": "ISBN",
        "issn": "ISSN",
        "doi": "DOI",
        "oclc": "OCLC",
        "handle": "Handle",
        "ark": "ARK",
    },
    "review-status": {
        "draft": "Draft",
        "in-review": "In review",
        "reviewed": "Reviewed",
        "published": "Published",
        "withdrawn": "Withdrawn",
    },
    "visibility": {"public": "public", "internal": "internal"},
    "withheld-reason": {
        "minor": "protection of a minor",
        "privacy": "protection of privacy",
        "safety": "safety",
        "consent": "no consent",
        "legal": "legal reasons",
        "other": "other reason",
    },
    "contributor": {
        "author": "by {names}",
        "composer": "music by {names}",
        "translator": "translated by {names}",
        "arranger": "arranged by {names}",
        "director": "directed by {names}",
    },
    "ordinal": {
        "one": "{number}st",
        "two": "{number}nd",
        "few": "{number}rd",
        "other": "{number}th",
    },
}

_PAGE_EN: Final[Mapping[str, Mapping[str, str]]] = {
    "heading": {
        "contents": "Contents",
        "records": "Event records",
        "facts": "The event",
        "organisers": "Organisers and supporters",
        "programme": "Programme",
        "people": "People",
        "groups": "Groups present",
        "mentions": "Mentioned, not reported as present",
        "campaigns": "Campaigns",
        "names-used": "Names used for the subject",
        "statements": "Statements, as reported",
        "sources": "Sources",
        "withheld": "Withheld",
        "notes": "Editor’s notes",
        "titles": "Other titles",
        "more": "Further information",
        "review": "State of this record",
        "citation": "How to cite",
    },
    "field": {
        "advisory": "Content advisory",
        "type": "Kind",
        "date": "Date",
        "time": "Time",
        "sessions": "Sessions",
        "previous-dates": "Earlier dates",
        "status": "Status",
        "attendance-mode": "Attendance",
        "broadcasts": "Broadcast",
        "place": "Place",
        "occasion": "Occasion",
        "part-of": "Part of",
        "relations": "Related events",
        "languages": "Languages",
        "headline": "Headline of the source",
        "other-titles": "In other languages",
        "title-type": "Title of this record",
        "attendance-count": "Number present",
        "keywords": "Keywords",
        "subjects": "Subjects",
        "ids": "Identifiers",
        "links": "Links",
        "media": "Media",
        "contact": "Contact",
        "local": "Archive’s own fields",
        "id": "Record",
        "former-ids": "Earlier ids",
        "review": "Review",
        "what": "What",
        "when": "When",
        "where": "Where",
        "who": "Who",
        "why": "Occasion",
        "programme": "Programme",
        "source": "Source",
    },
    "phrase": {
        "list": ", ",
        "clauses": "; ",
        "asides": " · ",
        "colon": "{name}: {value}",
        "quoted": "“{text}”",
        "bracketed": "{text} ({note})",
        "untitled": "Untitled event",
        "skip": "Skip to the record",
        "draft": "DRAFT: this record has not been reviewed.",
        "draft-reviewed": "DRAFT: this record has been reviewed but not published.",
        "withdrawn": "WITHDRAWN: this record no longer stands.",
        "no-day": "day not stated",
        "no-month": "day and month not stated",
        "date-unknown": "date unknown",
        "not-before": "not before {date}",
        "not-after": "not after {date}",
        "reported": "reported {date}",
        "time-range": "{start} to {end}",
        "time-from": "from {start}",
        "time-until": "until {end}",
        "wording": "wording of the source: {text}",
        "name-wording": "in the source: {text}",
        "on-behalf-of": "on behalf of {name}",
        "withheld-person": "A person (name withheld)",
        "occasion": "{ordinal} {kind}",
        "occasion-of": "{occasion}: {subject}",
        "used-by": "{text}, used by {who}",
        "publisher": "{name}, publisher of the source",
        "publisher-unknown": "The publisher of the source",
        "publisher-inferred": "publisher inferred",
        "unnamed": "A speaker not named in the source",
        "no-speaker": "A speaker not recorded",
        "no-source": "no source given",
        "adjudicated": "{term} was established by {body}",
        "about": "About: {name}",
        "figure": "Figure as given: {what}, {value}",
        "figure-no-what": "Figure as given: {value}",
        "terms": "Terms of the speaker: {terms}",
        "said": "{who} said:",
        "said-aside": "{who}, said:",
        "said-briefly": "{who}, as reported: {text}",
        "performer-not-stated": "performer not stated",
        "in-language": "in {language}",
        "group-count": "{label}: {count}",
        "count-range": "{low} to {high}",
        "count-min": "at least {count}",
        "count-max": "at most {count}",
        "not-stated": "not stated",
        "published": "Published {date} (date of the source, not of the event)",
        "publication-unknown": "Date of publication not recorded",
        "accessed": "Read {date}",
        "archived": "Archived copy: {url}",
        "hash": "SHA-256 {hash}",
        "hash-of": "SHA-256 {hash} of {what}",
        "stored": "A copy is kept by the archive",
        "not-stored": "No copy is kept in this archive",
        "version": "version {version}",
        "withheld-of": "{whom}: {what}",
        "withheld-something": "Information",
        "reason": "reason: {reason}",
        "decided": "decided by {who}",
        "decided-on": "decided by {who} on {date}",
        "review-after": "to be reviewed after {date}",
        "credit": "credit: {text}",
        "rights": "rights: {text}",
        "cite-record": "Event record {id}",
        "cite-from": "in {book}",
        "more-items": "and {count} more",
    },
}


def _flat(*tables: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    return MappingProxyType(
        {
            f"{group}.{value}": text
            for table in tables
            for group, words in table.items()
            for value, text in words.items()
        }
    )


LABELS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {"en": _flat(_VOCABULARY_EN, _PAGE_EN)}
)


def page_language(asked: str | None) -> str:
    """The language in which a page's own words can be had: the asked one, its base, or English."""
    for tag in (asked or "", (asked or "").split("-")[0]):
        if tag.lower() in LABELS:
            return tag.lower()
    return DEFAULT_LANGUAGE


def label(key: str, lang: str | None = None) -> str:
    """The words for a key such as `status.held`.

    A word that no table knows is shown as it is, a slug's hyphens as spaces (`wine-tasting` is
    "wine tasting"): records may hold what the vocabulary does not.
    """
    for table in (LABELS[page_language(lang)], LABELS[DEFAULT_LANGUAGE]):
        if key in table:
            return table[key]
    word = key.partition(".")[2]
    return word.replace("-", " ") if _SLUG.fullmatch(word) else word

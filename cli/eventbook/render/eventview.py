"""What a page shows of one event: frozen values, resolved in one language, free of markup.

Every string here is already cleaned (`reading.clean`): one line, no control characters, no
characters that turn the direction of text around. Escaping for a markup is the target's work.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

SpeakerKind: TypeAlias = Literal["named", "publisher", "unnamed", "missing"]


class Words(NamedTuple):
    """A text of the record.

    Attributes:
        text: what it says.
        lang: its language (BCP 47) where that is known and not the page's own.
        entity: what it names, where it is a name: `person/petra-pau` of a reference, an event's
            `event/ID`, and `person/=Petra Pau` of a name without one, which is the first it is
            given in, whatever the language of `text`. Empty for any other text, and for
            everybody whose name is withheld.
    """

    text: str
    lang: str | None = None
    entity: str = ""


class Cite(NamedTuple):
    """A reference to a source.

    Attributes:
        number: its place in the list of sources, from 1; None if the list does not hold it.
        key: the source's key as written.
        locator: where in the source (`para 2`); empty if not said.
    """

    number: int | None
    key: str
    locator: str = ""


Cites: TypeAlias = tuple[Cite, ...]


class DateView(NamedTuple):
    """A date in words.

    Attributes:
        words: the date itself.
        machine: the same as `YYYY`, `YYYY-MM` or `YYYY-MM-DD` where it is exactly that.
        notes: what is known of its basis and bounds, each a clause.
        note: the editor's remark.
    """

    words: str
    machine: str | None = None
    notes: tuple[str, ...] = ()
    note: Words | None = None


class Party(NamedTuple):
    """A person, organisation or campaign in its part; of a withheld one only label and roles."""

    name: Words
    roles: tuple[str, ...] = ()
    position: Words | None = None
    as_written: Words | None = None
    on_behalf_of: Words | None = None
    match: str = ""
    note: Words | None = None
    cites: Cites = ()
    withheld: bool = False


class PlaceView(NamedTuple):
    """A place from the smallest part to the country."""

    parts: tuple[Words, ...]
    coordinates: str = ""
    notes: tuple[str, ...] = ()
    note: Words | None = None
    as_written: Words | None = None
    cites: Cites = ()


class Session(NamedTuple):
    """One sitting of an event that has several."""

    date: DateView | None
    time: str = ""
    place: PlaceView | None = None
    note: Words | None = None


class Contribution(NamedTuple):
    """What somebody did for a work: `pattern` has a place for `{names}`."""

    pattern: str
    names: tuple[Words, ...]


class WorkView(NamedTuple):
    """A work: what was read, played or shown."""

    title: Words
    kind: str = ""
    contributions: tuple[Contribution, ...] = ()
    details: tuple[Words, ...] = ()
    note: Words | None = None
    cites: Cites = ()


class ProgrammeItem(NamedTuple):
    """One item of the programme.

    Attributes:
        people: who takes part in it, or was to; empty where a work's performer is not stated.
        mentioned: those of them who were announced at most: no source reports them as present.
    """

    kind: str
    title: Words | None = None
    time: str = ""
    people: tuple[Words, ...] = ()
    mentioned: tuple[Words, ...] = ()
    details: tuple[Words, ...] = ()
    works: tuple[WorkView, ...] = ()
    notes: tuple[Words, ...] = ()
    performer_missing: bool = False
    cites: Cites = ()


class Attendance(NamedTuple):
    """How many were present, where a source says so, or that none does."""

    number: str
    note: Words | None = None
    cites: Cites = ()


class Group(NamedTuple):
    """A group of people present, with its number where a source gives one."""

    label: Words
    number: str = ""
    note: Words | None = None
    cites: Cites = ()


class Speaker(NamedTuple):
    """Who said something. `name` is None for an unnamed, unknown or missing speaker."""

    kind: SpeakerKind
    name: Words | None = None
    position: Words | None = None
    on_behalf_of: Words | None = None


class NameUsed(NamedTuple):
    """A name somebody uses for the subject; never the record's own word."""

    text: Words
    used_by: Speaker
    note: Words | None = None
    cites: Cites = ()


class Adjudication(NamedTuple):
    """A term that a court or a like body has established."""

    term: Words
    body: Words
    date: str = ""
    url: str = ""
    note: Words | None = None
    cites: Cites = ()


class Occasion(NamedTuple):
    """What the event marks: `phrase` is "31st anniversary", `subject` the neutral label."""

    phrase: str
    subject: Words | None = None
    subject_date: str = ""
    note: Words | None = None
    cites: Cites = ()


class Figure(NamedTuple):
    """A number as somebody gave it."""

    value: str
    what: Words | None = None
    notes: tuple[Words, ...] = ()


class Statement(NamedTuple):
    """What somebody said, as a source reports it."""

    id: str
    quoted: bool
    text: Words
    about: Words | None = None
    figures: tuple[Figure, ...] = ()
    terms: tuple[Words, ...] = ()
    note: Words | None = None
    cites: Cites = ()


class StatementGroup(NamedTuple):
    """One speaker's statements, in the record's order."""

    speaker: Speaker
    statements: tuple[Statement, ...]


class SourceView(NamedTuple):
    """A source. `url` and `archive_url` are texts: only the target decides what is a link.

    `published` is in words, `published_day` the same as `DateView.machine` has it.
    """

    number: int
    kind: str
    title: Words | None = None
    publisher: Words | None = None
    publisher_inferred: bool = False
    published: str = ""
    published_day: str | None = None
    accessed: str = ""
    url: str = ""
    url_omitted: bool = False
    archive_url: str = ""
    host: str = ""
    sha256: str = ""
    sha256_of: Words | None = None
    stored: bool | None = None
    notes: tuple[Words, ...] = ()


class WithheldView(NamedTuple):
    """That and why something is held back; never what it says."""

    what: Words | None
    whom: Words | None = None
    clauses: tuple[str, ...] = ()
    note: Words | None = None


class Note(NamedTuple):
    """A public note of the editor."""

    text: Words
    by: str = ""
    on: str = ""


class Headline(NamedTuple):
    """The formal title: the source's wording, never the record's."""

    text: Words
    note: Words | None = None
    cites: Cites = ()


class LinkView(NamedTuple):
    """Something that lies elsewhere: a link, a medium, a broadcast."""

    label: Words | None
    url: str = ""
    notes: tuple[Words, ...] = ()


class Tie(NamedTuple):
    """Another event to which this one is tied; `kind` says how, where it is not a part of it."""

    title: Words
    kind: str = ""
    note: Words | None = None


class Review(NamedTuple):
    """The editorial state; `banner` stands on every record that is not published."""

    status: str
    by: str = ""
    on: str = ""
    banner: str = ""


class EventView(NamedTuple):
    """One event as a page shows it. `lang` is the language of the page's own words."""

    id: str
    lang: str
    title: Words
    date: DateView
    review: Review
    title_type: str = ""
    type: str = ""
    type_as_written: Words | None = None
    advisory: tuple[Words, ...] = ()
    summary: Words | None = None
    time: str = ""
    sessions: tuple[Session, ...] = ()
    previous_dates: tuple[str, ...] = ()
    status: str = ""
    attendance_mode: str = ""
    broadcasts: tuple[LinkView, ...] = ()
    place: PlaceView | None = None
    occasion: Occasion | None = None
    part_of: tuple[Tie, ...] = ()
    relations: tuple[Tie, ...] = ()
    languages: tuple[str, ...] = ()
    organisers: tuple[Party, ...] = ()
    programme: tuple[ProgrammeItem, ...] = ()
    participants: tuple[Party, ...] = ()
    attendance: Attendance | None = None
    groups: tuple[Group, ...] = ()
    mentions: tuple[Party, ...] = ()
    campaigns: tuple[Party, ...] = ()
    names_used: tuple[NameUsed, ...] = ()
    adjudications: tuple[Adjudication, ...] = ()
    statements: tuple[StatementGroup, ...] = ()
    sources: tuple[SourceView, ...] = ()
    withheld: tuple[WithheldView, ...] = ()
    notes: tuple[Note, ...] = ()
    headline: Headline | None = None
    other_titles: tuple[Words, ...] = ()
    keywords: tuple[Words, ...] = ()
    subjects: tuple[Words, ...] = ()
    ids: tuple[str, ...] = ()
    links: tuple[LinkView, ...] = ()
    media: tuple[LinkView, ...] = ()
    contact: tuple[LinkView, ...] = ()
    local: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()

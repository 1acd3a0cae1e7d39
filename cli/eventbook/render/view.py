"""The one place where an event's value becomes what a page shows.

Targets format an `EventView`; they never read the record. Specification: languages, keys,
reserved words, withheld people and dates are all resolved here, and nothing characterises: the
record's own voice is its title, its summary and its notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from eventbook.render.citing import Sources
from eventbook.render.eventview import (
    DateView,
    EventView,
    Headline,
    Note,
    Occasion,
    PlaceView,
    Review,
    Session,
    Tie,
    WithheldView,
    Words,
)
from eventbook.render.extras import (
    attendance,
    broadcasts,
    contact,
    groups,
    identifiers,
    links,
    local_fields,
    media,
)
from eventbook.render.people import People
from eventbook.render.programme import programme
from eventbook.render.reading import (
    Lookup,
    Reader,
    Record,
    as_text,
    items,
    maps,
    named_by,
    no_lookup,
    sub,
)
from eventbook.render.statements import adjudications, names_used, statement_groups

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])[?~%]?")
_YEAR = re.compile(r"\d{4}[?~%]?")


def view(value: Record, lang: str | None = None, lookup: Lookup = no_lookup) -> EventView:
    """What a page shows of an event.

    Args:
        value: the record's value; a field of a wrong shape is left out or shown as its text.
        lang: the language wanted (BCP 47); texts fall back to its base, the page's language,
            the record's `languages`, and then to the first that is given.
        lookup: from a reference to the value of the record it means.
    """
    reader = Reader.of(value, lang, lookup)
    sources = Sources.of(value, reader)
    occasion = _occasion(value, sources)
    people = People.of(value, sources, occasion.subject if occasion else None)
    title = reader.words(value.get("title")) or Words(reader.phrase("untitled"))
    return EventView(
        id=as_text(value.get("id")),
        lang=reader.page,
        title=title,
        title_type=reader.vocabulary("title-type", value.get("title_type")),
        date=_date(value, reader),
        review=_review(value, reader),
        type=reader.vocabulary("type", value.get("type"), value.get("as_written")),
        type_as_written=_type_as_written(value, reader),
        advisory=reader.all_words(value.get("content_advisory")),
        summary=reader.words(value.get("summary")),
        time=_time(value, reader, "start_time", "end_time"),
        sessions=tuple(_sessions(value, people)),
        previous_dates=tuple(reader.date(item) for item in items(value.get("previous_dates"))),
        status=reader.vocabulary("status", value.get("status")),
        attendance_mode=reader.vocabulary("attendance-mode", value.get("attendance_mode")),
        broadcasts=broadcasts(value, reader),
        place=_place(value.get("place"), people),
        occasion=occasion,
        part_of=tuple(_events(value.get("part_of"), reader)),
        relations=tuple(_relations(value, reader)),
        languages=tuple(reader.language(tag) for tag in items(value.get("languages"))),
        organisers=people.slots["organisers"],
        programme=programme(value, people, lambda place: _place(place, people)),
        participants=people.slots["participants"],
        attendance=attendance(value, sources),
        groups=groups(value, sources),
        mentions=people.slots["mentions"],
        campaigns=people.slots["campaigns"],
        names_used=names_used(value, people),
        adjudications=adjudications(value, people),
        statements=statement_groups(value, people),
        sources=sources.views,
        withheld=tuple(_withheld(value, people)),
        notes=tuple(_notes(value, people)),
        headline=_headline(value, sources),
        other_titles=tuple(_other_titles(value, reader, title)),
        keywords=reader.all_words(value.get("keywords")),
        subjects=people.all_names(value.get("subjects"), "subject"),
        ids=identifiers(value.get("ids"), reader),
        links=links(value, reader),
        media=media(value, people),
        contact=contact(value, reader),
        local=local_fields(value.get("local")),
        former_ids=tuple(as_text(item) for item in items(value.get("former_ids"))),
    )


def _date(value: Record, reader: Reader) -> DateView:
    text = as_text(value.get("date"))
    notes = []
    if _MONTH.fullmatch(text):
        notes.append(reader.phrase("no-day"))
    elif _YEAR.fullmatch(text):
        notes.append(reader.phrase("no-month"))
    if basis := reader.vocabulary("basis", value.get("date_basis")):
        notes.append(basis)
    reported = _first_report(value) if len(text.rstrip("?~%")) < len("2023-02-24") else ""
    for key, phrase in (("not_before", "not-before"), ("not_after", "not-after")):
        bound = as_text(value.get(key))
        if bound and bound != reported:
            notes.append(reader.phrase(phrase, date=reader.date(value.get(key))))
    if reported:
        notes.append(reader.phrase("reported", date=reader.date(reported)))
    found = reader.date_view(value.get("date"), tuple(notes))
    words = found.words or reader.phrase("date-unknown")
    return DateView(words, found.machine, found.notes, reader.words(value.get("date_note")))


def _type_as_written(value: Record, reader: Reader) -> Words | None:
    """The source's word for the kind of event; of `other`, it is shown as the kind itself."""
    return None if value.get("type") == "other" else reader.words(value.get("as_written"))


def _first_report(value: Record) -> str:
    """The earliest publication date of a source that reports the event, or nothing."""
    held = as_text(value.get("status")) == "held"
    days = [
        as_text(source.get("published"))
        for source in maps(value.get("sources"))
        if source.get("stance") == "reports" or (held and source.get("stance") != "announces")
    ]
    return min((day for day in days if re.fullmatch(r"\d{4}(-\d\d){0,2}", day)), default="")


def _time(value: Record, reader: Reader, start_key: str, end_key: str) -> str:
    start, end = as_text(value.get(start_key)), as_text(value.get(end_key))
    if start and end:
        span = reader.phrase("time-range", start=start, end=end)
    elif start:
        span = reader.phrase("time-from", start=start) if end_key == "end_time" else start
    elif end:
        span = reader.phrase("time-until", end=end)
    else:
        return ""
    zone = as_text(value.get("timezone"))
    return reader.phrase("bracketed", text=span, note=zone) if zone else span


def _sessions(value: Record, people: People) -> Iterator[Session]:
    reader = people.reader
    for item in maps(value.get("sessions")):
        date = reader.date_view(item["date"]) if item.get("date") is not None else None
        place = _place(item.get("place"), people)
        time = _time(item, reader, "start", "end")
        yield Session(date, time, place, reader.words(item.get("note")))


def _place(value: object, people: People) -> PlaceView | None:
    reader = people.reader
    place = reader.entity(value)
    fields = (reader.words(place.get(key)) for key in ("address", "city", "region"))
    parts = (reader.name(place, "place"), *fields, reader.country(place.get("country")))
    # A hall may go by the name of its city: the first of the same texts is kept, it names more.
    distinct: dict[tuple[str, str | None], Words] = {}
    for part in filter(None, parts):
        distinct.setdefault((part.text, part.lang), part)
    shown = tuple(distinct.values())
    point = sub(place.get("coordinates"))
    coordinates = ""
    if "lat" in point and "lon" in point:
        coordinates = f"{as_text(point['lat'])}, {as_text(point['lon'])}"
        written = point.get("as_written")
        if precision := reader.vocabulary("precision", point.get("precision"), written):
            coordinates = reader.phrase("bracketed", text=coordinates, note=precision)
    if not shown and not coordinates:
        return None
    basis = reader.vocabulary("basis", place.get("basis"))
    return PlaceView(
        parts=shown,
        coordinates=coordinates,
        notes=(basis,) if basis else (),
        note=reader.words(place.get("note")),
        as_written=reader.words(place.get("as_written")),
        cites=people.sources.cites(place),
    )


def _occasion(value: Record, sources: Sources) -> Occasion | None:
    reader = sources.reader
    occasion = sub(value.get("occasion"))
    kind = reader.vocabulary("occasion-kind", occasion.get("kind"), occasion.get("as_written"))
    phrase = kind
    if occasion.get("ordinal") is not None:
        ordinal = reader.ordinal(occasion["ordinal"], occasion.get("kind"))
        phrase = reader.phrase("occasion", ordinal=ordinal, kind=kind).strip()
    of = reader.entity(occasion.get("of"))
    subject = reader.name(of, "subject")
    if not phrase and not subject:
        return None
    date = reader.date(of.get("date"))
    basis = reader.vocabulary("basis", of.get("date_basis"))
    if date and basis:
        date = reader.phrase("clauses").join((date, basis))
    note = reader.words(occasion.get("note"))
    return Occasion(phrase, subject, date, note, sources.cites(occasion))


def _events(value: object, reader: Reader) -> Iterator[Tie]:
    """The events that ids, references or names mean; an id nobody knows is shown as it is."""
    for item in items(value):
        entity = {"ref": item} if isinstance(item, str) else reader.entity(item)
        known = reader.lookup(as_text(entity.get("ref"))) or {}
        title = reader.words(known.get("title")) or reader.name(entity)
        if title:
            title = title._replace(entity=named_by(entity, "event"))
            yield Tie(title, note=reader.words(entity.get("note")))


def _relations(value: Record, reader: Reader) -> Iterator[Tie]:
    for item in maps(value.get("relations")):
        kind = reader.vocabulary("event-relation", item.get("kind"))
        for tie in _events(item.get("event"), reader):
            yield Tie(tie.title, kind, reader.words(item.get("note")) or tie.note)


def _withheld(value: Record, people: People) -> Iterator[WithheldView]:
    reader = people.reader
    for item in maps(value.get("withheld")):
        clauses = []
        if reason := reader.words(item.get("reason")):
            text = reader.vocabulary("withheld-reason", reason.text)
            clauses.append(reader.phrase("reason", reason=text))
        who = people.name(item.get("decided_by"))
        on = reader.date(item.get("decided_on"))
        if who and on:
            clauses.append(reader.phrase("decided-on", who=who.text, date=on))
        elif who:
            clauses.append(reader.phrase("decided", who=who.text))
        if after := reader.date(item.get("review_after")):
            clauses.append(reader.phrase("review-after", date=after))
        place, _, key = as_text(item.get("at")).rpartition("/")
        party = people.keys.get(key)
        if key.isdigit() and place.strip("/") == "participants":
            party = dict(enumerate(people.slots["participants"])).get(int(key), party)
        whom = party.name if party else None
        note = reader.words(item.get("note"))
        yield WithheldView(reader.words(item.get("what")), whom, tuple(clauses), note)


def _notes(value: Record, people: People) -> Iterator[Note]:
    for item in maps(value.get("notes")):
        text = people.reader.words(item.get("text"))
        if text and item.get("visibility") == "public":
            by = people.name(item.get("by"))
            yield Note(text, by.text if by else "", people.reader.date(item.get("on")))


def _headline(value: Record, sources: Sources) -> Headline | None:
    formal = value.get("formal_title")
    item = sub(formal)
    text = sources.reader.words(item.get("text") if item else formal, item.get("lang"))
    if not text:
        return None
    return Headline(text, sources.reader.words(item.get("note")), sources.cites(item))


def _other_titles(value: Record, reader: Reader, shown: Words) -> Iterator[Words]:
    """The title in every other language it is given in."""
    for tag, text in sub(value.get("title")).items():
        words = Reader(tag, reader.page).words({tag: text})
        if words and words != shown:
            yield words


def status(value: Record) -> str:
    """The editorial state of a record; one that has none is a draft."""
    return as_text(sub(value.get("review")).get("status")) or "draft"


def _review(value: Record, reader: Reader) -> Review:
    review = sub(value.get("review"))
    state = status(value)
    banners = {"published": "", "withdrawn": "withdrawn", "reviewed": "draft-reviewed"}
    banner = banners.get(state, "draft")
    return Review(
        status=reader.label(f"review-status.{state}"),
        by=as_text(review.get("by")),
        on=reader.date(review.get("on")),
        banner=reader.phrase(banner) if banner else "",
    )

"""Which fields of a record strangers may have, kind by kind.

A test holds these tables against the schemas, so that every new field has to be decided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType
from typing import Final, TypeAlias

from eventbook.render.reading import Record


class Leaf(Enum):
    """What a field holds that is no map with fields of its own."""

    TEXT = auto()
    """A scalar, or a map of languages to texts."""
    WHO = auto()
    """A name, a key, or a person or organisation."""
    AT = auto()
    """A path, in which keys may stand."""
    WHETHER = auto()
    """Only whether there is something goes out, not what."""
    ANY = auto()
    """Whatever there is."""


@dataclass(frozen=True, slots=True)
class Map:
    """A map of which some fields are public.

    Attributes:
        fields: what goes out.
        kept: what stays inside.
        when: whether the map goes out at all.
        omitting: whether the map withholds its addresses.
    """

    fields: Mapping[str, Part]
    kept: frozenset[str] = frozenset()
    when: Callable[[Record], bool] = lambda _value: True
    omitting: Callable[[Record], bool] = lambda _value: False


@dataclass(frozen=True, slots=True)
class Many:
    """A list, of whose items the public part goes out; a lone item counts as a list of one."""

    part: Part


Part: TypeAlias = "Leaf | Map | Many"
ADDRESSES: Final = frozenset({"url", "archive_url"})
"""What is left out of a source whose addresses are omitted."""

TEXT, WHO, AT, WHETHER, ANY = Leaf


def _table(texts: str = "", **fields: Part) -> dict[str, Part]:
    """Fields by name; those that are texts stand in one string."""
    return {**dict.fromkeys(texts.split(), TEXT), **fields}


_TEXTS = Many(TEXT)
_IDS = Map(
    _table(
        "wikidata viaf isni orcid gnd lccn ulan ror musicbrainz geonames tgn osm isbn issn doi"
        " oclc handle ark"
    )
)
AGENT = Map(
    _table("name ref minor withheld label position as_written source note", ids=_IDS),
    kept=frozenset({"image"}),
)
_PARTICIPANT = Map(
    {**AGENT.fields, **_table("key", roles=_TEXTS, on_behalf_of=AGENT)}, kept=AGENT.kept
)
_ORGANISER = Map({**AGENT.fields, **_table("role")}, kept=AGENT.kept)
_MENTION = Map({**AGENT.fields, **_table("match")}, kept=AGENT.kept)
_PLACE = Map(
    _table(
        "name ref as_written address city region country basis source note",
        coordinates=Map(_table("lat lon precision as_written")),
        ids=_IDS,
    )
)
_CONTRIBUTORS: dict[str, Part] = dict.fromkeys(
    ("author", "composer", "translator", "arranger", "director"), WHO
)
_WORK = Map(
    _table(
        "title ref title_lang work_type as_written date language catalogue source note",
        ids=_IDS,
        **_CONTRIBUTORS,
    )
)
_NAMES_USED = Many(Map(_table("text source note", used_by=WHO)))
_ADJUDICATION = Map(_table("term body date source url note"))
_SUBJECT = Map(
    _table(
        "name ref date date_basis source note",
        names_used=_NAMES_USED,
        adjudication=_ADJUDICATION,
        ids=_IDS,
    )
)
_SOURCES = Many(
    Map(
        _table(
            "key kind as_written title publisher publisher_basis relation stance published"
            " accessed lang url archive_url link identifier version sha256 sha256_of note",
            stored=WHETHER,
        ),
        omitting=lambda source: source.get("link", "show") != "show",
    )
)
_NOTES = Many(
    Map(_table("on visibility text", by=WHO), when=lambda it: it.get("visibility") == "public")
)
_REVIEW = Map(_table("status by on"), kept=frozenset({"of"}))
_RECORD: Final = _table(
    "id", ids=_IDS, sources=_SOURCES, notes=_NOTES, review=_REVIEW, former_ids=_TEXTS, local=ANY
)
_AUTHORITY: Final = {**_RECORD, "aliases": _TEXTS}
_RECORD_KEPT = frozenset({"waive"})
_SESSION = Map(_table("date start end note", place=_PLACE))
_ITEM = Map(
    _table(
        "kind as_written title start_time works_note manner medium language source note",
        place=_PLACE,
        people=Many(WHO),
        works=Many(_WORK),
    )
)
_STATEMENT = Map(
    _table(
        "id kind text source locator note",
        speaker=WHO,
        about=WHO,
        terms=_TEXTS,
        figures=Many(Map(_table("what value qualifier as_written period"))),
    )
)
_ATTENDANCE = Map(
    _table("count min max source note", groups=Many(Map(_table("label count source note"))))
)
_EVENT: Final = {
    **_RECORD,
    **_table(
        "type as_written title title_type summary date date_basis not_before not_after date_note"
        " start_time end_time timezone status attendance_mode default_source",
        formal_title=Map(_table("text lang source note")),
        previous_dates=_TEXTS,
        sessions=Many(_SESSION),
        place=_PLACE,
        broadcasts=Many(Map(_table("channel url kind date source note"))),
        part_of=Map(_table("name ref source note")),
        relations=Many(Map(_table("kind event note"))),
        occasion=Map(_table("kind as_written ordinal source note", of=_SUBJECT)),
        organisers=Many(_ORGANISER),
        participants=Many(_PARTICIPANT),
        attendance=_ATTENDANCE,
        mentions=Many(_MENTION),
        campaigns=Many(Map(_table("key name relation as_written source note", ids=_IDS))),
        programme=Many(_ITEM),
        statements=Many(_STATEMENT),
        languages=_TEXTS,
        keywords=_TEXTS,
        subjects=Many(_SUBJECT),
        links=Many(Map(_table("url title lang note"))),
        media=Many(Map(_table("url kind caption rights alt", credit=WHO))),
        contact=Map(_table("name email phone url")),
        withheld=Many(
            Map(
                _table("what reason decided_on review_after note", at=AT, decided_by=WHO),
            )
        ),
        content_advisory=_TEXTS,
    ),
}
_ORGANISATION = Map(_table("name ref note"))
KINDS: Final[Mapping[str, Map]] = MappingProxyType(
    {
        "event": Map(_EVENT, _RECORD_KEPT),
        "person": Map(
            {
                **_AUTHORITY,
                **_table(
                    "name", positions=Many(Map(_table("title from to", organisation=_ORGANISATION)))
                ),
            },
            _RECORD_KEPT,
        ),
        "organisation": Map(
            {**_AUTHORITY, **_table("name kind as_written country", part_of=_ORGANISATION)},
            _RECORD_KEPT,
        ),
        "place": Map(
            {
                **_AUTHORITY,
                **{key: _PLACE.fields[key] for key in ("name", "address", "city", "region")},
                **{key: _PLACE.fields[key] for key in ("country", "coordinates")},
            },
            _RECORD_KEPT,
        ),
        "work": Map(
            {
                **_AUTHORITY,
                **_table("title work_type as_written date language catalogue", **_CONTRIBUTORS),
            },
            _RECORD_KEPT,
        ),
        "subject": Map(
            {
                **_AUTHORITY,
                **_table("name date", names_used=_NAMES_USED, adjudication=_ADJUDICATION),
            },
            _RECORD_KEPT,
        ),
    }
)
"""What is public of a record of each kind."""

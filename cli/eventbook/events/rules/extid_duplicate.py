"""extid-duplicate: an identifier that others gave out means one record of a kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventbook.book.facts import Facts
from eventbook.events.privacy import FLAGS, withholds
from eventbook.events.references import of_model
from eventbook.findings import Related
from eventbook.rules.rule import BookRule, Context, Manual, Remark

# Those that mean one thing each. An ISBN or ISSN may stand on all that it was printed on.
_SCHEMES = frozenset(
    {"wikidata", "viaf", "isni", "orcid", "gnd", "lccn", "ulan", "ror", "musicbrainz", "geonames",
     "tgn", "osm", "doi", "oclc", "handle", "ark"}
)  # fmt: skip


def check(records: Sequence[Facts], context: Context) -> Iterator[tuple[Facts, Remark]]:
    """Every record but the first of its kind that has an identifier."""
    first: dict[tuple[str, str, str], Facts] = {}
    for record in of_model(records, context.settings):
        ids = record.fields.get("ids")
        if not isinstance(ids, dict) or withholds(record.fields):
            continue
        for scheme, value in ids.items():
            if scheme in _SCHEMES and isinstance(value, str) and value.strip():
                other = first.setdefault((record.kind, scheme, _bare(value)), record)
                if other is not record:
                    yield record, _remark(other, scheme, value)


def _bare(value: str) -> str:
    """Without the spaces and capitals that make no other identifier of it."""
    return "".join(value.split()).casefold()


def _remark(other: Facts, scheme: str, value: str) -> Remark:
    return Remark(
        f"the {scheme} identifier `{value}` is also that of `{other.id or other.path}`",
        ("ids", scheme),
        help="if the two are one, merge their records; else correct the identifier",
        related=(Related(other.path, "also here", (*other.place, "ids", scheme)),),
    )


_WRONG = """\
# records/events/2019-turin-choir-concert.yaml
title: Choir concert
ids: {doi: 10.5555/concerts-2019-18}
# records/events/2019-turin-organ-recital.yaml
title: Organ recital
ids: {doi: 10.5555/concerts-2019-18}
"""
_RIGHT = """\
# records/events/2019-turin-choir-concert.yaml
title: Choir concert
ids: {doi: 10.5555/concerts-2019-17}
# records/events/2019-turin-organ-recital.yaml
title: Organ recital
ids: {doi: 10.5555/concerts-2019-18}
"""

RULE = BookRule(
    slug="extid-duplicate",
    severity="warning",
    manual=Manual(
        summary="Two records of one kind have the same identifier in an outside system.",
        why="An identifier of Wikidata, VIAF and the like means one thing. Two records with it "
        "are either the same thing twice, or one has the wrong identifier.",
        remedy="Merge the two records, or correct the identifier that is wrong.",
        wrong=_WRONG,
        right=_RIGHT,
    ),
    check=check,
    reads=("ids", *FLAGS),
)

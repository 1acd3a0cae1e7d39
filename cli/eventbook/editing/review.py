"""The review of a record: its status, who vouches for it, when, and for which content."""

from __future__ import annotations

from datetime import date

from eventbook.document import splice
from eventbook.document.document import Document
from eventbook.errors import UsageError
from eventbook.events.reading import changed_since_review, content_digest
from eventbook.jsonvalue import Json
from eventbook.pointer import Place, resolve
from eventbook.schema.shape import Shape
from eventbook.schema.words import close_to, same_word

UNREVIEWED = frozenset({"draft", "in-review"})
"""The statuses in which nobody has vouched for the record yet, or nobody does any more."""

VOUCHED = frozenset({"reviewed", "published"})
"""The statuses that a record with errors cannot have."""


def check_status(status: str, shape: Shape, start: Place = ()) -> None:
    """Refuse a status that records of this schema cannot have.

    Args:
        start: where in what the schema judges a record stands.

    Raises:
        UsageError: says which there are, or which was meant.
    """
    schemas = shape.at((*start, "review", "status"))
    allowed = shape.annotation(schemas, "enum")
    if not isinstance(allowed, list):
        raise UsageError("records of this kind have no review status")
    if status in allowed:
        return
    synonyms = shape.annotation(schemas, "x-value-synonyms") or {}
    meant = next((each for word, each in synonyms.items() if same_word(word, status)), None)
    meant = meant or close_to(status, allowed)
    known = f"there are {', '.join(allowed[:-1])} and {allowed[-1]}"
    raise UsageError(
        f"`{status}` is no review status", help=f"did you mean `{meant}`?" if meant else known
    )


def reviewed(document: Document, place: Place, status: str, by: str | None, on: date) -> Document:
    """The document with a record's review as it is now.

    A review says who vouches for which content: `of` is the digest of the record without
    `review`. Where nobody does (a draft, a record in review) only the status stays, and who has
    been named for it.

    Args:
        place: of the record.
        by: who reviews.

    Raises:
        SpliceError: the text cannot hold it.
    """
    review: dict[str, Json] = {"status": status}
    if by is not None:
        review["by"] = by
    if status not in UNREVIEWED:
        review |= {"on": on.isoformat(), "of": content_digest(resolve(document.value, place))}
    return splice.put(document, (*place, "review"), review)


def still_vouched(before: dict[str, Json], document: Document, place: Place) -> Document:
    """The document with the digest of a review that held before an edit without new content.

    Args:
        before: the record's value before the edit.
        document: after it.
        place: of the record.
    """
    review = before.get("review")
    if not isinstance(review, dict) or not isinstance(review.get("of"), str):
        return document
    if changed_since_review(before):
        return document
    now = content_digest(resolve(document.value, place))
    return splice.put(document, (*place, "review", "of"), now)

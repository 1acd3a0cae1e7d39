"""What a rule is: a check with a stable slug, which says what it needs and explains itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias

from eventbook.book.facts import Facts
from eventbook.book.settings import Settings
from eventbook.findings import At, Finding, Fix, Related, Severity
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

if TYPE_CHECKING:
    from eventbook.rules.extract import Extract
from eventbook.rules.record import Record

ANY_MODEL = "any"
"""The `model` of a rule for all kinds that follow one, whichever it is."""
Needs: TypeAlias = Literal["record", "book", "clock", "git", "sources", "withheld"]
"""What a rule looks at. Only the results of `record` rules depend on nothing but the record."""
NEEDS: Mapping[Needs, str] = {
    "record": "the record alone",
    "book": "all records of the book",
    "clock": "the record and the day it is",
    "git": "the history of the repository",
    "sources": "the record and local copies of its sources",
    "withheld": "every file and the list of withheld names",
}
"""The same in words."""


class Remark(NamedTuple):
    """What a rule has to say about a place in a record.

    Attributes:
        place: from the record's own root.
        severity: where it differs from the rule's.
    """

    message: str
    place: Place = ()
    at: At = "value"
    label: str = ""
    help: str = ""
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    private: bool = False


class SourceStore(Protocol):
    """Local copies of sources, such as `book.sources.FolderOfSources`."""

    def files(self, record_id: str | None, source: Mapping[str, Json]) -> tuple[str, ...]:
        """The files of a source's copy, the one with its text first; none: there is no copy."""

    def sha256(self, file: str) -> str:
        """The hash of a file's bytes, or `book.sources.CopyUnreadable`."""

    def text(self, file: str) -> str:
        """A file's text, or `book.sources.CopyUnreadable`."""


class Context(NamedTuple):
    """What the command supplies for rules that look beyond one record.

    Attributes:
        settings: the book's.
        today: the day it is.
        sources: local copies of sources; without them, rules that need them do not run.
        wanted: the files whose findings will be seen, where rules may pass over the others.
    """

    settings: Settings
    today: date
    sources: SourceStore | None = None
    wanted: Collection[str] | None = None

    def supplies(self, needs: Needs) -> bool:
        """Whether a rule that looks at this can run."""
        return needs != "sources" or self.sources is not None


class Manual(NamedTuple):
    """What `explain` says of a rule.

    Attributes:
        summary: what it finds, one sentence.
        why: why that matters.
        remedy: what to do.
        wrong: an example that it finds fault with: the fields that matter, or several files, each
            under a line with its name, such as `# records/people/ada-moretti.yaml`.
        right: the example as it should be.
        safe: what `validate --fix` does about it, behind "it"; nothing where it can do nothing.
        unsafe: what `validate --unsafe-fixes` does, which is a guess.
    """

    summary: str
    why: str
    remedy: str
    wrong: str
    right: str
    safe: str = ""
    unsafe: str = ""


class Described(NamedTuple):
    """A slug with its usual severity and its manual, whether a rule owns it or not."""

    severity: Severity
    manual: Manual
    needs: Needs = "record"


RecordCheck: TypeAlias = "Callable[[Record, Settings], Iterator[Remark]]"
BookCheck: TypeAlias = Callable[[Sequence[Facts], Context], Iterator[tuple[Facts, Remark]]]


class RecordRule(NamedTuple):
    """A rule that one record alone answers. It never fails on a field of a wrong shape.

    Attributes:
        model: whose kinds it is for: `event`, `authority`, ANY_MODEL, or None for every kind.
    """

    slug: str
    severity: Severity
    manual: Manual
    check: RecordCheck
    model: str | None = None
    needs: Literal["record"] = "record"


class BookRule(NamedTuple):
    """A rule over all records' facts. Its work grows with their number, never with its square.

    Attributes:
        reads: the fields it looks at (`rules.reads`), beside the id; None: any.
        takes: the extracts it looks at.
    """

    slug: str
    severity: Severity
    manual: Manual
    check: BookCheck
    reads: tuple[str, ...] | None
    model: str | None = None
    needs: Needs = "book"
    takes: tuple[Extract, ...] = ()


Rule: TypeAlias = RecordRule | BookRule


def applies(rule: Rule, model: str | None) -> bool:
    """Whether a rule looks at records of a kind with this model, or with none."""
    return rule.model in (None, model) or (rule.model == ANY_MODEL and model is not None)


def finding(rule: Rule, record: Facts, remark: Remark) -> Finding:
    """A remark as a finding in the record's file."""
    return Finding(
        slug=rule.slug,
        severity=remark.severity or rule.severity,
        message=remark.message,
        path=record.path,
        place=(*record.place, *remark.place),
        at=remark.at,
        record=record.id,
        label=remark.label,
        help=remark.help,
        fix=remark.fix,
        related=remark.related,
        private=remark.private,
    )


def with_severity(found: Finding, severity: Severity) -> Finding:
    """The finding at the severity that the book's settings give its rule."""
    return replace(found, severity=severity)

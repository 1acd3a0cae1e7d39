"""What a survey of a repository finds: its kinds of records, and what else there is."""

from __future__ import annotations

from dataclasses import dataclass, field

from eventbook.book.files import Unreadable
from eventbook.book.records import Steps
from eventbook.editing.adopting.fields import IdSource
from eventbook.editing.adopting.pairing import FoundSchema
from eventbook.findings import Finding


@dataclass(frozen=True, slots=True)
class Adopted:
    """A kind of record that a repository has.

    Attributes:
        name: what it is to be called.
        globs: which files hold the records.
        steps: where in these they are, as in `RecordPattern.steps`.
        files: their paths.
        records: how many there are.
        schema: the file that judges them.
        draft: of that schema.
        starter: the schema's bytes where there was none; then it is to be written.
        also: other schemas that fit, too.
        id: where the ids come from.
        title: the field to be called so; None where there is none.
        date: the field to be called so; None where there is none.
        dated: in how many records it can be read as a date.
        others: files that the globs match although they are no such records.
        instead: where else in the same files records could be seen, as written in a pattern.
    """

    name: str
    globs: tuple[str, ...]
    steps: Steps
    files: tuple[str, ...]
    records: int
    schema: str
    draft: str
    starter: bytes | None
    also: tuple[str, ...]
    id: IdSource
    title: str | None
    date: str | None
    dated: int
    others: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()

    @property
    def records_patterns(self) -> tuple[str, ...]:
        """The patterns for the settings."""
        return tuple(glob + written(self.steps) for glob in self.globs)


@dataclass(slots=True)
class Survey:
    """What a repository has.

    Attributes:
        looked_at: how many files could hold records or schemas.
        kinds: the kinds of records, the most numerous first.
        refused: what the loader says of files that it does not read, by file.
        unlike: YAML files that do not look like records.
        json: files of JSON that are no schemas.
        pages: Markdown files that begin with YAML.
        unreadable: files that could not be opened, and why.
        schemas: what was found.
    """

    looked_at: int = 0
    kinds: tuple[Adopted, ...] = ()
    refused: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    unlike: list[str] = field(default_factory=list)
    json: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    schemas: tuple[FoundSchema, ...] = ()

    @property
    def starters(self) -> dict[str, bytes]:
        """The schemas to be written, by path."""
        return {kind.schema: kind.starter for kind in self.kinds if kind.starter is not None}

    @property
    def unused(self) -> list[FoundSchema]:
        """Schemas that fit nothing."""
        used = {path for kind in self.kinds for path in (kind.schema, *kind.also)}
        return [schema for schema in self.schemas if schema.path not in used]


def written(steps: Steps) -> str:
    """Steps as they stand behind a file in a pattern."""
    if not steps:
        return ""
    return "[]" + "".join("".join(f".{key}" for key in step) + "[]" for step in steps[1:])

"""Findings, tables and changes as text for a terminal or a program: one file a format.

A format is a module with one or more of these functions, and one line in `FORMATS`:

    report(findings, context: ReportContext) -> str    what a check found
    rows(table: Table, context: TableContext) -> str   a list of records
    changes(...) -> str                                differences between records
    record(value, context: RecordContext) -> str       one record
    manual(page: ManualPage, width) -> str             rules and fields explained
    edits(edits: Edits) -> str                         what an edit does to records
    schemas(kinds: Sequence[KindSchema]) -> str        what the kinds' schemas are, for editors

Each returns the whole text, its last newline included, and prints nothing, reads no file and asks
nothing about the terminal. Importing this package imports no format.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias, cast

from eventbook.errors import UsageError
from eventbook.escape import terminal
from eventbook.findings import Finding
from eventbook.output.interface import (
    EditedFile,
    EditedRecord,
    Edits,
    KindSchema,
    Limits,
    Record,
    RecordContext,
    Report,
    ReportContext,
    Rows,
    Table,
    TableContext,
)

__all__ = [
    "FORMATS",
    "EditedFile",
    "EditedRecord",
    "Edits",
    "Format",
    "KindSchema",
    "Limits",
    "RecordContext",
    "ReportContext",
    "Table",
    "TableContext",
    "changes",
    "edits",
    "manual",
    "record",
    "report",
    "rows",
    "schemas",
    "summary",
]

Ability: TypeAlias = Literal["report", "rows", "changes", "record", "manual", "edits", "schemas"]

_SUBJECT: Mapping[Ability, str] = {
    "report": "findings",
    "rows": "lists",
    "changes": "changes",
    "record": "records",
    "manual": "the manual",
    "edits": "edits",
    "schemas": "schemas",
}


class Format(NamedTuple):
    """A form of output.

    Attributes:
        name: what follows `--format`.
        summary: one line for help texts.
        report: the module of this package that shows findings, or `None`.
        rows: the module that shows lists, or `None`.
        changes: the module that shows differences, or `None`.
        record: the module that shows one record, or `None`.
        manual: the module that shows a page of the manual, or `None`.
        edits: the module that shows edits, or `None`.
        schemas: the module that shows schemas to editors, or `None`.
        whole: its report gives every finding, those too that the text forms hide.
        served: its report is for a server, which knows files by their place in the repository.
    """

    name: str
    summary: str
    report: str | None = None
    rows: str | None = None
    changes: str | None = None
    record: str | None = None
    manual: str | None = None
    edits: str | None = None
    schemas: str | None = None
    whole: bool = False
    served: bool = False

    def module(self, ability: Ability) -> str | None:
        """The module of this package that has an ability, or `None`."""
        modules: dict[Ability, str | None] = {
            "report": self.report,
            "rows": self.rows,
            "changes": self.changes,
            "record": self.record,
            "manual": self.manual,
            "edits": self.edits,
            "schemas": self.schemas,
        }
        return modules[ability]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        form.name: form
        for form in (
            Format("full", "findings with the lines they stand in", report="full"),
            Format("concise", "one line a finding", report="concise"),
            Format(
                "github", "annotations and a log for GitHub Actions", report="github", served=True
            ),
            Format(
                "sarif", "SARIF 2.1.0, for code scanning", report="sarif", whole=True, served=True
            ),
            Format("gitlab", "a Code Quality report for GitLab", report="gitlab", served=True),
            Format("junit", "JUnit XML, a suite a file", report="junit", served=True),
            Format("diff", "changes line by line, as `diff -u` shows them", edits="edits_diff"),
            Format("vscode", "settings for VS Code's YAML extension", schemas="schema_vscode"),
            Format(
                "language-server",
                "settings for yaml-language-server in another editor",
                schemas="schema_language_server",
            ),
            Format("table", "aligned columns for reading", rows="table"),
            Format("tsv", "columns separated by tabs", rows="tsv"),
            Format("csv", "comma-separated values (RFC 4180)", rows="csv"),
            Format(
                "markdown",
                "a Markdown table, or changes for a comment on a pull request",
                rows="markdown",
                changes="changes_markdown",
            ),
            Format(
                "json-patch", "patches of RFC 6902, a record each", changes="changes_json_patch"
            ),
            Format("yaml", "whole records in YAML", rows="yaml", record="yaml"),
            Format("ids", "ids, one a line", rows="ids"),
            Format("paths", "file paths, one a line", rows="paths"),
            Format(
                "text",
                "a record for reading, a list in two lines a row, or changes as sentences",
                rows="text_rows",
                changes="changes_text",
                record="record_text",
                manual="manual_text",
                edits="edits_text",
            ),
            Format(
                "json",
                "one JSON value",
                report="json",
                rows="json",
                changes="changes_json",
                record="json",
                manual="manual_json",
                edits="edits_json",
                schemas="schema_json",
                whole=True,
            ),
            Format(
                "json-lines",
                "one JSON object a line",
                report="json_lines",
                rows="json_lines",
                whole=True,
            ),
        )
    }
)


def report(name: str) -> Report:
    """The function that shows findings in a format.

    Raises:
        UsageError: no format of that name shows findings.
    """
    return cast(Report, _load(name, "report"))


def hides(name: str, finding: Finding, *, verbose: bool) -> bool:
    """Whether a report in a format leaves a finding out: a waived one, an info nobody asked for."""
    if FORMATS[name].whole:
        return False
    return finding.waived or (finding.severity == "info" and not verbose)


def summary(findings: Sequence[Finding], context: ReportContext, room: int) -> str:
    """Findings as Markdown for the summary of a step of GitHub Actions, in so many bytes."""
    from eventbook.output.summary import summary as shown

    return shown(findings, context, room)


def rows(name: str) -> Rows:
    """The function that shows lists in a format.

    Raises:
        UsageError: no format of that name shows lists.
    """
    return cast(Rows, _load(name, "rows"))


def changes(name: str) -> Callable[..., str]:
    """The function that shows differences in a format.

    Raises:
        UsageError: no format of that name shows differences.
    """
    return cast(Callable[..., str], _load(name, "changes"))


def record(name: str) -> Record:
    """The function that shows one record in a format.

    Raises:
        UsageError: no format of that name shows records.
    """
    return cast(Record, _load(name, "record"))


def manual(name: str) -> Callable[..., str]:
    """The function that shows a page of the manual in a format.

    Raises:
        UsageError: no format of that name shows the manual.
    """
    return cast(Callable[..., str], _load(name, "manual"))


def edits(name: str) -> Callable[[Edits], str]:
    """The function that shows edits in a format.

    Raises:
        UsageError: no format of that name shows edits.
    """
    return cast(Callable[[Edits], str], _load(name, "edits"))


def schemas(name: str) -> Callable[[Sequence[KindSchema]], str]:
    """The function that shows schemas to editors in a format.

    Raises:
        UsageError: no format of that name shows schemas.
    """
    return cast(Callable[[Sequence[KindSchema]], str], _load(name, "schemas"))


def _load(name: str, ability: Ability) -> Any:
    form = FORMATS.get(name)
    module = form.module(ability) if form else None
    if module is None:
        raise _not_available(name, ability)
    return getattr(import_module(f"{__name__}.{module}"), ability)


def _not_available(name: str, ability: Ability) -> UsageError:
    fitting = [form.name for form in FORMATS.values() if form.module(ability)]
    known = f"formats for {_SUBJECT[ability]}: {', '.join(fitting)}"
    if name in FORMATS:
        return UsageError(f"the format `{name}` does not show {_SUBJECT[ability]}", help=known)
    similar = difflib.get_close_matches(name.lower(), fitting, n=1)
    return UsageError(
        f"unknown format `{terminal(name)}`",
        help=f"a similar name exists: `{similar[0]}`" if similar else known,
    )

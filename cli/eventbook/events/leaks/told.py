"""Leaked names as findings: a position, a line of the list, and never a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from eventbook.document.document import Lines
from eventbook.events.leaks.manual import LEAK
from eventbook.events.leaks.matcher import Matcher, Occurrence
from eventbook.findings import Finding, Span

MOST = 20
"""Occurrences told of one file; the rest are counted."""

HELP = "take it out; what was committed stays in the history until that is cleaned"
_TOP = Span(1, 1, 1, 1)


def in_text(
    names: Matcher,
    path: str,
    text: str,
    where: str = "",
    *,
    but: Collection[int] = (),
) -> Iterator[Finding]:
    """What stands in a text, at most `MOST` findings and one that counts the others.

    Args:
        path: of the file, without a name in it.
        where: words such as `in commit 1a2b3c`, where it is not the file as it is now.
        but: lines of the list to leave out.
    """
    found = [one for one in names.occurrences(text) if one.line not in but]
    if not found:
        return
    lines = Lines(text)
    for one in found[:MOST]:
        yield _finding(f"a withheld name stands here{_tail(where, one)}", path, _span(lines, one))
    if len(found) > MOST:
        message = f"and {len(found) - MOST} more withheld names from here on{_where(where)}"
        yield _finding(message, path, _span(lines, found[MOST]))


def in_path(names: Matcher, path: str, where: str = "") -> Iterator[Finding]:
    """What stands in a file's path; the findings give the path with the names blanked."""
    found = names.occurrences(path)
    for one in found:
        message = f"the path of this file holds a withheld name{_tail(where, one)}"
        yield _finding(message, names.blanked(path), _TOP)


def in_words(names: Matcher, text: str, subject: str, path: str) -> Iterator[Finding]:
    """What stands in a text that is in no file, such as the message of a commit.

    Args:
        subject: what it is: `the message of commit 1a2b3c`.
        path: what findings give for a file.
    """
    found = names.occurrences(text)
    lines = Lines(text)
    for one in found[:MOST]:
        span = _span(lines, one)
        where = f", line {span.line}," if "\n" in text.strip() else ""
        message = f"{subject}{where} holds a withheld name{_tail('', one)}"
        yield _finding(message, path, _TOP)
    if len(found) > MOST:
        yield _finding(f"{subject}: and {len(found) - MOST} more", path, _TOP)


def later(path: str, versions: int, last: str) -> Finding:
    """That a name which was told of stands in later versions of a file, too."""
    times = "1 later version" if versions == 1 else f"{versions} later versions"
    return _finding(f"withheld names stand in {times} of this file, up to {last}", path, _TOP)


def exposed_list(path: str, *, tracked: bool) -> Finding:
    """The list itself, where git has it or is about to take it."""
    if tracked:
        message = "git tracks the list of withheld names"
        remedy = f"git rm --cached it, add it to .gitignore, and clean the history of {path}"
    else:
        message = "git does not ignore the list of withheld names"
        remedy = f"add {path} to .gitignore"
    return replace(_finding(message, path, _TOP), help=remedy)


def blanked(findings: Iterable[Finding], names: Matcher) -> list[Finding]:
    """The findings of all rules, without the names that their words, paths and ids may hold."""

    def clean(text: str) -> str:
        return names.blanked(text)

    return [
        replace(
            each,
            message=clean(each.message),
            path=clean(each.path),
            place=tuple(clean(part) if isinstance(part, str) else part for part in each.place),
            record=clean(each.record) if each.record is not None else None,
            label=clean(each.label),
            help=clean(each.help),
            note=clean(each.note),
            schema_path=clean(each.schema_path),
            fix=None if each.fix and names.occurrences(each.fix.content) else each.fix,
            related=tuple(
                other._replace(
                    path=clean(other.path),
                    message=clean(other.message),
                    place=tuple(clean(p) if isinstance(p, str) else p for p in other.place),
                )
                for other in each.related
            ),
        )
        for each in findings
    ]


def _finding(message: str, path: str, span: Span) -> Finding:
    return Finding(LEAK, "error", message, path, help=HELP, private=True, span=span)


def _span(lines: Lines, one: Occurrence) -> Span:
    return lines.span(one.start, one.start + 1)  # how long it is, is nobody's business


def _tail(where: str, one: Occurrence) -> str:
    return f"{_where(where)} (line {one.line} of the list)"


def _where(where: str) -> str:
    return f" {where}" if where else ""

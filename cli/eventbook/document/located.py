"""Places in values become lines and columns, for those findings that somebody will see."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from eventbook.document.document import Document
from eventbook.findings import Finding, Span
from eventbook.pointer import Place

_NOWHERE = Span(0, 0, 0, 0)


def locate(
    findings: Iterable[Finding],
    document: Callable[[str], Document | None],
    seen: Callable[[Finding], bool] = lambda _: True,
) -> list[Finding]:
    """The findings with their lines and columns, in the order of files and lines.

    Args:
        document: a file's document by its path; None where it has none.
        seen: whether somebody will see a finding; the others get no lines, and come
            first in their files.
    """

    def span(path: str, place: Place, at: str, known: Span | None) -> Span:
        if known is not None:
            return known
        found = document(path)
        return found.span(place, at) if found else Span(1, 1, 1, 1)  # type: ignore[arg-type]

    located: list[Finding] = []
    for each in findings:
        if not seen(each):
            located.append(each)
            continue
        related = tuple(
            other._replace(span=span(other.path, other.place, other.at, other.span))
            for other in each.related
        )
        position = span(each.path, each.place, each.at, each.span)
        located.append(replace(each, span=position, related=related))
    return sorted(located, key=_order)


def _order(each: Finding) -> tuple[str, Span, str, str]:
    return (each.path, each.span or _NOWHERE, each.slug, each.message)

"""What happened to a record since it was first published, without telling what was taken out.

Only what strangers could read is compared (`render.public`), and only from one published version
to the next; `telling` puts it into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from markupsafe import Markup, escape

from eventbook.events.labels import counted, label
from eventbook.jsonvalue import Json
from eventbook.render.public import public
from eventbook.render.reading import Lookup, Reader, Record, as_text, no_lookup, sub
from eventbook.render.site.given import Revision, SiteEvent
from eventbook.render.site.telling import Teller

Step: TypeAlias = Literal["published", "changed", "withdrawn", "taken-back", "published-again"]

OPEN: Final = 12
"""Changes of a record that stand open on its page, the latest ones."""
SHORT_ID: Final = 10
"""Hexadecimal digits of a commit's name that a page shows."""


class Line(NamedTuple):
    """What one commit did to a record, in words.

    Attributes:
        when: its day as `YYYY-MM-DD`, in UTC.
        day: the same in words.
        commit: the first digits of its name; empty outside git.
        step: what it was.
        said: what it was, in words; empty of a change.
        parts: what changed, a sentence each, free of markup.
    """

    when: str
    day: str
    commit: str
    step: Step
    said: str
    parts: tuple[str, ...] = ()


def section(event: SiteEvent, lang: str, lookup: Lookup) -> Markup:
    """The history of a record as a section of its page; nothing where none is known.

    Args:
        event: the record, with its revisions.
        lang: of the page.
        lookup: from a reference to the record that it means.
    """
    told = tuple(reversed(lines(event, lang, lookup)))
    if not told:
        return Markup("")
    out = ['<section class="history" aria-labelledby="history">\n']
    out.append(f'<h2 id="history">{escape(label("history.heading", lang))}</h2>\n')
    out.append(f"<p>{escape(label('history.note', lang))}</p>\n")
    out.append(_list(told[:OPEN]))
    if earlier := told[OPEN:]:
        said = escape(counted("history.earlier", len(earlier), lang))
        out.append(f"<details><summary>{said}</summary>\n{_list(earlier)}</details>\n")
    out.append("</section>\n")
    return Markup("".join(out))


def lines(event: SiteEvent, lang: str, lookup: Lookup) -> tuple[Line, ...]:
    """What happened to a record since it was first published, oldest first.

    Of a withdrawn record only the days are told on which it was published and withdrawn.
    """
    if not event.revisions:
        first = event.changed.published if event.changed else None
        return (_line(first, "", "published", lang),) if first else ()
    told = tuple(_told(event.revisions, Teller(event.value, lang, lookup), lang))
    if event.state == "withdrawn":
        return tuple(line._replace(parts=()) for line in told if line.step != "changed")
    return told


def news(event: SiteEvent) -> tuple[Revision, ...]:
    """The revisions after a record's first publication: whether they tell anything is not asked."""
    for number, revision in enumerate(event.revisions):
        if revision.value is not None and _state(revision.value) == "published":
            return event.revisions[number + 1 :]
    return ()


def _told(revisions: Iterable[Revision], teller: Teller, lang: str) -> Iterator[Line]:
    last: dict[str, Json] | None = None
    was = ""
    for commit, when, value in revisions:
        if value is None:
            continue
        state = _state(value)
        if state == "published":
            now = _public(_Same(value))
            parts = teller.parts(last, now) if last is not None else ()
            if last is None:
                yield _line(when, commit, "published", lang)
            elif was != "published" or parts:
                step: Step = "changed" if was == "published" else "published-again"
                yield _line(when, commit, step, lang, parts)
            last = now
        elif last is not None and state == "withdrawn" != was:
            yield _line(when, commit, "withdrawn", lang)
        elif last is not None and was == "published":
            yield _line(when, commit, "taken-back", lang)
        was = state


class _Same:
    """A value that is equal to itself alone, for a cache; it is not changed while it is there."""

    __slots__ = ("value",)

    def __init__(self, value: Record) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


@lru_cache(maxsize=64)
def _public(value: _Same) -> dict[str, Json]:
    """What is public of a value; the pages of a record in several languages follow each other."""
    return public(value.value)


def _line(when: datetime, commit: str, step: Step, lang: str, parts: tuple[str, ...] = ()) -> Line:
    said = "" if step == "changed" else label(f"history.{step}", lang)
    machine = when.astimezone(UTC).strftime("%Y-%m-%d")
    day = Reader.of({}, lang, no_lookup).date(machine)
    return Line(machine, day, commit[:SHORT_ID], step, said, parts)


def _state(value: Record | None) -> str:
    return as_text(sub(sub(value).get("review")).get("status")) or "draft"


def _list(told: Iterable[Line]) -> str:
    return f"<ol>\n{''.join(f'<li>{written(line)}</li>' + chr(10) for line in told)}</ol>\n"


def written(line: Line) -> Markup:
    """A line as markup: the day, the commit, what was done."""
    day = Markup('<time datetime="{}">{}</time>').format(line.when, line.day)
    commit = Markup(" <code>{}</code>").format(line.commit) if line.commit else Markup("")
    said = Markup("<p>{}</p>").format(line.said) if line.said else Markup("")
    return Markup('<p class="when">{}{}</p>{}{}').format(day, commit, said, parts_of(line))


def parts_of(line: Line) -> Markup:
    """What changed, as a list."""
    if not line.parts:
        return Markup("")
    inner = Markup("").join(Markup("<li>{}</li>").format(part) for part in line.parts)
    return Markup("<ul>{}</ul>").format(inner)

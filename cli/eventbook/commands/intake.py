"""What `create --from` is given: a release's text, or a record in YAML or JSON."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eventbook.book.files import MAX_FILE, Unreadable, read_file
from eventbook.document.loader import load
from eventbook.editing.comments import comments_of
from eventbook.editing.create import Plan
from eventbook.errors import UsageError
from eventbook.findings import Finding, Span
from eventbook.jsonvalue import Json, type_name
from eventbook.pointer import Place
from eventbook.schema.words import type_words

if TYPE_CHECKING:
    from eventbook.events.leaks.matcher import Matcher
    from eventbook.exchange.release import Release

STDIN = "-"
MOST_ROWS = 256 << 20
"""Bytes of a list that is read back: a hundred thousand whole records."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What was read.

    Attributes:
        plans: the record to begin with; of a release that tells of several events, one for each.
        name: what messages call the text; empty where nothing was given.
        release: the release it was made from, if it was.
        text: what was read, where it can be shown with its findings.
        findings: what is wrong with the text itself; with an error among them there is no plan.
    """

    plans: tuple[Plan, ...] = (Plan(),)
    name: str = ""
    release: Release | None = None
    text: str | None = None
    findings: tuple[Finding, ...] = ()


def take_in(
    source: str | None,
    directory: Path,
    *,
    url: str | None,
    record_id: str | None,
    listed: Matcher | None = None,
) -> Intake:
    """Read what `--from` names.

    Args:
        source: a file, `-` for standard input, or None.
        directory: what a relative path starts from.
        url: the address of a release.
        record_id: the id for a single draft of a release, in place of the usual ones.
        listed: the names of the list of withheld names.

    Raises:
        UsageError: no such regular file, or an address without a release.
        EventbookError: the text is no release, or no JSON.
    """
    if source is None:
        if url is not None:
            raise UsageError("`--url` goes with a release", help="name its text with `--from`")
        return Intake()
    data = read_named(source, directory, MAX_FILE)
    from eventbook.exchange.structured import read_structured, sniff

    form = sniff(data, source)
    if form == "release":
        from eventbook.exchange.draft import drafts_from_release
        from eventbook.exchange.release import read_release

        release = read_release(data, listed)
        drafts = drafts_from_release(release, url=url, record_id=record_id)
        plans = tuple(Plan(each.value, _placed(each.comments)) for each in drafts)
        return Intake(plans, source, release)
    if url is not None:
        raise UsageError(
            f"`--url` goes with a release, and {source} is read as {form.upper()}",
            help="a record names its own sources",
        )
    if form == "json":
        return _of_value(read_structured(data, source), source)
    return _of_yaml(data, source)


def _placed(comments: Mapping[str, tuple[str, ...]]) -> Mapping[Place, tuple[str, ...]]:
    return {(key,): lines for key, lines in comments.items()}


def _of_yaml(data: bytes, name: str) -> Intake:
    loaded = load(data, name)
    text = data.decode(errors="replace")
    if loaded.document is None or any(each.severity == "error" for each in loaded.findings):
        return Intake(name=name, text=text, findings=loaded.findings)
    intake = _of_value(loaded.document.value, name)
    plan = Plan(intake.plans[0].value, comments_of(loaded.document))
    return Intake((plan,), name, None, text, (*loaded.findings, *intake.findings))


def _of_value(value: Json, name: str) -> Intake:
    if isinstance(value, dict):
        return Intake((Plan(value),), name)
    message = f"expected one record, a map of fields, found {type_words([type_name(value)])}"
    found = Finding("type-mismatch", "error", message, name, span=Span(1, 1, 1, 1))
    return Intake(name=name, findings=(found,))


def read_named(source: str, directory: Path, most: int = MOST_ROWS) -> bytes:
    """The bytes of a file, or of standard input for `-`.

    Args:
        directory: what a relative path starts from.
        most: how many bytes there may be.

    Raises:
        UsageError: there is no such regular file, or it is larger.
    """
    if source == STDIN:
        data = sys.stdin.buffer.read(most + 1)
        name = "standard input"
    else:
        data = _file(directory / source, source, most + 1)
        name = f"`{source}`"
    if len(data) > most:
        raise UsageError(f"{name} is larger than the limit of {most >> 20} MiB")
    return data


def _file(path: Path, name: str, most: int) -> bytes:
    """The bytes of a regular file; the name may be a link to one."""
    try:
        if stat.S_ISFIFO(path.stat().st_mode):  # as bash's <(…) gives one
            raise UsageError(f"`{name}` is a pipe", help="write `--from -` and pipe into that")
        real = path.resolve(strict=True)
        folder = os.open(real.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "it cannot be opened"
        raise UsageError(f"`{name}`: {reason.lower()}") from error
    try:
        return read_file(real.name, folder, name, most)
    except Unreadable as error:
        raise UsageError(f"`{name}` {error.message}") from error
    finally:
        os.close(folder)

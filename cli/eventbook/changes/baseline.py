"""Baselines: findings that a book had when its checks were taken up, and that may stay for now.

A baseline is JSON with one finding a line, sorted, so that git shows what came and went. It names
the rule, the file, the record and the field; no message and no value of a record is in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, NoReturn

from eventbook.changes.fingerprints import SpotOf, fingerprints
from eventbook.errors import ConfigError
from eventbook.escape import json_text
from eventbook.findings import Finding
from eventbook.pointer import Place

FORMAT = "eventbook baseline 1"
_ANEW = "--write-baseline writes it anew"
_OTHER = "name a file that --write-baseline made"
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")
_PLAIN_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Entry(NamedTuple):
    """A finding of a baseline.

    Attributes:
        fingerprint: what it is known again by; the rest is for people.
        rule: its slug.
        path: the file it stood in.
        record: its record's id; empty where that could not be read.
        field: the way to it, such as `programme[].date`; keys that are no plain words are `*`.
    """

    fingerprint: str
    rule: str
    path: str
    record: str
    field: str


class Sorted(NamedTuple):
    """The findings of a run, held against a baseline.

    Attributes:
        left: those that a baseline says nothing of, or may say nothing of.
        known: those that are in it.
        entries: of all that a baseline of this run would hold.
        gone: what is in the baseline and was not found.
    """

    left: list[Finding]
    known: list[Finding]
    entries: list[Entry]
    gone: list[Entry]


def can_stay(finding: Finding) -> bool:
    """Whether a finding may be in a baseline: errors and warnings that nobody has to hide."""
    return finding.severity != "info" and not finding.private and not finding.waived


def sort_out(findings: Sequence[Finding], baseline: Iterable[Entry], spot_of: SpotOf) -> Sorted:
    """Hold the findings of a run against a baseline.

    Args:
        findings: with what private ones forbid to show taken out, in the order of the report.
    """
    old = {each.fingerprint: each for each in baseline}
    found = Sorted([], [], [], [])
    names = iter(fingerprints(filter(can_stay, findings), spot_of))
    for each in findings:
        if not can_stay(each):
            found.left.append(each)
            continue
        entry = Entry(next(names), each.slug, each.path, each.record or "", _field(each.place))
        (found.left if old.pop(entry.fingerprint, None) is None else found.known).append(each)
        found.entries.append(entry)
    found.gone.extend(old.values())
    return found


def _field(place: Place) -> str:
    parts: list[str] = []
    for part in place[:16]:
        if isinstance(part, int):
            parts.append("[]")
        else:
            parts.append(f".{part if _PLAIN_KEY.fullmatch(part) else '*'}")
    return "".join(parts).removeprefix(".")


def written(entries: Iterable[Entry]) -> str:
    """A baseline's text."""
    lines = [_line(each) for each in sorted(entries, key=_order)]
    listed = "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"
    return f'{{"format": "{FORMAT}", "findings": {listed}}}\n'


def _line(entry: Entry) -> str:
    return json_text(json.dumps(entry._asdict(), ensure_ascii=False))


def _order(entry: Entry) -> tuple[str, ...]:
    return (entry.path, entry.rule, entry.record, entry.field, entry.fingerprint)


def looks_like_one(data: bytes) -> bool:
    """Whether this was a baseline once, and can be written over: whatever became of it since."""
    return FORMAT.rpartition(" ")[0].encode() in data[:1000]


def read(data: bytes, name: str) -> tuple[Entry, ...]:
    """The entries of a baseline.

    Args:
        name: what messages call the file.

    Raises:
        ConfigError: it is no baseline.
    """
    advice = _ANEW if looks_like_one(data) else _OTHER
    value = _json(data, name, advice)
    if not isinstance(value, dict) or "format" not in value:
        raise ConfigError(f"{name} is no baseline", help=advice)
    if value["format"] != FORMAT:
        raise ConfigError(f"{name} is not in the format `{FORMAT}`", help=advice)
    findings = value.get("findings")
    if not isinstance(findings, list):
        raise ConfigError(f"{name}: `findings` is no list", help=advice)
    entries: dict[str, Entry] = {}
    for number, item in enumerate(findings, 1):
        entry = _entry(item)
        if entry is None:
            raise ConfigError(f"{name}: finding {number} is no entry of a baseline", help=advice)
        if entry.fingerprint in entries:
            raise ConfigError(f"{name}: finding {number} is there twice", help=advice)
        entries[entry.fingerprint] = entry
    return tuple(entries.values())


def _json(data: bytes, name: str, advice: str) -> Any:
    try:
        return json.loads(data.decode("utf-8"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name} is not UTF-8", help=advice) from error
    except json.JSONDecodeError as error:
        where = f"{name}:{error.lineno}:{error.colno}"
        if any(line.startswith(b"<<<<<<<") for line in data.splitlines()):
            advice = f"settle the merge conflict, or {advice}"
        raise ConfigError(f"{where}: not JSON", help=advice) from error
    except (RecursionError, ValueError) as error:
        raise ConfigError(f"{name} is no baseline", help=advice) from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _entry(item: object) -> Entry | None:
    if not isinstance(item, dict) or item.keys() != set(Entry._fields):
        return None
    if not all(isinstance(text, str) for text in item.values()):
        return None
    return Entry(**item) if _FINGERPRINT.fullmatch(item["fingerprint"]) else None

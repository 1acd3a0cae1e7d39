"""The YAML test suite, from the source distribution of yaml-rs that carries it.

It is never part of this repository. `EVENTBOOK_YAML_SUITE` may name the archive; else it is looked
for in `~/.cache/eventbook-tests`, and fetched there where it is not.
"""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
import tempfile
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ARCHIVE = "yaml_rs-0.1.6.tar.gz"
ADDRESS = (
    "https://files.pythonhosted.org/packages/9f/2a/"
    f"f4bcd7aa533a49cb3fd8acb66da41926465ed3ee763db017c902be46f612/{ARCHIVE}"
)
SHA256 = "e57f7f8c0f78019e43833054cb8cf6354dff4e843d22ba87aa4c4d440ce617bd"


class SuiteError(Exception):
    """The suite cannot be had; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Case:
    """A document, and what the suite says it means.

    Attributes:
        name: the suite's id of the case: `229Q`, `SM9W/00`.
        valid: it is YAML.
        values: what its documents say, as JSON; None where the suite does not tell.
    """

    name: str
    data: bytes
    valid: bool
    values: tuple[Any, ...] | None


def cases() -> Iterator[Case]:
    """All cases, by name.

    Raises:
        SuiteError: the suite is not there and cannot be fetched, or is not the one expected.
    """
    files: dict[str, dict[str, bytes]] = defaultdict(dict)
    with tarfile.open(_archive()) as archive:
        for member in archive:
            _, inside, path = member.name.partition("/tests/yaml-test-suite/")
            content = archive.extractfile(member) if inside else None
            if content is not None:
                name, _, file = path.rpartition("/")
                files[name][file] = content.read()
    for name, found in sorted(files.items()):
        if "in.yaml" in found:
            yield Case(name, found["in.yaml"], "error" not in found, _values(found.get("in.json")))


def _values(text: bytes | None) -> tuple[Any, ...] | None:
    if text is None:
        return None
    decoder, rest, values = json.JSONDecoder(), text.decode().strip(), []
    while rest:
        value, end = decoder.raw_decode(rest)
        values.append(value)
        rest = rest[end:].strip()
    return tuple(values)


def _archive() -> Path:
    setting = os.environ.get("EVENTBOOK_YAML_SUITE")
    path = Path(setting) if setting else Path.home() / ".cache" / "eventbook-tests" / ARCHIVE
    if not setting and not path.is_file():
        _fetch(path)
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise SuiteError(f"the suite cannot be read: {error}") from error
    if found != SHA256:
        raise SuiteError(f"{path} is not the suite expected: its SHA-256 is {found}")
    return path


def _fetch(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with urllib.request.urlopen(ADDRESS, timeout=120) as answer:
            data = answer.read()
    except (urllib.error.URLError, TimeoutError) as error:
        raise SuiteError(
            f"the suite is not at {path}, and cannot be fetched from {ADDRESS} ({error}); "
            "put it there, or name it in EVENTBOOK_YAML_SUITE"
        ) from error
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as scratch:
        scratch.write(data)
    Path(scratch.name).replace(path)  # whole or not at all, for tests that run side by side

"""The JSON-Schema-Test-Suite, from the source distribution of jsonschema that carries it.

It is never part of this repository. `EVENTBOOK_SUITE` may name the archive; else it is looked for
in `~/.cache/eventbook-tests`, and fetched there by pip where it is not.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventbook.schema.catalog import FILE_BASE

RELEASE = "jsonschema==4.26.0"
ARCHIVE = "jsonschema-4.26.0.tar.gz"
SHA256 = "0c26707e2efad8aa1bfc5b7ce170f3fccc2e4918ff85989ba9ffa9facb2be326"
DIALECTS = {
    "draft7": "http://json-schema.org/draft-07/schema#",
    "draft2019-09": "https://json-schema.org/draft/2019-09/schema",
    "draft2020-12": "https://json-schema.org/draft/2020-12/schema",
}
# The suite's remote schemas are said to be served here. In a closed registry they are files.
SERVED = b"http://localhost:1234/"


class SuiteError(Exception):
    """The suite cannot be had; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Group:
    """A schema and the values it is tried on: (what is tested, the value, whether it fits)."""

    draft: str
    file: str
    description: str
    schema: Any
    tests: tuple[tuple[str, Any, bool], ...]


@dataclass(frozen=True, slots=True)
class Suite:
    """The files of the suite by their names below `json/`."""

    files: Mapping[str, bytes]

    def remotes(self) -> dict[str, bytes]:
        """The schemas that others refer to, by the paths they are served at."""
        under = "remotes/"
        return {
            name.removeprefix(under): content
            for name, content in self.files.items()
            if name.startswith(under)
        }

    def groups(self, draft: str) -> Iterator[Group]:
        """All tests of a draft: required, optional, formats."""
        under = f"tests/{draft}/"
        for name in sorted(name for name in self.files if name.startswith(under)):
            for group in json.loads(self.files[name]):
                schema = group["schema"]
                if isinstance(schema, dict):
                    schema.setdefault("$schema", DIALECTS[draft])
                tests = tuple((t["description"], t["data"], t["valid"]) for t in group["tests"])
                file = name.removeprefix(under)
                yield Group(draft, file, group["description"], schema, tests)


def load_suite() -> Suite:
    """The suite, found or fetched.

    Raises:
        SuiteError: it is not there and cannot be fetched, or is not the one expected.
    """
    setting = os.environ.get("EVENTBOOK_SUITE")
    path = Path(setting) if setting else _cached()
    if path.is_dir():
        path /= ARCHIVE
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SuiteError(f"the suite cannot be read: {error}") from error
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise SuiteError(f"{path} is not the suite expected: its SHA-256 is {found}")
    return Suite(dict(_members(path)))


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path) as archive:
        for member in archive:
            _, inside, name = member.name.partition("/json/")
            content = archive.extractfile(member) if inside and name.endswith(".json") else None
            if content is not None:
                yield name, content.read().replace(SERVED, FILE_BASE.encode())


def _cached() -> Path:
    folder = Path.home() / ".cache" / "eventbook-tests"
    path = folder / ARCHIVE
    if path.is_file():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        # Told the hash, pip refuses other bytes before it runs anything that is in them.
        wanted = Path(scratch) / "wanted.txt"
        wanted.write_text(f"{RELEASE} --hash=sha256:{SHA256}\n", "utf-8")
        options = ["--no-deps", "--no-binary", "jsonschema", "--dest", scratch, "--quiet"]
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", *options]
        command = [*pip, "--requirement", str(wanted)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        fetched = Path(scratch) / ARCHIVE
        if not fetched.is_file():
            raise SuiteError(
                f"the suite is not at {path}, and pip cannot fetch {RELEASE}; put its source "
                f"archive there, or name it in EVENTBOOK_SUITE\n{done.stderr}"
            )
        fetched.replace(path)  # whole or not at all, for tests that run side by side
    return path

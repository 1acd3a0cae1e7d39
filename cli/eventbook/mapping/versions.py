"""What answers depend on beside a book: where it is equal, two machines judge alike."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import eventbook
from eventbook.book.resources import builtin_schemas

SHOWING = frozenset({"jinja2", "rich", "tabulate", "typer", "wcwidth"})
"""Libraries that only show what was found, of whatever version."""

_REQUIREMENT = re.compile(r"([\w.-]+)\s*(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"""\bextra\s*==\s*['"]([^'"]+)['"]""")


@cache
def versions() -> Mapping[str, str]:
    """The version of eventbook with a hash of its code, of Python, and of libraries that judge.

    `recipe.versions` tells two states of one machine apart, and quickly; this, two machines.
    """
    python = f"{platform.python_implementation()} {platform.python_version()}"
    needed = {name: _version(name) for name in sorted(set(_needed("eventbook")))}
    return {"eventbook": f"{eventbook.__version__} ({_code()})", "Python": python, **needed}


def differences(ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Names with our version and theirs, where they differ; one that is absent is `none`."""
    names = dict.fromkeys((*ours, *theirs))
    pairs = ((name, ours.get(name, "none"), theirs.get(name, "none")) for name in names)
    return [(name, here, there) for name, here, there in pairs if here != there]


def _needed(name: str, extras: frozenset[str] = frozenset()) -> Iterator[str]:
    """The libraries that one needs, with those that they need, as their metadata say."""
    try:
        entries = requires(name) or ()
    except PackageNotFoundError:
        return
    for entry in entries:
        wanted = _EXTRA.search(entry)
        found = _REQUIREMENT.match(entry)
        if found is None or (wanted is not None and wanted[1] not in extras):
            continue
        library = re.sub(r"[-_.]+", "-", found[1]).lower()
        if library not in SHOWING:
            yield library
            yield from _needed(library, frozenset(re.findall(r"[\w.-]+", found[2] or "")))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # needed on other systems only
        return "none"


def _code() -> str:
    """A short hash of the code and of the schemas that come with it."""
    here = Path(eventbook.__file__).parent
    files = {path.relative_to(here).as_posix(): path.read_bytes() for path in here.rglob("*.py")}
    found = sha256()
    for name, data in sorted({**files, **builtin_schemas()}.items()):
        found.update(f"{name}\0{sha256(data).hexdigest()}\0".encode())
    return found.hexdigest()[:12]

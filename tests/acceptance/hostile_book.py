"""A book whose records hold texts that act in every field, its twin in plain words, their sites."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from acceptance import naughty
from acceptance.conftest import Book, Run
from acceptance.naughty import AUTHORITIES, OWN, ROOT, Plain, Slot, Template

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
STRICT = bool(os.environ.get("EVENTBOOK_STEPS"))
"""Every text in every field, not each text and each field once; `make hostile`."""

LANGUAGES = ["en"] if STRICT else ["en", "it", "az"]
TITLE = "</title><script>pwned()</script>"
"""Of the hostile archive, and what it says of itself."""
assert TITLE in OWN

SETTINGS = """
[book]
title = {title}
language = "en"

[site]
url = "https://archive.example/archive/"
since = "2026"
languages = {languages}
about = {about}

[kinds.event]
records = ["records/event/*.yaml"]
schema = "eventbook:event"
model = "event"
"""
_KIND = """
[kinds.{0}]
records = ["records/{0}/*.yaml"]
schema = "schemas/{0}.schema.json"
title = "{1}"
model = "authority"
"""

Sides = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]


class Made(NamedTuple):
    """A hostile book's records beside the same with plain words.

    Attributes:
        plain: the words.
        records: by path, the hostile and the plain value, and what stood there before.
        pairs: how often a text stands in a field.
        fields: how many fields are filled.
        tried: the texts.
    """

    plain: Plain
    records: dict[str, Sides]
    pairs: int
    fields: int
    tried: frozenset[str]


@cache
def texts() -> tuple[str, ...]:
    return tuple(dict.fromkeys((*OWN, *naughty.blns())))


def plain_words() -> Plain:
    """A word for each text, and for its beginning where it is a key."""
    payloads = texts()
    return Plain([*payloads, *(text[:80] for text in payloads)])


def filled(template: Template, start: int, plain: Plain) -> tuple[list[str], list[str]]:
    """The texts of a record's places, another one in each, and plain words for them."""
    payloads, slots = texts(), template.slots
    chosen = [given(payloads, start, index, slot) for index, slot in enumerate(slots)]
    words = [
        # Where a language is said, what may be one stands for itself.
        text if _says_language(slot) and _TAG.fullmatch(text) else plain.word(text)
        for slot, text in zip(slots, chosen, strict=True)
    ]
    return chosen, words


def _says_language(slot: Slot) -> bool:
    names = {"lang", "language", "languages", "title_lang"}
    return slot.key or bool(names.intersection(map(str, slot.path[-2:])))


def given(payloads: tuple[str, ...], number: int, index: int, slot: Slot) -> str:
    """The text of a place in a record: the next one for each place, and shifted for each record."""
    text = payloads[(number + index) % len(payloads)]
    return text[:80] if slot.key else text  # YAML's keys are short


def make(full: bool) -> Made:
    """All texts in all fields, or all texts and all fields, each at least once."""
    plain, records = plain_words(), dict[str, Sides]()
    pairs: set[tuple[str, str]] = set()
    templates = {"wired": naughty.wired(), "every": naughty.every("event")}
    templates |= {kind: naughty.every(kind) for kind in AUTHORITIES}
    for name, template in templates.items():
        kind = name if name in AUTHORITIES else "event"
        # Each record of the first kind refers to one authority record of each kind.
        width = len((naughty.wired() if name in AUTHORITIES else template).slots)
        for number in range(len(texts()) if full else -(-len(texts()) // width)):
            start = number if full else number * len(template.slots)
            chosen, words = filled(template, start, plain)
            pairs |= {
                (f"{name} {slot.field}", text)
                for slot, text in zip(template.slots, chosen, strict=True)
            }
            stem = f"{name}-{number}" if kind == "event" else f"{number}"
            records[f"records/{kind}/{stem}.yaml"] = (
                record(template, stem, number, chosen),
                record(template, stem, number, words),
                record(template, stem, number, ["before"] * len(chosen)),
            )
    gone = {"id": "gone", "review": {"status": "withdrawn"}}
    first, second, third = records["records/event/wired-0.yaml"]
    records["records/event/gone.yaml"] = ({**first, **gone}, {**second, **gone}, {**third, **gone})
    fields = len({field for field, _ in pairs})
    return Made(plain, records, len(pairs), fields, frozenset(text for _, text in pairs))


def record(template: Template, stem: str, number: int, chosen: list[str]) -> dict[str, Any]:
    """A value with the chosen texts in its places."""
    value = template.filled(lambda index, _slot: chosen[index])
    value["id"] = stem
    return json.loads(json.dumps(value).replace("/NUMBER", f"/{number}"))


def site(folder: Path, made: Made, which: int, payload: str) -> Path:
    """The site of a book by the real command.

    Its records were changed once, for a page tells that; not where there are thousands.
    """
    folder.mkdir()
    book = Book(folder / "book", Run(folder))
    shutil.copytree(ROOT / "schemas", book.root / "schemas")
    kinds = (_KIND.format(kind, "title" if kind == "work" else "name") for kind in AUTHORITIES)
    quoted = json.dumps(payload)
    head = SETTINGS.format(title=quoted, about=quoted, languages=json.dumps(LANGUAGES))
    book.write("eventbook.toml", head + "".join(kinds))
    book.git("init", "--quiet", "--initial-branch=main", "--template=")
    for day, side in ((3, which),) if STRICT else ((2, 2), (3, which)):
        for path, sides in made.records.items():
            book.write(path, naughty.written(sides[side]))
        _commit(book, f"2026-01-0{day}T00:00:00Z")
    command = ("render", "-f", "site", "-o", folder / "www" / "archive")
    done = book.run(*command, cwd=book.root, timeout=1800)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    return folder / "www"


def _commit(book: Book, when: str) -> None:
    """Commit every file at a time of its own, for that time is shown."""
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    for words in (("add", "--all"), ("commit", "--quiet", "--message", "Change")):
        done = book.run.program("git", *words, cwd=book.root, env=dates)
        assert done.returncode == 0, done.stderr


def both_sites(factory: pytest.TempPathFactory, made: Made) -> tuple[Path, Path]:
    """The hostile site and the one with plain words; built once for all processes of a run."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder = base / "hostile-sites"
    folder.mkdir(exist_ok=True)
    sides = (("hostile", 0, TITLE), ("plain", 1, made.plain.word(TITLE)))
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            for name, which, payload in sides:
                site(folder / name, made, which, payload)
            (folder / "built").touch()
    return folder / "hostile" / "www", folder / "plain" / "www"


def pages(folder: Path) -> list[str]:
    """The paths of all pages of a site, in order."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))

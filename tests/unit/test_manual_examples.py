"""Every rule's own examples: the wrong one is found wrong, by that rule alone, the right one fine.

An example shows the fields that matter. The other fields that a record needs are those of `BASE`,
put above it. Lines such as `# records/people/ada-moretti.yaml` begin a file; an example without any
is the event `records/events/2019-turin-organ-recital.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

from eventbook.book.resources import ENDING, builtin_schemas
from eventbook.check import MANUALS, SLUGS
from eventbook.commands.common import Common
from eventbook.commands.leaking import open_list
from eventbook.commands.opened import open_book
from eventbook.commands.proving import with_sources
from eventbook.commands.terminal import Terminal
from eventbook.editing.new_book import essential_files
from eventbook.reduction import reduce

TODAY = "2026-01-15"
EVENT = "records/events/2019-turin-organ-recital.yaml"
BASE = {
    "events": (
        "id: {stem}",
        "title: Organ recital",
        "date: 2019-05-18",
        "sources: [{{title: Printed programme}}]",
    ),
    **dict.fromkeys(("people", "organisations", "places", "subjects"), ("id: {stem}", "name: X")),
    "works": ("id: {stem}", "title: X"),
}
"""What a record of a folder needs, as lines of YAML."""

FILE = re.compile(r"^# ([\w./-]+/[\w.-]+\.\w+)\n", re.MULTILINE)
FIELD = re.compile(r"^(\w+):", re.MULTILINE)
LONGEST = 72  # characters of a line


def _as_latin_1(root: Path, text: str) -> None:
    root.joinpath(EVENT).write_bytes(completed(EVENT, text).encode("latin-1"))


def _grown(root: Path, text: str) -> None:
    root.joinpath(EVENT).write_text(completed(EVENT, text.replace("…", "x" * (256 << 10))))


def _linked(root: Path, text: str) -> None:
    there = root / re.findall(r"link to \.\./\.\./(\S+)", text)[0]
    there.write_text(completed(EVENT, "title: Organ recital\n"))
    root.joinpath(EVENT).symlink_to(f"../../{there.name}")


def _on_the_list(root: Path, text: str) -> None:
    told, _, record = text.partition("\n")
    root.joinpath(".withheld").write_text(told.partition(": ")[2])
    lay_out(root, record)


def _of_others(root: Path, text: str) -> None:
    (root / "any.json").write_text("true")
    settings = '[kinds.talk]\nrecords = ["talks/*.yaml"]\nschema = "any.json"\n'
    (root / "eventbook.toml").write_text(settings)
    for path, record in files(text):
        (root / path).parent.mkdir()
        (root / path).write_text(record)


OTHERS: dict[str, Callable[[Path, str], None]] = {"id-form": _of_others}
"""Rules on records of kinds without a model, such as other people's."""
TOLD: dict[str, Callable[[Path, str], None]] = {
    "file-unreadable": _linked,  # the fault is not in the text of the file
    "withheld-leak": _on_the_list,  # the list is no file of the book
    "yaml-encoding": _as_latin_1,  # an example is text, and these bytes are none
    "yaml-too-large": _grown,  # nobody would read it
}
"""Examples that only tell what is wrong, with how to make it."""


def files(example: str) -> Iterator[tuple[str, str]]:
    """The paths and texts of an example."""
    first, *rest = FILE.split(example)
    if not rest:
        yield EVENT, first
    assert not (rest and first), "text before the first file"
    yield from zip(rest[::2], rest[1::2], strict=True)


def completed(path: str, text: str) -> str:
    """An example's text below the fields of the base that it does not give."""
    file = PurePosixPath(path)
    given = FIELD.findall(text)
    base = BASE[file.parts[1]] if given and file.suffix == ".yaml" else ()
    lines = [line.format(stem=file.stem) for line in base if line.partition(":")[0] not in given]
    return "".join(f"{line}\n" for line in lines) + text


def slugs(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is found in a book, but for what a waiver answers."""
    monkeypatch.setenv("EVENTBOOK_TODAY", TODAY)
    opened = open_book(root)
    quiet = Terminal(colour=False, width=None, interactive=False, quiet=True)
    common = Common(root, "never", quiet=True)
    leaking = open_list(common, opened.book, None, quiet)
    copies = root / "sources"
    context = with_sources(opened, common, copies if copies.exists() else None, quiet)
    of_records = reduce(opened.facts, context)
    if context.sources is None:  # else rules ask for the values of all
        assert reduce([each.lean for each in opened.facts], context) == of_records
    found = [*of_records, *leaking.in_book()]
    return [each.slug for each in found if not each.waived]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book without records, with the schemas of the model."""
    schemas = {f"{name}{ENDING}": data for name, data in builtin_schemas().items()}
    for path, data in essential_files("Test archive", "en", schemas).items():
        file = tmp_path / "book" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return tmp_path / "book"


def lay_out(root: Path, example: str) -> None:
    for path, text in files(example):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(completed(path, text))


@pytest.mark.parametrize("slug", sorted(SLUGS))
def test_the_wrong_example_is_found_wrong(
    slug: str, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = MANUALS[slug].manual.wrong
    {**TOLD, **OTHERS}.get(slug, lay_out)(book, wrong)
    assert slugs(book, monkeypatch) == [slug]


@pytest.mark.parametrize("slug", sorted(SLUGS))
def test_nothing_is_found_in_the_right_example(
    slug: str, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    OTHERS.get(slug, lay_out)(book, MANUALS[slug].manual.right)
    assert list(book.rglob("*.yaml"))
    assert slugs(book, monkeypatch) == []


@pytest.mark.parametrize("slug", sorted(SLUGS))
def test_examples_are_short(slug: str) -> None:
    for example in (MANUALS[slug].manual.wrong, MANUALS[slug].manual.right):
        assert example.endswith("\n")
        lines = example.splitlines()
        assert 1 <= len(lines) <= 12
        assert max(map(len, lines)) <= LONGEST

"""Every rule by its examples: what is found, word for word, and the near misses that are fine.

`tests/examples/invalid/SLUG/CASE.yaml` is one record, put into a book under the name that its id
says; where CASE is a folder, its files are laid over the book. `CASE.txt` is what
`eventbook validate -f concise` prints. `tests/examples/valid/` holds what is nearly a mistake.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from acceptance.conftest import Run
from acceptance.forked import forked
from eventbook.check import MANUALS, SLUGS

EXAMPLES = Path(__file__).parent.parent / "examples"
INVALID, VALID = EXAMPLES / "invalid", EXAMPLES / "valid"
REFERENCE = {"EVENTBOOK_REFERENCE": "1"}
OWN_LIST = {"EVENTBOOK_WITHHELD": ""}  # the book's own
WARNINGS_ONLY = {
    "archive-url-missing/published",
    "coords-suspect/nowhere",
    "coords-suspect/place-record",
    "coords-suspect/sign",
    "coords-suspect/swapped",
    "date-is-publication-date/inferred",
    "date-is-publication-date/not-said",
    "date-outside-parent/day-before",
    "date-outside-parent/goes-on-longer",
    "duplicate-event/month-only",
    "duplicate-event/words-reordered",
    "extid-duplicate/spaces",
    "extid-duplicate/wikidata",
    "figure-own-voice/summary-and-note",
    "held-but-only-announced/invitation",
    "id-form/adopted",
    "mentioned-as-present/no-role",
    "mentioned-as-present/withheld",
    "notice-due/past-year",
    "number-doubtful/hexadecimal-and-octal",
    "number-doubtful/leading-zeros",
    "one-sided-sources/organiser-alone",
    "ordinal-mismatch/by-reference",
    "ordinal-mismatch/counted-from-one",
    "ordinal-mismatch/no-year-fits",
    "orphan-authority/nobody-refers",
    "paraphrase-quoted/other-scripts",
    "paraphrase-quoted/three-words",
    "performer-missing/works-without-people",
    "position-dates/left-before",
    "position-dates/not-yet",
    "ref-withdrawn/festival-and-series",
    "review-stale/changed",
    "similar-names/accents",
    "similar-names/last-vowel",
    "similar-names/two-records",
    "status-date/held-in-the-future",
    "status-date/rescheduled-and-past",
    "status-date/rescheduled-from-nowhere",
    "status-date/scheduled-in-the-past",
    "term-own-voice/keyword-and-subject",
    "term-own-voice/of-the-settings",
    "term-own-voice/subject-by-reference",
    "text-hygiene/bidi-isolate-in-comment",
    "text-hygiene/bidi-override",
    "text-hygiene/escaped-control",
    "text-hygiene/lone-carriage-return",
    "text-hygiene/mixed-line-ends",
    "text-hygiene/tab-escape-and-accent",
    "timezone-country/one-zone",
    "timezone-country/several-zones",
    "todo-left/draft",
    "waiver-unused/nothing-to-waive",
}

_ID = re.compile(rb"^(?:\xef\xbb\xbf)?id: *\"?([^\s\"]+)", re.MULTILINE)
_RECORD = b"id: large\ntitle: Organ recital\ndate: 2019-05-18\nsources: [{title: Programme}]\n"


def _padded(size: int) -> Callable[[Path], None]:
    """A record with a comment that brings it to a size."""
    return _file(_RECORD + b"#" * (size - len(_RECORD)))


def _file(data: bytes) -> Callable[[Path], None]:
    return lambda events: events.joinpath("large.yaml").write_bytes(data) and None


def _link(events: Path) -> None:
    events.joinpath("real.txt").write_bytes(_RECORD)
    events.joinpath("large.yaml").symlink_to("real.txt")


def _linked_folder(events: Path) -> None:
    elsewhere = events.parent.parent / "elsewhere"
    elsewhere.mkdir()
    elsewhere.joinpath("large.yaml").write_bytes(_RECORD)
    events.joinpath("2019").symlink_to(elsewhere)


def _folder_named_like_a_record(events: Path) -> None:
    events.joinpath("2019.yaml").mkdir()
    events.joinpath("2019.yaml", "large.yaml").write_bytes(_RECORD)


def _withheld(record: bytes) -> Callable[[Path], None]:
    """A record, and beside it a list with a name on it; git ignores the list."""

    def make(events: Path) -> None:
        root = events.parent.parent
        root.joinpath(".withheld").write_text("# Nobody may read these:\nPetra Anvelsson\n")
        root.joinpath(".gitignore").write_text(".withheld\n")
        events.joinpath("large.yaml").write_bytes(record)

    return make


_VALUES = _RECORD + b"local: {list: [" + b"x, " * 49_970 + b"x]}\n"
_TEXT = _RECORD + b"local: {text: " + b"x" * (256 * 1024)
# What git keeps badly, and what would be large in it.
GENERATED: dict[str, Callable[[Path], None]] = {
    "invalid/file-unreadable/link": _link,
    "invalid/file-unreadable/linked-folder": _linked_folder,
    "invalid/file-unreadable/pipe": lambda events: os.mkfifo(events / "large.yaml"),
    "invalid/yaml-too-large/bytes": _padded((1 << 20) + 1),
    "invalid/yaml-too-large/values": _file(_VALUES.replace(b"x]", b"x, " * 40 + b"x]")),
    "invalid/yaml-too-large/text": _file(_TEXT + b"x}\n"),
    "invalid/withheld-leak/as-in-an-index": _withheld(_RECORD + b"# Anvelsson,\n# PETRA\n"),
    "valid/file-unreadable/folder-named-like-a-record": _folder_named_like_a_record,
    "valid/withheld-leak/namesakes": _withheld(_RECORD + b"# Petra Anvelssons, Anvelsson. Petra\n"),
    "valid/yaml-too-large/bytes": _padded(1 << 20),
    "valid/yaml-too-large/values": _file(_VALUES),
    "valid/yaml-too-large/text": _file(_TEXT + b"}\n"),
}


def cases(folder: Path) -> list[str]:
    """`SLUG/CASE` of everything below a folder, and what is made when it is needed."""
    kept = [
        f"{case.parent.name}/{case.stem}"
        for case in folder.glob("*/*")
        if case.is_dir() or case.suffix in (".yaml", ".yml")
    ]
    made = [name.partition("/")[2] for name in GENERATED if name.startswith(folder.name + "/")]
    return sorted(kept + made)


def lay_out(case: str, root: Path) -> None:
    """Put an example into a book."""
    if make := GENERATED.get(case):
        make(root / "records/events")
        return
    source = EXAMPLES / case
    if source.is_dir():
        shutil.copytree(source, root, dirs_exist_ok=True)
        return
    record = source.with_suffix(".yaml")
    shutil.copyfile(record, root / f"records/events/{record_name(record)}.yaml")


def _lists(case: str) -> dict[str, str] | None:
    return OWN_LIST if case.startswith("withheld-leak/") else None


def record_name(example: Path) -> str:
    """The name that an example's id asks for; its own where no id can be read."""
    found = _ID.search(example.read_bytes())
    return found[1].decode() if found else example.stem


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The command, imported once for its hundreds of processes here."""
    with forked(tmp_path_factory.mktemp("home")) as runner:
        yield runner


@pytest.mark.parametrize("case", cases(INVALID))
def test_exactly_the_mistakes_meant_are_found(book, case):
    lay_out(f"invalid/{case}", book.root)
    done = book("validate", "-f", "concise", env=_lists(case))
    assert done.stderr == ""
    assert done.stdout == INVALID.joinpath(f"{case}.txt").read_text()
    assert done.returncode == (0 if case in WARNINGS_ONLY else 1)


@pytest.mark.parametrize("case", cases(VALID))
def test_a_near_miss_is_fine(book, case):
    lay_out(f"valid/{case}", book.root)
    done = book("validate", "-f", "concise", "--verbose", "--strict", env=_lists(case))
    assert re.fullmatch(r"All checks passed: [12] records?\.\n", done.stdout), done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_the_reference_stack_says_the_same_of_every_record(book):
    for number, example in enumerate([*INVALID.glob("*/*.yaml"), *VALID.glob("*/*.yaml")]):
        book.write(f"records/events/{number}/{record_name(example)}.yaml", example.read_bytes())
    served = book("validate", "-f", "json")
    defined = book("validate", "-f", "json", env=REFERENCE)
    assert served.stdout.count('"fingerprint"') > number
    assert (defined.stdout, defined.stderr) == (served.stdout, served.stderr)


@pytest.mark.parametrize("case", [case for case in cases(INVALID) if (INVALID / case).is_dir()])
def test_the_reference_stack_says_the_same_of_every_book(book, case):
    lay_out(f"invalid/{case}", book.root)
    done = book("validate", "-f", "concise", env=REFERENCE)
    assert (done.stdout, done.stderr) == (INVALID.joinpath(f"{case}.txt").read_text(), "")


@pytest.mark.parametrize("folder", [INVALID, VALID], ids=lambda folder: folder.name)
def test_every_rule_has_examples_and_no_other_name_has_any(folder):
    assert {case.partition("/")[0] for case in cases(folder)} == SLUGS


def test_each_example_shows_the_rule_it_stands_under():
    silent = [
        case
        for case in cases(INVALID)
        if f"[{case.partition('/')[0]}] " not in INVALID.joinpath(f"{case}.txt").read_text()
    ]
    assert silent == []


def test_every_expectation_belongs_to_an_example():
    expected = {f"{text.parent.name}/{text.stem}" for text in INVALID.glob("*/*.txt")}
    assert expected == set(cases(INVALID))
    assert set(cases(INVALID)) >= WARNINGS_ONLY


def test_what_is_fixable_is_declared_and_shown():
    found = {
        (slug, sort)
        for text in INVALID.glob("*/*.txt")
        for slug, sort in re.findall(r"\[([\w-]+)\] .* \[fixable: (\w+)\]$", text.read_text(), re.M)
    }
    declared = {
        (slug, sort)
        for slug, (_, manual, *_) in MANUALS.items()
        for sort, does in (("safe", manual.safe), ("unsafe", manual.unsafe))
        if does
    }
    assert found == declared

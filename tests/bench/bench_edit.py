"""One field set in many records, the transaction included; and what else other tools change.

    python tests/bench/bench_edit.py [--tiny|--quick|--full]

The others are given the names of the files and have nothing to find, to check or to take back; they
write each file as they come to it. Those that take long get fewer files, and times are told a
record. What a tool changes besides the field is counted on generated records, on the records of
this repository, and on the awkward files of the unit tests.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import corpus
from books import committed
from peers import Peer, ruamel, yamlpath, yq
from scale import Scale
from timing import Command, cost, eventbook, in_turn, middle

from eventbook.document import outcome, splice
from eventbook.document.loader import load
from eventbook.document.value import load_value
from eventbook.jsonvalue import equal
from unit.document.test_splice import FILES as AWKWARD

OURS = "eventbook edit --write"
GOAL = 20
ROOT = Path(__file__).parents[2]
WORDS = "Another text"
FIELD, OLD, NEW = "attendance_mode", "onsite", "mixed"
_SCRIPT = """\
import sys
from ruamel.yaml import YAML
yaml = YAML()
if sys.argv[3] == "tuned":
    yaml.preserve_quotes, yaml.width = True, 10**9
for name in sys.argv[4:]:
    try:
        with open(name, encoding="utf-8", newline="") as file:
            data = yaml.load(file)
        data[sys.argv[1]] = sys.argv[2]
        with open(name, "w", encoding="utf-8", newline="") as file:
            yaml.dump(data, file)
    except Exception as error:
        print(f"{name}: {type(error).__name__}", file=sys.stderr)
"""
_EACH = 'set=$1; shift; for file in "$@"; do "$set" --change=%s --value="%s" "$file"; done'
Call = Callable[[str, str, Sequence[str]], Sequence[str]]
"""The command that sets a field to a value in files."""


@dataclass(frozen=True, slots=True)
class Tool:
    """Another tool.

    Attributes:
        most: files that it is timed on.
    """

    peer: Peer
    call: Call
    most: int


def tools(scale: Scale, folder: Path) -> list[Tool]:
    """The tools that there are to compare with."""
    script = folder / "round_trip.py"
    script.write_text(_SCRIPT)
    found = ruamel(install=scale.installs)
    setter = yamlpath(install=scale.installs)
    query = yq()
    python, path, jq = (str(each.program) for each in (found, setter, query))
    return [
        Tool(
            found,
            lambda field, value, files: (python, str(script), field, value, "plain", *files),
            scale.pick(5, 200, 2_000),
        ),
        Tool(
            Peer(f"{found.name}, tuned", found.program, found.why),
            lambda field, value, files: (python, str(script), field, value, "tuned", *files),
            scale.pick(5, 200, 2_000),
        ),
        Tool(
            setter,
            lambda field, value, files: ("sh", "-c", _EACH % (field, value), "sh", path, *files),
            scale.pick(2, 20, 100),
        ),
        Tool(
            query,
            lambda field, value, files: (jq, "-yi", f'.{field}="{value}"', *files),
            scale.pick(2, 20, 100),
        ),
    ]


def measure(scale: Scale, folder: Path, others: Sequence[Tool]) -> None:
    """Print what a record takes with each tool."""
    book = folder / "book"
    corpus.make_book(book, scale.pick(30, 1_100, 10_900))
    events = sorted(book.glob("records/events/**/*.yaml"))
    meant = [path for path in events if f"\n{FIELD}: {OLD}\n" in path.read_text("utf-8")]
    files = [str(path.relative_to(book)) for path in meant]
    committed(book)

    def again() -> None:
        subprocess.run(["git", "checkout", "-q", "."], cwd=book, check=True)
        cost(eventbook("validate", "-f", "concise", folder=book))

    words = ("edit", "-w", f"{FIELD}={OLD}", "--set", f"{FIELD}={NEW}", "--write")
    commands = {OURS: eventbook(*words, folder=book, before=again)}
    counts = {OURS: len(files)}
    for tool in others:
        if tool.peer.program is None:
            continue
        few = files[: tool.most]
        counts[tool.peer.name] = len(few)
        commands[tool.peer.name] = Command(tool.call(FIELD, NEW, few), book, before=again)
    taken = in_turn(commands, scale.pick(1, 2, 3), warm=0)
    ours = middle(taken[OURS]).wall / counts[OURS]
    print(f"\n{FIELD} set in {len(files):,} records, judged and written")
    print(f"{'':<28}{'records':>9}{'wall s':>9}{'ms each':>9}{'× ours':>9}")
    for name, costs in taken.items():
        wall = middle(costs).wall
        each = wall / counts[name]
        print(f"{name:<28}{counts[name]:>9,}{wall:>9.2f}{each * 1e3:>9.2f}{each / ours:>9.1f}")
    for tool in others:
        if tool.peer.program is None:
            print(f"{tool.peer.name:<28}  not measured: {tool.peer.why}")
    peer = next((name for name in taken if name.startswith("ruamel")), None)
    if peer is not None:
        found = middle(taken[peer]).wall / counts[peer] / ours
        verdict = (", reached" if found >= GOAL else ", MISSED") if scale.name == "full" else ""
        print(f"goal: ≥{GOAL} × as fast as a round trip of ruamel.yaml: {found:.1f}{verdict}")


def compare(scale: Scale, folder: Path, others: Sequence[Tool]) -> None:
    """Print what each tool changes besides the field, in three sets of files."""
    own = _texts(ROOT / "records")
    generated = _texts(folder / "book")
    most = scale.pick(2, 10, 40)
    for name, field, texts in (
        ("generated", "status", generated),
        ("own records", "status", own),
        ("awkward", "title", AWKWARD),
    ):
        fit = {key: text for key, text in texts.items() if _has(text, field)}
        fit = dict(list(fit.items())[:most])
        print(f"\n{field} set in {len(fit)} files: {name}")
        heads = ("exact", "lines besides", "bytes of those", "comments lost", "values", "refused")
        print(f"{'':<28}" + "".join(f"{head:>15}" for head in heads))
        wanted = {key: _spliced(text, field) for key, text in fit.items()}
        _count("eventbook edit", field, fit, wanted, wanted)
        for tool in others:
            if tool.peer.program is not None:
                found = _written(tool, field, fit, folder / "copies")
                _count(tool.peer.name, field, fit, wanted, found)


def _texts(folder: Path) -> dict[str, str]:
    files = sorted(folder.glob("**/events/*/*.yaml"))
    return {path.stem: path.read_bytes().decode() for path in files}


def _has(text: str, field: str) -> bool:
    document = load(text.encode(), "").document
    value = document.value if document is not None else None
    return isinstance(value, dict) and isinstance(value.get(field), str)


def _spliced(text: str, field: str) -> str:
    document = load(text.encode(), "").document
    assert document is not None
    return splice.put(document, (field,), WORDS).text


def _written(tool: Tool, field: str, texts: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The files after the tool has set a field, each by itself."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    found = {}
    for number, (key, text) in enumerate(texts.items()):
        file = folder / f"{number}.yaml"
        file.write_bytes(text.encode())
        argv = tool.call(field, WORDS, [file.name])
        subprocess.run(argv, cwd=folder, capture_output=True, check=False, stdin=subprocess.DEVNULL)
        found[key] = file.read_bytes().decode("utf-8", "replace")
    return found


def _count(
    name: str,
    field: str,
    old: Mapping[str, str],
    wanted: Mapping[str, str],
    found: Mapping[str, str],
) -> None:
    exact = sum(found[key] == wanted[key] for key in old)
    left = [key for key in old if found[key] == old[key]]
    changed = [key for key in old if key not in left]
    besides = [_besides(wanted[key].split("\n"), found[key].split("\n")) for key in changed]
    lines, size = (sum(counts) for counts in zip(*besides, strict=True)) if besides else (0, 0)
    comments = sum(len(_comments(wanted[key]) - _comments(found[key])) for key in changed)
    values = sum(not _means(found[key], old[key], field) for key in changed)
    cells = (f"{exact}/{len(old)}", lines, size, comments, values, len(left))
    print(f"{name:<28}" + "".join(f"{cell:>15}" for cell in cells))


def _besides(wanted: list[str], found: list[str]) -> tuple[int, int]:
    """How many lines of one text are not in the other, in their order, and their bytes."""
    lines = size = 0
    for tag, i, j, k, m in SequenceMatcher(None, wanted, found, False).get_opcodes():
        if tag != "equal":
            lines += max(j - i, m - k)
            size += max(len("\n".join(part).encode()) for part in (wanted[i:j], found[k:m]))
    return lines, size


def _comments(text: str) -> set[str]:
    return {match[1].strip() for match in re.finditer(r"(?:^|\s)(#[^\r\n]*)", text)}


def _means(found: str, old: str, field: str) -> bool:
    """Whether a text says what the old one says with the new value."""
    before = load_value(old.encode(), "").value
    after = load_value(found.encode(), "")
    return after.readable and equal(after.value, outcome.put(before, (field,), WORDS))


def main(scale: Scale) -> None:
    """Make the book, run, print."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = str(Path(name) / "cache")
        others = tools(scale, Path(name))
        measure(scale, Path(name), others)
        compare(scale, Path(name), others)


if __name__ == "__main__":
    main(Scale(__doc__))

"""Validating many records for the first time, beside tools that check a schema.

    python tests/bench/bench_validate.py [--tiny|--quick|--full]

Two tables. Under a foreign schema all tools do the same work, on the same files: the formats are
asserted, all errors of all files reported. Under the schemas of the event model we do all that the
model's rules ask as well, over all records; the others check the events' schema alone, and get
the events alone. `refused` is how many files each finds at fault. Nothing is kept between runs.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import corpus
import foreign
import peers
from scale import Scale
from tables import show, times_as_fast
from timing import Command, Cost, cost, eventbook, in_turn, middle

ROOT = Path(__file__).parents[2]
OURS = "eventbook, a process a processor"
ALONE = "eventbook --jobs 1"
SCHEMA = f"schemas/{foreign.SCHEMA.name}"
_FEW = 1_000  # events that check-jsonschema gets: it needs a tenth of a second for each
_FAULTS = {
    "eventbook": r"^(\S+\.yaml):.* error\[",
    "sourcemeta": r"^fail: (\S+\.yaml)",
    "ajv-cli": r"^(\S+\.yaml) invalid",
    "check-jsonschema": r"^\s*(\S+\.yaml)::",
}


@dataclass(frozen=True, slots=True)
class Found:
    """The commands of the tools that are there, and why others are not."""

    commands: dict[str, Command]
    missing: dict[str, str]


def ours(folder: Path) -> dict[str, Command]:
    """Our command, in several processes and in one."""
    words = ("--no-cache", "validate", "-f", "concise")
    return {
        OURS: eventbook(*words, folder=folder),
        ALONE: eventbook(*words, "-j", "1", folder=folder),
    }


def others(folder: Path, schema: str, files: str, more: Sequence[str], *, install: bool) -> Found:
    """The other tools' commands.

    Args:
        folder: where they run.
        schema: its path there.
        files: the folder there whose `.yaml` files are to be checked, at any depth.
        more: paths of schemas that it refers to.
    """
    paths = [str(path.relative_to(folder)) for path in sorted((folder / files).rglob("*.yaml"))]
    referred = [word for path in more for word in ("--resolve", path)]
    known = [word for path in more for word in ("-r", path)]
    words = {
        peers.sourcemeta: ["validate", "-c", "-F", *referred, schema, files, "-e", ".yaml"],
        peers.ajv: [
            *("validate", "--spec=draft2020", "-c", "ajv-formats", "--strict=false"),
            *("--all-errors", "-s", schema, *known, "-d", f"{files}/**/*.yaml"),
        ],
        peers.check_jsonschema: [
            *("--schemafile", schema, "--base-uri", (folder / schema).as_uri(), *paths)
        ],
    }
    found = Found({}, {})
    for find, arguments in words.items():
        peer = find(install=install)
        if peer.program is None:
            found.missing[peer.name] = peer.why
        else:
            once = find is peers.check_jsonschema
            found.commands[peer.name] = Command((peer.program, *arguments), folder, once=once)
    return found


def refused(name: str, printed: str) -> str:
    """How many files a tool finds at fault, by its own words."""
    pattern = next(each for tool, each in _FAULTS.items() if name.startswith(tool))
    return str(len(set(re.findall(pattern, printed, re.MULTILINE))))


def size(folder: Path) -> str:
    """What a folder's files hold."""
    total = sum(path.stat().st_size for path in folder.rglob("*.yaml"))
    return f"{total / 1e6:.1f} MB"


def compare(
    scale: Scale, title: str, found: Found, folder: Path, goals: Mapping[str, float]
) -> dict[str, list[Cost]]:
    """A table, and the goals: how many times as fast as each tool."""
    taken = in_turn({**ours(folder), **found.commands}, scale.pick(1, 3, 5), scale.pick(0, 1, 1))
    faults = {name: refused(name, costs[-1].printed) for name, costs in taken.items()}
    show(title, taken, OURS, {"refused": faults}, found.missing)
    for tool, least in goals.items():
        times_as_fast(scale, taken, OURS, tool, least)
    return taken


def foreign_schema(scale: Scale, folder: Path) -> None:
    """All tools do the same work."""
    count = scale.pick(10, 1_000, 10_000)
    foreign.make_book(folder, count)
    title = f"foreign schema: {count:,} records, {size(folder)}, {foreign.invalid(count)} wrong"
    found = others(folder, SCHEMA, "data", [], install=scale.installs)
    compare(scale, title, found, folder, {"sourcemeta": 1.5, "ajv-cli": 2, "check-jsonschema": 120})


def event_model(scale: Scale, folder: Path) -> None:
    """We do more than the others, who check the schema."""
    count = scale.pick(10, 1_000, 10_000)
    corpus.make_book(folder, count)
    (folder / "peers").mkdir()
    for path in (ROOT / "schemas").glob("*.json"):
        (folder / "peers" / path.name).write_bytes(path.read_bytes())
    schema, more = "peers/event.schema.json", ["peers/common.schema.json"]
    found = others(folder, schema, "records/events", more, install=scale.installs)
    slow = next((name for name in found.commands if name.startswith("check-jsonschema")), None)
    command = found.commands.pop(slow) if slow else None
    title = f"event model, all rules: {count:,} records, {size(folder)}"
    taken = compare(scale, title, found, folder, {"sourcemeta": 0.8})
    if command is None or scale.name != "full":
        print("check-jsonschema: not measured: it takes minutes; see --full")
        return
    few = list(command.argv[: 5 + _FEW])
    theirs = cost(replace(command, argv=few)).wall / (len(few) - 5)
    times = theirs / (middle(taken[OURS]).wall / count)
    print(f"{slow} on {len(few) - 5:,} events: {theirs * 1e3:.1f} ms each, {times:.0f} × ours")
    print(f"goal: ≥60 × as fast a record: {'reached' if times >= 60 else 'MISSED'}")


def bare_dates(scale: Scale, folder: Path) -> None:
    """What each tool makes of dates that stand without quotation marks."""
    count = scale.pick(10, 100, 100)
    foreign.make_book(folder, count, quoted=False)
    found = others(folder, SCHEMA, "data", [], install=scale.installs)
    print(f"\ndates without quotation marks: {count} records, {foreign.invalid(count)} wrong")
    for name, command in {OURS: ours(folder)[OURS], **found.commands}.items():
        print(f"{name:<40}{refused(name, cost(command).printed):>10} refused")


def main(scale: Scale) -> None:
    """Make the books, run, print."""
    with tempfile.TemporaryDirectory() as name:
        foreign_schema(scale, Path(name) / "foreign")
        event_model(scale, Path(name) / "event")
        bare_dates(scale, Path(name) / "bare")


if __name__ == "__main__":
    main(Scale(__doc__))

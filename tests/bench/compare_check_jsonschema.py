"""Hold our verdicts on a folder of YAML files to those of check-jsonschema.

    python tests/bench/compare_check_jsonschema.py SCHEMA FILE...

Every file is judged by both, and so are a hundred copies, each broken in one way: once with the
formats asserted, and once without, so that files which fail a format alone count as good. Prints
every file on which the verdicts differ, and exits 1 if there is one that is not explained by the
YAML profile (a finding `yaml-…` of ours, which check-jsonschema does not make).
"""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

COPIES = 100


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a value but its root."""
    children: Any = ()
    if isinstance(value, dict):
        children = value.items()
    elif isinstance(value, list):
        children = enumerate(value)
    for key, child in children:
        yield (*place, key)
        yield from places(child, (*place, key))


def parent(value: Any, place: tuple[Any, ...]) -> Any:
    """What holds the value at a place."""
    for key in place[:-1]:
        value = value[key]
    return value


def drop(holder: Any, key: Any) -> None:
    """Take a key or item out."""
    del holder[key]


def put(new: Any) -> Callable[[Any, Any], None]:
    """Put something else in its place."""

    def change(holder: Any, key: Any) -> None:
        holder[key] = new

    return change


BREAKS = (drop, put("no such value"), put([]), put({}), put(17), put(None), put(True))


class Plain(yaml.SafeLoader):
    """Reads dates as texts, as both validators do."""


Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def broken(files: list[Path], folder: Path) -> list[Path]:
    """A hundred copies, each broken in one way at one place."""
    choose = random.Random(24)
    made = []
    for number in range(COPIES):
        source = choose.choice(files)
        value = copy.deepcopy(yaml.load(source.read_text(encoding="utf-8"), Plain))
        place = choose.choice(list(places(value)))
        BREAKS[number % len(BREAKS)](parent(value, place), place[-1])
        target = folder / f"broken-{number:03}-{source.name}"
        target.write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
        made.append(target)
    return made


def theirs(schema: Path, files: list[Path], formats: bool) -> set[str]:
    """The files that check-jsonschema refuses."""
    more = () if formats else ("--disable-formats", "*")
    command = ["check-jsonschema", "-o", "json", "--schemafile", str(schema), *more]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    return {Path(each["filename"]).name for each in (*report["errors"], *report["parse_errors"])}


def ours(root: Path, formats: bool) -> tuple[set[str], set[str]]:
    """The files that we refuse, and those that only our YAML profile refuses."""
    more = () if formats else ("--ignore", "format-invalid")
    command = ["eventbook", "-C", str(root), "validate", "-f", "json", *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    findings = [each for each in json.loads(done.stdout) if each["severity"] == "error"]
    profile = {Path(each["path"]).name for each in findings if each["rule"].startswith("yaml-")}
    return {Path(each["path"]).name for each in findings}, profile


def main(schema: Path, files: list[Path]) -> int:
    """Compare and report."""
    differing: set[str] = set()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        data = root / "data"
        data.mkdir()
        for number, file in enumerate(files):
            (data / f"{number:04}-{file.name}").write_bytes(file.read_bytes())
        everything = sorted(data.glob("*.yml"))
        everything += broken(everything, data)
        (root / "schema.yml").write_bytes(schema.read_bytes())
        (root / "eventbook.toml").write_text(
            '[kinds.record]\nrecords = ["data/*.yml[]"]\nschema = "schema.yml"\nid = "field:-"\n'
        )
        for formats in (True, False):
            their = theirs(schema, everything, formats)
            our, profile = ours(root, formats)
            differing |= (our ^ their) - profile
            print(f"{len(everything)} files, formats {'on' if formats else 'off'}:", end=" ")
            print(f"check-jsonschema refuses {len(their)}, eventbook {len(our)};", end=" ")
            print(f"by our YAML profile alone {sorted(profile - their)}")
    print(f"other differences: {sorted(differing)}")
    return int(bool(differing))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))

"""How long it takes to validate many records, against check-jsonschema on the same files.

    python tests/bench/bench_validate.py [RECORDS]

The records are copies of this repository's own under other ids. check-jsonschema checks the
schema only, and goes by file for the shared definitions.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

from timing import BIN, in_turn, report

ROOT = Path(__file__).parents[2]


def make_book(folder: Path, count: int) -> list[str]:
    """A book of that many records; their paths."""
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    shutil.copyfile(ROOT / "eventbook.toml", folder / "eventbook.toml")
    originals = sorted((ROOT / "records/events").rglob("*.yaml"))
    paths = []
    for number in range(count):
        text = originals[number % len(originals)].read_text(encoding="utf-8")
        record_id = f"record-{number:06}"
        target = folder / "records/events" / f"{number // 1000:04}" / f"{record_id}.yaml"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(re.sub(r"(?m)^id: .*$", f"id: {record_id}", text), encoding="utf-8")
        paths.append(str(target.relative_to(folder)))
    return paths


def main(count: int) -> None:
    """Time and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = make_book(folder, count)
        schema = folder / "schemas/event.schema.json"
        peer = "check-jsonschema"
        commands = {
            peer: [
                str(BIN / "check-jsonschema"),
                "--schemafile",
                str(schema),
                "--base-uri",
                schema.as_uri(),
                *paths,
            ],
            "eventbook validate": [str(BIN / "eventbook"), "validate"],
        }
        print(f"{count} records")
        report(in_turn(commands, 3, folder), [peer])


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 300)

"""The page on performance names every benchmark, and each of them runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "cli/docs/performance.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/bench/\w+\.py)`", PAGE)))
BENCHMARKS = sorted(path.name for path in (ROOT / "tests/bench").glob("bench_*.py"))
FIGURES = {
    "bench_diff_pair.py": r"eventbook +[\d.]+ ms a pair, 11 changes",
    "bench_edit.py": r"eventbook edit --write +24( +[\d.]+){3}",
    "bench_growth.py": r"validate, nothing changed(.*\n){4}ratio +-?\d",
    "bench_merge.py": r"eventbook merge-driver +[\d.]+ ms CPU a file +[\d.]+ x",
    "bench_memory.py": r"eventbook, foreign schema +(\d+|unknown) +\d+",
    "bench_processes.py": r"foreign schema +20( +[\d.]+){3}",
    "bench_quotations.py": r"20 KiB( +[\d.]+ ms){3} +1000",
    "bench_render.py": r"eventbook whole file +[\d.]+ ms a record\nJinja2.* × ours",
    "bench_rules.py": r"similar-names( +[\d.]+ µs){2} +[\d.]+",
    "bench_withheld.py": r"2,000 names +[\d.]+ s",
}
"""What each prints when it has run; the others print tables with a row of ours."""
TABLE = r"eventbook[\w, -]*( +[\d.]+){5}"


def test_the_page_names_every_benchmark() -> None:
    names = [Path(name).name for name in NAMED if Path(name).name.startswith("bench_")]
    assert names == BENCHMARKS


@pytest.mark.parametrize("name", NAMED)
def test_what_the_page_names_exists(name: str) -> None:
    assert (ROOT / name).is_file()


@pytest.mark.parametrize("name", BENCHMARKS)
def test_it_runs_on_a_few_records(name: str, tmp_path: Path) -> None:
    environment = {each: value for each, value in os.environ.items() if each != "FULL"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/bench" / name), "--tiny"],
        cwd=tmp_path,
        env={**environment, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    expected = r"--version( +[\d.]+){5}" if name == "bench_startup.py" else FIGURES.get(name, TABLE)
    assert re.search(expected, done.stdout), done.stdout

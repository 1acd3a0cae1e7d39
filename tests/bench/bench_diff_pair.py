"""Time of one structural difference, beside deepdiff, jsondiffpatch and graphtage.

    python tests/bench/bench_diff_pair.py [--tiny|--quick|--full]

The goal is at least five times the speed of deepdiff on a pair of records of ordinary size. The
two are asked for the same thing as far as that goes: items of lists matched where they moved.
jsondiffpatch is told by a function what names an item; it tells of no words in a text and of
nothing that went elsewhere. graphtage looks for the best of all matches.
"""

from __future__ import annotations

import copy
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from peers import deepdiff, graphtage, jsondiffpatch
from scale import Scale

from eventbook.changes.diff import ListIdentity, diff
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

SENTENCE = "the choir sang two songs and the guests of the house stood up for the last one"


def text(seed: int, words: int) -> str:
    known = SENTENCE.split()
    return " ".join(known[(seed * 7 + n * n) % len(known)] for n in range(words))


def record() -> dict[str, Any]:
    """An event record with some 150 leaves."""
    return {
        "id": "2023-rome-evening",
        "title": "An evening of songs",
        "date": "2023-02-24",
        "place": {"name": "Town Hall", "city": "Rome", "coordinates": {"lat": 41.9, "lon": 12.5}},
        "keywords": ["songs", "choir", "evening", "rome"],
        "sources": [
            {"key": f"s{n}", "kind": "news-report", "title": text(n, 6), "published": "2023-02-25"}
            for n in range(4)
        ],
        "participants": [
            {"key": f"p{n}", "name": f"Guest {n}", "position": text(n, 4), "roles": ["speaker"]}
            for n in range(10)
        ],
        "programme": [{"kind": "reading", "title": text(n, 5), "note": str(n)} for n in range(12)],
        "statements": [
            {"id": f"t{n}", "speaker": f"p{n}", "kind": "quote", "text": text(n, 40)}
            for n in range(8)
        ],
        "summary": text(3, 120),
        "review": {"status": "draft", "by": "A"},
    }


def edited(value: dict[str, Any]) -> dict[str, Any]:
    """A dozen edits of the kinds that people make."""
    value = copy.deepcopy(value)
    value["date"] = "2023-02-23"
    value["review"]["status"] = "reviewed"
    value["place"]["address"] = "Via Example 1"
    value["participants"].insert(0, value["participants"].pop())
    value["participants"][4]["position"] = "chair of the house"
    value["participants"].append({"key": "new", "name": "Guest 99", "roles": ["host"]})
    value["programme"].insert(2, {"kind": "speech", "title": "Words of welcome"})
    del value["programme"][8]
    value["statements"][5]["text"] = value["statements"][5]["text"].replace("choir", "band")
    value["keywords"].remove("choir")
    value["sources"][1]["url"] = "https://example.org/1"
    return value


LISTS: dict[Any, ListIdentity] = {
    "sources": ((("key",),), (("name", "ref"),)),
    "participants": ((("key",),), (("name", "ref"),)),
    "statements": ((("id",),),),
    "keywords": "set",
}


@cache
def identity(place: Place) -> ListIdentity:
    return LISTS.get(place[-1]) if place else None


def milliseconds(run: Callable[[], object], rounds: int) -> float:
    """CPU time of one run, the median of several series."""
    run()
    series = []
    for _ in range(7):
        start = time.process_time()
        for _ in range(rounds):
            run()
        series.append((time.process_time() - start) / rounds * 1000)
    return statistics.median(series)


_NODE = """
const [old, changed, rounds] = JSON.parse(require("fs").readFileSync(0));
import("jsondiffpatch").then(({create}) => {
  const named = (item) => item.key ?? item.id ?? JSON.stringify(item);
  const differ = create({objectHash: named});
  const series = [];
  differ.diff(old, changed);
  for (let n = 0; n < 7; n++) {
    const start = process.cpuUsage();
    for (let round = 0; round < rounds; round++) differ.diff(old, changed);
    const taken = process.cpuUsage(start);
    series.push((taken.user + taken.system) / rounds / 1000);
  }
  console.log(series.sort((a, b) => a - b)[3]);
});
"""


def _jsondiffpatch(old: Json, new: Json, rounds: int, ours: float, scale: Scale) -> None:
    peer = jsondiffpatch(install=scale.installs)
    if peer.program is None:
        print(f"{peer.name}  not measured: {peer.why}")
        return
    done = subprocess.run(
        ["node", "-e", _NODE],
        cwd=peer.program,
        input=json.dumps([old, new, rounds]),
        capture_output=True,
        text=True,
        check=True,
    )
    taken = float(done.stdout)
    print(f"{peer.name}  {taken:8.3f} ms a pair, matching items: {taken / ours:.1f} × ours")


def _graphtage(old: Json, new: Json, ours: float, scale: Scale) -> None:
    peer = graphtage(install=scale.installs)
    if peer.program is None:
        print(f"{peer.name}  not measured: {peer.why}")
        return
    done = subprocess.run(
        [sys.executable, "-c", _GRAPHTAGE, peer.program],
        input=json.dumps([old, new]),
        capture_output=True,
        text=True,
        check=True,
    )
    taken = float(done.stdout.split()[-1])
    print(f"{peer.name}  {taken:8.3f} ms a pair: {taken / ours:.1f} × ours")


_GRAPHTAGE = """
import json, statistics, sys, time
sys.path.append(sys.argv[1])
from graphtage.json import build_tree
old, new = json.load(sys.stdin)
series = []
for _ in range(4):
    start = time.process_time()
    assert build_tree(old).diff(build_tree(new)).edited_cost() > 0
    series.append((time.process_time() - start) * 1000)
print(statistics.median(series[1:]))
"""


def main(scale: Scale) -> None:
    rounds = scale.pick(2, 100, 200)
    old: Json = record()
    new: Json = edited(record())
    ours = milliseconds(lambda: diff(old, new, identity), rounds)
    print(f"eventbook  {ours:8.3f} ms a pair, {len(diff(old, new, identity))} changes")
    long: list[Json] = [{"no": n, "t": text(n, 3)} for n in range(scale.pick(100, 20_000, 20_000))]
    shuffled = [*long[1:], long[0]]
    ours_long = milliseconds(lambda: diff(long, shuffled, identity), 1)
    print(f"eventbook  {ours_long:8.1f} ms, one of {len(long):,} items moved")
    _graphtage(old, new, ours, scale)
    _jsondiffpatch(old, new, rounds, ours, scale)
    peer = deepdiff(install=scale.installs)
    if peer.program is None:
        print(f"{peer.name}  not measured: {peer.why}")
        return
    sys.path.append(peer.program)
    from deepdiff import DeepDiff

    plain = milliseconds(lambda: DeepDiff(old, new), max(rounds // 10, 1))
    print(f"{peer.name}  {plain:8.3f} ms a pair, by position: {plain / ours:.1f} × ours")
    moves = milliseconds(lambda: DeepDiff(old, new, ignore_order=True), max(rounds // 10, 1))
    print(f"{peer.name}  {moves:8.3f} ms a pair, matching items: {moves / ours:.1f} × ours")
    reached = scale.name == "full" and (", reached" if plain / ours >= 5 else ", MISSED")
    print(f"goal: ≥5 × as fast as deepdiff: {plain / ours:.1f}{reached or ''}")


if __name__ == "__main__":
    main(Scale(__doc__))

"""The site of a book, beside Hugo's and Eleventy's of the same records.

    python tests/bench/bench_site.py [--tiny|--quick|--full]

All make a page and a calendar file for each record, lists by year, place, person, organisation and
publisher, a home page, a feed, a sitemap and the records as JSON, in one language. The templates of
the others (site_peers/) are plain: they have no words for dates, search, timeline, map, days,
history or citations to make. They are given records whose references are followed already. Ours
reads, checks and resolves; `cold` has no cache of anything.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import corpus
import peers
import yaml
from scale import Scale
from tables import at_most, show
from timing import BIN, Command, eventbook, in_turn, ratio

OURS = "eventbook, cold"
HERE = Path(__file__).parent / "site_peers"


def publish(book: Path) -> None:
    """All records that can be read are published, in place."""
    for path in sorted((book / "records" / "events").rglob("*.yaml")):
        text = path.read_text("utf-8")
        try:
            yaml.load(text, yaml.CSafeLoader)
        except yaml.YAMLError:
            path.unlink()
            continue
        status = "review: {status: published, by: editor, on: 2026-01-10}"
        text = text.replace("review: {status: draft, by: null, on: null}", status)
        path.write_text(text, "utf-8")
    with (book / "eventbook.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[site]\nurl = 'https://example.org/archive/'\nsince = '2026'\n")


def _plain(value: Any) -> Any:
    """A value whose texts by language are texts."""
    if isinstance(value, dict):
        return value["en"] if value.keys() == {"en"} else {k: _plain(v) for k, v in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def resolved(book: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each event as the others are given it: what it refers to by name, and its lists."""
    known: dict[str, Any] = {}
    kinds = {"people": "person", "organisations": "organisation", "places": "place"}
    for folder, kind in kinds.items():
        for path in (book / "records" / folder).glob("*.yaml"):
            known[f"{kind}/{path.stem}"] = _plain(_read(path))
    for path in sorted((book / "records" / "events").rglob("*.yaml")):
        record = _plain(_read(path))
        entities = [record.get("place", {}), *record.get("organisers", [])]
        for one in [*entities, *record.get("participants", [])]:
            if "ref" in one and one["ref"] in known:
                one["name"] = known[one["ref"]]["name"]
        record["edtf"] = str(record.pop("date", ""))
        speakers: dict[str, list[Any]] = {}
        for one in record.pop("statements", []):
            speakers.setdefault(one["speaker"], []).append(one)
        record["speakers"] = [{"speaker": k, "statements": v} for k, v in speakers.items()]
        yield (
            path.stem,
            {
                "title": str(record.get("title", path.stem)),
                "years": [record["edtf"][:4]],
                "places": _names([record.get("place", {})]),
                "people": _names(record.get("participants", [])),
                "organisations": _names(record.get("organisers", [])),
                "sources": sorted({str(one["publisher"]) for one in record.get("sources", [])}),
                "record": record,
            },
        )


def _names(entities: list[Any]) -> list[str]:
    return sorted({str(one["name"]) for one in entities if "name" in one})


def _read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)


def give(book: Path, content: Path) -> None:
    """Write the events as pages with YAML at their top."""
    content.mkdir(parents=True)
    for stem, page in resolved(book):
        text = yaml.dump(page, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        (content / f"{stem}.md").write_text(f"---\n{text}---\n", "utf-8")


def hugo(home: Path) -> Command | str:
    """Hugo, whose binary comes with the environment for development; or why not."""
    program = BIN / "hugo"
    if not program.exists():
        return "it is not installed"
    folder = home / "hugo"
    shutil.copytree(HERE / "hugo", folder, dirs_exist_ok=True)

    def clear() -> None:
        for name in ("public", "resources", "cache"):
            shutil.rmtree(folder / name, ignore_errors=True)

    argv = (str(program), "--quiet", "--cacheDir", str(folder / "cache"))
    return Command(argv, folder, before=clear, statuses=(0,))


def eleventy(home: Path, *, install: bool) -> Command | str:
    """Eleventy, installed outside the repository; or why not."""
    peer = peers.eleventy(install=install)
    if peer.program is None:
        return peer.why
    folder = home / "eleventy"
    shutil.copytree(HERE / "eleventy", folder)
    (folder / "node_modules").symlink_to(Path(peer.program).parents[1])
    argv = (peer.program, "--quiet", "--config=eleventy.config.cjs")
    environment = {"RECORDS": str(home / "hugo" / "content" / "events")}
    clear = lambda: shutil.rmtree(folder / "_site", ignore_errors=True)  # noqa: E731
    return Command(argv, folder, before=clear, statuses=(0,), environment=environment)


def ours(book: Path, home: Path) -> dict[str, Command]:
    """Our runs: from nothing, in three languages, with nothing changed, with one title changed."""

    def anew() -> None:
        for folder in ("site", "eventbook"):
            shutil.rmtree(home / folder, ignore_errors=True)

    def retitled() -> None:
        path = next(iter(sorted((book / "records" / "events").rglob("*.yaml"))))
        text = path.read_text("utf-8")
        marked = "status: held # marked" if "held # marked" not in text else "status: held"
        was = "status: held # marked" if marked == "status: held" else "status: held"
        path.write_text(text.replace(was, marked).replace("title:\n  en: ", "title:\n  en: A "))

    words = ("-q", "render", "-f", "site", "-o", str(home / "site"))
    return {
        OURS: eventbook(*words, folder=book, before=anew),
        "eventbook, nothing changed": eventbook(*words, folder=book),
        "eventbook, one title changed": eventbook(*words, folder=book, before=retitled),
    }


def main(scale: Scale) -> None:
    """Make the books, run, print."""
    count, runs = scale.pick((30, 1), (1_000, 3), (10_000, 3))
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        os.environ["XDG_CACHE_HOME"] = name
        corpus.make_book(home / "book", count)
        publish(home / "book")
        give(home / "book", home / "hugo" / "content" / "events")
        commands = ours(home / "book", home)
        missing = {}
        others = {"Hugo": hugo(home), "Eleventy": eleventy(home, install=scale.installs)}
        for peer, command in others.items():
            if isinstance(command, str):
                missing[peer] = command
            else:
                commands[peer] = command
        taken = in_turn(commands, runs, warm=0 if scale.name == "full" else 1)
        files = {
            "Hugo": home / "hugo" / "public",
            "Eleventy": home / "eleventy" / "_site",
            OURS: home / "site",
        }
        counts = {peer: f"{_files(folder):,}" for peer, folder in files.items()}
        show(f"site: {count:,} records", taken, OURS, {"files": counts}, missing)
        if "Hugo" in taken:
            at_most(scale, "cold, of Hugo", 1 / ratio(taken["Hugo"], taken[OURS]), 1.5, "×")
        again = ratio(taken["eventbook, nothing changed"], taken[OURS])
        at_most(scale, "nothing changed, of cold", again * 100, 10, "%")
        three = home / "three"
        shutil.copytree(home / "book", three)
        with (three / "eventbook.toml").open("a", encoding="utf-8") as settings:
            settings.write('languages = ["en", "it", "az"]\n')
        title = "eventbook, cold, three languages"
        three_times = in_turn({title: ours(three, home)[OURS]}, 1, warm=0)
        show("the same in three languages", three_times, title)


def _files(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


if __name__ == "__main__":
    main(Scale(__doc__))

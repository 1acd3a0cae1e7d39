"""Every text in tests/examples/releases is read as the JSON file beside it says."""

import json
from pathlib import Path

import pytest

from eventbook.exchange.release import Release, read_release

FOLDER = Path(__file__).parents[2] / "examples" / "releases"
TEXTS = sorted(FOLDER.glob("*.txt"))


def as_json(release: Release) -> dict[str, object]:
    found: dict[str, object] = {
        "published": release.published,
        "published_line": release.published_line,
        "headline": release.headline,
        "headline_line": release.headline_line,
        "lang": release.lang,
        "identifier": release.identifier,
        "dateline_place": release.dateline_place,
        "stance": release.stance,
    }
    known: dict[str, object] = {key: value for key, value in found.items() if value is not None}
    if release.parts:
        known["sign"] = release.sign
        known["parts"] = [
            [part.first, part.last, part.headline, part.stance] for part in release.parts
        ]
    return known | {
        "body": [line.number for line in release.body],
        "hints": [[hint.line, hint.about, hint.text] for hint in release.hints],
        "minors": [[minor.line, minor.reason] for minor in release.minors],
    }


def test_every_text_has_its_reading_and_every_reading_its_text():
    assert len(TEXTS) >= 45
    assert {p.stem for p in TEXTS} == {p.stem for p in FOLDER.glob("*.json")}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_text_is_read_as_written_beside_it(path: Path):
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    assert as_json(read_release(path.read_bytes())) == expected


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_line_ends_and_byte_order_mark_change_nothing(path: Path):
    data = path.read_bytes()

    marked = read_release(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))

    assert as_json(marked) == as_json(read_release(data))
    assert marked.encoding_note == "UTF-8, byte order mark, CRLF"

"""show, inside one process: which record is meant, and what the schema calls its fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventbook.commands.common import Common
from eventbook.commands.show import run
from eventbook.errors import UsageError

FILE = """\
- title: {en: One, it: Uno}
  parts:
    - {code: one-a, words: {en: Yes, it: Si}, map: {en: Free}}
    - {code: one-b}
"""
SETTINGS = """\
[book]
language = "it"
[kinds.part]
records = ["files/*.yaml[].parts[]"]
schema = "schemas/file.yaml"
id = "field:code"
"""
SCHEMA = """\
type: array
items:
  type: object
  properties:
    parts:
      type: array
      items:
        type: object
        properties:
          code: {title: Code of the part}
          words:
            title: " "
            propertyNames: {format: language-tag}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book whose records stand deep inside files that the schema judges whole."""
    for path, text in (
        ("eventbook.toml", SETTINGS),
        ("schemas/file.yaml", SCHEMA),
        ("files/a.yaml", FILE),
    ):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _show(folder: Path, capsys: pytest.CaptureFixture[str], word: str, **options: str) -> str:
    given = {"form": "text", "lang": None, **options}
    assert run(Common(folder, "auto", quiet=False), word, **given) == 0
    return capsys.readouterr().out


def test_labels_and_languages_come_from_the_schema(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "File: files/a.yaml\nCode of the part: one-a\n"
    assert _show(folder, capsys, "one-a") == f"{head}Words: Si\nMap:\n  En: Free\n"
    assert _show(folder, capsys, "e-a", lang="en") == f"{head}Words: Yes\nMap:\n  En: Free\n"
    assert _show(folder, capsys, "part/one-b", form="json") == '{\n "code": "one-b"\n}\n'


def test_the_format_is_checked_before_the_book_is_opened(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^unknown format `html`"):
        run(Common(tmp_path / "nowhere", "auto", quiet=False), "a", form="html", lang=None)


def test_a_part_of_several_ids_means_none(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"^`one` is part of several ids; one-a, one-b$"):
        run(Common(folder, "auto", quiet=False), "one", form="text", lang=None)

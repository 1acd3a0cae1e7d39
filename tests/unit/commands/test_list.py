"""list, inside one process: what is asked for, and what is said of what cannot be shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eventbook.commands.common import Common
from eventbook.commands.filtering import matching
from eventbook.commands.languages import checked
from eventbook.commands.list import run
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.unreadable import report_unreadable, why_unreadable
from eventbook.errors import UsageError
from eventbook.findings import Finding, Span

RECORD = "id: {0}\ntitle: {0}\ndate: {1}\nsources: [{{title: Poster}}]\n"
DEFAULTS: dict[str, Any] = {
    "text": None,
    "where": (),
    "sort": "",
    "columns": "",
    "limit": None,
    "count": False,
    "form": None,
    "output": None,
    "null": False,
    "lang": None,
    "exit_status": False,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A book of three events and one file that is no record."""
    (tmp_path / "records/events").mkdir(parents=True)
    (tmp_path / "schemas").mkdir()
    for name, date in (("a", "2020"), ("b", "XXXX"), ("c", '"2019-05-18"')):
        (tmp_path / f"records/events/{name}.yaml").write_text(RECORD.format(name, date))
    (tmp_path / "records/events/x.yaml").write_text("[")
    return tmp_path


@pytest.fixture
def opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """That book, opened from its root."""
    monkeypatch.chdir(folder)
    return open_book(folder)


def _list(folder: Path, capsys: pytest.CaptureFixture[str], **options: Any) -> tuple[int, str]:
    code = run(Common(folder, "auto", quiet=False), **{**DEFAULTS, **options})
    return code, capsys.readouterr().out


def test_the_exit_code_and_the_result(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = "id\tdate\ttype\ttitle\nc\t2019-05-18\t\tc\na\t2020\t\ta\nb\tXXXX\t\tb\n"
    assert _list(folder, capsys) == (0, table)
    assert _list(folder, capsys, form="ids", sort="-id", limit=2) == (0, "c\nb\n")
    assert _list(folder, capsys, form="ids", null=True, text="a") == (0, "a\0")
    assert _list(folder, capsys, count=True, where=("date<2020",)) == (0, "1\n")
    assert _list(folder, capsys, count=True, text="z", exit_status=True) == (1, "0\n")


def test_options_are_checked_before_any_record_is_read(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Opened, "facts", property(lambda self: pytest.fail("records were read")))
    wrong: list[dict[str, Any]] = [
        {"where": ("titel=x",)},
        {"sort": "titel"},
        {"columns": "titel"},
        {"form": "tabel"},
        {"null": True},
        {"lang": "english"},
    ]
    for options in wrong:
        with pytest.raises(UsageError):
            _list(folder, capsys, **options)


def test_matching_gives_the_facts_themselves(opened: Opened) -> None:
    some = opened.facts[1:]
    assert matching(opened, some, ("date=XXXX",)) == [opened.facts[1]]
    assert matching(opened, some, ("date!=XXXX", "title~.")) == [opened.facts[2]]
    assert matching(opened, some, ()) == opened.facts[1:3]
    with pytest.raises(UsageError):
        matching(opened, some, ("dat=XXXX",))


def test_what_cannot_be_read_is_one_line(
    opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    report_unreadable(opened)
    line = "records/events/x.yaml:1:2: yaml-syntax"
    assert capsys.readouterr().err.startswith(line)
    assert [why_unreadable(facts, opened) is None for facts in opened.facts] == [True] * 3 + [False]


def test_a_private_finding_shows_its_position_only(opened: Opened) -> None:
    finding = Finding(
        "minor-named", "error", "says too much", "x.yaml", private=True, span=Span(2, 3, 2, 4)
    )
    facts = replace(opened.facts[3], findings=(finding,))
    assert why_unreadable(facts, opened) == "records/events/x.yaml:2:3: minor-named"
    warned = replace(facts, findings=(replace(finding, severity="warning"),))
    assert why_unreadable(warned, opened) is None
    listed = replace(warned, value=["no", "map"])
    assert why_unreadable(listed, opened) == (
        "records/events/x.yaml:1:1: the record is no map of fields"
    )


def test_the_language_asked_for_else_the_books() -> None:
    assert (checked(None, "az"), checked("en-GB", "az")) == ("az", "en-GB")
    with pytest.raises(UsageError, match=r"^--lang: `EN` is not a language tag; write `en`$"):
        checked("EN", "az")

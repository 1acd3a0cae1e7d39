"""Opening a book: settings that are refused, and what is kept of what was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventbook.commands.opened import open_book, today
from eventbook.errors import ConfigError, UsageError

SETTINGS = """\
[kinds.event]
records = ["records/**/*.yaml"]
schema = "eventbook:event"

[rules]
{slug} = "{level}"
"""


def refusal(folder: Path, slug: str, level: str) -> str:
    (folder / "eventbook.toml").write_text(SETTINGS.format(slug=slug, level=level))
    with pytest.raises(ConfigError) as raised:
        open_book(folder)
    return str(raised.value)


@pytest.mark.parametrize("slug", ["minor-named", "withheld-named", "withheld-leak"])
@pytest.mark.parametrize("level", ["off", "info", "warning"])
def test_no_setting_makes_less_of_a_withheld_name(tmp_path: Path, slug: str, level: str) -> None:
    assert refusal(tmp_path, slug, level) == (
        f"eventbook.toml:6:1: [rules] cannot change `{slug}`; "
        "it keeps names out of the history; mend what it finds"
    )


def test_a_rule_that_does_not_exist(tmp_path: Path) -> None:
    assert refusal(tmp_path, "date-invlid", "off") == (
        "eventbook.toml:6:1: [rules] names `date-invlid`, which is no rule; "
        "did you mean `date-invalid`?"
    )


def test_what_day_it_is() -> None:
    assert today("2026-11-22").isoformat() == "2026-11-22"
    with pytest.raises(UsageError, match="EVENTBOOK_TODAY=yesterday; write YYYY-MM-DD"):
        today("yesterday")


def test_lines_of_a_file_that_changed_meanwhile_are_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    root = tmp_path / "book"
    file = root / "records/events/2019/first.yaml"
    file.parent.mkdir(parents=True)
    (root / "eventbook.toml").write_text('[book]\ntitle = "A"\n')
    text = "id: first\ntitel: A\ndate: 2019-05-18\nsources: [{title: P}]\n"

    def lines() -> list[int]:
        opened = open_book(root)
        found = opened.findings(opened.context, lambda _: True)
        return [each.span.line for each in found if each.span and each.slug == "property-unknown"]

    file.write_text(text)
    opened = open_book(root)
    assert len(opened.facts) == 1  # judged, and changed before its lines are looked up
    file.write_text(f"# one\n# two\n{text}")
    opened.findings(opened.context, lambda _: True)
    file.write_text(text)
    assert [lines(), lines()] == [[2], [2]]

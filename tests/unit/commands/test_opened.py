"""Opening a book: settings that the registry of rules refuses."""

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
        f"eventbook.toml: [rules] cannot change `{slug}`; "
        "it keeps names out of the history; mend what it finds"
    )


def test_a_rule_that_does_not_exist(tmp_path: Path) -> None:
    assert refusal(tmp_path, "date-invlid", "off") == (
        "eventbook.toml: [rules] names `date-invlid`, which is no rule; "
        "did you mean `date-invalid`?"
    )


def test_what_day_it_is() -> None:
    assert today("2026-11-22").isoformat() == "2026-11-22"
    with pytest.raises(UsageError, match="EVENTBOOK_TODAY=yesterday; write YYYY-MM-DD"):
        today("yesterday")

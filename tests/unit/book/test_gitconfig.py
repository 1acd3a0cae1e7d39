"""Writing git's settings where a device stands in the place of their file."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from eventbook.book.gitconfig import GitConfig, Setting
from eventbook.errors import EnvironmentFault

KEY = "merge.eventbook.name"


@pytest.mark.parametrize("linked", [False, True])
def test_a_device_is_not_replaced_by_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    """As git would do it: `git config --global` puts a file in the place of /dev/null."""
    device = tmp_path / "device"
    os.mkfifo(device)
    named = device
    if linked:
        named = tmp_path / "link"
        named.symlink_to(device)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(named))
    config = GitConfig(tmp_path, None)
    for change in (lambda: config.set("global", KEY, "x"), lambda: config.unset("global", KEY)):
        with pytest.raises(EnvironmentFault, match="is no file, and is not written"):
            change()
    assert stat.S_ISFIFO(device.stat().st_mode)


def test_a_file_that_the_environment_names_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    config = GitConfig(tmp_path, None)
    assert config.settings("global") == {}
    config.set("global", KEY, "a; b # c")
    config.set("global", "other.key", "x")
    assert config.settings("global") == {KEY: Setting("a; b # c", "global")}
    config.unset("global", KEY)
    config.unset("global", KEY)
    assert config.settings() == {}

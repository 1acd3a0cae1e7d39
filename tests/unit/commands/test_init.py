import pytest

from eventbook.commands import init
from eventbook.commands.common import Common
from eventbook.errors import ConfigError, EnvironmentFault, UsageError


def make(root, folder):
    return init.run(Common(root, "never", False), folder, title="", language="en")


@pytest.mark.parametrize("error", [EnvironmentFault("no space left"), KeyboardInterrupt()])
def test_folders_made_for_nothing_are_taken_away(tmp_path, monkeypatch, error):
    def fail(*_):
        raise error

    monkeypatch.setattr(init, "create_files", fail)
    with pytest.raises(type(error)):
        make(tmp_path, tmp_path / "deep" / "archive")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_stays(tmp_path, monkeypatch):
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "eventbook.toml").write_text("[book\n")
    with pytest.raises(ConfigError, match="invalid TOML"):
        make(tmp_path, tmp_path / "archive")
    assert (tmp_path / "archive" / "eventbook.toml").read_text() == "[book\n"


def test_a_link_is_never_written_through(tmp_path):
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "schemas").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="in the way: schemas/common"):
        make(tmp_path, tmp_path / "archive")
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]


def test_a_title_that_is_not_text_is_refused(tmp_path):
    with pytest.raises(UsageError, match="the title is not UTF-8"):
        make(tmp_path, tmp_path / "archive\udcff")
    assert list(tmp_path.iterdir()) == []

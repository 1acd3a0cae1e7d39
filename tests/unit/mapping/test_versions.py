"""What two machines must have in common."""

from __future__ import annotations

import platform
import re
from importlib.metadata import requires, version

import eventbook
from eventbook.mapping.versions import SHOWING, differences, versions


def test_the_code_python_and_what_judges() -> None:
    found = versions()
    assert list(found)[:2] == ["eventbook", "Python"]
    assert re.fullmatch(
        rf"{re.escape(eventbook.__version__)} \([0-9a-f]{{12}}\)", found["eventbook"]
    )
    assert found["Python"] == f"CPython {platform.python_version()}"
    libraries = {
        name: each for name, each in found.items() if name.islower() and name != "eventbook"
    }
    assert {name: libraries[name] for name in ("pyyaml", "jsonschema-rs", "rpds-py", "fqdn")} == {
        name: version(name) for name in ("pyyaml", "jsonschema-rs", "rpds-py", "fqdn")
    }
    assert not libraries.keys() & {"pytest", "distributed", *SHOWING}


def test_what_only_shows_is_needed() -> None:
    needed = " ".join(requires("eventbook") or ()).lower()
    assert [name for name in SHOWING if name not in needed and name != "rich"] == []


def test_differences() -> None:
    assert differences({"a": "1", "b": "2"}, {"a": "1", "b": "2"}) == []
    found = differences({"a": "1", "b": "2"}, {"b": "3", "c": "4"})
    assert found == [("a", "1", "none"), ("b", "2", "3"), ("c", "none", "4")]

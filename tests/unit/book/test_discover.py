from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventbook.book.discover import Book, find_book
from eventbook.book.files import Unreadable
from eventbook.book.settings import DEFAULTS, load_settings
from eventbook.book.walk import Listing
from eventbook.errors import ConfigError, EnvironmentFault, UsageError

if TYPE_CHECKING:
    from conftest import Plant, Repository

TALKS = b"""
[kinds.talk]
records = ["talks/*.yml[].talks[]", "talks/extra.yaml"]
schema = "schema.json"
[kinds.event]
records = ["records/**/*.yaml"]
schema = "eventbook:event"
"""


def source(start: Path) -> tuple[Path, str]:
    book = find_book(start)
    return book.root, book.settings_source


def test_a_settings_file_makes_a_book(root: Path, plant: Plant) -> None:
    plant({"eventbook.toml": b"[book]\ntitle = 'T'\n", "a/b/x.yaml": b""})
    expected = Book(root, load_settings(b"[book]\ntitle = 'T'\n"), "eventbook.toml")
    assert find_book(root) == expected
    assert find_book(root / "a/b") == expected
    assert find_book(root / "a/b/x.yaml") == expected


def test_the_nearest_book_wins(root: Path, plant: Plant) -> None:
    plant(
        {
            "eventbook.toml": b"",
            "pyproject.toml": b"[tool.eventbook]",
            "plain/records/x": b"",
            "plain/schemas/x": b"",
            "half/records/x": b"",
            "tool/pyproject.toml": b"[tool.eventbook.book]\ntitle = 'T'\n",
            "tool/deep/pyproject.toml": b"[project]\nname = 'x'\n",
        }
    )
    assert source(root) == (root, "eventbook.toml")
    assert source(root / "plain/records") == (root / "plain", "defaults")
    assert source(root / "half/records") == (root, "eventbook.toml")
    assert source(root / "tool/deep") == (root / "tool", "pyproject.toml")
    assert find_book(root / "tool").settings.title == "T"
    assert find_book(root / "plain").settings == DEFAULTS


def test_the_search_ends_at_a_git_root(root: Path, plant: Plant, repository: Repository) -> None:
    plant({"inner/.git": b"gitdir: elsewhere", "inner/a/x": b"", "eventbook.toml": b""})
    with pytest.raises(ConfigError) as caught:
        find_book(root / "inner/a")
    assert caught.value.message == f"no book in {root}/inner/a or above"
    assert caught.value.help == "`eventbook init` makes one"
    (root / "inner/.git").unlink()
    assert source(root / "inner/a") == (root, "eventbook.toml")
    (root / "eventbook.toml").unlink()
    with pytest.raises(ConfigError):
        find_book(root)


def test_links_do_not_make_a_book(root: Path, plant: Plant, repository: Repository) -> None:
    plant({"else/x": b"", "schemas/x": b"", "elsewhere.toml": b""})
    (root / "records").symlink_to("else")
    with pytest.raises(ConfigError) as caught:
        find_book(root)
    assert caught.value.message == f"no book in {root} or above"
    (root / "eventbook.toml").symlink_to("elsewhere.toml")
    with pytest.raises(ConfigError) as caught:
        find_book(root)
    assert caught.value.message == (
        f"{root}/eventbook.toml is or lies behind a symbolic link, which is never followed"
    )


def test_a_settings_file_that_is_none(root: Path, plant: Plant) -> None:
    os.mkfifo(root / "eventbook.toml")
    with pytest.raises(ConfigError) as caught:
        find_book(root)
    assert caught.value.message == f"{root}/eventbook.toml is not a regular file"


def test_a_start_that_is_not_there(root: Path) -> None:
    (root / "loop").symlink_to("loop")
    for name in ("absent", "loop", "absent/more"):
        with pytest.raises(UsageError) as caught:
            find_book(root / name)
        assert caught.value.message == f"{root / name}: no such folder"


def test_a_book_reached_through_a_link_is_the_same_book(root: Path, plant: Plant) -> None:
    plant({"real/eventbook.toml": b"", "real/records/a.yaml": b""})
    (root / "link").symlink_to("real")
    book = find_book(root / "link/records")
    assert book.root == root / "real"
    assert book.relative(root / "link/records/a.yaml") == "records/a.yaml"


def test_paths_and_kinds(root: Path, plant: Plant) -> None:
    plant(
        {
            "eventbook.toml": TALKS,
            "talks/b.yml": b"",
            "talks/extra.yaml": b"",
            "talks/x.txt": b"",
            "records/2023/a.yaml": b"",
        }
    )
    (root / "records/link.yaml").symlink_to("2023/a.yaml")
    book = find_book(root)
    talk, event = book.settings.kinds
    expected = (("records/2023/a.yaml", event), ("talks/b.yml", talk), ("talks/extra.yaml", talk))
    assert tuple(book.paths()) == expected
    assert book.listing() == Listing(expected, (Unreadable("symlink", "records/link.yaml"),))
    assert [book.kind_of(path) for path, _ in expected] == [event, talk, talk]
    assert book.kind_of("talks/x.txt") is None
    assert book.kind_of("talks/no/b.yml") is None
    assert book.pattern_of("talks/b.yml") == talk.records[0]
    assert book.pattern_of("talks/extra.yaml") == talk.records[1]
    assert book.pattern_of("talks/x.txt") is None


def test_a_root_that_is_gone(root: Path) -> None:
    book = Book(root / "gone", DEFAULTS)
    with pytest.raises(EnvironmentFault) as caught:
        book.listing()
    assert caught.value.message == f"{root}/gone does not exist"


def test_relative(root: Path, plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    plant({"records/a.yaml": b"", "else/x": b""})
    (root / "records/link").symlink_to("../else")
    book = Book(root, DEFAULTS)
    monkeypatch.chdir(root / "records")
    assert book.relative(Path("a.yaml")) == "records/a.yaml"
    assert book.relative(Path("../records/./new.yaml")) == "records/new.yaml"
    assert book.relative(Path("..")) == "."
    # A link inside the book keeps its name: reading it is what refuses it.
    assert book.relative(Path("link/x")) == "records/link/x"
    for outside in (Path("../../x"), Path("/etc/passwd"), root.parent, Path(f"{root}-two/x")):
        with pytest.raises(UsageError) as caught:
            book.relative(outside)
        assert caught.value.message == f"{outside} lies outside the book {root}"


def test_schema_files(root: Path, plant: Plant) -> None:
    plant(
        {
            "eventbook.toml": TALKS,
            "schema.json": b"{}",
            "schemas/event.schema.json": b"1",
            "schemas/b.yaml": b"2",
            "schemas/c.yml": b"3",
            "schemas/README.md": b"",
            "schemas/deep/d.json": b"",
        }
    )
    book = find_book(root)
    assert book.schema_files() == {
        "schema.json": b"{}",
        "schemas/b.yaml": b"2",
        "schemas/c.yml": b"3",
        "schemas/event.schema.json": b"1",
    }
    assert list(book.schema_files()) == sorted(book.schema_files())
    (root / "schema.json").unlink()
    with pytest.raises(ConfigError) as caught:
        book.schema_files()
    assert caught.value.message == "schema.json, the schema of [kinds.talk], does not exist"
    (root / "schemas/b.yaml").unlink()
    (root / "schemas/b.yaml").symlink_to("c.yml")
    with pytest.raises(ConfigError) as caught:
        Book(root, DEFAULTS).schema_files()
    assert caught.value.message == (
        "schemas/b.yaml, a schema, is or lies behind a symbolic link, which is never followed"
    )


def test_what_schemas_refer_to_beside_them_belongs_to_them(root: Path, plant: Plant) -> None:
    plant(
        {
            "eventbook.toml": TALKS.replace(b"schema.json", b"s/talk.json"),
            "s/talk.json": b'{"$ref": "parts/a%20b.json#/x", "allOf": [{"$ref":"#/y"}]}',
            "s/parts/a b.json": b'{"a": {"$ref" : "../c.yaml"}, "b": {"$ref": "../gone.json"}}',
            "s/c.yaml": b"allOf: [{$ref: parts/d.yml#x}, {$ref: 'talk.json'}, {$ref: c.yaml}]\n",
            "s/parts/d.yml": b"$ref: ../../../out.json\n",
            "s/other.json": b'{"$ref": "parts/d.yml"}',
        }
    )
    (root / "s/gone.json").symlink_to("other.json")
    (root.parent / "out.json").write_bytes(b"{}")
    assert list(find_book(root).schema_files()) == [
        "s/talk.json",
        "s/parts/a b.json",
        "s/c.yaml",
        "s/parts/d.yml",
    ]


def test_a_book_may_have_no_schemas_of_its_own(root: Path) -> None:
    assert Book(root, DEFAULTS).schema_files() == {}


def test_a_linked_schemas_folder_is_not_read(root: Path, plant: Plant) -> None:
    plant({"else/event.schema.json": b"{}"})
    (root / "schemas").symlink_to("else")
    with pytest.raises(ConfigError) as caught:
        Book(root, DEFAULTS).schema_files()
    assert caught.value.message == (
        "schemas is or lies behind a symbolic link, which is never followed"
    )

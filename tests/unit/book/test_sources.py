"""Local copies of sources: which file is a source's, and what is not read."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from eventbook.book import sources
from eventbook.book.sources import CopyUnreadable, FolderOfSources
from eventbook.errors import EnvironmentFault

DIGEST = hashlib.sha256(b"text").hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds nothing yet."""
    made = tmp_path / "sources"
    made.mkdir()
    return made


def put(folder: Path, *names: str) -> FolderOfSources:
    """The folder with files of that name in it."""
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"text")
    return FolderOfSources(folder)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"stored": "2023/a.txt", "sha256": DIGEST, "key": "release"}, ("2023/a.txt",)),
        ({"stored": "gone.txt", "sha256": DIGEST, "key": "release"}, (f"{DIGEST}.html",)),
        ({"stored": True, "sha256": DIGEST.upper(), "key": "release"}, (f"{DIGEST}.html",)),
        ({"stored": False, "key": "release"}, ("rome/release.html", "rome/release.pdf")),
        ({"sha256": "0" * 64, "key": "poster"}, ("poster",)),
        ({"key": "programme"}, ()),
        ({"key": "hidden"}, ()),
        ({"key": "folder"}, ()),
        ({"title": "release"}, ()),
        ({"stored": "2023", "key": 5, "sha256": None}, ()),
        ({"stored": "../outside.txt"}, ()),
        ({"stored": "/etc/hostname"}, ()),
        ({"stored": "2023/../poster"}, ()),
        ({"stored": ""}, ()),
        ({"key": "../outside"}, ()),
    ],
)
def test_where_a_copy_is_looked_for(
    folder: Path, source: dict[str, object], expected: tuple[str, ...]
) -> None:
    folder.parent.joinpath("outside.txt").write_bytes(b"text")
    store = put(
        folder, "2023/a.txt", f"{DIGEST}.html", "release.txt", "rome/release.pdf",
        "rome/release.html", "poster", "paris/programme.txt", ".hidden.txt", "folder.d/x",
    )  # fmt: skip
    assert store.files("rome", source) == expected  # type: ignore[arg-type]


def test_another_record_has_another_release(folder: Path) -> None:
    store = put(folder, "release.txt", "rome/release.txt")
    release = {"key": "release"}
    found = [store.files(name, release) for name in ("rome", "paris", "../rome", ".", "", None)]
    assert found == [("rome/release.txt",), *[("release.txt",)] * 5]


def test_the_text_stands_first(folder: Path) -> None:
    store = put(folder, "a.xhtml", "a.doc", "a.TXT", "a.html", "a", "a.b.txt")
    assert store.files(None, {"key": "a"}) == ("a.TXT", "a.html", "a.xhtml", "a", "a.doc")


def test_names_that_cannot_be_printed_are_no_copies(folder: Path) -> None:
    store = put(folder, "a.\x1b[2J", os.fsdecode(b"a.\xff"), "a.b\nc")
    assert store.files(None, {"key": "a"}) == ()
    assert store.files(None, {"stored": "a.b\nc"}) == ()


def test_beside_a_stored_file_only_its_text_counts(folder: Path) -> None:
    store = put(folder, "s/a.pdf", "s/a.txt", "s/a.html", "s/b.pdf")
    assert store.files(None, {"stored": "s/a.pdf"}) == ("s/a.txt", "s/a.pdf")
    assert store.files(None, {"stored": "s/b.pdf"}) == ("s/b.pdf",)


def test_what_a_copy_says(folder: Path) -> None:
    store = put(folder, "a.txt")
    assert store.sha256("a.txt") == DIGEST
    assert store.text("a.txt") == "text"
    folder.joinpath("bom.txt").write_bytes("\ufeffé".encode())
    assert store.text("bom.txt") == "é"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"caf\xe9", "is not text in UTF-8"),
        ("café".encode("utf-16"), "is not text in UTF-8"),
        (b"a\0b", "is not text: it holds NUL characters"),
        (b"12345678901", "is larger than 0 MiB"),
    ],
)
def test_what_is_no_text(
    folder: Path, data: bytes, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MAX_TEXT", 10)
    folder.joinpath("a.txt").write_bytes(data)
    with pytest.raises(CopyUnreadable) as caught:
        FolderOfSources(folder).text("a.txt")
    assert caught.value.why == why


def test_no_link_is_followed_and_no_pipe_waited_for(folder: Path) -> None:
    folder.parent.joinpath("outside.txt").write_bytes(b"text")
    folder.joinpath("link.txt").symlink_to("../outside.txt")
    folder.joinpath("linked").symlink_to("..")
    os.mkfifo(folder / "pipe.txt")
    store = FolderOfSources(folder)
    for source, file, why in (
        ({"key": "link"}, "link.txt", "is or lies behind a symbolic link, which is never followed"),
        ({"stored": "linked/outside.txt"}, "linked/outside.txt",
         "is or lies behind a symbolic link, which is never followed"),
        ({"key": "pipe"}, "pipe.txt", "is not a regular file"),
    ):  # fmt: skip
        assert store.files(None, source) == (file,)
        for read in (store.sha256, store.text):
            with pytest.raises(CopyUnreadable) as caught:
                read(file)
            assert caught.value.why == why
    assert store.files("linked", {"key": "outside"}) == ()


def test_a_file_that_is_larger_than_what_is_hashed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MAX_HASHED", 3)
    with pytest.raises(CopyUnreadable, match="larger than 0 MiB"):
        put(folder, "a.txt").sha256("a.txt")


def test_the_folder_itself_may_be_a_link(folder: Path) -> None:
    link = folder.parent / "link"
    link.symlink_to(folder)
    put(folder, "a.txt")
    assert FolderOfSources(link).text("a.txt") == "text"


@pytest.mark.parametrize(("name", "why"), [("gone", "does not exist"), ("file", "is no folder")])
def test_without_a_folder_nothing_can_be_checked(tmp_path: Path, name: str, why: str) -> None:
    tmp_path.joinpath("file").write_bytes(b"")
    with pytest.raises(EnvironmentFault) as caught:
        FolderOfSources(tmp_path / name)
    assert caught.value.message == f"the folder of sources {tmp_path / name} {why}"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_of_a_record_that_cannot_be_read(folder: Path) -> None:
    store = put(folder, "rome/release.txt")
    folder.joinpath("rome").chmod(0)
    try:
        with pytest.raises(EnvironmentFault, match="rome in the folder of sources cannot be read"):
            store.files("rome", {"key": "release"})
    finally:
        folder.joinpath("rome").chmod(0o700)

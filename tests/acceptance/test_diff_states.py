"""`eventbook diff` of the index, of commits, of books that moved, of files that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from acceptance.conftest import SETTINGS, Book


def told(book: Book, *words: str) -> list[tuple[str, str]]:
    done = book("diff", *words, "-f", "json")
    assert (done.returncode, done.stderr) == (0, "")
    return [(each["status"], each["path"]) for each in json.loads(done.stdout)]


def retitled(book: Book, record_id: str, title: str) -> None:
    book.record(record_id, book.record(record_id).read_text().replace("Concert", title))


@pytest.fixture
def staged(book: Book) -> Book:
    """Of three records one is staged, one is not, one is staged and changed again."""
    for name in ("a", "b", "c"):
        book.record(name)
    book.commit()
    retitled(book, "a", "Staged")
    retitled(book, "c", "Staged")
    book.git("add", "--all")
    retitled(book, "b", "Not yet")
    retitled(book, "c", "Again")
    return book


def test_the_index_is_compared_as_it_is(staged):
    done = staged("diff", "--staged", "-f", "json")
    assert [(each["record"], each["changes"][0]["new"]) for each in json.loads(done.stdout)] == [
        ("a", "Staged a"),
        ("c", "Staged c"),
    ]
    assert told(staged, "--staged", "a") == [("changed", "records/events/a.yaml")]
    assert [path for _, path in told(staged)] == [f"records/events/{name}.yaml" for name in "abc"]
    staged.commit()
    assert told(staged, "--staged") == []
    assert len(told(staged, "--staged", "HEAD~1")) == 3
    assert len(told(staged, "--staged", "HEAD~1...")) == 3


def test_the_index_before_the_first_commit(book):
    book.git("update-ref", "-d", "HEAD")
    book.record("a")
    book.git("add", "records/events/a.yaml")
    book.record("b")
    assert told(book, "--staged") == [("added", "records/events/a.yaml")]
    assert book("diff").returncode == 2


def test_a_file_in_conflict(staged):
    staged.commit()
    staged.git("switch", "--quiet", "--create", "side", "HEAD~1")
    retitled(staged, "a", "Another")
    staged.commit()
    merged = staged.run.program("git", "merge", "main", cwd=staged.root)
    assert merged.returncode == 1
    done = staged("diff", "--staged", "records/events/a.yaml", "-f", "json")
    (each,) = json.loads(done.stdout)
    assert (each["status"], each["problem"]) == (
        "changed",
        "the new version cannot be read: it is in conflict: resolve it first",
    )
    (each,) = json.loads(staged("diff", "records/events/a.yaml", "-f", "json").stdout)
    assert each["problem"].startswith("the new version cannot be read: line 2, column 1: ")


def test_a_shallow_clone_says_what_to_fetch(staged, tmp_path):
    staged.commit()
    clone = tmp_path / "clone"
    staged.git("clone", "--quiet", "--depth=1", f"file://{staged.root}", str(clone))
    shallow = Book(clone, staged.run)
    assert told(shallow, "HEAD") == []
    done = shallow("diff", "HEAD~1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "this clone is shallow: if it is a revision, fetch it" in done.stderr


def test_a_clone_that_lacks_where_two_branches_parted(staged, tmp_path):
    staged.commit()
    staged.git("switch", "--quiet", "--create", "side", "HEAD~1")
    retitled(staged, "b", "Aside")
    staged.commit()
    clone = tmp_path / "clone"
    words = ["--quiet", "--depth=1", "--no-single-branch", f"file://{staged.root}", str(clone)]
    staged.git("clone", *words)
    done = Book(clone, staged.run)("diff", "origin/main...")
    assert (done.returncode, done.stdout) == (2, "")
    assert "git fetch --deepen=100" in done.stderr


def test_records_are_known_again_where_the_settings_look_elsewhere(book):
    for name in ("a", "b"):
        book.record(name)
    book.commit()
    (book.root / "records/events").rename(book.root / "talks")
    settings = SETTINGS.replace("records/events/**", "talks")
    book.write("eventbook.toml", settings)
    talk = book.root / "talks/a.yaml"
    talk.write_text(talk.read_text().replace("Concert", "Talk"))
    done = book("diff", "-f", "json")
    assert [(e["status"], e["old_path"], len(e["changes"])) for e in json.loads(done.stdout)] == [
        ("moved", "records/events/a.yaml", 1),
        ("moved", "records/events/b.yaml", 0),
    ]
    book.commit()
    assert [status for status, _ in told(book, "HEAD~1..HEAD")] == ["moved", "moved"]
    assert [status for status, _ in told(book, "HEAD..HEAD~1")] == ["moved", "moved"]
    assert told(book, "a") == []
    book.git("checkout", "--quiet", "HEAD~1")
    assert [status for status, _ in told(book, "HEAD..main")] == ["moved", "moved"]


def test_settings_that_could_not_be_read_then(book):
    book.record("a")
    good = (book.root / "eventbook.toml").read_text()
    book.write("eventbook.toml", "[book\n")
    book.commit()
    book.write("eventbook.toml", good)
    retitled(book, "a", "Talk")
    assert told(book) == [("changed", "records/events/a.yaml")]


def test_a_book_in_a_folder_of_the_repository(run, tmp_path):
    outer = Book(tmp_path / "outer", run)
    inner = Book(tmp_path / "outer/books/ours", run)
    inner.write("eventbook.toml", SETTINGS)
    inner.record("a")
    outer.write("other/z.yaml", "id: z\n")
    outer.git("init", "--quiet", "--initial-branch=main")
    outer.commit()
    outer.write("other/z.yaml", "id: y\n")
    retitled(inner, "a", "Talk")
    assert told(inner) == [("changed", "records/events/a.yaml")]
    inner.git("add", ".")
    assert told(inner, "--staged", "records") == [("changed", "records/events/a.yaml")]
    assert told(Book(inner.root / "records", run), "events/a.yaml") == told(inner)
    assert outer("diff").returncode == 2  # the repository's own root holds no book


def test_all_records_gone_and_their_folder_too(staged):
    staged.git("rm", "--quiet", "-r", "--force", "records")
    assert [status for status, _ in told(staged)] == ["removed"] * 3
    assert [status for status, _ in told(staged, "--staged")] == ["removed"] * 3


def test_a_record_that_moved_is_told_whichever_of_its_folders_is_asked_for(staged):
    staged.commit()
    (staged.root / "records/events/old").mkdir()
    (staged.root / "records/events/a.yaml").rename(staged.root / "records/events/old/a.yaml")
    moved = [("moved", "records/events/old/a.yaml")]
    assert told(staged, "a") == told(staged, "records/events/old") == moved
    assert told(staged, "HEAD", "records/events/a.yaml") == moved


@pytest.mark.parametrize("what", ["link", "folder", "large", "closed"])
def test_what_cannot_be_read_is_no_removed_record(staged, what):
    staged.commit()
    file = staged.root / "records/events/a.yaml"
    if what == "large":
        file.write_text("id: a\n" + "# filler\n" * 200_000)
    elif what == "closed":
        file.write_text("id: a\n# changed\n")
        file.chmod(0)
        try:
            file.read_text()
            pytest.skip("run by somebody who may read everything")
        except PermissionError:
            pass
    else:
        file.unlink()
        file.symlink_to("b.yaml") if what == "link" else file.mkdir()
    found = told(staged)
    status = {"link": "removed", "folder": "removed"}.get(what, "changed")
    assert found == [(status, "records/events/a.yaml")]


def test_a_bare_repository_and_none(staged, run, tmp_path):
    staged.commit()
    staged.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    done = run("diff", "HEAD", cwd=tmp_path / "bare.git")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    done = run("diff", "HEAD", cwd=Path("/"))
    assert (done.returncode, done.stdout) == (2, "")

import os
import stat
from pathlib import Path

import pytest

KINDS = ("event", "organisation", "person", "place", "subject", "work")
SCHEMAS = [f"schemas/{name}.schema.json" for name in ("common", *KINDS)]
FOLDERS = ("events", "organisations", "people", "places", "subjects", "works")
GITKEEPS = [f"records/{folder}/.gitkeep" for folder in FOLDERS]
FILES = [
    ".gitattributes",
    ".gitignore",
    ".pre-commit-config.yaml",
    "eventbook.toml",
    *GITKEEPS,
    *SCHEMAS,
]
RECORD = ("--set", "title=Concert", "--set", "date=2023", "--set", "sources=[{title: Poster}]")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def repository(run, tmp_path):
    """An empty git repository."""
    root = tmp_path / "archive"
    root.mkdir()
    run.program("git", "init", "--quiet", cwd=root)
    return root


def files(root):
    return sorted(
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.parts
    )


def test_a_book_in_a_repository(run, repository):
    done = run("init", cwd=repository)

    assert done.returncode == 0
    assert done.stdout.splitlines() == FILES
    assert done.stderr == "next: eventbook create\n"
    assert files(repository) == FILES
    assert 'title = "archive"\nlanguage = "en"' in (repository / "eventbook.toml").read_text()
    for path in SCHEMAS:
        assert (repository / path).read_bytes() == (ROOT / path).read_bytes()


def test_the_book_can_be_used_at_once(run, repository):
    run("init", "--title", 'The "Orchard" \\ archive', "--language", "az-Arab", cwd=repository)

    made = run("create", *RECORD, cwd=repository)
    checked = run("validate", "--strict", cwd=repository)

    assert (made.returncode, made.stdout) == (0, "records/events/2023/2023-concert.yaml\n")
    assert (checked.returncode, checked.stdout) == (0, "All checks passed: 1 record.\n")
    (repository / ".withheld").write_text("nobody\n")
    (repository / "crlf.yaml").write_bytes(b"a: 1\r\n")
    run.program("git", "add", "--all", cwd=repository)
    tracked = run.program("git", "ls-files", "--eol", cwd=repository).stdout
    assert ".withheld" not in tracked
    assert "i/lf    w/crlf  attr/text eol=lf      \tcrlf.yaml\n" in tracked


def test_a_new_folder_outside_any_repository(run, tmp_path):
    done = run("init", "deep/archive", cwd=tmp_path)

    assert done.returncode == 0
    assert done.stdout.splitlines() == [f"deep/archive/{path}" for path in FILES]
    assert done.stderr == (
        "next: cd deep/archive && git init && eventbook create"
        "  (there is no git repository here yet)\n"
    )
    quiet = run("-q", "-C", "deep", "init", "other", cwd=tmp_path)
    assert (quiet.stdout.splitlines()[0], quiet.stderr) == ("deep/other/.gitattributes", "")


@pytest.mark.parametrize("taken", ["eventbook.toml", "schemas/event.schema.json", "schemas"])
def test_all_that_is_in_the_way_is_named_and_nothing_written(run, repository, taken):
    (repository / taken).parent.mkdir(exist_ok=True)
    (repository / taken).write_text("# mine\n")
    (repository / "records/events").mkdir(parents=True)
    (repository / "records/events/.gitkeep").write_text("mine")
    before = files(repository)

    done = run("init", cwd=repository)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    if taken == "schemas/event.schema.json":
        assert "this is already a book" in done.stderr  # records/ and schemas/ make one
    elif taken == "schemas":
        ways = ", ".join([GITKEEPS[0], *SCHEMAS])
        assert f"in the way: {ways}; nothing was written" in done.stderr
    assert files(repository) == before
    assert (repository / taken).read_text() == "# mine\n"


def test_files_of_ones_own_are_left_as_they_are(run, repository):
    (repository / ".gitignore").write_text("*.tmp\n")
    (repository / ".gitattributes").write_text("*.yaml text eol=lf\n*.yml text eol=lf\n")
    (repository / ".pre-commit-config.yaml").write_text("repos: []\n")

    done = run("init", cwd=repository)

    assert done.returncode == 0
    assert done.stdout.splitlines() == FILES[3:]
    assert done.stderr == (
        ".gitignore: left as it is; add .withheld\n"
        ".pre-commit-config.yaml: left as it is; add a hook that runs eventbook validate\n"
        "next: eventbook create\n"
    )
    assert (repository / ".gitignore").read_text() == "*.tmp\n"
    assert (repository / ".pre-commit-config.yaml").read_text() == "repos: []\n"


def test_in_a_folder_of_a_repository_the_hooks_stay_at_its_top(run, repository):
    done = run("init", "records-of-mine", cwd=repository)

    assert done.returncode == 0
    assert not (repository / "records-of-mine" / ".pre-commit-config.yaml").exists()
    assert f"pre-commit reads the one in {repository}\n" in done.stderr


@pytest.mark.parametrize("inner", ["", "records/events", "new/folder"])
def test_no_book_inside_a_book(book, inner):
    before = files(book.root)

    done = book("init", *([inner] if inner else []))

    assert (done.returncode, done.stdout) == (2, "")
    where = "this is already a book" if not inner else "this lies in a book"
    assert done.stderr == (
        f"error: {where}: {book.root}; `eventbook create` makes a record in it\n"
    )
    assert files(book.root) == before
    assert not (book.root / "new").exists()


@pytest.mark.parametrize("language", ["klingonish", "EN", "", "no", "x-mine", "\udcff"])
def test_a_language_that_no_book_can_have(run, tmp_path, language):
    done = run("init", "archive", "--language", language, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert not (tmp_path / "archive").exists()


@pytest.mark.parametrize("form", ["file", "link", "loop", "long", "below a file"])
def test_a_folder_that_cannot_be_one(run, tmp_path, form):
    name = "archive"
    match form:
        case "file":
            (tmp_path / name).write_text("x")
        case "link":
            (tmp_path / name).symlink_to("nowhere")
        case "loop":
            (tmp_path / name).symlink_to(name)
        case "long":
            name = "a" * 300
        case _:
            (tmp_path / name).write_text("x")
            name = "archive/below"
    before = sorted(tmp_path.iterdir())

    done = run("init", name, cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before


def test_a_link_to_a_folder_is_that_folder(run, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert run("init", "link", cwd=tmp_path).returncode == 0
    assert (tmp_path / "real" / "eventbook.toml").is_file()


def test_a_folder_that_cannot_be_written(run, tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        done = run("init", "archive", cwd=tmp_path)
    finally:
        tmp_path.chmod(0o755)
    assert (done.returncode, "permission denied" in done.stderr) == (2, True)

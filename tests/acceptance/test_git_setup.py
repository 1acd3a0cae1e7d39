"""git-setup in real repositories: what it writes, finds and takes out; how git then compares."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from acceptance.conftest import EVENTBOOK, SETTINGS, Book

LINE = "/records/events/**/*.yaml merge=eventbook diff=eventbook"
KEYS = ["merge.eventbook.driver", "merge.eventbook.name", "diff.eventbook.command",
        "diff.eventbook.textconv"]  # fmt: skip
DONE = [*(f"set {key} (this clone)" for key in KEYS), f"add `{LINE}` to .gitattributes"]
MISSING = [
    "merge.eventbook.driver is not set: git merges records by lines, and says nothing of it",
    *(f"{key} is not set" for key in KEYS[1:]),
    f".gitattributes lacks `{LINE}`",
]
RECORD = """\
id: talk
title: A talk
date: 2026-03-02
participants:
  - {key: ann, name: Ann Example, roles: [speaker]}
sources: [{title: Printed programme}]
"""
PATH = "records/events/talk.yaml"


def lines(book: Book, *words: str, code: int = 0) -> list[str]:
    """What `git-setup` writes on standard output."""
    done = book("git-setup", *words)
    assert done.returncode == code, done.stderr
    return done.stdout.splitlines()


def attributes(book: Book) -> str:
    return (book.root / ".gitattributes").read_bytes().decode()


def config(book: Book) -> str:
    return (book.root / ".git/config").read_text()


def test_set_up_found_and_taken_out_again(book):
    before = config(book)
    assert lines(book, "--check", code=1) == MISSING
    assert lines(book, "--dry-run") == [f"would {line}" for line in DONE]
    assert (config(book), (book.root / ".gitattributes").exists()) == (before, False)
    done = book("git-setup")
    assert (done.returncode, done.stdout.splitlines()) == (0, DONE)
    assert done.stderr == "next: git add .gitattributes && git commit .gitattributes\n"
    assert lines(book, "--check") == []
    after = config(book)
    again = book("git-setup")
    assert (again.stdout, again.stderr) == ("", "it is set up already\n")
    assert (config(book), attributes(book)) == (after, f"{LINE}\n")
    out = lines(book, "--remove")
    assert out == [*(f"un{line}" for line in DONE[3::-1]),
                   f"remove `{LINE}` from .gitattributes"]  # fmt: skip
    assert (config(book), (book.root / ".gitattributes").exists()) == (before, False)
    assert book("git-setup", "--remove").stderr == "nothing is there to remove\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("*.yaml text eol=lf", f"*.yaml text eol=lf\n{LINE}\n"),
        ("*.yaml text\r\n", f"*.yaml text\r\n{LINE}\r\n"),
        ("# b\xe9\n\n*.png binary\n", f"# b\xe9\n\n*.png binary\n{LINE}\n"),
        ("/old/*.yaml merge=eventbook diff=eventbook\n", f"{LINE}\n"),
    ],
)
def test_lines_of_others_stay(book, before, after):
    path = book.root / ".gitattributes"
    path.write_bytes(before.encode("latin-1"))
    lines(book)
    assert path.read_bytes() == after.encode("latin-1")
    lines(book, "--remove")
    own = re.sub(r"(?m)^/.* merge=eventbook diff=eventbook\r?\n", "", after)
    assert (path.read_bytes() if path.exists() else b"") == own.encode("latin-1")


PATTERNS = [
    ("**/*.yaml", ["a.yaml", "x/y/a.yaml"], ["a.yml"]),
    ("*.yaml", ["a.yaml"], ["x/a.yaml"]),
    ("#x/**/!y/*.y?ml[]", ["#x/!y/a.yaml", "#x/1/2/!y/a.yxml"], ["#x/y/a.yaml"]),
    ("a folder/[!a-c]*.yml[].confs[]", ["a folder/d.yml"], ["a folder/a.yml"]),
    ("\u00e4\u00f6/*.yaml", ["\u00e4\u00f6/\u00fc.yaml"], ["ao/u.yaml"]),
    ('a"b/$x/%.yaml', ['a"b/$x/%.yaml'], ["a/b/$x/%.yaml"]),
]


@pytest.mark.parametrize(("pattern", "meant", "others"), PATTERNS)
def test_a_pattern_means_to_git_what_it_means_here(book, pattern, meant, others):
    quoted = pattern.replace('"', '\\"')
    book.write(
        "eventbook.toml", f'[kinds.talk]\nrecords = ["{quoted}"]\nschema = "eventbook:event"\n'
    )
    done = book("git-setup")
    assert done.returncode == 0, done.stderr
    names = [*meant, *others]
    said = book.git("check-attr", "-z", "merge", "--", *names).split("\0")
    assert dict(zip(said[::3], said[2::3], strict=False)) == {
        **dict.fromkeys(meant, "eventbook"), **dict.fromkeys(others, "unspecified"),
    }  # fmt: skip


def test_attributes_that_win_over_ours_are_found(book):
    book.record("talk", RECORD)
    lines(book)
    book.write(".git/info/attributes", "talk.yaml merge=union\n")
    assert lines(book, "--check", code=1) == [
        f"{PATH} has other attributes: see `git check-attr -a {PATH}`"
    ]


def test_settings_that_are_wrong_are_found_and_mended(book):
    lines(book)
    good = config(book)
    driver = book.git("config", KEYS[0]).strip()
    book.git("config", KEYS[0], driver.replace(str(EVENTBOOK), "/not/there/eventbook"))
    book.git("config", KEYS[2], "mine")
    book.git("config", KEYS[3], "/bin/sh git-textconv")
    assert lines(book, "--check", code=1) == [
        f"{KEYS[0]} in the local settings names a program that is not there: /not/there/eventbook",
        f"{KEYS[2]} in the local settings is not ours",
        f"{KEYS[3]} in the local settings is that of another eventbook: /bin/sh",
    ]
    lines(book)
    assert lines(book, "--check") == []
    assert config(book) == good
    book.git("config", KEYS[2], "mine")
    book.git("config", "merge.eventbook.recursive", "binary")
    lines(book, "--remove")
    own = book.git("config", "--get-regexp", r"^(merge|diff)\.")
    assert own == "merge.eventbook.recursive binary\ndiff.eventbook.command mine\n"


def test_for_all_repositories(book, tmp_path):
    book.git("remote", "add", "origin", "elsewhere")
    before = config(book)
    env = {"GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig")}
    done = book("git-setup", "--global", env=env)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [line.replace("this clone", "all your repositories")
                                        for line in DONE]  # fmt: skip
    assert config(book) == before
    assert book("git-setup", "--check", env=env).returncode == 0
    assert book("git-setup", "--check", "--global", env=env).returncode == 0
    assert book("git-setup", "--check").returncode == 1
    assert book("git-setup", env=env).stderr == "it is set up already\n"
    done = book("git-setup", "--remove", env=env)
    assert "note: your own settings still have it" in done.stderr
    done = book("git-setup", "--remove", "--global", env=env)
    assert len(done.stdout.splitlines()) == len(KEYS)
    assert (tmp_path / "gitconfig").read_text() == ""


def test_for_all_repositories_from_nowhere(run, tmp_path):
    env = {"GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig")}
    done = run("git-setup", "--global", cwd=tmp_path, env=env)
    assert (done.returncode, done.stdout.count("\n")) == (0, len(KEYS))
    assert "no book here" in done.stderr


@pytest.mark.parametrize("words", [["--check", "--remove"], ["--check", "-n"], ["x"]])
def test_options_that_do_not_fit_together(book, words):
    assert book("git-setup", *words).returncode == 2
    assert not (book.root / ".gitattributes").exists()


def test_where_there_is_no_repository_no_book_or_no_work_tree(run, tmp_path):
    def said(folder: Path) -> tuple[int, str]:
        done = run("git-setup", cwd=folder)
        return done.returncode, done.stderr

    code, text = said(tmp_path)
    assert (code, "is in no git repository; `git init` first" in text) == (2, True)
    run.program("git", "init", "-q", "work", cwd=tmp_path)
    code, text = said(tmp_path / "work")
    assert (code, "no book in" in text) == (2, True)
    run.program("git", "init", "-q", "--bare", "bare", cwd=tmp_path)
    code, text = said(tmp_path / "bare")
    assert (code, "this is a bare repository" in text) == (2, True)


def test_attributes_that_git_would_not_read(book):
    (book.root / ".gitattributes").symlink_to("eventbook.toml")
    done = book("git-setup")
    assert done.returncode == 2
    assert ".gitattributes" in done.stderr
    assert (book.root / "eventbook.toml").read_text() == SETTINGS


def test_in_a_linked_work_tree_and_a_submodule(book, tmp_path):
    book.git("worktree", "add", "--quiet", "../linked")
    linked = Book(tmp_path / "linked", book.run)
    assert lines(linked) == DONE
    assert book.git("config", KEYS[1]) != ""
    outer = Book(tmp_path / "outer", book.run)
    outer.root.mkdir()
    outer.git("init", "--quiet", "--template=")
    outer.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(book.root), "in"
    )
    inner = Book(outer.root / "in", book.run)
    assert lines(inner) == DONE
    assert inner.git("config", KEYS[1]) != ""
    assert outer.run.program("git", "config", KEYS[1], cwd=outer.root).returncode == 1
    assert lines(inner, "--check") == []


def test_a_program_with_an_awkward_name_is_found_again(book, tmp_path):
    folder = tmp_path / "it's 100%d $(x)"
    folder.mkdir()
    program = folder / "eventbook"
    shutil.copy(EVENTBOOK, program)
    assert book.run.program(program, "git-setup", cwd=book.root).returncode == 0
    assert book.run.program(program, "git-setup", "--check", cwd=book.root).returncode == 0
    book.record("talk", RECORD)
    book.commit()
    book.git("checkout", "-q", "-b", "side")
    book.record("talk", RECORD.replace("A talk", "Two talks"))
    book.commit()
    book.git("checkout", "-q", "main")
    book.record("talk", RECORD.replace("2026-03-02", "2026-03-03"))
    book.commit()
    done = book.run.program("git", "merge", "-q", "--no-edit", "side", cwd=book.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "changed event talk" in book.git("show", "--ext-diff", "side")


def test_started_as_a_module_it_is_found_again_and_nothing_in_the_work_tree_is(book):
    """`python -m` looks into the working directory, which for git is the top of the work tree."""
    python = EVENTBOOK.parent / "python"
    done = book.run.program(python, "-m", "eventbook", "git-setup", cwd=book.root)
    assert done.returncode == 0, done.stderr
    book.write("eventbook/__init__.py", "raise SystemExit('planted')\n")
    book.record("talk", RECORD)
    book.commit()
    book.record("talk", RECORD.replace("A talk", "Two talks"))
    assert book.git("diff") == TITLE
    driver = book.git("config", KEYS[0])
    assert driver.startswith(f"{python} -P -m eventbook merge-driver -- ")


# Comparing


@pytest.fixture
def changed(book) -> Book:
    """A book that is set up, with a record that was added, changed, and is changed again."""
    assert book("git-setup").returncode == 0
    book.record("talk", RECORD)
    book.commit("Add")
    book.record("talk", RECORD.replace("[speaker]", "[host]"))
    book.commit("Change")
    book.record("talk", RECORD.replace("[speaker]", "[host]").replace("A talk", "Two talks"))
    return book


ROLE = """\
changed event talk  records/events/talk.yaml
  - participants[key=ann].roles[0]: role of participant ann removed: speaker
  + participants[key=ann].roles[0]: role of participant ann added: host
"""
TITLE = """\
changed event talk  records/events/talk.yaml
  ~ title: A talk → Two talks
"""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["diff"], TITLE),
        (["log", "-1", "-p", "--ext-diff", "--format="], ROLE),
        (["show", "--ext-diff", "--format="], ROLE),
        (["diff", "HEAD", "HEAD~1", "-R"], ROLE),
    ],
)
def test_git_tells_what_changed(changed, words, told):
    assert changed.git(*words).lstrip("\n") == told


def test_colours_are_gits(changed):
    changed.git("config", "color.ui", "always")
    assert "\x1b[3" in changed.git("diff")
    done = changed.run.program("git", "diff", cwd=changed.root, env={"NO_COLOR": "1"})
    assert "\x1b" not in done.stdout
    changed.git("config", "color.diff", "never")
    assert "\x1b" not in changed.git("diff")


def test_added_deleted_renamed_moved_and_other_modes(changed):
    changed.git("checkout", "-q", ".")
    assert "added event talk" in changed.git("show", "--ext-diff", "HEAD~1")
    changed.git("rm", "-q", "--cached", PATH)
    assert "removed event talk" in changed.git("diff", "--cached")
    changed.git("reset", "-q")
    changed.git("mv", PATH, "records/events/speech.yaml")
    assert changed.git("diff", "-M", "HEAD").startswith("moved event talk")
    (changed.root / "records/events/speech.yaml").chmod(0o755)
    assert "mode 100644, now 100755" in changed.git("diff", "-M", "HEAD")


def test_what_cannot_be_compared_is_said_and_stops_nothing(changed):
    changed.record("other", RECORD.replace("id: talk", "id: other"))
    changed.git("add", "-N", ".")
    changed.record("talk", "a: [\n")
    out = changed.git("diff")
    assert "added event other" in out
    assert "talk.yaml" in out
    changed.write("eventbook.toml", "[kinds\n")
    out = changed.git("diff", "--", "records")
    assert out.count("cannot be compared: ") == 2
    assert "`git diff --no-ext-diff` compares the lines" in out


def test_a_file_in_conflict(book):
    """Of which git has nothing to say but its name."""
    done = book("git-diff", PATH)
    assert (done.returncode, done.stdout) == (0, f"! {PATH}: in conflict\n")


def test_without_the_program_git_diff_still_shows_lines(changed):
    for key in KEYS[2:]:
        value = changed.git("config", key).strip()
        changed.git("config", key, value.replace(str(EVENTBOOK), "/not/there"))
    assert "-title: A talk\n+title: Two talks\n" in changed.git("diff")
    assert "-title: A talk\n+title: Two talks\n" in changed.git("diff", "--no-ext-diff")


def test_lines_are_compared_in_canonical_layout(changed):
    changed.record("talk", RECORD.replace("[speaker]", "[host]").replace("A talk", '"A talk"  # x'))
    out = changed.git("diff", "--no-ext-diff")
    assert "-title: A talk\n+title: A talk # x\n" in out.replace("  #", " #")
    changed.record("talk", "a: [\n")
    assert "+a: [\n" in changed.git("diff", "--no-ext-diff")
    changed.git("config", "--unset", "diff.eventbook.command")
    assert "+  - {key: ann, name: Ann Example, roles: [host]}" in changed.git("log", "-1", "-p")


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"a: 1\na: 2\n", b"plain"])
def test_what_cannot_be_laid_out_is_shown_as_it_is(book, data):
    path = book.write("file", data)
    done = book("git-textconv", path)
    assert (done.returncode, done.stdout.encode("utf-8", "surrogateescape")) == (0, data)


@pytest.mark.parametrize(
    ("words", "code"),
    [(["git-textconv"], 2), (["git-textconv", "nothing"], 2), (["git-textconv", "a", "b"], 2),
     (["git-diff"], 0), (["git-diff", "a", "b"], 0),
     (["git-diff", "a", "nothing", ".", "100644", "nothing", ".", "100644"], 0)],
)  # fmt: skip
def test_called_by_hand_with_wrong_arguments(book, words, code):
    done = book(*words)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert (done.stdout + done.stderr).count("\n") == 1
    said = done.stdout + done.stderr
    assert re.search("is called by git|the file does not exist|nothing: no such file", said)


def test_a_newer_eventbook_finds_settings_of_an_older_one(book):
    lines(book)
    driver = book.git("config", KEYS[0]).strip()
    book.git("config", KEYS[0], driver.partition(";")[0])
    (problem,) = lines(book, "--check", code=1)
    assert problem == f"{KEYS[0]} in the local settings is that of another eventbook: {EVENTBOOK}"
    assert lines(book) == [f"set {KEYS[0]} (this clone)"]

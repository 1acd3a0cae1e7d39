"""What changed, what is staged, and what was: books in git, judged without a checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Book, Run

RECORD = """\
id: {id}
title: {title}
date: {date}
sources: [{{title: Printed programme}}]
"""
EVENTBOOK = Path(sys.executable).parent / "eventbook"
SMALL = ("validate", "-f", "concise")


def small(record_id: str, more: str = "") -> str:
    return RECORD.format(id=record_id, title=f"Concert {record_id}", date="2019-05-18") + more


def follows(record_id: str, other: str) -> str:
    return small(record_id, f"relations: [{{kind: follows, event: {other}}}]\n")


def told(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Where findings stand and what they are, without their words: `a.yaml:5:1 error[slug]`."""
    assert "Traceback" not in done.stderr
    *lines, _total = done.stdout.splitlines()
    return [
        line.removeprefix("records/events/").replace(": ", " ", 1).partition("]")[0] + "]"
        for line in lines
        if "fixable with" not in line
    ]


def everything(root: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a work tree, and the index, with its time; the cache is not among them."""
    files = [path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts]
    files.append(root / ".git/index")
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


@pytest.fixture
def faulty(book: Book) -> Book:
    """Three records, of which `b` refers to `a`, and `c` has a fault; committed."""
    book.record("a")
    book.record("b", follows("b", "a"))
    book.record("c", small("c", "typo: 1\n"))
    book.commit("Three records")
    return book


# --changed-since


def test_only_what_changed_is_told(faulty: Book) -> None:
    done = faulty("validate", "--changed-since", "HEAD")
    assert (done.returncode, done.stdout) == (0, "All checks passed: 0 records.\n")
    faulty.record("new", small("new", "typo: 1\n"))
    done = faulty(*SMALL, "--changed-since", "HEAD")
    assert told(done) == ["new.yaml:5:1 error[property-unknown]"]
    assert done.returncode == 1
    faulty.commit("New")
    faulty.record("a", small("a", "x: 1\n"))
    done = faulty(*SMALL, "--changed-since", "HEAD~1")
    assert told(done) == [
        "a.yaml:5:1 error[property-unknown]",
        "new.yaml:5:1 error[property-unknown]",
    ]
    assert done.stdout.endswith("Found 2 errors in 2 of 3 records.\n")  # with b, that refers to a


def test_a_branch_is_compared_with_where_it_began(faulty: Book) -> None:
    faulty.git("checkout", "-q", "-b", "side")
    faulty.record("d", small("d", "typo: 1\n"))
    faulty.commit("On the branch")
    faulty.git("checkout", "-q", "main")
    faulty.record("b", small("b", "typo: 1\n"))
    faulty.commit("Meanwhile")
    faulty.git("checkout", "-q", "side")
    done = faulty(*SMALL, "--changed-since", "main")
    assert told(done) == ["d.yaml:5:1 error[property-unknown]"]


def test_who_refers_to_what_is_gone(faulty: Book) -> None:
    (faulty.root / "records/events/a.yaml").unlink()
    done = faulty(*SMALL, "--changed-since", "HEAD")
    assert told(done) == ["b.yaml:5:36 error[ref-missing]"]
    assert done.stdout.endswith("Found 1 error in 1 of 1 record.\n")


def test_who_refers_to_a_record_of_another_name(faulty: Book) -> None:
    file = faulty.root / "records/events/a.yaml"
    faulty.record("z", small("z"))
    file.unlink()
    faulty.git("add", "--all")
    done = faulty(*SMALL, "--changed-since", "HEAD")
    assert told(done) == ["b.yaml:5:36 error[ref-missing]"]
    # Under its old id in another file, nothing is wrong.
    faulty.write("records/events/1999/a.yaml", small("a"))
    (faulty.root / "records/events/z.yaml").unlink()
    done = faulty("validate", "--changed-since", "HEAD")
    assert done.stdout == "All checks passed: 2 records.\n"


def test_a_fault_between_two_files_is_told_of_either(faulty: Book) -> None:
    """It stands at the last in the order of paths, which nobody touched."""
    faulty.write("records/events/0/c.yaml", small("c"))
    done = faulty(*SMALL, "--changed-since", "HEAD", "--select", "id-duplicate")
    assert told(done) == ["c.yaml:1:5 error[id-duplicate]"]


def test_a_new_stamp_is_no_change(faulty: Book) -> None:
    os.utime(faulty.root / "records/events/c.yaml", (1, 1))
    (faulty.root / "records/events/b.yaml").chmod(0o755)
    done = faulty("validate", "--changed-since", "HEAD")
    assert done.stdout == "All checks passed: 0 records.\n"


def test_only_announced_untracked_and_ignored_files(faulty: Book) -> None:
    for name in ("said", "untracked", "ignored"):
        faulty.record(name, small(name, "typo: 1\n"))
    faulty.git("add", "--intent-to-add", "records/events/said.yaml")
    faulty.write(".git/info/exclude", "ignored.yaml\n")
    done = faulty(*SMALL, "--changed-since", "HEAD")
    assert told(done) == [
        f"{name}.yaml:5:1 error[property-unknown]" for name in ("said", "untracked")
    ]


def test_targets_limit_what_changed(faulty: Book) -> None:
    for name in ("a", "d", "e"):
        faulty.record(name, small(name, "typo: 1\n"))
    done = faulty(*SMALL, "--changed-since", "HEAD", "d", "records/events/e.yaml", "c")
    assert told(done) == [f"{name}.yaml:5:1 error[property-unknown]" for name in "de"]
    assert done.stdout.endswith("Found 2 errors in 2 of 2 records.\n")


def test_other_settings_or_schemas_are_a_change_of_every_record(faulty: Book) -> None:
    settings = (faulty.root / "eventbook.toml").read_text()
    faulty.write("eventbook.toml", f"# A comment.\n{settings}")
    assert faulty("validate", "--changed-since", "HEAD").returncode == 0
    faulty.write("eventbook.toml", f'{settings}\n[rules]\nid-filename = "warning"\n')
    done = faulty(*SMALL, "--changed-since", "HEAD")
    assert told(done) == ["c.yaml:5:1 error[property-unknown]"]
    assert done.stderr == "settings or schemas changed: every record is checked\n"


def test_a_withheld_name_in_what_changed(faulty: Book, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Ruth Amsler\n")
    faulty.write("old.md", "Ruth Amsler\n")
    faulty.commit("Old")
    faulty.write("new.md", "By R.\nRuth Amsler\n")
    done = faulty(*SMALL, "--changed-since", "HEAD", "--withheld", names)
    assert told(done) == ["new.md:2:1 error[withheld-leak]"]
    done = faulty(*SMALL, "--changed-since", "HEAD~1", "--new-only", "--withheld", names)
    assert told(done) == ["new.md:2:1 error[withheld-leak]", "old.md:1:1 error[withheld-leak]"]
    faulty.write("old.md", "\nRuth Amsler\n")
    done = faulty(*SMALL, "--changed-since", "HEAD", "--new-only", "--withheld", names)
    assert told(done) == ["new.md:2:1 error[withheld-leak]"]


# --new-only


def test_what_was_wrong_before_is_left_out(faulty: Book) -> None:
    faulty.record("c", f"# A line.\n{small('c', 'typo: 1' + chr(10) + 'other: 2' + chr(10))}")
    done = faulty(*SMALL, "--changed-since", "HEAD", "--new-only")
    assert told(done) == ["c.yaml:7:1 error[property-unknown]"]
    assert done.stderr == "1 finding was there before the change: left out\n"
    faulty.record("c", f"# A line.\n{small('c', 'typo: 1' + chr(10))}")
    done = faulty(*SMALL, "--changed-since", "HEAD", "--new-only")
    assert (done.returncode, done.stdout) == (0, "All checks passed: 1 record.\n")
    assert faulty(*SMALL, "--changed-since", "HEAD").returncode == 1


def test_a_moved_file_and_a_pushed_down_item_bring_nothing(faulty: Book) -> None:
    only = ("--select", "property-unknown")
    people = "participants:\n  - {key: ann, name: Ann, x: 1}\n"
    faulty.record("d", small("d", people))
    faulty.commit("People")
    (faulty.root / "records/events/d.yaml").unlink()
    more = people.replace("  - ", "  - {key: bo, name: Bo}\n  - ")
    faulty.write("records/events/2019/d.yaml", small("d", more))
    done = faulty(*SMALL, "--changed-since", "HEAD", *only)
    assert told(done) == ["2019/d.yaml:7:27 error[property-unknown]"]
    done = faulty(*SMALL, "--changed-since", "HEAD", "--new-only", *only)
    assert done.stdout == "All checks passed: 1 record.\n"
    second = more.replace("name: Bo", "name: Bo, x: 1")
    faulty.write("records/events/2019/d.yaml", small("d", second))
    done = faulty(*SMALL, "--changed-since", "HEAD", "--new-only", *only)
    assert told(done) == ["2019/d.yaml:6:25 error[property-unknown]"]


def test_a_reference_that_the_change_broke_is_new(faulty: Book) -> None:
    (faulty.root / "records/events/a.yaml").unlink()
    done = faulty(*SMALL, "--changed-since", "HEAD", "--new-only")
    assert told(done) == ["b.yaml:5:36 error[ref-missing]"]


# --staged


def test_the_index_is_judged_and_quoted(faulty: Book) -> None:
    faulty.record("a", small("a", "wrong: 1\n"))
    faulty.git("add", "--all")
    faulty.record("a", f"# later\n# later\n{small('a', 'later: 2' + chr(10))}")
    faulty.record("untracked", "{{{")
    before = everything(faulty.root)
    done = faulty("validate", "--staged")
    assert done.returncode == 1
    assert "--> records/events/a.yaml:5:1\n" in done.stdout
    assert "5 | wrong: 1\n" in done.stdout
    assert "later" not in done.stdout
    assert done.stdout.endswith("Found 1 error in 1 of 2 records.\n")
    assert everything(faulty.root) == before


def test_references_are_judged_among_what_is_staged(faulty: Book) -> None:
    faulty.record("d", follows("d", "e"))
    faulty.git("add", "--all")
    faulty.record("e")  # not staged
    assert told(faulty(*SMALL, "--staged")) == ["d.yaml:5:36 error[ref-missing]"]
    faulty.git("add", "--all")
    done = faulty("validate", "--staged")
    assert done.stdout == "All checks passed: 2 records.\n"
    faulty.git("rm", "-q", "--cached", "records/events/a.yaml")  # and still there
    assert told(faulty(*SMALL, "--staged")) == ["b.yaml:5:36 error[ref-missing]"]


def test_staged_renames_and_what_is_only_announced(faulty: Book) -> None:
    faulty.git("mv", "records/events/a.yaml", "records/events/z.yaml")
    faulty.record("said", "{{{")
    faulty.git("add", "--intent-to-add", "records/events/said.yaml")
    done = faulty(*SMALL, "--staged")
    assert told(done) == ["z.yaml:1:5 error[id-filename]"]


def test_staged_in_the_first_commit_and_with_new_only(faulty: Book, tmp_path: Path) -> None:
    faulty.record("c", small("c", "typo: 1\nmore: 1\n"))
    faulty.git("add", "--all")
    done = faulty(*SMALL, "--staged", "--new-only")
    assert told(done) == ["c.yaml:6:1 error[property-unknown]"]
    assert done.stderr == "1 finding was there before the change: left out\n"
    faulty.git("checkout", "-q", "--orphan", "fresh")
    assert len(told(faulty(*SMALL, "--staged", "--new-only"))) == 2


def test_a_conflict_is_named(faulty: Book) -> None:
    faulty.git("checkout", "-q", "-b", "side")
    faulty.record("a", small("a", "type: concert\n"))
    faulty.commit("Theirs")
    faulty.git("checkout", "-q", "main")
    faulty.record("a", small("a", "type: lecture\n"))
    faulty.commit("Ours")
    merge = faulty.run.program("git", "merge", "-q", "side", cwd=faulty.root)
    assert merge.returncode == 1
    done = faulty("validate", "--staged")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        (
            "error: records/events/a.yaml is in conflict; "
            "resolve it and `git add` it; git cannot commit it as it is\n"
        ),
    )
    # In the work tree the marks are what is wrong.
    assert told(faulty(*SMALL, "--changed-since", "HEAD"))[0].startswith("a.yaml:5:1 error[yaml")


def test_settings_that_are_not_staged(faulty: Book) -> None:
    faulty.git("rm", "-q", "--cached", "eventbook.toml")
    done = faulty(*SMALL, "--staged")
    assert done.stderr.splitlines()[0] == ("no settings are staged: those of the work tree hold")
    assert "Traceback" not in done.stderr
    (faulty.root / "eventbook.toml").unlink()
    done = faulty(*SMALL, "--staged")
    assert done.returncode == 2
    assert done.stderr.startswith("error: no book in ")


def test_staged_settings_and_schemas_hold(book: Book) -> None:
    settings = '[kinds.thing]\nrecords = ["things/*.yaml"]\nschema = "schemas/thing.json"\n'
    book.write("eventbook.toml", settings + 'id = "stem"\n')
    book.write("schemas/thing.json", json.dumps({"properties": {"a": {"type": "string"}}}))
    book.write("things/x.yaml", "a: 1\n")
    book.git("add", "--all")
    book.write("schemas/thing.json", "{}")
    book.write("eventbook.toml", "not = settings")
    done = book(*SMALL, "--staged")
    assert told(done) == ["things/x.yaml:1:4 error[type-mismatch]"]
    book.git("rm", "-q", "--cached", "-f", "schemas/thing.json")
    book.write("schemas/thing.json", "{}")
    done = book(*SMALL, "--staged")
    assert (done.returncode, done.stdout) == (0, "All checks passed: 1 record.\n")
    assert "not every schema is staged: those of the work tree hold\n" in done.stderr


def test_in_a_hook_of_a_partial_commit(faulty: Book) -> None:
    """`git commit FILE` makes an index of its own, which the hook is to look at."""
    hook = faulty.write(
        ".git/hooks/pre-commit",
        f'#!/bin/sh\nexec "{EVENTBOOK}" validate -f concise --staged >&2\n',
    )
    hook.chmod(0o755)
    faulty.record("a", small("a", "typo: 1\n"))
    faulty.record("b", follows("b", "c"))
    faulty.git("add", "records/events/a.yaml")
    faulty.git("commit", "-q", "-m", "Only b", "records/events/b.yaml")
    done = faulty.run.program("git", "commit", "-q", "-m", "The rest", cwd=faulty.root)
    assert done.returncode == 1
    assert "records/events/a.yaml:5:1: error[property-unknown]" in done.stderr


# --rev


def test_a_revision_is_judged_with_its_own_settings(faulty: Book) -> None:
    faulty.write(
        "eventbook.toml", (faulty.root / "eventbook.toml").read_text().replace("events", "x")
    )
    (faulty.root / "records/events/a.yaml").unlink()
    faulty.commit("Moved on")
    assert faulty("validate").returncode == 2  # nothing is there
    done = faulty("validate", "--rev", "HEAD~1")
    assert "5 | typo: 1\n" in done.stdout
    assert done.stdout.endswith("Found 1 error in 1 of 3 records.\n")
    assert told(faulty(*SMALL, "--rev", "HEAD~1", "records/events/a.yaml")) == []
    found = json.loads(faulty("validate", "--rev", "HEAD~1", "-f", "json").stdout)
    assert [each["path"] for each in found] == ["records/events/c.yaml"]


def test_list_show_search_and_render_of_a_revision(faulty: Book) -> None:
    (faulty.root / "records/events/a.yaml").unlink()
    faulty.record("d")
    commit = faulty.commit("Another")
    then = ("--rev", f"{commit}~1")
    assert faulty("list", "-f", "ids", *then).stdout.split() == ["a", "b", "c"]
    assert faulty("list", "-f", "ids").stdout.split() == ["b", "c", "d"]
    assert faulty("list", "-f", "paths", *then).stdout.split()[0] == "records/events/a.yaml"
    assert faulty("list", "--refs-to", "a", "-f", "ids", *then).stdout == "b\n"
    assert faulty("show", "a", *then).stdout.startswith("File: records/events/a.yaml\n")
    assert faulty("show", "a", "--backlinks", "-f", "json", *then).returncode == 0
    assert faulty("search", "concert", "a", "-f", "ids", *then).stdout == "a\n"
    assert "Concert a" in faulty("render", "a", *then).stdout
    assert "Concert a" in faulty("render", "records/events/a.yaml", *then).stdout
    assert faulty("show", "d", *then).returncode == 2
    below = faulty.run("list", "-f", "paths", *then, cwd=faulty.root / "records")
    assert below.stdout.split()[0] == "events/a.yaml"


def test_lists_of_a_revision_are_those_of_a_checkout(faulty: Book, tmp_path: Path) -> None:
    faulty.record("broken", "{{{")
    faulty.write("records/events/link.yaml", "")
    (faulty.root / "records/events/link.yaml").unlink()
    (faulty.root / "records/events/link.yaml").symlink_to("a.yaml")
    faulty.commit("Odd")
    checkout = tmp_path / "checkout"
    faulty.git("worktree", "add", "-q", str(checkout), "HEAD")
    faulty.git("rm", "-q", "-r", "records/events/broken.yaml", "records/events/b.yaml")
    for command in (["list"], ["validate"], ["validate", "-f", "json"], ["search", "concert"]):
        ours = faulty(*command, "--rev", "main")
        theirs = faulty.run(*command, cwd=checkout)
        assert (ours.returncode, ours.stdout, ours.stderr) == (
            theirs.returncode,
            theirs.stdout,
            theirs.stderr,
        )


# What cannot be asked


def test_a_shallow_clone_says_what_to_fetch(faulty: Book, tmp_path: Path) -> None:
    faulty.git("branch", "side")
    faulty.record("d")
    faulty.commit("On")
    faulty.git("checkout", "-q", "side")
    faulty.record("e")
    faulty.commit("Aside")
    clone = tmp_path / "clone"
    done = faulty.run.program(
        *("git", "clone", "-q", "--depth=1", "--no-single-branch"),
        f"file://{faulty.root}",
        clone,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    done = faulty.run("validate", "--changed-since", "origin/main", cwd=clone)
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        (
            "error: this shallow clone lacks where `origin/main` and `HEAD` parted; "
            "fetch more of its history: `git fetch --deepen=100` or `--unshallow`\n"
        ),
    )


def test_no_such_revision_no_commit_no_git(book: Book, run: Run, tmp_path: Path) -> None:
    book.record("a")
    for option in ("--changed-since", "--rev"):
        done = book("validate", option, "nowhere")
        assert (done.returncode, done.stderr) == (
            2,
            (
                "error: unknown revision `nowhere`; "
                "name a commit, branch or tag, such as `HEAD~1` or `main`\n"
            ),
        )
        assert book("validate", option, "--all").returncode == 2
    book.git("checkout", "-q", "--orphan", "fresh")
    done = book("validate", "--changed-since", "HEAD")
    assert (done.returncode, done.stderr) == (
        2,
        "error: unknown revision `HEAD`; this repository has no commits yet\n",
    )
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "eventbook.toml").write_text((book.root / "eventbook.toml").read_text())
    (alone / "records/events").mkdir(parents=True)
    for option in (["--changed-since", "main"], ["--staged"], ["--rev", "main"]):
        done = run("validate", *option, cwd=alone)
        assert (done.returncode, done.stderr) == (
            2,
            f"error: {option[0]}: {alone} is in no git repository; `git init` makes one\n",
        )
    done = run("list", "--rev", "main", cwd=alone)
    assert done.returncode == 2
    done = book("validate", "--staged", env={"PATH": "/nowhere"})
    assert (done.returncode, done.stderr) == (
        2,
        "error: git is not installed, or not on PATH; install git\n",
    )


def test_a_revision_without_a_book(book: Book) -> None:
    book.git("rm", "-q", "-r", "--cached", ".")
    book.write("x", "")
    book.git("add", "x")
    book.git("commit", "-q", "-m", "No book")
    done = book("validate", "--rev", "HEAD")
    assert (done.returncode, done.stderr) == (
        2,
        f"error: HEAD: no book in {book.root} or above; there was none then\n",
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--staged", "--rev", "x"], "--staged and --rev do not go together; choose one"),
        (
            ["--staged", "--changed-since", "x"],
            "--changed-since and --staged do not go together; choose one",
        ),
        (
            ["--new-only"],
            "--new-only needs a change to look at; add --changed-since REV or --staged",
        ),
        (
            ["--new-only", "--rev", "x"],
            "--new-only needs a change to look at; add --changed-since REV or --staged",
        ),
        (["--staged", "-"], "`-` stands alone; leave out --staged"),
        (
            ["--rev", "x", "--history"],
            "--history looks at the whole repository; leave out --rev",
        ),
        (["a", "--history"], "--history looks at the whole repository; leave out the targets"),
    ],
)
def test_what_does_not_go_together(book: Book, options: list[str], message: str) -> None:
    done = book("validate", *options)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"error: {message}\n")

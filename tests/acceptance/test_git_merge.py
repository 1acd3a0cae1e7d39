"""Records merged by git itself, through the driver that `git-setup` installs, in real repositories.

With EVENTBOOK_HOOKS=1 the driver is also killed at many moments, and histories are made at random.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from acceptance.conftest import EVENTBOOK, Book, Run
from eventbook.document.loader import load

LONG = pytest.mark.skipif(not os.environ.get("EVENTBOOK_HOOKS"), reason="EVENTBOOK_HOOKS=1")
PATH = "records/events/talk.yaml"
ANN, BO, CY = (
    f"  - {{key: {key}, name: {name} Example, roles: [speaker]}}\n"
    for key, name in (("ann", "Ann"), ("bo", "Bo"), ("cy", "Cy"))
)
ANN_HOSTS, BO_HOSTS = (line.replace("speaker", "host") for line in (ANN, BO))
ANN_READS = ANN.replace("speaker", "reader")


def talk(*participants: str, title: str = "A talk", more: str = "") -> str:
    """A record with these participants."""
    return (
        f"id: talk\ntitle: {title}\ndate: 2026-03-02\nparticipants:\n{''.join(participants)}"
        f"sources: [{{title: Printed programme}}]\n{more}"
    )


BASE, OURS, THEIRS = talk(ANN, BO), talk(ANN_HOSTS, BO), talk(ANN, BO_HOSTS, CY)
MERGED = talk(ANN_HOSTS, BO_HOSTS, CY)
CLASH = talk(ANN_READS, BO)
IN_CONFLICT = talk("<<<<<<< ours\n", ANN_HOSTS, "=======\n", ANN_READS, ">>>>>>> theirs\n", BO)
BROKEN = "lines are merged, and to be looked at"


class Repository(Book):
    """A book whose records git merges by the driver; `talk` is in its first commit."""

    def does(self, *args: str, env: dict[str, str] | None = None) -> tuple[int, str]:
        """`git ARGS…`: exit status and output, both streams."""
        done = self.run.program("git", *args, cwd=self.root, env=env)
        assert "Traceback" not in done.stdout + done.stderr
        return done.returncode, done.stdout + done.stderr

    def put(self, text: str | bytes, path: str = PATH) -> None:
        """Commit a file."""
        self.write(path, text)
        self.commit()

    def text(self, path: str = PATH) -> str:
        """A file; in its markers the sides are called as by a git that names none (below 2.44)."""
        text = (self.root / path).read_bytes().decode()
        for sign, label in (("<", "ours"), ("|", "base"), (">", "theirs")):
            text = re.sub(rf"(?m)^([{sign}]{{3,}}) .*$", rf"\1 {label}", text)
        return text

    def part(self, theirs: str, ours: str, path: str = PATH) -> None:
        """Two branches: `side` with theirs, and `main`, which is checked out, with ours."""
        self.git("checkout", "--quiet", "-b", "side")
        self.put(theirs, path)
        self.git("checkout", "--quiet", "main")
        self.put(ours, path)

    def program(self, script: str) -> None:
        """Put another program in the place of eventbook in git's settings."""
        driver = self.git("config", "merge.eventbook.driver").strip()
        path = self.write("../program", f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        self.git("config", "merge.eventbook.driver", driver.replace(str(EVENTBOOK), str(path)))


@pytest.fixture(scope="session")
def set_up(_first_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("set_up")
    made = Repository(shutil.copytree(_first_book, folder / "book"), Run(folder))
    done = made("git-setup")
    assert done.returncode == 0, done.stderr
    made.git("config", "advice.mergeConflict", "false")
    made.put(BASE)
    return made.root


@pytest.fixture
def repository(tmp_path: Path, run: Run, set_up: Path) -> Repository:
    """A book in a repository of its own, with the driver."""
    return Repository(shutil.copytree(set_up, tmp_path / "book"), run)


# The ways in which git merges


def merge(repository: Repository, theirs: str = THEIRS) -> tuple[int, str]:
    repository.part(theirs, OURS)
    return repository.does("merge", "--no-edit", "side")


def rebase(repository: Repository, theirs: str = THEIRS) -> tuple[int, str]:
    repository.part(theirs, OURS)
    repository.git("checkout", "--quiet", "side")
    return repository.does("rebase", "main")


def cherry_pick(repository: Repository, theirs: str = THEIRS) -> tuple[int, str]:
    repository.part(theirs, OURS)
    return repository.does("cherry-pick", "side")


def stash_pop(repository: Repository, theirs: str = THEIRS) -> tuple[int, str]:
    repository.write(PATH, theirs)
    repository.git("stash")
    repository.put(OURS)
    return repository.does("stash", "pop")


def revert(repository: Repository, theirs: str = THEIRS) -> tuple[int, str]:
    """To take back what made the base of theirs is to make theirs of it."""
    repository.put(theirs)
    repository.put(BASE)
    repository.put(OURS)
    return repository.does("revert", "--no-edit", "HEAD~1")


def checkout_merge(repository: Repository, theirs: str = THEIRS) -> tuple[int, str]:
    repository.git("checkout", "--quiet", "-b", "side")
    repository.put(OURS)
    repository.git("checkout", "--quiet", "main")
    repository.write(PATH, theirs)
    code, said = repository.does("checkout", "--merge", "side")
    return code or int("<<<<<<<" in repository.text()), said


def am(repository: Repository, theirs: str = THEIRS) -> tuple[int, str]:
    repository.part(theirs, OURS)
    repository.git("format-patch", "--quiet", "-1", "side", "--output-directory=../mail")
    (mail,) = (repository.root.parent / "mail").iterdir()
    return repository.does("am", "--3way", str(mail))


WAYS = [merge, rebase, cherry_pick, stash_pop, revert, checkout_merge, am]
NOT_ALL = [
    merge,
    stash_pop,
    *(pytest.param(way, marks=LONG) for way in WAYS if way not in (merge, stash_pop)),
]


@pytest.mark.parametrize("way", WAYS)
def test_changes_of_different_fields_are_merged_in_each_way_that_git_has(repository, way):
    code, said = way(repository)
    assert (code, repository.text()) == (0, MERGED), said
    assert repository.git("diff", "--name-only", "--diff-filter=U") == ""
    assert "eventbook" not in said


@pytest.mark.parametrize("way", NOT_ALL)
def test_a_field_that_both_changed_is_in_conflict_and_said_to_be(repository, way):
    code, said = way(repository, CLASH)
    assert code == (128 if way is am else 1), said
    assert repository.text() == IN_CONFLICT
    assert f"{PATH}: conflict at `participants[0].roles[0]`: both changed it" in said
    assert repository.git("diff", "--name-only", "--diff-filter=U").split() == [PATH]


def test_without_the_driver_the_same_is_a_conflict(repository):
    repository.git("config", "--remove-section", "merge.eventbook")
    assert merge(repository)[0] == 1
    assert "<<<<<<<" in repository.text()


def test_several_branches_at_once_are_merged_by_lines(repository):
    repository.git("checkout", "--quiet", "-b", "third")
    repository.put(talk(ANN, BO, title="Another title"))
    repository.git("checkout", "--quiet", "main")
    repository.part(talk(ANN, BO_HOSTS), OURS)
    code, said = repository.does("merge", "--no-edit", "side", "third")
    # git-merge-octopus runs `git merge-file`, and no driver
    assert code == 2, said
    repository.git("reset", "--quiet", "--hard")
    for name in ("side", "third"):
        repository.git("merge", "--no-edit", name)
    assert repository.text() == talk(ANN_HOSTS, BO_HOSTS, title="Another title")


def test_criss_cross_of_what_was_settled_in_two_ways(repository):
    """The base of such a merge is a merge itself, with longer markers where that is in conflict."""
    repository.part(CLASH, OURS)
    ours, theirs = repository.git("rev-parse", "main", "side").split()
    assert repository.does("merge", "--no-edit", theirs)[0] == 1
    repository.put(talk(ANN_HOSTS, BO, CY))
    repository.git("checkout", "--quiet", "side")
    assert repository.does("merge", "--no-edit", ours)[0] == 1
    repository.put(talk(ANN_HOSTS, BO, title="Another title"))
    code, said = repository.does("merge", "--no-edit", "main")
    assert (code, repository.text()) == (0, talk(ANN_HOSTS, BO, CY, title="Another title")), said


@LONG
def test_criss_cross_where_the_base_merges(repository):
    repository.part(talk(ANN, BO_HOSTS), OURS)
    ours, theirs = repository.git("rev-parse", "main", "side").split()
    repository.git("merge", "--no-edit", theirs)
    repository.put(talk(ANN_HOSTS, BO_HOSTS, CY))
    repository.git("checkout", "--quiet", "side")
    repository.git("merge", "--no-edit", ours)
    repository.put(talk(ANN_READS, BO_HOSTS))
    code, said = repository.does("merge", "--no-edit", "main")
    assert (code, repository.text()) == (0, talk(ANN_READS, BO_HOSTS, CY)), said


def test_both_added_the_file(repository):
    """The base is empty: what is the same on both sides is no conflict, nor what only one has."""
    path = "records/events/new.yaml"
    repository.part(talk(ANN, CY), talk(ANN, BO), path)
    code, said = repository.does("merge", "--no-edit", "side")
    assert (code, repository.text(path)) == (0, talk(ANN, BO, CY)), said
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    repository.put(talk(ANN_HOSTS, BO), path)
    code, said = repository.does("merge", "--no-edit", "side")
    assert code == 1
    assert f"{path}: conflict at `participants[0].roles[0]`" in said


@pytest.mark.parametrize("gone", ["main", "side"])
def test_deleted_by_one_and_changed_by_the_other(repository, gone):
    """git asks no driver, and says so itself."""
    repository.part(THEIRS, OURS)
    repository.git("checkout", "--quiet", gone)
    repository.git("rm", "--quiet", PATH)
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    code, said = repository.does("merge", "--no-edit", "side")
    assert code == 1
    assert "CONFLICT (modify/delete)" in said
    assert repository.text() == (THEIRS if gone == "main" else OURS)


def test_changed_by_one_side_alone(repository):
    repository.program("touch ../called; exit 2")
    repository.git("checkout", "--quiet", "-b", "side")
    repository.put(THEIRS)
    repository.git("checkout", "--quiet", "main")
    repository.put("id: other\n", "records/events/other.yaml")
    repository.git("merge", "--no-edit", "side")
    assert repository.text() == THEIRS
    assert not (repository.root.parent / "called").exists()


def test_renamed_by_one_and_changed_by_both(repository):
    new = "records/events/2026/talk-in-rome.yaml"
    repository.git("checkout", "--quiet", "-b", "side")
    (repository.root / new).parent.mkdir()
    repository.git("mv", PATH, new)
    repository.put(THEIRS, new)
    repository.git("checkout", "--quiet", "main")
    repository.put(OURS)
    code, said = repository.does("merge", "--no-edit", "side")
    assert (code, repository.text(new)) == (0, MERGED), said


def test_how_a_conflict_was_settled_is_remembered(repository):
    """git-rerere(1) knows a conflict by its markers."""
    repository.git("config", "rerere.enabled", "true")
    repository.part(CLASH, OURS)
    before = repository.git("rev-parse", "HEAD").strip()
    assert "Recorded preimage" in repository.does("merge", "--no-edit", "side")[1]
    repository.put(talk(ANN_READS, BO))
    repository.git("reset", "--quiet", "--hard", before)
    code, said = repository.does("merge", "--no-edit", "side")
    assert code == 1
    assert "using previous resolution" in said
    assert repository.text() == talk(ANN_READS, BO)


# Names, places and bytes


@pytest.mark.parametrize("name", ["-talk", "Vortrag  über Eis", "it's $(x) %P"])
def test_any_name(repository, name):
    path = f"records/events/{name}.yaml"
    repository.put(BASE, path)
    repository.part(THEIRS, OURS, path)
    code, said = repository.does("merge", "--no-edit", "side")
    assert (code, repository.text(path)) == (0, MERGED), said


def test_a_book_in_a_folder_of_the_repository(run, tmp_path, set_up):
    inner = shutil.copytree(set_up, tmp_path / "whole/an archive", ignore=lambda *_: {".git"})
    repository = Repository(tmp_path / "whole", run)
    repository.git("init", "--quiet", "--initial-branch=main", "--template=")
    assert run("git-setup", cwd=inner).returncode == 0
    repository.commit()
    path = f"an archive/{PATH}"
    repository.part(THEIRS, OURS, path)
    assert repository.does("merge", "--no-edit", "side")[0] == 0
    assert repository.text(path) == MERGED


FOREIGN = """\
[kinds.conference]
records = ["data/*.yml[].confs[]"]
schema = "schema.yaml"
id = "field:slug"
"""
SCHEMA = "properties: {tracks: {items: {type: object}, x-list-key: [[name]]}}\n"


def listed(*records: str) -> str:
    return "- year: 2026\n  confs:\n" + "".join(f"    - {record}\n" for record in records)


def test_records_that_are_listed_in_a_file_go_by_their_ids(repository):
    repository.write("eventbook.toml", FOREIGN)
    repository.write("schema.yaml", SCHEMA)
    path = "data/all.yml"
    one, two, new = (
        f"{{slug: {slug}, city: {city}, country: Xland, online: false}}"
        for slug, city in (("one", "Rome"), ("two", "Bonn"), ("new", "Ulm"))
    )
    repository.put(listed(one, two), path)
    assert repository("git-setup").returncode == 0
    repository.commit()
    here, there = one.replace("Rome", "Roma"), two.replace("Bonn", "Berlin")
    repository.part(listed(new, there, one), listed(here, two), path)
    code, said = repository.does("merge", "--no-edit", "side")
    assert (code, repository.text(path)) == (0, listed(new, there, here)), said
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    repository.put(listed(here), path)
    code, said = repository.does("merge", "--no-edit", "side")
    assert code == 1
    assert f"{path}: conflict at `[0].confs[1]`: ours removed it" in said
    assert f"=======\n    - {there}\n>>>>>>> theirs\n" in repository.text(path)


@pytest.mark.parametrize("converted", ["ours", "theirs"])
def test_line_ends_that_one_side_converted_hold(repository, converted):
    repository.git("config", "core.autocrlf", "false")
    ours, theirs = (
        text.replace("\n", "\r\n") if side == converted else text
        for text, side in ((OURS, "ours"), (THEIRS, "theirs"))
    )
    repository.part(theirs, ours)
    code, said = repository.does("merge", "--no-edit", "side")
    assert (code, repository.text()) == (0, MERGED.replace("\n", "\r\n")), said


def test_the_style_and_size_of_gits_own_markers_where_lines_are_merged(repository):
    """git tells a driver the size (`conflict-marker-size`), and its style nobody but itself."""
    repository.git("config", "merge.conflictStyle", "diff3")
    repository.write(".git/info/attributes", "*.yaml conflict-marker-size=9\n")
    repository.write("eventbook.toml", "[kinds\n")
    repository.commit()
    assert merge(repository, CLASH)[0] == 1
    marks = [
        line
        for line in repository.text().splitlines()
        if line[:7] in ("<" * 7, "|" * 7, "=" * 7, ">" * 7)
    ]
    assert marks == ["<" * 9 + " ours", "|" * 9 + " base", "=" * 9, ">" * 9 + " theirs"]


def test_shorter_markers(repository):
    repository.write(".git/info/attributes", "*.yaml conflict-marker-size=3\n")
    code, said = merge(repository, CLASH)
    assert (code, BROKEN in said) == (1, False)
    assert "\n<<< ours\n" in repository.text()


# What is no record, or cannot be read


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ("[kinds\n", "eventbook.toml"),
        ('[kinds.event]\nrecords = ["x/*.yaml"]\nschema = "eventbook:event"\n', "no file of rec"),
        ('[kinds.event]\nrecords = ["records/**/*.yaml"]\nschema = "s.json"\n', "s.json"),
    ],
)
def test_without_settings_or_schema_lines_are_merged_and_that_is_said(repository, settings, why):
    repository.write("eventbook.toml", settings)
    repository.commit()
    code, said = merge(repository)
    assert code == 1
    assert f"{PATH}: note: merged by lines: " in said
    assert why in said
    assert BROKEN not in said
    assert "\n<<<<<<< ours\n" in repository.text()


def test_a_version_that_is_no_yaml(repository):
    code, said = merge(repository, THEIRS + "x: [\n")
    assert code == 1
    assert f"{PATH}: note: a version is no valid YAML" in said
    assert "\n<<<<<<< ours\n" in repository.text()


@pytest.mark.parametrize(
    "script",
    ["kill -9 $$", "exit 1", *(pytest.param(each, marks=LONG) for each in ("exit 2", "exit 3"))],
)
def test_a_driver_that_fails_leaves_lines_with_markers(repository, script):
    """Without that, git would take the exit status for conflicts and leave ours as it is."""
    repository.program(script)
    code, said = merge(repository)
    assert code == 1
    assert BROKEN in said
    assert "<<<<<<< ours" in repository.text()
    assert ">>>>>>> theirs" in repository.text()


def test_a_program_that_is_not_there(repository):
    repository.program("exit 0")
    (repository.root / "../program").unlink()
    code, said = merge(repository)
    assert code == 1
    assert BROKEN in said
    assert "<<<<<<< ours" in repository.text()


def test_a_file_of_lines_that_merge_is_not_taken_for_merged_if_the_driver_failed(repository):
    repository.program("exit 2")
    repository.part(talk(ANN, BO, more="type: reading\n"), talk(ANN, BO, title="Two"))
    assert repository.does("merge", "--no-edit", "side")[0] == 1
    assert repository.text() == talk(ANN, BO, title="Two", more="type: reading\n")


def test_a_name_without_a_driver_stops_git(repository):
    """And that is why `git-setup` writes the driver first."""
    repository.git("config", "--unset", "merge.eventbook.driver")
    repository.part(THEIRS, OURS)
    code, said = repository.does("merge", "--no-edit", "side")
    assert code == 128
    assert "lacks command line" in said
    done = repository("git-setup", "--check")
    assert done.returncode == 1
    assert "merge.eventbook.driver is not set, though other settings of it are: git refuses" in (
        done.stdout
    )


# Called by hand


def by_hand(book: Book, *words: str, ours: str = OURS, theirs: str = THEIRS) -> tuple[int, str]:
    for name, text in (("base", BASE), ("ours", ours), ("theirs", theirs)):
        book.write(name, text)
    done = book("merge-driver", *words)
    return done.returncode, done.stdout + done.stderr


def test_by_hand_with_labels(book):
    words = ("--", "base", "ours", "theirs", "7", PATH, "the base", "HEAD", "side\x1b[31m")
    code, said = by_hand(book, *words, theirs=CLASH)
    assert code == 1
    assert said == f"{PATH}: conflict at `participants[0].roles[0]`: both changed it\n"
    marked = IN_CONFLICT.replace("< ours", "< HEAD").replace("> theirs", r"> side\x1b[31m")
    assert (book.root / "ours").read_text() == marked


def test_placeholders_that_git_does_not_know_are_no_labels(book):
    words = ("--", "base", "ours", "theirs", "7", PATH, "%S", "%X", "%Y")
    assert by_hand(book, *words, theirs=CLASH)[0] == 1
    assert (book.root / "ours").read_text() == IN_CONFLICT


@pytest.mark.parametrize(
    "words",
    [
        (),
        pytest.param(("--",), marks=LONG),
        ("--", "base", "ours", "theirs", "7"),
        pytest.param(("--", "base", "ours", "theirs", "7", PATH, "one"), marks=LONG),
        pytest.param(("--", "base", "ours", "theirs", "0", PATH), marks=LONG),
        pytest.param(("--", "base", "ours", "theirs", "-7", PATH), marks=LONG),
        ("--", "base", "ours", "theirs", "9" * 5000, PATH),
        ("--", "base", "ours", "theirs", "seven", PATH),
        pytest.param(("--", "base", "ours", "theirs", "7", ""), marks=LONG),
        ("--", "nothing", "ours", "theirs", "7", PATH),
        ("--", "base", "records", "theirs", "7", PATH),
        pytest.param(("--help",), marks=LONG),
    ],
)
def test_wrong_arguments_change_nothing(book, words):
    code, said = by_hand(book, *words)
    assert code == 2
    assert said.startswith("error: ")
    assert said.count("\n") == 1
    assert (book.root / "ours").read_text() == OURS


def test_the_same_again_gives_the_same(book):
    words = ("base", "ours", "theirs", "7", PATH)
    found = {(by_hand(book, *words), (book.root / "ours").read_text()) for _ in range(2)}
    assert found == {((0, ""), MERGED)}
    assert sorted(path.name for path in book.root.iterdir() if path.name[0] != ".") == [
        "base", "eventbook.toml", "ours", "records", "theirs",
    ]  # fmt: skip


def test_outside_any_repository_and_book(run, tmp_path):
    book = Book(tmp_path, run)
    code, said = by_hand(book, "base", "ours", "theirs", "7", "talk.yaml")
    assert code == 1
    assert said == "talk.yaml: note: merged by lines: it is no file of records in the settings\n"


def test_bytes_that_are_no_text_are_left_to_git(book):
    code, said = by_hand(book, "base", "ours", "theirs", "7", PATH, ours=f"{OURS}\0", theirs=CLASH)
    assert code == 2
    assert "git merge-file failed" in said
    assert (book.root / "ours").read_text() == f"{OURS}\0"


@LONG
def test_killed_at_any_moment_it_leaves_ours_or_the_result(book):
    """A file that is written in part would be merged by the lines that are left of it."""
    words = [EVENTBOOK, "merge-driver", "base", "ours", "theirs", "7", PATH]
    many = "".join(f"note{n}: {'x' * 200}\n" for n in range(300))
    base, ours, theirs, merged = (f"{text}{many}" for text in (BASE, OURS, THEIRS, MERGED))
    book.write("base", base)
    book.write("theirs", theirs)
    seen = set()
    for wait in [*(random.uniform(0.1, 0.6) for _ in range(60)), 60]:
        book.write("ours", ours)
        with subprocess.Popen(words, cwd=book.root, env=book.run.environment()) as process:
            try:
                process.wait(wait)
            except subprocess.TimeoutExpired:
                process.kill()
        seen.add((book.root / "ours").read_text())
    assert {ours, merged} >= seen > {ours}


@LONG
def test_a_merge_of_many_files_is_what_merging_each_is(repository):
    """Two hundred records, changed at random by both sides, in one merge."""
    chance = random.Random(7)
    base = {f"records/events/r{n}.yaml": changed(BASE, chance, n) for n in range(200)}
    sides = [{path: changed(text, chance, 1) for path, text in base.items()} for _ in range(2)]
    for files, branch in zip((base, *sides), ("main", "main", "side"), strict=True):
        if branch == "side":
            repository.git("checkout", "--quiet", "-b", "side", "HEAD~1")
        for path, text in files.items():
            repository.write(path, text)
        repository.commit()
    repository.git("checkout", "--quiet", "main")
    repository.does("merge", "--no-edit", "side")
    conflicts = set(repository.git("diff", "--name-only", "--diff-filter=U").split())
    for path, text in base.items():
        ours, theirs = sides[0][path], sides[1][path]
        if len({text, ours, theirs}) < 3:
            continue  # no driver is asked
        for name, version in (("base", text), ("ours", ours), ("theirs", theirs)):
            repository.write(f"../{name}", version)
        done = repository("merge-driver", "../base", "../ours", "../theirs", "7", path)
        assert (path in conflicts) == bool(done.returncode), path
        assert repository.text(path) == repository.text("../ours")
        if done.returncode == 0:
            found = load(repository.text(path).encode(), path).findings
            assert [each for each in found if each.severity == "error"] == []
    assert 20 < len(conflicts) < 180


def changed(text: str, chance: random.Random, times: int) -> str:
    """A record in which a few things were changed at random."""
    for _ in range(times % 4):
        line = f"  - {{key: p{chance.randrange(9)}, name: Another, roles: [guest]}}\n"
        word = chance.choice(
            ["speaker", "Ann", "A talk", "03-02", "Printed", "sources", "- {key: bo"]
        )
        place = text.find("sources") if chance.random() < 0.5 else text.find("  - {")
        text = chance.choice([
            text[:place] + line + text[place:],
            text.replace(word, f"{word}{chance.choice('xyz')}", 1) if word[0] != "-" else text,
            text.replace("[speaker]", f"[{chance.choice(['host', 'guest', 'reader'])}]", 1),
            re.sub(r"(?m)^x: .*\n|\Z", f"x: {chance.choice('abc')}\n", text, count=1),
        ])  # fmt: skip
    return text

"""--trust: settings and schemas of a revision judge records of another state."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Book, Run

SETTINGS = """\
[book]
title = "Talks"

[kinds.talk]
records = ["records/*.yaml"]
schema = "schemas/talk.schema.json"

[rules]
property-unknown = "{level}"
"""
STRICT = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {"id": {"type": "string"}, "title": {"type": "string"}},
    "required": ["id", "title"],
    "additionalProperties": False,
}
LOOSE = {"$schema": STRICT["$schema"], "type": "object"}
UNTITLED = "id: rivers\nspeaker: Ann\n"
SHORT = ("validate", "-f", "concise")
FOUND = [
    "records/rivers.yaml:1:1: error[property-missing] missing required property `title`",
    "records/rivers.yaml:2:1: error[property-unknown] unknown property `speaker`",
]


@pytest.fixture
def talks(tmp_path: Path, book: Book) -> Book:
    """A book of one talk, committed on `main`; a branch `change` is checked out."""
    made = replace(book, root=tmp_path / "talks")
    made.write("eventbook.toml", SETTINGS.format(level="error"))
    made.write("schemas/talk.schema.json", json.dumps(STRICT))
    made.write("records/ice.yaml", "id: ice\ntitle: Ice\n")
    made.git("init", "--quiet", "--initial-branch=main", "--template=")
    made.commit("Begin")
    made.git("checkout", "--quiet", "-b", "change")
    return made


def loosened(talks: Book) -> None:
    """A change that brings a faulty record, and a schema that lets it pass."""
    talks.write("schemas/talk.schema.json", json.dumps(LOOSE))
    talks.write("records/rivers.yaml", UNTITLED)


def lines(text: str) -> list[str]:
    assert "Traceback" not in text
    return [line for line in text.splitlines() if not line.startswith("Found ")]


DIFFERS = "other settings or schemas than in main, whose hold: "


@pytest.mark.parametrize(
    "options",
    [
        "",
        "rivers",
        "--changed-since main",
        "--changed-since main --new-only",
        "--rev change",
        "--rev change rivers",
        "--rev change --changed-since main --new-only",
        "--staged",
        "--staged --new-only records",
    ],
)
def test_a_change_is_not_judged_by_its_own_schema(talks: Book, options: str) -> None:
    loosened(talks)
    talks.git("add", "--all")
    if "--rev" in options:
        talks.commit()
    own = talks(*SHORT, *options.split())
    assert (own.returncode, own.stdout.startswith("All checks passed")) == (0, True)
    done = talks(*SHORT, *options.split(), "--trust", "main")
    assert [line.partition("; ")[0] for line in lines(done.stdout)] == FOUND
    assert done.stderr == f"{DIFFERS}schemas/talk.schema.json\n"
    assert done.returncode == 1


def test_a_rule_that_is_switched_off_holds(talks: Book) -> None:
    talks.write("eventbook.toml", SETTINGS.format(level="off"))
    talks.write("records/snow.yaml", "id: snow\ntitle: Snow\nspeaker: Ann\n")
    assert talks(*SHORT).returncode == 0
    done = talks(*SHORT, "--trust", "main")
    assert done.returncode == 1
    assert [line.split(" ")[1] for line in lines(done.stdout)] == ["error[property-unknown]"]
    assert done.stderr == f"{DIFFERS}eventbook.toml\n"


def test_other_words_for_the_same_settings_are_not_told(talks: Book) -> None:
    talks.write("eventbook.toml", "# Mine\n" + SETTINGS.format(level="error"))
    done = talks(*SHORT, "--trust", "main")
    assert (done.returncode, done.stderr) == (0, "")


def test_settings_that_are_gone_or_moved(talks: Book) -> None:
    talks.write("records/rivers.yaml", UNTITLED)
    (talks.root / "eventbook.toml").rename(talks.root / "records/eventbook.toml")
    done = talks(*SHORT, "--trust", "main")
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, f"{DIFFERS}eventbook.toml")
    nearer = talks("-C", "records", *SHORT, "--trust", "main")
    assert nearer.returncode == 1  # the change's own, nearer settings are not looked for
    (talks.root / "schemas").rename(talks.root / "old")
    done = talks(*SHORT, "--trust", "main")
    assert (done.returncode, done.stderr) == (1, "the settings are gone: those of main hold\n")


def test_a_schema_of_another_name(talks: Book) -> None:
    settings = (talks.root / "eventbook.toml").read_text()
    talks.git("mv", "schemas/talk.schema.json", "schemas/lecture.schema.json")
    talks.write("eventbook.toml", settings.replace("talk.schema", "lecture.schema"))
    talks.write("schemas/lecture.schema.json", json.dumps(LOOSE))
    talks.write("records/rivers.yaml", UNTITLED)
    done = talks(*SHORT, "--trust", "main")
    assert done.stderr == (
        f"{DIFFERS}eventbook.toml, schemas/lecture.schema.json, schemas/talk.schema.json\n"
    )
    assert done.returncode == 1


def test_a_kind_that_the_revision_does_not_know(talks: Book) -> None:
    more = '[kinds.place]\nrecords = ["places/*.yaml"]\nschema = "schemas/talk.schema.json"\n'
    talks.write("eventbook.toml", SETTINGS.format(level="error") + more)
    talks.write("places/oslo.yaml", "nonsense: true\n")
    done = talks(*SHORT, "--trust", "main")
    assert done.stderr.splitlines() == [
        f"{DIFFERS}eventbook.toml",
        "main knows no kind `place`: its records are not checked",
    ]
    assert (done.returncode, done.stdout) == (0, "All checks passed: 1 record.\n")


@pytest.mark.parametrize("state", [[], ["--staged"], ["--rev", "change"]])
def test_settings_that_would_be_none_are_refused(talks: Book, state: list[str]) -> None:
    """Taken over, they would break the book for everybody."""
    talks.write("eventbook.toml", "[book\n")
    talks.commit()
    done = talks(*SHORT, *state, "--trust", "main")
    assert done.returncode == 2
    assert "eventbook.toml" in done.stderr
    assert ("line 1" in done.stderr) or (":1:" in done.stderr)


def test_a_schema_that_is_missing_or_a_link_is_refused(talks: Book) -> None:
    schema = talks.root / "schemas/talk.schema.json"
    schema.unlink()
    done = talks(*SHORT, "--trust", "main")
    assert done.returncode == 2
    assert "schemas/talk.schema.json" in done.stderr
    schema.symlink_to("/etc/hostname")
    done = talks(*SHORT, "--trust", "main")
    assert done.returncode == 2
    assert "symbolic link" in done.stderr


def test_the_first_change_has_nobody_to_trust(tmp_path: Path, book: Book) -> None:
    made = replace(book, root=tmp_path / "new")
    made.write("README", "A new archive\n")
    made.git("init", "--quiet", "--initial-branch=main", "--template=")
    made.commit("Begin")
    made.write("eventbook.toml", '[kinds.t]\nrecords=["*.yaml"]\nschema="eventbook:event"\n')
    done = made("validate", "--trust", "main")
    assert done.returncode == 2
    assert done.stderr == (
        "error: --trust: there is no book in main yet, whose settings could hold; look through"
        " those of this change yourself; once they are in main, they hold. Until then, leave out"
        " --trust\n"
    )


@pytest.mark.parametrize(
    ("rev", "advice"),
    [
        ("origin/main", "git fetch origin main:refs/remotes/origin/main"),
        ("upstream/a/b", "git fetch upstream a/b:refs/remotes/upstream/a/b"),
        ("main", "git fetch origin main"),
        ("x;rm -rf ~", "git fetch origin 'x;rm -rf ~'"),
    ],
)
def test_a_revision_that_the_clone_lacks(talks: Book, rev: str, advice: str) -> None:
    talks.git("branch", "--delete", "--force", "main")
    done = talks("validate", "--trust", rev)
    assert done.returncode == 2
    assert done.stderr == (
        f"error: --trust: unknown revision `{rev}`; if this clone lacks it: {advice}\n"
    )


def test_what_a_shallow_clone_is_told_to_fetch_is_enough(talks: Book, run: Run) -> None:
    loosened(talks)
    talks.commit()
    main = talks.git("rev-parse", "main").strip()
    clone = talks.root.parent / "shallow"
    address = f"file://{talks.root}"
    talks.git("config", "uploadpack.allowAnySHA1InWant", "true")
    talks.git("clone", "--quiet", "--depth=1", "--branch=change", address, str(clone))
    for rev in (main, "origin/main"):
        done = run("validate", "--trust", rev, cwd=clone)
        assert done.returncode == 2
        command = done.stderr.strip().partition("if this clone lacks it: ")[2]
        assert run.program("sh", "-c", command, cwd=clone).returncode == 0
        done = run(*SHORT, "--trust", rev, cwd=clone)
        assert len(lines(done.stdout)) == 2
        assert done.returncode == 1


@pytest.mark.parametrize("rev", ["", "--output=x", "main\nx"])
def test_what_is_no_revision(talks: Book, rev: str) -> None:
    done = talks("validate", f"--trust={rev}")
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1


def test_outside_a_repository(tmp_path: Path, run: Run) -> None:
    (tmp_path / "eventbook.toml").write_text("")
    done = run("validate", "--trust", "main", cwd=tmp_path)
    assert done.returncode == 2
    assert "is in no git repository" in done.stderr


def test_the_cache_tells_the_two_apart(talks: Book) -> None:
    """Warm for one of them, it answers for that one alone, however often they take turns."""
    loosened(talks)
    for _ in range(3):
        assert talks(*SHORT).returncode == 0
        assert talks(*SHORT, "--trust", "main").returncode == 1


def test_a_change_of_settings_is_no_change_of_every_record(talks: Book) -> None:
    """What is wrong under the base's schema elsewhere was so before."""
    talks.git("checkout", "--quiet", "main")
    talks.write("records/old.yaml", "id: old\n")
    talks.commit("A fault of main's own")
    talks.git("checkout", "--quiet", "-B", "change")
    loosened(talks)
    done = talks(*SHORT, "--changed-since", "main", "--trust", "main")
    assert [line.partition("; ")[0] for line in lines(done.stdout)] == FOUND


def test_fixes_are_those_of_the_revision(talks: Book) -> None:
    loosened(talks)
    talks.write("records/rivers.yaml", "id: rivers\ntitel: Rivers\n")
    done = talks(*SHORT, "--trust", "main", "--unsafe-fixes")
    assert done.returncode == 0, done.stdout
    assert (talks.root / "records/rivers.yaml").read_text() == "id: rivers\ntitle: Rivers\n"


def test_it_does_not_go_with_another_schema(talks: Book) -> None:
    loosened(talks)
    done = talks("validate", "--trust", "main", "--schema", "schemas/talk.schema.json")
    assert done.returncode == 2


def test_names_with_escape_sequences_are_shown_escaped(talks: Book) -> None:
    talks.write("schemas/\x1b[31m.json", "{}")
    done = talks(*SHORT, "--trust", "main")
    assert done.returncode == 2
    assert done.stderr.startswith("error: the work tree: schemas/\\x1b[31m.json, a schema: ")
    assert done.stderr.removesuffix("\n").isprintable()


def test_no_withheld_name_is_told(talks: Book) -> None:
    talks.write("schemas/petra-anvelsson.json", "{}")
    names = talks.write("../names.txt", "Petra Anvelsson\n")
    for options in (["--withheld", str(names)], []):
        done = talks(
            "validate", "--trust", "main", *options, env={"EVENTBOOK_WITHHELD": str(names)}
        )
        assert done.stderr.startswith(DIFFERS)
        assert "petra" not in (done.stdout + done.stderr).lower()


# Two commits


def test_two_commits_are_compared(talks: Book) -> None:
    talks.write("records/rivers.yaml", UNTITLED)
    talks.commit("Rivers")
    talks.write("records/snow.yaml", "id: snow\n")
    talks.commit("Snow")
    talks.git("checkout", "--quiet", "main")
    done = talks(*SHORT, "--changed-since", "change~1", "--rev", "change")
    assert [line.split(":")[0] for line in lines(done.stdout)] == ["records/snow.yaml"]
    done = talks(*SHORT, "--changed-since", "main", "--rev", "change~1", "--new-only")
    assert [line.partition("; ")[0] for line in lines(done.stdout)] == FOUND
    done = talks(*SHORT, "--changed-since", "change", "--rev", "change")
    assert done.returncode == 0


@pytest.mark.parametrize(
    "options", [("--staged", "--rev", "HEAD"), ("--staged", "--changed-since", "HEAD")]
)
def test_what_does_not_go_together(talks: Book, options: tuple[str, ...]) -> None:
    done = talks("validate", *options)
    assert done.returncode == 2
    assert "do not go together; choose one" in done.stderr


def test_the_baseline_is_the_revisions_too(talks: Book) -> None:
    """A change cannot add its own findings to it."""
    talks.git("checkout", "--quiet", "main")
    talks.write("records/old.yaml", "id: old\n")
    assert talks("validate", "--baseline", "known.json", "--write-baseline").returncode == 0
    talks.commit("A fault of main's own")
    talks.git("checkout", "--quiet", "-B", "change")
    talks.write("records/rivers.yaml", UNTITLED)
    assert talks("validate", "--baseline", "known.json", "--write-baseline").returncode == 0
    baseline = ("--baseline", "known.json")
    assert talks(*SHORT, *baseline).returncode == 0
    done = talks(*SHORT, *baseline, "--trust", "main")
    assert [line.partition("; ")[0] for line in lines(done.stdout)] == FOUND
    (talks.root / "known.json").unlink()
    (talks.root / "known.json").symlink_to("elsewhere.json")
    done = talks(*SHORT, *baseline, "--trust", "main")
    assert [line.partition("; ")[0] for line in lines(done.stdout)] == FOUND
    done = talks(*SHORT, "--baseline", "../known.json", "--trust", "main")
    assert done.returncode == 2

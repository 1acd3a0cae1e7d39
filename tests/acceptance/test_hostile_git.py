"""Repositories made to have git run something, read elsewhere, or answer wrongly."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from acceptance.conftest import Book
from acceptance.watching import COMMANDS, harmless, theirs, watched

GIT_IS_ASKED = ["--staged", "--changed-since", "--rev", "--trust", "main...", "status"]
ASKING = [each for each in COMMANDS if set(each) & set(GIT_IS_ASKED)]
# Settings that name programs. `%` is the program.
PROGRAMS = """\
[core]
	fsmonitor = {trap}
	hooksPath = {hooks}
	pager = {trap}
	editor = {trap}
	sshCommand = {trap}
	askPass = {trap}
	gitProxy = {trap}
	alternateRefsCommand = {trap}
[diff]
	external = {trap}
[diff "own"]
	command = {trap}
	textconv = {trap}
	cachetextconv = false
[filter "own"]
	clean = {trap}
	smudge = {trap}
	required = true
[filter "long"]
	process = {trap}
	required = true
[merge "own"]
	driver = {trap} %A
[pager]
	diff = {trap}
	log = {trap}
[alias]
	rev-parse = !{trap}
	diff-index = !{trap}
	ls-files = !{trap}
[gpg]
	program = {trap}
[log]
	showSignature = true
[credential]
	helper = {trap}
[uploadpack]
	packObjectsHook = {trap}
[remote "origin"]
	url = ext::{trap}
	promisor = true
	partialclonefilter = blob:none
	uploadpack = {trap}
	vcs = trap
[extensions]
	partialClone = origin
[protocol]
	allow = always
[protocol "ext"]
	allow = always
[submodule "inner"]
	url = ext::{trap}
	update = !{trap}
[status]
	submoduleSummary = true
[diff]
	submodule = log
	ignoreSubmodules = none
"""
ATTRIBUTES = """\
*.yaml diff=own filter=own merge=own
*.toml filter=long diff=own
* text working-tree-encoding=UTF-8
"""


class Traps:
    """What leaves a marker when it is run, and whether it did."""

    def __init__(self, folder: Path) -> None:
        self.marker = folder / "ran"
        self.folder = folder

    def program(self, path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{self.marker}'\ncat\n")
        path.chmod(0o755)
        return path

    def settings(self, root: Path) -> str:
        hooks = root / "hooks"
        trap = self.program(root / "trap")
        for name in ("fsmonitor-watchman", "post-index-change", "post-checkout", "pre-commit"):
            self.program(hooks / name)
        return PROGRAMS.format(trap=trap, hooks=hooks)


@pytest.fixture
def traps(tmp_path: Path) -> Traps:
    return Traps(tmp_path)


def racy(book: Book) -> None:
    """Files as git cannot tell by their stamps whether they changed: it reads them."""
    for file in (book.root / "records/events").glob("*.yaml"):
        file.write_bytes(file.read_bytes().replace(b"Organ", b"organ"))
        os.utime(file, (2_000_000_000, 2_000_000_000))
    index = book.root / ".git/index"
    os.utime(index, (1_000_000_000, 1_000_000_000))


def test_settings_that_a_pull_request_brings_in_an_included_file(book: Book, traps: Traps) -> None:
    """`git config include.path ../.gitconfig` is how some projects share settings."""
    theirs(book)
    book.write(".gitconfig", traps.settings(book.root))
    book.write(".gitattributes", ATTRIBUTES)
    book.record("organ2")
    book.commit("Settings and attributes")
    book.git("config", "include.path", "../.gitconfig")
    racy(book)
    done = watched(book)
    harmless(done, marker=traps.marker)
    assert {each.name: each.status for each in done if each.status} == {"fmt --check": 1}
    book.run.program("git", "status", cwd=book.root)
    assert traps.marker.exists()  # the traps work


@pytest.mark.parametrize("inside", ["records/events", "records/x", "."])
def test_an_embedded_bare_repository(book: Book, traps: Traps, inside: str) -> None:
    theirs(book)
    inner = book.root / inside
    folder = inner if inside != "." else book.root
    made = traps.folder / "bare"
    book.run.program("git", "init", "-q", "--bare", "--template=", made, cwd=traps.folder)
    settings = traps.settings(folder).replace(
        "[core]\n", "[core]\n\tbare = false\n\tworktree = .\n", 1
    )
    (made / "config").write_text("[core]\n\trepositoryformatversion = 0\n" + settings)
    shutil.copytree(made, folder, dirs_exist_ok=True)
    for name in ("objects/.gitkeep", "refs/.gitkeep"):
        (folder / name).touch()
    book.git("add", "--force", "--all")
    book.git("commit", "--quiet", "--message", "A bare repository")
    racy(book)
    for started in (folder, folder / "refs"):
        harmless(watched(book, ASKING[:4], folder=started), marker=traps.marker)
    if inside != ".":
        book.run.program("git", "status", cwd=folder)
        assert traps.marker.exists()


def test_a_git_file_or_folder_that_came_in_an_archive(book: Book, traps: Traps) -> None:
    """git checks out no `.git`, but an archive that somebody unpacked may hold one."""
    theirs(book)
    book.write(".gitattributes", ATTRIBUTES)
    book.commit("Attributes")
    config = book.root / ".git/config"
    config.write_text(config.read_text() + traps.settings(traps.folder / "p"))
    racy(book)
    harmless(watched(book, ASKING), marker=traps.marker)
    (book.root / ".git").rename(book.root / "planted")
    (book.root / ".git").write_text("gitdir: planted\n")
    harmless(watched(book, ASKING), marker=traps.marker)
    inner = book.root / "records/events/inner"
    shutil.copytree(book.root / "planted", inner / ".git")
    (inner / "x.yaml").write_text("id: x\n")
    harmless(watched(book, ASKING), marker=traps.marker)
    harmless(watched(book, ASKING[:4], folder=inner), marker=traps.marker)


def test_submodules_alternates_grafts_and_replaced_objects(book: Book, traps: Traps) -> None:
    theirs(book)
    trap = traps.program(traps.folder / "trap")
    book.write(
        ".gitmodules",
        f'[submodule "inner"]\n\tpath = records/events/inner\n\turl = ext::{trap}\n'
        f"\tupdate = !{trap}\n"
        f'[submodule "../../x"]\n\tpath = ../x\n\turl = -u{trap}\n\tignore = none\n',
    )
    head = book.git("rev-parse", "HEAD").strip()
    book.git("update-index", "--add", "--cacheinfo", f"160000,{head},records/events/inner")
    book.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},records/events/a.yaml")
    book.git("add", ".gitmodules")
    book.git("commit", "-qm", "Submodules")
    shutil.copytree(book.root / ".git", book.root / "records/events/inner/.git")
    config = book.root / "records/events/inner/.git/config"
    config.write_text(config.read_text() + traps.settings(traps.folder / "p"))
    (book.root / "records/events/inner/y.yaml").write_text("id: y\n")
    harmless(watched(book, ASKING), marker=traps.marker)
    blob = book.git("rev-parse", "HEAD:records/events/organ.yaml").strip()
    other = book.git("hash-object", "-w", "--stdin").strip()
    book.git("replace", blob, other)
    book.write(".git/info/grafts", f"{head}\n")
    book.write(".git/objects/info/alternates", "/etc\n../../elsewhere\n\x1b[2J\n")
    done = watched(book, ASKING)
    harmless(done, marker=traps.marker)
    shown = watched(book, [["show", "organ", "--rev", "HEAD", "-f", "json"]])[0]
    assert '"Organ recital"' in shown.output  # what the commit says, and no replacement


REVISIONS = [
    *("--output=x", "-O/etc/passwd", "--exec=touch ran", "-h", "--", "-", "@{-1}", "", " ", "\n"),
    *("HEAD\n--all", "HEAD --all", "HEAD\x1b[2J", "HEAD:eventbook.toml", ":/Two", "HEAD^{tree}"),
    *("HEAD^{/" + "(a+)+$" + "}", ":/" + "a" * 5_000, "HEAD" + "^" * 5_000, "HEAD~999999999999"),
    *("x" * 100_000, "..", "...", "main...", "\u202e", "\udcff", "refs/heads/--output=x"),
    *("ext::sh -c touch% ran", "https://127.0.0.1/", "/etc/passwd", "@{upstream}", "HEAD@{1 day}"),
]


def test_revisions_that_are_none_or_look_like_options(book: Book) -> None:
    theirs(book)
    head = book.git("rev-parse", "HEAD").strip()
    for name in ("--output=x", "-O", "a;touch x", "$(touch x)", "`x`", "\u202eabc", "x'y"):
        book.write(f".git/refs/heads/{name}", f"{head}\n")
    calls = []
    for rev in REVISIONS:
        calls += [
            ["validate", f"--changed-since={rev}", f"--trust={rev}"],
            ["diff", "--", f"{rev}..HEAD"],
            ["list", f"--rev={rev}"],
        ]
    done = watched(book, calls)
    harmless(done)
    assert not any((book.root / name).exists() for name in ("x", "ran", "etc"))
    named = ["validate", "--rev", "refs/heads/--output=x", "-f", "concise"]
    assert watched(book, [named])[0].status == 0


def test_variables_that_lead_git_elsewhere(book: Book, traps: Traps, tmp_path: Path) -> None:
    theirs(book)
    trap = str(traps.program(tmp_path / "trap"))
    elsewhere = {
        **dict.fromkeys(("GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY"), "/etc"),
        **dict.fromkeys(("GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_INDEX_FILE"), "/etc/passwd"),
        **dict.fromkeys(("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_EDITOR", "GIT_ASKPASS"), trap),
        **dict.fromkeys(("GIT_SSH", "GIT_SSH_COMMAND", "GIT_PROXY_COMMAND", "SSH_ASKPASS"), trap),
        **dict.fromkeys(("GIT_TRACE", "GIT_TRACE2", "GIT_TRACE_SETUP"), str(tmp_path / "traced")),
        "GIT_EXEC_PATH": str(tmp_path),
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor={trap}'",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": trap,
        "GIT_CONFIG_GLOBAL": str(tmp_path / "config"),
        "GIT_ATTR_SOURCE": "HEAD",
        "GIT_REPLACE_REF_BASE": "refs/heads/",
        "GIT_GRAFT_FILE": "/etc/passwd",
        "GIT_DEFAULT_HASH": "sha256",
        "GIT_LITERAL_PATHSPECS": "0",
        "GIT_GLOB_PATHSPECS": "1",
        "GIT_ALLOW_PROTOCOL": "ext",
        "GIT_TEMPLATE_DIR": str(tmp_path),
    }
    (tmp_path / "config").write_text(f"[core]\n\tfsmonitor = {trap}\n")
    shutil.copy(trap, tmp_path / "git")
    plain = watched(book, ASKING)
    done = watched(book, ASKING, env=elsewhere)
    harmless(done, marker=traps.marker)
    assert [each.output for each in done] == [each.output for each in plain]
    assert not (tmp_path / "traced").exists()


RAW_TREES = {
    "dots": [(b"100644", b".."), (b"100644", b"."), (b"40000", b"..")],
    "git": [
        (b"40000", b".git"),
        (b"40000", b".GIT"),
        (b"40000", b"git~1"),
        (b"100644", b".g\xe2\x80\x8cit"),
    ],
    "slash": [
        (b"100644", b"../../../etc/passwd"),
        (b"100644", b"/etc/passwd"),
        (b"100644", b"a/b.yaml"),
    ],
    "twice": [(b"100644", b"a.yaml"), (b"100644", b"a.yaml"), (b"40000", b"a.yaml")],
    "modes": [
        (b"0", b"b.yaml"),
        (b"777777", b"c.yaml"),
        (b"120000", b"d.yaml"),
        (b"160000", b"e.yaml"),
    ],
    "names": [
        (b"100644", b"\x1b]0;x\x07.yaml"),
        (b"100644", b"\n.yaml"),
        (b"100644", b"\xff.yaml"),
    ],
}


@pytest.fixture
def odd_trees(book: Book) -> Book:
    """Commits whose trees git itself would never write, below records/events."""
    theirs(book)

    def write(kind: str, data: bytes) -> str:
        command = ["git", "hash-object", "-t", kind, "-w", "--stdin", "--literally"]
        done = subprocess.run(
            command,
            cwd=book.root,
            input=data,
            env=book.run.environment(),
            capture_output=True,
            check=True,
        )
        return done.stdout.decode().strip()

    blob = bytes.fromhex(write("blob", b"id: x\ntitle: X\n"))
    settings = bytes.fromhex(book.git("rev-parse", "HEAD:eventbook.toml").strip())
    for name, entries in RAW_TREES.items():
        below = bytes.fromhex(write("tree", b"100644 x.yaml\0" + blob))
        listed = [(mode, what, below if mode == b"40000" else blob) for mode, what in entries]
        tree = bytes.fromhex(write("tree", b"".join(b"%s %s\0%s" % entry for entry in listed)))
        for folder in (b"events", b"records"):
            tree = bytes.fromhex(write("tree", b"40000 %s\0%s" % (folder, tree)))
            if folder == b"records":
                break
        # `tree` holds records/…; beside it the settings.
        inner = subprocess.run(
            ["git", "cat-file", "tree", tree.hex()],
            cwd=book.root,
            env=book.run.environment(),
            capture_output=True,
            check=True,
        ).stdout
        top = write("tree", b"100644 eventbook.toml\0" + settings + inner)
        book.git(
            "update-ref", f"refs/heads/{name}", book.git("commit-tree", top, "-m", name).strip()
        )
    return book


def test_trees_that_git_would_not_write(odd_trees: Book) -> None:
    calls = []
    for name in RAW_TREES:
        calls += [
            ["validate", "--rev", name, "-f", "full"],
            ["list", "--rev", name],
            ["validate", "--changed-since", "main", "--trust", name],
            ["diff", f"main..{name}"],
        ]
    harmless(watched(odd_trees, calls))

"""git, asked: revisions, what differs between them, and the files they hold.

Nothing here writes to a repository. Paths are relative to the book's root. Names reach git only
in forms that cannot be options, and its output is read in `-z` forms, where no name is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias, cast

from eventbook.book.files import MAX_FILE, Unreadable
from eventbook.book.gitdir import GitDir, find_git_dir
from eventbook.book.gitprocess import GitProcess
from eventbook.book.paths import has_odd_characters, shown
from eventbook.errors import UsageError

Status: TypeAlias = Literal["A", "D", "M", "T", "U"]
"""Added, deleted, modified, type changed (a file became a link), unmerged."""

_OID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_REGULAR = 0o100000
_DIFF = (
    "--raw", "-z", "-r", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv",
    "--no-relative", "--ignore-submodules=all",
)  # fmt: skip
# A file that is only announced (`git add -N`) is in the index, and not in the next commit.
_STAGED = ("diff-index", "--cached", "--ita-invisible-in-index")


@dataclass(frozen=True, slots=True)
class RawChange:
    """One file that differs between two states.

    Attributes:
        status: what happened to it.
        old_path: its path before; the same as `path`, for git is not asked to guess renames.
        path: its path now.
        old_oid: git's name of its bytes before; None where it was absent.
        new_oid: of its bytes now; None where it is absent, or in the work tree and not hashed.
        old_mode: file mode before, 0 where it was absent.
        new_mode: file mode now, 0 where it is absent.
    """

    status: Status
    old_path: str
    path: str
    old_oid: str | None
    new_oid: str | None
    old_mode: int = 0o100644
    new_mode: int = 0o100644


@dataclass(frozen=True, slots=True)
class TreeFile:
    """One file of a commit or of the index.

    Attributes:
        stage: 0, or in the index 1 to 3 for the sides of an unresolved merge.
    """

    path: str
    oid: str
    mode: int
    stage: int = 0

    @property
    def is_regular(self) -> bool:
        """Whether it is a file, not a symbolic link or a submodule."""
        return self.mode & 0o170000 == _REGULAR


class Git:
    """The git work tree that a book lies in.

    Attributes:
        root: the book's root.
        place: the work tree and its git directory.
        prefix: the book's place in the work tree: "" or `folder/`.

    Every method that runs git raises EnvironmentFault where git is missing, too slow or fails.
    """

    def __init__(self, root: Path, place: GitDir) -> None:
        self.root = root
        self.place = place
        self._git = GitProcess(place)
        inner = root.relative_to(place.top).as_posix()
        self.prefix = "" if inner == "." else f"{inner}/"

    @classmethod
    def open(cls, root: Path) -> Git | None:
        """The work tree around a book's root; None where there is none. git is not run.

        Args:
            root: absolute, without symbolic links.
        """
        place = find_git_dir(root)
        return cls(root, place) if place else None

    # Commits

    def resolve(self, rev: str) -> str:
        """The object id of the commit that a revision names (gitrevisions(7)).

        Raises:
            UsageError: there is no such commit.
        """
        if rev and not rev.startswith("-") and not has_odd_characters(rev):
            commit = f"{rev}^{{commit}}"
            found = self._git.attempt(
                "rev-parse", "--verify", "--quiet", "--end-of-options", commit
            )
            oid = found.stdout.decode("ascii", "replace").strip()
            if found.returncode == 0 and _OID.fullmatch(oid):
                return oid
        raise UsageError(f"unknown revision `{shown(rev)}`", help=self._revision_help())

    def _revision_help(self) -> str:
        if not self.has_commits():
            return "this repository has no commits yet"
        if self.is_shallow():
            return "this clone is shallow: fetch more of its history (`git fetch --unshallow`)"
        return "name a commit, branch or tag, such as `HEAD~1` or `main`"

    def head(self) -> str | None:
        """The commit that is checked out; None before the first."""
        found = self._git.attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        return found.stdout.decode().strip() if found.returncode == 0 else None

    def has_commits(self) -> bool:
        """Whether anything is checked out."""
        return self.head() is not None

    def is_shallow(self) -> bool:
        """Whether the clone was cut off at some depth."""
        return self._git.run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def merge_base(self, a: str, b: str) -> str:
        """The best common ancestor of two revisions.

        Raises:
            UsageError: a revision is unknown, or they have none in this clone.
        """
        first, second = self.resolve(a), self.resolve(b)
        found = self._git.attempt("merge-base", first, second)
        if found.returncode == 0:
            return found.stdout.decode().strip()
        if self.is_shallow():
            hint = "fetch more of its history: `git fetch --deepen=100` or `--unshallow`"
            raise UsageError(f"this shallow clone lacks where `{a}` and `{b}` parted", help=hint)
        raise UsageError(f"`{a}` and `{b}` have no common ancestor")

    # What differs

    def raw_diff(
        self,
        old: str | None,
        new: str | None = None,
        paths: Sequence[str] = (),
        *,
        staged: bool = False,
    ) -> tuple[RawChange, ...]:
        """The files that differ between two states, sorted by path.

        Against the work tree, untracked files that are not ignored count as added, and a file
        whose stamps changed counts as modified: its bytes may still be the same.

        Args:
            old: a revision; None is the empty tree.
            new: a revision; None is the work tree.
            paths: files and folders to look at; none means all.
            staged: the index instead of the work tree.

        Raises:
            UsageError: a revision is unknown.
        """
        before = self.resolve(old) if old is not None else self._empty_tree()
        changes: Iterable[RawChange]
        if new is not None:
            changes = self._diff("diff-tree", before, self.resolve(new))
        elif staged:
            changes = self._diff(*_STAGED, before)
        else:
            changes = self._with_untracked(self._diff("diff-index", before))
        found = {change.path: change for change in changes if within(change.path, paths)}
        return tuple(found[path] for path in sorted(found))

    def _diff(self, command: str, *revisions: str) -> list[RawChange]:
        output = self._git.run(command, *_DIFF, *revisions, *self._tail())
        fields = _names(output)
        return [self._raw_change(meta, path) for meta, path in zip(fields, fields, strict=True)]

    def _raw_change(self, meta: str, path: str) -> RawChange:
        old_mode, new_mode, old_oid, new_oid, status = meta.removeprefix(":").split(" ")
        own = self._own(path)
        return RawChange(
            status=cast("Status", status[0]),
            old_path=own,
            path=own,
            old_oid=_oid_or_none(old_oid),
            new_oid=_oid_or_none(new_oid),
            old_mode=int(old_mode, 8),
            new_mode=int(new_mode, 8),
        )

    def _with_untracked(self, changes: Iterable[RawChange]) -> Iterator[RawChange]:
        output = self._git.run("ls-files", "--others", "--exclude-standard", "-z", *self._tail())
        # A name that ends with a slash is another repository inside this one.
        added = {self._own(name) for name in _names(output) if not name.endswith("/")}
        for change in changes:
            if change.path in added:  # taken out of the index, but still there
                added.remove(change.path)
                yield replace(change, status="M", new_mode=change.old_mode)
            else:
                yield change
        for path in added:
            yield RawChange("A", path, path, None, None, old_mode=0)

    def _empty_tree(self) -> str:
        return self._git.run("hash-object", "-t", "tree", "--stdin").decode().strip()

    # What is there

    def list_files(self, rev: str) -> tuple[TreeFile, ...]:
        """The files of a commit, sorted by path; links are among them, submodules are not.

        Raises:
            UsageError: the revision is unknown.
        """
        output = self._git.run(
            "ls-tree", "-r", "-z", "--full-tree", self.resolve(rev), *self._tail()
        )
        return self._tree_files(output)

    def list_index(self) -> tuple[TreeFile, ...]:
        """The files of the index, sorted by path and stage."""
        return self._tree_files(self._git.run("ls-files", "--stage", "-z", *self._tail()))

    def list_staged(self) -> tuple[TreeFile, ...]:
        """The files that a commit would hold now, sorted by path; one in conflict has stage 1."""
        changes = self._diff(*_STAGED, self._empty_tree())
        found = {
            each.path: TreeFile(each.path, each.new_oid or "", each.new_mode, each.status == "U")
            for each in changes
        }
        return tuple(found[path] for path in sorted(found))

    def _tree_files(self, output: bytes) -> tuple[TreeFile, ...]:
        files = []
        for line in _names(output):
            meta, _, path = line.partition("\t")
            mode, *middle, last = meta.split(" ")
            # `ls-tree` writes mode, type, oid; `ls-files` mode, oid, stage.
            oid, stage = (middle[0], int(last)) if last in "0123" else (last, 0)
            if mode != "160000":
                files.append(TreeFile(self._own(path), oid, int(mode, 8), stage))
        return tuple(sorted(files, key=lambda file: (file.path, file.stage)))

    def blob_at(self, rev: str, path: str, limit: int = MAX_FILE) -> bytes | None:
        """The bytes of a file as it was in a commit; None where it was no regular file.

        Raises:
            UsageError: the revision is unknown.
            Unreadable: it is larger than `limit` bytes.
        """
        if {"", ".", ".."} & set(path.split("/")):
            return None
        name = self.prefix + path
        output = self._git.run("ls-tree", "-z", "--full-tree", self.resolve(rev), "--", name)
        for file in self._tree_files(output):
            if file.path == path and file.is_regular:
                found = self.blobs([file.oid], limit)
                if file.oid not in found:
                    raise Unreadable("too-large", path)
                return found[file.oid]
        return None

    def blobs(self, oids: Iterable[str], limit: int = MAX_FILE) -> Mapping[str, bytes]:
        """The bytes of many files by object id, in one call; those above `limit` are left out.

        Raises:
            EnvironmentFault: one of them is not in this clone.
        """
        wanted = [oid for oid in dict.fromkeys(oids) if _OID.fullmatch(oid)]
        return self._git.objects(wanted, limit)

    def _own(self, path: str) -> str:
        return path.removeprefix(self.prefix)

    def _tail(self) -> tuple[str, ...]:
        return ("--", self.prefix) if self.prefix else ("--",)


def _names(output: bytes) -> Iterator[str]:
    """The fields of `-z` output; bytes that are not UTF-8 become lone surrogates (PEP 383)."""
    return iter(output.decode("utf-8", "surrogateescape").split("\0")[:-1])


def _oid_or_none(oid: str) -> str | None:
    return oid if oid.strip("0") else None


def within(path: str, places: Sequence[str]) -> bool:
    """Whether a path is one of some files and folders, or in one; of none all are."""
    return not places or any(
        place in ("", ".") or path == place or path.startswith(place.rstrip("/") + "/")
        for place in places
    )

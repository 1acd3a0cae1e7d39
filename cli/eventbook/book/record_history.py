"""What git remembers of each file: the commits that changed it, under whatever name it had.

One walk over the history, newest commit first. Each commit is handed the names that files had
when its children were made, and hands on those of its own parents (git is asked to find renames,
exact and similar). The walk goes along all parents of a merge; a merge itself has changed a file
only where it has other bytes than in every parent (git-diff-tree(1), `-c`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import IO, Final, NamedTuple, TypeAlias

from eventbook.book.git import Git
from eventbook.book.gitprocess import GitProcess
from eventbook.errors import EnvironmentFault

LONGEST: Final = 600.0
"""Seconds that reading a history may take."""

_REGULAR = "100"
_PROMISED = r"^(extensions\.partialclone|remote\..*\.promisor)$"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_SECOND = 253_402_300_799  # of year 9999
_DIFF = (
    "diff-tree", "--stdin", "--root", "--raw", "-z", "-r", "-c", "--combined-all-paths", "-M",
    "--no-abbrev", "--no-ext-diff", "--no-textconv", "--no-relative", "--ignore-submodules=all",
)  # fmt: skip


class Version(NamedTuple):
    """A file as a commit left it.

    Attributes:
        commit: the commit's full object id.
        when: when it was committed (not: authored), in UTC.
        path: the file's path then, from the book's root.
        oid: git's name of its bytes.
        before: of its bytes in each parent of the commit; None where it was not there.
    """

    commit: str
    when: datetime
    path: str
    oid: str
    before: tuple[str | None, ...]


class _Commit(NamedTuple):
    oid: str
    seconds: int
    parents: tuple[str, ...]


class _Change(NamedTuple):
    """What a commit did to a file; of a merge, against each parent."""

    path: str
    old_paths: tuple[str, ...]
    oid: str
    before: tuple[str | None, ...]


_Names: TypeAlias = Mapping[str, str | None]
"""From a path in some commit to the path of the same file at the end, where they differ; None
where it is another file."""


def histories(git: Git, paths: Sequence[str], rev: str) -> dict[str, tuple[Version, ...]]:
    """The versions of files, oldest first, for those of them that the history knows.

    A change of a file's name or mode alone makes no version. In a shallow clone the history
    begins with the commits at which it was cut off.

    Args:
        git: the repository.
        paths: of files, as they are named at `rev`.
        rev: the full object id of the commit at which the history ends.

    Raises:
        EnvironmentFault: git is missing, fails, or takes longer than `LONGEST`; or a partial clone
            lacks the files of which renames are known.
    """
    wanted = frozenset(paths)
    found: dict[str, list[Version]] = {}
    process = GitProcess(git.place)
    commits = _commits(process, rev, git.prefix)
    names: dict[str, _Names] = {}
    for commit, changes in zip(commits, _changes(process, commits, git.prefix), strict=True):
        known = names.pop(commit.oid, {})
        renamed: dict[str, str | None] = {}
        when = _EPOCH + timedelta(seconds=min(max(commit.seconds, 0), _LAST_SECOND))
        for change in changes:
            path = known.get(change.path, change.path)
            if path is None:
                continue
            if path in wanted and change.oid and change.oid not in change.before:
                version = Version(commit.oid, when, change.path, change.oid, change.before)
                found.setdefault(path, []).append(version)
            for old_path in change.old_paths:
                if old_path != change.path:
                    renamed |= {change.path: None, old_path: path}
        _hand_on(names, commit.parents, {**known, **renamed} if renamed else known)
    return {path: tuple(reversed(versions)) for path, versions in found.items()}


def line_of(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Those versions of a file of which each was made from the one before it, oldest first.

    What was changed side by side, and then merged, stands there as the merge.

    Args:
        versions: of one file, oldest first.
    """
    line: list[Version] = []
    rest = list(versions)
    while rest:
        version = rest.pop()
        line.append(version)
        for oid in filter(None, version.before):
            if any(earlier.oid == oid for earlier in rest):
                while rest[-1].oid != oid:
                    rest.pop()
                break
    return tuple(reversed(line))


def _hand_on(names: dict[str, _Names], parents: Sequence[str], known: _Names) -> None:
    """Tell each parent the names; where another child told others, what that child lacks."""
    for parent in parents:
        told = names.get(parent)
        if not told or told is known:
            names[parent] = known
        elif known:
            meant = {path: name for path, name in told.items() if name is not None}
            names[parent] = {**told, **known, **meant}


def _commits(process: GitProcess, rev: str, prefix: str) -> list[_Commit]:
    """The commits that changed something below a folder, no parent before its child."""
    below = ("--", prefix) if prefix else ()
    listed = process.run("rev-list", "--parents", "--timestamp", "--date-order", rev, *below)
    lines = (line.split(" ") for line in listed.decode("ascii").splitlines())
    return [_Commit(oid, int(seconds), tuple(parents)) for seconds, oid, *parents in lines]


def _changes(
    process: GitProcess, commits: Sequence[_Commit], prefix: str
) -> Iterator[Sequence[_Change]]:
    """What each of the commits changed."""
    import tempfile

    below = ("--", prefix) if prefix else ()
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{commit.oid}\n" for commit in commits).encode())
        asked.seek(0)
        try:
            with process.answers(*_DIFF, *below, asked=asked, seconds=LONGEST) as output:
                yield from _by_commit(_fields(output), commits, prefix)
        except EnvironmentFault:
            if process.attempt("config", "--get-regexp", _PROMISED).returncode == 0:
                raise EnvironmentFault(
                    "this partial clone lacks old files, by which renamed records are known again",
                    help="fetch them: git fetch --refetch --no-filter",
                ) from None
            raise


def _by_commit(
    fields: Iterator[str], commits: Sequence[_Commit], prefix: str
) -> Iterator[Sequence[_Change]]:
    """The changes of each commit; git passes over those without any."""
    headed = next(fields, None)
    for commit in commits:
        changes: list[_Change] = []
        if headed == commit.oid:
            while (headed := next(fields, None)) and headed.startswith(":"):
                changes.append(_change(headed, fields, prefix))
        yield changes


def _change(meta: str, fields: Iterator[str], prefix: str) -> _Change:
    """Read `:MODE… MODE OID… OID STATUS…` and the paths: one `:`, mode, oid, status a parent."""
    parents = len(meta) - len(meta.lstrip(":"))
    parts = meta[parents:].split(" ")
    modes, oids, status = parts[: parents + 1], parts[parents + 1 : -1], parts[-1]
    several = parents > 1 or status[0] in "RC"
    paths = [next(fields).removeprefix(prefix) for _ in range(parents + 1 if several else 1)]
    regular = modes[-1].startswith(_REGULAR)
    before = tuple(oid if oid.strip("0") else None for oid in oids[:-1])
    return _Change(paths[-1], tuple(paths[:-1]), oids[-1] if regular else "", before)


def _fields(output: IO[bytes]) -> Iterator[str]:
    """Fields that end in NUL, one by one; bytes that are not UTF-8 become lone surrogates."""
    rest = b""
    while piece := output.read(1 << 16):
        *whole, rest = (rest + piece).split(b"\0")
        for field in whole:
            yield field.decode("utf-8", "surrogateescape")

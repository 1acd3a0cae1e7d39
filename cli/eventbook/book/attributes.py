"""The lines of `.gitattributes` that name the merge and diff drivers for records.

Everybody else's lines stay as they are. Ours are known by what they set (gitattributes(5)).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from eventbook.book.gitconfig import DRIVER
from eventbook.book.gitdir import GitDir
from eventbook.book.gitprocess import GitProcess

FILE = ".gitattributes"
_SETS = f"merge={DRIVER} diff={DRIVER}"
_OURS = re.compile(rf"""("/(?:[^"\\]|\\.)*"|/\S*)[ \t]+{re.escape(_SETS)}[ \t\r]*""")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NEEDS_QUOTES = re.compile(r'[\s"\\\x00-\x1f\x7f]')


def lines_for(globs: Iterable[str]) -> tuple[str, ...]:
    """The lines for patterns of record files, each once.

    Args:
        globs: from the root of the book, where the file of attributes lies. Such a pattern means
            to git what it means to us, but that git's `*` takes names that begin with a dot, too.
    """
    return tuple(f"{_pattern(glob)} {_SETS}" for glob in dict.fromkeys(globs))


def _pattern(glob: str) -> str:
    """A glob that git reads as standing at this folder: with a slash before it, it is no other."""
    anchored = f"/{glob}"
    if not _NEEDS_QUOTES.search(anchored):
        return anchored
    # Quoted as C does (gitattributes(5)); a tab is the only control character a name may have.
    return '"' + anchored.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'


def ours(text: str) -> tuple[str, ...]:
    """The lines of a file of attributes that are of our making."""
    return tuple(line.rstrip() for line in text.split("\n") if _OURS.fullmatch(line))


def with_lines(text: str, wanted: Sequence[str]) -> str:
    """A file of attributes with these lines and no others of ours; new ones stand at its end.

    Later lines win over those before them (gitattributes(5)).
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    kept = [
        line
        for line in _LINE.findall(text)
        if not _OURS.fullmatch(line.rstrip("\r\n")) or line.rstrip() in wanted
    ]
    present = {line.rstrip() for line in kept}
    added = [f"{line}{ending}" for line in wanted if line not in present]
    if added and kept and not kept[-1].endswith("\n"):
        kept[-1] += ending
    return "".join([*kept, *added])


def overruled(place: GitDir, paths: Sequence[str]) -> tuple[str, ...]:
    """Those of some files for which other lines, or other files of attributes, win over ours.

    Args:
        paths: from the top of the work tree.

    Raises:
        EnvironmentFault: git fails.
    """
    if not paths:
        return ()
    import tempfile

    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape"))
        asked.seek(0)
        words = ("check-attr", "-z", "--stdin", "merge", "diff")
        with GitProcess(place).answers(*words, asked=asked) as output:
            said = output.read().decode("utf-8", "surrogateescape").split("\0")[:-1]
    answers = zip(said[::3], said[2::3], strict=True)
    return tuple(dict.fromkeys(path for path, value in answers if value != DRIVER))

"""What git calls by itself, once for each file: started without Typer, which takes too long."""

from __future__ import annotations

import sys

from eventbook.commands.boundary import guarded


def run() -> int:
    """Run the command that the arguments name; the exit code."""
    name, *words = sys.argv[1:]
    return guarded(lambda: _command(name, words))


def _command(name: str, words: list[str]) -> int:
    if name == "merge-driver":
        from eventbook.commands.merge_driver import run as merge

        return merge(words)
    if name == "git-diff":
        from eventbook.commands.git_diff import run as compare

        return compare(words)
    from eventbook.commands.git_textconv import run as lay_out

    return lay_out(words)

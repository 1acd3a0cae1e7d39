"""The command's entry: what `eventbook` and `python -m eventbook` run."""

from __future__ import annotations

import os
import sys

CALLED_BY_GIT = ("merge-driver", "git-diff", "git-textconv")
"""Commands for git alone, which the help does not list: they take arguments, and no options."""


def main() -> None:
    """Run the command line; never returns.

    The version is printed before anything is imported, and the working directory is dropped from
    the import path first, so that a `yaml.py` lying in a checkout is never run.
    """
    _drop_working_directory()
    if sys.argv[1:] == ["--version"]:
        from eventbook import __version__

        sys.stdout.write(f"eventbook {__version__}\n")
        sys.exit(0)
    import gc

    gc.set_threshold(50_000)  # a command makes little garbage, and importing makes none
    if sys.argv[1:] and sys.argv[1] in CALLED_BY_GIT:  # for each file anew: Typer takes too long
        from eventbook.commands.called_by_git import run
    else:
        from eventbook.main import run

    code = run()
    gc.freeze()  # nor is what lives now looked through at the end
    sys.exit(code)


def _drop_working_directory() -> None:
    """Look for modules where Python and this package are, not where the command was started.

    `-m` adds the working directory, and relative or empty entries of PYTHONPATH start from it.
    """
    added = __name__ == "__main__" or sys.path[:1] in ([""], ["."])  # `-m` adds the full path
    if added and not sys.flags.safe_path:
        del sys.path[0]
    own = _absolute(os.path.join(__file__, "../.."))  # noqa: PTH118 - pathlib is slow to import
    named = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    here = {_absolute(place) for place in ("", *named) if not os.path.isabs(place)}  # noqa: PTH117
    sys.path[:] = [place for place in sys.path if place == own or _absolute(place) not in here]


def _absolute(place: str) -> str:
    try:
        return os.path.abspath(place)  # noqa: PTH100
    except OSError:  # the working directory was removed
        return place


if __name__ == "__main__":
    main()

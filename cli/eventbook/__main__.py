"""The command's entry: what `eventbook` and `python -m eventbook` run."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; never returns.

    The version is printed before anything is imported, and the working directory is dropped from
    the import path first, so that a `yaml.py` lying in a checkout is never run.
    """
    added = __name__ == "__main__" or sys.path[:1] in ([""], ["."])  # `-m` adds the full path
    if added and not sys.flags.safe_path:
        del sys.path[0]
    if sys.argv[1:] == ["--version"]:
        from eventbook import __version__

        sys.stdout.write(f"eventbook {__version__}\n")
        sys.exit(0)
    import gc

    gc.set_threshold(50_000)  # a command makes little garbage, and importing makes none
    from eventbook.main import run

    code = run()
    gc.freeze()  # nor is what lives now looked through at the end
    sys.exit(code)


if __name__ == "__main__":
    main()

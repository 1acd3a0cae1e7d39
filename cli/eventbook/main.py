"""The command line: the options before a command's name, the error boundary, and the sole exit."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from eventbook import __version__
from eventbook.commands.common import Common
from eventbook.errors import EventbookError, UsageError
from eventbook.signatures import NAMES, OTHER_NAMES, signatures

BUG, INTERRUPTED, CLOSED_PIPE = 3, 130, 141


class Commands(TyperGroup):
    """The commands, of which only the one that is meant is imported; all of them for the help."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        self.commands = dict.fromkeys(NAMES, self)  # only the names are read: for suggestions

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's
        """Their names, in the order of the help."""
        return list(NAMES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of this name, or None."""
        if cmd_name in OTHER_NAMES:
            raise UsageError(
                f"there is no command `{cmd_name}`", help=f"use `{OTHER_NAMES[cmd_name]}`"
            )
        return _command(cmd_name) if cmd_name in NAMES else None


def _command(name: str) -> Any:
    """A command as Typer runs it: within the boundary, inside Typer's own handlers."""
    module = signatures(name)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)

    @alone.command(name, epilog=module.EXAMPLES)
    @functools.wraps(module.signature)
    def body(**options: Any) -> int:
        return boundary(lambda: module.signature(**options))

    return typer.main.get_command(alone)


app = typer.Typer(
    name="eventbook",
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run() -> int:
    """Run the command line and return the exit code."""
    if not _streams_are_open():
        return _fail("standard output is closed")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return boundary(_invoke)


def _streams_are_open() -> bool:
    """Whether standard output is; what else the shell closed (`2>&-`) becomes an empty stream.

    Python has None for a closed stream.
    """
    is_open = sys.stdout is not None
    sys.stdin = sys.stdin or open(os.devnull)  # noqa: PTH123, SIM115 - open until the end
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115
    return is_open


def _invoke() -> int:
    try:
        code = app(standalone_mode=False)
    except typer.Abort:
        return INTERRUPTED
    except Exception as error:
        # Typer's own usage errors, whose class is private: they print themselves.
        show, exit_code = getattr(error, "show", None), getattr(error, "exit_code", None)
        if show is None or not isinstance(exit_code, int):
            raise
        show()
        return exit_code
    return code if isinstance(code, int) else 0


def boundary(call: Callable[[], int]) -> int:
    """Turn whatever happens into an exit code and at most one line, or a bug report."""
    try:
        code = call()
        sys.stdout.flush()
    except EventbookError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # What is left in the buffer must not be written at exit, where it would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    except OSError as error:
        if error.filename is not None or error.errno is None:
            return _bug()
        return _fail(f"cannot write the output: {os.strerror(error.errno).lower()}")
    except Exception:  # nobody foresaw it: told as a bug, never as findings
        return _bug()
    return code


def _fail(message: str) -> int:
    from eventbook.escape import terminal

    sys.stderr.write(f"error: {terminal(message)}\n")
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 2


def _bug() -> int:
    import traceback

    traceback.print_exc()
    sys.stderr.write("this is a bug in eventbook: please report it with the lines above\n")
    return BUG


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"eventbook {__version__}\n")
        raise typer.Exit(0)


@app.callback()
def common(
    context: typer.Context,
    directory: Annotated[
        Path, typer.Option("-C", metavar="DIR", help="Work as if started in this folder.")
    ] = Path(),
    colour: Annotated[
        str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")
    ] = "auto",
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Leave out counts and next steps.")
    ] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Read every record again; keep nothing.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", is_eager=True, callback=_print_version
        ),
    ] = False,
) -> None:
    """Event records in a git repository: create, validate, list, diff and render them."""
    del version
    context.obj = Common(directory, colour, quiet, caching=not no_cache)

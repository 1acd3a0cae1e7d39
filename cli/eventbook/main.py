"""The command line: the options before a command's name, and the commands."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from eventbook import __version__
from eventbook.commands.boundary import INTERRUPTED, boundary, guarded
from eventbook.commands.common import Common
from eventbook.errors import UsageError
from eventbook.signatures import NAMES, OTHER_NAMES, signatures


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
    return guarded(_invoke)


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

"""git-setup: options, help and examples."""

from __future__ import annotations

from typing import Annotated

import typer

EXAMPLES = """Examples:

\b
  eventbook git-setup             for this clone, and .gitattributes for all
  eventbook git-setup --check     is it there, and does it work? exit 1 if not
  eventbook git-setup --remove    take out again what it put in
  eventbook git-setup --global    for all your repositories

Then `git merge`, `rebase`, `cherry-pick`, `revert` and `stash pop` merge records
field by field, and `git diff` and `git show --ext-diff` tell what changed in them.
Git keeps programs to run out of what is cloned: each clone wants it once.
"""


def signature(
    context: typer.Context,
    everywhere: Annotated[
        bool, typer.Option("--global", help="In your own settings, not this clone's.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Say what is missing; change nothing.")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take it out again.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Say what would be done; write nothing.")
    ] = False,
) -> int:
    """Have git merge and compare records by what they say."""
    from eventbook.commands.git_setup import run as command

    return command(context.obj, everywhere=everywhere, check=check, remove=remove, dry_run=dry_run)

"""What each command takes: one file a command, with its options, its help and its examples.

A file has `signature`, the function whose parameters are the options, and `EXAMPLES`, the text
under the help. Its body hands over to the command's module. A file is loaded when its command is
run, or when all commands are listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType

NAMES: tuple[str, ...] = (
    "init",
    "create",
    "validate",
    "list",
    "status",
    "search",
    "show",
    "diff",
    "review",
    "fmt",
    "edit",
    "undo",
    "rename",
    "render",
    "import",
    "export",
    "explain",
    "schema",
    "git-setup",
)
"""The commands, in the order of the help."""

OTHER_NAMES: Mapping[str, str] = {
    "new": "create",
    "add": "create",
    "check": "validate",
    "lint": "validate",
    "ls": "list",
    "cat": "show",
    "view": "show",
    "find": "search",
    "grep": "search",
    "format": "fmt",
    "revert": "undo",
}
"""What people type who come from other tools, and what it is called here."""


def signatures(name: str) -> ModuleType:
    """The file of a command that is one of NAMES."""
    return import_module(f"{__name__}.{name.replace('-', '_')}")

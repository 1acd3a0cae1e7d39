"""Errors that mean "this cannot run": one line on standard error and exit code 2.

Bad *data* is never an error in this sense: it is a `findings.Finding` and exit code 1.
"""

from __future__ import annotations


class EventbookError(Exception):
    """The command cannot run as asked.

    Args:
        message: one sentence naming what is wrong and where (file, line, option).
        help: what to do about it, one sentence.
    """

    def __init__(self, message: str, *, help: str = "") -> None:  # noqa: A002
        super().__init__(message)
        self.message = message
        self.help = help

    def __str__(self) -> str:
        return f"{self.message}; {self.help}" if self.help else self.message


class UsageError(EventbookError):
    """The command line asks for something that does not exist or does not fit together."""


class ConfigError(EventbookError):
    """`eventbook.toml` or what it points to is missing, unreadable or wrong."""


class SchemaError(EventbookError):
    """A schema file is broken, or refers to a schema that is not in the registry."""


class EnvironmentFault(EventbookError):
    """The machine lacks something needed: git, an editor, a readable folder."""

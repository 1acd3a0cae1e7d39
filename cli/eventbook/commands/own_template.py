"""A user's own template: where it and what it includes come from, and what it is told.

It is a file that the user names, or with `--trust REV` the file of that name in a commit: then
nothing of a change that is looked at is run, not even in a sandbox.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from eventbook.book.files import Reader, Unreadable
from eventbook.book.paths import shown, why_unsafe
from eventbook.commands.template_process import fill_apart
from eventbook.errors import EnvironmentFault, UsageError
from eventbook.escape import terminal as escaped
from eventbook.render import Item, Options, Rendering
from eventbook.render.own_template import Fault, Refused
from eventbook.render.template_data import template_data


class OwnTemplate(NamedTuple):
    """A template that records are rendered with, as a target is.

    Attributes:
        given: its path as the user wrote it.
        directory: where the command was started.
        folder: the folder whose templates it may include.
        name: its name there.
        trust: the commit that it is taken from; None takes the file.
        kept: see `render.Target`, as the next two.
    """

    given: str
    directory: Path
    folder: Path
    name: str
    trust: str | None = None
    kept: bool = False
    needs_times: bool = False
    approximates: bool = False

    @classmethod
    def at(cls, given: str, directory: Path, trust: str | None) -> OwnTemplate:
        """The template that a path names.

        Raises:
            UsageError: there is none that can be read.
        """
        path = Path(os.path.normpath(directory.resolve() / given))
        if trust is None:
            try:
                path = path.resolve(strict=True)  # the user may name a link, a template may not
            except FileNotFoundError as error:
                raise UsageError(f"template {shown(given)}: no such file") from error
            except (OSError, RuntimeError):
                pass  # what is wrong is told below
            if path.is_dir():
                raise UsageError(f"{shown(given)} is a folder", help="name the template in it")
        template = cls(given, directory, path.parent, path.name, trust)
        try:
            if template.load(path.name) is None:
                where = f"not in {shown(trust)}" if trust is not None else "no such file"
                raise UsageError(f"template {shown(given)}: {where}")
        except Refused as error:
            raise UsageError(f"template {shown(given)} {error}") from error
        return template

    @property
    def sources(self) -> tuple[str, ...]:
        """The file that it stands in."""
        return (str(self.folder / self.name),)

    def load(self, name: str) -> str | None:
        """The text of a template by its path from the folder; None where there is none.

        Raises:
            Refused: it may not be read, or is no text.
        """
        if why := why_unsafe(name):
            raise Refused(f"`{shown(name)}` is no path of a template: {why}")
        try:
            data = self._bytes(name)
        except Unreadable as error:
            if error.reason == "missing":
                return None
            raise Refused(self._about(name, error.message)) from error
        if data is None:
            return None
        try:
            text = data.decode("utf-8-sig")  # a byte order mark is no text of a page
        except UnicodeDecodeError as error:
            raise Refused(self._about(name, "is not UTF-8 text")) from error
        if "\0" in text:
            raise Refused(self._about(name, "is not text: it holds NUL characters"))
        return text

    def _bytes(self, name: str) -> bytes | None:
        if self.trust is None:
            with Reader(self.folder) as reader:
                return reader.read(name)
        from eventbook.commands.trusted import trusted_file

        # By its whole path: a link of the work tree must not lead to another folder.
        return trusted_file(self.directory, self.trust, self.folder / name)

    def _about(self, name: str, what: str) -> str:
        return what if name == self.name else f"`{shown(name)}` {what}"

    def render(self, items: Sequence[Item], options: Options) -> Rendering:
        """The text that the template makes of records.

        Raises:
            UsageError: something is wrong with the template, at this file and line.
            EnvironmentFault: no other process can be made here.
        """
        try:
            found = fill_apart(self.load, self.name, template_data(list(items), options))
        except OSError as error:
            raise EnvironmentFault(f"a template needs a process of its own: {error}") from error
        if isinstance(found, Fault):
            beside = PurePath(self.given).parent / found.name
            at = f"{escaped(str(beside))}:{found.line}" if found.line else escaped(str(beside))
            raise UsageError(f"{at}: {escaped(found.message)}", help=escaped(found.help))
        return Rendering(found)

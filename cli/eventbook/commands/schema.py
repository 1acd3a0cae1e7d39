"""schema: the schemas of a book's kinds, for editors."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from eventbook.book.settings import Kind
from eventbook.commands.common import Common
from eventbook.commands.opened import Opened, open_book
from eventbook.commands.terminal import Terminal
from eventbook.commands.writing import deliver
from eventbook.errors import UsageError
from eventbook.output import KindSchema, schemas
from eventbook.schema.bundle import bundle
from eventbook.schema.words import close_to


def run(common: Common, name: str | None, *, form: str, output: Path | None) -> int:
    """Print one kind's schema, or what tells an editor of all of them. 0: done."""
    write = schemas(form)
    opened = open_book(common.directory)
    kinds = [_schema_of(opened, kind) for kind in _meant(opened, name)]
    text = write(kinds)
    if output is not None and form != "json":
        _refuse_others(common.directory / output, text)
    deliver(text, output, common.directory)
    if form != "json":
        _say_left_out(kinds, Terminal.detect(common.colour, quiet=common.quiet))
    return 0


def _meant(opened: Opened, name: str | None) -> tuple[Kind, ...]:
    kinds = opened.book.settings.kinds
    if name is None:
        return kinds
    kind = opened.book.settings.kind(name)
    if kind is None:
        names = [each.name for each in kinds]
        meant = close_to(name, names)
        known = f"kinds: {', '.join(names)}"
        raise UsageError(
            f"no kind is called `{name}`", help=f"did you mean `{meant}`?" if meant else known
        )
    return (kind,)


def _schema_of(opened: Opened, kind: Kind) -> KindSchema:
    shapes = opened.recipe.kinds
    globs = tuple(
        pattern.glob
        for pattern in kind.records
        if not pattern.steps or shapes.judges_file(kind, pattern)
    )
    catalog, path = shapes.of(kind)
    own = None if kind.built_in_schema is not None else path
    return KindSchema(kind.name, own, globs, partial(bundle, catalog, path))


def _refuse_others(target: Path, text: str) -> None:
    """An editor's settings hold more than schemas: what is there is not ours to replace."""
    if target.is_file() and target.read_bytes() != text.encode():
        raise UsageError(
            f"{target.name} is there already; nothing was written",
            help="leave out -o, and add what is printed to it",
        )


def _say_left_out(kinds: list[KindSchema], terminal: Terminal) -> None:
    for kind in kinds:
        if kind.path is None:
            terminal.say(
                f"{kind.name}: its schema is built in; `eventbook schema {kind.name} -o FILE` "
                f"writes it, for {', '.join(kind.globs)}"
            )
        elif not kind.globs:
            terminal.say(
                f"{kind.name}: its schema is for items of a list, and editors check whole files"
            )

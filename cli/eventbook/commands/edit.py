"""edit: change records by their fields, one in the editor or many at once, all or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from eventbook.commands.bulk import Desk, Way
from eventbook.commands.common import Common
from eventbook.commands.intake import STDIN, read_named
from eventbook.commands.planning import plan_each, plan_rows
from eventbook.editing.json_patch import PatchOperation, apply_patch, parse_patch
from eventbook.editing.operations import Sort, apply, operations
from eventbook.errors import UsageError
from eventbook.mapping.collector import paused
from eventbook.output import edits

if TYPE_CHECKING:
    from eventbook.exchange.rows import Rows


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options ask for.

    Attributes:
        words: ids and paths.
        operations: by the option's name.
        patch: a file with a JSON Patch.
        source: what `--from` names.
        form: of what is shown.
        write: without asking.
        dry_run: nothing.
        strict: errors that were there before stand against it, too.
        exit_code: 1 where anything would change.
    """

    words: Sequence[str]
    where: Sequence[str]
    operations: Mapping[Sort, Sequence[str]]
    patch: Path | None
    source: str | None
    form: str
    write: bool
    dry_run: bool
    strict: bool
    exit_code: bool

    @property
    def by_hand(self) -> bool:
        """Whether nothing says what to change, so that an editor has to."""
        return not any(self.operations.values()) and self.patch is None and self.source is None

    def check(self) -> None:
        """Refuse what does not fit together.

        Raises:
            UsageError: it does not.
        """
        edits(self.form)
        if self.write and self.dry_run:
            raise UsageError("--write and --dry-run do not go together", help="choose one")
        ways = [any(self.operations.values()), self.patch is not None, self.source is not None]
        if sum(ways) > 1:
            message = "operations, --patch and --from do not go together"
            raise UsageError(message, help="edit twice, or choose one")
        if self.source is not None and (self.words or self.where):
            raise UsageError("--from says itself which records", help="leave out ids and -w")
        if self.by_hand and (self.where or len(self.words) != 1 or self.words[0] == STDIN):
            raise UsageError(
                "nothing says what to change",
                help="give --set, --unset, --add, --remove, --rename-key, --patch or --from; "
                "or one id alone, for the editor",
            )
        if self.source is None and not self.words and not self.where:
            raise UsageError("no record is named", help="give ids, paths, `-` or -w; `.` means all")


@paused()
def run(common: Common, asked: Asked) -> int:
    """Edit records. 0: shown or written; 1: refused, nothing selected, or declined."""
    asked.check()
    wanted = operations(asked.operations)  # what is wrong with them is told before anything is read
    patch = _patch(asked.patch, common.directory) if asked.patch is not None else None
    given = _rows(asked.source, common.directory) if asked.source is not None else None
    desk = Desk.at(common, form=asked.form, strict=asked.strict)
    way = Way(write=asked.write, dry_run=asked.dry_run, exit_code=asked.exit_code)
    if given is not None:
        return desk.edit(plan_rows(desk.opened, given), way)
    chosen = desk.chosen(asked.words, asked.where)
    if asked.by_hand:
        return desk.by_hand(chosen, way)
    edit = partial(apply_patch, patch=patch) if patch is not None else partial(apply, wanted=wanted)
    return desk.edit(plan_each(desk.opened, chosen, edit), way)


def _patch(path: Path, directory: Path) -> tuple[PatchOperation, ...]:
    from eventbook.exchange.structured import read_structured

    name = str(path)
    return parse_patch(read_structured(read_named(name, directory), name), name)


def _rows(source: str, directory: Path) -> Rows:
    from eventbook.exchange.rows import read_rows

    return read_rows(read_named(source, directory), source)

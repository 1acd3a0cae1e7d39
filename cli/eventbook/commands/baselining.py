"""The baseline of a check: findings that were there before may stay, and nothing new may come."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from eventbook.book.files import Unreadable
from eventbook.changes.baseline import Entry, can_stay, looks_like_one, read, sort_out, written
from eventbook.changes.fingerprints import SpotOf
from eventbook.commands.common import Common
from eventbook.commands.reporting import Place
from eventbook.commands.scope import Scope
from eventbook.commands.terminal import Terminal
from eventbook.commands.writing import deliver
from eventbook.errors import ConfigError, UsageError
from eventbook.escape import terminal as escaped
from eventbook.findings import Finding
from eventbook.rules.rule import Context

_LARGEST = 64 << 20
"""Bytes of a baseline: two hundred thousand findings."""
_OPTION = "--baseline"


class Held(NamedTuple):
    """What a baseline leaves of a run's findings.

    Attributes:
        left: those that are told.
        known: how many are not.
        stale: it holds findings that are gone.
        text: of the baseline to be written; empty where none is.
    """

    left: Sequence[Finding]
    known: int = 0
    stale: bool = False
    text: str = ""


class Ratchet(NamedTuple):
    """A baseline that is in force, or about to be written.

    Attributes:
        place: its file.
        old: its bytes; None where there is no file yet.
        entries: what is in it.
        writing: write it anew.
        whole: the run looks at the whole book with all rules, so that what it misses is gone.
    """

    place: Place
    old: bytes | None
    entries: tuple[Entry, ...]
    writing: bool
    whole: bool

    @classmethod
    def asked(
        cls,
        common: Common,
        baseline: Path | None,
        narrowed: Mapping[str, bool],
        scope: Scope,
        *,
        writing: bool,
    ) -> Ratchet | None:
        """The baseline that the command line names.

        Args:
            narrowed: what the run may leave out, by the option that asks for it.

        Raises:
            UsageError: there is no such file, or the options do not go together.
            ConfigError: it is no baseline.
        """
        if baseline is None:
            if writing:
                raise UsageError(
                    "--write-baseline needs a file", help=f"name it with {_OPTION} FILE"
                )
            return None
        part = [*(name for name, given in narrowed.items() if given), *_parts(scope)]
        if writing and (part or scope.rev is not None or scope.trust is not None):
            option = [*part, "--rev" if scope.rev is not None else "--trust"][0]
            raise UsageError(
                f"--write-baseline and {option} do not go together",
                help="a baseline is of the whole book as it is",
            )
        place = Place.of(_OPTION, baseline, common.directory)
        old = _bytes(place, common.directory, scope.trust)
        if old is None and not writing:
            where = f" in {scope.trust}" if scope.trust else ""
            raise UsageError(
                f"{_OPTION} {baseline}: there is no such file{where}",
                help="--write-baseline makes it",
            )
        return cls(place, old, _entries(old, place, writing=writing), writing, not part)

    def hold(
        self,
        findings: Sequence[Finding],
        spot_of: SpotOf,
        context: Context,
        terminal: Terminal,
        *,
        strict: bool,
    ) -> Held:
        """Hold a run's findings against it, and say how many are in it and how many are gone.

        Args:
            findings: with what private ones forbid to show taken out.
        """
        found = sort_out(findings, self.entries, spot_of)
        gone = [each for each in found.gone if _ran(each.rule, context)]
        if self.writing:
            idle = [each for each in found.gone if not _ran(each.rule, context)]
            entries = [*found.entries, *idle]
            self._tell(len(entries), len(found.entries) - len(found.known), len(gone), terminal)
            left = [each for each in found.left if not can_stay(each)]
            return Held(left, len(found.entries), text=written(entries))
        if found.known:
            terminal.say(f"{_count(len(found.known), '')} in the baseline")
        stale = self.whole and bool(gone)
        if stale:  # a run that fails for it says so, however quiet
            loud = terminal._replace(quiet=terminal.quiet and not strict)
            failing = ", which fails a strict run" if strict else ""
            count = _count(len(gone), " of the baseline")
            loud.say(f"{count} gone{failing}; run --write-baseline")
        return Held(found.left, len(found.known), stale)

    def write(self, held: Held, common: Common, terminal: Terminal) -> None:
        """Write it, where it is to be written and says something else than before.

        Raises:
            EnvironmentFault: it cannot be written.
        """
        if not self.writing or self.old == held.text.encode():
            return
        deliver(held.text, self.place.path, common.directory)
        terminal.say(escaped(f"next: git add {shlex.quote(str(self.place.path))}"))

    def _tell(self, number: int, new: int, gone: int, terminal: Terminal) -> None:
        parts = [f"{new} new" if new else "", f"{gone} gone" if gone else ""]
        changes = ", ".join(filter(None, parts)) or "as before"
        findings = "1 finding" if number == 1 else f"{number} findings"
        terminal.say(escaped(f"{self.place.path}: {findings} ({changes})"))


def _parts(scope: Scope) -> list[str]:
    """The options that look at a change alone."""
    changed = {"--changed-since": scope.changed_since is not None, "--staged": scope.staged}
    return [name for name, given in changed.items() if given]


def _bytes(place: Place, directory: Path, trust: str | None) -> bytes | None:
    """A baseline's bytes; None where there is no file. Of a change the base's is what counts."""
    name = f"{_OPTION} {place.path}"
    if trust is not None:
        from eventbook.commands.trusted import trusted_file

        try:
            return trusted_file(directory, trust, place.path, _LARGEST)
        except Unreadable as error:
            raise ConfigError(f"{name}: the file {error.message}") from error
    if not place.target.exists():
        return None
    if not place.target.is_file():  # a pipe would be waited for
        raise ConfigError(f"{name}: it is not a regular file")
    try:
        with place.target.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise ConfigError(f"{name}: {reason}") from error
    if len(data) > _LARGEST:
        raise ConfigError(f"{name}: larger than {_LARGEST >> 20} MiB")
    return data


def _entries(data: bytes | None, place: Place, *, writing: bool) -> tuple[Entry, ...]:
    """What is in it; a broken one that is to be written anew holds nothing."""
    if data is None or (writing and not data.strip()):
        return ()
    try:
        return read(data, str(place.path))
    except ConfigError:
        if writing and looks_like_one(data):
            return ()
        raise


def _ran(rule: str, context: Context) -> bool:
    """Whether a rule had all that it looks at, so that a finding it does not give is gone."""
    from eventbook.check import MANUALS

    manual = MANUALS.get(rule)
    return manual is None or context.supplies(manual.needs)


def _count(number: int, what: str) -> str:
    return f"1 finding{what} is" if number == 1 else f"{number} findings{what} are"

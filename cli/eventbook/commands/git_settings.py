"""What git is told to run for records: the values of its settings, and what is wrong with others.

Programs are named in full: `git` is started by editors and the like, whose PATH may be another,
and a name that is searched for could be found in a checkout.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from eventbook.book.gitconfig import DRIVER, Setting

_MERGE, _DIFF = f"merge.{DRIVER}", f"diff.{DRIVER}"
NAME = "records, merged by their fields (eventbook)"
# Exit status 1 means conflicts; but Python gives it, too, where it cannot even start.
_FALL_BACK = (
    "rc=$?; test $rc -eq 0 && exit 0; "
    "test $rc -eq 1 && grep -q '^<\\{%L\\}' %A && exit 1; "
    "echo 'eventbook could not merge this file: its lines are merged, and to be looked at' >&2; "
    "git merge-file -q --marker-size=%L -L ours -L base -L theirs %A %O %B; exit 1"
)
_PROGRAM = re.compile(
    r"(?P<program>'(?:[^']|'\\'')*'|[^\s']\S*)(?: -P -m eventbook)?"
    r" (?:merge-driver|git-diff|git-textconv)\b"
)


def wanted() -> Mapping[str, str]:
    """The settings by key, in the order in which to set them: no name without a driver."""
    command = own_command()
    merging = command.replace("%", "%%")
    return {
        f"{_MERGE}.driver": f"{merging} merge-driver -- %O %A %B %L %P %S %X %Y; {_FALL_BACK}",
        f"{_MERGE}.name": NAME,
        f"{_DIFF}.command": f'f() {{ {command} git-diff "$@" || diff -u "$2" "$5" || :; }}; f',
        f"{_DIFF}.textconv": f'f() {{ {command} git-textconv "$1" || cat "$1"; }}; f',
    }


def own_command() -> str:
    """How a shell starts this program again, in whatever folder."""
    started = Path(sys.argv[0]).absolute()
    if started.name != "__main__.py" and os.access(started, os.X_OK):
        return shlex.quote(str(started))
    return f"{shlex.quote(sys.executable)} -P -m eventbook"


def is_ours(key: str, value: str) -> bool:
    """Whether a setting is one that this program made, perhaps an older version of it."""
    return _PROGRAM.search(value) is not None if key != f"{_MERGE}.name" else value == NAME


def problems(held: Mapping[str, Setting]) -> Iterator[str]:
    """What is wrong with the settings that hold, a sentence each."""
    for key, value in wanted().items():
        setting = held.get(key)
        if setting is None:
            yield f"{key} is not set{_consequence(key, held)}"
        elif setting.value != value:
            yield f"{key} {_difference(setting)}"


def _consequence(key: str, held: Mapping[str, Setting]) -> str:
    if key != f"{_MERGE}.driver":
        return ""
    if any(other.startswith(f"{_MERGE}.") for other in held):
        return ", though other settings of it are: git refuses to merge"
    return ": git merges records by lines, and says nothing of it"


def _difference(setting: Setting) -> str:
    where = f"in the {setting.scope} settings"
    found = _PROGRAM.search(setting.value)
    if found is None:
        return f"{where} is not ours"
    (program,) = shlex.split(found["program"].replace("%%", "%"))[:1]
    if shutil.which(program) is None:
        return f"{where} names a program that is not there: {program}"
    return f"{where} is that of another eventbook: {program}"

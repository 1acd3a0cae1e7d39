"""Reading the transcripts in a document: commands and what they print.

In a ```console block, a line that begins with `$ ` is a command, and the lines up to the next one
are what it prints, standard output and error together. A command goes on while its lines end in a
backslash, or to the end of its here-document. A line `[...]` stands for any number of lines.
`[exit N]` as the last line of an output is the exit status, else it is 0. An HTML comment names
where the following blocks run: `<!-- in: repository -->`, a copy of this one, or any other words,
an empty folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PART = re.compile(r"<!-- in: (?P<where>[a-z ]+) -->|^```console\n(?P<block>.*?)^```$", re.S | re.M)


@dataclass(frozen=True, slots=True)
class Step:
    """One command and what it should print."""

    line: int
    where: str
    command: str
    output: tuple[str, ...]
    status: int


def steps(document: Path) -> Iterator[Step]:
    """The commands of a document, in order."""
    text = document.read_text(encoding="utf-8")
    where = ""
    for part in _PART.finditer(text):
        if part["where"]:
            where = part["where"]
            continue
        first = text.count("\n", 0, part.start("block")) + 1
        yield from _steps(part["block"].splitlines(), first, where)


def _steps(lines: list[str], first: int, where: str) -> Iterator[Step]:
    starts = [index for index, line in enumerate(lines) if line.startswith("$ ")]
    assert starts, f"line {first}: a console block without a command"
    assert starts[0] == 0, f"line {first}: output before the first command"
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        command = [lines[start][2:]]
        index = start + 1
        here_document = re.search(r"<<'(\w+)'", command[0])
        while command[-1].endswith("\\") or (here_document and command[-1] != here_document[1]):
            command.append(lines[index])
            index += 1
        output = lines[index:end]
        status = 0
        if output and (found := re.fullmatch(r"\[exit (\d+)\]", output[-1])):
            status = int(found[1])
            output.pop()
        yield Step(first + start, where, "\n".join(command), tuple(output), status)


def matches(expected: tuple[str, ...], printed: list[str]) -> bool:
    """Whether what was printed is what was expected, `[...]` standing for any lines."""
    pattern = "".join(
        "(?:.*\n)*" if line == "[...]" else re.escape(line) + "\n" for line in expected
    )
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None

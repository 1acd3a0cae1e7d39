"""Findings as comments at the top of a text that is being edited, and taking them off again."""

from __future__ import annotations

from collections.abc import Sequence

from eventbook.editing.comments import MODELINE
from eventbook.escape import terminal
from eventbook.findings import Finding

MARK = "#!"
"""How a line begins that is not part of the record."""


def with_notes(text: str, errors: Sequence[Finding], header: Sequence[str] = ()) -> str:
    """The text below its header and a line for each error, which says the line as it is here.

    Args:
        errors: located in `text`, and fit to be shown: private ones quote nothing.
        header: comment lines, without `#`.
    """
    lines = [f"# {line}" for line in header]
    if errors:
        count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        lines.append(f"{MARK} {count}: correct and save; or empty the text to give up")
        above = len(lines) + len(errors)
        lines += [f"{MARK} {note(each, above)}" for each in errors]
    return "".join(f"{line}\n" for line in lines) + text


def note(finding: Finding, above: int = 0) -> str:
    """An error in one line, with the line where it stands; a private one quotes nothing.

    Args:
        above: how many lines stand on top of the text that it is located in.
    """
    line = (finding.span.line if finding.span else 1) + above
    if finding.private:
        return f"line {line}: {finding.slug}: private, so no more is said here"
    said = "; ".join(part for part in (finding.message, finding.help) if part)
    return f"line {line}: {finding.slug}: {terminal(' '.join(said.split()))}"


def without_notes(text: str) -> str:
    """The text without the lines that `with_notes` and the editor's modeline put on top of it."""
    lines = text.splitlines(keepends=True)
    while lines and (lines[0].startswith(MARK) or lines[0].lstrip("# ").startswith(MODELINE)):
        del lines[0]
    return "".join(lines)


def says_nothing(text: str) -> bool:
    """Whether a text holds nothing but comments and blank lines."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())

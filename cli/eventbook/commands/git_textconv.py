"""git-textconv: a file in the canonical layout, for comparisons by lines (gitattributes(5)).

git hands over a file without its path, so nothing is known of its kind: keys stay in their order.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from eventbook.document.loader import load
from eventbook.document.outcome import SpliceError
from eventbook.errors import EnvironmentFault, UsageError
from eventbook.formatting.keys import Keys
from eventbook.formatting.layout import LayoutError, laid_out, tidied


def run(words: Sequence[str]) -> int:
    """Write the text of a file; as it is where it cannot be laid out. 0.

    Raises:
        UsageError: it is not one file that is named.
        EnvironmentFault: it cannot be read.
    """
    if len(words) != 1:
        raise UsageError("git-textconv is called by git", help="by hand: git-textconv FILE")
    try:
        data = Path(words[0]).read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise EnvironmentFault(f"{words[0]}: {reason}") from error
    sys.stdout.flush()
    sys.stdout.buffer.write(_laid_out(data))
    sys.stdout.buffer.flush()
    return 0


def _laid_out(data: bytes) -> bytes:
    loaded = load(tidied(data), "")
    if loaded.document is None or any(each.severity == "error" for each in loaded.findings):
        return data
    try:
        return laid_out(loaded.document, _unordered()).text.encode()
    except (LayoutError, SpliceError):
        return data


def _unordered() -> Keys:
    """Keys in the order in which they stand."""
    keys = Keys({}, False, lambda _: keys)
    return keys

"""What is to be said of a name that occurs where it must not."""

from __future__ import annotations

from collections.abc import Mapping

from eventbook.rules.rule import Described, Manual

LEAK = "withheld-leak"
_WRONG = """\
# in .withheld, which is not in git: Ann Example
title: Recital by Ann Example
"""
_RIGHT = """\
# in .withheld, which is not in git: the name of who played
title: Recital by a pupil of the school
"""
LEAKS: Mapping[str, Described] = {
    LEAK: Described(
        "error",
        Manual(
            "A name stands in the repository that must occur nowhere in it.",
            "The names are on a list that is kept outside git: `.withheld` in the book's root, or "
            "what `--withheld FILE` or `EVENTBOOK_WITHHELD` names. The history of a repository is "
            "permanent, and copies of it are everywhere soon. This finding shows the place only, "
            "and cannot be waived.",
            "Take the name out, or rename the file. If it was ever committed, the history needs "
            "cleaning too: `eventbook validate --history` looks there.",
            wrong=_WRONG,
            right=_RIGHT,
        ),
        needs="withheld",
    )
}

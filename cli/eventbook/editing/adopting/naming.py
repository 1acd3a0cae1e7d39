"""What to call a kind of records that has no name yet."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection

from eventbook.book.records import Steps
from eventbook.editing.adopting.families import Family
from eventbook.values.slug import slugify

_SAYS_NOTHING_TEXT = """
    data records content contents src source sources files yaml yml json list lists items all
    schema schemas index info db database docs public assets main
"""
_SAYS_NOTHING = frozenset(_SAYS_NOTHING_TEXT.split())
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST = 40


def kind_name(family: Family, steps: Steps, schema: str | None, taken: Collection[str]) -> str:
    """A name for the kind: from the list they are in, their folder, the schema or their file.

    Args:
        family: the files.
        steps: where in them the records are.
        schema: the file that judges them.
        taken: names of other kinds.
    """
    proposed = [step[-1] for step in reversed(steps) if step]
    if len(family.files) == 1:
        proposed.append(_stem(family.files[0]))
    folders = [part for part in reversed(family.folder.split("/")) if part]
    proposed += [*folders[:1], *([_stem(schema)] if schema else []), *folders[1:]]
    names = [_singular(slugify(each)[:_LONGEST].strip("-")) for each in proposed]
    good = [each for each in names if _NAME.fullmatch(each) and each not in _SAYS_NOTHING]
    first = next((each for each in good if each not in taken), (good or ["record"])[0])
    numbered = (f"{first}-{number}" for number in range(2, 1000))
    return next(each for each in (first, *numbered) if each not in taken)


def _stem(path: str) -> str:
    """A file's name without its endings, nor the word `schema` in it."""
    name = posixpath.basename(path).split(".")[0]
    words = [word for word in slugify(name).split("-") if word not in ("schema", "yaml", "json")]
    return "-".join(words)


def _singular(word: str) -> str:
    """The English singular of a word, as far as its ending tells."""
    if word in _SAYS_NOTHING:
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "ies")) and len(word) > 3:
        return word[:-1]
    return word

"""What the loader finds in the text of a file, explained."""

from __future__ import annotations

from collections.abc import Mapping

from eventbook.rules.rule import Described, Manual


def _error(summary: str, why: str, remedy: str) -> Described:
    return Described("error", Manual(summary, why, remedy))


def _warning(summary: str, why: str, remedy: str) -> Described:
    return Described("warning", Manual(summary, why, remedy))


_ONE_MEANING = "A record must mean the same to every program that reads it."
_BOUNDS = "Bounds keep a hostile or broken file from costing time and memory."

LOADER: Mapping[str, Described] = {
    "file-unreadable": _error(
        "The file is a link or a device, or cannot be opened.",
        "Only regular files are read: a link could lead out of the book.",
        "Put the file itself in its place, readable for everybody who works on the book.",
    ),
    "yaml-syntax": _error(
        "The file is not YAML.",
        "Nothing can be said about a text that cannot be read.",
        "Mend the line; most often quotes are missing around a text with `: ` or ` #` in it.",
    ),
    "yaml-duplicate-key": _error(
        "A map gives the same key twice.",
        "Most YAML readers silently keep one of the two; which one differs.",
        "Keep one.",
    ),
    "yaml-alias": _error("The file uses an anchor or an alias.", _BOUNDS, "Write the value out."),
    "yaml-merge-key": _error(
        "The file uses a merge key (`<<`).", _ONE_MEANING, "Write the keys out."
    ),
    "yaml-tag": _error(
        "The file uses a tag (`!…`).", "Types come from the schema.", "Remove the tag."
    ),
    "yaml-many-documents": _error(
        "The file holds a second document.",
        "Many readers silently drop all but the first.",
        "Write one file a record.",
    ),
    "yaml-key-type": _error(
        "A key is a number, a boolean, nothing, a list or a map.",
        "In JSON every key is a text.",
        "Put the key in quotes.",
    ),
    "yaml-number": _error(
        "A number has more digits than all readers keep, or is too large.",
        "Readers would round it, each in its own way.",
        "Put it in quotes if it is a name or a code.",
    ),
    "yaml-too-deep": _error("Maps and lists are nested too deep.", _BOUNDS, "Make it flatter."),
    "yaml-too-large": _error("The file, or a text in it, is too large.", _BOUNDS, "Split it."),
    "yaml-encoding": _error(
        "The file is not clean UTF-8.", _ONE_MEANING, "Save it as UTF-8 without a byte order mark."
    ),
    "record-empty": _error(
        "The file holds no record.", "An empty file records nothing.", "Fill it or delete it."
    ),
    "number-doubtful": _warning(
        "A text looks like a number to other YAML readers.",
        _ONE_MEANING,
        "Put it in quotes.",
    ),
    "text-hygiene": _warning(
        "Line ends are mixed, a text has tabs or is not in Unicode's normal form (NFC), or "
        "invisible characters reorder it.",
        "Such bytes make spurious differences, or show a reader something else than is there.",
        "Save the file with one kind of line end; remove tabs and invisible characters; type "
        "letters with accents as one character.",
    ),
}

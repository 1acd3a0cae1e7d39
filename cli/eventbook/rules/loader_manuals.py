"""What the loader finds in the text of a file, explained."""

from __future__ import annotations

from collections.abc import Mapping

from eventbook.rules.rule import Described, Manual


def _error(
    summary: str, why: str, remedy: str, *, wrong: str, right: str, safe: str = ""
) -> Described:
    return Described("error", Manual(summary, why, remedy, wrong, right, safe))


def _warning(
    summary: str, why: str, remedy: str, *, wrong: str, right: str, safe: str, unsafe: str = ""
) -> Described:
    return Described("warning", Manual(summary, why, remedy, wrong, right, safe, unsafe))


_ONE_MEANING = "A record must mean the same to every program that reads it."
_BOUNDS = "Bounds keep a hostile or broken file from costing time and memory."

LOADER: Mapping[str, Described] = {
    "file-unreadable": _error(
        "The file is a link or a device, or cannot be opened.",
        "Only regular files are read: a link could lead out of the book.",
        "Put the file itself in its place, readable for everybody who works on the book.",
        wrong="# 2019-turin-organ-recital.yaml is a link to ../../recital.yaml\n",
        right="# 2019-turin-organ-recital.yaml is the file itself\ntitle: Organ recital\n",
    ),
    "yaml-syntax": _error(
        "The file is not YAML.",
        "Nothing can be said about a text that cannot be read.",
        "Mend the line; most often quotes are missing around a text with `: ` or ` #` in it.",
        wrong="title: Carols: an evening for all voices\n",
        right='title: "Carols: an evening for all voices"\n',
    ),
    "yaml-duplicate-key": _error(
        "A map gives the same key twice.",
        "Most YAML readers silently keep one of the two; which one differs.",
        "Keep one.",
        wrong="place:\n  name: Conservatory\n  name: Great Hall\n",
        right="place:\n  name: Great Hall\n  note: The poster says Conservatory.\n",
    ),
    "yaml-alias": _error(
        "The file uses an anchor or an alias.",
        _BOUNDS,
        "Write the value out.",
        wrong="organisers: &choir\n  - {name: Riverside Choir, role: organiser}\n",
        right="organisers:\n  - {name: Riverside Choir, role: organiser}\n",
    ),
    "yaml-merge-key": _error(
        "The file uses a merge key (`<<`).",
        _ONE_MEANING,
        "Write the keys out.",
        wrong="place:\n  <<: {city: Turin, country: IT}\n  name: Conservatory\n",
        right="place:\n  city: Turin\n  country: IT\n  name: Conservatory\n",
    ),
    "yaml-tag": _error(
        "The file uses a tag (`!…`).",
        "Types come from the schema.",
        "Remove the tag.",
        wrong="date: !!timestamp 2019-05-18\n",
        right="date: 2019-05-18\n",
    ),
    "yaml-many-documents": _error(
        "The file holds a second document.",
        "Many readers silently drop all but the first.",
        "Write one file a record.",
        wrong="title: Organ recital\n---\ntitle: Choir concert\n",
        right=(
            "# records/events/2019-turin-organ-recital.yaml\n"
            "title: Organ recital\n"
            "# records/events/2019-turin-choir-concert.yaml\n"
            "title: Choir concert\n"
        ),
    ),
    "yaml-key-type": _error(
        "A key is a number, a boolean, nothing, a list or a map.",
        "In JSON every key is a text.",
        "Put the key in quotes.",
        wrong="local:\n  1931: a gift of the choir\n",
        right='local:\n  "1931": a gift of the choir\n',
    ),
    "yaml-number": _error(
        "A number has more digits than all readers keep, or is too large.",
        "Readers would round it, each in its own way.",
        "Put it in quotes if it is a name or a code.",
        wrong="local:\n  barcode: 30061500001234567890\n",
        right='local:\n  barcode: "30061500001234567890"\n',
    ),
    "yaml-too-deep": _error(
        "Maps and lists are nested too deep.",
        _BOUNDS,
        "Make it flatter.",
        wrong=(
            "local:\n"
            "  box: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n"
            "       [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n"
            "       14\n"
            "       ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n"
            "       ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n"
        ),
        right="local:\n  box: 14\n",
    ),
    "yaml-too-large": _error(
        "The file, or a text in it, is too large.",
        _BOUNDS,
        "Split it.",
        wrong='local:\n  minutes: "… (more than 256 KiB of text)"\n',
        right="local:\n  minutes: box 14, folder 2\n",
    ),
    "yaml-encoding": _error(
        "The file is not clean UTF-8.",
        _ONE_MEANING,
        "Save it as UTF-8 without a byte order mark.",
        wrong="title: Café concert # the file is saved in Latin-1\n",
        right="title: Café concert # the file is saved in UTF-8\n",
        safe="removes a byte order mark",
    ),
    "record-empty": _error(
        "The file holds no record.",
        "An empty file records nothing.",
        "Fill it or delete it.",
        wrong="# The recital of 18 May: to be written.\n",
        right="title: Organ recital\ndate: 2019-05-18\n",
    ),
    "number-doubtful": _warning(
        "A text looks like a number to other YAML readers.",
        _ONE_MEANING,
        "Put it in quotes.",
        wrong="local:\n  shelfmark: 0042\n",
        right='local:\n  shelfmark: "0042"\n',
        safe="puts quotes around it",
    ),
    "text-hygiene": _warning(
        "Line ends are mixed, or a text has tabs, is not in Unicode's normal form (NFC), or holds "
        "invisible characters that reorder it or act on programs.",
        "Such bytes make spurious differences, or show a reader something else than is there.",
        "Save the file with one kind of line end; remove tabs and invisible characters; type "
        "letters with accents as one character.",
        wrong='title: "Organ\\trecital"\n',
        right="title: Organ recital\n",
        safe="ends all lines with LF where they end in different ways, and writes texts in NFC",
        unsafe="writes a space for a tab",
    ),
}

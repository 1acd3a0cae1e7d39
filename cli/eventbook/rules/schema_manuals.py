"""What any schema finds, explained: the slugs that are no rule's own."""

from __future__ import annotations

from collections.abc import Mapping

from eventbook.rules.rule import Described, Manual


def _error(
    summary: str, why: str, remedy: str, *, wrong: str, right: str, unsafe: str = ""
) -> Described:
    return Described("error", Manual(summary, why, remedy, wrong, right, unsafe=unsafe))


_SHAPE = "Programs that read the book rely on the shape that its schema promises."

SCHEMA: Mapping[str, Described] = {
    "property-unknown": _error(
        "A key is not one that the schema knows.",
        "A misspelt key hides what it holds from every search and page.",
        "Correct the key; an archive's own fields belong under `local`.",
        wrong="venue: {name: Conservatory}\n",
        right="place: {name: Conservatory}\n",
        unsafe="writes the key that the schema calls so, or that is spelt almost so",
    ),
    "property-missing": _error(
        "A required key is missing.",
        _SHAPE,
        "Add it.",
        wrong="programme:\n  - title: Welcome\n",
        right="programme:\n  - kind: speech\n    title: Welcome\n",
    ),
    "type-mismatch": _error(
        "A value has the wrong type.",
        _SHAPE,
        "Write it as the schema says; quote texts.",
        wrong="keywords: organ\n",
        right="keywords: [organ]\n",
        unsafe="puts quotes around a whole number where a text belongs",
    ),
    "value-not-allowed": _error(
        "A value is not among those allowed.",
        "Closed lists keep a field searchable.",
        "Use an allowed value; where there is `other`, say what it is in `as_written`.",
        wrong="type: organ recital\n",
        right="type: concert\n",
        unsafe="writes the value that the schema calls so, or that is spelt almost so",
    ),
    "pattern-mismatch": _error(
        "A text has not the required form.",
        _SHAPE,
        "Correct the text.",
        wrong=(
            "# schemas/event.schema.json\n"
            '{"properties": {"shelfmark": {"pattern": "^[A-Z]+ [0-9]+$"}}}\n'
            "# records/events/2019-turin-organ-recital.yaml\n"
            "shelfmark: box 14\n"
        ),
        right=(
            "# schemas/event.schema.json\n"
            '{"properties": {"shelfmark": {"pattern": "^[A-Z]+ [0-9]+$"}}}\n'
            "# records/events/2019-turin-organ-recital.yaml\n"
            "shelfmark: MUS 14\n"
        ),
    ),
    "length-out-of-range": _error(
        "A text, list or map is too short or too long.",
        _SHAPE,
        "Add or remove what is needed.",
        wrong="sources: []\n",
        right="sources: [{title: Printed programme}]\n",
    ),
    "number-out-of-range": _error(
        "A number is too small or too large.",
        _SHAPE,
        "Correct it.",
        wrong="attendance: {count: -1}\n",
        right="attendance: {count: null} # nobody counted\n",
    ),
    "items-not-unique": _error(
        "A list holds the same item twice.",
        _SHAPE,
        "Remove one.",
        wrong="keywords: [organ, music, organ]\n",
        right="keywords: [organ, music]\n",
    ),
    "form-unmatched": _error(
        "A value fits none of the forms it may have, or more than one.",
        _SHAPE,
        "Write it in one of the forms.",
        wrong=(
            "# schemas/event.schema.json\n"
            '{"properties": {"seat": {"oneOf": [\n'
            '  {"title": "a numbered seat", "required": ["row"]},\n'
            '  {"title": "a free seat", "required": ["area"]}\n'
            "]}}}\n"
            "# records/events/2019-turin-organ-recital.yaml\n"
            "seat: {row: 7, area: gallery}\n"
        ),
        right=(
            "# schemas/event.schema.json\n"
            '{"properties": {"seat": {"oneOf": [\n'
            '  {"title": "a numbered seat", "required": ["row"]},\n'
            '  {"title": "a free seat", "required": ["area"]}\n'
            "]}}}\n"
            "# records/events/2019-turin-organ-recital.yaml\n"
            "seat: {row: 7}\n"
        ),
    ),
    "format-invalid": _error(
        "A text has not the format it should.",
        _SHAPE,
        "Correct the text.",
        wrong="start_time: 8 pm\n",
        right="start_time: 20:00\n",
        unsafe="writes the text in its format where there is one way to read it",
    ),
    "date-invalid": _error(
        "A date is not one in the Extended Date/Time Format (ISO 8601-2, EDTF).",
        "Uncertain dates are recorded as they are known, without days made up.",
        "Write `2023-02-24`, `2023-02` where the day is unknown, `2023-02?` where it is "
        "uncertain, `XXXX` where nothing is known.",
        wrong="date: 18 May 2019\n",
        right="date: 2019-05-18\n",
        unsafe="writes the date in EDTF where there is one way to read it",
    ),
    "timezone-invalid": _error(
        "A time zone is not in the IANA database.",
        "Without a zone, a time of day means nothing elsewhere.",
        "Write a name such as `Europe/Rome`.",
        wrong="timezone: Italy/Turin\n",
        right="timezone: Europe/Rome\n",
        unsafe="writes the name that was probably meant",
    ),
    "code-invalid": _error(
        "A language tag (BCP 47) or country code (ISO 3166-1) is not valid.",
        "Codes let records be sorted and rendered in the reader's language.",
        "Write `it`, `az-Latn`, `IT`.",
        wrong="languages: [italian]\n",
        right="languages: [it]\n",
        unsafe="writes the code that was probably meant",
    ),
    "url-invalid": _error(
        "An address is not a web address.",
        "Addresses become links on public pages; other schemes can run code there.",
        "Write the full `https://…` address.",
        wrong="sources:\n  - url: www.example.org/recital\n",
        right="sources:\n  - url: https://www.example.org/recital\n",
        unsafe="writes the address without space around it, and its odd signs as `%` and digits",
    ),
}

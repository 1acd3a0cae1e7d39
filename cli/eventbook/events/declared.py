"""What the event schema itself declares with `x-finding`, explained."""

from __future__ import annotations

from collections.abc import Mapping

from eventbook.rules.rule import Described, Manual


def _error(summary: str, why: str, remedy: str, *, wrong: str, right: str) -> Described:
    return Described("error", Manual(summary, why, remedy, wrong, right))


DECLARED: Mapping[str, Described] = {
    "minor-named": _error(
        "A person marked as a minor has a name, a reference, an identifier or a picture.",
        "A child's name never enters a record: the history of a repository is permanent. This "
        "finding shows the place only, and cannot be waived.",
        "Remove it; write a `label` that identifies nobody, and say in `withheld` what is held "
        "back. If it was ever committed, the history needs cleaning too.",
        wrong=(
            "participants:\n"
            "  - key: reader\n"
            "    minor: true\n"
            "    name: N. N.\n"
            "    label: A child (name withheld)\n"
            "    roles: [reader]\n"
        ),
        right=(
            "participants:\n"
            "  - key: reader\n"
            "    minor: true\n"
            "    label: A child (name withheld)\n"
            "    roles: [reader]\n"
            "withheld:\n"
            "  - {at: participants/reader, what: name, reason: minor}\n"
        ),
    ),
    "withheld-named": _error(
        "A person whose name is withheld is named all the same.",
        "Who asked not to be named, or whom the editors decided not to name, stays unnamed.",
        "Remove the name; write a `label` that identifies nobody.",
        wrong=(
            "participants:\n"
            "  - key: witness\n"
            "    withheld: true\n"
            "    name: N. N.\n"
            "    label: A witness (name withheld)\n"
            "    roles: [speaker]\n"
        ),
        right=(
            "participants:\n"
            "  - key: witness\n"
            "    withheld: true\n"
            "    label: A witness (name withheld)\n"
            "    roles: [speaker]\n"
            "withheld:\n"
            "  - {at: participants/witness, what: name, reason: asked for it}\n"
        ),
    ),
    "entity-form": _error(
        "Somebody or something has both a `name` and a `ref`, or neither.",
        "With both, what is recorded here may contradict what is recorded there; with neither, "
        "nothing is meant.",
        "Give one of the two, and one only. Of a place, a city alone is not enough.",
        wrong="place: {city: Turin, country: IT}\n",
        right="place: {name: Conservatory, city: Turin, country: IT}\n",
    ),
    "key-form": _error(
        "A key is not made of lower-case words joined by hyphens, or is a reserved word.",
        "Keys are typed by people and compared letter by letter.",
        "Write it like `t-manafzade`.",
        wrong="participants:\n  - {key: Ada Moretti, name: Ada Moretti, roles: [soloist]}\n",
        right="participants:\n  - {key: moretti, name: Ada Moretti, roles: [soloist]}\n",
    ),
    "ref-form": _error(
        "A reference is not a kind and an id with a slash between them.",
        "The kind says which records are meant.",
        "Write it like `person/rashad-aslanov`.",
        wrong="participants:\n  - {ref: Ada Moretti, roles: [soloist]}\n",
        right=(
            "# records/events/2019-turin-organ-recital.yaml\n"
            "participants:\n"
            "  - {ref: person/ada-moretti, roles: [soloist]}\n"
            "# records/people/ada-moretti.yaml\n"
            "name: Ada Moretti\n"
        ),
    ),
    "source-form": _error(
        "A source has neither a title nor an address.",
        "A source that nobody can find again proves nothing.",
        "Give it a `title`, a `url`, or both.",
        wrong="sources:\n  - {kind: poster}\n",
        right="sources:\n  - {kind: poster, title: Organ recital}\n",
    ),
}

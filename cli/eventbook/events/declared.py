"""What the event schema itself declares with `x-finding`, explained."""

from __future__ import annotations

from collections.abc import Mapping

from eventbook.rules.rule import Described, Manual


def _error(summary: str, why: str, remedy: str) -> Described:
    return Described("error", Manual(summary, why, remedy))


DECLARED: Mapping[str, Described] = {
    "minor-named": _error(
        "A person marked as a minor has a name, a reference, an identifier or a picture.",
        "A child's name never enters a record: the history of a repository is permanent. This "
        "finding shows the place only, and cannot be waived.",
        "Remove it; write a `label` that identifies nobody, and say in `withheld` what is held "
        "back. If it was ever committed, the history needs cleaning too.",
    ),
    "withheld-named": _error(
        "A person whose name is withheld is named all the same.",
        "Who asked not to be named, or whom the editors decided not to name, stays unnamed.",
        "Remove the name; write a `label` that identifies nobody.",
    ),
    "entity-form": _error(
        "Somebody or something has both a `name` and a `ref`, or neither.",
        "What is recorded here and what is recorded elsewhere must not contradict each other.",
        "Keep one of the two.",
    ),
    "key-form": _error(
        "A key is not made of lower-case words joined by hyphens, or is a reserved word.",
        "Keys are typed by people and compared letter by letter.",
        "Write it like `t-manafzade`.",
    ),
    "ref-form": _error(
        "A reference is not a kind and an id with a slash between them.",
        "The kind says which records are meant.",
        "Write it like `person/rashad-aslanov`.",
    ),
    "source-form": _error(
        "A source has neither a title nor an address.",
        "A source that nobody can find again proves nothing.",
        "Give it a `title`, a `url`, or both.",
    ),
}

"""The files of a new book, as bytes: settings, schemas, and what git, hooks and editors need."""

from __future__ import annotations

import json
from collections.abc import Mapping

WITHHELD = ".withheld"
"""The list of names that must never be committed; git is told to leave it out."""

_SETTINGS = """\
# The settings of this book. They are data: they name files and fields, never code.
[book]
title = {title}
language = {language}  # of texts that do not say theirs (BCP 47)
# source_store = "../sources"  # local copies of sources, outside git

[kinds.event]
records = ["records/events/**/*.yaml", "records/events/**/*.yml"]
schema = "schemas/event.schema.json"  # or "eventbook:event", the one that eventbook brings along
id = "field:id"
title = "title"
date = "date"
model = "event"  # the rules for events apply, beside the schema
{authorities}
# [rules]  # off, info, warning or error
# todo-left = "warning"
"""

# What events refer to, such as `ref: person/ann-example`: kind, folder, field of the name.
_AUTHORITIES = (
    ("person", "people", "name"),
    ("organisation", "organisations", "name"),
    ("place", "places", "name"),
    ("work", "works", "title"),
    ("subject", "subjects", "name"),
)

_AUTHORITY = """
[kinds.{kind}]
records = ["records/{folder}/**/*.yaml", "records/{folder}/**/*.yml"]
schema = "schemas/{kind}.schema.json"
title = "{title}"
model = "authority"
"""

_HOOKS = """\
# `pip install pre-commit && pre-commit install` makes git check what each commit would hold.
repos:
  - repo: local
    hooks:
      - id: eventbook
        name: eventbook
        entry: eventbook validate --staged
        language: system
        pass_filenames: false
        always_run: true
        stages: [pre-commit, pre-merge-commit, pre-push, manual]
"""

_ATTRIBUTES = """\
*.yaml text eol=lf
*.yml text eol=lf
"""

_IGNORED = f"""\
# The list of withheld names must never be committed.
{WITHHELD}
"""


def essential_files(title: str, language: str, schemas: Mapping[str, bytes]) -> dict[str, bytes]:
    """What makes a folder a book, by path: none of these may be there before.

    Args:
        title: what the archive calls itself.
        language: a BCP 47 tag.
        schemas: the shipped schemas' bytes by file name.
    """
    authorities = "".join(
        _AUTHORITY.format(kind=kind, folder=folder, title=field)
        for kind, folder, field in _AUTHORITIES
    )
    settings = _SETTINGS.format(
        title=toml_text(title), language=toml_text(language), authorities=authorities
    )
    folders = ("events", *(folder for _, folder, _ in _AUTHORITIES))
    return {
        "eventbook.toml": settings.encode(),
        **{f"records/{folder}/.gitkeep": b"" for folder in folders},
        **{f"schemas/{name}": data for name, data in schemas.items()},
    }


def companion_files() -> dict[str, bytes]:
    """What git and its hooks need, by path; a repository may have its own of these."""
    texts = {
        ".gitattributes": _ATTRIBUTES,
        ".gitignore": _IGNORED,
        ".pre-commit-config.yaml": _HOOKS,
    }
    return {name: text.encode() for name, text in texts.items()}


def lacks(path: str, present: str) -> str:
    """What to add to a companion file that a repository has already; empty if nothing.

    Args:
        path: one of `companion_files`.
        present: its text.
    """
    lines = {line.strip() for line in present.splitlines()}
    match path:
        case ".gitignore":
            return "" if {WITHHELD, f"/{WITHHELD}"} & lines else WITHHELD
        case ".gitattributes":
            missing = [line for line in _ATTRIBUTES.splitlines() if line not in lines]
            return " and ".join(f"`{line}`" for line in missing)
        case _:
            is_there = "eventbook validate" in present or "id: eventbook" in present
            return "" if is_there else "a hook that runs eventbook validate"


def toml_text(text: str) -> str:
    """A text as a basic string of TOML 1.0."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

"""What `init --adopt` says of a repository: its kinds of records, and what it does not take."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from eventbook.book.candidates import MOST_FILES, Candidates
from eventbook.book.facts import Facts
from eventbook.book.paths import shown
from eventbook.commands.opened import Opened
from eventbook.document.located import locate
from eventbook.editing.adopting.adopted import Adopted, Survey
from eventbook.editing.adopting.settings_text import counted, draft
from eventbook.findings import Finding
from eventbook.pointer import Place
from eventbook.rules.loader_manuals import LOADER

_REFUSED: Mapping[str, str] = {
    "record-empty": "is empty|are empty",
    "yaml-alias": "uses anchors|use anchors",
    "yaml-duplicate-key": "gives a key twice|give a key twice",
    "yaml-encoding": "is not clean UTF-8|are not clean UTF-8",
    "yaml-key-type": "has a key that is no text|have keys that are no texts",
    "yaml-many-documents": "holds several documents|hold several documents",
    "yaml-merge-key": "merges maps with `<<`|merge maps with `<<`",
    "yaml-number": "has a number that readers round|have numbers that readers round",
    "yaml-syntax": "is not YAML|are not YAML",
    "yaml-tag": "uses tags|use tags",
    "yaml-too-deep": "is nested too deeply|are nested too deeply",
    "yaml-too-large": "is too large|are too large",
}
_FRONT_MATTER = "YAML (front matter), which is not supported"
_MOST_NAMED = 3


def told_of_kinds(found: Survey, opened: Opened) -> Iterator[str]:
    """Each kind with its numbers: how many records, how many valid now, what is wrong, where first.

    Args:
        found: what was found.
        opened: the book that would come of it.
    """
    facts = opened.facts
    findings = opened.findings(opened.context)
    ill = _ill(facts, findings)
    by_kind: dict[str, list[Facts]] = defaultdict(list)
    for each in facts:
        by_kind[each.kind].append(each)
    for kind in found.kinds:
        own = by_kind[kind.name]
        records = [each for each in own if each.value is not None]
        yield _head(kind)
        valid = sum((each.path, each.place) not in ill for each in records)
        yield f"  {valid} of {counted(len(records), 'record')} valid now"
        yield from _by_slug({each.path for each in own}, findings, opened)


def _head(kind: Adopted) -> str:
    files = counted(len(kind.files), "file")
    made = "made from them" if kind.starter is not None else draft(kind.draft)
    return (
        f"{kind.name}: {counted(kind.records, 'record')} in {files}, "
        f"{', '.join(kind.records_patterns[:_MOST_NAMED])}; schema {kind.schema} ({made})"
    )


def _ill(facts: Sequence[Facts], findings: Iterable[Finding]) -> set[tuple[str, Place]]:
    """The records with errors."""
    places = {(each.path, each.place) for each in facts}
    ill = set()
    for finding in findings:
        if finding.severity == "error" and not finding.waived:
            starts = (finding.place[:end] for end in range(len(finding.place), -1, -1))
            ill.update(
                next(([(finding.path, s)] for s in starts if (finding.path, s) in places), [])
            )
    return ill


def _by_slug(paths: set[str], findings: Iterable[Finding], opened: Opened) -> Iterator[str]:
    """Each slug with how often, in how many files, and its first place; the loader's left out:
    those are told of all files together.
    """
    slugs: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        if each.severity != "info" and each.path in paths and each.slug not in LOADER:
            slugs[each.slug].append(each)
    for slug, own in sorted(slugs.items(), key=lambda one: (-len(one[1]), one[0])):
        files = len({each.path for each in own})
        place = _first_place(own, opened)
        what = counted(len(own), own[0].severity)
        yield f"    {slug}: {what} in {counted(files, 'file')}; first: {place}"


def _first_place(findings: Sequence[Finding], opened: Opened) -> str:
    first = min(each.path for each in findings)
    (found, *_) = locate([each for each in findings if each.path == first], opened.document)
    return _at(found)


def _at(finding: Finding) -> str:
    span = finding.span
    path = shown(finding.path)
    return f"{path}:{span.line}:{span.column}" if span else path


def told_of_the_rest(found: Survey, there: Candidates) -> Iterator[str]:
    """What is not taken, each sort with its number and an example."""
    yield from _refused(found)
    imported = "JSON is for import only"
    sorts = (
        (found.unlike, "other YAML file", "does not look like records|do not look like records"),
        (found.json, "JSON file", f"is not read: {imported}|are not read: {imported}"),
        (found.pages, "Markdown file", f"begins with {_FRONT_MATTER}|begin with {_FRONT_MATTER}"),
    )
    for paths, thing, said in sorts:
        if paths:
            yield f"{counted(len(paths), thing)} {_number(said, len(paths))}: {_some(paths)}"
    for schema in found.unused:
        if schema.broken:
            yield f"the schema {shown(schema.path)} cannot be used: {schema.broken}"
        else:
            yield f"the schema {shown(schema.path)} ({draft(schema.draft)}) fits no records here"
    unreadable = [*there.refused, *found.unreadable]
    for reason, number in Counter(each.message for each in unreadable).items():
        first = next(each.path for each in unreadable if each.message == reason)
        yield f"not read: {first} {reason}" + (f", and {number - 1} more" if number > 1 else "")
    if there.cut:
        yield f"only {MOST_FILES:,} files were looked at"


def _refused(found: Survey) -> Iterator[str]:
    """`37 files use anchors; first: a/b.yml:3:1`."""
    first: dict[str, Finding] = {}
    files: Counter[str] = Counter()
    for _, findings in sorted(found.refused.items()):
        for slug in dict.fromkeys(each.slug for each in findings):
            files[slug] += 1
            first.setdefault(slug, next(each for each in findings if each.slug == slug))
    for slug, number in sorted(files.items(), key=lambda one: (-one[1], one[0])):
        said = _number(_REFUSED.get(slug, f"has {slug}|have {slug}"), number)
        yield f"{counted(number, 'file')} {said}; first: {_at(first[slug])} ({slug})"


def _number(words: str, number: int) -> str:
    one, _, many = words.partition("|")
    return one if number == 1 else many


def _some(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - _MOST_NAMED} more" if len(paths) > _MOST_NAMED else ""
    return ", ".join(map(shown, paths[:_MOST_NAMED])) + more

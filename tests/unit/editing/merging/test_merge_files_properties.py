"""What must hold of the merge of any three versions of a record."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from eventbook.changes.diff import MISSING
from eventbook.changes.merge import merge
from eventbook.changes.merged import Conflict, Fields, Items, Merged, Side, Taken, settle
from eventbook.changes.repeats import repeats
from eventbook.document.loader import load
from eventbook.editing.merging.files import FileMerge, LineMerge, merge_files
from eventbook.editing.merging.slices import Sheet
from eventbook.jsonvalue import Json, canonical, equal
from eventbook.pointer import Place
from unit.editing.merging.versions import Made, Versions, apart, versions

CLASH = re.compile(r"<<<<<<< ours\r?\n(.*?)=======\r?\n(.*?)>>>>>>> theirs\r?\n", re.DOTALL)


def no_lines() -> LineMerge:
    """Lines that are always in conflict, so that values decide."""
    return LineMerge(b"<<<<<<< by lines\n", clean=False)


def merged(three: Versions) -> FileMerge:
    texts = (three.base, three.ours.text, three.theirs.text)
    return merge_files(*(text.encode() for text in texts), three.identity, no_lines)


def turned(three: Versions) -> Versions:
    return Versions(three.base, three.theirs, three.ours, three.seed)


def value_of(text: str) -> Json:
    loaded = load(text.encode(), "")
    assert loaded.document is not None, text
    assert [each for each in loaded.findings if each.severity == "error"] == []
    return loaded.document.value


def unordered(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: unordered(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted((unordered(item) for item in value), key=canonical)
    return value


def settled(text: str, side: int) -> str:
    return CLASH.sub(lambda match: match[side], text)


@given(versions())
def test_who_changed_nothing_gets_the_other_byte_for_byte(three: Versions) -> None:
    base, ours = three.base.encode(), three.ours.text.encode()
    for versions_ in ((base, ours, base), (base, base, ours), (base, ours, ours)):
        found = merge_files(*versions_, three.identity, no_lines)
        assert (found.data, found.clean, found.how) == (ours, True, "one side")


@given(versions())
def test_a_merge_without_conflicts_says_what_the_merge_of_values_says(three: Versions) -> None:
    found = merged(three)
    values = [value_of(text) for text in (three.base, three.ours.text, three.theirs.text)]
    if found.how in ("values", "text") and found.clean:
        wanted = settle(merge(*values, three.identity), "ours")
        assert wanted is not MISSING
        assert equal(value_of(found.data.decode()), wanted)


@given(versions())
def test_a_file_with_markers_settled_for_a_side_can_be_read(three: Versions) -> None:
    found = merged(three)
    if found.clean or found.how != "values":
        return
    text = found.data.decode()
    # Markers may have to stand round more than one field.
    assert len(found.conflicts) >= len(CLASH.findall(text)) > 0
    for side in (1, 2):
        value_of(settled(text, side))


@given(versions())
def test_changing_sides_changes_nothing_but_order(three: Versions) -> None:
    one, other = merged(three), merged(turned(three))
    assert one.clean == other.clean
    assert sorted((c.ours, c.theirs) for c in one.conflicts) == sorted(
        (c.theirs, c.ours) for c in other.conflicts
    )
    if one.clean:
        left, right = (value_of(each.data.decode()) for each in (one, other))
        assert equal(unordered(left), unordered(right))


@given(apart())
def test_what_is_done_under_different_keys_is_never_in_conflict(three: Versions) -> None:
    assert merged(three).clean


@given(versions())
def test_a_comment_that_was_added_stays_unless_its_owner_is_gone(three: Versions) -> None:
    found = merged(three)
    if found.how == "lines":
        return
    text = found.data.decode()
    values = [value_of(each) for each in (three.base, three.ours.text, three.theirs.text)]
    whole = merge(*values, three.identity)
    sides: tuple[Side, Side] = ("ours", "theirs")
    for side, made in zip(sides, (three.ours, three.theirs), strict=True):
        kept = dict(present(whole, side))
        for comment in made.added:
            owner = owner_of(made, comment)
            is_gone = owner not in kept and not any(
                owner[: len(place)] == place for place, is_whole in kept.items() if is_whole
            )
            assert comment in text or is_gone, (comment, owner, found)


def present(whole: Merged, side: Side) -> Iterator[tuple[Place, bool]]:
    """Where entries of a side stand that are in the result, and whether all in them are."""
    if isinstance(whole, Conflict):
        yield from ((place, True) for place in (whole.ours if side == "ours" else whole.theirs))
        return
    place = whole.where.ours if side == "ours" else whole.where.theirs
    if place is None:
        return
    yield place, isinstance(whole, Taken) and whole.side == side
    if isinstance(whole, Fields | Items):
        parts = whole.parts.values() if isinstance(whole, Fields) else whole.parts
        for part in parts:
            yield from present(part, side)


def owner_of(made: Made, comment: str) -> Place:
    """The innermost entry above or behind which a comment stands, in the text as it became."""
    document = load(made.text.replace("\r\n", "\n").encode(), "").document
    assert document is not None
    sheet = Sheet(document)
    at = sheet.text.index(comment)
    owner: Place = ()
    while sheet.is_block(owner):
        for key, part in sheet.parts(owner).items():
            if part.lead <= at < part.stop:
                owner = (*owner, key)
                if at < part.start:
                    return owner
                break
        else:
            return owner
    return owner


@given(three=versions())
def test_never_another_value_than_a_good_merge_of_lines(
    three: Versions, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """git's own clean result, where it is a record in which nothing is twice, is never overruled:
    it is taken, or somebody has to choose."""
    texts = (three.base, three.ours.text, three.theirs.text)
    lined = by_git(tmp_path_factory.getbasetemp(), *texts)
    found = merge_files(*(text.encode() for text in texts), three.identity, lambda: lined)
    loaded = load(lined.data, "")
    if not lined.clean or any(each.severity == "error" for each in loaded.findings):
        return
    assert loaded.document is not None
    value = loaded.document.value
    sides = [repeats(value_of(text), three.identity) for text in texts[1:]]
    if found.clean and repeats(value, three.identity) <= max(sides):
        assert equal(value_of(found.data.decode()), value)


def by_git(folder: Path, base: str, ours: str, theirs: str) -> LineMerge:
    """What `git merge-file` makes of three texts."""
    names = ("ours", "base", "theirs")
    for name, text in zip(names, (ours, base, theirs), strict=True):
        (folder / name).write_bytes(text.encode())
    done = subprocess.run(
        ["git", "merge-file", "-p", "-q", *names], cwd=folder, capture_output=True, check=False
    )
    return LineMerge(done.stdout, done.returncode == 0)

"""`eventbook rename`: another id, another file name, and every reference with them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from acceptance.forked import forked

EVENTBOOK = Path(sys.executable).parent / "eventbook"

FAIR = """\
# of the fair
id: fair   # short
title: Book fair
date: "2021-05-18"
place: {name: Hall, city: Turin}
sources: [{title: Poster}]
# the end
"""
EVENT = "id: {0}\ntitle: {0}\ndate: {1}\nsources: [{{title: Poster}}]\n{2}"
OTHERS = {
    "talk": (
        "2021",
        "part_of: {ref: event/fair}   # c\nrelations: [{kind: follows, event: fair}]\n",
    ),
    "walk": ("2020", "relations:\n  - kind: related\n    event: 'fair'\n"),
    "swim": ("2018", "keywords: [fair, event/fair]\nlocal: {event: fair}\n"),
}
NEW = "2021-turin-book-fair"
BACKLINKS = """\
id\trefs
walk\trelations[0].event
late\tmentions[0].ref
talk\tpart_of.ref, relations[0].event
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The command, imported once for all its processes here."""
    with forked(tmp_path_factory.mktemp("home")) as runner:
        yield runner


def tree(book):
    return {
        str(path.relative_to(book.root)): path.read_text()
        for path in sorted(book.root.glob("records/**/*.y*ml"))
    }


@pytest.fixture
def archive(book):
    """A book of four events, two of which refer to one, committed."""
    book.record("fair", FAIR)
    for name, (date, more) in OTHERS.items():
        book.record(name, EVENT.format(name, date, more))
    book.commit()
    return book


def test_the_file_the_field_and_the_references(archive):
    before = tree(archive)
    done = archive("rename", "fair", "expo")

    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "records/events/expo.yaml\nrecords/events/talk.yaml\nrecords/events/walk.yaml\n",
        "fair is now expo; 3 references in 2 files\nnext: eventbook diff\n",
    )
    after = dict(before)
    del after["records/events/fair.yaml"]
    after["records/events/expo.yaml"] = FAIR.replace("id: fair ", "id: expo ").replace(
        "Poster}]\n", "Poster}]\nformer_ids: [fair]\n"
    )
    after["records/events/talk.yaml"] = (
        before["records/events/talk.yaml"]
        .replace("event/fair", "event/expo")
        .replace("event: fair", "event: expo")
    )
    after["records/events/walk.yaml"] = before["records/events/walk.yaml"].replace("fair", "expo")
    assert tree(archive) == after
    assert archive("validate", "--strict").returncode == 0
    assert archive("list", "--refs-to", "expo", "-f", "ids").stdout == "walk\ntalk\n"


def test_without_a_new_id_one_is_proposed(archive):
    done = archive("-q", "rename", "event/fair")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"records/events/{NEW}.yaml\n" in done.stdout
    done = archive("rename", NEW)
    assert (done.returncode, done.stderr) == (
        2,
        f"error: `{NEW}` is the id that would be proposed; give another\n",
    )


def test_there_and_back_is_as_before_but_for_the_former_id(archive):
    before = tree(archive)
    assert archive("rename", "fair", "expo").returncode == 0
    assert archive("rename", "expo", "fair").returncode == 0
    after = tree(archive)
    before["records/events/fair.yaml"] = FAIR.replace(
        "Poster}]\n", "Poster}]\nformer_ids: [expo]\n"
    )
    assert after == before


def test_a_draft_forgets_its_old_id_and_finds_its_shelf(archive):
    draft = FAIR.replace("id: fair ", "id: draft-x ").replace(
        "# the end", "review: {status: draft}"
    )
    archive.write("records/events/undated/draft-x.yaml", draft)
    done = archive("rename", "draft-x")
    path = f"records/events/2021/{NEW}.yaml"
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        f"{path}\n",
        f"draft-x is now {NEW}; nothing refers to it\nnext: eventbook diff\n",
    )
    assert (archive.root / path).read_text() == draft.replace("id: draft-x", f"id: {NEW}")
    assert not (archive.root / "records/events/undated/draft-x.yaml").exists()

    archive.record("todo", draft.replace("draft-x", "todo").replace("Book fair", "TODO"))
    done = archive("rename", "todo")
    assert (done.returncode, done.stderr) == (
        2,
        "error: without a `title` no id can be proposed; write it first, or give the new id\n",
    )


def test_a_review_that_held_holds_on(archive):
    for name in ("fair", "walk", "talk"):
        assert archive("review", name, "--as", "reviewed", "--by", "Ada").returncode == 0
    talk = archive.root / "records/events/talk.yaml"
    talk.write_text(talk.read_text().replace("title: talk", "title: Talk"))
    assert archive("rename", "fair", "expo").returncode == 0
    stale = [line for line in archive("validate").stdout.splitlines() if "review-stale" in line]
    assert len(stale) == 1
    assert "talk.yaml" in archive("validate", "talk").stdout


def test_a_dry_run_shows_the_changes(archive):
    before = tree(archive)
    done = archive("rename", "fair", "expo", "-n")
    assert (done.returncode, done.stderr) == (
        0,
        "fair would become expo; 3 references in 2 files\ndry run: nothing was written\n",
    )
    assert done.stdout.startswith("renamed event fair")
    assert "records/events/expo.yaml" in done.stdout
    assert "changed event talk" in done.stdout
    assert "event/fair → event/expo" in done.stdout
    assert tree(archive) == before


FORM = "an id is made of lower-case letters a to z, digits, and single hyphens between them"
REFUSED = {
    "fai x": "`fai` is a part of an id; to write, the whole id is needed; did you mean `fair`?",
    "fairr x": "there is no record `fairr`; did you mean `fair`?",
    "fair fair": "`fair` is the id that it has",
    "fair walk": "the id `walk` is taken: records/events/walk.yaml; choose another",
    "fair Expo": f"`Expo`: {FORM}",
    "fair con": "`con`: `con` is the name of a device on Windows",
    "fair ../x": f"`../x`: {FORM}",
    "fair gala": "`gala` was the id of swim before; old references mean that; choose another",
}


@pytest.mark.parametrize("words", REFUSED)
def test_refused(archive, words):
    swim = archive.root / "records/events/swim.yaml"
    swim.write_text(swim.read_text() + "former_ids: [gala]\n")
    before = tree(archive)
    done = archive("rename", *words.split())
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"error: {REFUSED[words]}\n")
    assert tree(archive) == before


def test_a_file_in_the_way(archive):
    (archive.root / "records/events/expo.yaml").symlink_to("absent")
    done = archive("rename", "fair", "expo")
    assert (done.returncode, done.stderr) == (
        2,
        "error: records/events/expo.yaml exists already; nothing was written\n",
    )


def test_what_cannot_be_read_or_edited(archive):
    archive.record("broken", "id: [")
    done = archive("rename", "fair", "expo")
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "warning: 1 file cannot be read and may refer to fair",
        "fair is now expo; 3 references in 2 files",
        "next: eventbook diff",
    ]
    walk = archive.root / "records/events/walk.yaml"
    walk.write_text(walk.read_text() + "title: again\n")
    before = tree(archive)
    done = archive("rename", "expo", "gala")
    assert (done.returncode, done.stdout) == (1, "")
    assert "error[yaml-duplicate-key]" in done.stderr
    assert tree(archive) == before


def test_old_errors_do_not_stop_it(archive):
    fair = archive.root / "records/events/fair.yaml"
    fair.write_text(FAIR.replace("sources:", "keywords: 3\nformer_ids: [7]\nsources:"))
    assert archive("rename", "fair", "expo").returncode == 0
    text = (archive.root / "records/events/expo.yaml").read_text()
    assert "keywords: 3\nformer_ids: [7, fair]\n" in text


def test_a_full_disk_leaves_all_as_it_was(archive):
    """A limit on the size of files stands in for it."""
    before = tree(archive)
    command = 'ulimit -f 0; exec "$0" rename fair expo'
    done = archive.run.program("bash", "-c", command, EVENTBOOK, cwd=archive.root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: records/events/expo.yaml cannot be written: file too large; nothing was written\n"
    )
    assert tree(archive) == before


def test_nothing_private_is_shown_or_put_into_an_id(archive):
    guest = "participants: [{key: g, name: Zed Young, label: A guest, withheld: true}]\n"
    archive.record("fair", FAIR.replace("Book fair", "Zed Young reads") + guest)
    done = archive("rename", "fair")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: the record names somebody whom it must not name; mend")
    assert "Zed" not in done.stderr
    for more in (["--dry-run"], []):
        done = archive("rename", "fair", "expo", *more)
        assert done.returncode == 0
        assert "Zed" not in done.stdout + done.stderr


PEOPLE = """\
[kinds.event]
records = ["records/events/**/*.yaml"]
schema = "eventbook:event"
model = "event"
[kinds.person]
records = ["records/people/**/*.yaml"]
schema = "eventbook:person"
title = "name"
model = "authority"
[kinds.talk]
records = ["talks.yaml[].talks[]"]
schema = "schemas/talk.json"
[kinds.note]
records = ["notes/*.yml"]
schema = "schemas/talk.json"
id = "stem"
[kinds.box]
records = ["boxes/*/box.yaml"]
schema = "schemas/talk.json"
id = "folder"
"""


def test_other_kinds(book):
    book.write("eventbook.toml", PEOPLE)
    book.write("schemas/talk.json", '{"properties": {"id": {"maxLength": 6}}}')
    book.write("records/people/ann.yaml", "id: ann\nname: Ann Example\n")
    book.record("ann", EVENT.format("ann", "2021", "participants:\n- ref: person/ann # c\n"))
    book.write("talks.yaml", "- talks:\n  - id: T1\n  # c\n  - id: T2\n")
    book.write("notes/Old.yml", "# c\ntext: x\n")
    book.write("boxes/b1/box.yaml", "text: x\n")

    done = book("rename", "ann", "x")
    assert (done.returncode, done.stderr) == (
        2,
        "error: `ann` is the id of 2 records; write event/ann or person/ann\n",
    )
    assert book("rename", "person/ann").returncode == 0
    assert (book.root / "records/people/ann-example.yaml").read_text() == (
        "id: ann-example\nname: Ann Example\nformer_ids:\n  - ann\n"
    )
    assert "- ref: person/ann-example # c" in (book.root / "records/events/ann.yaml").read_text()
    assert book("rename", "T2", "T1").returncode == 2
    assert book("rename", "T2", "t2").returncode == 2
    assert book("rename", "T2", "T3").returncode == 0
    assert (book.root / "talks.yaml").read_text() == "- talks:\n  - id: T1\n  # c\n  - id: T3\n"
    done = book("rename", "T3", "T3-too-long", "-n")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error[length-out-of-range]")
    assert done.stderr.endswith("T3 cannot be renamed like this; nothing was written\n")
    assert book("rename", "Old", "new").stdout == "notes/new.yml\n"
    assert tree(book).keys() == {"records/events/ann.yaml", "records/people/ann-example.yaml"}
    assert (book.root / "notes/new.yml").read_text() == "# c\ntext: x\n"
    done = book("rename", "b1", "b2")
    said = "the id of a box is the name of its folder; rename the folder, with all that is in it"
    assert (done.returncode, done.stderr) == (2, f"error: {said}\n")


def test_who_knows_the_old_id_finds_the_record(archive):
    archive("rename", "fair", NEW)
    archive.record("late", EVENT.format("late", "2021", "mentions: [{ref: event/fair}]\n"))
    assert archive("show", "fair", "-f", "json").stdout == archive("show", NEW, "-f", "json").stdout
    listed = archive("list", "--refs-to", "event/fair", "--columns", "id")
    assert (listed.returncode, listed.stderr, listed.stdout) == (
        0,
        "",
        BACKLINKS,
    )
    refused = archive("rename", "fair", "other")
    assert (refused.returncode, refused.stdout, refused.stderr) == (
        2,
        "",
        f"error: there is no record `fair` any more; it is called `{NEW}` now\n",
    )

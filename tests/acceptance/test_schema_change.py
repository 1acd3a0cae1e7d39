"""`eventbook validate --schema NEW --compare`: what another schema would newly break."""

from __future__ import annotations

import json

import pytest

from eventbook.book.resources import builtin_schemas

TALK = "id: talk\ntitle: A talk\ndate: 2018-03-01\nsources: [{title: Poster}]\n"


@pytest.fixture
def archive(book):
    """A book of three events, one of them faulty, and a stricter schema beside it."""
    book.record("faulty", TALK.replace("id: talk", "id: faulty").replace("2018-03-01", "x"))
    book.record("fair", TALK.replace("id: talk", "id: fair") + "status: held\n")
    book.record("talk", TALK)
    schema = json.loads(builtin_schemas()["event"])
    schema["required"].append("status")
    book.write("../new/event.schema.json", json.dumps(schema))
    return book


NEW = "../new/event.schema.json"
MISSING = "error[property-missing] missing required property `status`"


def test_what_would_newly_break(archive):
    before = {path: path.read_bytes() for path in archive.root.rglob("*.yaml")}
    done = archive("validate", "--schema", NEW, "--compare", "-f", "concise")
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in lines[:-1]] == [
        "records/events/faulty.yaml",
        "records/events/talk.yaml",
    ]
    assert all(MISSING in line for line in lines[:-1])
    assert lines[-1] == "Found 2 errors in 2 of 3 records."
    assert done.stderr == "2 of 3 records would newly break\n"
    one = archive("validate", "fair", "--schema", NEW, "--compare")
    assert (one.returncode, one.stderr) == (0, "0 of 1 record would newly break\n")
    assert {path: path.read_bytes() for path in archive.root.rglob("*.yaml")} == before
    # What was kept of the book is by the schema in force.
    assert "date-invalid" in archive("validate").stdout
    assert MISSING not in archive("validate").stdout


def test_all_that_another_schema_finds(archive):
    done = archive("validate", "--schema", f"event={NEW}", "-f", "json")
    found = [(each["record"], each["rule"]) for each in json.loads(done.stdout)]
    assert ("faulty", "date-invalid") in found
    assert ("faulty", "property-missing") in found
    assert ("fair", "property-missing") not in found
    assert done.returncode == 1


def test_what_a_laxer_schema_lets_pass(archive):
    schema = json.loads((archive.root / NEW).read_text())
    schema["required"].remove("status")
    schema["properties"]["date"] = {"type": "string"}
    archive.write("../new/lax.json", json.dumps(schema))
    done = archive("validate", "--schema", "../new/lax.json", "--compare")
    assert (done.returncode, done.stderr) == (
        0,
        "0 of 3 records would newly break\n1 finding of now would be gone\n",
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--compare"], "--compare needs a schema"),
        (["--schema", "gone.json"], "`gone.json`: no such file"),
        (["--schema", "../new/broken.json"], "../new/broken.json cannot be used"),
        (["--schema", NEW, "--staged"], "leave out the options"),
        (["--schema", NEW, "--select", "date-*"], "leave out the options"),
        (["--schema", NEW, "--fix"], "leave out the options"),
    ],
)
def test_a_wrong_command_line(archive, options, said):
    archive.write("../new/broken.json", '{"type": 5}')
    done = archive("validate", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1

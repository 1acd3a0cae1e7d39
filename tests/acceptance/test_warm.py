"""A second run says the same, and reads nothing that it knows."""

from __future__ import annotations

import sys

import pytest

PROGRAM = """
import sys
from eventbook.__main__ import main
sys.argv = ['eventbook', *{args!r}]
try: main()
except SystemExit as done: code = done.code
slow = {{'yaml', 'yaml_rs', 're2', 'jsonschema_rs', 'jsonschema', 'eventbook.check'}}
print(sorted(slow & sys.modules.keys()), code)
"""


@pytest.fixture
def odd(book):
    """A book with an error, a warning and an info in it."""
    book.record("first", "id: first\ntitel: A\ndate: 2019\nsources: [{title: P}]\n")
    book.record(
        "second", "id: second\ntitle: TODO a title\ndate: 2019-05-01\nsources: [{title: P}]\n"
    )
    book.record("third")
    return book


@pytest.mark.parametrize("form", ["full", "json", "github"])
@pytest.mark.parametrize("more", [[], ["-v", "--strict", "--select", "todo-left"]])
def test_the_same_words(odd, form, more):
    cold = odd("--no-cache", "validate", "-f", form, *more)
    assert cold.stdout
    for _ in range(3):
        warm = odd("validate", "-f", form, *more)
        assert (warm.returncode, warm.stdout, warm.stderr) == (
            cold.returncode,
            cold.stdout,
            cold.stderr,
        )


def test_another_form_after_one_that_shows_less(odd):
    full = odd("--no-cache", "validate", "-v").stdout
    for _ in range(2):
        odd("validate", "-f", "concise")
        assert odd("validate", "-v").stdout == full


def test_a_warm_run_loads_no_parser(odd):
    args = ["validate", "-f", "concise", "-o", "out.txt"]
    odd(*args)
    done = odd.run.program(sys.executable, "-c", PROGRAM.format(args=args), cwd=odd.root)
    assert (done.stdout, done.stderr) == ("[] 1\n", "")


def test_showing_a_record_that_was_judged_loads_no_parser(odd):
    odd("validate")
    args = ["show", "first"]
    done = odd.run.program(sys.executable, "-c", PROGRAM.format(args=args), cwd=odd.root)
    assert done.stdout.endswith("[] 0\n")
    assert done.stderr == (
        "warning: records/events/first.yaml has errors; `eventbook validate` names them\n"
    )


def test_a_change_is_seen(odd):
    for title in ("B", "C", "B"):
        odd.record(
            "first", f"id: first\ntitle: {title}\ntitel: A\ndate: 2019\nsources: [{{title: P}}]\n"
        )
        assert "first.yaml:3:1: error[property-unknown]" in odd("validate", "-f", "concise").stdout
        odd.record("first", f"id: first\ntitel: {title}\ndate: 2019\nsources: [{{title: P}}]\n")
        assert "first.yaml:2:1: error[property-unknown]" in odd("validate", "-f", "concise").stdout


def test_another_day_is_another_run(odd):
    odd.record(
        "third", "id: third\ntitle: A\ndate: 2026-03-01\nstatus: held\nsources: [{title: P}]\n"
    )
    before = odd("validate", "-f", "concise", env={"EVENTBOOK_TODAY": "2026-01-15"})
    after = odd("validate", "-f", "concise", env={"EVENTBOOK_TODAY": "2026-06-15"})
    assert before.stdout.count("status-date") == 1
    assert after.stdout.count("status-date") == 0
